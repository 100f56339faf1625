"""What a ruleset and a decision hold cannot be changed, so that nothing they gave out can change what they decide."""

from collections.abc import Callable
from typing import Any

import pytest

from recovery_rules import load
from recovery_rules.decision import Decision
from recovery_rules.ruleset import Ruleset

AWS = load("aws_sla")
CASE: dict[str, Any] = {"service": "s3_standard", "uptime": "99.5 %", "monthly_charge": "1000 USD", "claim_cycle": 1}

HELD: dict[str, Callable[[Ruleset, Decision], Any]] = {
    "facts": lambda ruleset, _: ruleset.model.facts,
    "derived facts": lambda ruleset, _: ruleset.model.derived,
    "kinds": lambda ruleset, _: ruleset.model.kinds,
    "parameters": lambda ruleset, _: ruleset.model.kinds["refund"].parameters,
    "arguments": lambda ruleset, _: ruleset.model.rules[0].proposals[0].arguments,
    "tables": lambda ruleset, _: ruleset.model.tables,
    "labels": lambda ruleset, _: ruleset.model.title.texts,
    "values of the account": lambda _, decision: decision.account.values,
    "failures of the account": lambda _, decision: decision.account.failed,
    "values of a proposal": lambda _, decision: decision.account.proposed[0].values,
    "values of an action": lambda _, decision: decision.actions[0].values,
}


@pytest.mark.parametrize("what", HELD)
def test_it_takes_no_change(what: str) -> None:
    decision = AWS.decide(CASE)
    with pytest.raises(TypeError, match="does not support item assignment"):
        HELD[what](AWS, decision)["uptime"] = 0

"""What holds for every ruleset and case: nothing raises, nothing is left out, nothing is claimed that is not so."""

import itertools
import json
from typing import Any

import jsonschema
from hypothesis import given
from hypothesis import strategies as st

from recovery_rules.decision import Decision
from recovery_rules.engine.reference.conditions import truth
from recovery_rules.model.actions import CHOICE
from recovery_rules.ruleset import Ruleset
from recovery_rules.source.errors import FactsError
from recovery_rules.trace.kinds import gives
from recovery_rules.trace.questions.what_if import what_if
from recovery_rules.trace.schema import trace_schema
from tests.strategies import COSTLY, decisions

VALIDATOR = jsonschema.Draft202012Validator(trace_schema())


@COSTLY
@given(decisions(), st.sampled_from(["en", "zh"]))
def test_every_rule_behind_an_action_is_explained(decision: Decision, locale: str) -> None:
    text = decision.explain(locale)
    assert [rule for rule in decision.fired if rule not in text and rule != "otherwise"] == []
    assert all(char.isprintable() or char == "\n" for char in text)


@COSTLY
@given(decisions())
def test_every_trace_keeps_to_the_schema(decision: Decision) -> None:
    trace = json.loads(json.dumps(decision.trace))
    VALIDATOR.validate(trace)
    assert trace["fired"] == list(decision.fired)
    assert [action["kind"] for action in trace["actions"]] == [action.kind for action in decision]


@COSTLY
@given(decisions(), st.sampled_from(["en", "zh"]))
def test_every_way_to_every_kind_is_accounted_for(decision: Decision, locale: str) -> None:
    model = decision.ruleset.model
    for name in (*model.kinds, CHOICE, *model.tables, *(rule.id for rule in model.rules)):
        answer = decision.why_not(name)
        assert answer.text(locale)
        for way in answer.ways:
            assert (way.ending == "failed") == (way.changes > 0)
            for one in way.failures:
                assert truth(one.leaf, decision.account.values) is one.holds is not one.wanted


@COSTLY
@given(decisions(), st.data())
def test_every_set_of_changes_is_smallest(decision: Decision, data: st.DataObject) -> None:
    ruleset = decision.ruleset
    kind = data.draw(st.sampled_from([*ruleset.model.kinds, CHOICE]))
    answer = what_if(
        ruleset.model, ruleset._decider.decide, decision._given, kind, as_of=decision.as_of, most=3, budget=60
    )
    assert answer.text()
    assert answer.text("zh")
    assert answer.given is gives(decision.actions, kind)
    assert [len(one.changes) for one in answer.sets] == sorted(len(one.changes) for one in answer.sets)
    for found in answer.sets:
        wanted = {one.fact: found.given.get(one.fact) for one in found.changes}
        for count in range(len(wanted) + 1):
            for part in itertools.combinations(wanted, count):
                changed = {**decision._given, **{name: wanted[name] for name in part}}
                assert _is_given(ruleset, changed, decision, kind) is (count == len(wanted)), part


def _is_given(ruleset: Ruleset, case: dict[str, Any], decision: Decision, kind: str) -> bool:
    try:
        return gives(ruleset.decide(case, as_of=decision.as_of).actions, kind)
    except FactsError:
        return False

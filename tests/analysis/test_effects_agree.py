"""What has no effect, told from cells, agrees with leaving it out of the file and deciding every case."""

from hypothesis import assume, given

from recovery_rules.analysis.removal import Removals
from recovery_rules.analysis.study import Study
from tests.analysis.small import CASES, Written, loaded, small_rulesets, without_limit, without_rule
from tests.strategies import COSTLY


@COSTLY
@given(small_rulesets())
def test_rules_that_change_no_decision(written: Written) -> None:
    ruleset = loaded(written)
    assume(ruleset is not None)
    assert ruleset is not None
    removals = Removals(Study(ruleset.model))
    for number, rule in enumerate(ruleset.model.rules):
        if rule.table and any("t/1" in other.get("overrides", ()) for other in written["rules"]):
            continue  # without a row, another one is the first
        left = loaded(without_rule(written, rule.id))
        if left is None:
            continue
        differs = any(ruleset.decide(case).actions != left.decide(case).actions for case in CASES)
        answer = removals.of_rule(number)
        assert answer.verdict == ("shown" if differs else "nowhere"), rule.id
        matches = any(rule.id in ruleset.decide(case).trace["matched"] for case in CASES)
        if not differs:
            assert (answer.case is not None) or not matches or rule.unless


@COSTLY
@given(small_rulesets())
def test_limits_that_never_bind(written: Written) -> None:
    ruleset = loaded(written)
    assume(ruleset is not None)
    assert ruleset is not None
    removals = Removals(Study(ruleset.model))
    for number, limit in enumerate(ruleset.model.limits):
        left = loaded(without_limit(written, limit.id))
        assert left is not None
        differs = any(ruleset.decide(case).actions != left.decide(case).actions for case in CASES)
        assert removals.of_limit(number).verdict == ("shown" if differs else "nowhere"), limit.id


@COSTLY
@given(small_rulesets())
def test_overrides_that_never_bite(written: Written) -> None:
    ruleset = loaded(written)
    assume(ruleset is not None)
    assert ruleset is not None
    removals = Removals(Study(ruleset.model))
    place = {rule.id: number for number, rule in enumerate(ruleset.model.rules)}
    accounts = [ruleset.decide(case).account for case in CASES]
    for number, rule in enumerate(ruleset.model.rules):
        for other in rule.overrides:
            bites = any(rule.id in account.defeated.get(other, ()) for account in accounts)
            assert removals.of_override(number, place[other]).verdict == ("shown" if bites else "nowhere")

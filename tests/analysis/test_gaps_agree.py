"""Gaps, and conditions that exclude nothing, told from cells, agree with deciding every case."""

import copy

from hypothesis import assume, given

from recovery_rules import Ruleset
from recovery_rules.analysis.findings.conditions import conditions_without_effect
from recovery_rules.analysis.findings.gaps import gap_of
from recovery_rules.analysis.study import Study
from recovery_rules.cells.clauses import Clause
from recovery_rules.engine.admission import admit
from tests.analysis.small import CASES, FACTS, Case, Written, loaded, small_rulesets
from tests.strategies import COSTLY


def lies_in(study: Study, region: Clause, case: Case) -> bool:
    values = dict(admit(study.model, case).values)
    return study.ground.cases.accepts(region, values)


def matched(ruleset: Ruleset, case: Case) -> set[str]:
    account = ruleset.decide(case).account
    return set(account.matched) - set(account.excused)


@COSTLY
@given(small_rulesets())
def test_the_regions_of_a_gap_hold_just_the_cases_that_no_rule_decides(written: Written) -> None:
    ruleset = loaded(written)
    assume(ruleset is not None)
    assert ruleset is not None
    study = Study(ruleset.model)
    deciding = [clause for clauses in study.ground.matching for clause in clauses]
    gap = gap_of(study, deciding, most=1_000)
    assert gap.complete
    assert not gap.doubtful
    for case in CASES:
        inside = any(lies_in(study, region, case) for region, _ in gap.regions)
        assert inside == (not matched(ruleset, case)), case
    for region, values in gap.regions:
        shown = study.witness(values).facts
        assert lies_in(study, region, dict(shown))
        assert not matched(ruleset, dict(shown))


@COSTLY
@given(small_rulesets())
def test_conditions_that_exclude_nothing(written: Written) -> None:
    ruleset = loaded(written)
    assume(ruleset is not None)
    assert ruleset is not None
    study = Study(ruleset.model, ruleset.warnings)
    told = {one.message.split(" of `")[0] + "|" + one.rules[0] for one in conditions_without_effect(study)}
    for place, rule in enumerate(written["rules"]):
        for fact in rule.get("when", {}):
            left = copy.deepcopy(written)
            del left["rules"][place]["when"][fact]
            wider = loaded(left)
            if wider is None:
                continue
            needless = all(
                (rule["id"] in matched(ruleset, case)) is (rule["id"] in matched(wider, case)) for case in CASES
            )
            said = f"`{fact} {rule['when'][fact]}`|{rule['id']}" in told
            if said:
                assert needless
            elif needless and rule["when"][fact] != "any" and "needed" not in FACTS[fact]:
                depends = {"hours", "failure"} & set(rule["when"])  # what `needed` says is left aside
                unreached = not any(rule["id"] in matched(ruleset, case) for case in CASES)
                assert depends or unreached or rule.get("unless")  # and so is what excuses exclude

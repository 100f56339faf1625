"""Decision tables of the DMN Technology Compatibility Kit, decided by rulesets: hit policies and unary tests.

`rulesets` says how a table is written and what is done where DMN leaves it incomplete; `words` what is renamed. The
texts of the unary tests are DMN's own.
"""

from collections.abc import Callable
from typing import Any

import pytest

from recovery_rules import FactsError, Ruleset, RulesetError, loads
from recovery_rules.language.literals import public_of
from tests.conformance.reading import FOLDER, Case, Trial, read_cases, read_chains
from tests.conformance.rulesets import as_actions, as_chain, as_facts, has_form_of_facts
from tests.conformance.words import OutOfTypesError, chained, words_of

if not FOLDER.is_dir():
    pytest.skip("the DMN TCK is not beside this repository (../shared/conformance/dmn_tck)", allow_module_level=True)

CASES = {case.id: case for case in read_cases()}

# Why a ruleset cannot say it.
OUT_OF_TYPES = {
    "0017-tableTests/dateCompare1": "a date",
    "0017-tableTests/dateCompare2": "a date",
    "0036-dt-variable-input/Compare Date": "a date",
    "0036-dt-variable-input/Compare Time": "a time of day",
    "0036-dt-variable-input/Compare Years and Months Duration": "a duration in months",
    "0037-dt-on-bkm-implicit-params/Person's description": "text that is put together, by functions of texts",
    "0039-dt-list-semantics/Symptom Analysis": "a list as an input, and text that is put together",
}
# Tables that leave out some case, and the words with which a table of facts is then refused.
INCOMPLETE = {
    "0108-first-hitpolicy/Approval": "`result_1` has no row for Age 11, RiskCategory High",
    "0111-first-hitpolicy-singleoutputcol/Advertisement": "`result_1` has no row for age -1",
    "0114-min-collect-hitpolicy/CarInsurance": "`result_1` has no row for NumOfYears 0",
    "0004-lending/Pre-bureauRiskCategory": "`result_1` has no row for ExistingCustomer no, ApplicationRiskScore 130",
}
# The least of no value is none, and a last row would take part in it.
ONLY_ACTIONS = {"0114-min-collect-hitpolicy/CarInsurance"}

RUN = [case for id_, case in CASES.items() if id_ not in OUT_OF_TYPES]
TRIALS = [pytest.param(case, trial, id=f"{case.id}/{trial.id}") for case in RUN for trial in case.trials]
COMPLETE = [case for case in RUN if has_form_of_facts(case.table) and case.id not in INCOMPLETE]
FACT_TRIALS = [
    pytest.param(case, trial, id=f"{case.id}/{trial.id}")
    for case in RUN
    if has_form_of_facts(case.table) and case.id not in ONLY_ACTIONS
    for trial in case.trials
]


def test_every_case_of_the_manifest_is_run_or_listed() -> None:
    assert len(CASES) == 44
    assert {case.id for case in RUN} | OUT_OF_TYPES.keys() == CASES.keys()
    assert (len(RUN), len(TRIALS)) == (37, 81)
    for id_ in OUT_OF_TYPES:
        with pytest.raises(OutOfTypesError):
            words_of(CASES[id_])


@pytest.mark.parametrize(("case", "trial"), TRIALS)
def test_a_table_of_actions(case: Case, trial: Trial) -> None:
    words = words_of(case)
    _expect(trial, lambda: _actions(case, loads(as_actions(case.table, words)), words.given(trial.inputs)), case)


@pytest.mark.parametrize(("case", "trial"), FACT_TRIALS)
def test_a_table_of_facts(case: Case, trial: Trial) -> None:
    words = words_of(case)

    def decide() -> Any:
        decision = loads(as_facts(case.table, words, completed=case.id in INCOMPLETE)).decide(words.given(trial.inputs))
        return _result(case, [decision.facts.get(output.name) for output in words.outputs])

    _expect(trial, decide, case)


@pytest.mark.parametrize("case", COMPLETE, ids=lambda case: case.id)
def test_a_complete_table_is_a_table_of_facts_as_it_stands(case: Case) -> None:
    assert loads(as_facts(case.table, words_of(case))).model.derived


@pytest.mark.parametrize("id_", INCOMPLETE)
def test_an_incomplete_table_of_facts_is_refused_with_a_case_that_it_lacks(id_: str) -> None:
    with pytest.raises(RulesetError) as refused:
        loads(as_facts(CASES[id_].table, words_of(CASES[id_])))
    assert {problem.code for problem in refused.value.diagnostics if problem.severity == "error"} == {"RR303"}
    assert INCOMPLETE[id_] in str(refused.value)


@pytest.mark.parametrize("case", [case for case in RUN if case.id in INCOMPLETE], ids=lambda case: case.id)
def test_where_no_row_matches_there_is_no_result_but_the_default(case: Case) -> None:
    words = words_of(case)
    missing = {
        "Age": 11, "RiskCategory": "High", "isAffordable": True, "age": -1, "NumOfYears": 0,
        "ExistingCustomer": False, "ApplicationRiskScore": 130,
    }  # fmt: skip
    given = {name: missing[name] for name in words.given({})}
    decision = loads(as_actions(case.table, words)).decide(given)
    if case.table.outputs[0].default:
        assert dict(decision["result"].values) == {"result_1": "Declined", "result_2": "Standard"}
    else:
        assert [action.kind for action in decision.actions] == ["nothing"]
    if case.id not in ONLY_ACTIONS:
        facts = loads(as_facts(case.table, words, completed=True)).decide(given).facts
        assert facts.get("result_1") == ("Declined" if case.table.outputs[0].default else None)


@pytest.mark.parametrize("number", range(7))
def test_tables_that_feed_an_expression(number: int) -> None:
    (chain,) = read_chains()
    words, values = chained(chain)
    trial = chain.trials[number]
    first = next(iter(words.values()))
    decision = loads(as_chain(chain, words, values)).decide(first.given(trial.inputs))
    assert decision.facts["Total_Vacation_Days"] == trial.expected


def _actions(case: Case, ruleset: Ruleset, given: dict[str, Any]) -> Any:
    """What a table of actions gives, as DMN writes it: one result, or for a list one for each row that fired."""
    decision = ruleset.decide(given)
    parameters = ruleset.model.kinds["result"].parameters
    if not case.table.is_list:
        return _result(case, [decision["result"].values[name] if "result" in decision else None for name in parameters])
    proposed = [one for one in decision.account.proposed if one.kind == "result"]
    assert tuple(one.by for one in proposed) == decision.fired
    rows = [[(one.values[name], parameter.type) for name, parameter in parameters.items()] for one in proposed]
    return [_result(case, [None if plain is None else public_of(plain, type_) for plain, type_ in row]) for row in rows]


def _result(case: Case, values: list[Any]) -> Any:
    names = [output.name for output in case.table.outputs]
    return dict(zip(names, values, strict=True)) if len(names) > 1 else values[0]


def _expect(trial: Trial, decide: Callable[[], Any], case: Case) -> None:
    if trial.error_expected:
        with pytest.raises((RulesetError, FactsError)):
            decide()
        return
    assert decide() == words_of(case).expected(trial.expected)

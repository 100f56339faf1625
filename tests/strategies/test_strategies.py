"""The strategies themselves: what they draw is useful and reaches everything that they promise."""

import re

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from recovery_rules.document.properties import STATEMENTS
from recovery_rules.engine.reference.decide import decide
from recovery_rules.model.ruleset import Model
from recovery_rules.source.errors import FactsError, RulesetError
from tests.strategies import (
    as_yaml,
    cases,
    derived,
    invalid_cases,
    moments,
    properties,
    rulesets,
    tables,
    valid_looking_cases,
)
from tests.strategies.facts import facts
from tests.strategies.loading import model_of
from tests.strategies.scope import CURRENCIES, Scope, Written
from tests.strategies.vocabulary import vocabularies

LOADED = 50  # of the drawn rulesets: loading is what takes its time
# The same draws each time, nothing shrunk: this looks at what is drawn, not at one failure.
ONE_LOOK = settings(
    max_examples=160,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module")
def drawn() -> list[Written]:
    found: list[Written] = []

    def look(ruleset: Written) -> None:
        found.append(ruleset)

    ONE_LOOK(given(rulesets())(look))()
    return found


@pytest.fixture(scope="module")
def loaded(drawn: list[Written]) -> list[Model]:
    found = []
    for ruleset in drawn[:LOADED]:
        try:
            found.append(model_of(as_yaml(ruleset)))
        except RulesetError:
            continue
    return found


def test_more_than_four_in_five_rulesets_load(loaded: list[Model]) -> None:
    assert len(loaded) > 0.8 * LOADED


def test_every_construct_is_drawn(drawn: list[Written]) -> None:
    text = "\n".join(map(as_yaml, drawn))
    constructs = {
        *(f"currency: {code}" for code in CURRENCIES),
        *(
            "needed",
            "optional",
            "default",
            "personal",
            "admit",
            "parameters",
            "derived",
            "clock",
            "expr",
            "unless",
            "overrides",
        ),
        *("any_of", "all_of", "none_of", "choice", "if_overdue", "at_most", "at_least", "with", "order", "rounding"),
        *("forbid", "except", "owed", "hold", "level", "if_unknown", "distinct_by", "otherwise"),
        *("authority", "total", "unlimited", "none"),
        *("obligation", "offer", "may", "no_follow_up"),
        *("calendar", "country", "days_off", "days_worked", "zone", "month_end", "last_day", "next_day"),
    }
    assert {construct for construct in constructs if not re.search(rf"\b{construct}\b", text)} == set()


def test_clocks_with_and_without_a_default_are_drawn() -> None:
    clocks: list[Written] = []

    def look(data: st.DataObject) -> None:
        written, _ = data.draw(facts(Scope("CNY", ("front_line", "manager"))))
        clocks.extend(written[name] for name in ("reported_at",) if name in written)

    settings(ONE_LOOK, max_examples=300)(given(st.data())(look))()
    assert {"default" in clock for clock in clocks} == {False, True}


def test_every_step_of_the_calendar_is_drawn() -> None:
    told: list[str] = []

    def look(data: st.DataObject) -> None:
        _, scope = data.draw(facts(Scope("CNY", ("front_line", "manager"), is_timed=True)))
        told.append(str(data.draw(derived.derived(scope))[0]))

    settings(ONE_LOOK, max_examples=300)(given(st.data())(look))()
    steps = ("working days", "working days from", "months", "years", "date of")
    assert [step for step in steps if not any(step in one for one in told)] == []


def test_every_statement_of_a_property_is_drawn() -> None:
    keys: set[str] = set()

    def look(data: st.DataObject) -> None:
        scope = data.draw(vocabularies(Scope("CNY", ("front_line", "manager"))))
        written, scope = data.draw(facts(scope))
        for one in data.draw(properties.properties(scope, written)):
            keys.update(one)

    settings(ONE_LOOK, max_examples=400)(given(st.data())(look))()
    assert keys >= {*STATEMENTS, "of", "with", "when"}


def test_every_hit_policy_is_drawn() -> None:
    hits: set[str] = set()

    def look(data: st.DataObject) -> None:
        scope = data.draw(vocabularies(Scope("CNY", ("front_line", "manager"))))
        _, scope = data.draw(facts(scope))
        hits.update(table.get("hit", "unique") for table in data.draw(tables.tables(scope)))

    settings(ONE_LOOK, max_examples=600)(given(st.data())(look))()
    assert hits == set(tables.HITS)


def test_a_file_holds_only_texts(drawn: list[Written]) -> None:
    waiting: list[object] = list(drawn)
    leaves: set[type] = set()
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            waiting += part.values()
        elif isinstance(part, list):
            waiting += part
        else:
            leaves.add(type(part))
    assert leaves == {str}


@given(st.data())
def test_every_loaded_ruleset_decides_every_admitted_case(data: st.DataObject) -> None:
    try:
        model = model_of(as_yaml(data.draw(rulesets())))
    except RulesetError:
        return
    case, as_of = data.draw(cases(model)), data.draw(moments())
    try:
        account = decide(model, case, as_of)
    except FactsError:
        return
    assert set(account.fired) <= {"otherwise"} | {rule.id for rule in model.rules} | set(account.limits)


def test_most_cases_are_decided_and_spoiled_ones_mostly_not(loaded: list[Model]) -> None:
    outcomes: dict[str, list[bool]] = {"valid": [], "spoiled": []}

    def look(data: st.DataObject) -> None:
        model = data.draw(st.sampled_from([model for model in loaded if not model.admissions]))
        for name, strategy in (("valid", valid_looking_cases(model)), ("spoiled", invalid_cases(model))):
            try:
                decide(model, data.draw(strategy))
            except FactsError:
                outcomes[name].append(False)
            else:
                outcomes[name].append(True)

    ONE_LOOK(given(st.data())(look))()
    assert all(outcomes["valid"])
    assert outcomes["spoiled"].count(False) > len(outcomes["spoiled"]) / 2

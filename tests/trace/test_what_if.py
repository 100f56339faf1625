import functools
import itertools
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from recovery_rules.decision import Decision
from recovery_rules.source.errors import FactsError
from recovery_rules.trace.kinds import gives
from recovery_rules.trace.questions.what_if import Changes, WhatIf, what_if
from tests.trace.parcels import AS_OF, CASES, PARCEL, RETAIL, RETAIL_CASE, parcel, retail

ASKED = [
    ("late", "compensation"),
    ("late", "charge"),
    ("late", "replacement"),
    ("late-by-minutes", "bonus"),
    ("held-charge", "refund"),
    ("excused", "choice"),
    ("lost", "escalation"),
    ("late", "refund"),
]


@functools.cache
def asked(case: str, kind: str) -> WhatIf:
    return parcel(case).what_if(kind)


@functools.cache
def asked_of_retail(kind: str) -> WhatIf:
    return retail().what_if(kind)


def changes(answer: WhatIf) -> list[dict[str, object]]:
    return [{one.fact: one.value for one in found.changes} for found in answer.sets]


@pytest.mark.parametrize("locale", ["en", "zh"])
def test_answers_as_people_read_them(locale: str, golden: Callable[[str, str], None]) -> None:
    told = [f"{case}: what if {kind}?\n{asked(case, kind).text(locale)}" for case, kind in ASKED]
    told += [
        f"retail: what if {kind}?\n{asked_of_retail(kind).text(locale)}"
        for kind in ("upgrade", "compensation", "charge")
    ]
    golden(f"what-if-{locale}", "\n\n".join(told))


def test_fewest_changes_come_first() -> None:
    answer = asked_of_retail("upgrade")
    assert changes(answer) == [{"customer_tier": "top"}, {"severity": "critical", "customer_tier": "relation"}]
    assert answer.complete


def test_a_fact_that_is_no_longer_needed_goes() -> None:
    found = asked("late", "replacement")
    assert changes(found)[0] == {"failure": "lost", "delay": None}


def test_a_fact_that_becomes_needed_gets_a_value() -> None:
    found = changes(asked("lost", "record"))
    assert {"failure": "late", "delay": timedelta(minutes=121)} in found


def test_what_is_given_needs_no_change() -> None:
    assert (asked("late", "refund").given, asked("late", "refund").sets) == (True, ())


def test_a_spent_budget_is_admitted() -> None:
    answer = what_if(RETAIL.model, RETAIL._decider.decide, RETAIL_CASE, "compensation", budget=3)
    assert not answer.complete
    assert str(answer).endswith("There may yet be one (cases tried: 3).")


def test_an_unknown_kind_is_met_with_the_nearest() -> None:
    with pytest.raises(LookupError, match="did you mean `upgrade`"):
        retail().what_if("upgrad")


@pytest.mark.no_cover
@pytest.mark.parametrize(("case", "kind"), list(itertools.product(CASES, PARCEL.model.kinds)))
def test_each_set_gives_the_kind_and_no_part_of_it_does(case: str, kind: str) -> None:
    decision = parcel(case)
    answer = asked(case, kind)
    assert answer.given is gives(decision.actions, kind)
    for found in answer.sets:
        assert_smallest(decision, kind, found)


def assert_smallest(decision: Decision, kind: str, found: Changes) -> None:
    given = dict(decision._given)
    wanted = {one.fact: one.value for one in found.changes}  # public values, as `decide` takes them
    assert {name: value for name, value in {**decision.facts, **wanted}.items() if name in found.given} == found.given
    for count in range(len(wanted) + 1):
        for part in itertools.combinations(wanted, count):
            case: dict[str, Any] = {**given, **{name: wanted[name] for name in part}}
            try:
                actions = decision.ruleset.decide(case, as_of=AS_OF).actions
            except FactsError:
                actions = ()
            assert gives(actions, kind) is (count == len(wanted)), part


@pytest.mark.no_cover
def test_personal_facts_are_never_changed() -> None:
    answers = [asked(case, kind) for case in CASES for kind in PARCEL.model.kinds]
    assert all("customer" not in found for answer in answers for found in changes(answer))
    assert any(answer.sets for answer in answers)

"""Every operator over operands of every type: a problem for the author, or something that never fails.

A ruleset that loads cannot fail. So each text is refused, or its value is computed, by the specification and by
compiled code alike, for the values that facts of these types can have, and so is all that analyses ask about it.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from fractions import Fraction
from typing import Any, Final

import pytest
from attrs import evolve

from recovery_rules import Calendar, TimeLimit
from recovery_rules.engine.functions import Functions
from recovery_rules.language.checking import check_expression
from recovery_rules.language.conditions import check_test
from recovery_rules.language.durations import DAY
from recovery_rules.language.evaluate import evaluate
from recovery_rules.language.expressions import Expression, facts_read
from recovery_rules.language.intervals import interval
from recovery_rules.language.sizes import size_of
from recovery_rules.language.types import TIME_LIMIT, Plain
from recovery_rules.source.diagnostics import Problems
from recovery_rules.trace.questions.differences import compared_in
from tests.language.texts import BOUNDS, SCOPE, TYPES, node

VALUES: Final[Mapping[str, tuple[Plain, ...]]] = {
    "severity": (0, 3),
    "main_harm": (0, 2),
    "harm": (frozenset(), frozenset({0, 2})),
    "verified": (True, False),
    "attempts": (1, 10),
    "rate": (Fraction(-5, 2), 0, 7),
    "share": (Fraction(1, 3), 1),
    "amount_paid": (0, 89_001),
    "balance": (-3, 20),
    "delay": (0, 10 * DAY),
    "bought_on": (date(2026, 1, 31).toordinal(), date(2026, 2, 10).toordinal()),
    "reported_at": (
        datetime(2026, 1, 31, 23, tzinfo=UTC),
        datetime(2026, 2, 10, 9, tzinfo=timezone(timedelta(hours=8))),
    ),
    "customer_name": ("Li", "Wang"),
    "allowed": (TimeLimit(10, "working days"), TimeLimit(1, "months"), 10 * DAY),
}
SCALES: Final = {**TYPES, "allowed": TIME_LIMIT}
TIMED: Final = evolve(
    SCOPE,
    types={name: SCALES[name] for name in VALUES},
    calendar=Calendar(name="works", holidays=[]),
    zone="Asia/Shanghai",
    month_end="last_day",
)
LITERALS: Final = (
    *("major", "distress", "yes", "2", "1.5", "50 %", "20 CNY", "5 points", "36 h", "3 d", "2026-02-01"),
    *("10 working days", "2 months", "8 working hours", "3 calendar days"),
)
COUNTED: Final = ("attempts working days", "attempts months", "(bought_on - bought_on)", "(reported_at - reported_at)")
OPERANDS: Final = (*VALUES, *LITERALS, *COUNTED)
ONE: Final = (
    *("-{}", "not {}", "abs({})", "round({})", "floor({})", "{} known", "date of {}", "weekday of {}"),
    *("{} working days", "{} months", "{} calendar days", "{} working hours"),
)
TWO: Final = (
    *("{} + {}", "{} - {}", "{} * {}", "{} / {}", "{} of {}", "{} < {}", "{} >= {}", "{} = {}", "{} != {}"),
    *("{} and {}", "{} has {}", "{} in ({})", "lower({}, {})", "round({}, {})", "full {} in {}", "started {} in {}"),
    *("working days from {} to {}", "{} + {} working days", "{} - {} months", "if verified then {} else {}"),
)
THREE: Final = ("higher({}, {}, {})", "{} in ({}, {})", "(if verified then {} else {}) = {}", "{} - {} > {}")
CONDITIONS: Final = ("{}", "over {}", "at most {}", "not {}", "{} to {}", "({}..{}]", "has {}")


def _texts() -> Iterator[str]:
    yield from (form.format(one) for form in ONE for one in OPERANDS)
    yield from (form.format(*two) for form in TWO for two in itertools.product(OPERANDS, repeat=2))


def _tripled() -> Iterator[str]:
    """With operands that others do not stand for: of every type a fact, of time also what is written."""
    time = ("delay", "allowed", "3 d", "10 working days", "attempts months", "bought_on", "reported_at")
    yield from (form.format(*three) for form in THREE for three in itertools.product(time, repeat=3))
    for form, (one, other) in itertools.product(THREE, itertools.permutations(VALUES, 2)):
        yield from (form.format(*three) for three in ((one, one, other), (one, other, one), (other, one, one)))


def _checked(text: str) -> Expression | None:
    problems = Problems()
    found = check_expression(node(text), TIMED, problems)
    assert (found is None) == problems.has_errors, text
    return found


def _cases(names: frozenset[str]) -> Iterator[dict[str, Plain | None]]:
    read = sorted(names)
    for values in itertools.product(*((*VALUES[name], None) for name in read)):
        yield dict(zip(read, values, strict=True))


def _never_fails(text: str, expression: Expression) -> None:
    names = facts_read(expression)
    try:
        compiled = Functions(tuple(sorted(names)), lambda _: False).of(expression)
        interval(expression, lambda fact: BOUNDS.get(fact, (None, None)))
        size_of(expression, TIMED.size)
        asked = [expression, *compared_in(expression)]
        for case in _cases(names):
            found: Any = [evaluate(one, case) for one in asked]
            assert compiled(tuple(case[name] for name in sorted(names))) == found[0], (text, case)
    except (TypeError, ValueError, AttributeError, ZeroDivisionError, OverflowError) as failure:
        pytest.fail(f"{text}: {failure!r}")


def _swept(texts: Iterator[str]) -> int:
    """How many of the texts mean something; none of them fails."""
    accepted = 0
    for text in texts:
        if (found := _checked(text)) is not None:
            accepted += 1
            _never_fails(text, found)
    return accepted


def test_no_operator_fails_over_operands_of_any_types() -> None:
    assert _swept(_texts()) > 100


def test_no_operator_of_three_operands_fails() -> None:
    assert _swept(_tripled()) > 100


def test_no_condition_on_a_fact_fails() -> None:
    accepted = 0
    for (fact, type_), form, (one, other) in itertools.product(
        TIMED.types.items(), CONDITIONS, itertools.product(OPERANDS, repeat=2)
    ):
        if form.count("{}") == 1 and one != other:
            continue
        problems = Problems()
        text = form.format(one, other)
        found = check_test(node(text), fact, type_, TIMED, problems)
        assert (found is None) == problems.has_errors, (fact, text)
        if isinstance(found, Expression):
            accepted += 1
            _never_fails(f"{fact}: {text}", found)
    assert accepted > 100

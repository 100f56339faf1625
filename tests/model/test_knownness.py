"""What counts as known: held to the values that expressions really take, and precise where authors guard."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recovery_rules.language.checking import check_expression
from recovery_rules.language.evaluate import evaluate
from recovery_rules.language.expressions import Expression
from recovery_rules.language.scope import Scope
from recovery_rules.language.tests import Among, Anything, Either, Knownness, Not
from recovery_rules.language.types import BOOLEAN, DURATION
from recovery_rules.model.link.knownness import known_where_matched, may_be_unknown
from recovery_rules.source.diagnostics import Problems
from recovery_rules.source.span import Span
from recovery_rules.source.tree import ScalarNode
from tests.language.unknowns import FLAGS, NUMBERS, booleans, cases, integers


def expression(text: str) -> Expression:
    scope = Scope({"delay": DURATION, "wait": DURATION, "asked": BOOLEAN, "told": BOOLEAN})
    problems = Problems()
    node = ScalarNode(text, Span("a.yaml", 1, 1, 1, 1 + len(text)))
    checked = check_expression(node, scope, problems)
    assert checked is not None, problems.found
    return checked


@pytest.mark.parametrize(
    "text",
    [
        "if delay known then delay else 0 h",
        "if delay unknown then 0 h else delay",
        "if delay known and wait known then delay + wait else 0 h",
        "if delay unknown or wait unknown then 0 h else delay + wait",
        "delay known and delay > 2 h",
        "delay > 2 h and delay known",
        "delay unknown or delay > 2 h",
        "not (delay known and delay > 2 h)",
        "if delay known and delay > 2 h then delay else 0 h",
        "if asked known then not asked else no",
        "if (if delay known then delay > 2 h else no) then 1 else 2",
    ],
)
def test_a_guarded_fact_is_known(text: str) -> None:
    assert not may_be_unknown(expression(text), frozenset({"delay", "wait", "asked", "told"}))


@pytest.mark.parametrize(
    "text",
    [
        "delay",
        "delay + 1 h",
        "if delay > 2 h then 1 else 2",
        "delay > 2 h and asked",
        "delay known or delay > 2 h",
        "if delay unknown then delay else 0 h",
        "if delay known or wait known then delay else 0 h",
        "lower(delay, 1 h)",
    ],
)
def test_an_unguarded_fact_may_be_unknown(text: str) -> None:
    assert may_be_unknown(expression(text), frozenset({"delay", "wait", "asked", "told"}))


def test_a_fact_that_every_case_gives_is_known() -> None:
    assert not may_be_unknown(expression("delay + 1 h"), frozenset({"wait"}))


def test_a_row_that_matches_knows_what_it_tests() -> None:
    tests = (
        Among(frozenset({1})),
        Not(Among(frozenset({1}))),
        Anything(),
        Knownness(known=False),
        Either((Anything(),)),
    )
    assert known_where_matched("abcde", tests) == frozenset("ab")


def test_a_row_that_compares_facts_knows_both() -> None:
    assert known_where_matched(["delay"], [expression("delay > wait and told known")]) == {"delay", "wait", "told"}


@given(st.one_of(booleans(3), integers(3)))
def test_what_is_called_known_is_known_in_every_case(drawn: Expression) -> None:
    if not may_be_unknown(drawn, frozenset((*FLAGS, *NUMBERS))):
        assert None not in (evaluate(drawn, case) for case in cases())

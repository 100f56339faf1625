"""Words that are the name of a fact and a value of another one."""

import pytest
from attrs import evolve

from recovery_rules.language.checking import check_expression
from recovery_rules.language.conditions import check_test
from recovery_rules.language.types import BOOLEAN
from recovery_rules.source.diagnostics import Problems
from tests.language.texts import PARTY, SCOPE, SEVERITY, TYPES, node

# `major` has the values of `severity`, `supplier` is of another type than `attribution`.
TWOFOLD = evolve(SCOPE, types={**TYPES, "major": SEVERITY, "supplier": BOOLEAN, "customer": PARTY})


def codes_of_test(fact: str, text: str) -> list[str]:
    problems = Problems()
    check_test(node(text), fact, TWOFOLD.types[fact], TWOFOLD, problems)
    return [problem.code for problem in problems.found]


def codes_of_value(text: str) -> list[str]:
    problems = Problems()
    check_expression(node(text), TWOFOLD, problems)
    return [problem.code for problem in problems.found]


@pytest.mark.parametrize(
    ("fact", "text", "codes"),
    [
        ("severity", "major", ["RR215"]),
        ("severity", "at least major", ["RR215"]),
        ("severity", "minor to major", ["RR215"]),
        ("severity", "at least promised", []),
        ("severity", '"major"', []),
        ("severity", "minor, critical", []),
        ("major", "major", []),
        ("major", "at least severity", []),
        ("attribution", "supplier", []),
        ("attribution", "customer", ["RR215"]),
        ("supplier", "yes", []),
    ],
)
def test_a_condition_where_both_fit_is_refused(fact: str, text: str, codes: list[str]) -> None:
    assert codes_of_test(fact, text) == codes


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("severity = major", ["RR215"]),
        ("major = severity", ["RR215"]),
        ('severity = "major"', []),
        ("major = minor", []),
        ("minor = major", []),
        ("major = major", []),
        ("higher(severity, major)", ["RR215"]),
        ("severity in (minor, major)", ["RR215"]),
        ("attribution = supplier", []),
        ("supplier or attribution = supplier", []),
        ("major known", []),
    ],
)
def test_an_expression_where_both_fit_is_refused(text: str, codes: list[str]) -> None:
    assert codes_of_value(text) == codes

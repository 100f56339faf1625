"""The facts that the tests of this stage speak of, and what a text means among them."""

from recovery_rules.language.checking import check_expression
from recovery_rules.language.conditions import check_test
from recovery_rules.language.expressions import Expression
from recovery_rules.language.rationals import Number
from recovery_rules.language.scope import Scope, money_in
from recovery_rules.language.tests import UnaryTest
from recovery_rules.language.types import (
    BOOLEAN,
    DATE,
    DATETIME,
    DURATION,
    INTEGER,
    NUMBER,
    PERCENT,
    TEXT,
    Type,
)
from recovery_rules.source.diagnostics import Diagnostic, Problems
from recovery_rules.source.span import Span
from recovery_rules.source.tree import ScalarNode

CNY = money_in("CNY")
POINTS = Type("unit", unit="points")
SEVERITY = Type("scale", ("minor", "moderate", "major", "critical"))
PARTY = Type("choice", ("provider", "supplier", "customer"))
HARM = Type("set", ("need_unmet", "economic_loss", "distress"))

TYPES = {
    "severity": SEVERITY,
    "promised": SEVERITY,
    "attribution": PARTY,
    "claimed": PARTY,
    "main_harm": Type("choice", HARM.values),
    "harm": HARM,
    "verified": BOOLEAN,
    "late": BOOLEAN,
    "attempts": INTEGER,
    "rate": NUMBER,
    "share": PERCENT,
    "amount_paid": CNY,
    "refund_asked": CNY,
    "balance": POINTS,
    "delay": DURATION,
    "limit": DURATION,
    "bought_on": DATE,
    "returned_on": DATE,
    "reported_at": DATETIME,
    "happened_at": DATETIME,
    "customer_name": TEXT,
}
BOUNDS: dict[str, tuple[Number | None, Number | None]] = {
    "amount_paid": (0, 100_000_000),
    "attempts": (1, 10),
    "delay": (0, None),
    "share": (0, 1),
}
SCOPE = Scope(TYPES, "CNY", {"points": POINTS}, bounds=lambda fact: BOUNDS.get(fact, (None, None)))


def node(text: str) -> ScalarNode:
    """A text as if it stood alone on the first line of a file."""
    return ScalarNode(text, Span("retail.yaml", 1, 1, 1, 1 + len(text)))


def read_test(fact: str, text: str) -> UnaryTest | Expression | list[Diagnostic]:
    """What a condition means, or what is wrong with it."""
    problems = Problems()
    found = check_test(node(text), fact, TYPES[fact], SCOPE, problems)
    assert (found is None) == problems.has_errors
    return list(problems.found) if found is None else found


def read(text: str, expected: Type | None = None, of: str = "") -> Expression | list[Diagnostic]:
    """What an expression means, or what is wrong with it."""
    problems = Problems()
    found = check_expression(node(text), SCOPE, problems, expected=expected, of=of)
    assert (found is None) == problems.has_errors
    return list(problems.found) if found is None else found


def typed(text: str, expected: Type | None = None) -> Expression:
    """What an expression means, when nothing is wrong with it."""
    found = read(text, expected)
    assert not isinstance(found, list), found
    return found


def told(problem: Diagnostic, text: str) -> tuple[str, str, str, str]:
    """Code, underlined text, message and label."""
    assert problem.span is not None
    underlined = text[problem.span.column - 1 : problem.span.end_column - 1]
    return problem.code, underlined, problem.message, problem.label

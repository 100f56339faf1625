"""What logic cannot say, for people: what the calendar and the clocks give, by the facts of which it is asked."""

from __future__ import annotations

from typing import Final

from recovery_rules.cells.wording import value_in_words
from recovery_rules.language.expressions import Apply, Constant, Expression, Known, Read, facts_read

_ASKED: Final = {
    "day": "on which day {} falls",
    "months": "which day lies {1} months after {0}",
    "working_day": "which day lies {1} working days after {0}",
    "working_days": "how many working days lie from {} to {}",
}
_NAMES: Final = {"least": "lower", "greatest": "higher"}


def asked_in_words(expression: Apply) -> str:
    """What an operation asks the calendar, the months or the clocks."""
    return _ASKED[expression.operation].format(*map(_short, expression.arguments))


def length_in_words(unit: str, count: object) -> str:
    """How long a time limit is that is counted."""
    if isinstance(count, int) and count == 1:
        return f"how long 1 {unit.removesuffix('s')} lasts"
    return f"how long {count if isinstance(count, int) else 'so many'} {unit} last"


def _short(expression: Expression) -> str:
    match expression:
        case Constant(value=value, type=type_):
            return value_in_words(value, type_)
        case Read(fact=fact) | Known(fact=fact):
            return fact
        case Apply(operation="least" | "greatest" as operation, arguments=parts):
            return f"{_NAMES[operation]}({', '.join(map(_short, parts))})"
        case Apply(operation="day", arguments=(moment,)):
            return _short(moment)
        case _:
            return f"what follows from {' and '.join(sorted(facts_read(expression)))}"

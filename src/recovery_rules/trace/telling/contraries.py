"""What holds where an expression does not: `notice > 14 d` for `notice <= 14 d`.

In: an expression that is false in a case. Out: one that is true in it and says why; of parts that had to hold together
only those that failed. Called for derived facts that are `no`: their expression alone would read as if it held.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from attrs import evolve

from recovery_rules.language.evaluate import evaluate
from recovery_rules.language.expressions import Apply, Expression, Operation, Read

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from recovery_rules.language.types import Plain

_CONTRARY: Final[Mapping[Operation, Operation]] = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "=": "!=", "!=": "="}


def contrary(expression: Expression, values: Mapping[str, Plain | None]) -> Expression:
    """An expression that is true in a case in which another one is false."""
    match expression:
        case Read():  # told with its value
            return expression
        case Apply(operation="not", arguments=(inner,)):
            return inner
        case Apply(operation="and" | "or", arguments=parts):
            failed = [one for one in parts if evaluate(one, values) is False]
            return _together(expression, (contrary(one, values) for one in failed))
        case Apply(operation="if", arguments=(test, value, other)):
            holds = evaluate(test, values)
            taken = contrary(value if holds else other, values)
            return _together(expression, (test if holds else contrary(test, values), taken))
        case Apply(operation=operation) if operation in _CONTRARY:
            return evolve(expression, operation=_CONTRARY[operation])
        case _:
            return Apply("not", (expression,), expression.type)


def _together(whole: Apply, parts: Iterable[Expression]) -> Expression:
    flat: list[Expression] = []
    for part in parts:
        flat += part.arguments if isinstance(part, Apply) and part.operation == "and" else (part,)
    return flat[0] if len(flat) == 1 else Apply("and", tuple(flat), whole.type)

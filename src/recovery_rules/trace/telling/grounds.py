"""Why an expression is true or false in a case: what holds there, and nothing else.

In: an expression and the values of a case. Out: an expression that is true in it and says why: of alternatives of which
one was enough only those that hold, of parts that had to hold together only those that failed, each as its contrary:
`notice > 14 d` for `notice <= 14 d`. Called for derived facts and for conditions over several facts: what does not hold
would read as a reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from attrs import evolve

from recovery_rules.language.evaluate import evaluate
from recovery_rules.language.expressions import Apply, Constant, Expression, Operation, Read, facts_read
from recovery_rules.language.types import Plain

CONTRARY: Final[Mapping[Operation, Operation]] = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "=": "!=", "!=": "="}


def ground(expression: Expression, values: Mapping[str, Plain | None]) -> Expression:
    """What holds in a case and makes a condition true or false there; the condition itself where it is unknown."""
    truth = evaluate(expression, values)
    if truth is None:
        return expression
    match expression:
        case Read():  # told with its value
            return expression
        case Apply(operation="not", arguments=(inner,)):
            return ground(inner, values)
        case Apply(operation="or") if truth and of_one_fact(expression, "or", "="):  # told as one test
            return expression
        case Apply(operation="and" | "or" as operation, arguments=parts):
            carrying = (ground(one, values) for one in parts if evaluate(one, values) is truth)
            return together(carrying, operation if truth else "and", expression)
        case Apply(operation="if", arguments=(test, value, other)):
            taken = value if evaluate(test, values) else other
            return together((ground(test, values), ground(taken, values)), "and", expression)
        case _ if truth:
            return expression
        case Apply(operation=operation) if operation in CONTRARY:
            return evolve(expression, operation=CONTRARY[operation])
        case _:
            return Apply("not", (expression,), expression.type)


def taken(expression: Expression, values: Mapping[str, Plain | None]) -> tuple[Expression, Expression | None]:
    """The branch of `if` that a case takes, and why; anything else as it is, and where it is unknown which it takes."""
    grounds: list[Expression] = []
    branch = expression
    while isinstance(branch, Apply) and branch.operation == "if":
        test, value, other = branch.arguments
        holds = evaluate(test, values)
        if holds is None:
            break
        grounds.append(ground(test, values))
        branch = value if holds else other
    return branch, together(grounds, "and", grounds[0]) if grounds else None


def facts_told(expression: Expression, values: Mapping[str, Plain | None]) -> frozenset[str]:
    """The facts that an expression reads in a case: not those of a branch of `if` that it does not take."""
    branch, why = taken(expression, values)
    told = frozenset[str]() if why is None else facts_told(why, values)
    if not isinstance(branch, Apply):
        return told | facts_read(branch)
    return told.union(*(facts_told(one, values) for one in branch.arguments))


def of_one_fact(expression: Expression, joined: Operation, compared: Operation) -> list[Apply]:
    """The comparisons of `x = a or x = b or ...`, which is also what `x in (a, b, ...)` is; none of anything else.

    Of `and` and `!=`, those of `x != a and x != b`.
    """
    found: list[Apply] = []
    for one in parts_of(expression, joined):
        match one:
            case Apply(operation=operation, arguments=(Read(), Constant())) if operation == compared:
                found.append(one)
            case _:
                return []
    return found if len(found) > 1 and len({one.arguments[0] for one in found}) == 1 else []


def parts_of(expression: Expression, joined: Operation) -> list[Expression]:
    """What is joined by one operation, however it was nested: of `a and (b and c)` all three."""
    found: list[Expression] = []
    waiting = [expression]
    while waiting:
        match waiting.pop():
            case Apply(operation=operation, arguments=arguments) if operation == joined:
                waiting += reversed(arguments)
            case part:
                found.append(part)
    return found


def together(parts: Iterable[Expression], joined: Operation, whole: Expression) -> Expression:
    """Parts as one condition, without needless nesting and each once."""
    flat = tuple(dict.fromkeys(one for part in parts for one in parts_of(part, joined)))
    return flat[0] if len(flat) == 1 else Apply(joined, flat, whole.type)

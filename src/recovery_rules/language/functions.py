"""The functions of the language: `lower higher abs round floor ceiling`, `full` and `started` periods.

In: a call and how its arguments are inferred. Out: a typed operation, or None with a problem.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final, cast

from recovery_rules.language.arithmetic import unified
from recovery_rules.language.check import Check, described
from recovery_rules.language.expressions import Apply, Constant, Expression
from recovery_rules.language.intervals import interval
from recovery_rules.language.operations import Infer, alike, signed
from recovery_rules.language.order import shared, without_order
from recovery_rules.language.rationals import ROUNDINGS, Number, Rounding, simplest
from recovery_rules.language.rewriting import rewritten
from recovery_rules.language.syntax import Name, Operation, Syntax
from recovery_rules.language.types import INTEGER, NUMBER, Type
from recovery_rules.source.suggest import closest

if TYPE_CHECKING:
    from recovery_rules.language.expressions import Operation as Operator

_NUMBERS: Final = frozenset({"integer", "number"})
_EXAMPLES: Final = {
    "lower": "lower(a, b)",
    "higher": "higher(a, b)",
    "abs": "abs(x)",
    "floor": "floor(x) or floor(x, step)",
    "ceiling": "ceiling(x) or ceiling(x, step)",
    "round": "round(x), round(x, step) or round(x, step, half_even)",
}


def call(check: Check, tree: Operation, infer: Infer, expected: Type | None, of: str) -> Expression | None:
    """A function, by its name."""
    match tree.name:
        case "lower" | "higher":
            return _extreme(check, tree, infer, expected, of)
        case "abs":
            return _absolute(check, tree, infer)
        case "full" | "started":
            return _periods(check, tree, infer)
        case _:
            return _rounded(check, tree, infer)


def _wrong_count(check: Check, tree: Operation) -> None:
    check.refuse("RR213", f"`{tree.name}` is written {_EXAMPLES[tree.name]}", tree)


def _extreme(check: Check, tree: Operation, infer: Infer, expected: Type | None, of: str) -> Expression | None:
    if len(tree.parts) == 1:
        _wrong_count(check, tree)
        return None
    parts = alike(check, tree.parts, infer, expected, of)
    if parts is None:
        return None
    if unordered := without_order(tree.parts, parts):
        at, type_ = unordered
        check.refuse("RR208", f"`{tree.name}` needs an order, {check.words(at)} is {described(type_)}", tree)
        return None
    operation: Operator = "least" if tree.name == "lower" else "greatest"
    return Apply(operation, tuple(parts), shared(parts), span=check.span(tree))


def _absolute(check: Check, tree: Operation, infer: Infer) -> Expression | None:
    if len(tree.parts) != 1:
        _wrong_count(check, tree)
        return None
    part = infer(check, tree.parts[0])
    return part and signed(check, tree, "absolute", part)


def _periods(check: Check, tree: Operation, infer: Infer) -> Expression | None:
    """`full 24 h in x`: the length is of the type of x, and above zero in every case."""
    length, whole = (infer(check, part) for part in tree.parts)
    if length is None or whole is None:
        return None
    first, second = tree.parts
    if not _measurable(length.type, whole.type):
        check.refuse(
            "RR206",
            f"{check.words(second)} is {described(whole.type)}, "
            f"it cannot be counted in periods of {check.words(first)}",
            second,
            label=rewritten(check, first, length, whole.type),
        )
        return None
    length = _positive(check, first, length, "the length of a period")
    if length is None:
        return None
    return Apply(cast("Operator", tree.name), (whole, length), INTEGER, span=check.span(tree))


def _measurable(length: Type, whole: Type) -> bool:
    """Whether values of one type can be counted off in those of another one."""
    both = unified(length, whole)
    return both is not None and both.is_quantity


def _rounded(check: Check, tree: Operation, infer: Infer) -> Expression | None:
    """`round(x[, step][, mode])`, `floor(x[, step])`, `ceiling(x[, step])`."""
    mode, arguments = _mode(check, tree)
    if not 1 <= len(arguments) <= 2:  # noqa: PLR2004 - a value and a step
        _wrong_count(check, tree)
        return None
    value = infer(check, arguments[0])
    if value is None or mode is None:
        return None
    step = _step(check, tree, value, arguments, infer)
    if step is None:
        return None
    type_ = _multiple(step) if value.type.kind in _NUMBERS else value.type
    return Apply("round", (value, step), type_, mode, span=check.span(tree))


def _multiple(step: Expression) -> Type:
    """The type of the multiples of a number: those of a whole one are whole."""
    whole = isinstance(step.value, int) if isinstance(step, Constant) else step.type == INTEGER
    return INTEGER if whole else NUMBER


def _mode(check: Check, tree: Operation) -> tuple[Rounding | None, tuple[Syntax, ...]]:
    """The rounding mode, and the arguments without it; None once a mode was refused."""
    if tree.name != "round":
        return ("floor" if tree.name == "floor" else "ceiling"), tree.parts
    last = tree.parts[-1]
    if len(tree.parts) == 1 or not isinstance(last, Name):
        return check.scope.rounding, tree.parts
    if last.text in ROUNDINGS:
        return last.text, tree.parts[:-1]
    if len(tree.parts) == 2 and last.text in check.scope.types:  # noqa: PLR2004 - a value and a step
        return check.scope.rounding, tree.parts
    meant = closest(last.text, ROUNDINGS)
    check.refuse(
        "RR213",
        f"{check.words(last)} is no way to round",
        last,
        label=f"did you mean `{meant}`?" if meant else "",
        notes=(f"ways to round: {', '.join(ROUNDINGS)}",),
    )
    return None, tree.parts[:-1]


def _step(
    check: Check, tree: Operation, value: Expression, arguments: tuple[Syntax, ...], infer: Infer
) -> Expression | None:
    if len(arguments) == 1:
        return _own_step(check, tree, value)
    step = infer(check, arguments[1])
    if step is None:
        return None
    if not _measurable(step.type, value.type):
        check.refuse(
            "RR206",
            f"{check.words(arguments[0])} is {described(value.type)}, it cannot be rounded "
            f"to a multiple of {check.words(arguments[1])}",
            arguments[1],
            label=rewritten(check, arguments[1], step, value.type),
        )
        return None
    return _positive(check, arguments[1], step, "a step")


def _own_step(check: Check, tree: Operation, value: Expression) -> Constant | None:
    """Without a step: to what can be paid, to a whole number, to a whole percent."""
    step: dict[str, Number] = {"integer": 1, "number": 1, "money": 1, "unit": 1, "percent": Fraction(1, 100)}
    if value.type.kind in step:
        type_ = INTEGER if value.type.kind in _NUMBERS else value.type
        return Constant(step[value.type.kind], type_)
    label = f"write for example `{tree.name}(..., 1 h)`" if value.type.kind == "duration" else ""
    check.refuse(
        "RR213",
        f"{check.words(tree.parts[0])} is {described(value.type)}: it cannot be rounded"
        + (" without a step" if label else ""),
        tree.parts[0],
        label=label,
    )
    return None


def _positive(check: Check, at: Syntax, found: Expression, what: str) -> Expression | None:
    low, high = interval(found, check.scope.bounds)
    if low is not None and low > 0:
        if isinstance(found, Constant) and isinstance(found.value, int | Fraction):
            return Constant(simplest(found.value), found.type, found.span)
        return found
    message = f"{what} is above zero, {check.words(at)} need not be"
    if high is not None and high <= 0:
        message = f"{what} is above zero, {check.words(at)} is not"
    is_read = not isinstance(found, Constant)
    notes = ("declare a `min` above zero, or write `higher(..., ...)` with a literal above zero",) if is_read else ()
    check.refuse("RR213", message, at, notes=notes)
    return None

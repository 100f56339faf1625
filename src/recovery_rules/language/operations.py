"""Operators between typed operands: arithmetic, comparisons, membership, and long chains of `and` and `or`.

In: a syntax node and how its operands are inferred. Out: a typed operation, or None with a problem.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import TYPE_CHECKING, Final, Protocol, cast

from recovery_rules.language.arithmetic import arithmetic, unified
from recovery_rules.language.check import Check, described
from recovery_rules.language.days import date_arithmetic, is_about_dates
from recovery_rules.language.expressions import Apply, Constant, Expression, Read
from recovery_rules.language.expressions import Operation as Operator
from recovery_rules.language.intervals import excludes_zero, interval
from recovery_rules.language.leaves import refuse_ambiguous
from recovery_rules.language.order import compares_sizes
from recovery_rules.language.rewriting import rewritten
from recovery_rules.language.syntax import Name, Operation, Quoted, Syntax, Written
from recovery_rules.language.types import BOOLEAN, PERCENT, Type
from recovery_rules.language.writing import text_of

if TYPE_CHECKING:
    from recovery_rules.source.span import Span

_OPERATIONS: Final[dict[str, Operator]] = {
    "+": "add",
    "-": "subtract",
    "*": "multiply",
    "of": "multiply",
    "/": "divide",
}
_VERBS: Final = {
    "add": "be added",
    "subtract": "be subtracted",
    "multiply": "be multiplied",
    "divide": "be divided",
}


class Infer(Protocol):
    """`checking.infer`, handed down because operands are expressions again."""

    def __call__(self, check: Check, tree: Syntax, expected: Type | None = None, of: str = "") -> Expression | None:
        """The typed tree of a syntax tree."""


# ---- arithmetic


def arithmetic_of(check: Check, tree: Operation, left: Expression, right: Expression) -> Expression | None:
    """`+ - * / of` between two typed operands."""
    first, second = tree.parts
    if is_about_dates(left, right):
        return date_arithmetic(check, tree, left, right)
    if tree.name == "of" and left.type.kind != "percent":
        check.refuse(
            "RR206",
            f"`of` takes a share: expected a percentage, {check.words(first)} is {described(left.type)}",
            first,
            label=rewritten(check, first, left, PERCENT) if isinstance(first, Written) else "write `*` for `of`",
        )
        return None
    operation = _OPERATIONS[tree.name]
    type_ = arithmetic("of" if tree.name == "of" else operation, left.type, right.type)
    if type_ is None:
        check.refuse(
            "RR206",
            f"{check.words(first)} is {described(left.type)}, {check.words(second)} is {described(right.type)}: "
            f"they cannot {_VERBS[operation]}",
            tree,
            label=rewritten(check, second, right, left.type) or rewritten(check, first, left, right.type),
        )
        return None
    if operation == "divide" and not _divisible(check, second, right):
        return None
    return Apply(operation, (left, right), type_, span=check.span(tree))


def _divisible(check: Check, tree: Syntax, divisor: Expression) -> bool:
    found = interval(divisor, check.scope.bounds)
    if excludes_zero(found):
        return True
    low, high = (None if end is None else text_of(end, divisor.type) for end in found)
    lies = {
        (True, True): "it can be any number",
        (True, False): f"it can be anything up to {high}",
        (False, True): f"it can be {low} or more",
        (False, False): f"it lies between {low} and {high}" if low != high else f"it is {low}",
    }[low is None, high is None]
    check.refuse(
        "RR210",
        f"{check.words(tree)} can be zero: nothing can be divided by it",
        tree,
        label=lies,
        notes=("declare a `min` above zero, or divide by `higher(..., ...)` with a literal above zero",),
    )
    return False


def signed(check: Check, tree: Operation, operation: Operator, part: Expression) -> Expression | None:
    """A minus, or `abs`."""
    if part.type.is_quantity:
        return Apply(operation, (part,), part.type, span=check.span(tree))
    word = "a minus" if operation == "negate" else "`abs`"
    check.refuse(
        "RR206", f"{word} needs a quantity, {check.words(tree.parts[0])} is {described(part.type)}", tree.parts[0]
    )
    return None


# ---- operands of one type


def alike(
    check: Check,
    trees: Sequence[Syntax],
    infer: Infer,
    expected: Type | None = None,
    of: str = "",
    *,
    goal: Type | None = None,
) -> list[Expression] | None:
    """Operands that must have one type; words that are no facts take the type of the first operand that has one."""
    facts = check.scope.types
    found: dict[int, Expression | None] = {}
    for index, tree in enumerate(trees):
        if not _takes_type(tree, facts) or expected is not None:
            found[index] = infer(check, tree, expected, of)
            owner = found[index]
            if expected is None and owner is not None:
                expected, of = owner.type, owner.fact if isinstance(owner, Read) else of
    untyped = [index for index in range(len(trees)) if index not in found]
    if not found:  # only words: of `severty = major` the fact is misspelt, not the value
        values = {value for type_ in facts.values() for value in type_.values}
        untyped = [index for index in untyped if getattr(trees[index], "text", "") not in values] or untyped
    for index in untyped:
        found[index] = infer(check, trees[index], expected, of)
    operands = [found.get(index) for index in range(len(trees))]
    typed = [operand for operand in operands if operand is not None]
    if len(typed) < len(operands):
        return None
    return typed if _agree(check, trees, typed, goal) and _plain(check, trees, typed) else None


def _plain(check: Check, trees: Sequence[Syntax], operands: Sequence[Expression]) -> bool:
    """Whether no fact, beside another one, could as well be the value that has its name."""
    facts = [operand.fact for operand in operands if isinstance(operand, Read)]
    for tree, operand in zip(trees, operands, strict=True):
        if isinstance(tree, Name) and isinstance(operand, Read) and tree.text in operand.type.values:
            others = [fact for fact in facts if fact != tree.text]
            if others:
                refuse_ambiguous(check, tree, others[0])
                return False
    return True


def _takes_type(tree: Syntax, facts: Container[str]) -> bool:
    """Whether a word has no type of its own, so that its neighbour must tell."""
    return isinstance(tree, Quoted) or (isinstance(tree, Name) and tree.text not in facts)


def _agree(check: Check, trees: Sequence[Syntax], operands: list[Expression], goal: Type | None) -> bool:
    first, type_ = operands[0], operands[0].type
    for index, operand in enumerate(operands[1:], 1):
        both = unified(type_, operand.type)
        if both is None:
            mended = rewritten(check, trees[0], first, operand.type)
            other = rewritten(check, trees[index], operand, first.type)
            if other and (isinstance(trees[index], Written) or first.type.kind == "percent"):
                mended = ""
            check.refuse(
                "RR206",
                f"{check.words(trees[0])} is {described(first.type)}, "
                f"{check.words(trees[index])} is {described(operand.type)}: they cannot be compared",
                trees[0] if mended else trees[index],
                label=mended or other or _triggered(check, (trees[0], trees[index]), first.type, operand.type, goal),
            )
            return False
        type_ = both
    return True


def _triggered(check: Check, trees: Sequence[Syntax], length: Type, other: Type, goal: Type | None) -> str:
    """What `30 days after claimed_at` is to say: another day, or from when a time limit runs."""
    if not length.is_time or other.kind not in {"date", "datetime"}:
        return ""
    span, start = (check.words(tree)[1:-1] for tree in trees)
    if goal is None or goal.kind not in {"date", "datetime"}:
        return f"from when a time limit runs stands beside it: `after: {start}`"
    word = check.node.text[trees[0].stop : trees[1].start].strip()
    day = f"date of {start}" if (goal.kind, other.kind) == ("date", "datetime") else start
    return f"write `{day} {'-' if word in {'before', '<', 'under'} else '+'} {span}`"


# ---- comparisons


def comparison(check: Check, tree: Operation, infer: Infer, goal: Type | None) -> Expression | None:
    """`< <= > >= = !=` between two operands of one type; `goal` is the type that its place wants."""
    operands = None if _refused_set(check, tree) else alike(check, tree.parts, infer, goal=goal)
    if operands is None:
        return None
    if tree.name not in {"=", "!="} and not compares_sizes(check, tree, operands):
        return None
    return Apply(cast("Operator", tree.name), tuple(operands), BOOLEAN, span=check.span(tree))


def _refused_set(check: Check, tree: Operation) -> bool:
    """A set among the operands of a comparison: nothing is equal to it or below it."""
    for part in tree.parts:
        type_ = check.scope.types.get(part.text) if isinstance(part, Name) else None
        if type_ is not None and type_.kind == "set":
            check.refuse("RR211", f"{check.words(part)} is a set", tree, label="write `has` and a value")
            return True
    return False


def one_of(check: Check, tree: Operation, infer: Infer) -> Expression | None:
    """`x in (a, b)`: equal to one of them."""
    operands = None if _refused_set(check, tree) else alike(check, tree.parts, infer)
    if operands is None:
        return None
    tested, *values = operands
    span = check.span(tree)
    return balanced("or", [Apply("=", (tested, value), BOOLEAN, span=span) for value in values], span)


def membership(check: Check, tree: Operation, infer: Infer) -> Expression | None:
    """`x has distress`."""
    first, second = tree.parts
    tested = infer(check, first)
    if tested is None:
        return None
    if tested.type.kind != "set":
        check.refuse(
            "RR211",
            f"`has` looks into a set, {check.words(first)} is {described(tested.type)}",
            first,
            label="write `=`" if tested.type.values else "",
        )
        return None
    return has(check, tree, tested, infer(check, second, member_type(tested.type), _fact(tested)), second)


def member_type(type: Type) -> Type:
    """The choice whose values a set holds."""
    return Type("choice", values=type.values)


def has(check: Check, at: Syntax, tested: Expression, member: Expression | None, second: Syntax) -> Expression | None:
    """Membership of a typed value; a fact must be a choice among the same values."""
    if member is None:
        return None
    if member.type.kind not in {"choice", "scale"} or member.type.values != tested.type.values:
        check.refuse(
            "RR206",
            f"{check.words(second)} is {described(member.type)}: it cannot be in {described(tested.type)}",
            second,
        )
        return None
    return Apply("has", (tested, member), BOOLEAN, span=check.span(at))


def _fact(expression: Expression) -> str:
    return expression.fact if isinstance(expression, Read) else ""


# ---- chains


def balanced(operation: Operator, parts: Sequence[Expression], span: Span | None) -> Expression:
    """`and` or `or` of many parts as a tree of little depth; Kleene's connectives do not mind the brackets."""
    if len(parts) == 1:
        return parts[0]
    middle = len(parts) // 2
    left, right = balanced(operation, parts[:middle], span), balanced(operation, parts[middle:], span)
    return Apply(operation, (left, right), BOOLEAN, span=span)


def constant(expression: Expression) -> Constant | None:
    """The literal that an expression is, None for any other."""
    return expression if isinstance(expression, Constant) else None

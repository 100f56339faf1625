"""Checks an expression: from text to a typed tree, or to problems at their place.

In: a text with its place, the scope, the type that is expected. Out: an `Expression` that cannot fail on any admitted
case, or None once problems were added. Called by `model` for amounts, bounds, derived facts and `must`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from recovery_rules.language import functions, operations, times
from recovery_rules.language.check import Check, described
from recovery_rules.language.expressions import Apply, Constant, Expression, Known
from recovery_rules.language.leaves import leaf, literal, no_value
from recovery_rules.language.order import shared
from recovery_rules.language.parser import parse_expression
from recovery_rules.language.reading import parse_literal
from recovery_rules.language.rewriting import rewritten
from recovery_rules.language.sizes import MOST_DIGITS, size_of
from recovery_rules.language.syntax import Name, Operation, Syntax, Unreadable, Value, Written
from recovery_rules.language.time_limits import is_counted
from recovery_rules.language.types import BOOLEAN, DURATION, TIME_LIMIT, Type

if TYPE_CHECKING:
    from recovery_rules.language.scope import Scope
    from recovery_rules.source.diagnostics import Problems
    from recovery_rules.source.tree import ScalarNode

MOST_PARTS: Final = 500
_ARITHMETIC: Final = frozenset({"+", "-", "*", "/", "of"})
_HELD: Final = frozenset(
    {("number", "integer"), ("time_limit", "duration")}
)  # values of the second are ones of the first
_COMPARISONS: Final = frozenset({"<", "<=", ">", ">=", "=", "!="})


def check_expression(
    node: ScalarNode, scope: Scope, problems: Problems, *, expected: Type | None = None, of: str = ""
) -> Expression | None:
    """The typed expression that a text writes, of the expected type where there is one.

    A whole number is accepted where a number is expected. `of` names the fact or parameter that the expression gives a
    value to, for messages.
    """
    if node.missing:  # reported when it was read
        return None
    check = Check(node, scope, problems)
    if expected is not None and expected.kind in {"text", "set"}:
        return _whole_text(check, expected, of)
    if expected is not None and expected.kind == "time_limit" and is_counted(node.text):
        return literal(check, Written(node.text, 0, len(node.text)), expected)
    tree = parse_expression(node.text, scope.limits.expression_depth)
    if isinstance(tree, Unreadable):
        code = "RR202" if tree.too_much else "RR201"
        check.refuse(code, tree.message, tree, label=tree.label)
        return None
    if _parts(tree) > MOST_PARTS:
        check.refuse("RR202", f"{_parts(tree):,} parts; at most {MOST_PARTS} can be read", tree)
        return None
    found = infer(check, tree, expected, of)
    if found is None or not _fits(check, tree, found, expected, of) or not _bounded(check, tree, found):
        return None
    return found


def _parts(tree: Syntax) -> int:
    return 1 + sum(map(_parts, tree.parts)) if isinstance(tree, Operation) else 1


def _whole_text(check: Check, expected: Type, of: str) -> Expression | None:
    """A text as it stands, or the values of a set: neither is computed with, so neither is parsed."""
    text = check.node.text
    try:
        return Constant(parse_literal(text, expected), expected, check.node.span)
    except ValueError:
        pass
    for word in re.finditer(r"[^\s,](?:[^,]*[^\s,])?", text):
        if word.group() not in expected.values:
            no_value(check, Name(word.group(), *word.span()), expected, of)
    return None


def _fits(check: Check, tree: Syntax, found: Expression, expected: Type | None, of: str) -> bool:
    if expected is None or found.type == expected or (expected.kind, found.type.kind) in _HELD:
        return True
    subject = f"`{of}` is" if of else "expected"
    is_limit = (found.type, expected) == (TIME_LIMIT, DURATION)
    check.refuse(
        "RR212",
        f"{subject} {described(expected)}, {check.words(tree)} is {described(found.type)}",
        tree,
        label="what takes it is declared as `type: time_limit`"
        if is_limit
        else rewritten(check, tree, found, expected),
    )
    return False


def _bounded(check: Check, tree: Syntax, found: Expression) -> bool:
    if size_of(found, check.scope.size).largest <= MOST_DIGITS:
        return True
    check.refuse("RR202", f"the result can have more than {MOST_DIGITS:,} digits", tree)
    return False


def infer(check: Check, tree: Syntax, expected: Type | None = None, of: str = "") -> Expression | None:
    """The typed tree of a syntax tree; every problem of every part is added."""
    if isinstance(tree, Value):
        return leaf(check, tree, expected, of)
    match tree.name:
        case "and" | "or" | "not":
            return _logic(check, tree)
        case "if":
            return _choice(check, tree, expected, of)
        case "known" | "unknown":
            return _knownness(check, tree)
        case "has":
            return operations.membership(check, tree, infer)
        case "in":
            return operations.one_of(check, tree, infer)
        case "negate":
            part = infer(check, tree.parts[0])
            return part and operations.signed(check, tree, "negate", part)
        case word if word in times.WORDS:
            return times.time_of(check, tree, infer)
        case sign if sign in _ARITHMETIC:
            left, right = (infer(check, part) for part in tree.parts)
            return left and right and operations.arithmetic_of(check, tree, left, right)
        case sign if sign in _COMPARISONS:
            return operations.comparison(check, tree, infer, expected)
        case _:
            return functions.call(check, tree, infer, expected, of)


def _logic(check: Check, tree: Operation) -> Expression | None:
    parts = [_boolean(check, part) for part in tree.parts]
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return None
    if tree.name == "not":
        return Apply("not", (known[0],), BOOLEAN, span=check.span(tree))
    return operations.balanced("and" if tree.name == "and" else "or", known, check.span(tree))


def _boolean(check: Check, part: Syntax) -> Expression | None:
    found = infer(check, part)
    if found is None or found.type == BOOLEAN:
        return found
    example = f"`{part.text} known`" if isinstance(part, Name) else "`amount_paid > 0 CNY`"
    check.refuse(
        "RR206",
        f"expected a yes or no, {check.words(part)} is {described(found.type)}",
        part,
        label=f"write a comparison, or {example}"
        if isinstance(part, Name)
        else f"write a comparison such as {example}",
    )
    return None


def _choice(check: Check, tree: Operation, expected: Type | None, of: str) -> Expression | None:
    """`if`: of two branches the first that names its own type tells what the words of the other mean."""
    test = _boolean(check, tree.parts[0])
    branches = operations.alike(check, tree.parts[1:], infer, expected, of)
    if test is None or branches is None:
        return None
    value, other = branches
    return Apply("if", (test, value, other), shared(branches), span=check.span(tree))


def _knownness(check: Check, tree: Operation) -> Expression | None:
    (part,) = tree.parts
    if not isinstance(part, Name):
        check.refuse("RR206", f"only a fact can be known or unknown, {check.words(part)} is none", part)
        return None
    found = leaf(check, part, None, "")
    if found is None:
        return None
    known = Known(part.text, span=check.span(tree))
    return known if tree.name == "known" else Apply("not", (known,), BOOLEAN, span=check.span(tree))

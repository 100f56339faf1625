"""Values that may be unknown, as formulas: whether the value is known, and what it is where it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from attrs import frozen

from recovery_rules.analysis.formula.logic import Formula, both, chosen_truth, contrary, disjunction, either, same_truth
from recovery_rules.analysis.formula.numbers import Term, added, choose, equal, is_constant, one_of


@frozen
class Value:
    """A value of a fact, an expression or a parameter.

    `content` is a number, a formula for a boolean, a tuple of formulas for a set, one a member; it means nothing where
    the value is not known.
    """

    known: Formula
    content: Any


UNKNOWN = Value(known=False, content=0)


def known(content: Any) -> Value:
    """A value that is always known."""
    return Value(known=True, content=content)


def chosen(test: Formula, one: Value, other: Value) -> Value:
    """One of two values."""
    if isinstance(test, bool):
        return one if test else other
    if one.known is False:
        return Value(both(contrary(test), other.known), other.content)
    if other.known is False:
        return Value(both(test, one.known), one.content)
    return Value(chosen_truth(test, one.known, other.known), chosen_content(test, one.content, other.content))


def chosen_content(test: Formula, one: Any, other: Any) -> Any:
    """One of two contents of one type."""
    if isinstance(one, tuple):
        return tuple(chosen_truth(test, *pair) for pair in zip(one, other, strict=True))
    return chosen_truth(test, one, other) if is_formula(one) else choose(test, one, other)


def first_of(alternatives: Sequence[tuple[Formula, Value]]) -> Value:
    """The value of the first alternative whose formula is true; unknown where none is."""
    found = UNKNOWN
    for test, value in reversed(alternatives):
        found = chosen(test, value, found)
    return found


def folded(values: Iterable[tuple[Formula, Value]], join: Callable[[Any, Any], Any]) -> Value:
    """All known values whose formula is true, two at a time joined into one; unknown where there is none."""
    counting = [(both(test, value.known), value.content) for test, value in values]
    counting = [(counts, content) for counts, content in counting if counts is not False]
    if len(counting) > 1 and all(is_constant(content) for _, content in counting):
        return _best(counting, join)
    found = UNKNOWN
    for counts, content in counting:
        if found.known is False:
            found = Value(counts, content)
            continue
        joined = chosen_content(both(counts, found.known), join(found.content, content), found.content)
        either_one = chosen_content(both(counts, contrary(found.known)), content, joined)
        found = Value(either(found.known, counts), either_one)
    return found


def _best(counting: Sequence[tuple[Formula, Any]], join: Callable[[Any, Any], Any]) -> Value:
    """The highest, or the lowest, of some constants: the first in this order that counts."""
    tests: dict[Any, list[Formula]] = {}
    for counts, constant in counting:
        tests.setdefault(constant, []).append(counts)
    better: Formula = False
    found: list[tuple[Formula, Any]] = []
    for constant in sorted(tests, reverse=join(0, 1) == 1):
        counts = disjunction(tests[constant])
        found.append((both(counts, contrary(better)), constant))
        better = either(better, counts)
    return Value(better, one_of(found))


def summed(values: Iterable[tuple[Formula, Value]]) -> Value:
    """The sum of all known values whose formula is true; unknown where there is none."""
    total: Term = 0
    counting: list[Formula] = []
    for test, value in values:
        counts = both(test, value.known)
        if counts is False:
            continue
        counting.append(counts)
        total = added(total, choose(counts, value.content, 0))
    return Value(disjunction(counting), total)


def same(one: Value, other: Value) -> Formula:
    """Whether two values are equal, or both unknown."""
    if one.known is False or other.known is False:  # of no type that could be compared
        return both(contrary(one.known), contrary(other.known))
    if isinstance(one.content, tuple):
        equals = both(*(same_truth(*pair) for pair in zip(one.content, other.content, strict=True)))
    elif isinstance(one.content, str):  # of real decisions
        equals = one.content == other.content
    elif is_formula(one.content):
        equals = same_truth(one.content, other.content)
    else:
        equals = equal(one.content, other.content)
    return both(same_truth(one.known, other.known), either(contrary(one.known), equals))


def is_formula(content: Any) -> bool:
    """Whether a content is that of a boolean."""
    return isinstance(content, bool) or (hasattr(content, "sort") and str(content.sort()) == "Bool")


def number_of(text: str) -> int:
    """A number of its own for each text, the same in every ruleset."""
    return int.from_bytes(text.encode())

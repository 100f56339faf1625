"""The facts of a case as variables, and what makes a case valid by itself: bounds and values of each fact."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from attrs import frozen

from recovery_rules.analysis.formula.logic import Formula, both, contrary, either, same_truth, z3
from recovery_rules.analysis.formula.numbers import at_most, constant_of
from recovery_rules.analysis.formula.values import Value
from recovery_rules.language.durations import LONGEST
from recovery_rules.language.rationals import Number
from recovery_rules.language.reading import FIRST_DAY, FIRST_YEAR, LAST_DAY, LAST_YEAR
from recovery_rules.language.types import Plain, Type
from recovery_rules.model.facts import Fact

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)


def instant(moment: datetime) -> int:
    """A time as a number: microseconds since 1970."""
    return (moment - _EPOCH) // _MICROSECOND


# Beyond the admitted years by every clock: what the engine does not take, it does not confirm.
FIRST_INSTANT: Final = instant(datetime(FIRST_YEAR - 1, 12, 31, tzinfo=UTC))
LAST_INSTANT: Final = instant(datetime(LAST_YEAR + 1, 1, 2, tzinfo=UTC))


@frozen
class Variable:
    """One fact of any case.

    Attributes:
        fact: the fact.
        value: the variables that stand for it.
        valid: what holds of each value that a case can give.
    """

    fact: Fact
    value: Value
    valid: Formula

    def pieces(self) -> Iterator[Any]:
        """Each variable of z3()."""
        content = self.value.content if isinstance(self.value.content, tuple) else (self.value.content,)
        yield from (piece for piece in (self.value.known, *content) if z3().is_const(piece))

    def plain(self, found: Any) -> Plain | None:
        """The plain value that a solution gives to the fact."""
        if not is_true(found, self.value.known):
            return None
        return _plain(self.fact.type, self.value.content, found)


def variable(fact: Fact, suffix: str = "") -> Variable:
    """A variable for a fact; another suffix, another variable."""
    name = f"{fact.name}{suffix}"
    known: Formula = z3().Bool(f"{name} known") if fact.may_be_unknown else True
    type_ = fact.type
    match type_.kind:
        case "text":
            return Variable(fact, Value(known, 0), valid=True)
        case "boolean":
            return Variable(fact, Value(known, z3().Bool(name)), valid=True)
        case "set":
            members = tuple(z3().Bool(f"{name} has {one}") for one in type_.values)
            return Variable(fact, Value(known, members), valid=True)
        case "number" | "percent":
            content = z3().Real(name)
        case _:
            content = z3().Int(name)
    low, high = _ends(fact)
    parts = [at_most(low, content)] if low is not None else []
    parts += [at_most(content, high)] if high is not None else []
    return Variable(fact, Value(known, content), both(*parts))


def same_fact(one: Variable, other: Variable) -> Formula | None:
    """Whether two variables have one value, values of a choice by their names; None where types do not compare."""
    mine, theirs = one.fact.type, other.fact.type
    if (mine.kind, mine.unit, mine.digits) != (theirs.kind, theirs.unit, theirs.digits):
        return None
    if mine.kind in {"choice", "scale"} and mine.values != theirs.values:
        pairs = [(mine.values.index(name), place) for place, name in enumerate(theirs.values) if name in mine.values]
        alike = [both(one.value.content == here, other.value.content == there) for here, there in pairs]
        equals = either(*alike)
    elif mine.kind == "set":
        pieces = dict(zip(mine.values, one.value.content, strict=True))
        others = dict(zip(theirs.values, other.value.content, strict=True))
        equals = both(*(same_truth(pieces.get(name, False), others.get(name, False)) for name in {**pieces, **others}))
    else:
        equals = True if mine.kind == "text" else one.value.content == other.value.content
    return both(same_truth(one.value.known, other.value.known), either(contrary(one.value.known), equals))


def is_true(found: Any, formula: Formula) -> bool:
    """Whether a formula is true in a solution."""
    return formula if isinstance(formula, bool) else z3().is_true(_value(found, formula))


def _value(found: Any, content: Any) -> Any:
    """The value of a formula or a number in a solution, which may have been found elsewhere."""
    return found.eval(content.translate(found.ctx), model_completion=True)


def _ends(fact: Fact) -> tuple[Number | None, Number | None]:
    match fact.type.kind:
        case "choice" | "scale":
            return 0, len(fact.type.values) - 1
        case "date":
            return max(FIRST_DAY, fact.low or FIRST_DAY), min(LAST_DAY, fact.high or LAST_DAY)
        case "datetime":
            return FIRST_INSTANT, LAST_INSTANT
        case "duration":
            low, high = fact.low, fact.high
            return -LONGEST if low is None else low, LONGEST if high is None else high
        case _:
            return fact.low, fact.high


def _plain(type_: Type, content: Any, found: Any) -> Plain:
    match type_.kind:
        case "text":
            return ""
        case "boolean":
            return is_true(found, content)
        case "set":
            return frozenset(place for place, piece in enumerate(content) if is_true(found, piece))
        case _:
            number = constant_of(_value(found, content))
            if type_.kind == "datetime":
                return _EPOCH + int(number) * _MICROSECOND
            return number if isinstance(number, int) or number.denominator != 1 else int(number)

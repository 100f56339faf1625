"""Steps of the calendar: months and working days, time limits, the day of an instant, the weekday of a day.

In: a syntax node and how its operands are inferred. Out: a typed operation, or None with a problem. What such a step
comes to depends on the head of the file: its `calendar`, `zone` or `month_end`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from recovery_rules.language.builder import COUNTED
from recovery_rules.language.calendars import WEEKDAYS
from recovery_rules.language.check import Check, described
from recovery_rules.language.expressions import Apply, Constant, Expression
from recovery_rules.language.intervals import interval
from recovery_rules.language.leaves import literal
from recovery_rules.language.syntax import Written
from recovery_rules.language.time_limits import CALENDAR_DAYS, MONTHS, MOST, WORKING_HOURS
from recovery_rules.language.types import DATE, DATETIME, INTEGER, TIME_LIMIT, Type

if TYPE_CHECKING:
    from recovery_rules.language.operations import Infer
    from recovery_rules.language.syntax import Operation, Syntax

WEEKDAY: Final = Type("choice", values=WEEKDAYS)
_STEPS: Final = frozenset(f"{sign} {unit}" for sign in "+-" for unit in COUNTED)
WORDS: Final = _STEPS | COUNTED | {"working days from", "date of", "weekday of"}
_LIMITS_ONLY: Final = frozenset({CALENDAR_DAYS, WORKING_HOURS})
_YEAR: Final = 12  # months
HEAD: Final = {
    "calendar": "`calendar: {country: GB, subdivision: ENG}`, or days of your own",
    "zone": "`zone: Europe/London`, the place whose days are meant",
    "month_end": "`month_end: last_day` or `month_end: next_day`: what is a month after 31 January?",
}


def time_of(check: Check, tree: Operation, infer: Infer) -> Expression | None:
    """An operation of `WORDS`."""
    operands = [infer(check, part) for part in tree.parts]
    known = [operand for operand in operands if operand is not None]
    if len(known) < len(operands):
        return None
    match tree.name:
        case "date of":
            return _day(check, tree, known[0])
        case "weekday of":
            return _weekday(check, tree, known[0])
        case "working days from":
            return _count(check, tree, known)
        case unit if unit in COUNTED:
            return _limit(check, tree, unit, known[0])
        case _:
            return _moved(check, tree, *known)


def _moved(check: Check, tree: Operation, day: Expression, count: Expression) -> Expression | None:
    first, second = tree.parts
    sign, _, unit = tree.name.partition(" ")
    if unit in _LIMITS_ONLY:
        is_literal = isinstance(count, Constant)
        length = f"{check.words(second)[1:-1]} {'d' if is_literal else '* 1 d'}"
        label = f"write `{check.words(first)[1:-1]} {sign} {length}`" if unit == CALENDAR_DAYS else ""
        check.refuse("RR206", f"{unit} are a time limit: no date is moved by them", tree, label=label)
        return None
    if day.type.kind in {"integer", "number"}:
        label = f"write `({check.words(first)[1:-1]} {sign} {check.words(second)[1:-1]}) {unit}`"
        message = f"{unit} are a time limit, {check.words(first)} is {described(day.type)}"
        check.refuse("RR206", message, first, label=label)
        return None
    if not _is_date(check, first, day, f"{unit} are counted from a date") or not _is_whole(check, second, count, unit):
        return None
    span = check.span(tree)
    if unit == "working days":
        if _lacks(check, tree, "calendar"):
            return None
        steps = _times(count, 1 if sign == "+" else -1)
        return Apply("working_day", (day, steps), DATE, calendar=check.scope.calendar, span=span)
    if _lacks(check, tree, "month_end"):
        return None
    steps = _times(count, (1 if sign == "+" else -1) * (1 if unit == "months" else _YEAR))
    return Apply("months", (day, steps), DATE, check.scope.month_end, span=span)


def _limit(check: Check, tree: Operation, unit: str, count: Expression) -> Expression | None:
    """A time limit of so many of a unit: of a literal again a literal, else one whose count is proved to be one."""
    (part,) = tree.parts
    if not _is_whole(check, part, count, unit):
        return None
    if isinstance(count, Constant):
        return literal(check, Written(f"{count.value} {unit}", tree.start, tree.stop), TIME_LIMIT)
    size, unit = (_YEAR, MONTHS) if unit == "years" else (1, unit)
    low, high = interval(count, check.scope.bounds)
    if low is None or low < 1:
        least = "any number" if low is None else low
        note = f"declare a `min` of 1, or count `higher({_text(check, part)}, 1)`"
        _refuse_count(check, tree, "leave no time", f"{check.words(part)} can be {least}", note)
        return None
    if high is None or high * size > MOST[unit]:
        most = "any number" if high is None else high
        note = f"declare a `max`, or count `lower({_text(check, part)}, 365)`"
        _refuse_count(check, tree, "be longer than a thousand years", f"{check.words(part)} can be {most}", note)
        return None
    return Apply("counted", (_times(count, size),), TIME_LIMIT, unit, span=check.span(tree))


def _refuse_count(check: Check, tree: Operation, what: str, label: str, note: str) -> None:
    check.refuse("RR217", f"{check.words(tree)} can {what}", tree, label=label, notes=(note,))


def _text(check: Check, part: Syntax) -> str:
    """A part as its author wrote it, without brackets around it."""
    return check.words(part)[1:-1].removeprefix("(").removesuffix(")")


def _times(count: Expression, factor: int) -> Expression:
    """A number of steps, so many times as large; of a literal again a literal."""
    if factor == 1:
        return count
    if isinstance(count, Constant) and isinstance(count.value, int):
        return Constant(count.value * factor, INTEGER, count.span)
    if factor == -1:
        return Apply("negate", (count,), INTEGER, span=count.span)
    return Apply("multiply", (count, Constant(factor, INTEGER)), INTEGER, span=count.span)


def _count(check: Check, tree: Operation, ends: list[Expression]) -> Expression | None:
    dates = [
        _is_date(check, part, end, "working days are counted between dates")
        for part, end in zip(tree.parts, ends, strict=True)
    ]
    if not all(dates) or _lacks(check, tree, "calendar"):
        return None
    return Apply("working_days", tuple(ends), INTEGER, calendar=check.scope.calendar, span=check.span(tree))


def _day(check: Check, tree: Operation, moment: Expression) -> Expression | None:
    (part,) = tree.parts
    if moment.type != DATETIME:
        label = "it is a date already" if moment.type == DATE else ""
        check.refuse(
            "RR206", f"`date of` takes a time, {check.words(part)} is {described(moment.type)}", part, label=label
        )
        return None
    if _lacks(check, tree, "zone"):
        return None
    return Apply("day", (moment,), DATE, check.scope.zone, span=check.span(tree))


def _weekday(check: Check, tree: Operation, day: Expression) -> Expression | None:
    (part,) = tree.parts
    if not _is_date(check, part, day, "`weekday of` takes a date"):
        return None
    return Apply("weekday", (day,), WEEKDAY, span=check.span(tree))


def _is_date(check: Check, part: Syntax, found: Expression, why: str) -> bool:
    if found.type == DATE:
        return True
    label = f"write `date of {check.words(part)[1:-1]}`" if found.type == DATETIME else ""
    check.refuse("RR206", f"{why}, {check.words(part)} is {described(found.type)}", part, label=label)
    return False


def _is_whole(check: Check, part: Syntax, found: Expression, unit: str) -> bool:
    if found.type == INTEGER:
        return True
    label = f"write `floor({check.words(part)[1:-1]})`" if found.type.kind == "number" else ""
    check.refuse("RR206", f"{unit} are counted, {check.words(part)} is {described(found.type)}", part, label=label)
    return False


def _lacks(check: Check, tree: Operation, key: str) -> bool:
    """Whether the head lacks what the operation depends on; that is reported."""
    if getattr(check.scope, key):
        return False
    check.refuse("RR271", f"{check.words(tree)} needs a `{key}`", tree, label=f"add {HEAD[key]}")
    return True

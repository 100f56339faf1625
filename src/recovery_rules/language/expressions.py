"""Typed expressions: what a checked amount, bound or derived value is.

A tree of four kinds of nodes. Every node knows its type, its types have been checked, and evaluating it on any
admitted case gives a plain value or `None` (unknown); it never raises. Three evaluators read these trees: the
reference evaluator, the compiled engine and the interval analysis.

The meaning of each operation, over plain values; unless said otherwise an operation on an unknown is unknown:

- `negate absolute add subtract multiply divide`: exact arithmetic. Types carry units (money / money is a number,
  percent * money is money). `divide` never meets a zero: the linker proved it.
- `< <= > >= = !=`: comparison of two plain values (a scale by position).
- `has`: whether a set contains the choice.
- `and or not`: Kleene's three-valued logic; `false and unknown` is false, `true or unknown` is true.
- `if`: test, value, other value; an unknown test gives unknown; the branch not taken is not looked at.
- `least greatest`: of two or more values (`lower`, `higher` in the language).
- `round`: value, step; to the nearest multiple of the step by `Apply.detail`, one of `ROUNDINGS`.
- `full started`: x, length; how many whole, or started, periods of that length lie in x; 0 for x <= 0.
- `elapsed`: the duration from the second date to the first, negative where the first is earlier.
- `shift`: date, duration of whole days; the date so much later, the first or last admitted one where that is beyond.
- `span`: the duration from the second datetime to the first, negative where the first is earlier.
- `move`: datetime, duration; the instant so much later, down to the microsecond, with the offset of the first; the
  first or last admitted one where that is beyond.
- `months`: date, number of months; the same day of the month so many months later. Where that month is too short,
  `Apply.detail` says which: its `last_day`, or the `next_day`, the first of the month after it.
- `day`: datetime; the date on which it falls in the zone that `Apply.detail` names.
- `weekday`: date; its place in the week, Monday first.
- `working_day`: date, number; the so-manieth day of `Apply.calendar` that is worked after the date, before it where the
  number is negative, the date itself where it is zero.
- `counted`: number; the time limit of so many of the unit that `Apply.detail` names; the checker saw that there are so
  many, from 1 to a thousand years.
- `working_days`: two dates; how many days are worked after the first and up to the second; 0 where that is earlier.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from attrs import field, frozen

from recovery_rules.language.calendars import Calendar
from recovery_rules.language.types import BOOLEAN, Plain, Type
from recovery_rules.source.span import Span

Operation: TypeAlias = Literal[
    "negate",
    "absolute",
    "add",
    "subtract",
    "multiply",
    "divide",
    "<",
    "<=",
    ">",
    ">=",
    "=",
    "!=",
    "has",
    "and",
    "or",
    "not",
    "if",
    "least",
    "greatest",
    "round",
    "full",
    "started",
    "elapsed",
    "shift",
    "span",
    "move",
    "months",
    "day",
    "weekday",
    "working_day",
    "working_days",
    "counted",
]


@frozen
class Constant:
    """A literal."""

    value: Plain
    type: Type
    span: Span | None = field(default=None, eq=False)


@frozen
class Read:
    """The value of a fact, given or derived."""

    fact: str
    type: Type
    span: Span | None = field(default=None, eq=False)


@frozen
class Known:
    """Whether a fact is known; itself never unknown."""

    fact: str
    type: Type = BOOLEAN
    span: Span | None = field(default=None, eq=False)


@frozen
class Apply:
    """An operation on further expressions."""

    operation: Operation
    arguments: tuple[Expression, ...]
    type: Type
    detail: str = ""  # the rounding mode of `round`, the zone of `day`, the rule of `months`, the unit of `counted`
    calendar: Calendar | None = None  # of `working_day` and `working_days`
    span: Span | None = field(default=None, eq=False)


Expression: TypeAlias = Constant | Read | Known | Apply


def facts_read(expression: Expression) -> frozenset[str]:
    """The names of all facts that an expression looks at, `known` included."""
    match expression:
        case Constant():
            return frozenset()
        case Read(fact=fact) | Known(fact=fact):
            return frozenset({fact})
        case Apply(arguments=arguments):
            return frozenset[str]().union(*map(facts_read, arguments))

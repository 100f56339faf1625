"""Expressions in words, with the values of their facts filled in: `50 % of amount paid CNY 890.00`.

In: a checked expression and the values of a case. Out: one line. Called for amounts, derived facts and conditions
over several facts.
"""

from __future__ import annotations

import functools
from datetime import datetime
from typing import TYPE_CHECKING, Final, cast

from attrs import evolve

from recovery_rules.language.evaluate import evaluate
from recovery_rules.language.expressions import Apply, Constant, Expression, Known, Operation, Read
from recovery_rules.language.rationals import Rounding
from recovery_rules.trace.telling.grounds import CONTRARY, of_one_fact, parts_of, taken

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recovery_rules.language.calendar_use import Span
    from recovery_rules.language.calendars import Calendar
    from recovery_rules.language.types import Plain, Type
    from recovery_rules.model.labels import Label
    from recovery_rules.trace.telling.case_values import CaseValues
    from recovery_rules.trace.telling.words import Words

# How tightly an operation holds its arguments together; what stands inside something tighter gets brackets.
_LOOSENESS: Final[Mapping[Operation, int]] = {
    "if": 8,
    "or": 7,
    "and": 6,
    "not": 5,
    "<": 4,
    "<=": 4,
    ">": 4,
    ">=": 4,
    "=": 4,
    "!=": 4,
    "has": 4,
    "add": 3,
    "subtract": 3,
    "multiply": 2,
    "divide": 2,
}
_YEAR: Final = 12  # months
_DAYS_SHOWN: Final = 20
_COMPARISONS: Final = frozenset({"<", "<=", ">", ">=", "=", "!=", "has"})


class Terms:
    """Says expressions.

    Args:
        words: names and values in the locale.
        case: the values of the case.
    """

    def __init__(self, words: Words, case: CaseValues) -> None:
        self._words = words
        self._phrases = words.phrases
        self._case = case

    def say(self, expression: Expression, labels: Mapping[str, Label] | None = None) -> str:
        """The expression in words.

        Args:
            expression: what to say.
            labels: what the values of a choice or scale are called where the expression stands.
        """
        return self._say(expression, labels or {})[0]

    def _say(self, expression: Expression, labels: Mapping[str, Label]) -> tuple[str, int]:
        """The words, and how loosely they hold together."""
        match expression:
            case Constant(value=value, type=type_):
                return self._constant(value, type_, labels), 0
            case Read(fact=fact):
                return self._read(fact), 0
            case Known(fact=fact):
                return self._phrases.known_term.format(fact=self._words.fact(fact)), 0
            case Apply(operation="not", arguments=(inner,)):
                return self._negated(inner, labels)
            case Apply(operation="or") if comparisons := of_one_fact(expression, "or", "="):
                return self._one_of(comparisons), _LOOSENESS["="]
            case Apply(operation="and") if comparisons := of_one_fact(expression, "and", "!="):
                return self._none_of(comparisons), _LOOSENESS["="]
            case Apply(operation="if"):
                return self._branch(expression, labels)
            case Apply(operation="full" | "started"):
                return self._periods(expression, labels), 0
            case Apply(operation="counted", arguments=(count,), detail=unit):
                number = self.say(count, labels)
                number = self._phrases.brackets.format(number) if isinstance(count, Apply) else number
                return self._phrases.time_limits[unit][1].format(number=number), 0
            case Apply(operation=operation):
                return self._applied(expression, labels), _LOOSENESS.get(operation, 0)

    def _constant(self, value: Plain, type_: Type, labels: Mapping[str, Label]) -> str:
        if isinstance(value, datetime):  # of an author, whose clock may be another one than that of the case
            return self._words.moment(self._words.in_zone(value), with_zone=True)
        return self._words.value(value, type_, labels)

    def _read(self, fact: str) -> str:
        template = self._phrases.term if self._case.is_known(fact) else self._phrases.unknown_term
        return template.format(fact=self._words.fact(fact), value=self._case.say(fact))

    def _share(self, share: Expression, whole: Expression, labels: Mapping[str, Label]) -> str:
        part = self._case.say(share.fact) if isinstance(share, Read) else self._bracketed(share, labels, 1)
        return self._phrases.share_of.format(share=part, whole=self._bracketed(whole, labels, 1))

    def _one_of(self, comparisons: Sequence[Apply]) -> str:
        """`failure late is one of late, damaged, lost`."""
        labels = _labels_beside(comparisons[0], self._words)
        told = self._phrases.apart([self.say(one.arguments[1], labels) for one in comparisons])
        fact = self.say(comparisons[0].arguments[0])
        return self._phrases.one_of.format(fact=fact, values=self._phrases.comma.join(told))

    def _none_of(self, comparisons: Sequence[Apply]) -> str:
        """`failure late is neither damaged nor lost`."""
        labels = _labels_beside(comparisons[0], self._words)
        told = self._phrases.neither([self.say(one.arguments[1], labels) for one in comparisons])
        claim = self._phrases.claims["among"][1].format(told)
        return self._phrases.row_test.format(fact=self.say(comparisons[0].arguments[0]), claim=claim)

    def _lacks(self, fact: str, member: Expression) -> str:
        """`extras cover does not include theft`."""
        read = Read(fact, self._words.model.type_of(fact))
        labels = (self._words.model.facts.get(fact) or self._words.model.derived[fact]).value_labels
        claim = self._phrases.claims["has"][1].format(self.say(member, labels))
        return self._phrases.row_test.format(fact=self.say(read), claim=claim)

    def _applied(self, expression: Apply, labels: Mapping[str, Label]) -> str:
        operation = expression.operation
        own = _LOOSENESS.get(operation, 0)
        if operation in {"least", "greatest"}:
            parts = [self._bracketed(one, labels, _LOOSENESS["multiply"]) for one in expression.arguments]
            return self._phrases.joint(self._phrases.extremes[operation], parts).format(self._phrases.every(parts))
        template = self._phrases.operations[operation]
        match expression:
            case Apply(operation="multiply", arguments=(one, other)) if _is_share(one, other):
                return self._share(one, other, labels)
            case Apply(operation="multiply", arguments=(one, other)) if _is_share(other, one):
                return self._share(other, one, labels)
            case Apply(operation="absolute", arguments=(one,)):
                return template.format(self._bracketed(one, labels, _LOOSENESS["multiply"]))
            case Apply(operation="months" | "working_day"):
                return self._steps(expression, labels)
            case Apply(operation="working_days", arguments=(first, last)):
                return template.format(self.say(first), self.say(last)) + self._exceptions(expression)
            case Apply(operation="day", arguments=(moment,), detail=zone):
                return template.format(self.say(moment), zone=zone)
            case Apply(operation="shift" | "move", arguments=(day, Apply(operation="negate", arguments=(length,)))):
                return self._phrases.days_before.format(self.say(day, labels), self.say(length, labels))
            case _:
                pass
        if operation in {"and", "or"}:
            parts = [self._bracketed(one, labels, _LOOSENESS["not"]) for one in parts_of(expression, operation)]
            return functools.reduce(template.format, parts)
        inner = _labels_beside(expression, self._words) if operation in _COMPARISONS else labels
        if not own:
            parts = [self.say(one, inner) for one in expression.arguments]
        else:  # the second argument is taken as a whole: a - (b - c)
            first, *others = expression.arguments
            parts = [self._bracketed(first, inner, own), *(self._bracketed(one, inner, own - 1) for one in others)]
        mode = self._phrases.rounding_modes[cast("Rounding", expression.detail)] if operation == "round" else ""
        return template.format(*parts, mode=mode)

    def _negated(self, inner: Expression, labels: Mapping[str, Label]) -> tuple[str, int]:
        match inner:
            case Known(fact=fact):
                return self._phrases.not_known_term.format(fact=self._words.fact(fact)), 0
            case Apply(operation="has", arguments=(Read(fact=fact), member)):
                return self._lacks(fact, member), _LOOSENESS["has"]
            case Apply(operation=compared) if compared in CONTRARY:
                return self._say(evolve(inner, operation=CONTRARY[compared]), labels)
            case _:
                told = self._bracketed(inner, labels, _LOOSENESS["not"])
                return self._phrases.operations["not"].format(told), _LOOSENESS["not"]

    def _periods(self, expression: Apply, labels: Mapping[str, Label]) -> str:
        """`7 (whole periods of 1 h in wait 7 h)`."""
        parts = [self._bracketed(one, labels, _LOOSENESS["multiply"]) for one in expression.arguments]
        told = self._phrases.operations[expression.operation].format(*parts)
        count = evaluate(expression, self._case.values)
        if count is None:
            return told
        return self._words.value(count, expression.type, {}) + self._phrases.aside.format(told)

    def _branch(self, expression: Apply, labels: Mapping[str, Label]) -> tuple[str, int]:
        """What `if` comes to in the case, and why; where that is unknown, all of it."""
        branch, why = taken(expression, self._case.values)
        if why is None:
            test, value, other = (self.say(one, labels) for one in expression.arguments)
            return self._phrases.operations["if"].format(test, value, other), _LOOSENESS["if"]
        told, looseness = self._say(branch, labels)
        return told + self._phrases.aside.format(self._phrases.as_it_is.format(self.say(why))), looseness

    def _steps(self, expression: Apply, labels: Mapping[str, Label]) -> str:
        """`2 working days after reported on 23 May 2025`, with the days off in between."""
        phrases = self._phrases
        day, count = expression.arguments
        unit, size = ("working_day", 1) if expression.operation == "working_day" else ("month", 1)
        number = count.value if isinstance(count, Constant) else None
        if unit == "month" and isinstance(number, int) and number and number % _YEAR == 0:
            unit, size = "year", _YEAR
        if isinstance(number, int):
            is_back, told = number < 0, str(abs(number) // size)
            words = phrases.steps[unit][told != "1"].format(told)
        else:
            is_back = isinstance(count, Apply) and count.operation == "negate"
            inner = count.arguments[0] if isinstance(count, Apply) and is_back else count
            is_one = evaluate(inner, self._case.values) == 1
            words = phrases.steps[unit][not is_one].format(self._bracketed(inner, labels, 1))
        template = phrases.steps_before if is_back else phrases.steps_after
        return template.format(steps=words, day=self._bracketed(day, labels, 1)) + self._exceptions(expression)

    def _exceptions(self, expression: Apply) -> str:
        """Which days between were off beside the weekend, and which were worked although they are of it."""
        span = self._case.days_of(expression)
        if span is None or expression.calendar is None:
            return ""
        start = evaluate(expression.arguments[0], self._case.values)
        return self.exceptions(expression.calendar, span, start if isinstance(start, int) else None)

    def exceptions(self, calendar: Calendar, span: Span, start: int | None = None) -> str:
        """The same for some days, in brackets; empty where the week was as usual. The `start` does not count."""
        phrases = self._phrases
        found = [tuple(day for day in days if day != start) for days in calendar.exceptions(*span)]
        kinds = zip((phrases.days_off, phrases.days_worked), found, strict=True)
        told = [template.format(days=self._days(days)) for template, days in kinds if days]
        return phrases.aside.format(phrases.semicolon.join(told)) if told else ""

    def _days(self, days: tuple[int, ...]) -> str:
        shown = self._words.days(days[:_DAYS_SHOWN])
        more = len(days) - len(shown)
        return self._phrases.every([*shown, *([self._phrases.more_days.format(number=more)] if more else [])])

    def _bracketed(self, expression: Expression, labels: Mapping[str, Label], most: int) -> str:
        text, looseness = self._say(expression, labels)
        return self._phrases.brackets.format(text) if looseness > most else text


def _is_share(one: Expression, other: Expression) -> bool:
    return one.type.kind == "percent" and other.type.kind not in {"percent", "number", "integer"}


def _labels_beside(comparison: Apply, words: Words) -> Mapping[str, Label]:
    """The labels of the fact that is compared, for the literal that it is compared with."""
    for one in comparison.arguments:
        if isinstance(one, Read):
            declared = words.model.facts.get(one.fact) or words.model.derived[one.fact]
            return declared.value_labels
    return {}

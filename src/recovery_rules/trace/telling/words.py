"""Names and values of one ruleset in one locale.

In: names and plain or public values. Out: text for people: labels where the author wrote some, amounts and times in the
way of the locale. Called by everything here that writes sentences.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from fractions import Fraction
from typing import Any, Final

from recovery_rules.engine.deadlines import deadlines_of
from recovery_rules.engine.outcome import Action
from recovery_rules.language.public import plain_again
from recovery_rules.language.rationals import Number
from recovery_rules.language.time_limits import TimeLimit
from recovery_rules.language.types import DURATION, Plain, Type
from recovery_rules.language.zones import zone
from recovery_rules.model.actions import CHOICE, Parameter
from recovery_rules.model.facts import Derived, Fact
from recovery_rules.model.labels import Label
from recovery_rules.model.ruleset import Model
from recovery_rules.source.printable import printable
from recovery_rules.trace.telling.locales.phrases import Phrases
from recovery_rules.trace.telling.quantities import Quantities
from recovery_rules.trace.wordings import on_one_line, wordings_of

_LONGEST_TEXT: Final = 60
_DIGEST_SHOWN: Final = 12
_PLACE_OF_VALUE: Final = "{value}"  # in a label: it is a phrase, and the value stands here
_ANY_VALUE: Final = "…"


class Words:
    """Says names and values.

    Args:
        model: the ruleset.
        phrases: the words of the locale.
        with_offsets: whether times carry the offsets of their clocks, as they should where these differ.
    """

    def __init__(self, model: Model, phrases: Phrases, *, with_offsets: bool = False) -> None:
        self.model = model
        self.phrases = phrases
        self._with_offsets = with_offsets
        self._quantities = Quantities(model.unit_labels, phrases)

    def fact(self, name: str) -> str:
        """What a fact is called."""
        return self._label(self._declared(name).label, name)

    def kind(self, name: str) -> str:
        """What an action kind is called."""
        if name == CHOICE:
            return self.phrases.choice
        return self._label(self.model.kinds[name].label, name)

    def parameter(self, parameter: Parameter) -> str:
        """What a parameter is called; of a phrase, `within … working days`, without a place at its end."""
        called = self._called(parameter)
        is_phrase = _PLACE_OF_VALUE in called
        return called.replace(_PLACE_OF_VALUE, _ANY_VALUE).rstrip(f"{_ANY_VALUE} ") if is_phrase else called

    def is_phrase(self, parameter: Parameter) -> bool:
        """Whether the label of a parameter has a place for its value: `within {value} working days`."""
        return _PLACE_OF_VALUE in self._called(parameter)

    def detail(self, parameter: Parameter, value: str) -> str:
        """A parameter with its value in words: `form: voucher`, or the phrase that its label is."""
        label = self._called(parameter)
        if _PLACE_OF_VALUE in label:
            return label.replace(_PLACE_OF_VALUE, value)
        return self.phrases.parameter.format(name=label, value=value)

    def role(self, name: str) -> str:
        """What a role is called."""
        if name == "next_role":
            return self.phrases.next_role
        label = self.model.role_labels.get(name)
        return self._label(label, name) if label is not None else _spaced(name)

    def fact_value(self, name: str, value: Plain | None) -> str:
        """The value of a fact; of a personal one nothing is told but that there is one."""
        declared = self._declared(name)
        if value is None:
            return self.phrases.unknown
        if name in self.model.facts and self.model.facts[name].personal:
            return self.phrases.personal
        return self.value(value, declared.type, declared.value_labels)

    def argument(self, value: Plain, parameter: Parameter) -> str:
        """The plain value of a parameter."""
        if parameter.is_role:
            assert isinstance(value, int)
            return self.role(parameter.type.values[value])
        if isinstance(value, str):
            return _shown(on_one_line(self._in_locale(value)))
        return self.value(value, parameter.type, parameter.value_labels)

    def given(self, action: Action, parameter: Parameter) -> str:
        """The value of a parameter that an action gives."""
        return self.public(action.values[parameter.name], parameter)

    def public(self, value: Any, parameter: Parameter) -> str:
        """The public value of a parameter."""
        if parameter.is_role:
            return self.role(value)
        return self.argument(plain_again(value, parameter.type), parameter)

    def value(self, value: Plain, type_: Type, labels: Mapping[str, Label]) -> str:
        """A plain value of any type."""
        match type_.kind:
            case "choice" | "scale":
                assert isinstance(value, int)
                return self.member(value, type_, labels)
            case "set":
                assert isinstance(value, frozenset)
                members = [self.member(position, type_, labels) for position in sorted(value)]
                return self.phrases.comma.join(members) or self.phrases.no_members
            case "boolean":
                return self.phrases.yes if value else self.phrases.no
            case "date":
                assert isinstance(value, int)
                return self.day(value)
            case "datetime":
                assert isinstance(value, datetime)
                return self.moment(self.in_zone(value), with_zone=self._with_offsets)
            case "text":
                assert isinstance(value, str)
                return _shown(value)
            case _ if isinstance(value, TimeLimit):
                return self.phrases.time_limits[value.unit][value.count != 1].format(number=value.count)
            case _:
                assert isinstance(value, int | Fraction)
                return self.quantity(value, DURATION if type_.is_time else type_)

    def member(self, position: int, type_: Type, labels: Mapping[str, Label]) -> str:
        """One value of a choice, scale or set."""
        name = type_.values[position]
        label = labels.get(name)
        return _spaced(name) if label is None else self._label(label, name)

    def quantity(self, value: Number, type_: Type) -> str:
        """An amount with its unit."""
        return self._quantities.say(value, type_)

    def moment(self, value: datetime, *, with_zone: bool = False, weekday: bool = False) -> str:
        """A time, by its own clock, with its offset where this clock shows it twice, as in autumn."""
        from babel.dates import format_datetime

        pattern = self.phrases.moment_with_zone if with_zone else self.phrases.moment
        pattern = self.phrases.moment_of_weekday if weekday else pattern
        local = value.replace(tzinfo=None)
        if not with_zone and self._comes_twice(local):
            pattern += " '{zone}'"
        text = str(format_datetime(local, pattern, locale=self.phrases.locale))
        return text.replace("{zone}", _offset(value))

    def _comes_twice(self, local: datetime) -> bool:
        if not self.model.zone:
            return False
        first, second = (local.replace(tzinfo=zone(self.model.zone), fold=fold) for fold in (0, 1))
        return first.utcoffset() != second.utcoffset()

    def deadline(self, action: Action) -> str:
        """By when an action is due; the end of a day is 24:00 of that day."""
        assert action.due is not None
        kind = self.model.kinds[action.kind]
        first = next((name for name in kind.time_limits if name in action.values), None)
        is_counted = first is not None and isinstance(action.values[first], TimeLimit)
        runs_from_a_day = action.after and self.model.type_of(action.after).kind == "date"
        if not (is_counted or runs_from_a_day):
            return self.moment(action.due, with_zone=self._with_offsets)
        ended = deadlines_of(self.model).after(action.due)
        if not isinstance(ended, int):
            return self.moment(action.due, weekday=True)
        last_minute = datetime.combine(date.fromordinal(ended), time(23, 59))
        return self.moment(last_minute, weekday=True).replace("23:59", "24:00")

    def in_zone(self, value: datetime) -> datetime:
        """A time by the clock of the ruleset's zone, where it has one."""
        return value.astimezone(zone(self.model.zone)) if self.model.zone else value

    def day(self, value: int, *, weekday: bool = False) -> str:
        """A date, which is a number of days."""
        from babel.dates import format_date

        pattern = self.phrases.weekday if weekday else self.phrases.day
        return str(format_date(date.fromordinal(value), pattern, locale=self.phrases.locale))

    def days(self, values: Sequence[int]) -> list[str]:
        """Dates in order, to be listed: neighbours of one year have it once, where the locale has it first or last."""
        from babel.dates import format_date

        days = [date.fromordinal(value) for value in values]
        beside = [None, *days[:-1]] if self.phrases.year_first else [*days[1:], None]
        patterns = [
            self.phrases.day_of_year if other is not None and other.year == day.year else self.phrases.day
            for day, other in zip(days, beside, strict=True)
        ]
        return [
            str(format_date(day, pattern, locale=self.phrases.locale))
            for day, pattern in zip(days, patterns, strict=True)
        ]

    def calendar(self, name: str) -> str:
        """What a calendar is called: one that bears a country's code as the country, where people read no codes."""
        from babel import Locale

        return name if self.phrases.codes else Locale(self.phrases.locale).territories.get(name, name)

    def ruleset(self) -> str:
        """Which ruleset decides, and whether its content is approved; to be ended as a sentence."""
        model, governance = self.model, self.model.governance
        approval = governance.approval
        by = {} if approval is None else {"by": approval.by, "on": self.day(approval.on.toordinal())}
        return self.phrases.ruleset.format(
            id=model.id,
            version=f" {model.version}" if model.version else "",
            digest=model.digest[:_DIGEST_SHOWN],
            standing=self.phrases.standings[governance.standing].format(**by),
        )

    def place(self, span: object) -> str:
        """Where something stands in its file; empty where that is not known."""
        file, line = getattr(span, "file", ""), getattr(span, "line", 0)
        if not line:
            return ""
        return self.phrases.place.format(file=file.rsplit("/", 1)[-1], line=line) if file else str(line)

    def _in_locale(self, text: str) -> str:
        """A text that an action carries, without its other languages."""
        wording = self._wordings.get(text)
        return text if wording is None else wording.in_locale(self.phrases.locale)

    @functools.cached_property
    def _wordings(self) -> Mapping[str, Label]:
        return wordings_of(self.model)

    def _declared(self, name: str) -> Fact | Derived:
        return self.model.facts.get(name) or self.model.derived[name]

    def _called(self, parameter: Parameter) -> str:
        return self._label(parameter.label, self.phrases.parameters.get(parameter.name, parameter.name))

    def _label(self, label: Label, name: str) -> str:
        return label.in_locale(self.phrases.locale) or _spaced(name)


def _spaced(name: str) -> str:
    return name.replace("_", " ")


def _shown(text: str) -> str:
    cut = text if len(text) <= _LONGEST_TEXT else text[:_LONGEST_TEXT] + "…"
    return printable(cut)


def _offset(value: datetime) -> str:
    offset = value.utcoffset()
    if offset is None:
        return ""
    minutes = int(offset.total_seconds()) // 60
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"

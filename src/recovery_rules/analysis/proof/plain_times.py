"""Plainer times: on the hour, in a year that nobody wonders at, and on the first day that will do.

In: days and instants of cases, and the zone by whose clock they are told. Out: plainer ones to be tried.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any, Final

from attrs import frozen

from recovery_rules.analysis.proof.subjects import Cases
from recovery_rules.language.reading import A_DAY, FIRST_DAY, FIRST_YEAR, LAST_DAY, LAST_YEAR
from recovery_rules.language.types import Plain
from recovery_rules.language.zones import zone
from recovery_rules.model.facts import Fact

_YEARS: Final = (2026, 2025, 2027)
_TIMES: Final = frozenset({"date", "datetime"})
_NOON: Final = time(12)


@frozen
class Clock:
    """The clock by which the times of cases are told."""

    there: tzinfo

    @staticmethod
    def of(name: str) -> Clock:
        """The clock of a zone; without a name, that of UTC."""
        return Clock(zone(name) if name else UTC)

    def plainer(self, moment: datetime) -> Iterator[datetime]:
        """Instants that are plainer than one, the plainest first, up to itself."""
        for days in (0, 1, -1):  # with one before or after another
            yield self._at(A_DAY + days, time())
        day, now = self._read(moment)
        yield from (self._at(day, time()), self._at(day, _NOON), self._at(day + 1, time()))
        hour = now.replace(minute=0, second=0, microsecond=0)
        for step, start in (
            (timedelta(hours=1), hour),
            (timedelta(minutes=1), now.replace(second=0, microsecond=0)),
            (timedelta(seconds=1), now.replace(microsecond=0)),
        ):
            yield from (self._at(day, start), self._at(day, start) + step)

    def nearest(self, moment: datetime, will_do: Callable[[datetime], bool]) -> datetime:
        """The same hour on the day that is nearest to an ordinary one, where what is nearer will not do."""
        day, now = self._read(moment)
        nearest = nearest_day(day, lambda other: will_do(self._at(other, now)))
        return moment if nearest == day else self._at(nearest, now)

    def moved(self, plain: Plain | None, kind: str, years: int) -> Plain | None:
        """The same day of another year, at the same hour."""
        if plain is None or kind not in _TIMES:
            return plain
        if isinstance(plain, datetime):
            day, now = self._read(plain)
            return self._at(_moved(day, years), now)
        number: Any = plain
        return _moved(number, years)

    def year_of(self, plain: Plain | None) -> int | None:
        """The year of a day or an instant."""
        if plain is None:
            return None
        number: Any = self._read(plain)[0] if isinstance(plain, datetime) else plain
        return date.fromordinal(number).year

    def _read(self, moment: datetime) -> tuple[int, time]:
        local = moment.astimezone(self.there)
        return local.toordinal(), local.time()

    def _at(self, day: int, now: time) -> datetime:
        local = datetime.combine(date.fromordinal(min(max(FIRST_DAY, day), LAST_DAY)), now, tzinfo=self.there)
        return local.astimezone(UTC)


def nearest_day(day: int, will_do: Callable[[int], bool]) -> int:
    """The day that is nearest to an ordinary one, where what is nearer will not do."""
    if will_do(A_DAY):
        return A_DAY
    low, high = A_DAY, day
    while abs(high - low) > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if will_do(middle) else (middle, high)
    return high


def in_plain_years(cases: Cases, facts: Mapping[str, Fact], clock: Clock) -> Iterator[Cases]:
    """The same cases with all their times moved together, so that one of them lies in a year nobody wonders at."""
    kinds = {name: fact.type.kind for name, fact in facts.items() if fact.type.kind in _TIMES}
    found = [clock.year_of(case.get(name)) for name in kinds for case in cases]
    years = [*dict.fromkeys(year for year in found if year is not None)]
    if all(year in _YEARS for year in years):
        return
    for year in sorted(years, key=lambda year: -abs(year - _YEARS[0])):
        for wanted in _YEARS:
            yield tuple(
                {name: clock.moved(plain, kinds.get(name, ""), wanted - year) for name, plain in case.items()}
                for case in cases
            )


def _moved(day: int, years: int) -> int:
    there = date.fromordinal(day)
    year = min(max(FIRST_YEAR, there.year + years), LAST_YEAR)
    try:
        return there.replace(year=year).toordinal()
    except ValueError:  # a leap day
        return there.replace(year=year, day=28).toordinal()

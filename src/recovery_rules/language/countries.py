"""The days off of countries, by the library `holidays`.

In: a country and perhaps a part of it. Out: its days off and its weekend. Called by `Calendar.of_country` alone, so
that the library is imported only where a ruleset or a caller asks for a country.
"""

from __future__ import annotations

import functools
import warnings
from datetime import date
from typing import Final

from attrs import frozen

from recovery_rules.source.printable import quote
from recovery_rules.source.suggest import meant

_YEARS: Final = range(1970, 2101)
_SHOWN: Final = 30  # subdivisions in a sentence
_OTHER_NAMES: Final = {
    "UK": "GB",
    "EN": "GB",
    "EL": "GR",
    "中国": "CN",
    "香港": "HK",
    "日本": "JP",
    "韩国": "KR",
    "新加坡": "SG",
    "英国": "GB",
    "美国": "US",
    "德国": "DE",
    "法国": "FR",
}


@frozen
class CountryDays:
    """Days off beside the weekend, the weekend, and days worked although they are of the weekend."""

    off: frozenset[date]
    weekend: frozenset[int]
    worked: frozenset[date]


@functools.lru_cache(64)
def days_of_country(country: str, subdivision: str | None, years: tuple[int, ...] | None) -> CountryDays:
    """The days of a country.

    Raises:
        ValueError: the library knows no such country or subdivision; the message says which ones are near.
        ModuleNotFoundError: the library is not installed.
    """
    _check(country, subdivision)
    import holidays

    wanted = tuple(_YEARS) if years is None else years
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of years that the library does not know of; a year without days is one
        found = holidays.country_holidays(country, subdiv=subdivision, years=wanted)
        off = frozenset(found)
        weekend = frozenset(found.weekend)
        worked = frozenset(day for day in found.weekend_workdays if day.year in wanted)
        # The weekend of some countries has moved; whatever the week of today does not say is an exception. Days one by
        # one are looked at only where a week in winter or in summer was another one.
        sample = [date(year, month, day) for year in wanted for month in (1, 7) for day in range(1, 8)]
        has_moved = any(found.is_weekend(day) != (day.weekday() in weekend) for day in sample)
        days = [date.fromordinal(day) for year in wanted if has_moved for day in _days_of(year)]
        other = [day for day in days if found.is_weekend(day) != (day.weekday() in weekend)]
    was_weekend = {day for day in other if day.weekday() not in weekend}
    return CountryDays(off | (was_weekend - worked), weekend, worked | (set(other) - was_weekend - off))


def _days_of(year: int) -> range:
    return range(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1)


def _check(country: str, subdivision: str | None) -> None:
    import holidays
    from holidays.registry import COUNTRIES

    parts = holidays.list_supported_countries(include_aliases=False)
    names = {codes[1]: codes for codes in COUNTRIES.values()}
    if country not in parts:
        labels = {code: codes for code, codes in names.items() if code in parts}
        other = _OTHER_NAMES.get(country.upper())
        told = f"did you mean `{other}`?" if other else meant(country, parts, labels)
        raise ValueError(f"{quote(country)} is no country of the library `holidays`{'; ' if told else ''}{told}")
    if subdivision is not None and subdivision not in parts[country]:
        told = meant(subdivision, parts[country], _names_of_parts(country))
        known = parts[country]
        listed = ", ".join(known[:_SHOWN]) + (", ..." if len(known) > _SHOWN else "")
        listed = f" ({listed})" if listed else ": it has none"
        raise ValueError(
            f"{quote(subdivision)} is no subdivision of {country} in the library `holidays`"
            f"{'; ' if told else ''}{told}{listed}"
        )


def _names_of_parts(country: str) -> dict[str, list[str]]:
    import holidays

    aliases: dict[str, str] = getattr(getattr(holidays, country), "subdivisions_aliases", {})
    labels: dict[str, list[str]] = {}
    for alias, code in aliases.items():
        labels.setdefault(code, []).append(alias)
    return labels

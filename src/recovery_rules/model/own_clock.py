"""Times of cases that are shown, by the clock of the ruleset's zone: it is the clock of those who read them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from recovery_rules.language.types import Plain
from recovery_rules.language.zones import by_clock_of, zone
from recovery_rules.model.ruleset import Model


def by_own_clock(model: Model, values: Mapping[str, Plain | None]) -> dict[str, Plain | None]:
    """The same case; where the ruleset names no zone, as it is."""
    if not model.zone:
        return {**values}
    there = zone(model.zone)
    return {name: by_clock_of(there, it) if isinstance(it, datetime) else it for name, it in values.items()}

"""Cases at days that only one of two rulesets works, where time limits that count working days may end otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from recovery_rules.analysis.proof.subjects import Case
from recovery_rules.language.types import Plain
from recovery_rules.model.ruleset import Model

_MOST_DAYS: Final = 4
_BEFORE: Final = 7  # days, in which some limit begins to run that has the day in it


def near_unlike_days(case: Case, models: tuple[Model, Model]) -> Iterator[Case]:
    """The same case at other times: near the first days that one calendar has off and the other has not."""
    times = [name for name, fact in models[0].facts.items() if fact.type.kind in {"date", "datetime"}]
    for day in _unlike_days(*models)[:_MOST_DAYS]:
        for before in range(_BEFORE + 1):
            moment = datetime.combine(day - timedelta(days=before), time(12), UTC)
            told: dict[str, Plain | None] = {
                name: moment if models[0].facts[name].type.kind == "datetime" else moment.toordinal() for name in times
            }
            yield {**case, **told}


def _unlike_days(old: Model, new: Model) -> list[date]:
    if old.calendar is None or new.calendar is None:
        return []
    unlike = (old.calendar.holidays ^ new.calendar.holidays) | (old.calendar.days_worked ^ new.calendar.days_worked)
    return sorted(unlike)

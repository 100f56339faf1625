"""Values that can be told: a solver may find a third, of which no decimal is exact, or a time beyond every calendar."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Final

from recovery_rules.analysis.formula.facts import Variable, instant
from recovery_rules.analysis.formula.logic import Formula, both, z3
from recovery_rules.analysis.formula.numbers import at_most, equal, less
from recovery_rules.language.reading import FIRST_YEAR, LAST_YEAR

_DECIMALS: Final = 10**6
_FIRST: Final = instant(datetime(FIRST_YEAR, 1, 1, tzinfo=UTC))
_END: Final = instant(datetime(LAST_YEAR + 1, 1, 1, tzinfo=UTC))


def can_be_told(cases: Iterable[Mapping[str, Variable]]) -> Iterator[Formula]:
    """Whether numbers have few decimal places, and times lie in the admitted years by the clock of UTC."""
    for place, case in enumerate(cases):
        for name, one in case.items():
            content = one.value.content
            match one.fact.type.kind:
                case "number" | "percent":
                    yield equal(content * _DECIMALS, z3().Int(f"{name} in decimals {place}"))
                case "datetime":
                    yield both(at_most(_FIRST, content), less(content, _END))
                case _:
                    pass

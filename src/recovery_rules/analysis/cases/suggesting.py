"""Suggesting: few cases that reach every rule, and every boundary from both sides, and what none was found for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal, TypeAlias

from attrs import frozen

from recovery_rules.analysis.cases.choosing import Chosen, chosen_of
from recovery_rules.analysis.cases.exploring import MOST_CASES, Exploring
from recovery_rules.analysis.cases.plainer import Plainer
from recovery_rules.analysis.cases.targets import Targets
from recovery_rules.analysis.coverage.measuring import Measuring
from recovery_rules.cells.index import bits
from recovery_rules.engine.decider import Decider

Reason: TypeAlias = Literal["impossible", "not found"]


@frozen
class Suggested:
    """A case worth looking at.

    Attributes:
        given: its facts, as an author writes them and `decide` takes them; what has its default is left out.
        reaches: what it is there for: what no suggestion before it reaches.
    """

    given: Mapping[str, str | tuple[str, ...]]
    reaches: tuple[str, ...]


@frozen
class Unreached:
    """Something that no suggested case reaches: proved impossible, or not found."""

    what: str
    reason: Reason


@frozen
class Suggestions:
    """Cases that together reach what can be reached, as far as it was found; and what was not."""

    cases: tuple[Suggested, ...]
    unreached: tuple[Unreached, ...]


class Suggesting:
    """Suggests cases of a ruleset: looks at many, then picks few of those that were found.

    Args:
        decider: decides them.
        measuring: measures what they reach.
        most: how many cases are looked at.
    """

    def __init__(self, decider: Decider, measuring: Measuring, most: int = MOST_CASES) -> None:
        self._facts = decider.model.facts
        self._targets = Targets(measuring)
        self._exploring = Exploring(decider, measuring, self._targets, most)

    def look(self, progress: Callable[[str], None] | None = None) -> None:
        """Look for cases; interrupted, what was found so far stays."""
        self._exploring.explore(progress or (lambda _: None))

    def suggestions(self) -> Suggestions:
        """The suggestions, of what was found so far."""
        targets, fitting = self._targets, self._exploring.fitting
        chosen = chosen_of([*self._exploring.pool.values()], targets.everything)
        plainer = Plainer(self._facts, fitting, targets)
        plain = [Chosen(plainer.plain(one.case, one.targets), one.targets) for one in chosen]
        return Suggestions(
            tuple(
                Suggested(fitting.texts(one.case), tuple(map(targets.says, targets.in_order(one.targets))))
                for one in plain
            ),
            tuple(_unreached(targets, plain)),
        )


def _unreached(targets: Targets, chosen: list[Chosen]) -> list[Unreached]:
    left = targets.everything
    for one in chosen:
        left &= ~one.targets
    return [
        Unreached(targets.says(number), "impossible" if targets.is_impossible(number) else "not found")
        for number in bits(left)
    ]

"""Orders in which one thing comes before another, and the circles that forbid one.

In: what each name depends on. Out: the names, dependencies first, and each circle once. Used for derived facts and
for rules that override rules.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from typing import Final

_MOST_CYCLES: Final = 100  # more help nobody, and each costs a pass


def in_order(
    depends: Mapping[str, Collection[str]],
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """All names, dependencies first where no circle forbids it, and the circles.

    Each circle names its members from one member to the next that it depends on, the first not repeated.

    Example:
        >>> in_order({"a": ["b"], "b": [], "c": ["d"], "d": ["c"]})[1]
        (('c', 'd'),)
    """
    left = {name: set(others) for name, others in depends.items()}
    cycles: list[tuple[str, ...]] = []
    while True:
        try:
            return tuple(TopologicalSorter(left).static_order()), tuple(cycles)
        except CycleError as error:
            cycle: list[str] = error.args[1][::-1]  # graphlib goes from a dependency to what depends on it
            cycles.append(_from_first(cycle[:-1], depends))
            for name, other in pairwise(cycle):
                left[name].discard(other)
            if len(cycles) == _MOST_CYCLES:
                return tuple(depends), tuple(cycles)


def _from_first(cycle: list[str], names: Collection[str]) -> tuple[str, ...]:
    """The circle from its member that is declared first."""
    members = set(cycle)
    first = next(name for name in names if name in members)
    start = cycle.index(first)
    return (*cycle[start:], *cycle[:start])

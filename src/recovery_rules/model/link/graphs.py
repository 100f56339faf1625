"""Orders in which one thing comes before another, and the circles that forbid one.

In: what each name depends on. Out: the names, dependencies first, and the circles. Used for derived facts and for
rules that override rules.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Final

_MOST_CIRCLES: Final = 100  # more help nobody


def in_order(
    depends: Mapping[str, Collection[str]],
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """All names, each after what it depends on where no circle forbids it, else as given; and the circles.

    A circle goes from one member to the next that it depends on; the first is not repeated.

    Example:
        >>> in_order({"a": ["b"], "b": [], "c": ["d"], "d": ["c"]})
        (('b', 'a', 'd', 'c'), (('c', 'd'),))
    """
    place = {name: number for number, name in enumerate(depends)}
    done: dict[str, None] = {}
    path: dict[str, Iterator[str]] = {}  # names under way, each with what it still has to wait for
    circles: list[tuple[str, ...]] = []
    for root in depends:
        _enter(root, depends, place, path, done)
        while path:
            name, others = next(reversed(path.items()))
            other = next(others, None)
            if other is None:
                done[name] = None
                del path[name]
            elif other not in path:
                _enter(other, depends, place, path, done)
            elif len(circles) < _MOST_CIRCLES:
                members = list(path)
                circles.append(tuple(members[members.index(other) :]))
    return tuple(done), tuple(circles)


def _enter(
    name: str,
    depends: Mapping[str, Collection[str]],
    place: Mapping[str, int],
    path: dict[str, Iterator[str]],
    done: Mapping[str, None],
) -> None:
    if name not in done:
        # Sets have no order of their own, and the same file must always give the same order.
        path[name] = iter(sorted(depends[name], key=place.__getitem__))

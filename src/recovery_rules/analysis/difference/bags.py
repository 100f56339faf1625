"""What comes and goes between two lists in any order, of which any part may be there or not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Literal, TypeAlias, TypeVar

from recovery_rules.analysis.formula.logic import Formula, both, conjunction, contrary, disjunction, either
from recovery_rules.analysis.formula.numbers import Term, added, at_most, choose

T = TypeVar("T")
Part: TypeAlias = tuple[Formula, T]  # whether it is there, and what it is
How: TypeAlias = Literal["given", "dropped", "more", "less", "other"]


def exchanged(
    old: Sequence[Part[T]],
    new: Sequence[Part[T]],
    alike: Callable[[T, T], Formula],
    no_better: Callable[[T, T], Formula],
) -> Iterator[tuple[How, Formula]]:
    """How two lists differ, just one of these at a time.

    Args:
        old: one list.
        new: the other.
        alike: whether two parts are the same, both there.
        no_better: whether the second one is at most what the first one is, or the same.
    """
    gone, come = _without(old, new, alike), _without(new, old, alike)
    lost, got = disjunction(gone), disjunction(come)
    yield "dropped", both(lost, contrary(got))
    yield "given", both(got, contrary(lost))
    if not old or not new:
        return
    pairs = [[(no_better(mine, theirs), no_better(theirs, mine)) for _, theirs in new] for _, mine in old]
    falls, rises = (_covered(gone, come, [[pair[way] for pair in row] for row in pairs]) for way in (0, 1))
    yield "less", both(lost, got, falls)
    yield "more", both(lost, got, rises, contrary(falls))
    yield "other", both(lost, got, contrary(falls), contrary(rises))


def _covered(gone: Sequence[Formula], come: Sequence[Formula], fits: Sequence[Sequence[Formula]]) -> Formula:
    """Whether all that goes fits something that comes, and the other way round."""
    rows = ((one, disjunction(map(both, come, row))) for one, row in zip(gone, fits, strict=True))
    columns = ((one, disjunction(map(both, gone, row))) for one, row in zip(come, zip(*fits, strict=True), strict=True))
    return conjunction(either(contrary(one), found) for one, found in (*rows, *columns))


def _without(some: Sequence[Part[T]], others: Sequence[Part[T]], alike: Callable[[T, T], Formula]) -> list[Formula]:
    """For each part whether it is there, and the other list has not as many of its like."""
    found = []
    for place, (there, one) in enumerate(some):
        before = [both(left, alike(it, one)) for left, it in some[:place]]
        beside = [both(left, alike(one, it)) for left, it in others]
        if any(like is not False for like in before):
            found.append(both(there, at_most(_count(beside), _count(before))))
        else:
            found.append(both(there, contrary(disjunction(beside))))
    return found


def _count(parts: Sequence[Formula]) -> Term:
    total: Term = 0
    for one in parts:
        total = added(total, choose(one, 1, 0))
    return total

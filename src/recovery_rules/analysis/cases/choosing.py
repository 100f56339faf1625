"""Choosing: few cases of a pool that reach all that the pool reaches.

Greedy: always the case that is least to read for what it reaches of what is left.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from attrs import frozen

from recovery_rules.analysis.cases.exploring import Found
from recovery_rules.analysis.coverage.recording import PointSet, Values

_CASE: Final = 12  # what a case costs beside its facts, counted in facts


@frozen
class Chosen:
    """A case, and the targets that no case chosen before it reaches."""

    case: Values
    targets: PointSet


def chosen_of(pool: Sequence[Found], wanted: PointSet) -> list[Chosen]:
    """A small part of a pool that reaches all the wanted targets that the pool reaches."""
    waiting = [(_cost(one, wanted), place) for place, one in enumerate(pool) if one.reached & wanted]
    heapq.heapify(waiting)
    left, found = wanted, []
    while waiting:
        _, place = heapq.heappop(waiting)
        one = pool[place]
        if not one.reached & left:
            continue
        again = (_cost(one, left), place)
        if waiting and again > waiting[0]:  # part of what it reaches has been reached meanwhile: others may be better
            heapq.heappush(waiting, again)
            continue
        found.append(Chosen(one.case, one.reached & left))
        left &= ~one.reached
    return found


def _cost(found: Found, left: PointSet) -> Fraction:
    """How much a case is to read for each target that it reaches."""
    facts = sum(value is not None for value in found.case.values())
    return Fraction(_CASE + facts, (found.reached & left).bit_count())

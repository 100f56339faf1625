"""How actions came about, for the account: where what was settled stands among the actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recovery_rules.engine.account import Making

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recovery_rules.engine.account import Place
    from recovery_rules.engine.reference.bounding import Settled


def makings(settled: Sequence[Settled], places: Mapping[int, int]) -> tuple[Making, ...]:
    """How each action came about; `places` tells where each that came to something stands, by its number here."""
    return tuple(making(one, (places[number],) if number in places else None) for number, one in enumerate(settled))


def making(settled: Settled, place: Place | None) -> Making:
    """How the action at a place came about, and all in it; what came to nothing has no place."""
    bundles: list[tuple[Making, ...]] = []
    number = 0
    for bundle in settled.bundles:
        bundles.append(all_at(bundle, None if place is None else (*place, "options", number)))
        number += any(one.draft is not None for one in bundle)
    nested = {
        name: all_at(inner, None if place is None else (*place, "values", name))
        for name, inner in settled.nested.items()
    }
    return Making(settled.source.kind, settled.source.origins, settled.own, place, tuple(bundles), nested)


def all_at(settled: Sequence[Settled], place: Place | None) -> tuple[Making, ...]:
    """The same for several that stand together; those that came to nothing are not counted."""
    found: list[Making] = []
    number = 0
    for one in settled:
        is_given = place is not None and one.draft is not None
        found.append(making(one, (*place, number) if place is not None and is_given else None))
        number += is_given
    return tuple(found)

"""Step 4, forbid: what the limits that apply strike from offers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from attrs import evolve

from recovery_rules.engine.offers import Offer
from recovery_rules.model.actions import CHOICE
from recovery_rules.model.rules import Limit

Forbidding: TypeAlias = Mapping[str, Sequence[str]]  # kind -> the limits that strike it
Strike: TypeAlias = tuple[str, str]  # kind, limit


def forbidding(limits: Iterable[Limit]) -> Forbidding:
    """Which kinds some limits strike."""
    found: dict[str, list[str]] = {}
    for limit in limits:
        for kind in limit.forbids:
            found.setdefault(kind, []).append(limit.id)
    return found


def spare(offers: Iterable[Offer], forbidden: Forbidding, strikes: list[Strike]) -> tuple[Offer, ...]:
    """What is left of some offers; every strike is noted in proposal order, then limit order."""
    return tuple(left for offer in offers if (left := _spare(offer, forbidden, strikes)) is not None)


def _spare(offer: Offer, forbidden: Forbidding, strikes: list[Strike]) -> Offer | None:
    if offer.kind in forbidden:
        strikes += [(offer.kind, limit) for limit in forbidden[offer.kind]]
        return None
    if offer.kind == CHOICE:
        return _spare_choice(offer, forbidden, strikes)
    if not offer.nested:
        return offer
    nested = ((name, spare(inner, forbidden, strikes)) for name, inner in offer.nested)
    return evolve(offer, nested=tuple((name, inner) for name, inner in nested if inner))


def _spare_choice(choice: Offer, forbidden: Forbidding, strikes: list[Strike]) -> Offer | None:
    """Drops every bundle with a struck action; without bundles the choice is struck, by what struck the last."""
    left: list[tuple[Offer, ...]] = []
    last = ""
    for bundle in choice.options:
        spared = spare(bundle, forbidden, strikes)
        struck = [limit for offer in bundle for limit in forbidden.get(offer.kind, ())]
        if struck:
            last = struck[-1]
        else:
            left.append(spared)
    if left:
        return evolve(choice, options=tuple(left))
    strikes.append((CHOICE, last))
    return None

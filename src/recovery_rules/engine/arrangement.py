"""Arrangement: the part of steps 4 to 6 that depends only on which rules and limits match, not on any amount.

In: the rules that count and the limits that apply. Out: what is struck, which rules are defeated, and the proposals
that remain, in order. Two cases with the same mask have the same arrangement.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from attrs import frozen

from recovery_rules.engine.offers import Offer
from recovery_rules.engine.outcome import Refused
from recovery_rules.engine.plan import Plan
from recovery_rules.engine.striking import Forbidding, Strike, forbidding, spare
from recovery_rules.model.actions import CHOICE
from recovery_rules.model.rules import ActionTable, Limit
from recovery_rules.model.ruleset import Model

Rows: TypeAlias = tuple[tuple[str, Offer], ...]


@frozen
class Entry:
    """One proposal that remains, or those of all rows of an aggregating table, which propose together."""

    by: str  # the rule, the limit that owes, "otherwise", or the table
    rows: Rows  # (rule, its offer); one for all but tables that aggregate
    table: ActionTable | None = None

    @property
    def offer(self) -> Offer:
        """The first offer, which says what kind of action this is."""
        return self.rows[0][1]


@frozen
class Arrangement:
    """What remains to be evaluated, and what was struck and defeated on the way."""

    entries: tuple[Entry, ...]
    limits: tuple[Limit, ...]
    numbers: tuple[int, ...]  # of those limits
    struck: tuple[tuple[str, str, str], ...]
    refused: tuple[Refused, ...]
    defeated: Mapping[str, tuple[str, ...]]


def arrange(model: Model, plan: Plan, picked: Sequence[int], applying: Sequence[int]) -> Arrangement:
    """Arranges one set of matching rules and limits, both given by their numbers in the model, in order."""
    limits = tuple(model.limits[number] for number in applying)
    forbidden = forbidding(limits) if limits else {}
    offers = {rule: plan.offers[rule] for rule in picked}
    struck: list[tuple[str, str, str]] = []
    if forbidden:
        offers = _spare_rules(model, offers, forbidden, struck)
    defeated = _defeated(model, plan, list(offers)) if plan.overriders else {}
    surviving = [rule for rule in offers if model.rules[rule].id not in defeated]

    entries = _entries_of_rules(model, plan, surviving, offers)
    strikes: list[Strike] = []
    entries += _owed(model, plan, applying, entries, strikes)
    if not entries:
        left = spare(plan.otherwise, forbidden, strikes)
        entries = [Entry("otherwise", (("otherwise", offer),)) for offer in left]
    refused = [Refused(kind, limit) for _, kind, limit in struck] + [Refused(kind, limit) for kind, limit in strikes]
    return Arrangement(tuple(entries), limits, tuple(applying), tuple(struck), tuple(dict.fromkeys(refused)), defeated)


def _spare_rules(
    model: Model, offers: Mapping[int, tuple[Offer, ...]], forbidden: Forbidding, struck: list[tuple[str, str, str]]
) -> dict[int, tuple[Offer, ...]]:
    """Step 4; a rule left with nothing neither proposes nor defeats."""
    left: dict[int, tuple[Offer, ...]] = {}
    for rule, own in offers.items():
        strikes: list[Strike] = []
        spared = spare(own, forbidden, strikes)
        struck += [(model.rules[rule].id, kind, limit) for kind, limit in strikes]
        if spared:
            left[rule] = spared
    return left


def _defeated(model: Model, plan: Plan, standing: list[int]) -> dict[str, tuple[str, ...]]:
    """Step 5: for each defeated rule the undefeated rules that override it."""
    there = set(standing)
    found: dict[int, tuple[str, ...]] = {}
    for rule in sorted(there & plan.overriders.keys(), key=plan.rank.__getitem__):
        by = [other for other in plan.overriders[rule] if other in there and other not in found]
        if by:
            found[rule] = tuple(model.rules[other].id for other in by)
    return {model.rules[rule].id: found[rule] for rule in standing if rule in found}


def _entries_of_rules(
    model: Model, plan: Plan, surviving: Sequence[int], offers: Mapping[int, tuple[Offer, ...]]
) -> list[Entry]:
    """What the surviving rules propose, in order; the rows of one table together, where its first stands."""
    found: list[Entry] = []
    done: set[str] = set()
    for rule in surviving:
        table = plan.tables.get(rule)
        if table is None:
            found += _entries(model.rules[rule].id, offers[rule])
        elif table.id not in done:
            done.add(table.id)
            rows = [other for other in surviving if plan.tables.get(other) is table]
            if table.hit == "output order":
                rows.sort(key=[plan.place[row] for row in table.ranked].index)
            if table.aggregation is None:
                found += [entry for row in rows for entry in _entries(model.rules[row].id, offers[row])]
            else:
                together = tuple((model.rules[row].id, offer) for row in rows for offer in offers[row])
                found.append(Entry(table.id, together, table))
    return found


def _entries(by: str, offers: Iterable[Offer]) -> list[Entry]:
    return [Entry(by, ((by, offer),)) for offer in offers]


def _owed(
    model: Model, plan: Plan, applying: Sequence[int], entries: Sequence[Entry], strikes: list[Strike]
) -> list[Entry]:
    """What limits owe and no entry gives, less what the limits forbid to which it yields.

    What another limit owes, in a form that one leaves open, gives it, too.
    """
    limits = [model.limits[number] for number in applying]
    found: list[tuple[Limit, tuple[Offer, ...], list[Strike]]] = []
    for number, owing in zip(applying, limits, strict=True):
        offer = plan.owed[number]
        if offer is not None and not any(_gives(model, entry.offer, owing) for entry in entries):
            own: list[Strike] = []
            left = spare([offer], forbidding(other for other in limits if owing.yields_to(other)), own)
            found.append((owing, left, own))
    entries_owed: list[Entry] = []
    for owing, left, own in found:
        if not any(others and other.narrows(owing) for other, others, _ in found):
            strikes += own
            entries_owed += _entries(owing.id, left)
    return entries_owed


def _gives(model: Model, offer: Offer, owing: Limit) -> bool:
    """Whether an action is what a limit owes, or a choice that the customer can, or the house must, turn into it."""
    if offer.kind != CHOICE:
        return _is_owed(model, offer, owing)
    offered = [any(_is_owed(model, one, owing) for one in bundle) for bundle in offer.options]
    return any(offered) if offer.by == "customer" else all(offered)


def _is_owed(model: Model, offer: Offer, owing: Limit) -> bool:
    if offer.kind != owing.kind:
        return False
    return owing.is_about(offer.kind, dict(zip(model.kinds[offer.kind].distinct_by, offer.apart, strict=True)))

"""The parts of all cases in which two rulesets may decide differently, each with what of the rulesets counts there.

In: two rulesets. Out: parts that hold every case in which something matches or applies that they do not share. A part
is the region of some such rules and limits; rules that cannot match there are left out of it, which makes its formulas
small. Where what no rule says differs, how money is rounded for one, all cases are one part.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final, Generic, TypeVar

from attrs import define, evolve, frozen

from recovery_rules.analysis.difference.likeness import Models
from recovery_rules.analysis.difference.shared import Places, Shared
from recovery_rules.analysis.difference.space import Meeting, Region
from recovery_rules.analysis.difference.unlike import rest_alike, unlike
from recovery_rules.cells.index import Mask, bits
from recovery_rules.model.rules import Limit, Rule
from recovery_rules.model.ruleset import Model

Member = TypeVar("Member", Rule, Limit)

_MOST_RULES: Final = 200  # of both rulesets together: to so many, parts are put together


@frozen
class Apart(Generic[Member]):
    """A rule or a limit of which the two rulesets make different things where it counts in one of them alone.

    What they do not share at all, one of them has not.
    """

    old: Member | None
    new: Member | None


@frozen
class Part:
    """Some cases.

    Attributes:
        models: the two rulesets, without rules that cannot match there.
        rules: those of which one at least matches in one ruleset alone, in every case of the part, unless a limit
            applies so.
        limits: the same of limits.
        is_all: whether the part is all cases instead.
    """

    models: Models
    rules: tuple[Apart[Rule], ...] = ()
    limits: tuple[Apart[Limit], ...] = ()
    is_all: bool = False


def parts_of(models: Models) -> list[Part]:
    """The parts of two rulesets; none where all that counts is shared."""
    names = unlike(models)
    if not rest_alike(models, names):
        return [Part(models, is_all=True)]
    return list(_Parting(models, Shared(models, names)).parts())


@define
class _Draft:
    """A part to be, with all rules that may match there, as bits."""

    rules: list[Apart[Rule]]
    limits: list[Apart[Limit]]
    counting: Mask

    def has_room(self, more: Mask) -> bool:
        """Whether its formulas stay small with more rules; those that are large by themselves go together."""
        is_small = (self.counting | more).bit_count() <= _MOST_RULES
        return is_small or min(self.counting.bit_count(), more.bit_count()) > _MOST_RULES


class _Parting:
    """Makes the parts of two rulesets. Rules are numbered: those of the old one, then those of the new one."""

    def __init__(self, models: Models, shared: Shared) -> None:
        self._models = models
        self._shared = shared
        self._space = shared.space

    def parts(self) -> Iterator[Part]:
        old, new = self._models
        drafts: list[_Draft] = []
        rules = [*self._apart(old.rules, new.rules, self._shared.rules)]
        limits = [*self._apart(old.limits, new.limits, self._shared.limits)]
        if rules or limits:
            meeting = Meeting(self._space.columns, [self._space.region(one.when) for one in (*old.rules, *new.rules)])
            for rule, region in rules:
                self._draft(drafts, meeting.region(region)).rules.append(rule)
            for limit, region in limits:
                self._draft(drafts, meeting.region(region)).limits.append(limit)
        yield from map(self._part, drafts)

    def _apart(
        self, old: Sequence[Member], new: Sequence[Member], shared: Places
    ) -> Iterator[tuple[Apart[Member], Region]]:
        """What counts in one ruleset alone, and where."""
        theirs = frozenset(shared.values())
        found = [Apart[Member](one, None) for place, one in enumerate(old) if place not in shared]
        found += [Apart(old[one], new[other]) for one, other in shared.items()]
        found += [Apart(None, one) for place, one in enumerate(new) if place not in theirs]
        for apart in found:
            if region := self._between(self._region(apart.old), self._region(apart.new)):
                yield apart, region

    def _region(self, one: Rule | Limit | None) -> Region:
        if one is None:
            return frozenset()
        return self._space.region(one.when, lenient=isinstance(one, Limit) and one.applies_if_unknown)

    def _between(self, one: Region, other: Region) -> Region:
        """What lies in just one of two regions."""
        return frozenset() if one == other else self._space.without(one, other) | self._space.without(other, one)

    def _draft(self, drafts: list[_Draft], counting: Mask) -> _Draft:
        """The draft that takes something, with so many rules, in."""
        draft = next((one for one in drafts if one.has_room(counting)), None)
        if draft is None:
            drafts.append(draft := _Draft([], [], 0))
        draft.counting |= counting
        return draft

    def _part(self, draft: _Draft) -> Part:
        old, new = self._models
        first = len(old.rules)
        counting = frozenset(bits(draft.counting))
        here = {id(rule) for one in draft.rules for rule in (one.old, one.new)}  # whose conditions bound the part
        models = (
            _reduced(old, [one for place, one in enumerate(old.rules) if place in counting or id(one) in here]),
            _reduced(new, [one for place, one in enumerate(new.rules) if first + place in counting or id(one) in here]),
        )
        return Part(models, tuple(draft.rules), tuple(draft.limits))


def _reduced(model: Model, rules: Sequence[Rule]) -> Model:
    """A ruleset with some of its rules; what names the others no longer does."""
    kept = frozenset(one.id for one in rules)
    tables = {
        id_: evolve(one, rows=_among(kept, one.rows), ranked=_among(kept, one.ranked))
        for id_, one in model.tables.items()
    }
    overriding = tuple(evolve(one, overrides=_among(kept, one.overrides)) for one in rules)
    return evolve(model, rules=overriding, tables=tables)


def _among(kept: Collection[str], names: Iterable[str]) -> tuple[str, ...]:
    return tuple(name for name in names if name in kept)

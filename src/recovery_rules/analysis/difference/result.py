"""What a comparison of two rulesets comes to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final, Literal, TypeAlias

from attrs import frozen

from recovery_rules.analysis.difference.changes import AFTER, Change
from recovery_rules.analysis.difference.generosity import is_of_use, sense_of
from recovery_rules.analysis.difference.likeness import Models
from recovery_rules.analysis.difference.taking import TakenByOne
from recovery_rules.language.calendars import Calendar
from recovery_rules.language.values import Money

Direction: TypeAlias = Literal["more generous", "less generous", "faster", "slower", "otherwise"]
_FASTER: Final[Mapping[str, Direction]] = {"sooner": "faster", "later": "slower"}
_MORE: Final = {"given": 1, "more": 1, "released": 1, "dropped": -1, "less": -1, "held": -1}
_GENEROUS: Final[Mapping[int, Direction]] = {1: "more generous", -1: "less generous"}


@frozen
class Weight:
    """Past cases that are decided differently.

    Attributes:
        cases: how many.
        money: how much more (less: below zero) the new ruleset gives to them in all.
        ids: of each of them, `case 3` for the third one where it has none.
    """

    cases: int = 0
    money: tuple[Money, ...] = ()
    ids: tuple[str, ...] = ()


@frozen
class Region:
    """Cases in which two rulesets decide differently, and in the same way.

    Attributes:
        changes: how the new decision differs from the old one.
        direction: more or less generous to the customer; where nothing else differs, faster or slower; else otherwise.
        where: around these cases, in an author's words; empty where they lie anywhere.
        exact: whether all cases there are of this region; else others lie among them.
        case: the facts of one of them.
        old: the rules and limits behind the old decision that have no part in the new one.
        new: those of the new one that had no part in the old one.
        weight: how many of some past cases it holds, and what that comes to.
    """

    changes: tuple[Change, ...]
    direction: Direction
    where: str
    exact: bool
    case: Mapping[str, Any]
    old: tuple[str, ...]
    new: tuple[str, ...]
    weight: Weight | None = None


@frozen
class Difference:
    """How two rulesets differ.

    Attributes:
        regions: where they do.
        complete: whether it is proved that they decide alike everywhere else.
        reason: where it is not, why.
        notes: what else differs: facts or values that one of them alone knows, how much roles may give in all.
        past: how many past cases were decided by both.
        elsewhere: those of them that are decided differently, and lie in no region.
        refused: the ids of the past cases that one of the rulesets does not take.
        alone: a case that the old ruleset alone takes, and one that the new one alone takes, where there are such.
        calendars: by which the old and the new ruleset decided, where they leave that to their caller.
    """

    regions: tuple[Region, ...]
    complete: bool
    reason: str = ""
    notes: tuple[str, ...] = ()
    past: int = 0
    elsewhere: Weight = Weight()
    refused: tuple[str, ...] = ()
    alone: tuple[TakenByOne, ...] = ()
    calendars: tuple[Calendar | None, Calendar | None] = (None, None)

    @property
    def equal(self) -> bool:
        """Whether it is proved that both give the same actions in every case, and neither takes a case alone."""
        return self.complete and not self.regions and not self.alone


def direction_of(changes: Iterable[Change], models: Models) -> Direction:
    """What changes mean for the customer, as far as one word can say it."""
    changed = [*changes]
    timed = {(one.kind, one.form) for one in changed if one.what in _FASTER}
    found = {
        _direction_of(one, models)
        for one in changed
        if one.parameter != AFTER or (one.kind, one.form) not in timed  # by when it ends, is what counts
    }
    generous = found & {"more generous", "less generous"}
    told = generous or found
    return told.pop() if len(told) == 1 else "otherwise"


def _direction_of(change: Change, models: Models) -> Direction:
    if change.what in _FASTER:
        return _FASTER[change.what]
    kinds = [model.kinds[change.kind] for model in models if change.kind in model.kinds]
    known = [one.parameters[change.parameter] for one in kinds if change.parameter in one.parameters]
    sense = sense_of(*kinds) if all(map(is_of_use, known)) else 0
    return _GENEROUS.get(sense * _MORE.get(change.what, 0), "otherwise")

"""What a comparison of two rulesets comes to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Literal, TypeAlias

from attrs import frozen

from recovery_rules.analysis.difference.changes import Change
from recovery_rules.language.calendars import Calendar
from recovery_rules.language.values import Money
from recovery_rules.model.ruleset import Model

Direction: TypeAlias = Literal["more generous", "less generous", "faster", "slower", "otherwise"]
_FASTER: Final = {"sooner": "faster", "later": "slower"}
_GENEROUS: Final = {"given": "more generous", "more": "more generous", "released": "more generous"}
_MEAN: Final = {"dropped": "less generous", "less": "less generous", "held": "less generous"}


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
        calendars: by which the old and the new ruleset decided, where they leave that to their caller.
    """

    regions: tuple[Region, ...]
    complete: bool
    reason: str = ""
    notes: tuple[str, ...] = ()
    past: int = 0
    elsewhere: Weight = Weight()
    calendars: tuple[Calendar | None, Calendar | None] = (None, None)

    @property
    def equal(self) -> bool:
        """Whether it is proved that both give the same actions in every case."""
        return self.complete and not self.regions


def direction_of(changes: tuple[Change, ...], model: Model) -> Direction:
    """What changes mean for the customer, as far as one word can say it."""
    found: dict[str, None] = {}
    for one in changes:
        kind = model.kinds.get(one.kind)
        if one.what in _FASTER:
            found[_FASTER[one.what]] = None
            continue
        word = _GENEROUS.get(one.what) or _MEAN.get(one.what) or "otherwise"
        if kind is not None and kind.stream == "claim" and word != "otherwise":
            word = "less generous" if word == "more generous" else "more generous"
        elif kind is not None and kind.stream != "remedy":
            word = "otherwise"
        found[word] = None
    money = [word for word in found if word.endswith("generous")]
    rest = [word for word in found if word in _FASTER.values()]
    if len(money) == 1:
        return "more generous" if money[0].startswith("more") else "less generous"
    if not money and len(rest) == 1 and "otherwise" not in found:
        return "faster" if rest[0] == "faster" else "slower"
    return "otherwise"

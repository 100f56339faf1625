"""What can come of a decision: an outcome for each pick of each choice, and for each use of discretion."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, TypeAlias

from attrs import evolve, field, frozen

from recovery_rules.analysis.formula.actions import Action, Choice, Decided
from recovery_rules.analysis.formula.logic import Formula, both, contrary, disjunction, either, z3
from recovery_rules.analysis.proof.measures import is_about
from recovery_rules.model.properties import Measure

# Of an action of its own; or that of a choice, that of a bundle, and the place there.
Place: TypeAlias = tuple[int, ...]

MOST: Final = 64  # picks in one formula; of a real decision all are tried


@frozen
class Picks:
    """What is picked, and how discretion is used; of what is not named here, neither is settled.

    Attributes:
        bundles: for a choice by its place, for each bundle whether it is the one to pick. Where none of those is
            left, the first one that is left is picked.
        given: for an action that may be given, whether it is.
    """

    bundles: Mapping[int, Sequence[Formula]] = field(factory=dict)
    given: Mapping[Place, Formula] = field(factory=dict)

    @property
    def are_open(self) -> bool:
        """Whether there is anything to pick, or to give at discretion."""
        return bool(self.bundles or self.given)


def outcome(decided: Decided, picks: Picks) -> Decided:
    """What comes of a decision, as far as picks settle it."""
    actions = [_used(one, picks, (place,)) for place, one in enumerate(decided.actions)]
    left: list[Choice] = []
    for place, choice in enumerate(decided.choices):
        settled = [
            (there, tuple(_used(one, picks, (place, number, inner)) for inner, one in enumerate(bundle)))
            for number, (there, bundle) in enumerate(choice.bundles)
        ]
        if place in picks.bundles:
            actions += _picked(evolve(choice, bundles=tuple(settled)), picks.bundles[place])
        else:
            left.append(evolve(choice, bundles=tuple(settled)))
    return evolve(decided, actions=tuple(actions), choices=tuple(left))


def all_given(decided: Decided) -> Decided:
    """The same decision, with all that is at discretion given."""
    return outcome(decided, Picks(given={place: True for place, _ in _placed(decided)}))


def open_picks(decided: Decided, measures: Iterable[Measure], name: str = "") -> Picks:
    """Any one of all picks: a solver finds it.

    Args:
        decided: the decision.
        measures: what of it counts; what has nothing to do with them is not settled.
        name: before the names of the variables, so that those of two decisions differ.
    """
    about = tuple(measures)
    given = {place: z3().Bool(f"{name}is given {place}") for place in _at_discretion(decided, about)}
    return Picks(open_picks_among(decided, choices_about(decided, about), name).bundles, given)


def open_picks_among(decided: Decided, choices: Iterable[int], name: str = "") -> Picks:
    """Any one of all picks in some choices, each by its place."""
    return Picks(
        {place: _open(f"{name}which bundle {place}", len(decided.choices[place].bundles)) for place in choices}
    )


def all_picks(decided: Decided, measures: Iterable[Measure]) -> Iterator[Picks]:
    """All that can be picked and done at discretion, of what has to do with some measures."""
    about = tuple(measures)
    places = _at_discretion(decided, about)
    for picked in picks_among(decided, choices_about(decided, about)):
        for used in itertools.product((True, False), repeat=len(places)):
            yield Picks(picked.bundles, dict(zip(places, used, strict=True)))


def picks_among(decided: Decided, choices: Sequence[int]) -> Iterator[Picks]:
    """All that can be picked in some choices, each by its place."""
    counts = [len(decided.choices[place].bundles) for place in choices]
    for numbers in itertools.product(*map(range, counts)):
        yield Picks(
            {
                place: tuple(one == number for one in range(count))
                for place, number, count in zip(choices, numbers, counts, strict=True)
            }
        )


def choices_about(decided: Decided, measures: Sequence[Measure]) -> list[int]:
    """The places of the choices in which some measures are at stake."""
    return [place for place, one in enumerate(decided.choices) if any(_bundles_about(one, measures))]


def entangled(decided: Decided, measures: Sequence[Measure], is_picker: Callable[[str], bool]) -> list[int]:
    """The choices in which whoever picks more of one measure may have less of another."""
    return [
        place
        for place, one in enumerate(decided.choices)
        if is_picker(one.by)
        and sum(_bundles_about(one, measures)) > 1
        and sum(any(_bundles_about(one, [measure])) for measure in measures) > 1
    ]


def _bundles_about(choice: Choice, measures: Sequence[Measure]) -> list[bool]:
    return [any(is_about(one, measure) for one in bundle for measure in measures) for _, bundle in choice.bundles]


def _at_discretion(decided: Decided, measures: Sequence[Measure]) -> list[Place]:
    return [
        place
        for place, one in _placed(decided)
        if one.optional is not False and any(is_about(one, measure) for measure in measures)
    ]


def _placed(decided: Decided) -> Iterator[tuple[Place, Action]]:
    for place, one in enumerate(decided.actions):
        yield (place,), one
    for place, choice in enumerate(decided.choices):
        for number, (_, bundle) in enumerate(choice.bundles):
            for inner, one in enumerate(bundle):
                yield (place, number, inner), one


def _open(name: str, count: int) -> tuple[Formula, ...]:
    """Any one of so many."""
    found: Any = z3().Int(name)
    return tuple(found == number for number in range(count))


def _used(action: Action, picks: Picks, place: Place) -> Action:
    if place not in picks.given:
        return action
    given = both(action.present, either(contrary(action.optional), picks.given[place]))
    return evolve(action, present=given, optional=False)


def _picked(choice: Choice, preferred: Sequence[Formula]) -> list[Action]:
    """The actions of all bundles, each given where its bundle is picked."""
    found: list[Action] = []
    there = [left for left, _ in choice.bundles]
    has_it = disjunction(map(both, preferred, there))
    for number, (left, bundle) in enumerate(choice.bundles):
        is_first = contrary(disjunction(there[:number]))
        picked = both(contrary(choice.held), left, either(preferred[number], both(contrary(has_it), is_first)))
        found += [evolve(one, present=both(picked, one.present)) for one in bundle]
    return found

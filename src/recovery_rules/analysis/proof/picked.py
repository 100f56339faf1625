"""Which outcome of a decision breaks a property, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from recovery_rules.analysis.proof.outcomes import Picks, Place
from recovery_rules.engine.outcome import Action
from recovery_rules.model.actions import CHOICE


def picked_in_words(actions: Sequence[Action], picks: Picks) -> tuple[str, ...]:
    """What is picked of a real decision, and what is given or left out at discretion.

    Bundles have the numbers that an explanation of the decision gives them.
    """
    return tuple(_told(actions, picks))


def _told(actions: Sequence[Action], picks: Picks) -> Iterator[str]:
    plain = [one for one in actions if one.kind != CHOICE]
    choices = [one for one in actions if one.kind == CHOICE]
    several = len(choices) > 1
    numbers = {place: bundles.index(True) for place, bundles in picks.bundles.items()}
    for place, number in numbers.items():
        choice = choices[place]
        which = f" in choice {place + 1}" if several else ""
        yield f"{_said(choice.by)} picks {number + 1}{which}"
    for where, is_given in picks.given.items():
        action = _at(where, plain, choices)
        if len(where) == 1 or numbers.get(where[0], where[1]) == where[1]:
            yield f"{_said(action.kind)} is {'' if is_given else 'not '}given, at discretion"


def _at(place: Place, plain: Sequence[Action], choices: Sequence[Action]) -> Action:
    if len(place) == 1:
        return plain[place[0]]
    choice, bundle, inner = place
    return choices[choice].options[bundle][inner]


def _said(name: str) -> str:
    return name.replace("_", " ")

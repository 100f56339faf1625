"""Where an action stands among the actions of a decision, in words.

In: a place, as in `Making.place`: `(1, "options", 0, 2)` is the third action in the first bundle of the second action.
Out: what was told of the action with its bundle, or that it comes if another is overdue.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recovery_rules.engine.account import Place
    from recovery_rules.engine.outcome import Action
    from recovery_rules.trace.telling.words import Words


def action_at(actions: Sequence[Action], place: Place) -> Action:
    """The action at a place."""
    first, *steps = place
    found: Any = actions[int(first)]
    while steps:
        where, one, other, *steps = steps
        found = found.options[one][other] if where == "options" else found.values[one][other]
    return found  # type: ignore[no-any-return]


def placed(words: Words, actions: Sequence[Action], place: Place, told: str) -> str:
    """What is told of the action at a place as a sentence: `2. Refund, amount: ...`, `If overdue: refund, ...`."""
    phrases = words.phrases
    while len(place) > 1:
        *outer, where, one, _ = place
        place = tuple(outer)
        if where == "options":
            told = phrases.in_bundle.format(number=int(one) + 1, told=phrases.sentence(told))
        else:
            told = words.detail(words.model.kinds[action_at(actions, place).kind].parameters[str(one)], told)
    return phrases.sentence(told)

"""What was refused, in words: what would have been given, by whom, and what forbade it or made it come to nothing.

Called by `text`, which tells the rules and limits themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final, TypeAlias

from attrs import evolve

from recovery_rules.engine.account import Bounding, Making, all_makings
from recovery_rules.engine.outcome import Refused
from recovery_rules.language.literals import public_of
from recovery_rules.model.actions import CHOICE
from recovery_rules.trace.bounds import as_proposed, on, parts_of
from recovery_rules.trace.telling.actions import refusal
from recovery_rules.trace.telling.amounts import Amounts
from recovery_rules.trace.telling.voice import Voice

Tell: TypeAlias = Callable[[str], Iterable[str]]  # the lines about a rule or limit
_AMOUNT: Final = "amount"
_STEP: Final = "  "


class Refusals:
    """Tells refusals.

    Args:
        voice: the words about one decision.
        amounts: tells how amounts came about.
        makings: how each action of the decision came about.
    """

    def __init__(self, voice: Voice, amounts: Amounts, makings: Iterable[Making]) -> None:
        self._voice = voice
        self._amounts = amounts
        gone = [one for one in all_makings(makings) if one.place is None]
        self._zeros = [one for one in gone if self._comes_to_nothing(one)]
        self._choices = [one for one in gone if one.kind == CHOICE]

    def lines(self, refused: Refused, reason: Tell, by: Tell) -> Iterator[str]:
        """The paragraph of one refusal.

        Args:
            refused: the refusal.
            reason: tells why somebody proposed: a rule, the rows of a table, a limit that owes.
            by: tells the rule or limit that the refusal names.
        """
        voice = self._voice
        yield voice.phrases.sentence(refusal(voice.words, refused, voice.account.actions))
        zeros = [one for one in self._zeros if self._is_of(one, refused)]
        choices = [one for one in self._choices if self._is_of_choice(one, refused)]
        gone = [one for making in (*zeros, *choices) for one in making.proposed]
        proposing = dict.fromkeys(part.by for one in gone for part in parts_of(one))
        for one in proposing:
            yield from reason(one)
        if refused.by not in proposing:
            yield from by(refused.by)
        yield from dict.fromkeys(_STEP + self._amounts.line(one, _AMOUNT) for one in zeros)

    def _is_of(self, making: Making, refused: Refused) -> bool:
        """Whether an action came to nothing in the way that a refusal names."""
        if making.kind != refused.kind or refused.reason == "forbidden" or self._apart(making) != refused.values:
            return False
        caps = [bound.by for bound in _bounds(making) if _is_cap_to_zero(bound)]
        return refused.by in (caps or [making.proposed[0].by])

    def _is_of_choice(self, choice: Making, refused: Refused) -> bool:
        """Whether a choice came to nothing in that way: as its last action did."""
        if refused.kind != CHOICE:
            return False
        last = choice.bundles[-1][-1]
        return self._is_of(last, evolve(refused, kind=last.kind, values=self._apart(last)))

    def _apart(self, making: Making) -> Mapping[str, Any]:
        """What tells an action from others of its kind, as a refusal has it."""
        kind, said = self._voice.model.kinds[making.kind], making.proposed[0].values
        known = ((name, said.get(name)) for name in kind.distinct_by)
        return {name: public_of(value, kind.parameters[name].type) for name, value in known if value is not None}

    def _comes_to_nothing(self, making: Making) -> bool:
        kind = self._voice.model.kinds.get(making.kind)
        parameter = None if kind is None else kind.parameters.get(_AMOUNT)
        if parameter is None or not parameter.type.is_quantity:
            return False
        bounds = on(_AMOUNT, making.bounds)
        if bounds:
            return bounds[-1].after == 0
        return as_proposed(self._voice.model, self._voice.account, making, _AMOUNT)[0] == 0


def _bounds(making: Making) -> Iterator[Bounding]:
    """The bounds of the proposals on the amount, then those of limits."""
    for one in making.proposed:
        for part in parts_of(one):
            yield from on(_AMOUNT, part.bounds)
    yield from on(_AMOUNT, making.bounds)


def _is_cap_to_zero(bound: Bounding) -> bool:
    before: Any = bound.before
    return bound.stage.endswith("cap") and bound.after == 0 and before is not None and before > 0

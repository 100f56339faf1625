"""What was refused, in words: what would have been given, by whom, and what forbade it or made it come to nothing.

Called by `text`, which tells the rules and limits themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final, TypeAlias

from recovery_rules.engine.account import Bounding, Proposed
from recovery_rules.engine.outcome import Refused
from recovery_rules.language.evaluate import evaluate
from recovery_rules.language.literals import public_of
from recovery_rules.model.actions import CHOICE, Proposal
from recovery_rules.trace.actions import refusal
from recovery_rules.trace.amounts import Amounts
from recovery_rules.trace.bounds import limit_bounds, own_bounds
from recovery_rules.trace.kinds import inside
from recovery_rules.trace.slots import Slot
from recovery_rules.trace.voice import Voice

Tell: TypeAlias = Callable[[str], Iterable[str]]  # the lines about a rule or limit
_AMOUNT: Final = "amount"
_STEP: Final = "  "


class Refusals:
    """Tells refusals.

    Args:
        voice: the words about one decision.
        amounts: tells how amounts came about.
        found: the slots of the decision.
    """

    def __init__(self, voice: Voice, amounts: Amounts, found: Iterable[Slot]) -> None:
        self._voice = voice
        self._amounts = amounts
        self._rules = {rule.id: rule for rule in voice.model.rules}
        alone = [slot for slot in found if slot.action is None and slot.kind != CHOICE]
        self._zeros = [slot for slot in (*alone, *self._inside(found)) if self._comes_to_nothing(slot)]

    def lines(self, refused: Refused, reason: Tell, by: Tell) -> Iterator[str]:
        """The paragraph of one refusal.

        Args:
            refused: the refusal.
            reason: tells why somebody proposed: a rule, the rows of a table, a limit that owes.
            by: tells the rule or limit that the refusal names.
        """
        voice = self._voice
        yield voice.phrases.sentence(refusal(voice.words, refused, voice.account.actions))
        zeros = [slot for slot in self._zeros if self._is_of(slot, refused)]
        proposing = dict.fromkeys(one.by for slot in zeros for one in slot.proposals)
        for one in proposing:
            yield from reason(one)
        if refused.by not in proposing:
            yield from by(refused.by)
        yield from dict.fromkeys(_STEP + self._amounts.line(slot, _AMOUNT) for slot in zeros)

    def _is_of(self, slot: Slot, refused: Refused) -> bool:
        """Whether a slot came to nothing in the way that a refusal names."""
        if slot.kind != refused.kind or refused.reason == "forbidden" or self._apart(slot) != refused.values:
            return False
        caps = [bound.by for bound in self._bounds(slot) if _is_cap_to_zero(bound)]
        return refused.by in (caps or [slot.proposals[0].by])

    def _apart(self, slot: Slot) -> Mapping[str, Any]:
        """What tells a slot from others of its kind, as a refusal has it."""
        kind, said = self._voice.model.kinds[slot.kind], slot.proposals[0].values
        known = ((name, said.get(name)) for name in kind.distinct_by)
        return {name: public_of(value, kind.parameters[name].type) for name, value in known if value is not None}

    def _comes_to_nothing(self, slot: Slot) -> bool:
        parameter = self._voice.model.kinds[slot.kind].parameters.get(_AMOUNT)
        if parameter is None or not parameter.type.is_quantity:
            return False
        bounds = limit_bounds(self._voice.model, self._voice.account, slot, _AMOUNT)
        if bounds:
            return bounds[-1].after == 0
        return all(one.values.get(_AMOUNT) == 0 for one in slot.proposals)

    def _bounds(self, slot: Slot) -> list[Bounding]:
        voice = self._voice
        own = own_bounds(voice.account, slot, _AMOUNT, [one.by for one in slot.proposals])
        return [*own, *limit_bounds(voice.model, voice.account, slot, _AMOUNT)]

    def _inside(self, found: Iterable[Slot]) -> Iterator[Slot]:
        """The same for what stands in bundles and in other actions, which is never combined."""
        for by in dict.fromkeys(one.by for slot in found for one in slot.proposals):
            rule = self._rules.get(by)
            for proposal in inside(rule.proposals if rule is not None else ()):
                if proposal.kind != CHOICE:
                    yield self._alone(proposal, by)

    def _alone(self, proposal: Proposal, by: str) -> Slot:
        account = self._voice.account
        read = ((name, argument.value) for name, argument in proposal.arguments.items())
        said = {name: evaluate(value, account.values) for name, value in read if value is not None}
        for bound in own_bounds(account, Slot(proposal.kind, (), None), _AMOUNT, [by]):
            said[_AMOUNT] = bound.after
        return Slot(proposal.kind, (Proposed(by, proposal.kind, said),), None)


def _is_cap_to_zero(bound: Bounding) -> bool:
    before: Any = bound.before
    return bound.stage.endswith("cap") and bound.after == 0 and before is not None and before > 0

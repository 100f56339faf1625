"""Traces of cases that the engine decides from the mask alone, put together from fragments.

In: the decider of a ruleset and the facts of a case. Out: the same data as `TraceWriter.data` gives, or None where only
an account can tell. What a fact's value, or a rule, adds to a trace is made once and shared between traces.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from recovery_rules.engine.account import Proposed
from recovery_rules.engine.bounding import Settler
from recovery_rules.engine.decider import Decider
from recovery_rules.engine.drafts import draft_of
from recovery_rules.engine.failures import Failures, Tested
from recovery_rules.engine.outcome import Action
from recovery_rules.engine.picking import bits_in
from recovery_rules.engine.settlement import proposed_by
from recovery_rules.language.literals import plain_of
from recovery_rules.model.facts import Fact
from recovery_rules.trace.neutral import text_writer
from recovery_rules.trace.shared import Shared, shared

Data: TypeAlias = dict[str, Any]
Fragment: TypeAlias = tuple[object, Data, Data]  # slot, the proposal as one that won, and as one that was combined
Told: TypeAlias = tuple[Data, tuple[str, ...]]  # what a trace says of a fact, and the rules that it makes fail

MOST_TOLD = 2048  # values of one fact; beyond that everything is forgotten and begins anew


class Fragments:
    """Writes such traces for one ruleset.

    Args:
        decider: its engine.
        empty: a trace of nothing: every key with what no case changes.
        action_data: writes one action.
        proposal_data: writes one proposal with its fate.
    """

    def __init__(
        self,
        decider: Decider,
        empty: Data,
        action_data: Callable[[Action], Data],
        proposal_data: Callable[[Proposed, str], Data],
    ) -> None:
        model = decider.model
        self._decider = decider
        self._empty = empty
        self._action_data = action_data
        self._proposal_data = proposal_data
        tested = {one.name: one for one in decider.failures.tested}
        plain = all(one.column is not None for one in tested.values())
        personal = any(fact.personal for fact in model.facts.values())
        self._usable = plain and not (model.derived or model.clock or personal)
        self._facts = [(name, _Facts(fact, tested.get(name), decider.failures)) for name, fact in model.facts.items()]
        bits = decider.matcher.bits
        self._shift = bits.shift
        self._ids = [model.rules[rule].id for rule in reversed(bits.order)]  # by bit
        self._in_order = list(bits.order) == sorted(bits.order)
        self._number = {rule.id: number for number, rule in enumerate(model.rules)}
        self._tables = [table >> bits.shift for table in decider.picker.tables]
        self._proposals: dict[str, list[Fragment] | None] = {}
        self._actions: dict[int, tuple[Action, Data]] = {}

    def data(self, given: Mapping[str, Any]) -> Data | None:
        """The trace of a case, or None."""
        decider = self._decider
        ids = self._ids
        matched = decider.matcher.public(given) if self._usable else None
        if matched is None:
            return None
        mask, _ = matched
        picked = decider.shortcut.picks(mask)
        actions = decider.shortcut.actions(mask, None) if picked else None
        if picked is None or actions is None:
            return None
        facts: Data = {}
        fails: Data = {}
        for name, tell in self._facts:
            told, failing = tell.of(given.get(name))
            facts[name] = told
            if failing:
                fails[name] = failing
        own = mask >> self._shift
        fired = self._ordered([ids[bit] for bit in bits_in(picked)])
        proposals = self._proposals_of(fired)
        if proposals is None:
            return None
        return {
            **self._empty,
            "facts": facts,
            "fails": fails,
            "matched": fired if own == picked else self._ordered([ids[bit] for bit in bits_in(own)]),
            "passed_over": {} if own == picked else self._passed_over(own, picked),
            "proposals": proposals,
            "fired": fired,
            "actions": tuple(map(self._action, actions)),
        }

    def _ordered(self, rules: list[str]) -> tuple[str, ...]:
        return tuple(rules if self._in_order else sorted(rules, key=self._number.__getitem__))

    def _passed_over(self, own: int, picked: int) -> dict[str, str]:
        found = {}
        for table in self._tables:
            rest = own & table & ~picked
            if rest:
                chosen = self._ids[(picked & table).bit_length() - 1]
                for bit in bits_in(rest):
                    found[self._ids[bit]] = chosen
        return {rule: found[rule] for rule in sorted(found, key=self._number.__getitem__)}

    def _proposals_of(self, fired: tuple[str, ...]) -> tuple[Data, ...] | None:
        """Each proposal as one that won alone, or as one that was combined with others of its slot."""
        found: list[Fragment] = []
        for rule in fired:
            own = self._of_rule(rule)
            if own is None:
                return None
            found += own
        slots = [slot for slot, _, _ in found]
        return tuple(won if slots.count(slot) == 1 else together for slot, won, together in found)

    def _of_rule(self, rule: str) -> list[Fragment] | None:
        """The proposals of a rule; None where its account has more to say than fragments can."""
        if rule not in self._proposals:
            self._proposals[rule] = self._made(rule)
        return self._proposals[rule]

    def _made(self, rule: str) -> list[Fragment] | None:
        decider = self._decider
        found: list[Fragment] = []
        for offer in decider.plan.offers[self._number[rule]]:
            drafted = draft_of(offer, rule, ())
            settler = Settler(decider.model, {})
            proposed = proposed_by(drafted)
            settler.settle(drafted.draft)
            if drafted.bounds or settler.bounds:
                return None
            won, together = (shared(self._proposal_data(proposed, fate)) for fate in ("won", "combined"))
            found.append(((offer.kind, offer.apart), won, together))
        return found

    def _action(self, action: Action) -> Data:
        known = self._actions.get(id(action))
        if known is None:
            if len(self._actions) >= MOST_TOLD:
                self._actions.clear()
            known = self._actions[id(action)] = (
                action,
                shared(self._action_data(action)),
            )  # kept, so that no other has its id
        return known[1]


class _Facts:
    """What a trace tells of the values of one fact."""

    def __init__(self, fact: Fact, tested: Tested | None, failures: Failures) -> None:
        self._fact = fact
        self._tested = tested
        self._failures = failures
        self._text = text_writer(fact.type)
        self._told: dict[object, Told] = {}

    def of(self, value: object) -> Told:
        """The entry of the fact in the trace, and the rules that its value makes fail."""
        if self._fact.type.kind == "datetime":
            return self._made(value)  # equal times may be written with other offsets
        told = self._told.get(value)
        if told is None:
            if len(self._told) >= MOST_TOLD:
                self._told.clear()
            told = self._told[value] = self._made(value)
        return told

    def _made(self, value: object) -> Told:
        fact = self._fact
        plain = fact.default if value is None else plain_of(value, fact.type)
        how = "given" if value is not None else "unknown" if plain is None else "default"
        failing = () if self._tested is None else self._failures.in_cell(self._tested, plain)
        return Shared({"value": None if plain is None else self._text(plain), "how": how}), failing

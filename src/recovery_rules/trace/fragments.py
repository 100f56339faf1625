"""Traces of cases that the engine decides from the mask alone, put together from fragments.

In: the decider of a ruleset and the facts of a case. Out: the same data as `TraceWriter.data` gives, or None where only
an account can tell. What a fact's value, or a rule, adds to a trace is made once and shared between traces.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, TypeAlias, TypeVar

from recovery_rules.engine.account import Place, Proposed
from recovery_rules.engine.bounding import Settler
from recovery_rules.engine.decider import Decider
from recovery_rules.engine.drafts import draft_of
from recovery_rules.engine.failures import Failures, Tested
from recovery_rules.engine.makings import Proposals
from recovery_rules.engine.outcome import Action
from recovery_rules.engine.picking import bits_in
from recovery_rules.engine.settlement import place_of
from recovery_rules.language.literals import plain_of
from recovery_rules.language.types import Plain
from recovery_rules.language.values import Money
from recovery_rules.model.facts import Fact
from recovery_rules.trace.neutral import text_writer
from recovery_rules.trace.shared import Shared, shared

_Key = TypeVar("_Key")
_Found = TypeVar("_Found")
Data: TypeAlias = dict[str, Any]
Fragment: TypeAlias = tuple[int, Proposed, dict[int, Data]]  # slot, the proposal, as told by place and fate
Told: TypeAlias = tuple[Data, tuple[str, ...]]

MOST_TOLD = 2048  # values of one fact; beyond that everything is forgotten and begins anew


class Fragments:
    """Writes such traces for one ruleset.

    Args:
        decider: its engine.
        empty: a trace of nothing: every key with what no case changes.
        action_data: writes one action.
        proposal_data: writes one proposal with its fate and its action's place.
    """

    def __init__(
        self,
        decider: Decider,
        empty: Data,
        action_data: Callable[[Action], Data],
        proposal_data: Callable[[Proposed, str, Place | None], Data],
    ) -> None:
        model = decider.model
        self._decider = decider
        self._empty = empty
        self._action_data = action_data
        self._proposal_data = proposal_data
        tested = {one.name: one for one in decider.failures.tested}
        plain = all(one.column is not None for one in tested.values())
        personal = any(fact.personal for fact in model.facts.values())
        self._usable = plain and not (model.derived or model.clock or model.calendar or personal)
        self._facts = [
            (name, _Facts(fact, tested.get(name), decider.failures).teller()) for name, fact in model.facts.items()
        ]
        self._has_authority = bool(model.authority)
        bits = decider.matcher.bits
        self._shift = bits.shift
        self._ids = [model.rules[rule].id for rule in reversed(bits.order)]  # by bit
        self._tables = [_table_of(bit + bits.shift, decider.picker.tables) for bit in range(len(bits.order))]
        self._number = {rule.id: number for number, rule in enumerate(model.rules)}
        self._in_order = list(bits.order) == sorted(bits.order)
        self._slots: dict[tuple[object, ...], int] = {}
        self._ranks: list[tuple[int, int, int]] = []  # by slot
        self._of_rules = _Once(self._of_rule, len(model.rules))
        self._proposals = _Once(self._proposals_of, MOST_TOLD)
        self._actions: dict[int, tuple[Action, Data]] = {}

    def data(self, given: Mapping[str, Any], actions: tuple[Action, ...], mask: int) -> Data | None:
        """The trace of a case, or None.

        Args:
            given: its facts.
            actions: what was decided.
            mask: from which it was decided.
        """
        if not self._usable:
            return None
        matched, fired, passed_over = self._picked(mask >> self._shift)
        proposals = self._proposals[fired]
        if proposals is None:
            return None
        facts: Data = {}
        fails: Data = {}
        for name, tell in self._facts:
            facts[name], failing = tell(given.get(name))
            if failing:
                fails[name] = failing
        data = self._empty.copy()
        data["facts"] = facts
        data["fails"] = fails
        data["matched"] = matched
        data["passed_over"] = passed_over
        data["proposals"] = proposals
        data["fired"] = fired
        data["actions"] = tuple([self._action(one) for one in actions])
        if self._has_authority:
            data["authorised"] = {"authority": self._decider.authorising.authority(actions), "needs_approval": None}
        return data

    def _picked(self, own: int) -> tuple[tuple[str, ...], tuple[str, ...], dict[str, str]]:
        """The rules that match, those that count, and the others with the row of their table that counts instead."""
        ids, tables = self._ids, self._tables
        matched: list[str] = []
        fired: list[str] = []
        passed_over: dict[str, str] = {}
        chosen: dict[int, str] = {}
        for bit in bits_in(own):
            rule = ids[bit]
            table = tables[bit]
            matched.append(rule)
            if table in chosen:
                passed_over[rule] = chosen[table]
                continue
            fired.append(rule)
            if table is not None:
                chosen[table] = rule
        if not self._in_order:
            number = self._number.__getitem__
            matched.sort(key=number)
            fired.sort(key=number)
            passed_over = {rule: passed_over[rule] for rule in sorted(passed_over, key=number)}
        return tuple(matched), tuple(fired), passed_over

    def _proposals_of(self, fired: tuple[str, ...]) -> tuple[Data, ...] | None:
        """Each proposal as one that won an action, or was combined with others into one.

        None where an account has more to say.
        """
        found: list[Fragment] = []
        for rule in fired:
            own = self._of_rules[rule]
            if own is None:
                return None
            found += own
        slots = [slot for slot, _, _ in found]
        places = {slot: place for place, slot in enumerate(sorted(dict.fromkeys(slots), key=self._ranks.__getitem__))}
        told: list[Data] = []
        for slot, proposed, known in found:
            place = places[slot]
            won = len(places) == len(slots) or slots.count(slot) == 1
            key = place if won else ~place
            data = known.get(key)
            if data is None:
                data = known[key] = shared(self._proposal_data(proposed, "won" if won else "combined", (place,)))
            told.append(data)
        return tuple(told)

    def _of_rule(self, rule: str) -> list[Fragment] | None:
        """The proposals of a rule; None where its account has more to say than fragments can."""
        decider = self._decider
        found: list[Fragment] = []
        for offer in decider.plan.offers[self._number[rule]]:
            drafted = draft_of(offer, rule, ())
            settler = Settler(decider.model, {})
            (proposed,) = Proposals().of(drafted.draft)
            settler.settle(drafted.draft)
            if drafted.bounds or settler.bounds:
                return None
            slot = self._slots.setdefault((offer.kind, *offer.apart), len(self._ranks))
            if slot == len(self._ranks):
                self._ranks.append(place_of(decider.model.kinds.get(offer.kind)))
            found.append((slot, proposed, {}))
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


def _table_of(bit: int, tables: Sequence[int]) -> int | None:
    """Which of the tables that pick one row has this bit."""
    return next((number for number, table in enumerate(tables) if table >> bit & 1), None)


def _nothing_fails(_: object) -> tuple[str, ...]:
    return ()


class _Facts:
    """What a trace tells of the values of one fact, and the rules that they make fail."""

    def __init__(self, fact: Fact, tested: Tested | None, failures: Failures) -> None:
        self._fact = fact
        self._text = text_writer(fact.type)
        self._failing = _nothing_fails if tested is None else partial(failures.in_cell, tested)

    def teller(self) -> Callable[[object], Told]:
        """The function from a value to what is told: values of which a fact has few are told once."""
        match self._fact.type.kind:
            case "money":
                return self._of_money
            case "datetime":  # equal times may be written with other offsets
                return self._of
            case _:
                return _Once(self._shared, MOST_TOLD).__getitem__

    def _of_money(self, value: object) -> Told:
        if type(value) is not Money:
            return self._of(value)
        return {"value": self._text(value.minor), "how": "given"}, self._failing(value.minor)

    def _shared(self, value: object) -> Told:
        data, failing = self._of(value)
        return Shared(data), failing

    def _of(self, value: object) -> Told:
        fact = self._fact
        if value is not None:
            return self._of_plain(plain_of(value, fact.type), "given")
        return self._of_plain(fact.default, "unknown" if fact.default is None else "default")

    def _of_plain(self, plain: Plain | None, how: str) -> Told:
        return {"value": None if plain is None else self._text(plain), "how": how}, self._failing(plain)


class _Once(dict[_Key, _Found]):
    """What a function gives, found once for each of the latest keys."""

    def __init__(self, find: Callable[[_Key], _Found], most: int) -> None:
        super().__init__()
        self._find = find
        self._most = most

    def __missing__(self, key: _Key) -> _Found:
        found = self._find(key)
        if len(self) >= self._most:
            self.clear()
        self[key] = found
        return found

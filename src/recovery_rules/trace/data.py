"""The trace as data: JSON-able, versioned, with exact neutral texts. `docs/reference/trace.md` describes it.

In: a model, once, and the account of a decision. Out: a dictionary of the shape in `schema.trace_schema()`.
Sequences are tuples or lists. Treat a trace as read-only: parts of it are the same objects in every trace.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, TypeAlias

from recovery_rules.engine.account import Bounding, Place, Proposed, all_makings
from recovery_rules.model.facts import Derived, DerivedValue
from recovery_rules.trace.calendar import CalendarWriter
from recovery_rules.trace.fragments import Fragments
from recovery_rules.trace.neutral import Text, public_text_of, text_writer
from recovery_rules.trace.spans import spans
from recovery_rules.trace.standing import emptied_by
from recovery_rules.trace.unchanging import unchanging

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from recovery_rules.engine.account import Account
    from recovery_rules.engine.decider import Decider
    from recovery_rules.engine.outcome import Action, Refused
    from recovery_rules.language.types import Plain
    from recovery_rules.model.ruleset import Model

Data: TypeAlias = dict[str, Any]


def trace_data(model: Model, account: Account) -> Data:
    """The trace of one decision as data. For many decisions by one model, keep a `TraceWriter`."""
    return TraceWriter(model).data(account)


class TraceWriter:
    """Writes traces of one ruleset. It holds nothing of any case, so threads may share it.

    Args:
        model: the ruleset.
    """

    def __init__(self, model: Model) -> None:
        self._model = model
        self._facts = [(name, text_writer(fact.type)) for name, fact in model.facts.items()]
        self._personal = [name for name, fact in model.facts.items() if fact.personal]
        self._derived = [
            (name, text_writer(one.type), one.text if isinstance(one, DerivedValue) else None, _sources(one))
            for name, one in model.derived.items()
        ]
        self._plain: dict[str, dict[str, Text]] = {
            kind.id: {name: text_writer(one.type) for name, one in kind.parameters.items()}
            for kind in model.kinds.values()
        }
        self._public: dict[str, dict[str, Callable[[Any], Any]]] = {
            kind.id: {
                name: self._actions if one.nested else public_text_of(one.type) for name, one in kind.parameters.items()
            }
            for kind in model.kinds.values()
        }
        self._calendar = CalendarWriter(model)
        self._empty = unchanging(model)

    def fragments(self, decider: Decider) -> Fragments:
        """The writer of the same traces for the cases that the engine decides from the mask alone."""
        return Fragments(decider, self._empty, self._action, self._proposal)

    def data(self, account: Account) -> Data:
        """The trace of one decision."""
        values = account.values
        calendar = self._calendar.data(values, spans(self._model, account))
        return {
            **self._empty,
            **({} if calendar is None else {"calendar": calendar}),
            "as_of": None if account.as_of is None else account.as_of.isoformat(),
            "role": account.role,
            "authorised": _authorised(account),
            "facts": self._of_facts(values, account.how),
            "derived": self._of_derived(values, account.rows) if self._derived else {},
            "fails": dict(account.failed),
            "matched": account.matched,
            "excused": dict(account.excused),
            "passed_over": dict(account.passed_over),
            "applying": account.limits,
            "struck": tuple({"rule": rule, "kind": kind, "limit": limit} for rule, kind, limit in account.struck),
            "emptied": emptied_by(self._model, account) if account.struck else {},
            "defeated": dict(account.defeated),
            "proposals": self._proposals(account),
            "bounds": self._bounds(account),
            "fired": account.fired,
            "actions": self._actions(account.actions),
            "refused": tuple(map(self._refused, account.refused)),
        }

    def _of_facts(self, values: Mapping[str, Plain | None], how: Mapping[str, str]) -> Data:
        facts: Data = {
            name: {"value": None if (value := values[name]) is None else text(value), "how": how[name]}
            for name, text in self._facts
        }
        for name in self._personal:
            facts[name] = {"how": how[name], "personal": True}
        return facts

    def _of_derived(self, values: Mapping[str, Plain | None], rows: Mapping[str, tuple[int, ...]]) -> Data:
        derived: Data = {}
        for name, text, expression, sources in self._derived:
            value = values[name]
            told = None if value is None else text(value)
            if expression is None:
                derived[name] = {"value": told, "rows": rows[name]}
            else:
                derived[name] = {"value": told, "expression": expression}
            if sources and (source := sources.get(rows[name][0] if rows.get(name) else 0)):
                derived[name]["source"] = source
        return derived

    def _proposals(self, account: Account) -> tuple[Data, ...]:
        """Every surviving proposal with its fate: alone or combined with others into an action, or come to nothing."""
        behind = Counter(making.place for making in account.makings for _ in making.proposed)
        fates = {
            id(one): (_fate(making.place, behind[making.place]), making.place)
            for making in account.makings
            for one in making.proposed
        }
        return tuple(self._proposal(one, *fates[id(one)]) for one in account.proposed)

    def _proposal(self, proposed: Proposed, fate: str, place: Place | None) -> Data:
        found = {"by": proposed.by, **self._said(proposed)}
        found["fate"] = fate
        if place is not None:
            found["became"] = _pointer("actions", *place)
        return found

    def _said(self, proposed: Proposed) -> Data:
        """What is proposed, with all that is in it."""
        texts = self._plain.get(proposed.kind, {})
        values = {name: None if value is None else texts[name](value) for name, value in proposed.values.items()}
        found: Data = {"kind": proposed.kind, "values": values}
        if proposed.after:
            found["after"] = proposed.after
        if proposed.bundles:
            found["options"] = tuple(tuple(one.kind for one in bundle) for bundle in proposed.bundles)
            found["bundles"] = tuple(tuple(map(self._said, bundle)) for bundle in proposed.bundles)
        if proposed.nested:
            found["nested"] = {name: tuple(map(self._said, inner)) for name, inner in proposed.nested.items()}
        if proposed.rows:
            found["rows"] = tuple({"by": row.by, **self._said(row)} for row in proposed.rows)
        return found

    def _bounds(self, account: Account) -> tuple[Data, ...]:
        if not account.bounds:
            return ()
        pointers = {id(one): where for one, where in _proposed_in(account.proposed, "/proposals")}
        about: dict[int, tuple[str, ...]] = {}
        for proposed, where in _proposed_in(account.proposed, "/proposals"):
            about.update((id(bound), (where,)) for bound in proposed.bounds)
        for making in all_makings(account.makings):
            of = tuple(pointers[id(one)] for one in making.proposed)
            about.update((id(bound), of) for bound in making.bounds)
        return tuple(self._bound(bound, about[id(bound)]) for bound in account.bounds)

    def _bound(self, bound: Bounding, about: tuple[str, ...]) -> Data:
        text = self._plain[bound.kind][bound.parameter]
        return {
            "of": about,
            "kind": bound.kind,
            "parameter": bound.parameter,
            "stage": bound.stage,
            "by": bound.by,
            "bound": _known(text, bound.bound),
            "before": _known(text, bound.before),
            "after": _known(text, bound.after),
            "bound_it": bound.binds,
        }

    def _actions(self, actions: Sequence[Action]) -> tuple[Data, ...]:
        return tuple(map(self._action, actions))

    def _action(self, action: Action) -> Data:
        kind = action.kind
        texts = self._public.get(kind, {})
        found: Data = {"kind": kind, "values": {name: texts[name](value) for name, value in action.values.items()}}
        if action.due is not None:
            found["due"] = action.due.isoformat()
        if action.after:
            found["after"] = action.after
            if action.due is None:
                found["waits_for"] = action.after
        if action.held:
            found["held"] = action.held
        if self._model.authority:
            found["authority"] = action.authority
        if action.needs_approval is not None:
            found["needs_approval"] = action.needs_approval.role
        if action.mandate.waits:
            found["may_start"] = False
        if action.options:
            found["by"] = action.by
            found["options"] = tuple(map(self._actions, action.options))
        return found

    def _refused(self, refused: Refused) -> Data:
        found: Data = {"kind": refused.kind, "by": refused.by, "reason": refused.reason}
        if refused.values:
            texts = self._public[refused.kind]
            found["values"] = {name: texts[name](value) for name, value in refused.values.items()}
        return found


def _authorised(account: Account) -> Data:
    """The whole as data: the lowest role that may execute it, and what it waits for."""
    approval = account.needs_approval
    return {"authority": account.authority, "needs_approval": None if approval is None else approval.role}


def _fate(place: Place | None, behind: int) -> str:
    """What became of a proposal, with how many stand behind the action at a place."""
    if place is None:
        return "came to nothing"
    return "won" if behind == 1 else "combined"


def _proposed_in(proposed: Iterable[Proposed], where: str) -> Iterator[tuple[Proposed, str]]:
    """Proposals and all that are in them, each with where it stands in the trace, as a JSON Pointer."""
    for number, one in enumerate(proposed):
        here = where + _pointer(number)
        yield one, here
        for bundle, inner in enumerate(one.bundles):
            yield from _proposed_in(inner, here + _pointer("bundles", bundle))
        for name, inner in one.nested.items():
            yield from _proposed_in(inner, here + _pointer("nested", name))
        yield from _proposed_in(one.rows, here + _pointer("rows"))


def _sources(derived: Derived) -> Mapping[int, str]:
    """The source of each row of a parameter by date, or under 0 that of a constant one."""
    if isinstance(derived, DerivedValue):
        return {0: derived.source} if derived.source else {}
    return {row.number: row.source for row in derived.rows if row.source}


def _known(text: Callable[[Any], str], value: Plain | None) -> str | None:
    return None if value is None else text(value)


def _pointer(*steps: object) -> str:
    """A JSON Pointer (RFC 6901) by names and numbers, none of which has a character that it would have to hide."""
    return "".join(f"/{one}" for one in steps)

"""What a decision gives: actions and refusals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final, TypeAlias

from attrs import field, frozen

from recovery_rules.model.actions import MUST, OBLIGATION, OBLIGATIONS

Value: TypeAlias = Any  # a public value (see `language.literals.public_of`), or a tuple of nested actions


@frozen
class Approval:
    """What an action, or a decision as a whole, waits for: the approval of the lowest role that may execute it.

    `role` is empty where that is beyond every role: nobody in the ruleset may approve it.
    """

    role: str


@frozen
class Mandate:
    """Who may execute an action. Many actions share one.

    `authority` is the lowest role that may; empty where the ruleset has no roles, and where none of them may.
    `waits` says that something stands between the acting role and the start.
    """

    authority: str = ""
    needs_approval: Approval | None = None
    waits: bool = False


FREE: Final = Mandate()  # in a ruleset without roles


class Action:
    """A recovery action: its kind and the values of its parameters, which read as attributes.

    `obligation` is `must` unless the ruleset says that it `may` be given, or is to be `offer`ed.
    `due` is the time by which it is to be done (the first time, where it is repeated `every` so often), `after` the
    fact from which its time limit runs where that is not the clock, `held` the ids of the limits that forbid anybody to
    execute it, `options` the bundles among which `by` may pick where the kind is `choice`. `authority` is the lowest
    role that may execute it, `needs_approval` what it waits for where the acting role is lower, `may_start` whether it
    need not wait. Actions under `if_overdue` are values of it; each has all this of its own.

    Example:
        >>> action = Action("refund", {"amount": 5, "owner": "front_line"})
        >>> action.amount, action.owner, action.held
        (5, 'front_line', ())
    """

    __slots__ = ("after", "by", "due", "held", "kind", "mandate", "options", "values")

    kind: str
    values: Mapping[str, Value]
    due: datetime | None
    held: tuple[str, ...]
    by: str
    options: tuple[tuple[Action, ...], ...]
    mandate: Mandate
    after: str

    def __init__(
        self,
        kind: str,
        values: Mapping[str, Value],
        *,
        due: datetime | None = None,
        held: tuple[str, ...] = (),
        by: str = "",
        options: tuple[tuple[Action, ...], ...] = (),
        mandate: Mandate = FREE,
        after: str = "",
    ) -> None:
        set_slot = object.__setattr__
        set_slot(self, "kind", kind)
        set_slot(self, "values", values if type(values) is MappingProxyType else MappingProxyType(dict(values)))
        set_slot(self, "due", due)
        set_slot(self, "held", held)
        set_slot(self, "by", by)
        set_slot(self, "options", options)
        set_slot(self, "mandate", mandate)
        set_slot(self, "after", after)

    @property
    def obligation(self) -> str:
        """Whether it `must` be given, `may` be at discretion, or is to be `offer`ed; of a choice, what binds most."""
        if self.options:
            inner = (one.obligation for bundle in self.options for one in bundle)
            return max(inner, key=OBLIGATIONS.index)
        obligation: str = self.values.get(OBLIGATION, MUST)
        return obligation

    @property
    def authority(self) -> str:
        """The lowest role that may execute it; empty where the ruleset has no roles, and where none of them may."""
        return self.mandate.authority

    @property
    def needs_approval(self) -> Approval | None:
        """What it waits for where the acting role may not execute it; None where no acting role was given."""
        return self.mandate.needs_approval

    @property
    def may_start(self) -> bool:
        """Whether it may start now: it is not held, and waits for no approval or only acknowledges or mitigates."""
        return not (self.mandate.waits or self.held)

    def __getattr__(self, name: str) -> Value:
        if name.startswith("__"):
            raise AttributeError(name)
        try:
            return self.values[name]
        except KeyError:
            msg = f"this {self.kind} has no {name}; it has {', '.join(self.values) or 'no parameters'}"
            raise AttributeError(msg) from None

    def __setattr__(self, name: str, value: object) -> None:
        """Actions never change."""
        msg = f"actions are immutable: cannot set {name}"
        raise AttributeError(msg)

    def _key(self) -> tuple[object, ...]:
        return self.kind, dict(self.values), self.due, self.held, self.by, self.options, self.mandate, self.after

    def __eq__(self, other: object) -> bool:
        """Equal in kind, every value, due time, trigger, holds and mandate."""
        return self._key() == other._key() if isinstance(other, Action) else NotImplemented

    def __hash__(self) -> int:
        return hash((self.kind, frozenset(self.values.items()), self.due, self.held, self.by, self.options))

    def __iter__(self) -> Iterator[str]:
        return iter(self.values)

    def __reduce__(self) -> tuple[Any, ...]:
        names = ("due", "held", "by", "options", "mandate", "after")
        return _rebuild, (self.kind, dict(self.values), {name: getattr(self, name) for name in names})

    def __repr__(self) -> str:
        parts = [f"kind={self.kind!r}", *(f"{name}={_shown(value)}" for name, value in self.values.items())]
        parts += [f"by={self.by!r}, options={self.options!r}"] if self.options else []
        parts += [f"due={self.due!r}"] if self.due else []
        parts += [f"after={self.after!r}"] if self.after else []
        parts += [f"held={self.held!r}"] if self.held else []
        parts += [f"needs_approval={self.needs_approval!r}"] if self.needs_approval else []
        return f"Action({', '.join(parts)})"


def _shown(value: Value) -> str:
    """A set in the order of the alphabet, whatever the order of its hashes; all else as it is."""
    return f"{{{', '.join(map(repr, sorted(value)))}}}" if isinstance(value, frozenset) else repr(value)


def _rebuild(kind: str, values: Mapping[str, Value], rest: Mapping[str, Any]) -> Action:
    return Action(kind, values, **rest)


def nested_in(action: Action) -> Iterator[Action]:
    """The actions that the values of an action are, as those under `if_overdue`."""
    for value in action.values.values():
        if type(value) is tuple:
            yield from value


def all_in(action: Action) -> Iterator[Action]:
    """An action, those in its bundles and those that it nests, at any depth."""
    yield action
    for one in (*(one for bundle in action.options for one in bundle), *nested_in(action)):
        yield from all_in(one)


def with_mandate(
    action: Action,
    mandate: Mandate,
    options: tuple[tuple[Action, ...], ...] = (),
    nested: Mapping[str, tuple[Action, ...]] = MappingProxyType({}),
) -> Action:
    """The same action with another mandate; a choice with its bundles, and what it nests, made anew."""
    return Action(
        action.kind,
        MappingProxyType({**action.values, **nested}) if nested else action.values,
        due=action.due,
        held=action.held,
        by=action.by,
        options=options or action.options,
        mandate=mandate,
        after=action.after,
    )


def _unchanging(values: Mapping[str, Value]) -> Mapping[str, Value]:
    return MappingProxyType(dict(values))


def _entries(values: Mapping[str, Value]) -> frozenset[tuple[str, Value]]:
    """Values as what has a hash."""
    return frozenset(values.items())


def _entries_shown(values: Mapping[str, Value]) -> str:
    return f"{{{', '.join(f'{name!r}: {_shown(value)}' for name, value in values.items())}}}"


@frozen
class Refused:
    """An action that is not given, and the name of what refused it.

    `by` is the id of the limit that forbade it or capped it to zero (`reason` says which), or of the rule whose
    amount came to zero. `values` are its values of the kind's `distinct_by`, which tell what came to zero from other
    actions of the kind; none of what was forbidden, as a limit forbids a kind in every form. What law owes may be
    given all the same.

    Example:
        >>> Refused("voucher", "too-small", "capped to zero", {"form": "paper"})
        Refused(kind='voucher', by='too-small', reason='capped to zero', values={'form': 'paper'})
    """

    kind: str
    by: str
    reason: str = field(default="forbidden")  # "forbidden" | "capped to zero" | "zero"
    values: Mapping[str, Value] = field(
        factory=dict,
        converter=_unchanging,
        eq=_entries,
        repr=_entries_shown,
    )

    def __reduce__(self) -> tuple[Any, ...]:
        return Refused, (self.kind, self.by, self.reason, dict(self.values))


@frozen
class Outcome:
    """The actions of a decision in order, what was refused, and the rules behind the actions in order."""

    actions: tuple[Action, ...]
    refused: tuple[Refused, ...]
    fired: tuple[str, ...]

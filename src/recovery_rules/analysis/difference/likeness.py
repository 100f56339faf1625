"""Whether parts of two decisions are alike: values by their names, and of all that may be there just what is."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from attrs import evolve, frozen

from recovery_rules.analysis.difference.generosity import is_of_use, sense_of
from recovery_rules.analysis.formula.actions import Action, Choice
from recovery_rules.analysis.formula.authority import authority
from recovery_rules.analysis.formula.equality import are_equal
from recovery_rules.analysis.formula.logic import (
    Formula,
    both,
    chosen_truth,
    contrary,
    either,
    same_truth,
)
from recovery_rules.analysis.formula.numbers import added, at_most, choose, equal, less
from recovery_rules.analysis.formula.values import UNKNOWN, Value, known, same
from recovery_rules.language.types import Type
from recovery_rules.model.actions import MUST, OBLIGATION, OBLIGATIONS, ActionKind, Parameter
from recovery_rules.model.ruleset import Model

Models: TypeAlias = tuple[Model, Model]

_MUST = known(OBLIGATIONS.index(MUST))


@frozen
class Said:
    """What two actions say of one parameter, in values that compare.

    Attributes:
        parameter: the parameter.
        before: what the old one says.
        after: what the new one says.
        is_ordered: whether one of two values may be more than the other.
        compares: whether it is of types that compare; else all that is said is taken to differ.
        ends: of time limits, when each of them ends. Where that is known of one, it alone counts.
    """

    parameter: Parameter
    before: Value
    after: Value
    is_ordered: bool
    compares: bool = True
    ends: tuple[Value, Value] = (UNKNOWN, UNKNOWN)

    @property
    def differs(self) -> Formula:
        """Whether they say different things."""
        if not self.compares:
            return either(self.before.known, self.after.known)
        return self._of_either(lambda before, after: contrary(same(before, after)))

    @property
    def rises(self) -> Formula:
        """Whether the new one says more than the old one does."""
        return self._of_either(lambda one, other: both(one.known, other.known, less(one.content, other.content)))

    @property
    def falls(self) -> Formula:
        """Whether the new one says less than the old one does."""
        return self._of_either(lambda one, other: both(one.known, other.known, less(other.content, one.content)))

    @property
    def comes(self) -> Formula:
        """Whether the new one alone says anything."""
        return self._of_either(lambda before, after: both(after.known, contrary(before.known)))

    @property
    def goes(self) -> Formula:
        """Whether the old one alone says anything."""
        return self._of_either(lambda before, after: both(before.known, contrary(after.known)))

    def _of_either(self, question: Callable[[Value, Value], Formula]) -> Formula:
        ends = either(*(one.known for one in self.ends))
        return chosen_truth(ends, question(*self.ends), question(self.before, self.after))


def said_of(old: Action, new: Action, models: Models) -> list[Said]:
    """All that two actions of one kind say."""
    return [_said(name, old, new, models) for name in {**old.values, **new.values}]


def _said(name: str, old: Action, new: Action, models: Models) -> Said:
    kinds = [model.kinds[old.kind] for model in models]
    mine, theirs = (kind.parameters.get(name) for kind in kinds)
    parameter = mine or theirs
    assert parameter is not None  # one of them says it
    silent = _MUST if name == OBLIGATION else UNKNOWN
    before, after = old.values.get(name, silent), new.values.get(name, silent)
    types = (mine or parameter).type, (theirs or parameter).type
    is_ordered = (parameter.type.is_ordered or parameter.type.is_time) and not parameter.is_role
    if types[0] == types[1] or all(one.is_time for one in types):
        ends = _end(name, old, kinds[0]), _end(name, new, kinds[1])
        return Said(parameter, before, after, is_ordered, ends=ends)
    names = _names(*types)
    if names is None:
        return Said(parameter, before, after, is_ordered=False, compares=False)
    in_order = all(list(one.values) == [name for name in names if name in one.values] for one in types)
    return Said(
        parameter,
        _renumbered(before, types[0], names),
        _renumbered(after, types[1], names),
        is_ordered and in_order and types[0].kind == types[1].kind,
    )


def _end(name: str, action: Action, kind: ActionKind) -> Value:
    """When a time limit ends that says by when the action is due; unknown where it says something else."""
    said = [one for one in kind.time_limits if one in action.values]
    if said[:1] != [name]:
        return UNKNOWN
    limit, start = action.values[name], action.trigger
    return Value(both(limit.known, start.known), added(start.content, limit.content))


def _names(one: Type, other: Type) -> Sequence[str] | None:
    """The names of the values of two types, the longer list first; None where values have none."""
    kinds = {one.kind, other.kind}
    if kinds != {"set"} and not kinds <= {"choice", "scale"}:
        return None
    longer, shorter = sorted((one.values, other.values), key=len, reverse=True)
    return [*dict.fromkeys((*longer, *shorter))]


def _renumbered(value: Value, type_: Type, names: Sequence[str]) -> Value:
    """A value of one of some names, by its place among all of them."""
    if value.known is False:
        return value
    if type_.kind == "set":
        pieces: Mapping[str, Formula] = dict(zip(type_.values, value.content, strict=True))
        return evolve(value, content=tuple(pieces.get(name, False) for name in names))
    first, *rest = enumerate(map(names.index, type_.values))
    found: Any = first[1]
    for place, new in rest:
        found = choose(equal(value.content, place), new, found)
    return evolve(value, content=found)


def are_alike(old: Action, new: Action, models: Models) -> Formula:
    """Whether two actions say the same, where they are there."""
    if old.kind != new.kind:
        return False
    return both(*(contrary(one.differs) for one in said_of(old, new, models)), _are_alike_beside(old, new, models))


def is_no_better(old: Action, new: Action, models: Models) -> Formula:
    """Whether the new one of two actions is for the customer at most what the old one is, and else says the same."""
    if old.kind != new.kind:
        return False
    sense = sense_of(*(model.kinds[old.kind] for model in models))
    values = (_is_no_better(one, sense) for one in said_of(old, new, models))
    return both(*values, _are_alike_beside(old, new, models))


def _is_no_better(said: Said, sense: int) -> Formula:
    before, after = (said.before, said.after) if sense > 0 else (said.after, said.before)
    if not sense or not said.compares or not said.is_ordered or said.parameter.is_deadline:
        return contrary(said.differs)
    if not is_of_use(said.parameter):
        return contrary(said.differs)
    return either(contrary(after.known), both(before.known, at_most(after.content, before.content)))


def _are_alike_beside(old: Action, new: Action, models: Models) -> Formula:
    """The same of all that is not a value."""
    return both(
        contrary(is_up_to_other(old, new, models)),
        contrary(runs_from_other(old, new)),
        same_truth(old.held, new.held),
        beneath_alike(old, new, models),
    )


def is_up_to_other(old: Action, new: Action, models: Models) -> Formula:
    """Whether another role may execute what is otherwise the same."""
    if (models[0].roles, models[0].authority) == (models[1].roles, models[1].authority):
        return False
    roles = (authority(model, one.kind, one.values) for model, one in zip(models, (old, new), strict=True))
    return both(contrary(equal(*roles)), *(contrary(one.differs) for one in said_of(old, new, models)))


def runs_from_other(old: Action, new: Action) -> Formula:
    """Whether the time limits run from other facts."""
    return contrary(same(old.after, new.after))


def beneath_alike(old: Action, new: Action, models: Models) -> Formula:
    """Whether what two actions nest is alike, in this order: by when it is due where they are due at the same time."""
    times = (said for said in said_of(old, new, models) if said.parameter.type.is_time)
    if any(said.differs is not False for said in times):
        old, new = (evolve(one, beneath=tuple(evolve(it, trigger=UNKNOWN) for it in one.beneath)) for one in (old, new))
    alike = functools.partial(are_alike, models=models)
    return are_equal(_if_present(old.beneath), _if_present(new.beneath), alike)


def choices_alike(old: Choice, new: Choice, models: Models) -> Formula:
    """Whether two choices, where they are there, offer the same."""
    return _offer_alike(old, new, lambda one, other: are_alike(one, other, models))


def is_choice_no_better(old: Choice, new: Choice, models: Models) -> Formula:
    """Whether all that the new one of two choices offers is no better than what the old one does."""
    return _offer_alike(old, new, lambda one, other: is_no_better(one, other, models))


def _offer_alike(old: Choice, new: Choice, alike: Callable[[Action, Action], Formula]) -> Formula:
    if old.by != new.by:
        return False

    def bundles(one: Sequence[Action], other: Sequence[Action]) -> Formula:
        return are_equal(_if_present(one), _if_present(other), alike)

    return both(same_truth(old.held, new.held), are_equal(old.bundles, new.bundles, bundles))


def _if_present(actions: Sequence[Action]) -> Sequence[tuple[Formula, Action]]:
    return [(one.present, one) for one in actions]

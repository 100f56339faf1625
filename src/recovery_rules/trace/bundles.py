"""What stands behind the actions of a choice: the proposal as written, and how each of its values came about.

In: a model, an account and the slot of a choice. Out: each action with the number of its bundle. An account does not
say which bundle a value stands in: it is the one with which the value's way, from the expression through every bound,
ends at what is given.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from recovery_rules.language.evaluate import evaluate
from recovery_rules.trace.bounds import bounds_written, limit_bounds_between
from recovery_rules.trace.words import plain_again

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recovery_rules.engine.account import Account, Bounding
    from recovery_rules.engine.outcome import Action
    from recovery_rules.language.types import Plain
    from recovery_rules.model.actions import Parameter, Proposal
    from recovery_rules.model.ruleset import Model


@frozen
class Course:
    """How a parameter of an action came to its value.

    Attributes:
        parameter: the parameter.
        first: what the proposal says of it; None for nothing.
        last: the same after the proposal's own bounds.
        bounds: each bound on the way, those of the proposal first, and the rounding.
    """

    parameter: Parameter
    first: Plain | None
    last: Plain | None
    bounds: tuple[Bounding, ...]


@frozen
class Bundled:
    """An action in a bundle: the number of the bundle as people read it, the proposal, and its parameters."""

    number: int
    kind: str
    written: Proposal
    courses: tuple[Course, ...]


def bundled(model: Model, account: Account, by: str, proposals: Sequence[Proposal], choice: Action) -> list[Bundled]:
    """The actions of a choice that one rule proposes, in order; none where it proposes another choice."""
    return next((found for one in proposals if one.options and (found := _all_of(model, account, by, one, choice))), [])


def _all_of(model: Model, account: Account, by: str, written: Proposal, choice: Action) -> list[Bundled]:
    found: list[Bundled] = []
    waiting = iter(written.options)  # those left stand in the order in which they were written
    for number, bundle in enumerate(choice.options, 1):
        told = next((told for one in waiting if (told := _bundle(model, account, by, one, bundle, number))), None)
        if told is None:
            return []
        found += told
    return found


def _bundle(
    model: Model, account: Account, by: str, written: Sequence[Proposal], bundle: Sequence[Action], number: int
) -> list[Bundled]:
    """The actions of one bundle; none where it is not what became of the proposals."""
    found: list[Bundled] = []
    waiting = iter(written)
    for action in bundle:
        same_kind = (one for one in waiting if one.kind == action.kind)
        told = next((told for one in same_kind if (told := _action(model, account, by, one, action, number))), None)
        if told is None:
            return []
        found.append(told)
    return found


def _action(model: Model, account: Account, by: str, written: Proposal, action: Action, number: int) -> Bundled | None:
    own = [one for one in model.kinds[action.kind].parameters.values() if not one.nested and one.name in action.values]
    ended = {one.name: plain_again(action.values[one.name], one.type) for one in own}
    courses = [_course(model, account, by, written, parameter, ended) for parameter in own]
    complete = tuple(one for one in courses if one is not None)
    return Bundled(number, action.kind, written, complete) if len(complete) == len(courses) else None


def _course(
    model: Model, account: Account, by: str, written: Proposal, parameter: Parameter, ended: Mapping[str, Plain]
) -> Course | None:
    """The way of one value; None where it does not end at what is given."""
    argument = written.arguments.get(parameter.name)
    first = None if argument is None or argument.value is None else evaluate(argument.value, account.values)
    own = () if argument is None else tuple(bounds_written(account, by, written.kind, parameter.name, argument))
    last = own[-1].after if own else first
    limits = limit_bounds_between(model, account, written.kind, parameter.name, last, ended)
    end = limits[-1].after if limits else last
    return Course(parameter, first, last, (*own, *limits)) if end == ended[parameter.name] else None

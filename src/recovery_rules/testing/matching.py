"""Which expected action is which given one, and in what the two differ.

In: a model, expected actions and given ones. Out: pairs, and the parameters that are unequal. Called by `verifying`.
An action expected in part may fit several given ones: as many as possible are paired without a difference.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from attrs import evolve, frozen

from recovery_rules.engine.outcome import Action
from recovery_rules.language.due_times import due_time
from recovery_rules.language.literals import parse_literal, public_of
from recovery_rules.language.types import BOOLEAN
from recovery_rules.language.zones import zone
from recovery_rules.model.actions import CHOICE, OBLIGATION
from recovery_rules.model.examples import Expected
from recovery_rules.model.link.examples import DUE, MAY_START, OF_AUTHORITY
from recovery_rules.model.ruleset import Model
from recovery_rules.testing.values import bundles, can_be_written, kinds_in, shown_approval, shown_value
from recovery_rules.trace.wordings import wordings_of


@frozen
class Unequal:
    """A parameter that has another value than was expected; both as texts."""

    name: str
    expected: str
    got: str


def matched(
    model: Model, expected: Sequence[Expected], actions: Sequence[Action], *, exact: bool = False
) -> tuple[list[tuple[Expected, Action | None]], list[Action]]:
    """Each expected action with the given one that it stands for, if any, and the given ones that are left."""
    apart = [[unequal(model, one, action, exact=exact) for action in actions] for one in expected]
    fits = [
        [place for place, action in enumerate(actions) if action.kind == one.kind and not apart[number][place]]
        for number, one in enumerate(expected)
    ]
    taken = _assigned(fits)
    of_expected = {number: place for place, number in taken.items()}
    for number, one in enumerate(expected):
        if number not in of_expected:
            free = [place for place, action in enumerate(actions) if action.kind == one.kind and place not in taken]
            if free:
                nearest = min(free, key=lambda place: len(apart[number][place]))
                taken[nearest], of_expected[number] = number, nearest
    pairs = [
        (one, actions[of_expected[number]] if number in of_expected else None) for number, one in enumerate(expected)
    ]
    return pairs, [action for place, action in enumerate(actions) if place not in taken]


def _assigned(fits: Sequence[Sequence[int]]) -> dict[int, int]:
    """The greatest number of pairs, by place of the given action: one that is taken is freed where that helps."""
    taken: dict[int, int] = {}

    def take(number: int, tried: set[int]) -> bool:
        for place in fits[number]:
            if place not in tried:
                tried.add(place)
                if place not in taken or take(taken[place], tried):
                    taken[place] = number
                    return True
        return False

    for number in range(len(fits)):
        take(number, set())
    return taken


def unequal(model: Model, expected: Expected, action: Action, *, exact: bool = False) -> list[Unequal]:
    """The parameters in which an action is not what was expected of its kind; where exact, those not named as well."""
    if expected.kind != action.kind:
        return []
    found = list(_unequal(model, expected, action, exact=exact))
    if exact:
        named = expected.parameters.keys() | expected.nested.keys()
        more = ((name, value) for name, value in action.values.items() if name not in named and can_be_written(value))
        found += [Unequal(name, shown_value(None), shown_value(value)) for name, value in more]
    return found


def _unequal(model: Model, expected: Expected, action: Action, *, exact: bool) -> Iterator[Unequal]:
    nested = dict(expected.nested)
    for name, text in expected.parameters.items():
        if exact and isinstance(action.values.get(name), tuple):  # named by their kinds alone
            nested[name] = tuple(Expected(kind, {}) for kind in _words(text))
            continue
        wanted, got = _both(model, action, name, text)
        if wanted != got:
            yield Unequal(name, shown_value(wanted), shown_value(got))
    for name, inside in nested.items():
        yield from _unequal_inside(model, name, inside, action.values.get(name, ()), exact=exact)


def _unequal_inside(
    model: Model, name: str, expected: Sequence[Expected], actions: Sequence[Action], *, exact: bool
) -> Iterator[Unequal]:
    """What differs in the actions that a parameter holds: other kinds, or other values, `if_overdue.refund.amount`."""
    pairs, left = matched(model, expected, actions, exact=exact)
    if left or any(action is None for _, action in pairs):
        yield Unequal(name, ", ".join(sorted(one.kind for one in expected)) or "(none)", shown_value(kinds_in(actions)))
    for one, action in pairs:
        for inner in () if action is None else unequal(model, one, action, exact=exact):
            yield evolve(inner, name=f"{name}.{one.kind}.{inner.name}")


def _both(model: Model, action: Action, name: str, text: str) -> tuple[object, object]:
    """What is expected and what is given, as values that can be compared."""
    if name == DUE:
        return _due(model, text, action.due)
    if name == OBLIGATION:
        return text, action.obligation
    if name in OF_AUTHORITY:
        return _of_authority(action, name, text)
    if action.kind == CHOICE:
        return (text, action.by) if name == "by" else (_bundles_in(text), bundles(action))
    parameter = model.kinds[action.kind].parameters[name]
    got = action.values.get(name)
    if parameter.nested:
        return _words(text), kinds_in(got or ())
    if parameter.type.kind == "text":
        return (got if _is_a_language_of(model, text, got) else text), got
    return public_of(parse_literal(text, parameter.type), parameter.type), got


def _is_a_language_of(model: Model, text: str, got: object) -> bool:
    """Whether a text is what one of several languages says in it: an action holds them all, `Sorry / 抱歉`."""
    wording = None if text == got else wordings_of(model).get(str(got))
    return wording is not None and text in wording.texts.values()


def _of_authority(action: Action, name: str, text: str) -> tuple[object, object]:
    if name == MAY_START:
        return parse_literal(text, BOOLEAN), action.may_start
    return text, shown_approval(action.needs_approval) if name == "needs_approval" else action.authority or "nobody"


def _due(model: Model, text: str, due: datetime | None) -> tuple[object, datetime | None]:
    """The expected and the given time by the clock of the ruleset's zone; without one, by that of the expected time."""
    meant = due_time(text, model.zone)
    clock = zone(model.zone) if model.zone else meant.last.tzinfo
    got = None if due is None else due.astimezone(clock)
    if got is not None and got in meant:
        return got, got
    return text if meant.is_a_day else meant.last.astimezone(clock), got


def _words(text: str) -> tuple[str, ...]:
    return tuple(sorted(word.strip() for word in text.split(",") if word.strip()))


def _bundles_in(text: str) -> tuple[tuple[str, ...], ...]:
    """`refund, replacement + apology`: two bundles, the second of two kinds."""
    return tuple(sorted(_words(bundle.replace("+", ",")) for bundle in text.split(",") if bundle.strip()))

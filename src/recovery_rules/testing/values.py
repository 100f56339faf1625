"""Values and actions as an author writes them. In: public values. Out: texts for differences, kinds for comparison."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from fractions import Fraction

from recovery_rules.engine.outcome import Action, Approval
from recovery_rules.language.literals import plain_of, text_of
from recovery_rules.language.types import DURATION
from recovery_rules.model.examples import Expected

_NOTHING = "nothing"


def shown_value(value: object) -> str:
    """A value of a parameter or fact.

    Example:
        >>> [shown_value(value) for value in (timedelta(minutes=90), frozenset({"b", "a"}), True, None)]
        ['1 h 30 min', 'a, b', 'yes', 'nothing']
    """
    match value:
        case None:
            return _NOTHING
        case bool():
            return "yes" if value else "no"
        case timedelta():
            return text_of(plain_of(value, DURATION), DURATION)
        case datetime():
            return value.isoformat()
        case frozenset():
            return ", ".join(sorted(map(str, value))) or "(none)"
        case tuple():
            return ", ".join(map(_shown_in, value)) or "(none)"
        case _:
            return str(value)


def _shown_in(item: object) -> str:
    if isinstance(item, tuple):  # a bundle
        return " + ".join(item)
    return item.kind if isinstance(item, Action) else str(item)


def can_be_written(value: object) -> bool:
    """Whether an author can say a value: not a third of a euro, nor of 1, which later actions may have."""
    return not isinstance(value, Fraction)


def shown(action: Action) -> str:
    """The parameters of an action in one line."""
    told = [f"{name} {shown_value(value)}" for name, value in action.values.items()]
    if action.options:
        told = [f"by {action.by}", f"of {shown_value(bundles(action))}"]
    return ", ".join(told)


def shown_expected(expected: Expected) -> str:
    """The parameters of an expected action in one line, as they were written."""
    told = [f"{name} {text}" for name, text in expected.parameters.items()]
    told += [f"{name} [{', '.join(map(_shown_with_kind, inner))}]" for name, inner in expected.nested.items()]
    return ", ".join(told)


def _shown_with_kind(expected: Expected) -> str:
    told = shown_expected(expected)
    return f"{expected.kind} ({told})" if told else expected.kind


def shown_approval(approval: Approval | None) -> str:
    """Whose approval is needed: a role, `none`, or `nobody` where no role may give it."""
    return "none" if approval is None else approval.role or "nobody"


def kinds_in(actions: Iterable[Action]) -> tuple[str, ...]:
    """The kinds of some actions, sorted, each as often as it is there."""
    return tuple(sorted(action.kind for action in actions))


def bundles(action: Action) -> tuple[tuple[str, ...], ...]:
    """The bundles of a choice, by their kinds, sorted, each as often as it is there."""
    return tuple(sorted(kinds_in(bundle) for bundle in action.options))

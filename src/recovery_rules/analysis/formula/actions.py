"""What a decision gives, as formulas."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import evolve, frozen

from recovery_rules.analysis.formula.logic import Formula, both, contrary
from recovery_rules.analysis.formula.numbers import equal
from recovery_rules.analysis.formula.values import UNKNOWN, Value
from recovery_rules.language.types import Plain
from recovery_rules.model.actions import MAY, OBLIGATION, OBLIGATIONS


@frozen
class Action:
    """An action that may be given.

    Attributes:
        kind: its kind.
        apart: what keeps it apart from others of its kind.
        present: whether it is given.
        held: whether nobody may execute it.
        holding: for each limit that can hold it, whether it does.
        values: its parameters, each what it is where the action is given.
        trigger: the time from which its time limit runs.
        after: a number for the fact that tells this time.
        beneath: what it may nest, each with whether it does.
        under: of a nested action, the parameter that holds it.
        optional: whether it is at discretion: it may be given, or not.
    """

    kind: str
    apart: Mapping[str, Plain | None]
    present: Formula
    held: Formula
    values: Mapping[str, Value]
    trigger: Value
    holding: tuple[Formula, ...] = ()
    after: Value = UNKNOWN
    beneath: tuple[Action, ...] = ()
    under: str = ""
    optional: Formula = False

    @property
    def given(self) -> Formula:
        """Whether it is given and may be executed, whatever anybody decides at discretion."""
        return both(self.present, contrary(self.held), contrary(self.optional))


def is_optional(values: Mapping[str, Value]) -> Formula:
    """Whether an action with these values may be given at discretion."""
    said = values.get(OBLIGATION, UNKNOWN)
    return both(said.known, equal(said.content, OBLIGATIONS.index(MAY)))


@frozen
class Choice:
    """A choice that may be given: who picks, and the bundles, each with whether it is offered."""

    by: str
    held: Formula
    bundles: tuple[tuple[Formula, tuple[Action, ...]], ...]

    def where(self, offered: Formula) -> Choice:
        """The choice, given only where a formula holds."""
        bundles = (
            (both(left, offered), tuple(evolve(one, present=both(one.present, offered)) for one in actions))
            for left, actions in self.bundles
        )
        return evolve(self, bundles=tuple(bundles))


@frozen
class Decided:
    """A whole decision: `proposed` says whether a rule or a limit gave cause for anything."""

    actions: tuple[Action, ...]
    choices: tuple[Choice, ...]
    proposed: Formula

"""A case in which nobody may execute an action of a kind, as a solver finds it: to be decided before it is believed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from importlib.util import find_spec
from typing import Final

from recovery_rules.analysis.formula.actions import Action
from recovery_rules.analysis.formula.authority import authority
from recovery_rules.analysis.formula.encoding import Encoding
from recovery_rules.analysis.formula.logic import ONE_AT_A_TIME, both, contrary, disjunction
from recovery_rules.analysis.formula.numbers import equal
from recovery_rules.analysis.formula.values import number_of
from recovery_rules.analysis.proof.asking import Asking
from recovery_rules.analysis.proof.telling import can_be_told
from recovery_rules.language.types import Plain
from recovery_rules.model.ruleset import Model

_STEPS: Final = 1_000_000  # of the solver
_MOST_RULES: Final = 200  # of a ruleset of which a solver is asked at all


def case_that_nobody_approves(model: Model, kind: str) -> Mapping[str, Plain | None] | None:
    """The given facts of such a case; None where none was found, or without a solver."""
    if find_spec("z3") is None or len(model.rules) > _MOST_RULES:
        return None
    with ONE_AT_A_TIME:
        encoding = Encoding(model)
        given = [*encoding.decided.actions]
        given += [one for choice in encoding.decided.choices for _, bundle in choice.bundles for one in bundle]
        beyond = disjunction(
            both(one.present, contrary(one.held), equal(authority(model, kind, one.values), number_of("")))
            for one in _with_nested(given)
            if one.kind == kind
        )
        told = can_be_told([encoding.variables])
        _, found = Asking(_STEPS, encoding.valid, encoding.known, *told).ask(beyond)
        return None if found is None else {name: one.plain(found) for name, one in encoding.variables.items()}


def _with_nested(actions: Iterable[Action]) -> Iterator[Action]:
    for one in actions:
        yield one
        yield from _with_nested(one.beneath)

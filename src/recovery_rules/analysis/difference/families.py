"""Choices that are about the same: those that have a kind of action in common, themselves or by way of others.

What is left of a choice depends on the case, what it is about does not. So all that becomes of one choice lies in one
family, and choices between other things in others.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from recovery_rules.analysis.formula.actions import Choice
from recovery_rules.analysis.formula.encoding import proposals_of
from recovery_rules.model.ruleset import Model

_OR: Final = " or "


def families_of(models: Iterable[Model]) -> Mapping[str, str]:
    """For each kind that choices offer the family of these, told by all kinds in it: `refund or replacement`."""
    families: dict[str, dict[str, None]] = {}
    for model in models:
        for proposal in proposals_of(model):
            kinds = dict.fromkeys(one.kind for bundle in proposal.options for one in bundle)
            together = {**{kind: None for one in kinds for kind in families.get(one, ())}, **kinds}
            families |= dict.fromkeys(together, together)
    return {kind: _OR.join(family) for kind, family in families.items()}


def family_of(choice: Choice, families: Mapping[str, str]) -> str:
    """The family of a choice."""
    return next(families[one.kind] for _, actions in choice.bundles for one in actions)


def kinds_of_family(told: str) -> list[str]:
    """The kinds of a family, as it is told."""
    return told.split(_OR)

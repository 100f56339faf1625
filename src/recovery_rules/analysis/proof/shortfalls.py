"""Less than another ruleset gives: of several measures at once, where a pick that gives one may not give the other."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from typing import Final

from attrs import frozen

from recovery_rules.analysis.formula.actions import Decided
from recovery_rules.analysis.formula.logic import Formula, conjunction, disjunction
from recovery_rules.analysis.proof.measures import measured
from recovery_rules.analysis.proof.outcomes import Picks, entangled, outcome, picks_among
from recovery_rules.analysis.proof.statements import is_less
from recovery_rules.model.properties import Measure
from recovery_rules.model.ruleset import Model

_CUSTOMER: Final = "customer"
_FEWER: Final = 4  # times, for the third of three that multiply


@frozen
class Side:
    """What one ruleset decides.

    Attributes:
        model: the ruleset.
        decided: its decision; for each measure, as this one sees it.
        measures: what is compared.
    """

    model: Model
    decided: tuple[Decided, ...]
    measures: tuple[Measure, ...]

    def entangled(self, *, customer: bool) -> list[int]:
        """The choices, of the customer or of the house, that settle several measures at once."""
        return entangled(self.decided[0], self.measures, lambda by: (by == _CUSTOMER) is customer)


def is_short(own: Side, other: Side, wanted: Picks, most: int | None = None) -> Formula:
    """Whether the customer can have something of another ruleset that no pick gives in this one.

    That is so where, whatever the customer picks here, the house has a pick here with which less of some measure is
    given than with each of its picks there.

    Args:
        own: what this ruleset decides.
        other: what the other one does.
        wanted: what the customer picks there.
        most: how many picks are looked at; where there are more, more is taken to be short than is.
    """
    theirs = [Picks({**wanted.bundles, **there.bundles}) for there in _listed(other, customer=False, most=most)]
    return conjunction(
        disjunction(
            conjunction(
                _is_less_somewhere(own, other, Picks({**here.bundles, **house.bundles}), there) for there in theirs
            )
            for house in _house_of(own, most)
        )
        for here in _listed(own, customer=True, most=most)
    )


def _house_of(own: Side, most: int | None) -> Sequence[Picks]:
    """What the house can pick; where that is too much to look at, the poorest of each measure, all at once."""
    few = None if most is None else most // _FEWER
    found = _listed(own, customer=False, most=None if few is None else few + 1)
    return [Picks()] if few is not None and len(found) > few else found


def wants(other: Side) -> Iterable[Picks]:
    """All that the customer can pick of another ruleset, as far as one pick does not settle it for all measures."""
    return picks_among(other.decided[0], other.entangled(customer=True))


def _listed(side: Side, *, customer: bool, most: int | None) -> Sequence[Picks]:
    return [*itertools.islice(picks_among(side.decided[0], side.entangled(customer=customer)), most)]


def _is_less_somewhere(own: Side, other: Side, here: Picks, there: Picks) -> Formula:
    pairs = zip(own.decided, own.measures, other.decided, other.measures, strict=True)
    return disjunction(
        is_less(
            own.model,
            mine,
            measured(outcome(decided, here), mine, own.model),
            measured(outcome(their, there), theirs, other.model),
        )
        for decided, mine, their, theirs in pairs
    )

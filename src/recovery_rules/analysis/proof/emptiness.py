"""Whether no valid case lies in a region, where cells alone do not show it: asked of a solver, if there is one."""

from __future__ import annotations

import functools
from importlib.util import find_spec
from typing import Final

from recovery_rules.analysis.formula.encoding import Encoding
from recovery_rules.analysis.formula.logic import ONE_AT_A_TIME, z3
from recovery_rules.analysis.formula.regions import Regions
from recovery_rules.analysis.proof.asking import Asking
from recovery_rules.cells.clauses import Clause
from recovery_rules.cells.shape import Shape
from recovery_rules.model.ruleset import Model

_STEPS: Final = 100_000  # of the solver, for one question
_MOST_ASKED: Final = 100
_MOST_RULES: Final = 200  # of a ruleset of which a solver is asked at all


class Emptiness:
    """Proves regions of one ruleset to be empty.

    Args:
        model: the ruleset.
        shape: its cells.
    """

    def __init__(self, model: Model, shape: Shape) -> None:
        self._model = model
        self._shape = shape
        self._left = _MOST_ASKED if find_spec("z3") is not None and len(model.rules) <= _MOST_RULES else 0

    def proves(self, region: Clause) -> bool:
        """Whether it is proved that no valid case lies in a region; not beyond so many questions."""
        if not self._left:
            return False
        self._left -= 1
        with ONE_AT_A_TIME:
            within = self._regions.within(region)
            answer, _ = self._asking.ask(within, self._regions.encoding.known)
            return bool(answer == z3().unsat)

    @functools.cached_property
    def _regions(self) -> Regions:
        return Regions(Encoding(self._model), self._shape)

    @functools.cached_property
    def _asking(self) -> Asking:
        return Asking(_STEPS, self._regions.encoding.valid)

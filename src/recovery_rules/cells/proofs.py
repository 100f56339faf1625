"""The proofs that a ruleset must pass before it loads, so that one which loads cannot fail at run time.

In: a linked model and its shape. Out: problems (RR300 to RR399 are errors, RR502 is a warning). Called by `load` once
linking has found no error.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from recovery_rules.cells.agreement import prove_agreement
from recovery_rules.cells.alternatives import shape_or_problems
from recovery_rules.cells.amounts import prove_amounts
from recovery_rules.cells.ground import Ground
from recovery_rules.cells.knownness import prove_knownness
from recovery_rules.cells.overlap import prove_hit_policies
from recovery_rules.cells.reach import warn_of_unreached
from recovery_rules.cells.totality import prove_totality

if TYPE_CHECKING:
    from recovery_rules.cells.shape import Shape
    from recovery_rules.model.ruleset import Model
    from recovery_rules.source.diagnostics import Problems

__all__ = ["prove", "shape_or_problems"]


def prove(model: Model, shape: Shape, problems: Problems) -> Ground:
    """Report everything in a ruleset that could fail at run time.

    Args:
        model: the linked ruleset.
        shape: its cells.
        problems: where to report.

    Returns:
        The ruleset as the proofs see it, for those that need a way to decide cases.
    """
    ground = Ground(model, shape)
    prove_hit_policies(ground, problems)
    prove_totality(ground, problems)
    prove_knownness(ground, problems)
    prove_amounts(ground, problems)
    prove_agreement(ground, problems)
    warn_of_unreached(ground, problems)
    return ground

"""Hypothesis strategies: cases of a ruleset. Needs Hypothesis (extra `testing`)."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from recovery_rules.ruleset import Ruleset
from recovery_rules.testing.case_space import CaseSpace


def cases(ruleset: Ruleset) -> st.SearchStrategy[dict[str, Any]]:
    """Valid cases only: facts as `decide` takes them, as public values.

    Values on and beside the constants that conditions compare with come often. Facts that are optional or have a
    default may be left out; what is `needed` is there exactly where it is, and `admit` is kept. Shrinks to few facts
    and small values.

    Args:
        ruleset: whose cases; of one that awaits its calendar, `ruleset.with_calendar(...)`.
    """
    return _cases(ruleset, only_edges=False)


def boundary_cases(ruleset: Ruleset) -> st.SearchStrategy[dict[str, Any]]:
    """The same, with every quantity on a constant, right below or above one, or at an end of what it may be."""
    return _cases(ruleset, only_edges=True)


def _cases(ruleset: Ruleset, *, only_edges: bool) -> st.SearchStrategy[dict[str, Any]]:
    space = CaseSpace(ruleset._decider)  # noqa: SLF001  (it belongs to the façade)

    def made(drawn: tuple[bool, dict[str, Any]]) -> dict[str, Any]:
        with_defaults, values = drawn
        return space.given(space.valid(values), with_defaults=with_defaults)

    return st.tuples(st.booleans(), space.values(only_edges=only_edges)).map(made)

"""The valid cases of a ruleset, as Hypothesis needs them: what to draw for each fact, and how to make a case of it.

In: a ruleset. Out: for each fact a strategy, and a function from what was drawn to a valid case, always. Called by
`strategies`.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta, timezone
from fractions import Fraction
from math import ceil, floor
from typing import Any, Final

from hypothesis import strategies as st

from recovery_rules.analysis.cases.aligning import Aligning
from recovery_rules.analysis.cases.fitting import Fitting
from recovery_rules.analysis.cases.values import bare_case, edges, ordinary
from recovery_rules.cells.cases import Cases
from recovery_rules.cells.clauses import Clause
from recovery_rules.cells.shape import Shape, shape_of
from recovery_rules.cells.witness import Witnesses
from recovery_rules.engine.decider import Decider
from recovery_rules.language.rationals import Number
from recovery_rules.language.reading import A_DAY, FIRST_DAY, LAST_DAY
from recovery_rules.language.types import Plain
from recovery_rules.model.facts import Fact
from recovery_rules.model.ruleset import Model
from recovery_rules.trace.questions.comparisons import comparisons_of

Drawn = Mapping[str, "Plain | None"]

_ZONES: Final = (UTC, timezone(timedelta(hours=8)))
_FAR: Final = 10**6  # how far numbers reach that nothing bounds
_STEPS: Final[Mapping[str, Number]] = {
    "duration": 60_000_000,  # a minute
    "percent": Fraction(1, 10_000),
    "number": Fraction(1, 100),
}


class CaseSpace:
    """The valid cases of one ruleset.

    Args:
        decider: decides its cases.
    """

    def __init__(self, decider: Decider) -> None:
        self._facts = decider.model.facts
        self._fitting = Fitting(decider, {name: ordinary(fact) for name, fact in self._facts.items()})
        shape = shape_of(decider.model)
        self._aligning = Aligning(decider.model, shape)
        self._columns = comparisons_of(decider.model, shape).columns
        self._known_cases = tuple(self._cases_known(decider.model, shape))

    def values(self, *, only_edges: bool) -> st.SearchStrategy[dict[str, Any]]:
        """Plain values of all facts; of quantities, if wished, only those on and beside constants and bounds."""
        return st.fixed_dictionaries(
            {name: self._of_fact(fact, only_edges=only_edges) for name, fact in self._facts.items()}
        )

    def valid(self, drawn: Drawn) -> dict[str, Plain | None]:
        """The valid case nearest to what was drawn.

        Raises:
            ValueError: no valid case of the ruleset was found, whatever is drawn.
        """
        case = self._fitting.fitted(drawn)
        if case is not None:
            return case
        if not self._known_cases:
            raise ValueError("no valid case of this ruleset was found: what its `admit` asks for may be impossible")
        # A rule of `admit` refuses it as a whole: from a case that is much like it, take over what passes.
        case = max(self._known_cases, key=lambda known: _alike(known, drawn))
        for name, value in (*drawn.items(), *drawn.items()):  # what did not pass may do so after a later change
            changed = self._fitting.fitted({**case, name: value})
            case = changed if changed is not None and changed[name] == value else case
        if _alike(case, drawn) < len(drawn) - 1:  # what belongs together did not pass one by one
            case = max(self._aligned(drawn) or case, case, key=lambda one: _alike(one, drawn))
        return case

    def _aligned(self, values: Drawn) -> dict[str, Plain | None] | None:
        aligned = self._aligning.aligned(dict(values))
        return None if aligned is None else self._fitting.fitted(aligned)

    def given(self, case: Drawn, *, with_defaults: bool) -> dict[str, Any]:
        """The case as `decide` takes it."""
        told = self._fitting.given(case)
        if with_defaults:
            plain = {name: fact.default for name, fact in self._facts.items() if fact.needed is None}
            told |= {
                name: public
                for name, public in self._fitting.public(plain).items()
                if name not in told and case[name] is not None
            }
        return told

    def _cases_known(self, model: Model, shape: Shape) -> Iterator[dict[str, Plain | None]]:
        """A plain valid case, and one for each rule of `admit` to which that applies."""
        bare = bare_case(self._facts)
        case = self._fitting.fitted(bare) or self._aligned(bare)
        if case is not None:
            yield case
        witnesses = Witnesses(model, shape, Cases(model, shape))
        wanted: list[Clause] = [{}] if case is None else []
        for clause in (*wanted, *itertools.chain(*shape.admitting)):
            found = witnesses.find(clause, reading=self._facts) or self._aligning.aligned(bare, clause)
            fitted = None if found is None else self._fitting.fitted({name: found[name] for name in self._facts})
            if fitted is not None:
                yield fitted

    def _of_fact(self, fact: Fact, *, only_edges: bool) -> st.SearchStrategy[Any]:
        known = self._known(fact, only_edges=only_edges)
        if fact.needed is not None and not fact.optional:
            return known  # where it is not needed it goes
        if fact.default is not None or fact.may_be_unknown:
            return st.one_of(st.just(fact.default), known)
        return known

    def _known(self, fact: Fact, *, only_edges: bool) -> st.SearchStrategy[Any]:
        match fact.type.kind:
            case "boolean":
                return st.booleans()
            case "choice" | "scale":
                return st.sampled_from(range(len(fact.type.values)))
            case "set":
                return st.frozensets(st.sampled_from(range(len(fact.type.values))))
            case "datetime":
                return st.datetimes(datetime(2000, 1, 1), datetime(2050, 1, 1), timezones=st.sampled_from(_ZONES))  # noqa: DTZ001 - the zones come from `timezones`
            case "text":
                return st.text(max_size=20)
            case _:
                near = sorted(set(self._edges(fact)), key=lambda number: (abs(number - _start(fact)), number))
                return st.sampled_from(near) if only_edges else st.one_of(st.sampled_from(near), _anywhere(fact, near))

    def _edges(self, fact: Fact) -> Iterator[Number]:
        """What lies on and beside constants, and at the ends of what the fact may be."""
        yield from (value for _, value in edges(self._columns[fact.name]))
        yield from (end for end in (fact.low, fact.high) if end is not None)
        usual = ordinary(fact)
        assert isinstance(usual, int | Fraction)
        yield usual


def _alike(case: Drawn, drawn: Drawn) -> int:
    return sum(case[name] == value for name, value in drawn.items())


def _start(fact: Fact) -> Number:
    return A_DAY if fact.type.kind == "date" else 0


def _anywhere(fact: Fact, near: Sequence[Number]) -> st.SearchStrategy[Number]:
    """Any value that the fact may have, in steps that people use, as far as something lies that it is compared with."""
    step = _STEPS.get(fact.type.kind, 1)
    reach = _FAR * step
    low = min(near) - reach if fact.low is None else fact.low
    high = max(near) + reach if fact.high is None else fact.high
    if fact.type.kind == "date":
        low, high = max(low, FIRST_DAY), min(high, LAST_DAY)
    first, last = ceil(low / Fraction(step)), floor(high / Fraction(step))
    if first > last:
        return st.sampled_from(near)
    return st.integers(first, last).map(lambda count: count * step)

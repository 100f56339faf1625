"""A ruleset as formulas: its facts as variables, what a valid case is, and what it decides."""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from recovery_rules.analysis.formula.actions import Decided
from recovery_rules.analysis.formula.conditions import truths
from recovery_rules.analysis.formula.derived import derive
from recovery_rules.analysis.formula.expressions import Expressions
from recovery_rules.analysis.formula.facts import Variable, variable
from recovery_rules.analysis.formula.functions import Functions
from recovery_rules.analysis.formula.guesses import Guess, Limits
from recovery_rules.analysis.formula.linking import can_be_one, counts_alike
from recovery_rules.analysis.formula.logic import Formula, both, conjunction, contrary, same_truth, z3
from recovery_rules.analysis.formula.numbers import OneOf
from recovery_rules.analysis.formula.settlement import decided
from recovery_rules.model.actions import Proposal
from recovery_rules.model.conditions import Condition
from recovery_rules.model.ruleset import Model


class Encoding:
    """The formulas of one ruleset.

    Args:
        model: the ruleset.
        prefix: before the names of its variables, so that those of two rulesets differ.
        limits: how long time limits are, where another ruleset counts them alike.
        functions: what else the calendar and the clocks give, where another ruleset is compared.
        shared: the facts whose variables are those of another ruleset.

    Attributes:
        variables: its facts.
        expressions: what is translated so far.
        valid: whether the values of the facts are a valid case.
    """

    def __init__(
        self,
        model: Model,
        prefix: str = "",
        limits: Limits | None = None,
        functions: Functions | None = None,
        shared: Collection[str] = (),
    ) -> None:
        self.model = model
        self.prefix = prefix
        self.variables = {name: variable(fact, "" if name in shared else prefix) for name, fact in model.facts.items()}
        self.limits = limits or Limits(_triggers(model), prefix)
        self.functions = functions or Functions()
        values = {name: one.value for name, one in self.variables.items()}
        self.expressions = Expressions(values, prefix, self.limits, self.functions)
        for derived in model.derived.values():
            derive(derived, self.expressions)
        self.valid = both(*(one.valid for one in self.variables.values()), *self._needed(), *self._admitted())

    @functools.cached_property
    def decided(self) -> Decided:
        """What it decides."""
        return decided(self.model, self.expressions)

    def holds(self, condition: Condition) -> Formula:
        """Whether a condition is true."""
        return truths(condition, self.expressions)[0]

    @property
    def known(self) -> Formula:
        """What is known of all that logic cannot say, as far as it is translated."""
        return conjunction(guess.holds for guess in self.guesses)

    @property
    def guesses(self) -> list[Guess]:
        """All that logic cannot say, as far as it is translated."""
        return [*self.expressions.guesses, *self.limits.guesses]

    def otherwise(self, facts: Iterable[str]) -> tuple[Mapping[str, Variable], Renaming]:
        """Other variables for some facts, and the way from formulas to the same of the other case."""
        others = {name: variable(self.model.facts[name], f"{self.prefix}'") for name in facts}
        return others, Renaming(self, others)

    def _needed(self) -> Iterable[Formula]:
        for name, fact in self.model.facts.items():
            if fact.needed is not None:
                yield same_truth(self.variables[name].value.known, self.holds(fact.needed))

    def _admitted(self) -> Iterable[Formula]:
        for one in self.model.admissions:
            yield contrary(both(self.holds(one.when), self.expressions.truths(one.must)[1]))


def with_limits_apart(model: Model) -> Encoding:
    """The formulas of a ruleset in which different time limits are never equal."""
    return Encoding(model, limits=Limits(_triggers(model), apart=True))


def beside(one: Encoding, model: Model, prefix: str, *, from_same_times: bool = False) -> Encoding:
    """The formulas of another ruleset, with the facts that both know alike, and what calendar and clocks give to both.

    So what both rulesets say of a case in the same words is one formula.

    Args:
        one: the formulas of the one ruleset.
        model: the other.
        prefix: before the names of its own variables.
        from_same_times: whether time limits are compared only where they run from the same, whatever the clock is.
    """
    runs_alike = from_same_times or one.model.clock == model.clock
    limits = one.limits if runs_alike and counts_alike(one.model, model) else None
    functions = one.functions if one.model.awaits_calendar == model.awaits_calendar else None
    shared = [name for name, fact in model.facts.items() if can_be_one(one.model.facts.get(name), fact)]
    return Encoding(model, prefix, limits, functions, shared)


def _triggers(model: Model) -> frozenset[str]:
    """The facts from which time limits run, and those behind them: of derived ones all."""
    named = {model.clock, *(one.after for one in proposals_of(model))}
    given = frozenset(named & model.facts.keys())
    return given if named <= {*model.facts, ""} else frozenset(model.facts)


def proposals_of(model: Model) -> Iterator[Proposal]:
    """All that rules, limits and `otherwise` propose, with what stands inside."""
    left = [one for rule in model.rules for one in rule.proposals]
    left += [*model.otherwise, *(limit.owed for limit in model.limits if limit.owed is not None)]
    return proposals_in(left)


def proposals_in(proposals: Iterable[Proposal]) -> Iterator[Proposal]:
    """Some proposals, with what stands inside."""
    left = [*proposals]
    while left:
        one = left.pop()
        yield one
        left += [inner for bundle in one.options for inner in bundle]
        left += [inner for argument in one.arguments.values() for inner in argument.nested]


class Renaming:
    """Says of another case what a formula says of this one: some facts have other values, all else is the same."""

    def __init__(self, encoding: Encoding, others: Mapping[str, Variable]) -> None:
        self._encoding = encoding
        self._pairs = [
            pair
            for name, other in others.items()
            for pair in zip(encoding.variables[name].pieces(), other.pieces(), strict=True)
        ]
        self._facts = frozenset(others)
        self._seen: set[str] = set()

    def __call__(self, content: Any) -> Any:
        """The same of the other case."""
        if isinstance(content, tuple):
            return tuple(map(self, content))
        if isinstance(content, OneOf):
            return content.map(self)
        if not hasattr(content, "get_id"):
            return content
        self._rename_guesses()
        return z3().substitute(content, *self._pairs) if self._pairs else content

    def _rename_guesses(self) -> None:
        """What logic cannot say may differ where it depends on a fact that does."""
        for guess in self._encoding.guesses:
            for one in guess.variables:
                if str(one) not in self._seen and not guess.reads.isdisjoint(self._facts):
                    self._pairs.append((one, z3().Const(f"{one}'", one.sort())))
                self._seen.add(str(one))

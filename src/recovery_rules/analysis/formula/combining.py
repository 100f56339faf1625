"""Step 6: what several proposals of one action say of a parameter together."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from attrs import frozen

from recovery_rules.analysis.formula.bounding import lowered, raised
from recovery_rules.analysis.formula.expressions import Expressions
from recovery_rules.analysis.formula.first_ending import first_ending, is_uncertain
from recovery_rules.analysis.formula.logic import Formula, both, disjunction, either
from recovery_rules.analysis.formula.numbers import added, choose, higher, lower
from recovery_rules.analysis.formula.offers import Offer
from recovery_rules.analysis.formula.values import UNKNOWN, Value, first_of, folded, known, summed
from recovery_rules.model.actions import Argument, Parameter
from recovery_rules.model.rules import ActionTable


@frozen
class Combining:
    """Combines them.

    Attributes:
        expressions: what they say, as formulas.
        facts: those that a case gives.
    """

    expressions: Expressions
    facts: Collection[str]

    def combined(self, parameter: Parameter, offers: Sequence[Offer]) -> Value:
        """What they say together."""
        given: list[tuple[Formula, Value]] = []
        done: set[str] = set()
        for one in offers:
            if one.table is None:
                given.append((one.made, self.argument(one.proposal.arguments.get(parameter.name))))
            elif one.table.id not in done:
                done.add(one.table.id)
                given.append(self._aggregated(one.table, parameter, [it for it in offers if it.table is one.table]))
        if parameter.combine == "sum":
            return summed(given)
        if is_uncertain(parameter, offers):
            return first_ending(self.expressions, self.facts, given, f"which {parameter.name} ends first")
        match parameter.combine:
            case "greatest" | "highest_role":
                return folded(given, higher)
            case "least" | "soonest":
                return folded(given, lower)
            case "all":
                return folded(given, lambda one, other: tuple(map(either, one, other)))
            case _:
                return first_of([(both(made, value.known), value) for made, value in given])

    def argument(self, argument: Argument | None) -> Value:
        """What one of them says, within its own bounds."""
        if argument is None or argument.nested:
            return UNKNOWN
        value = UNKNOWN if argument.value is None else self.expressions.of(argument.value)
        if argument.at_least is not None:
            value = raised(value, self.expressions.of(argument.at_least))
        if argument.at_most is not None:
            cap = self.expressions.of(argument.at_most)
            value = lowered(value, Value(both(cap.known, value.known), cap.content))
        return value

    def _aggregated(self, table: ActionTable, parameter: Parameter, rows: Sequence[Offer]) -> tuple[Formula, Value]:
        """What the rows of an aggregating table give together."""
        made = disjunction(one.made for one in rows)
        given = [(one.made, self.argument(one.proposal.arguments.get(parameter.name))) for one in rows]
        if parameter.name != table.aggregated[1]:
            return made, first_of(given)
        match table.aggregation:
            case "count":
                count: Any = 0
                for one in rows:
                    count = added(count, choose(one.made, 1, 0))
                return made, known(count)
            case "sum":
                return made, Value(made, summed(given).content)
            case "min":
                return made, folded(given, lower)
            case _:
                return made, folded(given, higher)

"""What the rows of a table of actions give: the columns under `then` and the constants under `with`.

In: a table as written. Out: `Outputs`, which turns the cells of a row into proposals.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from attrs import frozen

from recovery_rules.document.rows import Row
from recovery_rules.document.scalars import Cell
from recovery_rules.document.tables import ActionTable
from recovery_rules.language.expressions import Constant
from recovery_rules.model.actions import ActionKind, Argument, Parameter, Proposal
from recovery_rules.model.link.actions import Actions
from recovery_rules.model.link.columns import refuse_repeated
from recovery_rules.model.link.literals import texts_of
from recovery_rules.source.printable import quote
from recovery_rules.source.suggest import closest
from recovery_rules.source.tree import ScalarNode

NOTHING: Final = "-"
_YES: Final = frozenset({"yes", "true"})
_NO: Final = frozenset({NOTHING, "no", "false"})


@frozen
class Output:
    """A column: a parameter of a kind, or whether an action of the kind is given."""

    name: str
    kind: ActionKind
    parameter: Parameter | None


@frozen
class Outputs:
    """The columns of one table, None for each that is wrong, and what every action of a kind has besides."""

    columns: tuple[Output | None, ...]
    constants: Mapping[str, Mapping[str, Argument]]
    constants_are_good: bool
    bounds: Mapping[str, tuple[ScalarNode | None, ScalarNode | None]]
    triggers: Mapping[str, str]  # after what the time limits of a kind run, where not after the clock
    actions: Actions

    def proposals(self, row: Row) -> tuple[Proposal, ...] | None:
        """What a row proposes, by kind in the order of the columns; None where a cell is wrong."""
        given: dict[str, dict[str, Argument]] = {}
        good = self.constants_are_good and None not in self.columns
        for output, cell in zip(self.columns, row.outputs, strict=True):
            if output is None or cell is None or _is_nothing(output, cell):
                continue
            arguments = given.setdefault(output.kind.id, dict(self.constants.get(output.kind.id, {})))
            if output.parameter is None:
                good = self._is_yes(cell) and good
            elif (argument := self._argument(output.parameter, cell)) is not None:
                arguments[output.parameter.name] = argument
            else:
                good = False
        if good and not given:
            message = f"row {row.number} gives no action"
            self.actions.problems.add("RR425", message, row.span, label="leave the row out")
        if not good or not given:
            return None
        found = [self._proposal(kind, arguments, row) for kind, arguments in given.items()]
        proposals = tuple(proposal for proposal in found if proposal is not None)
        return proposals if len(proposals) == len(found) else None

    def _proposal(self, name: str, given: dict[str, Argument], row: Row) -> Proposal | None:
        kind = self.actions.vocabulary.kinds[name]
        self.actions.check_required(kind, given, row.span)
        self.actions.check_distinct(kind, given)
        bounds = self.bounds.get(name, (None, None))
        if bounds != (None, None) and not self.actions.add_bounds(kind, given, given.keys(), bounds):
            return None
        runs = not set(kind.time_limits).isdisjoint(given)  # a row without a time limit runs after nothing
        return Proposal(
            name, self.actions.ordered(kind, given), self.triggers.get(name, "") if runs else "", span=row.span
        )

    def _argument(self, parameter: Parameter, cell: Cell) -> Argument | None:
        value = self.actions.arguments.value(parameter, cell)
        text = ", ".join(node.text for node in texts_of(cell))
        return None if value is None else Argument(value, text=text, span=cell.span)

    def _is_yes(self, cell: Cell) -> bool:
        if isinstance(cell, ScalarNode) and cell.text in _YES:
            return True
        message = "a column that names a kind says `yes`, or `-` for no such action"
        self.actions.problems.add("RR424", message, cell.span)
        return False


def link_outputs(table: ActionTable, actions: Actions) -> Outputs:
    """The columns and constants of a table."""
    refuse_repeated(table.then, actions.problems)
    columns = tuple(_column(node, actions) for node in table.then)
    _refuse_both_forms(table, columns, actions)
    named = {node.text.partition(".")[0] for node in table.then}
    constants: dict[str, Mapping[str, Argument]] = {}
    bounds: dict[str, tuple[ScalarNode | None, ScalarNode | None]] = {}
    triggers: dict[str, str] = {}
    good = True
    for name, written in table.with_.items():
        at = table.key_span("with", name)
        if name not in named:
            good = False
            if not any(node.missing for node in table.then):
                message = f"no column under `then` gives {quote(name)}"
                meant = closest(name, named)
                label = f"did you mean `{meant}`?" if meant else "add a column, or leave this out"
                actions.problems.add("RR421", message, at, label=label)
        elif (kind := actions.vocabulary.kinds.get(name)) is not None:
            found = _constants(table, kind, actions)
            constants[name] = found or {}
            bounds[name] = (written.at_least, written.at_most)
            said = {
                *(found or ()),
                *(one.parameter.name for one in columns if one and one.parameter and one.kind is kind),
            }
            trigger = actions.trigger(kind, written.after, said)
            triggers[name] = trigger or ""
            good = good and found is not None and trigger is not None
    return Outputs(columns, constants, good, bounds, triggers, actions)


def _column(node: ScalarNode, actions: Actions) -> Output | None:
    name, dot, parameter_name = node.text.partition(".")
    kind = actions.kind(name, node.part(0, len(name)))
    if kind is None or not dot:
        return None if kind is None else Output(node.text, kind, None)
    parameter = actions.parameter(kind, parameter_name, node.part(len(name) + 1, len(node.text)))
    if parameter is not None and parameter.nested:
        message = f"{quote(parameter_name)} holds actions; a cell cannot"
        actions.problems.add("RR421", message, node.span, label="write it under `with`")
        return None
    return None if parameter is None else Output(node.text, kind, parameter)


def _refuse_both_forms(table: ActionTable, columns: tuple[Output | None, ...], actions: Actions) -> None:
    """A column that says whether and columns that say what could contradict each other."""
    detailed = {output.kind.id for output in columns if output is not None and output.parameter is not None}
    for node, output in zip(table.then, columns, strict=True):
        if output is not None and output.parameter is None and output.kind.id in detailed:
            message = f"the columns of {quote(node.text)} already say whether it is given"
            actions.problems.add("RR421", message, node.span, label="leave this column out")


def _constants(table: ActionTable, kind: ActionKind, actions: Actions) -> Mapping[str, Argument] | None:
    written = table.with_[kind.id]
    columns = {node.text for node in table.then}
    found: dict[str, Argument] = {}
    for name, argument in written.by_name.items():
        at = written.key_span(name)
        if f"{kind.id}.{name}" in columns:
            message = f"the column `{kind.id}.{name}` already says this"
            actions.problems.add("RR421", message, at, label="leave one out")
            continue
        linked = actions.argument(kind, name, argument, at)
        if linked is not None and linked.value is not None and not isinstance(linked.value, Constant):
            message = "what every row shares is one fixed value"
            label = "write it into a column"
            actions.problems.add("RR426", message, argument.node.span, label=label)
        elif linked is not None:
            found[name] = linked
    return found if len(found) == len(written.by_name) else None


def _is_nothing(output: Output, cell: Cell) -> bool:
    if not isinstance(cell, ScalarNode):
        return False
    return cell.text in _NO if output.parameter is None else cell.text == NOTHING

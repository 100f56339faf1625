"""The rows of decision tables, in lists or by column name, aligned with the columns.

In: the list under `rows` and the columns of its table. Out: `Row`s whose cells stand in the order of the
columns. Tables are the large part of a large ruleset, so a row is looked at once and its cells stay the nodes
that they are.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from attrs import field, frozen
from pydantic import ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError

from recovery_rules.document.scalars import CELL_SCHEMA, TEXT_SCHEMA, Cell, Schema, shape_error
from recovery_rules.document.shapes import LABEL_SCHEMA, is_cell, label_errors, texts_by_locale
from recovery_rules.source.span import Span
from recovery_rules.source.tree import ListNode, MapNode, ScalarNode

GIVES: Final = "gives"  # the one output column of a table of facts


@frozen
class Row:
    """A row: a test for each column of `when`, an output for each of `then`, or what a table of facts gives.

    None is a column that a row written by column name does not mention: any value, no such output.
    """

    number: int  # from 1
    node: ListNode | MapNode
    tests: tuple[Cell | None, ...]
    outputs: tuple[Cell | None, ...]
    because: Mapping[str, ScalarNode] = field(factory=dict)  # by locale
    source: ScalarNode | None = None

    @property
    def span(self) -> Span:
        """Where the row stands."""
        return self.node.span


@frozen
class Columns:
    """The columns of one table. Rows of actions may have `notes`: a `because` and a `source` of their own."""

    when: tuple[str, ...]
    then: tuple[str, ...]
    notes: bool

    def align(self, value: object) -> tuple[Row, ...]:
        """The rows in the order of the columns.

        Raises:
            PydanticCustomError: It is not a list of rows.
            ValidationError: Rows do not fit; everything that does not is in it.
        """
        if not isinstance(value, ListNode):
            raise shape_error("a list of rows")
        if not value:
            raise PydanticCustomError("too_short", "no row", {"min_length": 1})
        width, split = len(self.when) + len(self.then), len(self.when)
        rows: list[Row] = []
        wrong: list[InitErrorDetails] = []
        for number, node in enumerate(value, 1):
            if type(node) is ListNode and len(node) == width and all(type(cell) is ScalarNode for cell in node):
                cells: tuple[Any, ...] = tuple(node)
                rows.append(Row(number, node, cells[:split], cells[split:]))
            elif errors := list(self._errors(node)):
                wrong += _moved(errors, number - 1)
            else:
                rows.append(self._row(number, node))
        if wrong:
            raise ValidationError.from_exception_data("rows", wrong)
        return tuple(rows)

    def _errors(self, node: object) -> Iterator[InitErrorDetails]:
        """What is wrong with a row."""
        if isinstance(node, ListNode):
            if len(node) != len(self.when) + len(self.then):
                columns = {"cells": len(node), "columns": [*self.when, *self.then]}
                yield _error(PydanticCustomError("row_width", "cells", columns))
            for position, cell in enumerate(node):
                if not is_cell(cell):
                    yield _error(shape_error("one text or a list of texts"), position)
        elif isinstance(node, MapNode):
            known = [*self.when, *self.then, *(("because", "source") if self.notes else ())]
            for key, cell in node.items():
                if key not in known:
                    yield _error(PydanticCustomError("column", "no such column", {"columns": known}), key)
                elif key == "because" and self.notes:
                    yield from _moved(label_errors(cell), key)
                elif key == "source" and self.notes:
                    if not isinstance(cell, ScalarNode):
                        yield _error(shape_error("one text"), key)
                elif not is_cell(cell):
                    yield _error(shape_error("one text or a list of texts"), key)
        else:
            yield _error(shape_error("a row: a list of cells, or a mapping by column"))

    def _row(self, number: int, node: Any) -> Row:
        if isinstance(node, ListNode):
            split = len(self.when)
            cells: tuple[Any, ...] = tuple(node)
            return Row(number, node, cells[:split], cells[split:])
        tests, outputs = (tuple(map(node.get, columns)) for columns in (self.when, self.then))
        if not self.notes:
            return Row(number, node, tests, outputs)
        because = texts_by_locale(node["because"]) if "because" in node else {}
        return Row(number, node, tests, outputs, because, node.get("source"))


def _error(error: PydanticCustomError, *loc: str | int) -> InitErrorDetails:
    return InitErrorDetails(type=error, loc=loc, input=None)


def _moved(errors: Iterable[InitErrorDetails], step: str | int) -> Iterator[InitErrorDetails]:
    """The errors of a part as errors of the whole."""
    for error in errors:
        yield InitErrorDetails(type=error["type"], loc=(step, *error.get("loc", ())), input=None)


ROWS_OF_FACTS: Final[Schema] = {
    "type": "array",
    "minItems": 1,
    "items": {
        "anyOf": [
            {"type": "array", "items": CELL_SCHEMA, "minItems": 2},
            {
                "type": "object",
                "properties": {GIVES: TEXT_SCHEMA},
                "required": [GIVES],
                "additionalProperties": CELL_SCHEMA,
            },
        ]
    },
}
ROWS_OF_ACTIONS: Final[Schema] = {
    "type": "array",
    "minItems": 1,
    "items": {
        "anyOf": [
            {"type": "array", "items": CELL_SCHEMA, "minItems": 2},
            {
                "type": "object",
                "properties": {"because": LABEL_SCHEMA, "source": TEXT_SCHEMA},
                "additionalProperties": CELL_SCHEMA,
            },
        ]
    },
}

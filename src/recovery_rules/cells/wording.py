"""Cases and clauses in an author's words, for messages: `severity minor, customer_tier unknown`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from recovery_rules.cells.cases import read_by
from recovery_rules.cells.index import bits
from recovery_rules.language.literals import text_of
from recovery_rules.model.own_clock import by_own_clock

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recovery_rules.cells.cases import Cases, Values
    from recovery_rules.cells.clauses import Clause
    from recovery_rules.cells.columns import CellSet, Column
    from recovery_rules.cells.shape import Shape
    from recovery_rules.language.types import Plain, Type
    from recovery_rules.model.ruleset import Model
    from recovery_rules.source.diagnostics import Problems
    from recovery_rules.source.span import Span


@frozen
class Example:
    """A case in words; not a real one where none was found and nothing proves that there is none."""

    words: str
    is_real: bool

    @property
    def note(self) -> str:
        """The line that shows it below a message."""
        if self.is_real:
            return f"for example: {self.words}"
        return f"no case that shows it was found, and no proof that there is none; look at {self.words}"


def value_in_words(value: Plain | None, type_: Type) -> str:
    """A value as an author writes it."""
    if value is None:
        return "unknown"
    if type_.kind in {"money", "unit"} and isinstance(value, int) and not value % 10**type_.digits:
        return f"{value // 10**type_.digits} {type_.unit}"  # 12 CNY, where the canonical text is 12.00 CNY
    return text_of(value, type_)


def case_in_words(model: Model, cases: Cases, values: Values, names: Iterable[str]) -> str:
    """The values of some facts and, of derived ones, of the given facts behind them."""
    wanted = list(names)
    behind = cases.behind(wanted)
    shown = [*wanted, *(name for name in model.facts if name in behind and name not in wanted)]
    told = by_own_clock(model, {name: values[name] for name in shown})
    return ", ".join(f"{name} {value_in_words(value, model.type_of(name))}" for name, value in told.items())


def clause_in_words(shape: Shape, clause: Clause) -> str:
    """One cell of each column that a clause restricts, by a value in it."""
    return ", ".join(cells_in_words(shape.columns[number], clause[number]) for number in sorted(clause))


def cells_in_words(column: Column, cells: CellSet) -> str:
    """The first cell of some, by a value in it."""
    cell = next(bits(cells))
    value = column.value_in(cell)
    if column.kind in {"truth", "membership"}:
        return f"`{column.name}` {'unknown' if value is None else 'true' if value else 'false'}"
    if column.kind == "presence":
        return f"{column.name} {'unknown' if value is None else 'known'}"
    return f"{column.name} {value_in_words(value, column.type)}"


def facts_in_order(model: Model, shape: Shape, columns: Iterable[int]) -> list[str]:
    """The facts that some columns test, in model order."""
    read = read_by(columns, shape)
    return [name for name in (*model.facts, *model.derived) if name in read]


def line_of(span: Span | None) -> str:
    """` (line 33)`, where the line is known."""
    return "" if span is None else f" (line {span.line})"


def written_at(problems: Problems, span: Span | None) -> str:
    """What an author wrote at a span of one line; empty where the file is not at hand."""
    if span is None or span.file not in problems.sources or span.line != span.end_line:
        return ""
    lines = problems.sources[span.file].splitlines()
    return lines[span.line - 1][span.column - 1 : span.end_column - 1] if span.line <= len(lines) else ""

"""The columns that a table tests, and the cells of its rows.

In: the `when` of a table of facts or of actions. Out: whether each column is a fact that can be tested.
"""

from __future__ import annotations

from collections.abc import Sequence

from recovery_rules.model.link.expressions import Expressions
from recovery_rules.source.diagnostics import Problems
from recovery_rules.source.printable import quote
from recovery_rules.source.tree import ScalarNode


def testable_columns(nodes: Sequence[ScalarNode], expressions: Expressions) -> tuple[bool, ...]:
    """For each column, whether rows can test it; what cannot be tested has been reported."""
    refuse_repeated(nodes, expressions.problems)
    return tuple(expressions.knows(node.text, node.span) for node in nodes)


def refuse_repeated(nodes: Sequence[ScalarNode], problems: Problems) -> None:
    """A column stands once, or a row by column name could not say which it means."""
    seen: set[str] = set()
    for node in nodes:
        if node.text in seen:
            problems.add("RR421", f"the column {quote(node.text)} stands twice", node.span)
        seen.add(node.text)

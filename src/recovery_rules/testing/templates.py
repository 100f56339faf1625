"""Templates of cases: texts with `{column}` in them, filled from one line of a table.

In: the tree of a case file and a line. Out: the tree of one case, each filled text at the cell that it came from, so
that what is wrong with it is shown there. Called by `casefile`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Final

from attrs import frozen

from recovery_rules.document.shapes import is_cell
from recovery_rules.language.literals import parse_literal
from recovery_rules.model.actions import ActionKind
from recovery_rules.model.link.names import report_unknown
from recovery_rules.source.diagnostics import Problems
from recovery_rules.source.tree import ListNode, MapNode, Node, ScalarNode
from recovery_rules.testing.table import Line

_PLACE: Final = re.compile(r"\{([^{}]*)\}")
_TEMPLATES: Final = (
    "given",
    "facts",
    "expect",
    "offered",
    "not",
    "refused",
    "held",
    "fired",
    "source",
    "assumptions",
    "as_of",
    "role",
    "needs_approval",
)
_AMOUNT: Final = "amount"  # the parameter whose zero means that the action is not given


@frozen
class Filled:
    """One case of a table: its tree, how many of its actions are given (the others absent), and its derived facts."""

    tree: MapNode
    expected: int
    facts: Mapping[str, Node]


def check_columns(document: MapNode, columns: Collection[str], problems: Problems) -> None:
    """Report every `{column}` that the table does not have."""
    for key in _TEMPLATES:
        for node in _texts(document.get(key)):
            for match in _PLACE.finditer(node.text):
                _check_column(match.group(1).strip(), node, match.span(), columns, problems)


def check_basis(node: ScalarNode, columns: Collection[str], problems: Problems) -> None:
    """Report a column of `basis` that the table does not have."""
    _check_column(node.text, node, (0, len(node.text)), columns, problems)


def _check_column(
    name: str, node: ScalarNode, place: tuple[int, int], columns: Collection[str], problems: Problems
) -> None:
    if name not in columns:
        at = node.part(*place)
        report_unknown(problems, "RR463", name, what="a column of the table", known=columns, at=at, listed="columns")


def fill(document: MapNode, line: Line, kinds: Mapping[str, ActionKind], nothing: Collection[str] = ()) -> Filled:
    """The case of one line.

    A fact whose template meets an empty cell is not given. An action of which a parameter meets an empty cell or one of
    the words in `nothing`, or whose amount is zero, must be absent: told apart from others of its kind by what
    `distinct_by` names. Of `offered` nothing is then expected, nor in what another action holds.
    """
    entries: dict[str, Node] = {"given": MapNode({}, document.span, {})}
    for key in _TEMPLATES:
        node = document.get(key)
        if node is not None and key not in {"expect", "offered", "facts"}:
            filled = _filled(node, line)
            if filled is not None:
                entries[key] = filled
    entries |= {key: document[key] for key in ("only", "exact") if key in document}
    present, absent = _actions(document.get("expect"), line, kinds, nothing)
    entries["expect"] = ListNode([*present, *absent], document.span)
    offered, _ = _actions(document.get("offered"), line, kinds, nothing)
    entries["offered"] = ListNode(offered, document.span)
    facts = document.get("facts")
    derived: Node | dict[str, Node] | None = _filled(facts, line) if facts is not None else {}
    assert isinstance(derived, dict)
    return Filled(
        MapNode(entries, line.span, dict.fromkeys(entries, line.span)),
        len(present),
        derived,
    )


def _actions(
    expect: Node | None, line: Line, kinds: Mapping[str, ActionKind], nothing: Collection[str]
) -> tuple[list[Node], list[Node]]:
    present: list[Node] = []
    absent: list[Node] = []
    for kind, parameters, again in _entries(expect):
        filled = {
            name: _filled(node, line, nothing) if is_cell(node) else _nested(node, line, kinds, nothing)
            for name, node in parameters.items()
        }
        given = {name: node for name, node in filled.items() if node is not None}
        if len(given) == len(filled) and not _is_nothing(kinds.get(kind), given):
            present.append(again(given))
        else:
            told_apart = kinds[kind].distinct_by if kind in kinds else ()
            absent.append(again({name: node for name, node in given.items() if name in told_apart}))
    return present, absent


def _nested(node: Node, line: Line, kinds: Mapping[str, ActionKind], nothing: Collection[str]) -> Node:
    """The actions expected in a parameter; one that comes to nothing is not expected there."""
    present, _ = _actions(node, line, kinds, nothing)
    return ListNode(present, node.span)


def _entries(
    expect: Node | None,
) -> Iterator[tuple[str, Mapping[str, Node], Callable[[dict[str, Node]], Node]]]:
    """Each expected action: its kind, its templates, and how to write it with other parameters."""
    items = expect if isinstance(expect, ListNode) else [] if expect is None else [expect]
    for item in items:
        if isinstance(item, ScalarNode):
            yield item.text, {}, lambda _, bare=item: bare  # type: ignore[misc]  # a default binds it now
        elif isinstance(item, MapNode):
            for kind, parameters in item.items():
                assert isinstance(parameters, MapNode)
                yield kind, parameters, lambda given, kind=kind, item=item: _action(kind, item, given)  # type: ignore[misc]


def _action(kind: str, item: MapNode, given: dict[str, Node]) -> MapNode:
    old = item[kind]
    assert isinstance(old, MapNode)
    spans = {name: old.key_spans[name] for name in given}
    return MapNode({kind: MapNode(given, old.span, spans)}, item.span, {kind: item.key_spans[kind]})


def _is_nothing(kind: ActionKind | None, given: Mapping[str, Node]) -> bool:
    node = given.get(_AMOUNT)
    parameter = kind.parameters.get(_AMOUNT) if kind is not None else None
    if not isinstance(node, ScalarNode) or parameter is None or not parameter.type.is_quantity:
        return False
    try:
        return parse_literal(node.text, parameter.type) == 0
    except ValueError:
        return False  # linking says so at its place


def _filled(node: Node, line: Line, nothing: Collection[str] = ()) -> Node | None:
    """The node with its columns filled in; None where a column that it needs is empty or says one of those words."""
    if isinstance(node, ScalarNode):
        return _text(node, line, nothing)
    if isinstance(node, ListNode):
        return ListNode([item for one in node if (item := _filled(one, line, nothing)) is not None], node.span)
    entries = {key: filled for key, one in node.items() if (filled := _filled(one, line, nothing)) is not None}
    return MapNode(entries, node.span, {key: node.key_spans[key] for key in entries})


def _text(node: ScalarNode, line: Line, nothing: Collection[str]) -> ScalarNode | None:
    cells = [line.cells[match.group(1).strip()] for match in _PLACE.finditer(node.text)]
    if not cells:
        return node
    texts = [cell.text.strip() for cell in cells]
    if any(not text or text in nothing for text in texts):
        return None
    following = iter(texts)
    return ScalarNode(_PLACE.sub(lambda _: next(following), node.text), cells[0].span, quoted=True)


def _texts(node: Node | None) -> Iterator[ScalarNode]:
    if isinstance(node, ScalarNode):
        yield node
    elif node is not None:
        for item in node if isinstance(node, ListNode) else node.values():
            yield from _texts(item)

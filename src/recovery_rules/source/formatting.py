"""A file in its canonical layout: order of keys, indentation, quotes, blanks. Comments stay with what they are about.

In: the text of a file and its tree. Out: the text laid out anew. Called by the command line. What is in brackets or
braces stays so, and keeps its lines; texts of several lines keep theirs. A comment above an entry goes with it, one
that is indented deeper than the next entry goes with the one before, and what stands above everything stays there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from recovery_rules.source.canonical import in_order
from recovery_rules.source.remarks import Remark, Remarks, last_line
from recovery_rules.source.span import Span
from recovery_rules.source.tree import ListNode, MapNode, Node, ScalarNode

_STEP: Final = 2
_MOST_BLANK: Final = 2
_WORDS: Final = re.compile(r"[^\W\d_]\w*(?:[ ./-]\w+)*")
_MEANINGS: Final = frozenset({"null", "yes", "no", "true", "false", "on", "off", "y", "n"})  # to some readers of YAML
_LINE: Final = re.compile(r"\r\n|\r|\n")


def stands_plain(text: str) -> bool:
    """Whether a text needs no quotes: words that mean nothing else to any reader of YAML.

    Example:
        >>> stands_plain("李总"), stands_plain("Ann Lee"), stands_plain("no"), stands_plain("4 d")
        (True, True, False, False)
    """
    return _WORDS.fullmatch(text) is not None and text.casefold() not in _MEANINGS


_Path = tuple[str | int, ...]


def formatted(text: str, tree: MapNode) -> str:
    r"""The text in its canonical layout.

    Args:
        text: What the tree was read from, without problems.
        tree: The file itself, without what it extends.

    Example:
        >>> from recovery_rules.source.diagnostics import Problems
        >>> from recovery_rules.source.limits import LoadLimits
        >>> from recovery_rules.source.reader import read
        >>> text = "rules:\n- then: ['apology']   # to all\n  id:  a\n# ours\nruleset: 'shop'\n"
        >>> tree = read(text, file="a.yaml", problems=Problems(), limits=LoadLimits())
        >>> print(formatted(text, tree), end="")
        # ours
        ruleset: shop
        rules:
          - id: a
            then: [apology]   # to all
    """
    return _Formatting(text, tree).text()


class _Formatting:
    def __init__(self, text: str, tree: MapNode) -> None:
        self._text, self._tree = text, tree
        self._remarks = Remarks(text, tree)
        self._lines = self._remarks.lines

    def text(self) -> str:
        first = self._tree.span.line
        head = [self._lines.line(number).strip() for number in range(1, first)]  # comments, and perhaps `---`
        after = self._remarks.after_all()
        if self._remarks.is_flow(self._tree):
            body = [*_behind(self._leaf(self._tree, 0, 0, ()), self._remarks.behind(last_line(self._tree.span)))]
            feet: list[Remark] = []
        else:
            feet, after = _feet(after, self._tree.span.column)
            body = self._mapping(self._tree, 0, (), feet=feet, headless=True)
        lines = [*head, *body, *_remarks(after, 0)]
        return "\n".join(_without_many_blanks(lines)) + "\n"

    # ------------------------------------------------------------------------------------------------ blocks

    def _mapping(
        self, node: MapNode, indent: int, path: _Path, feet: Sequence[Remark] = (), *, headless: bool = False
    ) -> list[str]:
        """The entries; `feet` stand below them, and where it is `headless` what stands above is not its own."""
        spans = [node.key_spans[key] for key in node]
        gaps = [_feet(self._remarks.before(span.line), span.column) for span in spans[1:]]
        first = [] if headless or not spans else self._remarks.before(spans[0].line)
        heads = [first, *(above for _, above in gaps)]
        inner, last = _feet(feet, spans[-1].column) if spans else ([], list(feet))
        entries = {
            key: [*_remarks(above, indent), *self._entry(node, key, indent, path, below)]
            for key, above, below in zip(node, heads, [*(own for own, _ in gaps), inner], strict=True)
        }
        return [*(line for key in in_order(entries, path) for line in entries[key]), *_remarks(last, indent)]

    def _entry(self, node: MapNode, name: str, indent: int, path: _Path, feet: Sequence[Remark]) -> list[str]:
        """A key, its value, and what stands below them."""
        key, value, path = node.key_spans[name], node[name], (*path, name)
        start = f"{' ' * indent}{self._written(key)}:"
        if not self._is_leaf(value):
            return [*_behind([start], self._remarks.behind(key.line)), *self._block(value, indent + _STEP, path, feet)]
        above: list[str] = []
        if value.span.line != key.line:  # what stands between the two goes above both
            own = self._remarks.behind(key.line)
            between = [*([own] if own else []), *self._remarks.before(value.span.line)]
            above = _remarks([one for one in between if one.text], indent)
        first, *others = self._leaf(value, indent, len(start) + 1, path)
        lines = _behind([f"{start} {first}", *others], self._remarks.behind(last_line(value.span)))
        return [*above, *lines, *_remarks(feet, self._below(value, indent))]

    def _block(
        self, node: Node, indent: int, path: _Path, feet: Sequence[Remark], *, headless: bool = False
    ) -> list[str]:
        if isinstance(node, MapNode):
            return self._mapping(node, indent, path, feet, headless=headless)
        assert isinstance(node, ListNode)
        return self._list(node, indent, path, feet)

    def _list(self, node: ListNode, indent: int, path: _Path, feet: Sequence[Remark]) -> list[str]:
        column = node.span.column
        gaps = [_feet(self._above_item(item, column), column) for item in node[1:]]
        inner, last = _feet(feet, column)
        heads = [self._above_item(item, column) for item in node[:1]] + [above for _, above in gaps]
        found: list[str] = []
        for number, (item, above, below) in enumerate(
            zip(node, heads, [*(own for own, _ in gaps), inner], strict=True)
        ):
            found += [*_remarks(above, indent), *self._item(item, indent, (*path, number), below)]
        return [*found, *_remarks(last, indent)]

    def _item(self, item: Node, indent: int, path: _Path, feet: Sequence[Remark]) -> list[str]:
        """A dash, what follows it, and what stands below."""
        dash, inner = f"{' ' * indent}- ", indent + _STEP
        if self._is_leaf(item):
            first, *others = self._leaf(item, indent, inner, path)
            lines = _behind([dash + first, *others], self._remarks.behind(last_line(item.span)))
            return [*lines, *_remarks(feet, self._below(item, indent))]
        lines = self._block(item, inner, path, feet, headless=True)
        top = next(place for place, line in enumerate(lines) if line and not line.lstrip().startswith("#"))
        above = [line and line[_STEP:] for line in lines[:top]]
        return [*above, dash + lines[top][inner:], *lines[top + 1 :]]

    def _above_item(self, item: Node, column: int) -> list[Remark]:
        """What stands above a dash, then what stands between it and its item."""
        line = item.span.line
        above = self._remarks.before(line)
        while self._lines.line(line)[: item.span.column - 1].strip(" -") or not self._has_dash(line, column):
            line -= 1
        if line == item.span.line:
            return above
        behind = self._remarks.behind(line)
        return [*self._remarks.before(line), *([behind] if behind else []), *(one for one in above if one.text)]

    def _has_dash(self, line: int, column: int) -> bool:
        return self._lines.line(line)[column - 1 : column] == "-"

    def _below(self, node: Node, indent: int) -> int:
        """How deep a comment stands that belongs to the entry above it: in a text of several lines it would be text."""
        return indent if self._is_in_lines(node) else indent + _STEP

    def _is_in_lines(self, node: Node) -> bool:
        return isinstance(node, ScalarNode) and self._written(node.span)[:1] in {"|", ">"}

    def _is_leaf(self, node: Node) -> bool:
        return isinstance(node, ScalarNode) or self._remarks.is_flow(node)

    # ------------------------------------------------------------------------------------------------ leaves

    def _leaf(self, node: Node, indent: int, column: int, path: _Path) -> list[str]:
        """The lines of a text or a flow collection that starts in a column, from 0; the first is not indented."""
        if isinstance(node, ScalarNode) and self._is_in_lines(node):
            return self._in_lines(node, indent)
        first, *others = _LINE.split(self._flow(node, path))
        moved = column + 1 - node.span.column
        kept = [" " * max(len(line) - len(line.lstrip()) + moved, indent + _STEP) + line.strip() for line in others]
        return [first.rstrip(), *(line.rstrip() for line in kept)]

    def _in_lines(self, node: ScalarNode, indent: int) -> list[str]:
        """A text below `|` or `>`: indented as it was, seen from the entry that it belongs to."""
        first, *others = _LINE.split(re.sub(r"(\r\n|\r|\n)\Z", "", self._written(node.span)))
        inside = [len(line) - len(line.lstrip(" ")) for line in others if line.strip()]
        digit = re.search("[1-9]", first.partition("#")[0])
        if digit:
            first = first.replace(digit.group(), str(_STEP), 1)
            moved = indent + _STEP - (self._owner_indent(node) + int(digit.group()))
        else:
            moved = indent + _STEP - min(inside, default=0)
        shifted = [line[-moved:] if moved < 0 else " " * moved + line for line in others]
        return [first.rstrip(), *(line if line.strip() else line.strip() for line in shifted)]

    def _owner_indent(self, node: ScalarNode) -> int:
        line = self._lines.line(node.span.line)
        return len(line) - len(line.lstrip(" -"))

    def _flow(self, node: Node, path: _Path) -> str:
        """A flow collection with its entries in order and its texts without quotes that they do not need."""
        if isinstance(node, ScalarNode):
            return self._scalar(node)
        parts = (
            [(self._pair(node, key, path), node.key_spans[key], node[key].span, key) for key in node]
            if isinstance(node, MapNode)
            else [(self._flow(item, (*path, place)), item.span, item.span, "") for place, item in enumerate(node)]
        )
        start, stop = self._place(node.span)
        if not parts:
            return self._text[start:stop]
        edges = [(self._place(first)[0], self._place(last)[1]) for _, first, last, _ in parts]
        gaps = [self._text[one:other] for (_, one), (other, _) in pairwise(edges)]
        head, tail = self._text[start : edges[0][0]], self._text[edges[-1][1] : stop]
        if isinstance(node, MapNode) and not any("#" in gap for gap in (head, *gaps, tail)):
            order = in_order(node, path)
            parts.sort(key=lambda part: order.index(part[3]))
        gaps = [re.sub(r"\A *, *\Z", ", ", gap) for gap in gaps] if isinstance(node, MapNode) else gaps
        inner = "".join(part[0] + gap for part, gap in zip(parts, [*gaps, ""], strict=True))
        return _snug(head, at_start=True) + inner + _snug(tail, at_start=False)

    def _pair(self, node: MapNode, key: str, path: _Path) -> str:
        span, value = node.key_spans[key], node[key]
        between = self._text[self._place(span)[1] : self._place(value.span)[0]]
        shown = ": " if not between.replace(":", "", 1).strip(" ") else between
        return self._written(span) + shown + self._flow(value, (*path, key))

    def _scalar(self, node: ScalarNode) -> str:
        written = self._written(node.span)
        if written[:1] not in {"'", '"'} or _LINE.search(written):
            return written
        if stands_plain(node.text):
            return node.text
        if written[0] == "'" and not set(node.text) & set("\"\\'") and node.text.isprintable():
            return f'"{node.text}"'
        return written

    def _written(self, span: Span) -> str:
        start, stop = self._place(span)
        return self._text[start:stop]

    def _place(self, span: Span) -> tuple[int, int]:
        lines = self._lines
        return lines.start(span.line) + span.column - 1, lines.start(span.end_line) + span.end_column - 1


def _snug(edge: str, *, at_start: bool) -> str:
    """A bracket without the blanks inside of it; a pair alone in a list has none."""
    if not edge or _LINE.search(edge) or "#" in edge:
        return edge
    return edge[0] + edge[1:].strip(" ") if at_start else edge[:-1].strip(" ").removesuffix(",").strip(" ") + edge[-1]


def _feet(remarks: Sequence[Remark], column: int) -> tuple[list[Remark], list[Remark]]:
    """What belongs to the entry above, since it is indented deeper than the next one, and the rest."""
    last = 0
    for place, remark in enumerate(remarks):
        if remark.text and remark.column <= column:
            break
        if remark.text:
            last = place + 1
    return list(remarks[:last]), list(remarks[last:])


def _remarks(remarks: Sequence[Remark], indent: int) -> list[str]:
    return [" " * indent + one.text if one.text else "" for one in remarks]


def _behind(lines: Sequence[str], remark: Remark | None) -> list[str]:
    """Lines with a comment behind the last one: in its column where there is room, else two blanks further."""
    if remark is None:
        return list(lines)
    *others, last = lines
    return [*others, last.ljust(max(remark.column - 1, len(last) + 2)) + remark.text]


def _without_many_blanks(lines: Sequence[str]) -> Iterator[str]:
    blank = _MOST_BLANK
    for line in "\n".join(lines).rstrip("\n").split("\n"):
        blank = blank + 1 if not line else 0
        if blank <= _MOST_BLANK:
            yield line

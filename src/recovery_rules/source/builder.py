"""Parser events to nodes, with everything that YAML allows and a ruleset does not reported on the way.

In: the events of one file, in order. Out: the root node, and diagnostics. Called by `reader` alone. Nothing
recurses: open lists and mappings lie on a stack whose height is bounded, so no input can exhaust the
interpreter's own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from recovery_rules.source.characters import ODD_BLANKS, describe, refused
from recovery_rules.source.commas import glued, report_lost_entries, starts_with_lost_entry, value_cut_short
from recovery_rules.source.opened import Opened
from recovery_rules.source.printable import quote
from recovery_rules.source.refusals import (
    NULLS,
    acceptable_key,
    refuse_alias,
    refuse_cut_off,
    refuse_properties,
)
from recovery_rules.source.span import Span
from recovery_rules.source.tree import ListNode, MapNode, Node, ScalarNode
from recovery_rules.source.wide import wide_colon

if TYPE_CHECKING:
    from collections.abc import Callable

    from recovery_rules.source.diagnostics import Problems
    from recovery_rules.source.limits import LoadLimits
    from recovery_rules.source.lines import Lines

_SLIP = re.compile(r"[ \t]#[^\s#]")  # one blank: with any number, a million of them would take for ever
_CUT_OFF = re.compile(r"[ \t]+(#[^\s#][^\r\n]*)")
_AFTER_COLON = re.compile(r"\s*:[ \t]+(#[^\s#][^\r\n]*)")
_COLON = re.compile(r"\s*:")

_BETWEEN_LOOKS = 256  # values read before looking again whether there are too many problems


class Stop(Exception):  # noqa: N818 - control flow: the file is refused as a whole
    """Reading further would cost more than the limits allow; the reason has been reported."""


class Builder:
    """Takes the events of one file. `root` is the node that they describe, None until it is complete."""

    def __init__(
        self,
        file: str,
        lines: Lines,
        restore: Callable[[str], str] | None,
        problems: Problems,
        limits: LoadLimits,
    ) -> None:
        self.root: Node | None = None
        self.empty = False  # there is a document, but nothing in it
        self.long_quote: int | None = None  # offset of the last text, if it is quoted and has several lines
        self._file = file
        self._lines = lines
        self._line_count = lines.count
        self._text = lines.text
        self._restore = restore
        self._problems = problems
        self._limits = limits
        # Looked for once in the whole: hardly any file has one, and files have many values.
        self._slips = bool(_SLIP.search(lines.text)) or not set(lines.text).isdisjoint(ODD_BLANKS)
        self._stack: list[Opened] = []
        self._nodes = 0

    @property
    def unclosed(self) -> int | None:
        """The offset of the outermost bracket or brace that is still open."""
        offsets = (self._lines.start(one.start.line) + one.start.column - 1 for one in self._stack if one.flow)
        return next((offset for offset in offsets if self._text[offset] in "[{"), None)

    # ------------------------------------------------------------------------------------------------ events

    def scalar(self, event: Any) -> None:
        """A text, or nothing where one was due."""
        span = self._place(event)
        if event.anchor or event.tag:
            refuse_properties(event, self._lines, self._file, self._problems)
        text: str = event.value
        self.long_quote = None
        top = self._stack[-1] if self._stack else None
        key_next = top is not None and top.is_map and top.key is False
        if event.style:
            node = self._quoted(text, span, escapes=event.style == '"')
            if span.line != span.end_line and event.style in {"'", '"'}:
                self.long_quote = event.start_mark.index
        elif key_next or (text and text not in NULLS):
            node = ScalarNode(self._restore(text) if self._restore else text, span)
            if self._slips:
                node = self._checked(node, event.end_mark.index, is_key=key_next)
        else:
            node = self._missing(event, span, top)
        if len(text) > self._limits.scalar:
            message = f"a text of {len(text):,} characters, at most {self._limits.scalar:,} are read"
            self._problems.add("RR124", message, span)
            node = self._nothing(span)
        if top is not None and key_next:
            accepted = len(text) <= self._limits.scalar and self._accepts(node, top)
            top.key = node if accepted else None
            top.unnamed = "" if node.text == "<<" else node.text
            top.key_end = event.end_mark.index
        else:
            self._put(node)

    def _accepts(self, key: ScalarNode, top: Opened) -> bool:
        in_list = len(self._stack) > 1 and not self._stack[-2].is_map
        if in_list and key.text in top.keys and next(iter(top.keys)) in top.refused:
            return False  # where a dash is missing, all keys of the next entry stand twice
        return acceptable_key(key, top.keys, self._problems, in_list=in_list)

    def alias(self, event: Any) -> None:
        """`*name`: refused, a hole in its place."""
        span = self._place(event)
        refuse_alias(event.anchor, span, self._problems)
        top = self._stack[-1] if self._stack else None
        if top is not None and top.is_map and top.key is False:
            top.key, top.unnamed, top.key_end = None, "", event.end_mark.index
        else:
            self._put(self._nothing(span))

    def begin(self, event: Any, *, is_map: bool) -> None:
        """A list or mapping opens."""
        span = self._place(event)
        if event.anchor or event.tag:
            refuse_properties(event, self._lines, self._file, self._problems)
        if len(self._stack) >= self._limits.nesting:
            message = f"lists and mappings inside one another more than {self._limits.nesting} deep"
            self._problems.add("RR122", message, span.inside(0, 1))
            raise Stop
        top = self._stack[-1] if self._stack else None
        is_key = top is not None and top.is_map and top.key is False
        self._stack.append(Opened(span, is_map=is_map, flow=bool(event.flow_style), is_key=is_key))

    def end(self, event: Any) -> None:
        """The innermost list or mapping closes."""
        done = self._stack.pop()
        # A block ends where its last item does; the parser notices only at the next word.
        if done.flow:
            start, last = done.start, event.end_mark
            span = Span(start.file, start.line, start.column, last.line + 1, last.column + 1)
            report_lost_entries(done.lost, self._problems)
        else:
            span = done.start.to(done.end)
        node: Node
        if done.is_map and starts_with_lost_entry(done.lost):
            node = self._nothing(span)  # not even that it is a mapping is certain
        elif done.is_map:
            node = MapNode(done.entries, span, done.keys, tuple(done.refused))
        else:
            node = ListNode(done.items, span)
        if done.is_key:
            top = self._stack[-1]
            self._problems.add(
                "RR119",
                f"{'entries in braces' if done.is_map else 'a list'} cannot be a key",
                span,
                label="a key is one name; quote the text if the brackets belong to it",
            )
            top.key, top.unnamed, top.key_end = None, "", event.end_mark.index
        else:
            self._put(node)

    # ------------------------------------------------------------------------------------------------- nodes

    def _put(self, node: Node) -> None:
        if not self._stack:
            self.root = node
            return
        top = self._stack[-1]
        top.end = node.span
        if not top.is_map:
            top.items.append(node)
            return
        key, top.key = top.key, False
        if not isinstance(key, ScalarNode):
            top.refused.append(top.unnamed)
            return
        lost = top.flow and _is_missing(node) and not _COLON.match(self._text, top.key_end)
        if top.flow:
            top.lost.append((key, None if lost else node))
        if not lost:
            top.entries[key.text] = node
            top.keys[key.text] = key.span
        elif glued(key):
            self._split(key, top)
        elif (cut := value_cut_short(top.lost)) is not None:
            top.entries[cut.text] = self._nothing(top.keys[cut.text])

    def _split(self, key: ScalarNode, top: Opened) -> None:
        """Go on as if a blank stood behind the colon."""
        wide = wide_colon(key.text)
        name, _, rest = key.text.partition(":" if wide is None else wide.sign)
        if name not in top.entries:
            top.entries[name] = ScalarNode(rest, key.part(len(name) + 1, len(key.text)))
            top.keys[name] = key.part(0, len(name))

    def _quoted(self, text: str, span: Span, *, escapes: bool) -> ScalarNode:
        if self._restore:
            text = self._restore(text)
        if escapes and not text.isprintable():
            for code, message, _, _ in refused(text):
                self._problems.add(code, message, span, label="the backslash writes it: remove it")
                break
        return ScalarNode(text, span, quoted=True)

    def _checked(self, node: ScalarNode, end: int, *, is_key: bool) -> ScalarNode:
        """Plain text as far as it is what the author meant, a hole where the rest of it is unknown."""
        text = node.text
        meant = text.strip(ODD_BLANKS)
        if meant != text:
            first = text[0] in ODD_BLANKS
            at = node.part(0, 1) if first else node.part(len(text) - 1, len(text))
            message = f"a blank that YAML takes for a letter, {describe(text[0] if first else text[-1])}"
            self._problems.add("RR104", message, at, label="type an ordinary blank")
        cut = _CUT_OFF.match(self._text, end)
        if cut:
            in_flow = bool(self._stack) and self._stack[-1].flow
            whole = None if in_flow else f"{text} {cut.group(1).rstrip()}"
            self._refuse_cut_off(cut, whole)
            return node if is_key else self._nothing(node.span)
        return ScalarNode(meant, node.span) if meant != text and meant else node

    def _missing(self, event: Any, span: Span, top: Opened | None) -> ScalarNode:
        """A hole where a value was due, reported unless something else at this place was."""
        text: str = event.value
        owner = top.key if top is not None and isinstance(top.key, ScalarNode) else None
        if top is None:
            self.empty = True  # which is the reader's to say
        elif text:
            label = "quote it if the word is meant, or leave the entry out"
            self._problems.add("RR121", f"{quote(text)} means nothing at all in YAML", span, label=label)
        elif event.anchor or event.tag or (top.is_map and owner is None):
            pass  # reported already
        elif owner is None:
            cut = _CUT_OFF.match(self._text, event.end_mark.index)
            at = self._lines.span(self._file, event.end_mark.index - 1, event.end_mark.index)
            if cut:
                self._refuse_cut_off(cut)
            else:
                self._problems.add(
                    "RR111", "an item of this list is empty", at, label="write its value, or remove the line"
                )
        elif not top.flow or _COLON.match(self._text, top.key_end):
            self._refuse_missing_value(owner, top)
        return self._nothing(span)

    def _refuse_missing_value(self, key: ScalarNode, top: Opened) -> None:
        cut = _AFTER_COLON.match(self._text, top.key_end)
        if cut:
            self._refuse_cut_off(cut)
            return
        label = "write its value" if top.flow else "write its value; lines below that belong to it are indented deeper"
        self._problems.add("RR111", f"{quote(key.text)} has no value", key.span, label=label)

    def _refuse_cut_off(self, cut: re.Match[str], whole: str | None = None) -> None:
        refuse_cut_off(cut, self._lines, self._file, self._problems, whole=whole)

    # ------------------------------------------------------------------------------------------------- places

    def _place(self, event: Any) -> Span:
        """Where one more value stands."""
        start, end = event.start_mark, event.end_mark
        if end.line >= self._line_count:  # the parser adds a line break of its own to a text that lacks one
            span = self._lines.span(self._file, start.index, end.index)
        else:
            span = Span(self._file, start.line + 1, start.column + 1, end.line + 1, end.column + 1)
        self._nodes += 1
        if self._nodes % _BETWEEN_LOOKS == 0 and self._problems.full:
            raise Stop
        if self._nodes > self._limits.nodes:
            message = f"more than {self._limits.nodes:,} values in one file"
            self._problems.add("RR123", message, span.inside(0, 1), label="split the file")
            raise Stop
        return span

    def _nothing(self, span: Span) -> ScalarNode:
        return ScalarNode("", Span(span.file, span.line, span.column, span.line, span.column))


def _is_missing(node: Node) -> bool:
    return isinstance(node, ScalarNode) and node.missing

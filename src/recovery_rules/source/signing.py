"""An approval written into the text of a file, which otherwise stays as it is, letter by letter.

In: a text, its tree and the approval. Out: the text with `status: approved` and the approval. Called by the command
line. Nothing is parsed and written again: what is new goes to places that the tree knows.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from attrs import frozen

from recovery_rules.source.formatting import stands_plain
from recovery_rules.source.lines import Lines
from recovery_rules.source.tree import MapNode, ScalarNode

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from recovery_rules.source.span import Span

_BEFORE_STATUS: Final = ("language", "ruleset", "vocabulary", "title", "version")
_BEFORE_APPROVAL: Final = (*_BEFORE_STATUS, "status", "owner", "author", "review_by", "effective")
_BREAK: Final = re.compile(r"\r\n|\r|\n")
_WORDS: Final = re.compile(r"[^\W\d_]+(?:[ .'-]{1,2}[^\W\d_]+)+")  # several, so that it is no `null`
_OWN: Final = re.compile("approved|[0-9][0-9a-f-]*|[0-9a-f]{64}")


@frozen
class _Edit:
    start: int
    stop: int
    text: str


def signed(text: str, tree: MapNode, *, by: str, on: str, digest: str) -> str:
    r"""The text of a file with an approval, in the place of the one that it may have.

    Args:
        text: What the tree was read from.
        tree: The file itself, without what it extends; it loads.
        by: Who approves.
        on: The day.
        digest: Of the content.

    Example:
        >>> from recovery_rules.source.diagnostics import Problems
        >>> from recovery_rules.source.limits import LoadLimits
        >>> from recovery_rules.source.reader import read
        >>> text = "ruleset: shop # ours\nrules: []\n"
        >>> tree = read(text, file="a.yaml", problems=Problems(), limits=LoadLimits())
        >>> print(signed(text, tree, by="Ann Lee", on="2026-11-04", digest="1f"), end="")
        ruleset: shop # ours
        status: approved
        approval: {by: Ann Lee, on: 2026-11-04, digest: 1f}
        rules: []
    """
    return _Signing(text, tree).text({"by": by, "on": on, "digest": digest})


class _Signing:
    def __init__(self, text: str, tree: MapNode) -> None:
        self._text, self._tree, self._lines = text, tree, Lines(text)
        self._in_braces = text.startswith("{", self._start(tree.span))
        self._quotes = self._in_braces and text.startswith('"', self._start(next(iter(tree.key_spans.values()))))

    def text(self, approval: Mapping[str, str]) -> str:
        edits = [*self._status(), *self._approval(approval)]
        text = self._text
        for edit in sorted(edits, key=lambda one: one.start, reverse=True):
            text = text[: edit.start] + edit.text + text[edit.stop :]
        return text

    def _status(self) -> Iterable[_Edit]:
        entry = [f"{self._key('status')}: {self._value('approved')}"]
        if "status" in self._tree:
            yield self._instead("status", "approved", self._tree)
        elif "approval" in self._tree or self._anchor(_BEFORE_STATUS) != self._anchor(_BEFORE_APPROVAL):
            yield self._after(self._anchor(_BEFORE_STATUS), entry)

    def _approval(self, approval: Mapping[str, str]) -> Iterable[_Edit]:
        old = self._tree.get("approval")
        if isinstance(old, MapNode):
            yield from (self._instead(key, text, old) for key, text in approval.items())
            return
        inside = ", ".join(f"{self._key(key)}: {self._value(text)}" for key, text in approval.items())
        entries = [f"{self._key('approval')}: {{{inside}}}"]
        anchor = self._anchor(_BEFORE_APPROVAL)
        if "status" not in self._tree and anchor == self._anchor(_BEFORE_STATUS):
            entries.insert(0, f"{self._key('status')}: {self._value('approved')}")
        yield self._after(anchor, entries)

    def _anchor(self, keys: tuple[str, ...]) -> str:
        """The key after whose entry something new goes: `language`, `ruleset` or `vocabulary` is always there."""
        return [key for key in keys if key in self._tree][-1]

    def _instead(self, key: str, text: str, owner: MapNode) -> _Edit:
        old = owner[key]
        assert isinstance(old, ScalarNode)
        if old.text == text:
            return _Edit(0, 0, "")
        start, stop = self._start(old.span), self._stop(old.span)
        written = self._text[start:stop].rstrip()  # a text below its key goes as far as the next line
        return _Edit(start, start + len(written), self._value(text))

    def _after(self, key: str, entries: Iterable[str]) -> _Edit:
        key_span, span = self._tree.key_spans[key], self._tree[key].span
        indent = " " * (key_span.column - 1)
        on_its_own = not self._lines.line(key_span.line)[: key_span.column - 1].strip()
        found = _BREAK.search(self._text)
        end_of_line = found.group() if found else "\n"
        if self._in_braces:
            between = f",{end_of_line}{indent}" if on_its_own else ", "
            at = self._stop(span)
            return _Edit(at, at, "".join(between + entry for entry in entries))
        number = span.end_line if span.end_column == 1 else span.end_line + 1
        lines = "".join(f"{indent}{entry}{end_of_line}" for entry in entries)
        if number > self._lines.count:  # the last line, and nothing ends it
            return _Edit(len(self._text), len(self._text), end_of_line + lines.removesuffix(end_of_line))
        at = self._lines.start(number)
        return _Edit(at, at, lines)

    def _key(self, key: str) -> str:
        return f'"{key}"' if self._quotes else key

    def _value(self, text: str) -> str:
        """Quoted, unless it cannot be taken for anything but what it is."""
        plain = not self._quotes and (stands_plain(text) or _WORDS.fullmatch(text) or _OWN.fullmatch(text))
        return text if plain else json.dumps(text, ensure_ascii=False)

    def _start(self, span: Span) -> int:
        return self._lines.start(span.line) + span.column - 1

    def _stop(self, span: Span) -> int:
        return self._lines.start(span.end_line) + span.end_column - 1

"""Conveniences of YAML that a ruleset does without, and why, in an author's words.

In: the parser's event or a key. Out: diagnostics. Called by `builder`. What is refused would let one line of
a file change another (anchors, aliases, merge keys), replace declared types by guesses (tags, nulls), or lose
text in silence (a `#` that starts a comment).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from recovery_rules.source.printable import quote

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recovery_rules.source.diagnostics import Problems
    from recovery_rules.source.lines import Lines
    from recovery_rules.source.span import Span
    from recovery_rules.source.tree import ScalarNode

NULLS = frozenset({"~", "null", "Null", "NULL"})
EVERYTHING_IN_PLACE = "a ruleset says everything where it stands"

_PROPERTY = re.compile(r"([&!])[^\s,\[\]{}]*[ \t]*")
_SHORT = 40


def refuse_properties(event: Any, lines: Lines, file: str, problems: Problems) -> None:
    """`&name` and `!tag` before a value, each at its place."""
    at: int = event.start_mark.index
    for _ in range(2):  # YAML allows one of each, in either order
        found = _PROPERTY.match(lines.text, at)
        if found is None:
            return
        words = found.group().rstrip()
        span = lines.span(file, at, at + len(words))
        label = f"remove it; quote the text if it starts with `{found.group(1)}`"
        if found.group(1) == "&":
            message = f"{quote(words)} names this part of the file to repeat it; {EVERYTHING_IN_PLACE}"
            problems.add("RR115", message, span, label=label)
        else:
            message = f"{quote(words)} sets a type; the declared fact or field does that"
            problems.add("RR116", message, span, label=label)
        at = found.end()


def refuse_alias(name: str, span: Span, problems: Problems) -> None:
    """`*name` in the place of a value or a key."""
    message = f"{quote('*' + name)} repeats another part of the file; {EVERYTHING_IN_PLACE}"
    problems.add("RR115", message, span, label="write the text out; quote it if it starts with `*`")


def acceptable_key(node: ScalarNode, earlier: Mapping[str, Span], problems: Problems, *, in_list: bool = False) -> bool:
    """Whether a text may stand as a key after the `earlier` ones of its mapping; if not, why is reported.

    `in_list` says that the mapping is an entry of a list: its first key again most likely starts the next entry.
    """
    text, span = node.text, node.span
    if not text:
        problems.add("RR120", "a key without a name", span.inside(0, 1), label="write a name before the colon")
    elif not node.quoted and text == "<<":
        label = "write the entries out, or share them by `extends`"
        problems.add("RR118", f"`<<` merges other entries into these; {EVERYTHING_IN_PLACE}", span, label=label)
    elif not node.quoted and text in NULLS:
        label = "quote it if it is a name"
        problems.add("RR121", f"{quote(text)} means nothing at all in YAML", span, label=label)
    elif text in earlier:
        other = ", or start a new entry with `- `" if in_list and text == next(iter(earlier)) else ""
        label = f"it stands on line {earlier[text].line} already: keep one{other}"
        problems.add("RR114", f"{quote(text)} appears twice", span, label=label)
    else:
        return True
    return False


def refuse_cut_off(
    cut: re.Match[str], lines: Lines, file: str, problems: Problems, *, whole: str | None = None
) -> None:
    """Text that a `#` without a blank behind it made a comment; `whole` is what was meant, if known."""
    words = cut.group(1).rstrip()
    span = lines.span(file, cut.start(1), cut.start(1) + len(words))
    sample = ""
    if whole is not None and len(whole) <= _SHORT and not set('"\\') & set(whole):
        sample = f', `"{whole}"`,'
    label = f"quote the text{sample or ','} or write `# ` for a comment"
    problems.add("RR113", f"{quote(words.split()[0])} starts a comment and was cut off", span, label=label)

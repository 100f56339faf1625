"""Entries of `{...}` that have no colon: a comma that belonged to a value made a key of what follows it.

In: the entries of one mapping in braces. Out: diagnostics. Called by `builder` when the mapping closes,
because the help shows the whole value that the author wrote: `{severity: major, critical}` is mended as
`"major, critical"`.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from recovery_rules.source.printable import quote
from recovery_rules.source.tree import ScalarNode
from recovery_rules.source.wide import wide_brackets, wide_colon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recovery_rules.source.diagnostics import Problems
    from recovery_rules.source.tree import Node

_SHORT = 60
_SEPARATED = re.compile(r"(?:[A-Z]{3} )?-?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?(?:\s*[^\d\s,].*)?")
_FOR_PEOPLE = frozenset({"en", "zh", "because", "label", "source", "title"})  # keys of texts, which are no lists
_ASKED = re.compile(r"(?P<name>[^\W\d]\w*)\s*(?P<sign>==?|is\b|[<>]=?)\s*(?P<rest>\S.*)")


def report_lost_entries(entries: Sequence[tuple[ScalarNode | None, Node | None]], problems: Problems) -> None:
    """Report each run of keys without a value, once. The value None means that the entry has no colon."""
    if all(given is not None for _, given in entries):
        return
    owner, value = "", None  # the entry before
    run: list[ScalarNode] = []
    for key, given in [*entries, (None, None)]:
        if key is not None and given is None and not glued(key):
            run.append(key)
            continue
        if run:
            _report(owner, value, run, problems)
            run = []
        if key is not None and given is None and ":" not in key.text:
            _report_wide(key, problems)
        elif key is not None and given is None:
            name, _, rest = key.text.partition(":")
            label = f"a blank must follow the colon: `{name}: {rest}`"
            problems.add("RR127", f"{quote(key.text)} is not `key: value`", key.span, label=label)
        owner, value = "" if key is None else key.text, given


def starts_with_lost_entry(entries: Sequence[tuple[ScalarNode | None, Node | None]]) -> bool:
    """Whether no text stands before a key without a colon: then a list may be meant, or a key is not finished."""
    before: Node | None = None
    for key, given in entries:
        if given is None and key is not None and not glued(key) and not isinstance(before, ScalarNode):
            return True
        before = given or before
    return False


def value_cut_short(entries: Sequence[tuple[ScalarNode | None, Node | None]]) -> ScalarNode | None:
    """The key whose value a comma ended just before the last entry; None where the last one follows no text."""
    before = next(((key, given) for key, given in reversed(entries) if given is not None), None)
    return before[0] if before is not None and isinstance(before[1], ScalarNode) else None


def glued(key: ScalarNode) -> bool:
    """Whether it would be a key and its value if a blank stood behind the colon."""
    name, colon, rest = key.text.partition(":")
    return not key.quoted and (bool(name and colon and rest) or wide_colon(key.text) is not None)


def _report_wide(key: ScalarNode, problems: Problems) -> None:
    sign = wide_colon(key.text)
    assert sign is not None
    problems.add("RR127", sign.message, key.part(sign.start, sign.stop), label=sign.label)


def _report(owner: str, value: Node | None, run: Sequence[ScalarNode], problems: Problems) -> None:
    at = run[0].span.to(run[-1].span)
    words = [key.text for key in run]
    names = ", ".join(quote(word) for word in words[:5]) + (", …" if len(words) > 5 else "")  # noqa: PLR2004
    if not isinstance(value, ScalarNode):
        if len(run) == 1:
            asked = _ASKED.fullmatch(words[0])
            label = f"write `{words[0]}: ...`, or `[...]` if a list is meant"
            if asked:
                is_value = asked["sign"] in {"=", "==", "is"}
                test = asked["rest"] if is_value else f'"{asked["sign"]} {asked["rest"]}"'
                label = f"write `{asked['name']}: {test}`"
            problems.add("RR111", f"{names} has no value", at, label=label)
        else:
            problems.add("RR111", f"{names} have no values", at, label="write `[...]` if a list is meant")
        return
    became = "became a key of its own" if len(run) == 1 else "became keys of their own"
    whole = ", ".join([value.text, *words])
    if sign := wide_brackets(whole, 0):
        problems.add("RR127", sign.message, value.span.to(at), label=sign.label)
        return
    message = f"a comma ended this value, {names} {became}"
    if _is_tight(value, run) and (number := _SEPARATED.fullmatch(",".join([value.text, *words]))):
        label = f"write the number without separators, `{number.group().replace(',', '')}`"
        problems.add("RR112", message, at, label=label)
        return
    if owner in _FOR_PEOPLE:
        whole = whole.strip("“”‘’")
        mended = f', `"{whole}"`' if len(whole) <= _SHORT and not set('"\\') & set(whole) else ""
        problems.add("RR112", message, at, label=f"quote the whole text{mended}")
        return
    is_call = not set("()").isdisjoint(whole)  # of a function: no list can be meant
    label = "quote the whole value" + ("" if is_call else ", or write a list, `[...]`")
    if len(whole) <= _SHORT and not set('"\\') & set(whole):
        label = f'quote it, `"{whole}"`' + ("" if is_call else f", or write a list, `[{whole}]`")
    problems.add("RR112", message, at, label=label)


def _is_tight(value: ScalarNode, run: Sequence[ScalarNode]) -> bool:
    """Whether no blank follows the commas, as in a number and unlike a list."""
    return all(after.span.column == before.span.end_column + 1 for before, after in pairwise([value, *run]))

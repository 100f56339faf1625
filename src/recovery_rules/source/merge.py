"""Trees of several files as one, and the digest of the result.

In: the trees, those that are extended first. Out: one tree of their nodes, or its SHA-256. Called by `overlay` and the
façade.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any, Final

from attrs import field, frozen

from recovery_rules.source.printable import quote
from recovery_rules.source.role_order import check_role_order
from recovery_rules.source.suggest import closest
from recovery_rules.source.tree import ListNode, MapNode, Node, ScalarNode, plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recovery_rules.source.diagnostics import Problems
    from recovery_rules.source.span import Span

_BY_NAME: Final = ("facts", "types", "kinds", "units", "parameters", "derived", "authority")
_BY_ID: Final = ("rules", "tables", "limits", "admit", "properties")
_APPROVAL: Final = ("status", "approval")
_GOVERNANCE: Final = (*_APPROVAL, "owner", "author", "review_by", "effective", "no_follow_up")
_OWN: Final = (
    "extends",
    "allow",
    "examples",
    "ruleset",
    "vocabulary",
    "version",
    *_GOVERNANCE,
)  # of a file, not of those that extend it
_NO_MEANING: Final = ("extends", "allow", "properties", "examples")
_SORTED: Final = frozenset({*_BY_NAME, *_BY_ID, "examples", "cases"})  # sections of entries whose own keys are sorted


def merged(trees: Sequence[MapNode], problems: Problems, *, complete: bool = True) -> MapNode:
    """One tree; the last one wins where content does not add up.

    Where it is not `complete`, what an entry says that it replaces may be in a file that could not be read.
    """
    last = trees[-1]
    entries: dict[str, Node] = {}
    key_spans: dict[str, Span] = {}
    for tree in trees:
        for key, value in tree.items():
            if tree is last or key not in _OWN:
                entries[key] = value
                key_spans[key] = tree.key_spans[key]
    names = _Names(problems, complete)
    for key in entries:
        sections = [tree[key] for tree in trees if key in tree]
        if key in _BY_NAME:
            entries[key] = _by_name(key, sections, names)
        elif key in _BY_ID:
            entries[key] = _by_id(key, sections, names)
        elif key == "roles":
            check_role_order(sections, problems)
    lost = (*(key for tree in trees for key in tree.lost), *sorted(names.twice))
    return MapNode(entries, last.span, key_spans, lost)


@frozen
class Digests:
    """The SHA-256 of what a merged tree says, as 64 hexadecimal digits.

    It is taken of the JSON of the tree without blanks, in UTF-8, every scalar as a text. Labels and reasons count, for
    people decide by them. Comments, quotes, layout, the division into files, `extends`, `replaces`, `allow`,
    `properties` and `examples` do not count. The keys of the file, and those of the entries in its sections, are
    sorted; any other order counts, for that of rules, kinds and values has a meaning.

    Attributes:
        content: of what decides. Who answers for the content and when it is in force does not count: an old version
            that is given a last day still decides what it decided.
        approved: of what is approved: also who answers for the content, and when it is in force.
    """

    content: str
    approved: str


def digests(tree: MapNode) -> Digests:
    """Both digests of a merged tree."""
    written = _written(tree)
    return Digests(_digest(written, (*_NO_MEANING, *_GOVERNANCE)), _digest(written, (*_NO_MEANING, *_APPROVAL)))


def says_the_same(one: MapNode, other: MapNode) -> bool:
    """Whether two files have the same content, examples included, however they are laid out."""
    return plain(one) == plain(other) and _written(one) == _written(other)


def _written(tree: MapNode) -> dict[str, str]:
    """What stands under each key, as JSON; the keys in order."""
    return {
        key: json.dumps(_sorted(key, plain(tree[key])), ensure_ascii=False, separators=(",", ":"))
        for key in sorted(tree)
    }


def _digest(written: Mapping[str, str], without: tuple[str, ...]) -> str:
    entries = (f"{json.dumps(key, ensure_ascii=False)}:{text}" for key, text in written.items() if key not in without)
    return hashlib.sha256(f"{{{','.join(entries)}}}".encode()).hexdigest()


def _sorted(key: str, section: Any) -> Any:
    if key not in _SORTED:
        return section
    without = ("replaces", "allow") if key in _BY_ID else ("replaces",)
    if isinstance(section, dict):
        return {name: _by_key(entry, without) for name, entry in section.items()}
    return [_by_key(entry, without) for entry in section] if isinstance(section, list) else section


def _by_key(entry: Any, without: tuple[str, ...]) -> Any:
    if not isinstance(entry, dict):
        return entry
    return {key: entry[key] for key in sorted(entry) if key not in without}


def _by_name(key: str, sections: Sequence[Node], names: _Names) -> Node:
    entries: dict[str, Node] = {}
    key_spans: dict[str, Span] = {}
    for section in sections:
        if not isinstance(section, MapNode):
            return section  # for the document stage to report
        for name, entry in section.items():
            names.check(key, name, entry, section.key_spans[name], key_spans)
            entries[name] = _without_flag(entry) if key == "authority" else entry
            key_spans[name] = section.key_spans[name]
    lost = tuple(name for section in sections if isinstance(section, MapNode) for name in section.lost)
    return MapNode(entries, sections[-1].span, key_spans, lost)


def _without_flag(entry: Node) -> Node:
    """What a role may do: all that stands there is about actions, but for the word that it replaces a base's."""
    if not isinstance(entry, MapNode) or not _replaces(entry):
        return entry
    return MapNode(
        {key: node for key, node in entry.items() if key != "replaces"}, entry.span, entry.key_spans, entry.lost
    )


def _by_id(key: str, sections: Sequence[Node], names: _Names) -> Node:
    entries: list[Node] = []
    spans: dict[str, Span] = {}
    positions: dict[str, int] = {}
    for section in sections:
        if not isinstance(section, ListNode):
            return section  # for the document stage to report
        for entry in section:
            name = entry.get("id") if isinstance(entry, MapNode) else None
            if not isinstance(name, ScalarNode) or name.missing:
                entries.append(entry)  # for the document stage to report
                continue
            names.check(key, name.text, entry, name.span, spans)
            if name.text in positions and (_replaces(entry) or _may_replace(entry)):
                names.check_level(entries[positions[name.text]], entry, name)
                entries[positions[name.text]] = entry
            else:
                positions[name.text] = len(entries)
                entries.append(entry)
            spans[name.text] = name.span
    return ListNode(entries, sections[-1].span)


@frozen
class _Names:
    """Whether names are declared once, or replaced where an entry of another file says so.

    `twice` are the sections in which one file declares a name twice: one of the two was meant to have another name,
    which nobody knows.
    """

    problems: Problems
    complete: bool
    twice: set[str] = field(factory=set)

    def check(self, section: str, name: str, entry: Node, span: Span, known: Mapping[str, Span]) -> None:
        replaces = _replaces(entry)
        if name in known and known[name].file == span.file:
            label = f"rename one of the two: the first is on line {known[name].line}"
            self.problems.add("RR165", f"{quote(name)} is declared twice", span, label=label)
            self.twice.add(section)
        elif name in known and not replaces and not _may_replace(entry):
            first = known[name]
            label = f"add `replaces: true` if it takes the place of {first.file}:{first.line}"
            self.problems.add("RR165", f"{quote(name)} is declared twice", span, label=label)
        elif replaces and name not in known and self.complete:
            meant = closest(name, known)
            label = f"did you mean `{meant}`?" if meant else ""
            self.problems.add("RR166", f"{quote(name)} replaces nothing", span, label=label)

    def check_level(self, replaced: Node, entry: Node, name: ScalarNode) -> None:
        """Says it where a house does as it likes with what a law says."""
        if _is_of_law(replaced) and not _is_of_law(entry):
            message = f"the limit {quote(name.text)} is of law in {replaced.span.file}, and of the house here"
            label = "add `level: law`, or give the limit of the house a name of its own"
            self.problems.add("RR521", message, name.span, label=label)


def _is_of_law(entry: Node) -> bool:
    level = entry.get("level") if isinstance(entry, MapNode) else None
    return isinstance(level, ScalarNode) and level.text == "law"


def _replaces(entry: Node) -> bool:
    flag = entry.get("replaces") if isinstance(entry, MapNode) else None
    return isinstance(flag, ScalarNode) and flag.text in {"true", "yes"}


def _may_replace(entry: Node) -> bool:
    """Whether `replaces` is misspelt, which is for the document stage to report."""
    if not isinstance(entry, MapNode):
        return True
    flag = entry.get("replaces")
    if flag is not None:
        return not isinstance(flag, ScalarNode) or flag.text not in {"false", "no"}
    return any(closest(key, ("replaces",)) for key in entry)

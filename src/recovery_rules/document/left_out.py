"""What is missing from a document because it was wrong: names that are declared, and that nobody may complain about.

In: the places of parts that are left out, noted by `mending`. Out: `LeftOut`, which the linker asks before it reports
a name that it does not know. Where even the name is gone, any name of that section may be the one.
"""

from collections.abc import Mapping
from typing import Final

from attrs import field, frozen

from recovery_rules.source.suggest import closest
from recovery_rules.source.tree import ListNode, MapNode, Node, ScalarNode

BY_NAME: Final = ("facts", "parameters", "derived", "types", "units", "kinds")
BY_ID: Final = ("rules", "tables", "limits")
IN_WORDS: Final = frozenset({"label", "labels"})  # for people: nothing depends on them
_WHERE: Final = frozenset({"when", "unless", "rows"})


@frozen
class LeftOut:
    """The names that a document lacks although its author gave them.

    Attributes:
        names: by section.
        parameters: kinds, each with the name of one of its parameters.
        unnamed: sections that lack entries whose names are not known either.
        anything: whether anything at all is missing.
        may_always_act: whether something is missing that may have said what happens in every case.
    """

    names: Mapping[str, frozenset[str]] = field(factory=dict)
    parameters: frozenset[tuple[str, str]] = frozenset()
    unnamed: frozenset[str] = frozenset()
    anything: bool = False
    may_always_act: bool = False

    def has(self, name: str, *sections: str) -> bool:
        """Whether a name that no entry has may be that of one that is left out of the sections.

        A name that is refused for its letters is written in another way elsewhere, so a near one counts too.
        """
        return any(
            section in self.unnamed or name in self.named(section) or closest(name, self.named(section))
            for section in sections
        )

    def has_any(self, *sections: str) -> bool:
        """Whether anything is left out of the sections."""
        return any(section in self.unnamed or self.named(section) for section in sections)

    def named(self, section: str) -> frozenset[str]:
        """The names that are left out of a section, as far as they are known."""
        return self.names.get(section, frozenset())


NOTHING: Final = LeftOut()


class Losses:
    """Collects what is left out of one tree."""

    def __init__(self) -> None:
        """Nothing is left out yet."""
        self._names: dict[str, set[str]] = {}
        self._parameters: set[tuple[str, str]] = set()
        self._unnamed: set[str] = set()
        self._anything = False
        self._may_always_act = False

    def note(self, steps: tuple[str | int, ...], tree: MapNode) -> None:
        """Note the part to which the steps lead; it may still stand there, so that its name is known."""
        self._anything = True
        section, inside = str(steps[0]), steps[1:]
        if section == "extends" and isinstance(given := tree.get(section), ScalarNode) and not given.missing:
            return  # a list was due, and it has been read as one
        if not inside or section in {"roles", "extends"}:
            self.note_unnamed(section)
        elif section in BY_NAME:
            self._note_declaration(section, [str(step) for step in inside])
        elif section in BY_ID:
            self._note_entry(section, inside, tree.get(section))

    def note_unnamed(self, section: str) -> None:
        """Note entries of a section whose names nobody knows."""
        self._anything = True
        self._unnamed.add(section)
        self._may_always_act |= section in {"rules", "tables", "otherwise"}

    def note_unknown_section(self, given: Node, tree: MapNode) -> None:
        """Note a key of the file that means nothing: by its shape it may have been any section that is not there."""
        self._anything = True
        entries = list(given.values()) if isinstance(given, MapNode) else given if isinstance(given, ListNode) else []
        if any(isinstance(entry, MapNode) for entry in entries):
            sections = BY_NAME if isinstance(given, MapNode) else BY_ID
            for section in (*sections, "roles"):
                if section not in tree:
                    self.note_unnamed(section)
        elif isinstance(given, ListNode):
            self._note_unknown_names([entry.text for entry in given if isinstance(entry, ScalarNode)], tree)
        self._may_always_act |= "otherwise" not in tree

    def _note_unknown_names(self, names: list[str], tree: MapNode) -> None:
        """A list of texts is one of roles, or of files to extend."""
        section = "extends" if any(name.endswith((".yaml", ".yml")) for name in names) else "roles"
        if section not in tree:
            self.note_unnamed(section)

    def found(self) -> LeftOut:
        """All of it."""
        return LeftOut(
            {section: frozenset(names) for section, names in self._names.items()},
            frozenset(self._parameters),
            frozenset(self._unnamed),
            self._anything,
            self._may_always_act,
        )

    def _note_declaration(self, section: str, inside: list[str]) -> None:
        name, *rest = inside
        if section == "kinds" and rest[:1] == ["parameters"] and len(rest) > 1:
            _, parameter, *rest = rest
            if not IN_WORDS.intersection(rest[:1]):
                self._parameters.add((name, parameter))
        elif not IN_WORDS.intersection(rest[:1]):
            self._names.setdefault(section, set()).add(name)

    def _note_entry(self, section: str, inside: tuple[str | int, ...], entries: Node | None) -> None:
        position, *rest = inside
        if section != "limits" and (not rest or rest[0] in _WHERE):
            self._may_always_act = True
        if rest and rest[0] != "id":
            return
        assert isinstance(entries, ListNode)
        assert isinstance(position, int)
        entry = entries[position]
        name = entry.get("id") if isinstance(entry, MapNode) else None
        if isinstance(name, ScalarNode) and name.text:
            self._names.setdefault(section, set()).add(name.text)
        else:
            self._unnamed.add(section)

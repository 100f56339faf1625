"""A tree without what pydantic found wrong in it, so that the rest becomes a document that can be linked.

In: a copy of the tree of a file, and the errors of its last validation. Out: the same copy, changed at the places of
the errors; validate it again. `reading` repeats that until no error is left.

A misspelt key or fixed word is read as the one that was probably meant, so that its part of the file is checked too.
Of a declaration with any other error nothing is kept but its name: what it lacks could change all that uses it.
Elsewhere a hole takes the place of what is wrong. Whatever later stages find at a hole is not reported, as at the holes
that the reader leaves. Where no hole can stand, the key goes if it is optional, and what it belongs to if it is not.
"""

from typing import Final

from pydantic_core import ErrorDetails

from recovery_rules.document.conditions import Conditions
from recovery_rules.document.holes import GONE, HOLE, NOWHERE, copy_of_mapping, insert_hole, is_hole, put, rename_key
from recovery_rules.document.left_out import BY_NAME, IN_WORDS, Losses
from recovery_rules.document.limits import Limit
from recovery_rules.document.located import Conflict, Located
from recovery_rules.document.place import Place, context_of, locate
from recovery_rules.document.wording import Parts
from recovery_rules.source.suggest import closest
from recovery_rules.source.tree import ListNode, MapNode, Node, ScalarNode

_NO_TEXT: Final = frozenset({"dict_type", "model_type", "word"})  # errors of places where no hole can stand
_LISTS: Final = frozenset({"tuple_type", "too_short"})


class HopelessError(Exception):
    """Nothing that could be linked is left of the file."""


class Mending:
    """A copy of a tree, and what has been changed in it."""

    def __init__(self, tree: MapNode) -> None:
        """Copy the tree."""
        self.tree = copy_of_mapping(tree)
        self.losses = Losses()
        self._guesses: set[tuple[int, str]] = set()
        self._tried: set[tuple[int, str | int]] = set()
        self._thinned: list[ListNode] = []
        self._kept: list[Node] = []  # what goes stays alive, so that identities stay unique
        self._note_lost(self.tree, ())

    # ------------------------------------------------------------------------------------------------ misspelt keys

    def meant_key(self, error: ErrorDetails, parts: Parts) -> str | None:
        """The key that was probably meant, where the error is that there is no such key."""
        place = locate(self.tree, error["loc"])
        owner = place.owner
        if not isinstance(owner, MapNode) or not _is_there(place, error) or _follows_hole(error, place, parts):
            return None
        if place.key in parts.get(id(owner), Located).foreign:
            return None
        return closest(place.key, [key for key in _possible_keys(error, owner, parts) if key not in owner])

    def rename(self, error: ErrorDetails, parts: Parts) -> None:
        """Give a misspelt key the name that was meant, unless another one has got it."""
        meant = self.meant_key(error, parts)
        if meant is None:
            return
        place = locate(self.tree, error["loc"])
        assert isinstance(place.owner, MapNode)
        rename_key(place.owner, place.key, meant)
        self._guesses.add((id(place.owner), meant))
        if meant == "extends" and place.owner is self.tree:
            self.losses.note_unnamed(meant)

    def is_consequence(self, error: ErrorDetails, parts: Parts) -> bool:
        """Whether the error only follows from another one.

        A guess does not fit, so the key was meant for something else; what is missing has been refused; or a key is
        unknown here because it is not indented below the one before it, which has no value.
        """
        place = locate(self.tree, error["loc"])
        if _follows_hole(error, place, parts):
            return True
        refused = error["type"] == "missing" and isinstance(place.node, MapNode) and "" in place.node.lost
        return refused or (_is_there(place, error) and self._is_guess(place.owner, place.key))

    def is_conflict_of_guess(self, conflict: Conflict, node: MapNode) -> bool:
        """Whether keys contradict each other only because one of them was taken for another."""
        return "" in node.lost or self._is_guess(node, conflict.key or "")

    def _is_guess(self, owner: Node | None, key: str) -> bool:
        return (id(owner), key) in self._guesses

    # ---------------------------------------------------------------------------------------------- what is left out

    def mend(self, error: ErrorDetails, parts: Parts) -> None:
        """Take away what the error is about, and no more than that."""
        place = locate(self.tree, error["loc"])
        if not _is_there(place, error):
            return  # it went with something else
        match error["type"]:
            case "missing":
                self._add_missing(place, str(error["loc"][-1]))
            case "extra_forbidden":
                self._drop_unknown_key(place, parts)
            case "form" if error["loc"][-1] == "[key]":
                self._note(place.steps)
                self._delete(place)
            case "column":
                self._drop_cell(place, context_of(error)["columns"])
            case "word" if meant := _meant_word(place.node, context_of(error)["words"]):
                put(place, meant)
            case _:
                self._replace(place, parts, error["type"])

    def mend_conflict(self, conflict: Conflict, node: MapNode) -> None:
        """Leave out the key that contradicts another, or add a hole for the one that is needed."""
        if conflict.needs:
            insert_hole(node, conflict.needs)
        elif conflict.key:
            node.pop(conflict.key, None)
        else:
            raise HopelessError

    def settle(self) -> None:
        """Close the gaps in lists; until then positions have to stay as the errors say."""
        for items in self._thinned:
            items[:] = [item for item in items if item is not GONE]
        self._thinned.clear()

    def _add_missing(self, place: Place, key: str) -> None:
        if _declaration(place.steps) is not None:
            self._leave_out(place)
            return
        assert isinstance(place.node, MapNode)
        self._note((*place.steps, key))
        insert_hole(place.node, key)

    def _drop_unknown_key(self, place: Place, parts: Parts) -> None:
        owner = place.owner
        assert isinstance(owner, MapNode)
        if place.owner is self.tree:
            self.losses.note_unknown_section(place.node, self.tree)
            if isinstance(place.node, ScalarNode) and "currency" in set(parts[id(owner)].known_keys()) - owner.keys():
                insert_hole(self.tree, "currency")
        elif _declaration(place.steps) is not None:
            self._leave_out(place)
            return
        self._note(place.steps)
        self._delete(place)
        if place.owner is not self.tree and parts[id(owner)].essential - owner.keys():
            self._replace(_parent(place), parts, "")

    def _drop_cell(self, place: Place, columns: list[str]) -> None:
        """It may have been meant for any column that the row does not mention."""
        self._note(place.steps)
        self._delete(place)
        assert isinstance(place.owner, MapNode)
        for column in columns:
            if column not in place.owner and column not in {"because", "source"}:
                insert_hole(place.owner, column)

    def _replace(self, place: Place, parts: Parts, error: str) -> None:
        """Put a hole, or a list of one, into the place; where that was no help, leave the entry out."""
        if not place.steps:
            raise HopelessError
        if _declaration(place.steps) is not None:
            self._leave_out(place)
            return
        self._note(place.steps)
        tried = (id(place.owner), place.steps[-1])
        is_key = isinstance(place.owner, MapNode)
        if parts.get(id(place.owner)) is Conditions:
            self._delete(place)  # a key over something that is no test is not meant for a fact
        elif error in _NO_TEXT or tried in self._tried or (is_hole(place.node) and not is_key):
            self._remove(place, parts)
        elif error in _LISTS or is_hole(place.node):
            self._tried.add(tried)
            put(place, ListNode([HOLE], NOWHERE))
        else:
            put(place, HOLE)

    def _remove(self, place: Place, parts: Parts) -> None:
        part = parts.get(id(place.owner))
        shared = place.steps[-2:-1] == ("with",)  # what all rows give of a kind; without it no row can be judged
        if shared or (part is not None and not part.does_without(str(place.steps[-1]))):
            self._replace(_parent(place), parts, "")
        else:
            self._delete(place)

    def _leave_out(self, place: Place) -> None:
        """Leave out the declaration to which a place belongs."""
        steps = _declaration(place.steps)
        assert steps is not None
        self._note(place.steps)
        self._delete(Place(place.nodes[: len(steps) + 1], steps))

    def _delete(self, place: Place) -> None:
        owner, step = place.owner, place.steps[-1]
        self._kept.append(place.node)
        if isinstance(owner, MapNode):
            owner.pop(str(step), None)
        elif isinstance(owner, ListNode):
            owner[int(step)] = GONE
            self._thinned.append(owner)

    def _note(self, steps: tuple[str | int, ...]) -> None:
        self.losses.note(steps, self.tree)

    def _note_lost(self, node: Node, steps: tuple[str | int, ...]) -> None:
        """Note the keys that the reader refused."""
        if isinstance(node, MapNode):
            for key in node.lost:
                self._note_lost_key(key, node, steps)
            for key, inner in node.items():
                self._note_lost(inner, (*steps, key))
        elif isinstance(node, ListNode):
            for position, inner in enumerate(node):
                self._note_lost(inner, (*steps, position))

    def _note_lost_key(self, key: str, owner: MapNode, steps: tuple[str | int, ...]) -> None:
        if key and key != "id":
            self._note((*steps, key))
        elif steps:
            self.losses.note_unnamed(str(steps[0]))
        else:
            self.losses.note_unknown_section(MapNode({"": owner}, owner.span, {}), self.tree)
            self.losses.note_unknown_section(ListNode([owner], owner.span), self.tree)


def _declaration(steps: tuple[str | int, ...]) -> tuple[str | int, ...] | None:
    """The part of a declaration that goes with what stands at a place; None where the place is in none."""
    match steps:
        case ("roles", *_):
            return steps[:1]
        case ("derived", _, "rows", _, *_):
            return None
        case ("kinds", _, "parameters", _, *rest):
            depth = 4
        case (section, _, *rest) if section in BY_NAME:
            depth = 2
        case _:
            return None
    return steps[: depth + 1] if rest and rest[0] in IN_WORDS else steps[:depth]


def _is_there(place: Place, error: ErrorDetails) -> bool:
    steps = [step for step in error["loc"] if not (isinstance(step, int) and step < 0)]
    if steps[-1:] == ["[key]"] and error["type"] != "extra_forbidden":  # pydantic's word for the key itself
        steps.pop()
    missing = error["type"] == "missing"
    return list(place.steps) == (steps[:-1] if missing else steps) and place.node is not GONE


def _follows_hole(error: ErrorDetails, place: Place, parts: Parts) -> bool:
    owner = place.owner
    if error["type"] != "extra_forbidden" or not isinstance(owner, MapNode) or not _is_there(place, error):
        return False
    known = parts[id(owner)].known_keys()
    before = list(owner)[: list(owner).index(place.key)]
    nearest = next((key for key in reversed(before) if key in known), None)
    return nearest is not None and is_hole(owner[nearest])


def _possible_keys(error: ErrorDetails, owner: MapNode, parts: Parts) -> list[str]:
    match error["type"]:
        case "extra_forbidden":
            return parts[id(owner)].known_keys()
        case "model_type" if context_of(error)["class_name"] == "Bounds":
            return Limit.known_keys()
        case "column":
            return list(context_of(error)["columns"])
        case _:
            return []


def _meant_word(node: Node, words: list[str]) -> ScalarNode | None:
    """The word that was meant; where there is only one, that."""
    if not isinstance(node, ScalarNode):
        return None
    meant = closest(node.text, words) or (words[0] if len(words) == 1 else None)
    return None if meant is None else ScalarNode(meant, node.span)


def _parent(place: Place) -> Place:
    return Place(place.nodes[:-1], place.steps[:-1])

"""What pydantic finds wrong with a document, in the words of its author and under the author's own text.

In: one error: its type, its details and the steps that lead to it. Out: one diagnostic. Called by `reading`.
"""

import itertools
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, TypeAlias

from attrs import evolve, frozen
from pydantic_core import ErrorDetails

from recovery_rules.document.limits import Bounds, Limit
from recovery_rules.document.located import Conflict, Located
from recovery_rules.document.place import Place, context_of, locate
from recovery_rules.document.scalars import DAY, ID, LOCALE, NAME, TOLD, UNDECIDED
from recovery_rules.source.diagnostics import Problems
from recovery_rules.source.printable import quote
from recovery_rules.source.span import Span
from recovery_rules.source.suggest import closest
from recovery_rules.source.tree import ListNode, MapNode, Node, ScalarNode

Parts: TypeAlias = Mapping[int, type[Located]]  # what each mapping was taken for, by its identity
_Details: TypeAlias = Mapping[str, Any]

_LIST: Final = "a list"
_ENTRIES: Final = "`key: value` entries"
_FIRST_KEYS: Final = {"Period": "from", "Arguments": "amount", "Fact": "type", "NamedType": "type", "Parameter": "type"}
_SYNONYMS: Final[Mapping[str, frozenset[str]]] = {  # what authors call a key; help only
    "when": frozenset({"if", "condition", "conditions", "where"}),
    "unless": frozenset({"except", "but_not", "if_not"}),
    "then": frozenset({"action", "actions", "do", "gives"}),
    "id": frozenset({"name", "key"}),
    "because": frozenset({"reason", "why", "description", "comment"}),
    "otherwise": frozenset({"else", "default", "defaults", "fallback"}),
    "facts": frozenset({"inputs", "input", "variables", "fields"}),
    "label": frozenset({"name", "title"}),
    "values": frozenset({"options", "choices", "enum"}),
    "at_most": frozenset({"max", "maximum", "cap"}),
    "at_least": frozenset({"min", "minimum"}),
    "overrides": frozenset({"replaces_rule", "instead_of"}),
    "law": frozenset({"legal", "statute", "statutory"}),
    "house": frozenset({"policy", "company", "internal"}),
    "properties": frozenset({"promises", "guarantees", "invariants"}),
    "examples": frozenset({"tests", "test", "cases"}),
}
_NO_OTHERWISE: Final = "for nothing, leave `otherwise` out"
_MONEY: Final = re.compile(r"[0-9.]+ ?[A-Z]{3}|[A-Z]{3} ?[0-9.]+")
_HEAD_OF_NUMBER: Final = re.compile(r"(?:^|\s)[0-9]{1,3}$")
_THOUSANDS: Final = re.compile(r"[0-9]{3}(?:\D.*)?")
_ASKED: Final = re.compile(r"(?P<fact>[^\W\d]\w*)\s*(?:==?|is\b)\s*(?P<value>[^\s,].*)")
_COMPUTED: Final = re.compile(r"\b(?:and|or|not|known|unknown)\b|[=<>]")  # what only an expression has
_BUILT_IN_SHAPES: Final = {"tuple_type": _LIST, "dict_type": _ENTRIES, "model_type": _ENTRIES}


@frozen
class _Finding:
    code: str
    message: str
    span: Span
    label: str = ""
    notes: tuple[str, ...] = ()


def report(error: ErrorDetails, tree: MapNode, parts: Parts, problems: Problems) -> None:
    """Add the diagnostic of an error."""
    place = locate(tree, error["loc"])
    if not _is_long_enough(error, place.node):
        finding = _finding(place, error, parts)
        problems.add(finding.code, finding.message, finding.span, label=finding.label, notes=finding.notes)


def report_conflict(conflict: Conflict, node: MapNode, problems: Problems) -> None:
    """Add the diagnostic of keys that do not go together."""
    span = node.key_spans[conflict.key] if conflict.key else _head(node)
    problems.add(conflict.code, conflict.message, span, label=conflict.label)


def _is_long_enough(error: ErrorDetails, node: Node) -> bool:
    """Whether a list is only too short because pydantic does not count entries that have errors of their own."""
    if error["type"] != "too_short" or not isinstance(node, ListNode):
        return False
    return len(node) >= int(context_of(error)["min_length"])


def _finding(place: Place, error: ErrorDetails, parts: Parts) -> _Finding:
    kind, details, last = error["type"], context_of(error), str(error["loc"][-1] if error["loc"] else "")
    match kind:
        case "missing":
            return _missing_key(place, last, parts)
        case "extra_forbidden":
            return _unknown_key(place, parts)
        case "tuple_type" | "dict_type" | "model_type":
            return _wrong_part(place, _BUILT_IN_SHAPES[kind], details, parts)
        case "form" if last == "[key]":
            assert place.key_span
            return _wrong_form(place.key, place.key_span, details)
        case "form":
            return _wrong_form(_text(place.node), place.span, details)
        case _:
            return _BY_TYPE[kind](place, details)


def _missing_key(place: Place, key: str, parts: Parts) -> _Finding:
    if place.key_span:
        return _Finding("RR141", f"{place.subject} needs `{key}`", place.key_span, f"add `{key}`")
    noun = parts[id(place.node)].noun
    return _Finding("RR141", f"{noun} needs `{key}`", _head(place.node), f"add `{key}`")


def _unknown_key(place: Place, parts: Parts) -> _Finding:
    assert isinstance(place.owner, MapNode)
    assert place.key_span
    part = parts[id(place.owner)]
    free = [key for key in part.known_keys() if key not in place.owner]
    message = f"{quote(place.key)} is not a key of {part.noun}"
    notes = (f"keys: {', '.join(part.known_keys())}",)
    if place.key in part.foreign:
        return _Finding("RR140", message, place.key_span, part.foreign[place.key], notes)
    word, blank, _ = place.key.partition(" ")
    label = f"a colon is due, `{word}: `" if blank and word in free else _meant_key(place.key, free)
    return _Finding("RR140", message, place.key_span, label, notes)


def _wrong_part(place: Place, wanted: str, details: _Details, parts: Parts) -> _Finding:
    if details.get("class_name") == "Bounds" and closest(place.key, Limit.known_keys()):
        return _unknown_key(place, parts)  # rather a slip of the keyboard than a parameter
    finding = _wrong_shape(place, {"wanted": wanted})
    if details.get("class_name") == "Bounds" and isinstance(place.node, ScalarNode):
        return evolve(finding, label=_as_bound(place.key, place.node.text))
    if details.get("class_name") == "Conditions" and isinstance(place.node, ScalarNode):
        return evolve(finding, label=_as_condition(place.node.text))
    key = _FIRST_KEYS.get(details.get("class_name", ""))
    if key and isinstance(place.node, ScalarNode):
        return evolve(finding, label=f"write {quote(f'{{{key}: {place.node.text}}}')}")
    return finding


def _wrong_shape(place: Place, details: _Details) -> _Finding:
    node, wanted = place.node, details["wanted"]
    label = ""
    if place.key == "otherwise" and isinstance(node, ScalarNode) and node.text in {"none", "nothing"}:
        label = _NO_OTHERWISE
    elif wanted.startswith(_LIST) and isinstance(node, ScalarNode):
        label = f"write a list, {quote(f'[{node.text}]')}"
    elif wanted == _LIST and isinstance(node, MapNode) and isinstance(place.steps[-1], int) and len(node) == 1:
        label = f"write a list, `[{next(iter(node))}: ...]`"
    elif wanted == _LIST and isinstance(node, MapNode):
        label = "start each entry with `- `"
    elif wanted == _ENTRIES and isinstance(node, ListNode) and any(isinstance(item, MapNode) for item in node):
        label = "leave out the dashes or brackets"
    elif wanted == _ENTRIES and isinstance(node, ScalarNode) and _MONEY.fullmatch(node.text):
        label = f"write `{{amount: {node.text}}}`"
    return _Finding("RR142", f"{place.subject} takes {wanted}, not {_found(node)}", place.span, label)


def _wrong_word(place: Place, details: _Details) -> _Finding:
    text, words = _text(place.node), details["words"]
    message = f"{quote(text)} is not a value of {quote(place.key)}"
    same = next((word for word in words if text.casefold() in _SYNONYMS.get(word, ())), "")
    label = f"did you mean `{same}`?" if same else _meant(text, words)
    return _Finding("RR143", message, place.span, label, (f"values: {', '.join(words)}",))


def _wrong_form(text: str, span: Span, details: _Details) -> _Finding:
    subject = quote(text) if text else "an empty text"
    form = next(form for form in (NAME, ID, LOCALE, DAY, TOLD, UNDECIDED) if form.what == details["what"])
    mended = re.sub(r"[\s/.-]+", "_", text.strip()) if form is NAME else re.sub(r"[\s/]+", "-", text.strip())
    label = f"write `{mended}`" if mended != text and form.accepts(mended) else ""
    return _Finding("RR144", f"{subject} is not {details['what']}", span, label, (details["hint"],))


def _too_short(place: Place, details: _Details) -> _Finding:
    least = details["min_length"]
    message = f"{place.subject} is empty" if least == 1 else f"{place.subject} takes {least} entries or more"
    return _Finding("RR145", message, place.span, _NO_OTHERWISE if place.key == "otherwise" else "")


def _several_kinds(place: Place, details: _Details) -> _Finding:
    kinds = details["kinds"]
    if not kinds:
        return _Finding("RR146", "an action without a kind", place.span)
    assert isinstance(place.node, MapNode)
    first, second = kinds[:2]
    given = place.node[first]
    indented = isinstance(given, ScalarNode) and given.missing
    label = f"indent it below {quote(first)}" if indented else "start an entry of its own with `- `"
    message = f"{quote(second)} beside {quote(first)}: an entry is one action"
    return _Finding("RR146", message, place.node.key_spans[second], label)


def _wrong_width(place: Place, details: _Details) -> _Finding:
    cells, columns = details["cells"], details["columns"]
    message = f"{_count(cells, 'cell')} in a row of {_count(len(columns), 'column')}"
    return _Finding("RR147", message, place.span, _unseparated(place.node), (f"columns: {', '.join(columns)}",))


def _unseparated(row: Node) -> str:
    """How to write a number of which the comma between thousands ended the cell."""
    texts = [_text(cell) for cell in row] if isinstance(row, ListNode) else []
    for text, rest in itertools.pairwise(texts):
        if _HEAD_OF_NUMBER.search(text) and _THOUSANDS.fullmatch(rest):
            return f"write the number without separators, `{text}{rest}`"
    return ""


def _no_column(place: Place, details: _Details) -> _Finding:
    columns = details["columns"]
    message = f"{quote(place.key)} is not a column of this table"
    span = place.key_span or place.span
    return _Finding("RR148", message, span, _meant(place.key, columns), (f"columns: {', '.join(columns)}",))


def _twice(place: Place, details: _Details) -> _Finding:
    names = details["names"]
    again = next(position for position, name in enumerate(names) if name in names[:position])
    assert isinstance(place.node, ListNode)
    message = f"{quote(names[again])} stands twice under {quote(place.key)}"
    return _Finding("RR150", message, place.node[again].span, "leave one out")


_BY_TYPE: Final[Mapping[str, Callable[[Place, _Details], _Finding]]] = {
    "shape": _wrong_shape,
    "word": _wrong_word,
    "too_short": _too_short,
    "one_kind": _several_kinds,
    "row_width": _wrong_width,
    "column": _no_column,
    "twice": _twice,
}


def _meant_key(word: str, free: Iterable[str]) -> str:
    keys = list(free)
    same = next((key for key in keys if word.casefold() in _SYNONYMS.get(key, ())), None)
    return f"did you mean `{same}`?" if same else _meant(word, keys)


def _as_bound(key: str, text: str) -> str:
    """How to write a floor or a cap of a limit that was written without its parameter, or without saying which."""
    if key in Bounds.known_keys():
        return f"name the parameter that it bounds: `amount: {{{key}: {text}}}`, or another"
    return f"write `{key}: {{at_most: {text}}}` for a cap, `{key}: {{at_least: {text}}}` for a floor"


def _as_condition(text: str) -> str:
    """How to write a condition that was written as one text."""
    asked = [_ASKED.fullmatch(part) for part in re.split(r"\s+and\s+", text)]
    tests = [(one["fact"], one["value"]) for one in asked if one is not None]
    if len(tests) == len(asked) and not any(_COMPUTED.search(value) for _, value in tests):
        return f"write {quote('{' + ', '.join(f'{fact}: {value}' for fact, value in tests) + '}')}"
    if _COMPUTED.search(text) and "," not in text:
        return f"write {quote(f'{{expr: {text}}}')}"
    return "write `{fact: condition}`, or `{expr: ...}` for a comparison of facts"


def _meant(word: str, candidates: Iterable[str]) -> str:
    best = closest(word, candidates)
    return f"did you mean `{best}`?" if best else ""


def _head(node: Node) -> Span:
    """The first key of a mapping, or the mapping where it is empty."""
    return next(iter(node.key_spans.values()), node.span) if isinstance(node, MapNode) else node.span


def _text(node: Node) -> str:
    return node.text if isinstance(node, ScalarNode) else ""


def _found(node: Node) -> str:
    if isinstance(node, ScalarNode):
        return "one text"
    return _LIST if isinstance(node, ListNode) else _ENTRIES


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"

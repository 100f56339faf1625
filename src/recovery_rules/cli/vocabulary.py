"""Kinds of actions and types as a page of Markdown, which is also fit to be read on a terminal.

In: the document of a ruleset or vocabulary. Out: lines. Called by `kinds`; `docs/reference/kinds.md` is such a page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from recovery_rules.document.kinds import PHASES, Kind, Parameter
from recovery_rules.document.ruleset import RulesetDocument
from recovery_rules.document.types import NamedType, Typed
from recovery_rules.source.tree import ScalarNode

_PHASES: Final = {
    "acknowledge": "what is said first",
    "mitigate": "what stops it from getting worse",
    "resolve": "what makes it good",
    "follow_up": "what comes afterwards",
}
_STREAMS: Final = {
    "remedy": "to the customer",
    "claim": "on the customer",
    "corrective": "in the organisation",
    "accountability": "inside the organisation",
}
_COMBINED: Final = {
    "greatest": "the greatest counts",
    "least": "the least counts",
    "soonest": "the soonest counts",
    "sum": "added up",
    "highest_role": "the highest counts",
    "same": "rules have to agree",
    "all": "all together",
}
_TYPES: Final = {
    "role": "a role",
    "actions": "actions",
    "money": "money",
    "duration": "a duration",
    "time_limit": "a time limit",
    "percent": "a percentage",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "yes or no",
    "text": "a text",
}
_IN_TOTAL: Final = {True: "; counts in the total", False: "; does not count in the total"}
_VALUES: Final = {"choice": "one of", "set": "any of", "scale": "one of"}


def vocabulary_page(document: RulesetDocument, command: str) -> Iterator[str]:
    """All kinds, phase by phase, then all named types."""
    title = next((node.text for node in document.title.values()), "")
    yield "# Kinds of actions and types"
    yield ""
    subject = title or "What a ruleset can use"
    yield f"{subject}, as `{command}` lists it. Behind a name stand its labels. What the other"
    yield "words of this page mean stands in the page of the language under kinds, types and actions."
    for phase in PHASES:
        of_phase = {name: kind for name, kind in document.kinds.items() if kind.phase == phase}
        if of_phase:
            yield from ("", f"## {phase}: {_PHASES[phase]}", "")
            for name, kind in of_phase.items():
                yield from _kind(name, kind, document.types)
    if document.types:
        yield from ("", "## Named types", "")
        for name, type_ in document.types.items():
            yield from _type(name, type_)


def _kind(name: str, kind: Kind, types: Mapping[str, NamedType]) -> Iterator[str]:
    apart = [f"`{node.text}`" for node in kind.distinct_by]
    more = f"; one action for each {' and '.join(apart)}" if apart else ""
    yield f"- `{name}`{_labels(kind.label)} ({kind.stream}, {_STREAMS[kind.stream]}{more})"
    for parameter, declared in kind.parameters.items():
        yield f"    - `{parameter}`: {_parameter(declared, types)}"


def _parameter(declared: Parameter, types: Mapping[str, NamedType]) -> str:
    required = "; required" if declared.required else ""
    counted = "" if declared.in_total is None else _IN_TOTAL[declared.in_total]
    return f"{_described(declared, types)}{required}; {_COMBINED[declared.combine]}{counted}"


def _described(typed: Typed, types: Mapping[str, NamedType]) -> str:
    name = typed.type.text
    if name in types:
        return f"`{name}`, {_described(types[name], {})}"
    if name in _VALUES:
        listed = ", ".join(f"`{value.text}`" for value in typed.values)
        return f"{_VALUES[name]} {listed}{_order(typed)}"
    return _TYPES.get(name, f"`{name}`")


def _order(typed: Typed) -> str:
    return ", low to high" if typed.type.text == "scale" else ""


def _type(name: str, type_: NamedType) -> Iterator[str]:
    yield f"- `{name}`{_labels(type_.label)}: {type_.type.text}{_order(type_)}"
    for value in type_.values:
        yield f"    - `{value.text}`{_labels(type_.labels.get(value.text, {}))}"


def _labels(label: Mapping[str, ScalarNode]) -> str:
    words = [node.text for node in label.values()]
    return f" {' · '.join(words)}" if words else ""

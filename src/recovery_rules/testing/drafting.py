"""Drafting: a case file with suggested cases and what the ruleset decides for them, for a person to review.

In: a ruleset and suggestions. Out: the text of a case file in the layout of `fmt`. Called by the command `cases`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from recovery_rules.analysis.cases.suggesting import Suggested, Suggestions, Unreached
from recovery_rules.decision import Decision
from recovery_rules.engine.outcome import Action, all_in
from recovery_rules.model.actions import CHOICE
from recovery_rules.model.link.examples import AUTHORITY, DUE, NOBODY
from recovery_rules.model.ruleset import Model
from recovery_rules.ruleset import Ruleset
from recovery_rules.source.diagnostics import Problems
from recovery_rules.source.formatting import formatted
from recovery_rules.source.limits import LoadLimits
from recovery_rules.source.printable import printable
from recovery_rules.source.reader import read
from recovery_rules.testing.values import can_be_written, kinds_in, shown_value

_WIDTH: Final = 100
_TOLD: Final = 3  # of what a case is there for, in its title
_PLAIN: Final = re.compile(
    r"(?!null\Z)(?:\.{1,2}/)*[^\W_](?:[\w./%+-]|:(?=\w))*(?: [\w./%+-]+)*", re.ASCII | re.IGNORECASE
)
_REASONS: Final = {"impossible": "proved impossible", "not found": "no case found, and no proof that there is none"}


def drafted(ruleset: Ruleset, suggestions: Suggestions, name: str) -> str:
    """The text of the case file.

    Args:
        ruleset: decides the cases.
        suggestions: the cases.
        name: what the file is to name as its ruleset.
    """
    lines = [
        f"# Suggested for {printable(ruleset.id)}: cases that reach every rule, and every boundary from both sides.",
        "# What they expect is what the ruleset decides now: review each before you keep it.",
        f"ruleset: {_scalar(name)}",
    ]
    lines += ["", "cases:"] if suggestions.cases else ["", "cases: []"]
    for number, one in enumerate(suggestions.cases, 1):
        lines += _case(f"case-{number:0{len(str(len(suggestions.cases)))}}", one, ruleset.decide(one.given))
    if suggestions.unreached:
        lines += ["# Not reached:", *_not_reached(suggestions.unreached)]
    return _laid_out("\n".join(lines) + "\n")


def _laid_out(text: str) -> str:
    problems = Problems()
    tree = read(text.encode(), file="cases.yaml", problems=problems, limits=LoadLimits())
    assert tree is not None, problems.found
    return formatted(text, tree)


def _not_reached(unreached: Iterable[Unreached]) -> Iterator[str]:
    for one in unreached:
        yield f"#   {printable(one.what)}: {_REASONS[one.reason]}"


def _case(name: str, suggested: Suggested, decision: Decision) -> Iterator[str]:
    yield f"  - id: {name}"
    yield f"    title: {_scalar(_title(suggested.reaches))}"
    yield from _mapping("given", {fact: _fact(value) for fact, value in suggested.given.items()})
    yield from _expected("expect", decision.actions, decision.ruleset.model)
    offered = [one for choice in decision.actions for bundle in choice.options for one in bundle]
    yield from _expected("offered", offered, decision.ruleset.model)
    yield "    exact: true"
    yield from _texts("fired", decision.fired)
    refused = dict.fromkeys(one.kind for one in decision.refused)
    if refused:
        by = {kind: next(one.by for one in decision.refused if one.kind == kind) for kind in refused}
        yield from _mapping("refused", {kind: _scalar(limit) for kind, limit in by.items()})
    held = sorted({one.kind for action in decision.actions for one in all_in(action) if one.held})
    yield from _texts("held", held)
    yield ""


def _title(reaches: Sequence[str]) -> str:
    """What a case is there for."""
    more = len(reaches) - _TOLD
    return "; ".join(reaches[:_TOLD]) + (f"; and {more} more" if more > 0 else "")


def _expected(name: str, actions: Sequence[Action], model: Model) -> Iterator[str]:
    if actions:
        yield f"    {name}:"
        yield from (f"      - {_action(one, model)}" for one in actions)


def _action(action: Action, model: Model) -> str:
    told = {name: _value(value, model) for name, value in action.values.items() if can_be_written(value)}
    if action.kind == CHOICE:
        told = {"by": action.by, "of": _list(" + ".join(kinds_in(bundle)) for bundle in action.options)}
    if action.due is not None:
        told[DUE] = _scalar(shown_value(action.due))
    if model.authority:
        told[AUTHORITY] = action.authority or NOBODY
    return f"{action.kind}: {{{', '.join(f'{name}: {text}' for name, text in told.items())}}}" if told else action.kind


def _value(value: object, model: Model) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(_action(one, model) for one in value)}]"
    if isinstance(value, frozenset):
        return _list(sorted(map(str, value)))
    return _scalar(shown_value(value))


def _mapping(name: str, entries: Mapping[str, str]) -> Iterator[str]:
    """In one line where there is room."""
    line = f"    {name}: {{{', '.join(f'{key}: {text}' for key, text in entries.items())}}}"
    if len(line) <= _WIDTH:
        yield line
    else:
        yield f"    {name}:"
        yield from (f"      {key}: {text}" for key, text in entries.items())


def _texts(name: str, texts: Sequence[str]) -> Iterator[str]:
    line = f"    {name}: {_list(texts)}"
    if len(line) <= _WIDTH:
        yield from [line] if texts else []
    else:
        yield f"    {name}:"
        yield from (f"      - {_scalar(text)}" for text in texts)


def _fact(value: str | tuple[str, ...]) -> str:
    return _scalar(value) if isinstance(value, str) else _list(value)


def _list(texts: Iterable[str]) -> str:
    return f"[{', '.join(map(_scalar, texts))}]"


def _scalar(text: str) -> str:
    """A text as YAML reads it back, without quotes where it needs none."""
    if _PLAIN.fullmatch(text):
        return text
    return json.dumps(text, ensure_ascii=not text.isprintable())

"""Rulesets with words exchanged, dropped and doubled: linking reports, never raises, and drops nothing in silence."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from recovery_rules.document.reading import read_document
from recovery_rules.model.actions import OBLIGATION
from recovery_rules.model.link import link
from recovery_rules.source.diagnostics import Problems
from recovery_rules.source.limits import LoadLimits
from recovery_rules.source.reader import read
from tests.strategies import COSTLY, as_yaml, rulesets

# Words that mean something somewhere, and so are wrong in interesting ways elsewhere.
STRANGERS = (
    *("any", "-", "known", "yes", "5", "5 %", "5 CNY", "2 h", "[1..3]", "at least major", "not minor", "nobody"),
    *("choice", "scale", "set", "money", "datetime", "text", "role", "actions", "priority", "collect sum", "otherwise"),
    *("apology", "refund", "refund.amount", "has distress", "x / 0", "1 +", "", "if a then b else c", "next_role"),
)


def places(part: Any) -> Iterator[tuple[Any, Any]]:
    """Every entry of every list and mapping: the container and the key."""
    entries = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    for key, inner in list(entries):
        yield part, key
        yield from places(inner)


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A drawn ruleset with one to three entries exchanged."""
    ruleset = copy.deepcopy(draw(rulesets()))
    for _ in range(draw(st.integers(1, 3))):
        found = list(places(ruleset))
        container, key = draw(st.sampled_from(found))
        other, other_key = draw(st.sampled_from(found))
        match draw(st.sampled_from(["word", "copy", "drop", "rename"])):
            case "word":
                container[key] = draw(st.sampled_from(STRANGERS))
            case "copy":
                container[key] = copy.deepcopy(other[other_key])
            case "drop":
                del container[key]
            case _:
                if isinstance(container, dict) and isinstance(other, dict):
                    container[other_key] = container.pop(key)
    return as_yaml(ruleset)


@COSTLY
@given(mutated())
def test_linking_gives_a_whole_model_or_an_error(text: str) -> None:
    problems, limits = Problems(), LoadLimits()
    tree = read(text, file="drawn.yaml", problems=problems, limits=limits)
    document = None if tree is None else read_document(tree, problems)
    if document is None:
        assert problems.has_errors
        return
    model = link(document, digest="", file="drawn.yaml", problems=problems, limits=limits)
    if model is None:
        assert problems.has_errors
        return
    assert not problems.has_errors
    assert len(model.rules) == len(document.rules) + sum(len(table.rows) for table in document.tables)
    assert list(model.facts) == list(document.facts)
    assert model.derived.keys() == document.derived.keys() | document.parameters.keys()
    assert [table.id.text for table in document.tables] == list(model.tables)
    assert len(model.limits) == len(document.limits)
    assert len(model.admissions) == len(document.admit)
    declared = {kind: found.parameters.keys() - {OBLIGATION} for kind, found in model.kinds.items()}
    assert declared == {kind: written.parameters.keys() for kind, written in document.kinds.items()}
    assert [*model.kinds] == [*document.kinds]

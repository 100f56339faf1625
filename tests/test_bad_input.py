"""Whatever is loaded, only `RulesetError` comes out, and whatever loads decides, explains and traces every case."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import event, example, given, note
from hypothesis import strategies as st

from recovery_rules import Checked, FactsError, Ruleset, RulesetError, check_text, loads
from recovery_rules.source.lines import Lines
from recovery_rules.source.span import Span
from tests.mutations import damaged_texts, damaged_trees
from tests.strategies import COSTLY, as_yaml, cases, moments, rulesets

pytestmark = pytest.mark.no_cover  # it shows that nothing breaks, and not what should come out


def checked(text: str | bytes) -> Ruleset | None:
    """The ruleset, if it loads; every problem must be shown well, whether it loads or not."""
    found = check_text(text)
    shown = str(RulesetError(found.diagnostics, found.sources))
    shown.encode()
    assert all(char.isprintable() or char in "\n\u3000" or char.isspace() for char in shown)
    for problem in found.diagnostics:
        assert problem.message
        if problem.span is not None:
            _lies_in_its_file(problem.span, found)
    assert (found.ruleset is None) == any(problem.severity == "error" for problem in found.diagnostics)
    return found.ruleset


def _lies_in_its_file(span: Span, found: Checked) -> None:
    lines = Lines(found.sources[span.file])
    assert 1 <= span.line <= span.end_line <= lines.count
    assert 1 <= span.column <= len(lines.line(span.line)) + 1
    assert 1 <= span.end_column <= len(lines.line(span.end_line)) + 2  # a caret may stand behind the end of a line


def works(ruleset: Ruleset, data: st.DataObject) -> None:
    """Every drawn case is decided and told, or refused with its problems."""
    for _ in range(3):
        case = data.draw(_case_of(ruleset))
        try:
            decision = ruleset.decide(case, as_of=data.draw(moments()))
        except FactsError as error:
            event(f"refused, {'' if error.problems else 'not '}saying why")
            continue
        event("decided")
        assert decision.trace["ruleset"]
        assert decision.explain("en")
        assert decision.explain("zh")
        for kind in list(ruleset.model.kinds)[:2]:
            assert str(decision.why_not(kind))


def _case_of(ruleset: Ruleset) -> st.SearchStrategy[dict[str, Any]]:
    """Cases of a ruleset, which hypothesis does not write out with every case."""

    @st.composite
    def case(draw: st.DrawFn) -> dict[str, Any]:
        drawn: dict[str, Any] = draw(cases(ruleset.model)) if ruleset.model.facts else {}
        return drawn

    return case()


@example(b"?")
@example("? a\n: [b")
@COSTLY
@given(st.binary(max_size=200) | st.text(max_size=200))
def test_bytes_and_texts(content: str | bytes) -> None:
    checked(content)


@COSTLY
@given(damaged_texts(), st.data())
def test_damaged_texts(text: str, data: st.DataObject) -> None:
    note(text)
    ruleset = checked(text)
    event("loads" if ruleset else "does not load")
    if ruleset:
        works(ruleset, data)


@COSTLY
@given(damaged_trees(), st.data())
def test_damaged_trees(text: str, data: st.DataObject) -> None:
    note(text)
    ruleset = checked(text)
    event("loads" if ruleset else "does not load")
    if ruleset:
        works(ruleset, data)


@COSTLY
@given(rulesets().map(as_yaml), st.data())
def test_a_damaged_encoding(text: str, data: st.DataObject) -> None:
    content = bytearray(text.encode())
    for _ in range(data.draw(st.integers(1, 5))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    checked(bytes(content))


def test_a_ruleset_in_other_encodings_is_refused_or_reads_the_same() -> None:
    text = "language: 1\nruleset: a\nkinds: {b: {stream: remedy, phase: resolve}}\notherwise: [b]\n"
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "utf-7", "cp037"):
        ruleset = checked(text.encode(encoding))
        assert ruleset is None or ruleset.digest == loads(text).digest

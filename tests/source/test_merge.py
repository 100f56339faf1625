"""The digest of a ruleset: what changes it and what does not."""

import pytest

from recovery_rules.source.diagnostics import Problems
from recovery_rules.source.limits import LoadLimits
from recovery_rules.source.merge import digest
from recovery_rules.source.overlay import resolve

TEXT = "language: 1\nruleset: a\nfacts: {x: {type: text, label: X}}\nrules: [{id: r, then: [b]}]\n"


def digest_of(text: str, base: str = "") -> str:
    problems = Problems()
    result = resolve(
        text,
        file="a.yaml",
        resolver=lambda path: (path, base),
        problems=problems,
        limits=LoadLimits(),
    )
    assert result is not None
    assert not problems.found
    return digest(result.tree)


def test_a_digest_stays_the_same_for_ever() -> None:
    assert digest_of(TEXT) == "2bac45a165d5fa6a3d29367633c7714c363d8d1b08f73f956e712d319c7ff161"


@pytest.mark.parametrize(
    "text",
    [
        "# a comment\n" + TEXT,
        TEXT.replace("{x: {type: text, label: X}}", "\n  x:\n    type: 'text'\n    label: \"X\""),
        TEXT + "examples: [{given: {}}]",
    ],
)
def test_what_does_not_count(text: str) -> None:
    assert digest_of(text) == digest_of(TEXT)


@pytest.mark.parametrize(
    "text",
    [
        TEXT.replace("label: X", "label: Y"),
        TEXT.replace("then: [b]", "then: [c]"),
        TEXT.replace("{x: {type: text, label: X}}", "{x: {label: X, type: text}}"),
        TEXT + "title: b",
    ],
)
def test_what_counts(text: str) -> None:
    assert digest_of(text) != digest_of(TEXT)


def test_the_division_into_files_does_not_count() -> None:
    base = "language: 1\nruleset: base\nfacts: {x: {type: text, label: X}}\n"
    whole = "language: 1\nfacts: {x: {type: text, label: X}}\nruleset: a\nrules: [{id: r, then: [b]}]\n"
    assert digest_of("ruleset: a\nrules: [{id: r, then: [b]}]\nextends: [base.yaml]", base) == digest_of(whole)


def test_replacing_does_not_count() -> None:
    base = "facts: {x: {type: integer}}\n"
    own = "language: 1\nruleset: a\nfacts: {x: {type: text}}\n"
    replacing = "extends: [base.yaml]\nlanguage: 1\nruleset: a\nfacts: {x: {type: text, replaces: true}}\n"
    whole = "facts: {x: {type: text}}\nlanguage: 1\nruleset: a\n"
    assert digest_of(replacing, base) == digest_of(whole)
    assert digest_of(own) != digest_of(whole)


def test_a_fact_may_be_called_replaces() -> None:
    condition = TEXT.replace("{id: r, ", "{id: r, when: {replaces: true}, ")
    assert digest_of(condition) != digest_of(TEXT)

"""The digest of a ruleset: what changes it and what does not."""

import pytest

from recovery_rules.source.diagnostics import Problems
from recovery_rules.source.limits import LoadLimits
from recovery_rules.source.merge import digests
from recovery_rules.source.overlay import resolve
from recovery_rules.source.reach import reach_through
from recovery_rules.source.tree import MapNode

TEXT = "language: 1\nruleset: a\nfacts: {x: {type: text, label: X}}\nrules: [{id: r, then: [b]}]\n"


GOVERNANCE = ["owner: Bo", "author: Ann", "review_by: 2026-01-01", "effective: {from: 2026-01-01}"]
APPROVAL = ["status: approved", "approval: {by: Ann, on: 2026-01-01, digest: abc}"]


def tree_of(text: str, base: str = "") -> MapNode:
    problems = Problems()
    result = resolve(
        text,
        file="a.yaml",
        reach=reach_through(lambda path: (path, base), LoadLimits()),
        problems=problems,
        limits=LoadLimits(),
    )
    assert result is not None
    assert not problems.found
    return result.tree


def digest_of(text: str, base: str = "") -> str:
    return digests(tree_of(text, base)).content


def approval_digest_of(text: str, base: str = "") -> str:
    return digests(tree_of(text, base)).approved


def test_a_digest_stays_the_same_for_ever() -> None:
    assert digest_of(TEXT) == "082ca59b9c027214dc250b839b04c34b2685de4dd39f52fd9ae5a6ed840381df"


@pytest.mark.parametrize(
    "text",
    [
        "# a comment\n" + TEXT,
        TEXT.replace("{x: {type: text, label: X}}", "\n  x:\n    type: 'text'\n    label: \"X\""),
        TEXT + "examples: [{given: {}}]",
        TEXT + "properties: [{id: p, covers: any}]",
        TEXT.replace("{type: text, label: X}", "{label: X, type: text}").replace(
            "id: r, then: [b]", "then: [b], id: r"
        ),
        "\n".join(reversed(TEXT.splitlines())),
    ],
)
def test_what_does_not_count(text: str) -> None:
    assert digest_of(text) == digest_of(TEXT)


@pytest.mark.parametrize(
    "text",
    [
        TEXT.replace("label: X", "label: Y"),
        TEXT.replace("then: [b]", "then: [c]"),
        TEXT.replace("then: [b]", "then: [b, c]"),
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
    assert digest_of(own) == digest_of(whole)
    assert digest_of(own) != digest_of(own.replace("text", "integer"))


def test_a_fact_may_be_called_replaces() -> None:
    condition = TEXT.replace("{id: r, ", "{id: r, when: {replaces: true}, ")
    assert digest_of(condition) != digest_of(TEXT)


@pytest.mark.parametrize("line", [*GOVERNANCE, *APPROVAL])
def test_who_answers_for_a_file_does_not_count_for_what_it_decides(line: str) -> None:
    assert digest_of(f"{TEXT}{line}\n") == digest_of(TEXT)


@pytest.mark.parametrize("line", GOVERNANCE)
def test_who_answers_for_a_file_is_approved_with_it(line: str) -> None:
    assert approval_digest_of(f"{TEXT}{line}\n") != approval_digest_of(TEXT)


@pytest.mark.parametrize("line", [*APPROVAL, "# a comment", "examples: [{given: {}}]"])
def test_an_approval_is_not_of_itself(line: str) -> None:
    assert approval_digest_of(f"{TEXT}{line}\n") == approval_digest_of(TEXT)


def test_an_approval_is_also_of_what_is_extended() -> None:
    text, base = "extends: [base.yaml]\n" + TEXT, "language: 1\nvocabulary: base\n"
    assert approval_digest_of(text, base + "clock: at\n") != approval_digest_of(text, base)


@pytest.mark.parametrize("line", [*GOVERNANCE, *APPROVAL])
def test_who_answers_for_a_base_is_of_the_base_alone(line: str) -> None:
    text, base = "extends: [base.yaml]\n" + TEXT, "language: 1\nvocabulary: base\n"
    assert approval_digest_of(text, f"{base}{line}\n") == approval_digest_of(text, base)
    assert not tree_of(text, f"{base}{line}\n").keys() & {line.partition(":")[0]}

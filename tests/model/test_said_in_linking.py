"""What an author sees for each mistake that linking finds: the message, the exact text underlined, the help.

The expected frames are in `said_in_linking.txt`; `UPDATE_GOLDEN=1 pytest tests/model` writes them anew, for review in
the diff.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from recovery_rules.document.reading import read_document
from recovery_rules.model.link import link
from recovery_rules.source.codes import CODES
from recovery_rules.source.diagnostics import Problems
from recovery_rules.source.limits import LoadLimits
from recovery_rules.source.overlay import resolve
from recovery_rules.source.reach import reach_through
from tests.model.linking import FILE, codes, linked, shop, shown
from tests.model.mistakes import MISTAKES

GOLDEN = Path(__file__).with_name("said_in_linking.txt")
OF_LINKING = re.compile("RR2[4-9]|RR4[0-58]|RR51[0-4]")


def _golden() -> dict[str, str]:
    sections = GOLDEN.read_text("utf-8").split("=== ")[1:]
    return {name: frame for name, _, frame in (section.rstrip("\n").partition("\n") for section in sections)}


if os.environ.get("UPDATE_GOLDEN"):
    GOLDEN.write_text("\n".join(f"=== {name}\n{shown(text)}\n" for name, text in MISTAKES.items()), "utf-8")


@pytest.mark.parametrize("name", MISTAKES)
def test_every_mistake_is_shown_at_its_place(name: str) -> None:
    assert shown(MISTAKES[name]) == _golden()[name]


def test_the_golden_file_holds_nothing_else() -> None:
    assert list(_golden()) == list(MISTAKES)


def test_every_code_of_linking_has_a_mistake() -> None:
    told = set(re.findall(r"\[(RR\d+)\]", GOLDEN.read_text("utf-8"))) | {"RR400"}
    assert told >= {code for code in CODES if OF_LINKING.match(code)}


def test_the_shop_itself_has_no_mistake() -> None:
    assert codes("") == []


THREE_ROWS = """\
tables:
  - {id: t, when: [verified], then: [apology], rows: [[yes, yes], [no, yes], [any, yes]]}"""


@pytest.mark.parametrize(
    ("limits", "text"),
    [
        (LoadLimits(rules=1), "rules: [{id: one, then: [apology]}, {id: two, then: [apology]}]"),
        (LoadLimits(rules=2), THREE_ROWS),
        (LoadLimits(facts=2), ""),
        (LoadLimits(facts=8), "derived: {late: {type: boolean, value: delay > 2 h}}"),
    ],
)
def test_too_much_is_refused_before_anything_else(limits: LoadLimits, text: str) -> None:
    assert codes(text, limits) == ["RR400"]


def test_a_count_beyond_the_limit_is_shown_with_the_limit() -> None:
    frame = shown("rules: [{id: one, then: [apology]}, {id: two, then: [apology]}]", LoadLimits(rules=1))
    assert frame.splitlines()[0] == "error[RR400]: 2 rules, table rows included; at most 1 are read"


def test_a_vocabulary_needs_neither_currency_nor_otherwise() -> None:
    text = shop("ruleset: -\ncurrency: -\notherwise: -\nfacts: -")
    model, problems = linked(text.replace("language: 1", "language: 1\nvocabulary: words"))
    assert problems.found == ()
    assert model is not None
    assert model.id == "words"


def test_facts_of_a_file_that_is_extended_are_not_called_unused() -> None:
    problems, limits = Problems(), LoadLimits()
    base = {"base.yaml": ("base.yaml", "language: 1\nvocabulary: words\nfacts: {spare: {type: boolean}}")}
    text = shop("facts: {own: {type: boolean}}").replace("ruleset: shop", "ruleset: shop\nextends: [base.yaml]")
    resolved = resolve(text, file=FILE, reach=reach_through(base.get, limits), problems=problems, limits=limits)
    assert resolved is not None
    document = read_document(resolved.tree, problems)
    assert document is not None
    assert link(document, digest="", file=FILE, problems=problems, limits=limits) is not None
    assert [problem.message for problem in problems.found] == ["no rule, limit or derived fact reads `own`"]

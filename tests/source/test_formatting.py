"""One layout for every file: what it says stays the same, comments stay with what they are about."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from recovery_rules import check_text
from recovery_rules.document.cases import CaseFileDocument
from recovery_rules.document.ruleset import RulesetDocument
from recovery_rules.source.canonical import HEAD
from recovery_rules.source.diagnostics import Problems
from recovery_rules.source.formatting import formatted
from recovery_rules.source.limits import LoadLimits
from recovery_rules.source.merge import digests, says_the_same
from recovery_rules.source.reader import read
from recovery_rules.source.shipped import shipped_files, shipped_root
from recovery_rules.source.tree import MapNode, plain
from tests.strategies import COSTLY
from tests.strategies.rulesets import rulesets
from tests.strategies.scope import Written

FIXTURES = sorted((Path(__file__).parents[2] / "fixtures").rglob("*.yaml"))


def tree_of(text: str) -> MapNode:
    problems = Problems()
    tree = read(text, file="a.yaml", problems=problems, limits=LoadLimits())
    assert tree is not None, problems.found
    assert not problems.found
    return tree


def layout(text: str) -> str:
    """The text laid out; on the way, all that holds for every text is asserted."""
    tree = tree_of(text)
    found = formatted(text, tree)
    again = tree_of(found)
    assert plain(again) == plain(tree)
    assert says_the_same(tree, again)
    assert digests(again) == digests(tree)
    assert formatted(found, again) == found
    assert not re.search(r"[ \t]$|\n\n\n\n|\r|\A\n|[^\n]\Z|\n\n\Z", found)
    return found


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("ruleset: a", "ruleset: a\n"),
        ("version: 1\nruleset: a\nlanguage: 1\n", "language: 1\nruleset: a\nversion: 1\n"),
        ("{version: 1, ruleset: a}", "{ruleset: a, version: 1}\n"),
        ("# top\n\nversion: 1\n# of a\nruleset: a\n", "# top\n\n# of a\nruleset: a\nversion: 1\n"),
        ("facts:\n    b: {type: x}\n    a: {type: y}\n", "facts:\n  b: {type: x}\n  a: {type: y}\n"),
        ("facts: {a: { label: A,type: x } }", "facts: {a: {type: x, label: A}}\n"),
        ("rules:\n- then: [a]\n  id: r\n", "rules:\n  - id: r\n    then: [a]\n"),
        ("rules:\n-\n  # why\n  id: r\n", "rules:\n  # why\n  - id: r\n"),
        ("rules:\n- # why\n  id: r\n", "rules:\n  # why\n  - id: r\n"),
        ("rules: # all\n- id: r # one\n# of s\n- id: s\n", "rules:  # all\n  - id: r  # one\n  # of s\n  - id: s\n"),
        ("rules:\n  - id: r\n    # end of r\n  - id: s\n", "rules:\n  - id: r\n    # end of r\n  - id: s\n"),
        ("rules:\n  - id: r\n  # end\nruleset: a\n", "ruleset: a\nrules:\n  - id: r\n  # end\n"),
        ("rules:\n  - id: r\n# about a\nruleset: a\n", "# about a\nruleset: a\nrules:\n  - id: r\n"),
        ("ruleset: a\n\n\n\n\n\nrules: []\n\n\n# end", "ruleset: a\n\n\nrules: []\n\n\n# end\n"),
        ("title: 'A shop'\n", "title: A shop\n"),
        ("title: 'yes'\nversion: '1.0'\n", 'title: "yes"\nversion: "1.0"\n'),
        ("title: 'a: b'\n", 'title: "a: b"\n'),
        ("title: 'say \"a\"'\n", "title: 'say \"a\"'\n"),
        ("title: ' a'\n", 'title: " a"\n'),
        ("title:\n  # why\n  A shop\n", "# why\ntitle: A shop\n"),
        ("title: |\n      a\n        b\nruleset: x\n", "ruleset: x\ntitle: |\n  a\n    b\n"),
        ("title: |2\n    a\n   b\n", "title: |2\n    a\n   b\n"),
        ("title: A\n  shop\nversion:    1\n", "title: A\n  shop\nversion: 1\n"),
        ("extends:   [a,   # one\n            b]\n", "extends: [a,   # one\n          b]\n"),
        ("ruleset: a   # x\nversion: 1   # y\n", "ruleset: a   # x\nversion: 1   # y\n"),
        ("---\nruleset: a\n", "---\nruleset: a\n"),
        ("# for an editor\n---  # a\n# b\nruleset: a\n", "# for an editor\n---  # a\n# b\nruleset: a\n"),
        ("title: >\n  a\n # b\nruleset: a\n", "ruleset: a\ntitle: >\n  a\n# b\n"),
        (
            "rules:\n- id: a\n  because: x\n    # b\n  then: [c]\n # d\nruleset: a\n",
            "ruleset: a\nrules:\n  - id: a\n    then: [c]\n    because: x\n      # b\n    # d\n",
        ),
        (
            "properties:\n- {because: so, never_falls_as: b, of: a, id: c}\nexamples: []\nruleset: a\n",
            "ruleset: a\nproperties:\n  - {id: c, of: a, never_falls_as: b, because: so}\nexamples: []\n",
        ),
    ],
)
def test_layouts(text: str, wanted: str) -> None:
    assert layout(text) == wanted


@pytest.mark.parametrize(
    "path", [*(shipped_root() / path for path in shipped_files()), *FIXTURES], ids=lambda one: one.name
)
def test_what_ships_is_in_this_layout(path: Path) -> None:
    text = path.read_text("utf-8")
    assert layout(text) == text


def test_the_head_is_in_the_order_of_the_reference() -> None:
    known = RulesetDocument.known_keys()
    assert set(HEAD) >= set(known)
    assert [key for key in HEAD if key in known] == known
    assert {"cases", "table"} <= set(HEAD) & set(CaseFileDocument.known_keys())


@COSTLY
@given(rulesets(), st.sampled_from([None, False, True]), st.integers(2, 6), st.randoms(use_true_random=False))
def test_drawn_rulesets_say_the_same_in_this_layout(
    ruleset: Written, flow: bool | None, indent: int, dice: Random
) -> None:
    keys = list(ruleset)
    dice.shuffle(keys)
    shuffled = {key: ruleset[key] for key in keys}
    written = yaml.dump(shuffled, Dumper=_Plain, default_flow_style=flow, indent=indent, sort_keys=False, width=60)
    text = "".join(f"{line}  # remark\n" if line.endswith(":") else f"{line}\n" for line in written.splitlines())
    found = layout(text)
    assert found.count("# remark") == text.count("# remark")
    assert _codes(found) == _codes(text)


def _codes(text: str) -> list[str]:
    return sorted(found.code for found in check_text(text).diagnostics)


class _Plain(yaml.SafeDumper):
    """A ruleset has no aliases."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - the dumper's signature
        return True


PLAIN = """\
ruleset: a
facts:
  b: {type: boolean}
  c:
    label: C
    type: boolean
rules:
- because: |
    many
    lines
  then:
    - refund: {amount: 1 EUR}
    - apology
  id: r
- {id: s,
   then: [apology]}
otherwise:
  - apology
"""
IN_A_TEXT = ("    many", "    lines", "   then: [apology]}")  # a comment above these would be text, or inside of braces


@given(st.lists(st.tuples(st.integers(0, PLAIN.count("\n")), st.integers(0, 8)), max_size=4))
def test_comments_may_stand_anywhere(places: list[tuple[int, int]]) -> None:
    lines = PLAIN.splitlines()
    for number, (place, column) in enumerate(places):
        if not any(line in IN_A_TEXT for line in lines[place : place + 1]):
            lines.insert(place, f"{' ' * column}# {number}")
    text = "\n".join(lines) + "\n"
    assert layout(text).count("#") == text.count("#")

"""An approval is written into any layout, and nothing else changes."""

from __future__ import annotations

import json
import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recovery_rules import check_text
from recovery_rules.source.diagnostics import Problems
from recovery_rules.source.formatting import formatted
from recovery_rules.source.limits import LoadLimits
from recovery_rules.source.reader import read
from recovery_rules.source.signing import signed
from recovery_rules.source.tree import MapNode

REST = "kinds: {apology: {stream: remedy, phase: acknowledge}}\nrules: [{id: always, then: [apology]}]"
DIGEST = "0" * 64


def tree_of(text: str) -> MapNode:
    problems = Problems()
    tree = read(text, file="a.yaml", problems=problems, limits=LoadLimits())
    assert tree is not None, problems.found
    assert not problems.found
    return tree


def approved(text: str, by: str = "Ann Lee") -> str:
    return signed(text, tree_of(text), by=by, on="2026-11-04", digest=DIGEST)


JSON = (
    '"ruleset": "a"',
    '"status": "approved"',
    f'"approval": {{"by": "Ann Lee", "on": "2026-11-04", "digest": "{DIGEST}"}}',
)
SHORT = f"approval: {{by: Ann Lee, on: 2026-11-04, digest: {DIGEST}}}"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("ruleset: a", f"ruleset: a\nstatus: approved\n{SHORT}"),
        (
            "ruleset: a # ours\n\n# all\nrules: []\n",
            f"ruleset: a # ours\nstatus: approved\n{SHORT}\n\n# all\nrules: []\n",
        ),
        ("rules: []\r\nruleset: a\r\n", f"rules: []\r\nruleset: a\r\nstatus: approved\r\n{SHORT}\r\n"),
        ("  ruleset: a\n  rules: []\n", f"  ruleset: a\n  status: approved\n  {SHORT}\n  rules: []\n"),
        (
            "ruleset: a\ntitle:\n  en: A\n  # more\n",
            f"ruleset: a\ntitle:\n  en: A\nstatus: approved\n{SHORT}\n  # more\n",
        ),
        ("ruleset: a\nstatus: 'draft' # !\n", f"ruleset: a\nstatus: approved # !\n{SHORT}\n"),
        ("ruleset: a\nowner: Bo\nrules: []\n", f"ruleset: a\nstatus: approved\nowner: Bo\n{SHORT}\nrules: []\n"),
        (
            f"ruleset: a\napproval:\n  by: |\n    Bo\n  on: 2025-01-01 # first\n  digest: {DIGEST}\n",
            f"ruleset: a\nstatus: approved\napproval:\n  by: Ann Lee\n  on: 2026-11-04 # first\n  digest: {DIGEST}\n",
        ),
        ("{ruleset: a, rules: []}", f"{{ruleset: a, status: approved, {SHORT}, rules: []}}"),
        (
            f"{{\n  {JSON[0]}\n}}",
            "{\n  " + ",\n  ".join(JSON) + "\n}",
        ),
    ],
)
def test_layouts(text: str, wanted: str) -> None:
    assert approved(text) == wanted


def test_json_stays_json() -> None:
    text = json.dumps({"ruleset": "a", "rules": []}, indent=2)
    assert json.loads(approved(text, by='"Bo" 李')) == {
        "ruleset": "a",
        "status": "approved",
        "approval": {"by": '"Bo" 李', "on": "2026-11-04", "digest": DIGEST},
        "rules": [],
    }


_IN_LINES = re.compile("[|>]-?\n")  # what follows is text, comments too
_COMMENTS = st.sampled_from(["", " # a comment", "\n# a comment\n", "\n\n"])
_HEADS = {
    "title": ["A shop", "{en: A, zh: 店}", "\n  en: A\n  zh: 店", "|\n  A", '"A\n  B"', "A\n  B"],
    "version": ["2026.11", '"1"', ">-\n  2"],
    "status": ["draft", "'review'", "approved", '"approved"', "|-\n  draft"],
    "owner": ["Bo", "'Bo: # he'"],
    "review_by": ["2027-01-01"],
    "effective": ["{from: 2026-01-01}", "\n  from: 2026-01-01\n  until: 2026-12-31"],
    "approval": [
        "{by: Bo, on: 2026-01-01, digest: a}",
        '\n  digest: "a" # of it\n  on: 2026-01-01\n  by: >\n    Bo\n    Li',
        "{\n    by: 'Bo',\n    on: 2026-01-01, digest: a\n  }",
    ],
}


@st.composite
def _texts(draw: st.DrawFn) -> str:
    keys = draw(st.permutations(["language", "ruleset", *draw(st.sets(st.sampled_from(sorted(_HEADS))))]))
    values = {"language": ["1"], "ruleset": ["a", '"a"'], **_HEADS}
    chosen = {key: draw(st.sampled_from(values[key])) for key in keys}
    entries = [f"{key}: {value}{'' if _IN_LINES.search(value) else draw(_COMMENTS)}" for key, value in chosen.items()]
    text = "\n".join([*entries, REST]) if draw(st.booleans()) else "\n".join([REST, *entries])
    return text.replace("\n", draw(st.sampled_from(["\n", "\r\n"]))) + draw(st.sampled_from(["", "\n"]))


@given(_texts(), st.sampled_from(["Ann Lee", "null", "1", "a: b", "李 经理", "# no", "'", '"', "yes", "a, b", " x"]))
def test_an_approval_holds_in_any_layout_and_nothing_else_changes(text: str, by: str) -> None:
    before = check_text(text)
    assert before.ruleset is not None
    digest = before.ruleset.model.governance.digest
    found = signed(text, tree_of(text), by=by, on="2026-11-04", digest=digest)
    after = check_text(found)
    assert after.ruleset is not None
    assert after.ruleset.approval is not None
    assert after.ruleset.approval.by == by
    assert after.ruleset.digest == before.ruleset.digest
    new = {"status", "approval"}
    assert {key: node for key, node in tree_of(found).items() if key not in new} == {
        key: node for key, node in tree_of(text).items() if key not in new
    }
    order = [key for key in tree_of(found) if key in tree_of(text)]
    assert all(list(tree_of(text)).index(one) < list(tree_of(text)).index(other) for one, other in pairwise(order))
    assert found.count("# a comment") == text.count("# a comment")
    assert signed(found, tree_of(found), by=by, on="2026-11-04", digest=digest) == found


def test_who_approves_is_written_as_fmt_writes_it() -> None:
    text = "ruleset: shop\n"
    found = signed(text, tree_of(text), by="李总", on="2026-11-04", digest="1f")
    assert "approval: {by: 李总, on: 2026-11-04, digest: 1f}" in found
    assert formatted(found, tree_of(found)) == found

"""The examples of the errors page about findings: the first is found in that way, the second is not."""

import re

import pytest

from recovery_rules import loads
from recovery_rules.analysis import removal
from recovery_rules.source.shipped import errors_page

CODES = (
    "RR501",
    "RR505",
    "RR506",
    "RR507",
    "RR508",
    "RR509",
    "RR515",
    "RR516",
    "RR517",
    "RR518",
    "RR519",
    "RR522",
    "RR524",
    "RR526",
    "RR527",
    "RR530",
)
_SECTION = re.compile(r"^## (RR5\d\d) .+?\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_EXAMPLE = re.compile(r"^```yaml\n(.*?)^```", re.MULTILINE | re.DOTALL)
SECTIONS = {code: _EXAMPLE.findall(body) for code, body in _SECTION.findall(errors_page().read_text("utf-8"))}
HEAD = """
language: 1
ruleset: page
currency: EUR
roles: [clerk]
extends: [vocabulary/service-recovery.yaml]
no_follow_up: an example needs none
facts:
  failure: {type: choice, values: [late, damaged]}
  delay: {type: duration, min: 0 h, max: 30 d, needed: {failure: late}}
  severity: {type: scale, values: [minor, major, critical], default: minor}
  tier: {type: scale, values: [ordinary, top], default: ordinary}
  price: {type: money, min: 0 EUR, max: 900 EUR, default: 9 EUR}
"""


def codes(example: str) -> set[str]:
    rest = "" if "otherwise:" in example else "otherwise: [acknowledgement]\n"
    if example.startswith(("when:", "hit:")):
        rows = "".join(f"    {line}\n" for line in example.splitlines())
        example = f"rules: [{{id: late, when: {{failure: late}}, then: [apology]}}]\ntables:\n  - id: t\n{rows}"
    return {one.code for one in loads(HEAD + example + rest).findings()}


@pytest.mark.parametrize("code", CODES)
def test_an_example_is_found_and_mended(code: str) -> None:
    wrong, mended = SECTIONS[code]
    assert code in codes(wrong)
    assert code not in codes(mended)


def test_what_no_solver_settles_is_told_as_open(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong, mended = SECTIONS["RR525"]
    assert {"RR506", "RR525"} & codes(wrong) == {"RR506"}
    monkeypatch.setattr(removal, "MOST_PROVED", 0)
    assert {"RR506", "RR525"} & codes(wrong) == {"RR525"}
    assert {"RR506", "RR525"}.isdisjoint(codes(mended))

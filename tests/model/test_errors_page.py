"""The examples of the errors page about names, rules, tables and limits: one is wrong, the next is mended.

An example is a whole file, or sections of the small shop of `linking`.
"""

import re
from pathlib import Path

import pytest

from recovery_rules.source.codes import CODES
from tests.model.linking import linked, shop

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "errors.md"
_SECTION = re.compile(
    r"^## (RR2[4-9]\d|RR215|RR4[0-589]\d|RR51[0-4]|RR520) .+?\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL
)
_EXAMPLE = re.compile(r"^```yaml\n(.*?)^```", re.MULTILINE | re.DOTALL)
SECTIONS = {code: _EXAMPLE.findall(body) for code, body in _SECTION.findall(PAGE.read_text("utf-8"))}


def codes(example: str, severity: str) -> set[str]:
    """The codes of one severity."""
    _, problems = linked(example if example.startswith("language:") else shop(example))
    return {problem.code for problem in problems.found if problem.severity == severity}


@pytest.mark.parametrize(("code", "examples"), [(code, found) for code, found in SECTIONS.items() if found])
def test_an_example_is_wrong_and_mended(code: str, examples: list[str]) -> None:
    severity = CODES[code][0]
    for wrong, mended in zip(examples[::2], examples[1::2], strict=True):
        if severity == "error":
            assert codes(wrong, severity) == {code}
            assert codes(mended, severity) == set()
        else:  # the rest of the shop has no use for some facts
            assert code in codes(wrong, severity)
            assert code not in codes(mended, severity)


def test_all_codes_but_one_have_examples() -> None:
    assert [code for code, found in SECTIONS.items() if not found] == ["RR400"]

"""Every example of the errors page that this stage can judge by itself: the first is wrong, the second is mended."""

import re
from pathlib import Path

import pytest
import yaml

from tests.language.texts import read, read_test

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "errors.md"
_SECTION = re.compile(r"^## (RR2(?:0\d|1[0-4])) .+?\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_EXAMPLE = re.compile(r"^```yaml\n(.*?)^```", re.MULTILINE | re.DOTALL)
EXAMPLES = [
    (code, *_EXAMPLE.findall(body)) for code, body in _SECTION.findall(PAGE.read_text("utf-8")) if "```" in body
]


def codes(example: str) -> set[str]:
    """What is wrong with a `when` of one fact, or with a `value`."""
    entries = yaml.load(example, yaml.BaseLoader)  # noqa: S506 - makes texts only
    found: list[object] = [read(entries["value"])] if "value" in entries else []
    found += [read_test(fact, text) for fact, text in entries.get("when", {}).items()]
    return {problem.code for one in found if isinstance(one, list) for problem in one}


@pytest.mark.parametrize(("code", "wrong", "mended"), EXAMPLES)
def test_an_example_is_wrong_and_mended(code: str, wrong: str, mended: str) -> None:
    assert codes(wrong) == {code}
    assert codes(mended) == set()


def test_most_codes_have_examples() -> None:
    assert len(EXAMPLES) == 11

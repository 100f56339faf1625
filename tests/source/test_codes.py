import re
from pathlib import Path

import pytest

from recovery_rules.source.codes import CODES
from tests.source.reading import codes

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "errors.md"
_SECTION = re.compile(r"^## (RR\d{3}) (.+?)\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_EXAMPLE = re.compile(r"^```yaml\n(.*?)^```", re.MULTILINE | re.DOTALL)

SECTIONS = _SECTION.findall(PAGE.read_text("utf-8"))


def test_every_code_has_a_section_and_every_section_a_code() -> None:
    assert sorted((code, title) for code, title, _ in SECTIONS) == [(c, title) for c, (_, title) in CODES.items()]


def test_the_catalogue_is_sorted() -> None:
    assert list(CODES) == sorted(CODES)


def test_warnings_and_notes_are_the_fives() -> None:
    assert {code for code, (severity, _) in CODES.items() if severity != "error"} == {
        code for code in CODES if code.startswith("RR5")
    }


@pytest.mark.parametrize(
    ("code", "wrong", "mended"),
    [
        (code, *_EXAMPLE.findall(body))
        for code, _, body in SECTIONS
        if code < "RR140" and len(_EXAMPLE.findall(body)) == 2
    ],
)
def test_the_examples_of_the_reader_are_wrong_and_mended(code: str, wrong: str, mended: str) -> None:
    assert set(codes(wrong)) == {code}
    assert codes(mended) == []


def test_most_codes_of_the_reader_have_examples() -> None:
    bare = {code for code, _, body in SECTIONS if code < "RR140" and not _EXAMPLE.findall(body)}
    assert bare == {"RR101", "RR102", "RR122", "RR123", "RR124", "RR130"}

"""The examples of the errors page about shapes and `extends`: the first is wrong in that way, the second right."""

import re

import pytest

from recovery_rules.document.reading import read_document
from recovery_rules.source.diagnostics import Problems
from recovery_rules.source.files import Folder
from recovery_rules.source.limits import LoadLimits
from recovery_rules.source.overlay import resolve
from recovery_rules.source.reach import reach_through
from recovery_rules.source.shipped import errors_page, shipped_root
from tests.document.authoring import HEAD

_SECTION = re.compile(r"^## (RR1[4-8]\d) .+?\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_EXAMPLE = re.compile(r"^```yaml\n(.*?)^```", re.MULTILINE | re.DOTALL)
SECTIONS = {code: _EXAMPLE.findall(body) for code, body in _SECTION.findall(errors_page().read_text("utf-8"))}


BASE = "language: 1\nvocabulary: base\nroles: [clerk, manager, director]\n"  # the file of which the page speaks
SHIPPED = Folder(shipped_root())


def resolver(path: str) -> tuple[str, bytes | str] | None:
    return (path, BASE) if path == "base.yaml" else SHIPPED(path)


def codes(example: str) -> set[str]:
    problems = Problems()
    resolved = resolve(
        HEAD + example,
        file="shop.yaml",
        reach=reach_through(resolver, LoadLimits()),
        problems=problems,
        limits=LoadLimits(),
    )
    assert resolved is not None
    read_document(resolved.tree, problems)
    return {problem.code for problem in problems.found}


@pytest.mark.parametrize(("code", "examples"), [(code, found) for code, found in SECTIONS.items() if found])
def test_an_example_is_wrong_and_mended(code: str, examples: list[str]) -> None:
    wrong, mended = examples
    assert codes(wrong) == {code}
    assert codes(mended) == set()


def test_most_codes_have_examples() -> None:
    assert [code for code, found in SECTIONS.items() if not found] == ["RR149", "RR161", "RR162", "RR163", "RR164"]

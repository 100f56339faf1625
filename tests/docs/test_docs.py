"""Every example of every page runs, and every link leads somewhere."""

import re
import unicodedata
from pathlib import Path

import pytest

import recovery_rules
import recovery_rules.testing
from tests.docs.pages import ROOT, blocks_of, name_of, pages, prose
from tests.docs.running import Page

ELSEWHERE = {"docs/reference/errors.md", "docs/reference/trace.md", "docs/reference/command-line.md"}  # tested there
RUN = [page for page in pages() if name_of(page) not in ELSEWHERE]
_LINK = re.compile(r"(?<!!)\[[^]\n]*\n?[^]\n]*\]\(([^)\s]+)\)")
_CODE = re.compile(r"`[^`\n]*`")
_HEADING = re.compile(r"^#{1,6} +(.+?) *$", re.MULTILINE)


@pytest.mark.no_cover
@pytest.mark.parametrize("path", RUN, ids=name_of)
def test_a_page_shows_what_happens(path: Path, tmp_path: Path) -> None:
    page = Page(tmp_path)
    shown = page.run(blocks_of(path))
    wrong = [f"line {one.line}: shows\n{one.shown}\nbut it is\n{one.real}" for one in shown if not one.right]
    assert "\n".join([*page.problems, *wrong]) == ""


@pytest.mark.parametrize("path", pages(), ids=name_of)
def test_links_lead_somewhere(path: Path) -> None:
    links = _LINK.findall(_CODE.sub("", prose(path.read_text("utf-8"))))
    assert [link for link in links if not _leads(path, link)] == []


def _leads(path: Path, link: str) -> bool:
    if "://" in link:
        return link.startswith("https://")
    file, _, anchor = link.partition("#")
    target = (path.parent / file).resolve() if file else path
    if not target.is_relative_to(ROOT) or not target.exists():
        return False
    return not anchor or anchor in _anchors(target.read_text("utf-8"))


def _anchors(page: str) -> set[str]:
    """The anchors that the usual renderers give to headings."""
    return {_anchor(heading) for heading in _HEADING.findall(prose(page))}


def _anchor(heading: str) -> str:
    kept = (mark for mark in heading.lower() if mark in "-_ " or unicodedata.category(mark)[0] in "LNM")
    return "".join(kept).replace(" ", "-")


def test_every_page_is_on_the_map_or_on_the_index_of_its_folder() -> None:
    start = ROOT / "docs" / "index.md"
    indexes = (start, *(ROOT / "docs").rglob("index.md"))
    linked = set().union(*map(_linked, indexes))
    assert [name_of(page) for page in pages() if page != start and page not in linked] == []


def _linked(page: Path) -> set[Path]:
    return {(page.parent / link.partition("#")[0]).resolve() for link in _LINK.findall(page.read_text("utf-8"))}


@pytest.mark.parametrize("module", [recovery_rules, recovery_rules.testing], ids=lambda module: module.__name__)
def test_the_api_page_covers_every_public_name(module: object) -> None:
    page = (ROOT / "docs" / "reference" / "api.md").read_text("utf-8")
    headings = "\n".join(_HEADING.findall(prose(page)))
    assert [name for name in module.__all__ if f"`{name}`" not in headings] == []  # type: ignore[attr-defined]


def test_the_language_page_covers_every_top_level_key() -> None:
    from recovery_rules.document.ruleset import RulesetDocument

    page = (ROOT / "docs" / "reference" / "language" / "index.md").read_text("utf-8")
    keys = [info.alias or name for name, info in RulesetDocument.model_fields.items()]
    assert [key for key in keys if f"`{key}`" not in page] == []

"""The page of coverage: whole, without anything from elsewhere, and with every text of an author escaped."""

from __future__ import annotations

from html.parser import HTMLParser

from recovery_rules import check_text
from recovery_rules.analysis.coverage.page import page

NASTY = "</script><script>alert('x')</script>\u202e"
SHOP = f"""
language: 1
ruleset: shop   # {NASTY.strip(chr(0x202E))}
version: "<img src=x onerror=alert(1)>"
kinds: {{apology: {{stream: remedy, phase: acknowledge}}}}
facts:
  price: {{type: integer, min: 0, max: 9}}
derived:
  dear: {{type: boolean, value: "price > 5"}}
rules:
  - {{id: sorry, then: [apology]}}
  - {{id: again, when: {{dear: true, expr: "price <  7"}}, then: [apology]}}
"""
_EMPTY = {"meta", "i", "br", "tr", "td", "th", "li"}  # with no end tag, or one that may be left out


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.addresses: list[str] = []
        self.ids: list[str] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        named = dict(attrs)
        self.addresses += [value for name in ("href", "src") if (value := named.get(name))]
        self.ids += [value for value in [named.get("id")] if value]
        if tag not in _EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _EMPTY:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def _read() -> _Reader:
    checked = check_text(SHOP)
    assert checked.ruleset is not None, checked.diagnostics
    reader = _Reader()
    reader.feed(page(checked.ruleset.coverage([{"price": 1}]), checked.sources))
    return reader


def test_the_page_is_whole_and_has_no_scripts() -> None:
    reader = _read()
    assert reader.open == []
    assert not {"script", "img", "link"} & reader.tags


def test_links_lead_to_lines_of_the_page() -> None:
    reader = _read()
    assert reader.addresses
    assert {address.removeprefix("#") for address in reader.addresses} <= set(reader.ids)


def test_texts_of_authors_stand_there_as_texts() -> None:
    text = "".join(_read().texts)
    assert "<script>alert('x')</script>" in text
    assert "<img src=x onerror=alert(1)>" in text
    assert "again: `price < 7`, never true" in text or "again: never matched" in text


def test_what_cannot_be_seen_is_shown_as_an_escape() -> None:
    checked = check_text(SHOP)
    assert checked.ruleset is not None
    assert "\u202e" not in page(checked.ruleset.coverage([]), {"ruleset.yaml": f"a: {NASTY}"})

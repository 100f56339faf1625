"""The pages of the documentation, and their fenced blocks.

A block's info string says what it is:

| info string | meaning |
|---|---|
| `yaml file=shop.yaml` | a whole file; a ruleset must load with nothing to report |
| `yaml add=shop.yaml` | entries that the file gets; it must still load with nothing to report |
| `yaml part=shop.yaml` | entries of a file that is not whole yet: only what nothing reads may be reported |
| `yaml try=shop.yaml` | the same, but only until the next block about that file; it must load |
| `yaml wrong=shop.yaml` | the same, and there must be something to report, shown by a console block |
| `json file=…`, `csv file=…` | another file |
| `python` | runs; after `>>>` it must print what is shown |
| `console` | `$ recovery-rules …` must print what is shown |
| `sh`, `text` | not run |

An entry of a name or `id` that the file has already takes the place of the earlier one.

A page with the comment `<!-- examples add to index.md -->` starts with the whole files of the page that it names.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from attrs import frozen

ROOT = Path(__file__).parents[2]
_FENCE = re.compile(
    r"^(?P<indent> *)(?P<fence>`{3,})(?P<info>[^`\n]*)\n(?P<text>.*?)^(?P=indent)(?P=fence)\s*$",
    re.MULTILINE | re.DOTALL,
)
_BASE = re.compile(r"^<!-- examples add to (\S+) -->$", re.MULTILINE)
_SECTION = re.compile(r"^(?=[\w#])", re.MULTILINE)
_ENTRY = re.compile(r"^(?=  [^\s#])", re.MULTILINE)
_NAME = re.compile(r"  (?:- \{?(?:id: (?P<id>[^,}\n]+))|(?P<name>[^\s:-][^:\n]*):)")


@frozen
class Block:
    """A fenced block of a page."""

    language: str
    use: str  # file, add, part, try, wrong; empty where no file is named
    file: str
    text: str
    line: int  # of its first line, from 1
    start: int  # of its text in the page


def pages() -> list[Path]:
    """Every page, with the README first."""
    return [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def name_of(page: Path) -> str:
    """The path of a page, for messages."""
    return page.relative_to(ROOT).as_posix()


def blocks(page: str) -> Iterator[Block]:
    """The blocks of a page, in order."""
    for match in _FENCE.finditer(page):
        language, _, named = match["info"].strip().partition(" ")
        use, _, file = named.partition("=")
        start = match.start("text")
        yield Block(language, use, file, match["text"], page.count("\n", 0, start) + 1, start)


def blocks_of(path: Path) -> Iterator[Block]:
    """The blocks of a page, behind the files of the page to which its examples add."""
    page = path.read_text("utf-8")
    base = _BASE.search(page)
    if base:
        yield from (block for block in blocks((path.parent / base[1]).read_text("utf-8")) if block.use == "file")
    yield from blocks(page)


def prose(page: str) -> str:
    """A page without its blocks, lines kept."""
    return _FENCE.sub(lambda match: "\n" * match[0].count("\n"), page)


def merged(file: str, addition: str) -> str:
    """A file with the entries of an addition: behind those of the same section, or in place of one of the same name."""
    sections = dict(map(_keyed, filter(str.strip, _SECTION.split(file))))
    for key, new in map(_keyed, filter(str.strip, _SECTION.split(addition))):
        old = sections.get(key)
        if old is None:
            sections[key] = "\n" + new
        else:
            both_lists = all(text.partition("\n")[0].endswith(":") for text in (old, new))
            blank = "\n" if old.endswith("\n\n") else ""
            sections[key] = (_with_entries(old, new) if both_lists else new).rstrip("\n") + "\n" + blank
    return "".join(sections.values())


def _keyed(section: str) -> tuple[str, str]:
    return section.partition(":")[0], section


def _with_entries(section: str, addition: str) -> str:
    head, *old = _ENTRY.split(section)
    _, *new = _ENTRY.split(addition)
    entries = {_name(entry) or f"{place}": entry for place, entry in enumerate(old)}
    for place, entry in enumerate(new, len(old)):
        entries[_name(entry) or f"{place}"] = entry
    return head + "".join(entry.rstrip("\n") + "\n" for entry in entries.values())


def _name(entry: str) -> str:
    match = _NAME.match(entry)
    return (match["id"] or match["name"] or "").strip() if match else ""

"""Every example of the page about the command line: what is shown is what is written.

A block `yaml file=NAME` is a file, a block `console` holds commands and their output. `UPDATE_GOLDEN=1 pytest`
writes the outputs anew, for review in the diff. How long something took does not count.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from recovery_rules.engine.durable.asking import is_installed
from tests.cli.running import ROOT, UPDATE, run

PAGE = ROOT / "docs" / "reference" / "command-line.md"
_TIME = re.compile(r"\d+\.\d s$", re.MULTILINE)
_BLOCK = re.compile(r"^```(\w+)(?: file=(\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def ran_blocks(page: str) -> Iterator[tuple[re.Match[str], str]]:
    """Each block of commands, and what it would have to be; files are written on the way."""
    code = 0
    for block in _BLOCK.finditer(page):
        language, file, body = block.groups()
        if file:
            Path(file).parent.mkdir(exist_ok=True)
            Path(file).write_text(body, "utf-8")
        if language != "console" or ("crosscheck" in body and not is_installed()):
            continue
        shown = []
        for line in body.splitlines():
            if line == "$ echo $?":
                shown += [line, str(code)]
            elif line.startswith("$ "):
                _, *arguments = shlex.split(line.removeprefix("$ "))
                ran = run(*arguments)
                code = ran.code
                shown += [line, *(ran.out + ran.err).splitlines()]
        yield block, "".join(f"{line}\n" for line in shown)


@pytest.mark.no_cover
def test_what_the_page_shows_is_what_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = PAGE.read_text("utf-8")
    monkeypatch.chdir(tmp_path)
    found = [(block, wanted) for block, wanted in ran_blocks(page) if wanted]
    told = [(_without_times(block.group(3)), _without_times(wanted)) for block, wanted in found]
    if UPDATE:
        for (block, wanted), (shown, real) in reversed(list(zip(found, told, strict=True))):
            if shown != real:
                page = page[: block.start(3)] + wanted + page[block.end(3) :]
        PAGE.write_text(page, "utf-8")
        told = [(real, real) for _, real in told]
    assert len(told) > 10
    assert [shown for shown, _ in told] == [real for _, real in told]


def _without_times(shown: str) -> str:
    return _TIME.sub("_", shown)


def test_every_command_has_its_section() -> None:
    sections = re.findall(r"^## (\S+)$", PAGE.read_text("utf-8"), re.MULTILINE)
    listed = re.findall(r"^  ([a-z-]+)  ", run("--help").out.partition("Commands:")[2], re.MULTILINE)
    assert listed
    assert set(listed) == set(sections)

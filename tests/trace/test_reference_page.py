"""The page `docs/reference/trace.md`: its examples run, and it lists every part of a trace."""

import doctest
import re
from pathlib import Path

from recovery_rules.trace.schema import trace_schema

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "trace.md"


def test_the_examples_run() -> None:
    flags = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    found = doctest.testfile(str(PAGE), module_relative=False, optionflags=flags, encoding="utf-8")
    assert found.attempted > 10
    assert found.failed == 0


def test_every_part_is_explained() -> None:
    told = re.findall(r"^\| `(\w+)` \|", PAGE.read_text("utf-8"), re.MULTILINE)
    assert told == list(trace_schema()["properties"])

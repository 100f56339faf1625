"""How the tests of this folder run the command line, and compare what it writes with golden files."""

from __future__ import annotations

import os
import re
from pathlib import Path
from unittest.mock import patch

from attrs import frozen

from recovery_rules.cli import waiting
from tests.command_line import CliRunner, app

UPDATE = bool(os.environ.get("UPDATE_GOLDEN"))
ROOT = Path(__file__).parents[2]
_GOLDEN = Path(__file__).parent / "golden"
_DIGEST = re.compile(r"sha256 [0-9a-f]{12}…")


@frozen
class Ran:
    code: int
    out: str
    err: str


def run(*arguments: str, columns: int = 100, stdin: str | bytes = "") -> Ran:
    """Run a command in this process, as if its output went into a file."""
    environment = {"COLUMNS": str(columns), "NO_COLOR": None, "FORCE_COLOR": None, "TERM": None}
    with patch.object(waiting, "_NOW_AND_THEN", 3600.0):  # what is said now and then depends on the machine
        found = CliRunner().invoke(app, list(arguments), input=stdin, env=environment, catch_exceptions=False)
    return Ran(found.exit_code, found.stdout, found.stderr)


def matches_golden(name: str, text: str) -> bool:
    """Whether a text is that of the golden file; with UPDATE_GOLDEN=1 the file is written anew."""
    path = _GOLDEN / name
    text = _DIGEST.sub("sha256 ...", text)  # of a shipped ruleset: it changes with every word of it
    if UPDATE:
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    return path.read_text("utf-8") == text

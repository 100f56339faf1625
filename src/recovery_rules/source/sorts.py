"""What a file holds, by its keys alone. In: a path. Out: its sort. Called by the command line and for versions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from recovery_rules.source.diagnostics import Problems
from recovery_rules.source.files import read_file
from recovery_rules.source.limits import LoadLimits
from recovery_rules.source.reader import read

if TYPE_CHECKING:
    from pathlib import Path

Sort: TypeAlias = Literal["ruleset", "cases", "other", "unreadable"]

SUFFIXES: Final = frozenset({".yaml", ".yml"})
_CASE_KEYS: Final = frozenset({"cases", "table"})


def sort_of(path: Path) -> Sort:
    """The sort of a file; what cannot be read may be anything."""
    try:
        content = read_file(path, LoadLimits())
    except (OSError, ValueError):
        return "unreadable"
    problems = Problems()
    tree = read(content, file=path.name, problems=problems, limits=LoadLimits())
    if tree is not None and "language" not in tree and tree.keys() & _CASE_KEYS:
        return "cases"
    if tree is None or problems.has_errors:
        return "unreadable"
    return "ruleset" if "ruleset" in tree else "other"

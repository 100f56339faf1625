"""One case of a case file, or one example of a ruleset, by its id.

In: the file's name and an id. Out: the case, and the ruleset that decides it. Called by `facts`.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import typer
from attrs import frozen

from recovery_rules.cli.files import checked
from recovery_rules.cli.mistakes import BROKEN, CommandError, reading
from recovery_rules.cli.problems import show_problems
from recovery_rules.model.examples import Example
from recovery_rules.ruleset import Ruleset
from recovery_rules.source.printable import quote
from recovery_rules.source.sorts import sort_of
from recovery_rules.source.suggest import closest
from recovery_rules.testing.case import Case

_LISTED: Final = 20


@frozen
class Chosen:
    """An example, and the ruleset of its file."""

    example: Example
    ruleset: Ruleset


def holds_cases(name: str) -> bool:
    """Whether a file is a case file."""
    return sort_of(Path(name)) == "cases"


def chosen(name: str, case_id: str) -> Chosen:
    """The case of that id in a case file, or the example in a ruleset; where there is none, ends the command."""
    with reading(name):
        file = checked(name)
    if not file.loads:
        show_problems(file.diagnostics, file.sources, stderr=True)
        raise typer.Exit(BROKEN)
    if not file.cases:
        raise CommandError(f"{name} has no examples", "`-k ID` takes a case of a case file, or an example of a ruleset")
    if not case_id:
        raise CommandError(f"{name} holds cases: say which one is meant", _listed(file.cases))
    found = next((one for one in file.cases if one.id == case_id), None)
    if found is None:
        meant = closest(case_id, [one.id for one in file.cases])
        hint = [f"did you mean {quote(meant)}?"] if meant else []
        raise CommandError(f"{name} has no case {quote(case_id)}", *hint, _listed(file.cases))
    return Chosen(found.example, file.ruleset)


def _listed(cases: Sequence[Case]) -> str:
    shown = ", ".join(one.id for one in cases[:_LISTED])
    left = len(cases) - _LISTED
    return f"-k with one of: {shown}{f' and {left} more' if left > 0 else ''}"

"""`recovery-rules check`: everything that is wrong with rulesets and case files."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from recovery_rules.cli.mistakes import BROKEN, CLEAN, FINDINGS, CommandError, reading
from recovery_rules.cli.screen import fail, write


def check(
    files: Annotated[
        list[str], typer.Argument(metavar="FILE", help="Rulesets or case files, or names of shipped rulesets.")
    ],
    as_json: Annotated[
        bool, typer.Option("--json", help="A list of problems, for editors and other programs.")
    ] = False,
) -> None:
    """Find every mistake and show it at its line.

    Exit code: 0 nothing found, 1 warnings only, 2 something does not load.
    """
    code = CLEAN
    found: list[dict[str, object]] = []
    for number, name in enumerate(files):
        if number and not as_json and code:
            write("\n")
        try:
            code = max(code, _check(name, found, as_json=as_json, alone=len(files) == 1))
        except CommandError as mistake:
            if as_json:
                raise
            fail(mistake.message, mistake.help)
            code = BROKEN
    if as_json:
        write(json.dumps(found, ensure_ascii=False, indent=2))
    raise typer.Exit(code)


def _check(name: str, found: list[dict[str, object]], *, as_json: bool, alone: bool) -> int:
    from recovery_rules.cli.files import checked
    from recovery_rules.cli.problems import as_data, show_problems, show_problems_of_cases

    with reading(name):
        result = checked(name)
    if as_json:
        found += [as_data(one) for one in result.diagnostics]
    elif result.diagnostics:
        show = show_problems_of_cases if result.is_cases else show_problems
        show(result.diagnostics, result.sources)
    elif not alone or result.is_cases:
        write(f"{name}: nothing found")
    else:
        write("nothing found")
    if not result.loads:
        return BROKEN
    return FINDINGS if result.diagnostics else CLEAN

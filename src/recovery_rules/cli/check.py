"""`recovery-rules check`: everything that is wrong with rulesets and case files, and what is worth a look."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from recovery_rules.cli.mistakes import BROKEN, CLEAN, FINDINGS, CommandError, reading
from recovery_rules.cli.screen import fail, write

if TYPE_CHECKING:
    from recovery_rules.analysis.findings.finding import Finding
    from recovery_rules.cli.files import CheckedFile
    from recovery_rules.cli.waiting import Waiting


def check(
    files: Annotated[
        list[str], typer.Argument(metavar="FILE", help="Rulesets or case files, or names of shipped rulesets.")
    ],
    as_json: Annotated[
        bool, typer.Option("--json", help="A list of problems, for editors and other programs.")
    ] = False,
) -> None:
    """Find every mistake and show it at its line, and say what a ruleset does that may not be meant.

    Exit code: 0 nothing found but notes, 1 warnings, 2 something does not load, 130 interrupted.
    """
    from recovery_rules.cli.waiting import Waiting

    code = CLEAN
    shown = False
    found: list[dict[str, object]] = []
    with Waiting("the rest was not looked for") as waiting:
        for name in files:
            if shown and not as_json:
                write("\n")
            try:
                outcome, shown = _check(name, found, waiting, as_json=as_json, alone=len(files) == 1)
                code = max(code, outcome)
            except CommandError as mistake:
                if as_json:
                    raise
                fail(mistake.message, mistake.help)
                code, shown = BROKEN, True
            if waiting.interrupted:
                break
    if as_json:
        write(json.dumps(found, ensure_ascii=False, indent=2))
    raise typer.Exit(waiting.code(code))


def _check(
    name: str, found: list[dict[str, object]], waiting: Waiting, *, as_json: bool, alone: bool
) -> tuple[int, bool]:
    """The exit code for one file, and whether anything was shown but that nothing was found."""
    from recovery_rules.cli.files import checked
    from recovery_rules.cli.problems import finding_as_data, show_problems, show_problems_of_cases

    with reading(name):
        result = checked(name)
    findings = _findings(result, waiting)
    diagnostics = [one.diagnostic for one in findings]
    if as_json:
        found += [finding_as_data(one) for one in findings]
    elif findings:
        if result.is_cases:
            show_problems_of_cases(diagnostics, result.sources, file=name)
        else:
            show_problems(diagnostics, result.sources)
    else:
        until = " until then" if waiting.interrupted else ""
        write(f"nothing found{until}" if alone and not result.is_cases else f"{name}: nothing found{until}")
    if not result.loads:
        return BROKEN, True
    warned = any(one.severity == "warning" for one in diagnostics)
    return (FINDINGS if warned else CLEAN), bool(findings)


def _findings(result: CheckedFile, waiting: Waiting) -> list[Finding]:
    """What is wrong; of a ruleset that loads also what is worth a look, as far as the user waits for it."""
    from recovery_rules.analysis.findings.finding import Finding

    if result.is_cases or not result.loads:
        return [Finding(one) for one in result.diagnostics]
    found: list[Finding] = []
    with waiting.part():
        for one in result.ruleset.findings(waiting.show):
            found.append(one)  # noqa: PERF402 - whoever interrupts keeps those that came
    return sorted(found, key=lambda one: one.diagnostic.order)

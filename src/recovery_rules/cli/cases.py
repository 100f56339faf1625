"""`recovery-rules cases`: few cases that reach a whole ruleset, for a person to review into fixtures."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from recovery_rules.cli.decide import CalendarFile
from recovery_rules.cli.mistakes import CLEAN, CommandError, reading
from recovery_rules.cli.screen import write
from recovery_rules.source.shipped import shipped_rulesets


def cases(
    ruleset: Annotated[str, typer.Argument(metavar="RULESET", help="A ruleset by path or shipped name.")],
    out: Annotated[
        str, typer.Option("--out", "-o", metavar="FILE", help="Write a case file; one that is there is left alone.")
    ] = "",
    calendar: CalendarFile = "",
) -> None:
    """Write few cases that reach every rule, and every boundary from both sides, with what is decided for them.

    Exit code: 0 written; 2 the ruleset does not load, the file is there already, or no valid case was found;
    130 interrupted, and written.
    """
    from recovery_rules.cli.files import loaded
    from recovery_rules.cli.handed_over import by_calendar
    from recovery_rules.cli.waiting import Waiting
    from recovery_rules.testing.drafting import drafted

    found = by_calendar(loaded(ruleset), calendar)
    if out and Path(out).exists():
        raise CommandError(f"{out} is there already", "name another file, and take over what you want to keep")
    suggesting = found._suggesting()  # noqa: SLF001  (one façade: whoever interrupts keeps what was found)
    with Waiting("what no case reaches yet is listed in the end") as waiting:
        suggesting.look(waiting.show)
    suggestions = suggesting.suggestions()
    if not suggestions.cases and waiting.code(CLEAN) == CLEAN:
        raise CommandError(
            f"no case that {ruleset} accepts was found", "what its `admit` asks for may be impossible, or hard to meet"
        )
    text = drafted(found, suggestions, _name_from(ruleset, out))
    if out:
        with reading(out):
            Path(out).write_text(text, "utf-8")
        write(f"{out}: {text.count('  - id: ')} cases")
    else:
        write(text)
    raise typer.Exit(waiting.code(CLEAN))


def _name_from(ruleset: str, out: str) -> str:
    """How the case file names the ruleset: as it ships, or by the path from its own folder."""
    if ruleset in shipped_rulesets() and not Path(ruleset).exists():
        return ruleset
    return Path(os.path.relpath(ruleset, Path(out).parent)).as_posix()

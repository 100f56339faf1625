"""`recovery-rules approve`: somebody approves a ruleset, and the file says so."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from recovery_rules.cli.mistakes import BROKEN, FINDINGS, CommandError, reading
from recovery_rules.cli.screen import prose, write

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from recovery_rules.ruleset import Ruleset


def approve(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The file of a ruleset or a vocabulary.")],
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who approves.")],
    on: Annotated[str, typer.Option("--on", metavar="DATE", help="The day of the approval; today if left out.")] = "",
) -> None:
    """Write into a file that its content is approved. Any later edit makes that void. A file holds one approval.

    Exit code: 0 approved; 1 the examples are not decided as expected; 2 the file does not load. Without a 0 the file
    stays as it was.
    """
    from recovery_rules.source.sorts import sort_of

    day = _day(on)
    if not by.strip() or not by.isprintable():
        raise CommandError("--by: write who approves")
    path = Path(file)
    with reading(file):
        if not path.exists():
            raise CommandError(
                f"{file}: no such file", "what ships with the package is not for you to approve: extend it"
            )
        if sort_of(path) == "cases":
            raise CommandError(f"{file} is a case file; a ruleset can be approved")
    ruleset, drafts = _approvable(file)
    approved = _signed(path, ruleset, by.strip(), day)
    with reading(file):
        path.write_bytes(approved)
    before = ruleset.model.governance.written_approval
    replaced = "" if before is None else f", in place of the approval by {before.by} on {before.on}"
    write(f"{file}: approved by {by.strip()} on {day}{replaced}")
    for base, status in drafts:
        prose(f"\nIt extends {base}, of which the status is {status}: what that says now is approved with it.")


def _day(on: str) -> date:
    from recovery_rules.model.link.governance import day

    if not on:
        return date.today()  # noqa: DTZ011 - the day of whoever approves
    try:
        return day(on)
    except ValueError as error:
        raise CommandError(f"--on: {error}") from None


def _approvable(file: str) -> tuple[Ruleset, list[tuple[str, str]]]:
    """The ruleset, and the files that it extends and that nobody has approved yet.

    Where it is not fit to be approved, shows why and ends the command.
    """
    from recovery_rules.cli.problems import show_problems
    from recovery_rules.loading import check
    from recovery_rules.testing.verifying import verify_all

    with reading(file):
        found = check(file)
    if found.ruleset is None:
        show_problems(found.diagnostics, found.sources, stderr=True)
        raise typer.Exit(BROKEN)
    failed = [verdict for verdict in verify_all(found.ruleset) if not verdict.passed]
    if failed:
        for verdict in failed:
            prose(str(verdict))
            write("\n")
        write(f"{file}: not approved, as examples are not decided as expected")
        raise typer.Exit(FINDINGS)
    return found.ruleset, [*_drafts(found.sources, found.ruleset.model.file)]


def _drafts(sources: Mapping[str, str], own: str) -> Iterator[tuple[str, str]]:
    """The other files of a ruleset that are drafts or in review."""
    from recovery_rules.source.diagnostics import Problems
    from recovery_rules.source.limits import LoadLimits
    from recovery_rules.source.reader import read
    from recovery_rules.source.tree import ScalarNode

    for name, text in sources.items():
        tree = None if name == own else read(text.encode(), file=name, problems=Problems(), limits=LoadLimits())
        status = None if tree is None else tree.get("status")
        if isinstance(status, ScalarNode) and status.text != "approved":
            yield name, status.text


def _signed(path: Path, ruleset: Ruleset, by: str, day: date) -> bytes:
    """What the file is to hold; it has been read again, and the approval holds."""
    from recovery_rules.loading import check
    from recovery_rules.source.diagnostics import Problems
    from recovery_rules.source.files import read_file
    from recovery_rules.source.limits import LoadLimits
    from recovery_rules.source.reader import read
    from recovery_rules.source.signing import signed

    problems, limits, name = Problems(), LoadLimits(), ruleset.model.file
    content = read_file(path, limits)
    tree = read(content, file=name, problems=problems, limits=limits)
    text, digest = problems.sources[name], ruleset.model.governance.digest
    assert tree is not None
    found = signed(text, tree, by=by, on=day.isoformat(), digest=digest)
    again = check(path, text=found)
    if again.ruleset is None or again.ruleset.approval is None:
        lines = ["write it yourself:", "status: approved", f"approval: {{by: {by}, on: {day}, digest: {digest}}}"]
        raise CommandError(f"{path}: the approval cannot be written into this layout", *lines)
    mark = content[: len(content) - len(content.removeprefix(b"\xef\xbb\xbf"))]
    return mark + found.encode()

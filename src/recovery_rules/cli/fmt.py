"""`recovery-rules fmt`: rulesets and case files in one layout."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from recovery_rules.cli.mistakes import BROKEN, CLEAN, FINDINGS, CommandError, reading
from recovery_rules.cli.screen import fail, write


def fmt(
    files: Annotated[list[str], typer.Argument(metavar="FILE", help="Rulesets, vocabularies or case files.")],
    check: Annotated[bool, typer.Option("--check", help="Only say which files are laid out otherwise.")] = False,
) -> None:
    """Lay files out in one way: order of keys, indentation, quotes, blanks. What they say stays the same.

    Exit code: 0 done, or nothing to do; 1 with --check, some files are laid out otherwise; 2 a file cannot be read.
    """
    code = CLEAN
    for name in files:
        try:
            code = max(code, _format(name, check=check))
        except CommandError as mistake:
            fail(mistake.message, mistake.help)
            code = BROKEN
    raise typer.Exit(code)


def _format(name: str, *, check: bool) -> int:
    from recovery_rules.cli.problems import show_problems
    from recovery_rules.source.diagnostics import Problems
    from recovery_rules.source.files import read_file
    from recovery_rules.source.formatting import formatted
    from recovery_rules.source.limits import LoadLimits
    from recovery_rules.source.merge import says_the_same
    from recovery_rules.source.reader import read

    path, problems, limits = Path(name), Problems(), LoadLimits()
    with reading(name):
        old = read_file(path, limits)
    tree = read(old, file=name, problems=problems, limits=limits)
    if tree is None or problems.has_errors:
        show_problems(problems.found, problems.sources, stderr=True, what="file")
        return BROKEN
    text = problems.sources[name]
    new = formatted(text, tree)
    again = read(new, file=name, problems=Problems(), limits=limits)
    if again is None or not says_the_same(tree, again) or text.count("#") != new.count("#"):
        raise CommandError(f"{name}: this layout is too unusual to be changed safely; the file stays as it is")
    if new.encode() == old:
        return CLEAN
    if check:
        write(f"{name}: laid out otherwise")
        return FINDINGS
    with reading(name):
        path.write_bytes(new.encode())
    write(f"{name}: laid out anew")
    return CLEAN

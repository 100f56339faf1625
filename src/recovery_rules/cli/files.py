"""Files as commands name them: a ruleset by path or shipped name, a case file, a folder.

In: what a user wrote. Out: what it holds. Called by the commands.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

import typer
from attrs import frozen

from recovery_rules.cli.mistakes import BROKEN, CommandError, reading
from recovery_rules.language.calendars import Calendar
from recovery_rules.loading import check
from recovery_rules.ruleset import Ruleset
from recovery_rules.source.diagnostics import Diagnostic
from recovery_rules.source.errors import RulesetError
from recovery_rules.source.printable import quote
from recovery_rules.source.sorts import SUFFIXES, Sort, sort_of
from recovery_rules.testing.case import Case, CaseFile
from recovery_rules.testing.casefile import check_cases


@frozen
class CheckedFile:
    """What came of reading one file, whichever sort it is."""

    name: str
    is_cases: bool
    content: CaseFile | Ruleset | None
    diagnostics: tuple[Diagnostic, ...]
    sources: Mapping[str, str]

    @property
    def loads(self) -> bool:
        """Whether there is no error."""
        return self.content is not None

    @property
    def ruleset(self) -> Ruleset:
        """What decides: the ruleset itself, or the one that the case file names."""
        assert self.content is not None
        return self.content.ruleset if isinstance(self.content, CaseFile) else self.content

    @property
    def calendar(self) -> Calendar | None:
        """By which its cases are decided, where a case file says so."""
        return self.content.calendar if isinstance(self.content, CaseFile) else None

    @property
    def cases(self) -> tuple[Case, ...]:
        """The cases of the file, or the examples inside the ruleset."""
        if isinstance(self.content, CaseFile):
            return self.content.cases
        return tuple(Case(example) for example in self.ruleset.model.examples)


def checked(name: str) -> CheckedFile:
    """Reads a ruleset or a case file.

    Raises:
        OSError: It is not there, or cannot be read.
    """
    if sort_of(Path(name)) == "cases":
        cases = check_cases(name)
        return CheckedFile(name, True, cases.cases, cases.diagnostics, cases.sources)
    found = check(name)
    return CheckedFile(name, False, found.ruleset, found.diagnostics, found.sources)


def loaded(name: str) -> Ruleset:
    """The ruleset of that name or path; where it does not load, shows why and ends the command."""
    from recovery_rules.cli.problems import show_problems

    with reading(name):
        found = check(name)
    if found.ruleset is None:
        show_problems(found.diagnostics, found.sources, stderr=True)
        raise typer.Exit(BROKEN)
    if not found.ruleset.model.rules and not found.ruleset.model.otherwise:
        raise CommandError(f"{name} is a vocabulary: it has no rules", "name a ruleset that extends it")
    return found.ruleset


def in_force(name: str, day: str) -> str:
    """The file in a folder of versions that is in force on a day; the name as it stands where no day is given."""
    from recovery_rules.cli.problems import show_problems
    from recovery_rules.versions import load_as_of

    if not day:
        return name
    try:
        on = date.fromisoformat(day)
    except ValueError:
        raise CommandError(f"--on: {quote(day)} is not a date: write for example `2026-11-04`") from None
    if not Path(name).is_dir():
        raise CommandError(f"{name}: --on picks a version in a folder, and this is none")
    try:
        return load_as_of(name, on).model.file
    except RulesetError as error:
        show_problems(error.diagnostics, error.sources, stderr=True, what="folder")
        raise typer.Exit(BROKEN) from None


def case_files(names: Iterable[str]) -> Iterator[CheckedFile]:
    """Case files, or rulesets for their examples; where one does not load, shows why and ends the command."""
    from recovery_rules.cli.problems import show_problems, show_problems_of_cases

    for name in names:
        if Path(name).suffix not in {"", *SUFFIXES}:
            hint = "a case file is YAML; a table of cases, in CSV, goes beside one that says `table: cases.csv`"
            raise CommandError(f"{name} is no case file", hint)
        with reading(name):
            found = checked(name)
        if not found.loads:
            if found.is_cases:
                show_problems_of_cases(found.diagnostics, found.sources, file=name, stderr=True)
            else:
                show_problems(found.diagnostics, found.sources, stderr=True)
            raise typer.Exit(BROKEN)
        yield found


def files_in(folder: Path) -> Iterator[tuple[Path, Sort]]:
    """The files of a folder and below it that may be meant, sorted; hidden ones and vocabularies are left out.

    What cannot be read is not left out: a slip in a file must not make its cases vanish.
    """
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(parent) / name
            if path.suffix in SUFFIXES and not name.startswith(".") and (sort := sort_of(path)) != "other":
                yield path, sort

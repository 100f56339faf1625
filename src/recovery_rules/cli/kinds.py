"""`recovery-rules kinds`: the kinds of actions and the types that a ruleset can use."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from recovery_rules.cli.mistakes import CommandError, reading
from recovery_rules.cli.screen import write

if TYPE_CHECKING:
    from recovery_rules.document.ruleset import RulesetDocument

_VOCABULARY: Final = "vocabulary/service-recovery.yaml"


def kinds(
    ruleset: Annotated[
        str,
        typer.Argument(metavar="RULESET", help="A ruleset, which may still have mistakes; else what ships for all."),
    ] = "",
) -> None:
    """List the kinds of actions with their parameters, and the types with their values, as Markdown."""
    from recovery_rules.cli.vocabulary import vocabulary_page

    write("\n".join(vocabulary_page(_document(ruleset), f"recovery-rules kinds {ruleset}".rstrip())))


def _document(name: str) -> RulesetDocument:
    """The document of a ruleset as far as it can be read: who looks a kind up has not finished writing."""
    from recovery_rules.document.reading import read_document
    from recovery_rules.source.diagnostics import Problems
    from recovery_rules.source.files import read_file
    from recovery_rules.source.limits import LoadLimits
    from recovery_rules.source.overlay import resolve
    from recovery_rules.source.reach import reach_of
    from recovery_rules.source.shipped import shipped_root, shipped_rulesets

    path = shipped_root() / (shipped_rulesets().get(name, name) if name else _VOCABULARY)
    path = Path(name) if name and Path(name).exists() else path
    limits, problems = LoadLimits(), Problems()
    with reading(name):
        text, reach = read_file(path, limits), reach_of(path, limits)
    resolved = resolve(text, file=path.name, reach=reach, problems=problems, limits=limits)
    document = None if resolved is None else read_document(resolved.tree, problems)
    if document is None:
        raise CommandError(f"{name} cannot be read", f"what is wrong with it: recovery-rules check {name}")
    return document

"""`recovery-rules log`: the versions of a ruleset, when each is in force, and who approved it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer
from attrs import frozen

from recovery_rules.cli.mistakes import BROKEN, CLEAN, FINDINGS, reading
from recovery_rules.cli.screen import console, write
from recovery_rules.model.governance import Effective

if TYPE_CHECKING:
    from recovery_rules.ruleset import Ruleset
    from recovery_rules.source.diagnostics import Diagnostic

_HEADS: Final = ("file", "version", "from", "until", "status", "approved by", "on", "digest")
_STYLES: Final = {"approved": "green", "void": "bold red"}
_DIGEST_SHOWN: Final = 12


@frozen
class _Found:
    rulesets: tuple[Ruleset, ...]
    broken: tuple[Diagnostic, ...]
    conflicts: tuple[Diagnostic, ...]
    sources: Mapping[str, str]


def log(
    path: Annotated[str, typer.Argument(metavar="FOLDER|FILE", help="A folder of versions, or one of them.")],
    as_json: Annotated[bool, typer.Option("--json", help="The versions for programs.")] = False,
) -> None:
    """List the versions of a ruleset with the days on which they are in force, and their approvals.

    The digest is that of what is decided, which decisions name. The one in an approval is of more.

    Exit code: 0 listed; 1 the versions do not go together; 2 one of them does not load.
    """
    from recovery_rules.cli.columns import show_rows
    from recovery_rules.cli.problems import show_problems

    with reading(path):
        found = _found(path)
    if as_json:
        write(json.dumps([_data(one) for one in found.rulesets], ensure_ascii=False, indent=2))
    elif found.rulesets:
        show_rows(console(), _HEADS, [_row(one) for one in found.rulesets], styles=_STYLES)
    problems = found.broken or found.conflicts
    if problems:
        show_problems(problems, found.sources, stderr=True, what="ruleset" if found.broken else "folder")
    raise typer.Exit(BROKEN if found.broken else FINDINGS if found.conflicts else CLEAN)


def _found(path: str) -> _Found:
    from recovery_rules.loading import check
    from recovery_rules.versions import check_versions

    if Path(path).is_dir():
        versions = check_versions(path)
        return _Found(versions.rulesets, versions.broken, versions.conflicts, versions.sources)
    one = check(path)
    if one.ruleset is None:
        return _Found((), one.diagnostics, (), one.sources)
    return _Found((one.ruleset,), (), (), one.sources)


def _row(ruleset: Ruleset) -> list[str]:
    effective, approval = ruleset.model.governance.effective or Effective(), ruleset.approval
    return [
        Path(ruleset.model.file).name,
        ruleset.version,
        _shown(effective.first),
        _shown(effective.last),
        ruleset.status,
        "" if approval is None else approval.by,
        "" if approval is None else _shown(approval.on),
        ruleset.digest[:_DIGEST_SHOWN],
    ]


def _data(ruleset: Ruleset) -> dict[str, Any]:
    governance, approval = ruleset.model.governance, ruleset.approval
    effective = governance.effective or Effective()
    return {
        "file": ruleset.model.file,
        "ruleset": ruleset.id,
        "version": ruleset.version,
        "from": _iso(effective.first),
        "until": _iso(effective.last),
        "status": ruleset.status,
        "owner": governance.owner,
        "author": governance.author,
        "review_by": _iso(governance.review_by),
        "approval": None
        if approval is None
        else {"by": approval.by, "on": approval.on.isoformat(), "digest": approval.digest},
        "digest": ruleset.digest,
    }


def _shown(day: date | None) -> str:
    return _iso(day) or ""


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()

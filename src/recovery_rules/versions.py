"""The versions of one ruleset in a folder: read together, checked against each other, and one of them picked by a day.

In: a folder. Out: the versions by their days, or every problem; one `Ruleset`. Each file is loaded as ever, so that a
version with an error is never taken for one that is not there.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from attrs import frozen

from recovery_rules.loading import Checked, check, loaded
from recovery_rules.model.governance import Effective
from recovery_rules.ruleset import Ruleset
from recovery_rules.source.diagnostics import Diagnostic
from recovery_rules.source.errors import RulesetError
from recovery_rules.source.limits import LoadLimits
from recovery_rules.source.sorts import SUFFIXES, sort_of

_A_DAY: Final = timedelta(days=1)


@frozen
class CheckedVersions:
    """What came of reading a folder.

    Attributes:
        rulesets: those that load, by their first day, then by file.
        broken: the problems of files that do not load.
        conflicts: what is wrong with the versions taken together.
        sources: the text of each file, to show problems in.
    """

    rulesets: tuple[Ruleset, ...]
    broken: tuple[Diagnostic, ...]
    conflicts: tuple[Diagnostic, ...]
    sources: Mapping[str, str]


def load_as_of(
    directory: str | os.PathLike[str],
    day: date,
    *,
    limits: LoadLimits | None = None,
    require_approved: bool = False,
) -> Ruleset:
    """Loads the version of a ruleset that is in force on a day.

    The versions are the ruleset files in the folder, not below it; each says under `effective` when it is in force.
    Vocabularies, case files and hidden files are passed over. All versions are loaded and checked, so keep the answer.

    Args:
        directory: the folder.
        day: a date without a time, such as that of the incident.
        limits: how large a ruleset may be.
        require_approved: whether it is an error if nobody has approved the content of the version in force.

    Raises:
        RulesetError: a version does not load or has no `effective`; two are in force on one day, none is on a day
            between two, or on this one; they are not of one ruleset; or there are none.
        TypeError: `day` is not a date, or has a time.
        FileNotFoundError: there is no such folder.
        NotADirectoryError: it is a file.
    """
    if type(day) is not date:
        raise TypeError(f"day: expected a date without a time, got {type(day).__name__}")
    found = check_versions(directory, limits=limits)
    problems = found.broken or found.conflicts
    if not problems:
        for ruleset in found.rulesets:
            if day in _effective(ruleset):
                checked = Checked(ruleset, ruleset.warnings, found.sources)
                return loaded(checked, ruleset.model.file, require_approved=require_approved)
        problems = (_none_on(day, found.rulesets),)
    raise RulesetError(problems, found.sources, "folder")


def check_versions(directory: str | os.PathLike[str], *, limits: LoadLimits | None = None) -> CheckedVersions:
    """Reads all versions in a folder, and gives problems instead of raising `RulesetError`.

    Raises:
        FileNotFoundError: there is no such folder.
        NotADirectoryError: it is a file.
    """
    files = sorted(path for path in Path(directory).iterdir() if _may_be_version(path))
    checked = [check(path, limits=limits) for path in files]
    rulesets = sorted((one.ruleset for one in checked if one.ruleset is not None), key=_order)
    broken = dict.fromkeys(found for one in checked if one.ruleset is None for found in one.diagnostics)
    conflicts = list(_conflicts(rulesets))
    if not checked:
        conflicts.append(Diagnostic("RR471", f"there is no version of a ruleset in {os.fspath(directory)}"))
    return CheckedVersions(
        rulesets=tuple(rulesets),
        broken=tuple(sorted(broken, key=lambda one: one.order)),
        conflicts=tuple(sorted(conflicts, key=lambda one: one.order)),
        sources={file: text for one in checked for file, text in one.sources.items()},
    )


def _may_be_version(path: Path) -> bool:
    if path.suffix not in SUFFIXES or path.name.startswith(".") or path.is_dir():
        return False
    return sort_of(path) in {"ruleset", "unreadable"}


def _order(ruleset: Ruleset) -> tuple[date, str]:
    effective = ruleset.model.governance.effective
    return (effective and effective.first) or date.min, ruleset.model.file


def _effective(ruleset: Ruleset) -> Effective:
    effective = ruleset.model.governance.effective
    assert effective is not None
    return effective


def _conflicts(rulesets: Sequence[Ruleset]) -> Iterator[Diagnostic]:
    """What is wrong with versions in the order of their first days."""
    for one in rulesets:
        if one.id != rulesets[0].id:
            message = f"a version of `{one.id}`, where {_named(rulesets[0])} is one of `{rulesets[0].id}`"
            effective = one.model.governance.effective
            at = effective.span if effective is not None else one.model.governance.span
            yield Diagnostic("RR473", message, at, "keep each ruleset in a folder of its own")
    dated = []
    for one in rulesets:
        if one.model.governance.effective is None:
            label = "add `effective: {from: ..., until: ...}`, or keep the file elsewhere"
            yield Diagnostic("RR472", "this version does not say when it is in force", one.model.governance.span, label)
        else:
            dated.append(one)
    yield from _in_time(dated)


def _in_time(rulesets: Sequence[Ruleset]) -> Iterator[Diagnostic]:
    """Overlaps and holes. What comes before is the version that stays in force longest."""
    for number, one in enumerate(rulesets[1:], 1):
        before = max(rulesets[:number], key=lambda other: _effective(other).last or date.max)
        first, last = _effective(one).first, _effective(before).last
        span = _effective(one).span
        other = _effective(before).span
        where = _named(before) if other is None else f"{other.file}:{other.line}:{other.column}"
        if first is None or last is None or first <= last:
            message = f"two versions are in force {_common(_effective(before), _effective(one))}"
            yield Diagnostic("RR474", message, span, _told(_effective(one)), (f"{where}: {_told(_effective(before))}",))
        elif first - last > _A_DAY:
            message = f"no version is in force {_days(last + _A_DAY, first - _A_DAY)}"
            yield Diagnostic("RR475", message, span, _told(_effective(one)), (f"{where}: {_told(_effective(before))}",))


def _common(one: Effective, other: Effective) -> str:
    firsts = [end for end in (one.first, other.first) if end is not None]
    lasts = [end for end in (one.last, other.last) if end is not None]
    return _days(max(firsts, default=None), min(lasts, default=None))


def _days(first: date | None, last: date | None) -> str:
    if first is None and last is None:
        return "on every day"
    if first == last:
        return f"on {first}"
    parts = ([] if first is None else [f"from {first}"]) + ([] if last is None else [f"until {last}"])
    return " ".join(parts)


def _told(effective: Effective) -> str:
    return f"in force {_days(effective.first, effective.last)}"


def _named(ruleset: Ruleset) -> str:
    return f"`{Path(ruleset.model.file).name}`"


def _none_on(day: date, rulesets: Sequence[Ruleset]) -> Diagnostic:
    """All versions are in force one after another, so the day lies before the first or after the last."""
    first = _effective(rulesets[0]).first
    before = first is not None and day < first
    near = rulesets[0 if before else -1]
    label = f"the {'first' if before else 'last'} version is {_told(_effective(near))}"
    return Diagnostic("RR476", f"no version is in force on {day}", _effective(near).span, label)

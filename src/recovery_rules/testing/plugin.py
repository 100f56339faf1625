"""The pytest plugin: ruleset files and case files as tests, where the project asks for it.

    [tool.pytest.ini_options]
    recovery_rulesets = ["rulesets/*.yaml", "fixtures/*.yaml"]
    recovery_calendars = ["calendars/works.yaml"]

Each example, each case and each property is a test; a failure says what differs, or which case breaks the property, and
why it was decided so. A property that is neither proved nor refuted is skipped, with the reason. A file that does not
load is an error of collection with all its problems. pytest finds the plugin by itself; it does nothing without the
first option; the second names the calendars of rulesets that await theirs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fnmatch import fnmatch
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from recovery_rules.model.properties import Property
    from recovery_rules.ruleset import Ruleset
    from recovery_rules.source.diagnostics import Diagnostic
    from recovery_rules.testing.case import Case
    from recovery_rules.testing.verdict import Verdict

_OPTION = "recovery_rulesets"
_CALENDARS = "recovery_calendars"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds the options."""
    parser.addini(
        _OPTION,
        "files whose examples and cases are tests: patterns of paths from the root, in which * stands for anything",
        type="linelist",
        default=[],
    )
    parser.addini(
        _CALENDARS,
        "files of calendars, by their paths from the root, for rulesets that count working days by one of their names",
        type="linelist",
        default=[],
    )


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> RulesetFile | None:
    """Takes the files that the option names."""
    patterns = parent.config.getini(_OPTION)
    root = parent.config.rootpath
    if not patterns or not file_path.is_relative_to(root):
        return None
    path = file_path.relative_to(root).as_posix()
    return RulesetFile.from_parent(parent, path=file_path) if any(fnmatch(path, one) for one in patterns) else None


class BrokenPropertyError(Exception):
    """A property of a ruleset does not hold."""


class NotAsExpectedError(Exception):
    """A case is not decided as expected."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(str(verdict))
        self.verdict = verdict

    def __str__(self) -> str:
        """What differs, then why it was decided so."""
        decision = self.verdict.decision
        return f"{self.verdict}\n\n{decision.explain()}" if decision is not None else str(self.verdict)


class RulesetFile(pytest.File):
    """A ruleset with its examples and properties, or a case file with its cases."""

    def collect(self) -> Iterator[pytest.Item]:
        """A test for each case and each property."""
        from recovery_rules.source.sorts import sort_of

        yield from self._cases() if sort_of(self.path) == "cases" else self._examples()

    def _cases(self) -> Iterator[pytest.Item]:
        from recovery_rules.testing.casefile import check_cases

        checked = check_cases(self._shown())
        if checked.cases is None:
            raise self._broken(checked.diagnostics, checked.sources, "case file")
        ruleset = self._by_calendar(checked.cases.ruleset)
        for case in checked.cases.cases:
            yield CaseItem.from_parent(self, name=case.id, ruleset=ruleset, case=case)

    def _examples(self) -> Iterator[pytest.Item]:
        from recovery_rules.loading import check
        from recovery_rules.testing.case import Case

        checked = check(self._shown())
        if checked.ruleset is None:
            raise self._broken(checked.diagnostics, checked.sources, "ruleset")
        ruleset = self._by_calendar(checked.ruleset)
        for example in ruleset.model.examples:
            yield CaseItem.from_parent(self, name=example.id, ruleset=ruleset, case=Case(example))
        for one in ruleset.model.properties:
            if not one.personal:  # the language itself keeps those
                yield PropertyItem.from_parent(self, name=f"property:{one.id}", ruleset=ruleset, promised=one)

    def _by_calendar(self, ruleset: Ruleset) -> Ruleset:
        """The ruleset by the calendar of its name among those that are handed over; as it is where there is none."""
        from recovery_rules.source.diagnostics import Problems
        from recovery_rules.source.files import UnreadableError, read_file
        from recovery_rules.source.limits import LoadLimits
        from recovery_rules.testing.handed_over import read_handed_over

        for name in self.config.getini(_CALENDARS):
            problems = Problems()
            try:
                content = read_file(self.config.rootpath / name, LoadLimits())
            except (UnreadableError, OSError) as error:
                raise self.CollectError(f"{name}: {error}") from None
            found = read_handed_over(content, name, problems)
            by_it = found.by(ruleset, problems) if found is not None and found.is_of(ruleset.model) else None
            if problems.has_errors:
                raise self._broken(tuple(problems.found), problems.sources, "calendar")
            if by_it is not None:
                return by_it
        return ruleset

    def _shown(self) -> PathLike[str]:
        """The path as messages are to name it: from where pytest was started, if the file lies below."""
        here = self.config.invocation_params.dir
        is_below = Path.cwd() == here and self.path.is_relative_to(here)
        return self.path.relative_to(here) if is_below else self.path

    def _broken(
        self, diagnostics: tuple[Diagnostic, ...], sources: Mapping[str, str], what: str
    ) -> pytest.Collector.CollectError:
        from recovery_rules.source.frame import render_all

        return self.CollectError(render_all(diagnostics, sources, what))


class CaseItem(pytest.Item):
    """One example or case."""

    def __init__(self, *, ruleset: Ruleset, case: Case, **given: Any) -> None:
        super().__init__(**given)
        self._ruleset = ruleset
        self._case = case

    def runtest(self) -> None:
        """Decides it and compares."""
        from recovery_rules.testing.verifying import verify

        verdict = verify(self._ruleset, self._case)
        if not verdict.passed:
            raise NotAsExpectedError(verdict)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """The differences and the explanation, without a traceback."""
        if isinstance(excinfo.value, NotAsExpectedError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[PathLike[str], int | None, str]:
        """Where the case stands."""
        span = self._case.example.span
        return self.path, None if span is None else span.line - 1, self.name


class PropertyItem(pytest.Item):
    """One property, proved for every case or refuted."""

    def __init__(self, *, ruleset: Ruleset, promised: Property, **given: Any) -> None:
        super().__init__(**given)
        self._ruleset = ruleset
        self._promised = promised

    def runtest(self) -> None:
        """Proves it."""
        from recovery_rules.testing.promising import broken

        [proof] = self._ruleset.prove(self._promised.id)
        if proof.outcome == "refuted":
            raise BrokenPropertyError(broken(proof, self._ruleset))
        if proof.is_broken:
            raise BrokenPropertyError(f"{self._promised.id}: {proof.reason}")
        if proof.outcome == "unknown":
            why = f"{proof.reason}; allowed: {proof.allowed.in_locale('en')}" if proof.allowed else proof.reason
            # where the property stands, not where this line does
            raise pytest.skip.Exception(f"neither proved nor refuted: {why}", _use_item_location=True)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """The promise and the cases that break it, without a traceback."""
        if isinstance(excinfo.value, BrokenPropertyError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[PathLike[str], int | None, str]:
        """Where the property stands."""
        span = self._promised.span
        return self.path, None if span is None else span.line - 1, self.name

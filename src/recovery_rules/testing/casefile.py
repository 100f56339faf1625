"""A case file in, its cases and their ruleset out, or a diagnostic for everything that is wrong.

Called by the command line and by test writers. Cases are written out in the file, or come from the lines of a CSV table
beside it; both are linked like the examples inside a ruleset.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from attrs import evolve, frozen

from recovery_rules.document.calendar import Calendar
from recovery_rules.document.cases import CaseFileDocument
from recovery_rules.document.examples import Example as ExampleDocument
from recovery_rules.document.reading import read_case_file
from recovery_rules.language.types import Type
from recovery_rules.loading import check
from recovery_rules.model.link.calendar import link_calendar, refuse_unfit
from recovery_rules.model.link.examples import Names, link_examples
from recovery_rules.model.link.labels import label_of
from recovery_rules.model.link.literals import link_literal, texts_of
from recovery_rules.model.link.names import report_twice, report_unknown
from recovery_rules.model.ruleset import Model
from recovery_rules.ruleset import Ruleset
from recovery_rules.source.diagnostics import Diagnostic, Problems
from recovery_rules.source.errors import RulesetError
from recovery_rules.source.files import UnreadableError, read_file
from recovery_rules.source.limits import LoadLimits
from recovery_rules.source.printable import quote
from recovery_rules.source.reader import read
from recovery_rules.source.shipped import shipped_root, shipped_rulesets
from recovery_rules.source.suggest import closest
from recovery_rules.source.tree import MapNode, Node, ScalarNode
from recovery_rules.testing.case import Case, CaseFile
from recovery_rules.testing.table import Line, Table, read_table
from recovery_rules.testing.templates import check_basis, check_columns, fill

_ID = "id"  # the column that names the cases, where there is one


@frozen
class CheckedCases:
    """What came of reading a case file: its cases where it is in order, every problem, and the texts of the files."""

    cases: CaseFile | None
    diagnostics: tuple[Diagnostic, ...]
    sources: Mapping[str, str]


def read_cases(path: str | os.PathLike[str], *, limits: LoadLimits | None = None) -> CaseFile:
    """Reads a case file and loads its ruleset.

    Args:
        path: the case file; what it names is looked up beside it.
        limits: how large a file may be.

    Raises:
        RulesetError: something is wrong in the file, its table or its ruleset; all of it is in the error.
        OSError: the case file cannot be read.
    """
    checked = check_cases(path, limits=limits)
    if checked.cases is None:
        raise RulesetError(checked.diagnostics, checked.sources, "case file")
    return checked.cases


def check_cases(path: str | os.PathLike[str], *, limits: LoadLimits | None = None) -> CheckedCases:
    """Like `read_cases`, but gives the problems instead of raising `RulesetError`.

    Raises:
        OSError: the case file cannot be read.
    """
    limits = limits or LoadLimits()
    where = Path(path)
    problems = Problems()
    content = read_file(where, limits)
    found = _Reader(where, problems, limits).read(content)
    return CheckedCases(None if problems.has_errors else found, problems.found, dict(problems.sources))


class _Reader:
    def __init__(self, path: Path, problems: Problems, limits: LoadLimits) -> None:
        self._path = path
        self._file = path.as_posix()
        self._problems = problems
        self._limits = limits

    def read(self, content: bytes) -> CaseFile | None:
        """All stages; None where one of them cannot go on."""
        tree = read(content, file=self._file, problems=self._problems, limits=self._limits)
        document = read_case_file(tree, self._problems) if tree is not None else None
        if document is None:
            return None
        ruleset = self._ruleset(document.ruleset)
        table = self._table(document.table) if document.table is not None else None
        if ruleset is None or (document.table is not None and table is None):
            return None
        if document.calendar is not None:
            ruleset = self._by_calendar(ruleset, document.calendar)
        names = _names(ruleset.model)
        if table is None:
            examples = link_examples(document.cases, names, self._problems)
            cases = tuple(Case(example) for example in examples)
        else:
            cases = tuple(self._from_table(document, table, names, ruleset.model))
        calendar = ruleset.model.calendar if document.calendar is not None else None
        return CaseFile(self._file, ruleset, cases, label_of(document.title), calendar)

    def _ruleset(self, node: ScalarNode) -> Ruleset | None:
        """A shipped ruleset by its name, else a file beside the case file."""
        shipped = shipped_rulesets()
        path = shipped_root() / shipped[node.text] if node.text in shipped else self._path.parent / node.text
        try:
            checked = check(path, limits=self._limits)
        except (OSError, ValueError) as error:
            self._report_ruleset(node, error)
            return None
        self._problems.sources.update(checked.sources)
        if checked.ruleset is None:
            for found in checked.diagnostics:
                self._problems.add(found.code, found.message, found.span, label=found.label, notes=found.notes)
        return checked.ruleset

    def _by_calendar(self, ruleset: Ruleset, said: Calendar) -> Ruleset:
        """The ruleset by the calendar of this file; as it is where something is wrong with that."""
        before = len(self._problems.found)
        calendar = link_calendar(said, self._problems)
        refuse_unfit(said, calendar, ruleset.model, self._problems)
        return ruleset if len(self._problems.found) > before else ruleset.with_calendar(calendar)

    def _report_ruleset(self, node: ScalarNode, error: Exception) -> None:
        notes = (
            f"shipped: {', '.join(sorted(shipped_rulesets()))}",
            "any other is a path from the folder of this file",
        )
        if isinstance(error, FileNotFoundError | ValueError):
            meant = closest(node.text, shipped_rulesets())
            label = f"did you mean `{meant}`?" if meant else ""
            self._problems.add("RR460", f"there is no ruleset {quote(node.text)}", node.span, label=label, notes=notes)
        else:
            self._problems.add("RR460", f"{quote(node.text)} cannot be read: {_reason(error)}", node.span)

    def _table(self, node: ScalarNode) -> Table | None:
        parts = Path(node.text).parts
        if not parts or Path(node.text).is_absolute() or ".." in parts:
            message = f"{quote(node.text)} does not lie beside this file"
            self._problems.add("RR461", message, node.span, label="a file in the same folder, or in one below it")
            return None
        path = self._path.parent / node.text
        try:
            content = read_file(path, self._limits)
        except (FileNotFoundError, NotADirectoryError, ValueError):
            self._problems.add("RR461", f"there is no file {quote(node.text)} beside this one", node.span)
            return None
        except OSError as error:
            self._problems.add("RR461", f"{quote(node.text)} cannot be read: {_reason(error)}", node.span)
            return None
        return read_table(content, file=path.as_posix(), problems=self._problems, limits=self._limits)

    def _from_table(self, document: CaseFileDocument, table: Table, names: Names, model: Model) -> Iterator[Case]:
        before = len(self._problems.found)
        check_columns(document.node, table.columns, self._problems)
        if document.basis is not None:
            check_basis(document.basis.column, table.columns, self._problems)
        self._check_facts(document, model)
        if len(self._problems.found) > before:
            return
        seen: dict[str, Line] = {}
        for line in table.lines:
            if self._problems.full:
                return
            case = self._case(document, line, names, model)
            if case.id in seen:
                at, first = (one.cells[_ID].span for one in (line, seen[case.id]))  # other names have the line in them
                report_twice(self._problems, case.id, what="a case", at=at, first=first)
            seen.setdefault(case.id, line)
            yield case

    def _check_facts(self, document: CaseFileDocument, model: Model) -> None:
        known = [*model.derived, *model.facts]
        for name in document.facts.keys() - set(known):
            at = document.key_span("facts", name)
            report_unknown(self._problems, "RR203", name, what="a fact", known=known, at=at, listed="facts")

    def _case(self, document: CaseFileDocument, line: Line, names: Names, model: Model) -> Case:
        filled = fill(document.node, line, model.kinds, {node.text for node in document.nothing})
        written = ExampleDocument.model_validate(filled.tree, context={})
        (example,) = link_examples([written], names, self._problems)
        cell = line.cells.get(_ID)
        name = cell.text.strip() if cell is not None else ""
        return Case(
            evolve(example, id=name or f"line-{line.number}", expect=example.expect[: filled.expected], span=line.span),
            derived={fact: self._derived(fact, node, model.type_of(fact)) for fact, node in filled.facts.items()},
            absent=example.expect[filled.expected :],
            apart=_apart(document, line),
        )

    def _derived(self, name: str, node: Node, type_: Type) -> str:
        assert not isinstance(node, MapNode)  # the document has only cells here
        link_literal(node, type_, owner=name, problems=self._problems)
        return ", ".join(text.text for text in texts_of(node))


def _apart(document: CaseFileDocument, line: Line) -> str:
    if document.basis is None:
        return ""
    word = line.cells[document.basis.column.text].text.strip()
    return word if word in {node.text for node in document.basis.apart} else ""


def _names(model: Model) -> Names:
    return Names(
        facts=model.facts,
        derived=frozenset(model.derived),
        kinds=model.kinds,
        rules=frozenset(rule.id for rule in model.rules),
        limits=frozenset(limit.id for limit in model.limits),
        roles=model.roles,
        zone=model.zone,
        role_labels=model.role_labels,
    )


def _reason(error: Exception) -> str:
    if isinstance(error, UnreadableError):
        return str(error)
    return (getattr(error, "strerror", None) or str(error)).lower()

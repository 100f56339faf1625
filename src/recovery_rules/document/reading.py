"""A located tree in, a document out, and a diagnostic for everything in it that is out of place.

Called by the façade for a ruleset and by the command line for case files. pydantic finds what is wrong; `wording`
says it to an author; `mending` takes it away, so that the document of the rest can be linked and everything else
that is wrong is found in the same run.
"""

from typing import Final, TypeVar

from attrs import frozen
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from recovery_rules.document.calendar import Calendar
from recovery_rules.document.cases import CaseFileDocument
from recovery_rules.document.located import Conflict, Located
from recovery_rules.document.mending import HopelessError, Mending
from recovery_rules.document.ruleset import RulesetDocument
from recovery_rules.document.wording import Parts, report, report_conflict
from recovery_rules.source.diagnostics import Problems
from recovery_rules.source.tree import MapNode

_Document = TypeVar("_Document", bound=Located)

_MOST_ROUNDS: Final = 20  # what is wrong goes step by step, from the value up to the entry that cannot do without it


def read_document(tree: MapNode, problems: Problems) -> RulesetDocument | None:
    r"""The document of a ruleset, resolved with what it extends.

    Returns:
        The document of what is right in the file; `left_out` says what it lacks. None where too little is right, or
        where it extends files that were not read.

    Example:
        >>> from recovery_rules.source.limits import LoadLimits
        >>> from recovery_rules.source.reader import read
        >>> problems, text = Problems(), "language: 1\nruleset: a\nrulez: []\nfacts: {late: boolean}"
        >>> tree = read(text, file="a.yaml", problems=problems, limits=LoadLimits())
        >>> document = read_document(tree, problems)
        >>> for found in problems.found:
        ...     print(f"{found.message}: {found.label}")
        `rulez` is not a key of a ruleset: did you mean `rules`?
        `late` takes `key: value` entries, not one text: write `{type: boolean}`
        >>> document.facts, document.left_out.named("facts")
        ({}, frozenset({'late'}))
    """
    if not problems.has_errors:
        document, wrong = _validated(RulesetDocument, tree)
        if document is not None and wrong.nothing:
            return document
    mending = Mending(tree)
    document = _read(RulesetDocument, mending, problems)
    left_out = mending.losses.found()
    if document is None or left_out.has_any("extends"):
        return None  # any name may come from a file that was not read
    document._left_out = left_out  # noqa: SLF001 - the document has just been made
    return document


def read_case_file(tree: MapNode, problems: Problems) -> CaseFileDocument | None:
    """The document of what is right in a case file; None where too little is."""
    return _read(CaseFileDocument, Mending(tree), problems)


def read_calendar(tree: MapNode, problems: Problems) -> Calendar | None:
    """The document of what is right in a file that holds a calendar; None where too little is."""
    return _read(Calendar, Mending(tree), problems)


@frozen
class _Wrong:
    """What is wrong with a tree, and what each mapping was taken for."""

    errors: tuple[ErrorDetails, ...]
    conflicts: tuple[tuple[Conflict, MapNode], ...]
    parts: Parts

    @property
    def nothing(self) -> bool:
        return not self.errors and not self.conflicts


def _read(model: type[_Document], mending: Mending, problems: Problems) -> _Document | None:
    document, wrong = _as_meant(model, mending, problems)
    _report(wrong, mending, problems)
    try:
        for _ in range(_MOST_ROUNDS):
            if wrong.nothing:
                return document
            for error in wrong.errors:
                mending.mend(error, wrong.parts)
            for conflict, node in wrong.conflicts:
                mending.mend_conflict(conflict, node)
            mending.settle()
            document, wrong = _validated(model, mending.tree)
    except HopelessError:
        pass
    return None


def _as_meant(model: type[_Document], mending: Mending, problems: Problems) -> tuple[_Document | None, _Wrong]:
    """What is wrong once misspelt keys, each of which is reported, have the names that were meant."""
    while True:
        document, wrong = _validated(model, mending.tree)
        misspelt = [error for error in wrong.errors if mending.meant_key(error, wrong.parts)]
        if not misspelt:
            return document, wrong
        for error in misspelt:
            report(error, mending.tree, wrong.parts, problems)
        for error in misspelt:
            mending.rename(error, wrong.parts)


def _report(wrong: _Wrong, mending: Mending, problems: Problems) -> None:
    for error in wrong.errors:
        if not mending.is_consequence(error, wrong.parts):
            report(error, mending.tree, wrong.parts, problems)
    for conflict, node in wrong.conflicts:
        if not mending.is_conflict_of_guess(conflict, node):
            report_conflict(conflict, node, problems)


def _validated(model: type[_Document], tree: MapNode) -> tuple[_Document | None, _Wrong]:
    seen: dict[int, tuple[type[Located], MapNode]] = {}  # every mapping that was taken for a part of a document
    document, errors = None, []
    try:
        document = model.model_validate(tree, context=seen)
    except ValidationError as error:
        errors = error.errors(include_url=False, include_input=False)
    conflicts = [(conflict, node) for part, node in seen.values() for conflict in part.conflicts(node)]
    return document, _Wrong(tuple(errors), tuple(conflicts), {key: part for key, (part, _) in seen.items()})

"""A located tree in, a document out, or a diagnostic for everything in it that is out of place.

Called by the façade for a ruleset and by the command line for case files. pydantic finds what is wrong; `wording`
says it to an author.
"""

from typing import TypeVar

from pydantic import ValidationError

from recovery_rules.document.cases import CaseFileDocument
from recovery_rules.document.located import Located
from recovery_rules.document.ruleset import RulesetDocument
from recovery_rules.document.wording import report, report_conflict
from recovery_rules.source.diagnostics import Problems
from recovery_rules.source.tree import MapNode

_Document = TypeVar("_Document", bound=Located)


def read_document(tree: MapNode, problems: Problems) -> RulesetDocument | None:
    r"""The document of a ruleset, resolved with what it extends; None if there is anything to report.

    Example:
        >>> from recovery_rules.source.limits import LoadLimits
        >>> from recovery_rules.source.reader import read
        >>> problems = Problems()
        >>> tree = read("language: 1\nruleset: a\nrulez: []", file="a.yaml", problems=problems, limits=LoadLimits())
        >>> read_document(tree, problems)
        >>> [(found.message, found.label) for found in problems.found]
        [('`rulez` is not a key of a ruleset', 'did you mean `rules`?')]
    """
    return _read(RulesetDocument, tree, problems)


def read_case_file(tree: MapNode, problems: Problems) -> CaseFileDocument | None:
    """The document of a case file; None if there is anything to report."""
    return _read(CaseFileDocument, tree, problems)


def _read(model: type[_Document], tree: MapNode, problems: Problems) -> _Document | None:
    parts: dict[int, tuple[type[Located], MapNode]] = {}  # every mapping that was taken for a part of a document
    document = None
    errors = []
    try:
        document = model.model_validate(tree, context=parts)
    except ValidationError as error:
        errors = error.errors(include_url=False, include_input=False)
    kinds = {key: part for key, (part, _) in parts.items()}
    for details in errors:
        report(details, tree, kinds, problems)
    for part, node in parts.values():
        for conflict in part.conflicts(node):
            report_conflict(conflict, node, problems)
            document = None
    return document

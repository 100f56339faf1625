"""A ruleset as an author writes it, and what the author reads back. Shared by the tests of documents and overlays."""

from attrs import frozen

from recovery_rules.document.reading import read_case_file, read_document
from recovery_rules.document.ruleset import RulesetDocument
from recovery_rules.source.diagnostics import Diagnostic, Problems
from recovery_rules.source.limits import LoadLimits
from recovery_rules.source.reader import read

HEAD = "language: 1\nruleset: shop\n"


@frozen
class Told:
    """A diagnostic, reduced to what its author sees: code, message, the underlined text, help."""

    code: str
    message: str
    underlined: str
    label: str = ""
    notes: tuple[str, ...] = ()


def told(problems: Problems) -> list[Told]:
    """What was found, in order."""
    return [
        Told(found.code, found.message, underlined(found, problems), found.label, found.notes)
        for found in problems.found
    ]


def underlined(found: Diagnostic, problems: Problems) -> str:
    """The text under the carets."""
    span = found.span
    assert span is not None
    lines = problems.sources[span.file].split("\n")[span.line - 1 : span.end_line]
    lines[-1] = lines[-1][: span.end_column - 1]
    lines[0] = lines[0][span.column - 1 :]
    return "\n".join(lines)


def problems_of(text: str) -> list[Told]:
    """What is wrong with a ruleset, whose first two lines are given."""
    problems = Problems()
    tree = read(HEAD + text, file="shop.yaml", problems=problems, limits=LoadLimits())
    assert tree is not None
    document = read_document(tree, problems)
    assert document is not None or problems.has_errors
    return told(problems)


def problems_of_cases(text: str) -> list[Told]:
    """What is wrong with a case file."""
    problems = Problems()
    tree = read(text, file="cases.yaml", problems=problems, limits=LoadLimits())
    assert tree is not None
    assert read_case_file(tree, problems) is not None or problems.has_errors
    return told(problems)


def document_of(text: str) -> RulesetDocument:
    """The document of a ruleset without mistakes, whose first two lines are given."""
    problems = Problems()
    tree = read(HEAD + text, file="shop.yaml", problems=problems, limits=LoadLimits())
    assert tree is not None
    document = read_document(tree, problems)
    assert not problems.found
    assert document is not None
    return document

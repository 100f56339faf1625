"""From the text of a ruleset to its model, through every stage that a load goes through."""

from recovery_rules.cells.proofs import prove, shape_or_problems
from recovery_rules.document.reading import read_document
from recovery_rules.model.link import link
from recovery_rules.model.ruleset import Model
from recovery_rules.source.diagnostics import Problems
from recovery_rules.source.limits import LoadLimits
from recovery_rules.source.reader import read


def model_of(text: str) -> Model:
    """The model of a ruleset that extends nothing.

    Raises:
        RulesetError: It does not load.
    """
    problems, limits = Problems(), LoadLimits()
    problems.sources["drawn.yaml"] = text
    tree = read(text, file="drawn.yaml", problems=problems, limits=limits)
    problems.raise_if_errors()
    assert tree is not None
    document = read_document(tree, problems)
    problems.raise_if_errors()
    assert document is not None
    model = link(document, digest="0" * 64, file="drawn.yaml", problems=problems, limits=limits)
    problems.raise_if_errors()
    assert model is not None
    shape = shape_or_problems(model, problems)
    problems.raise_if_errors()
    assert shape is not None
    prove(model, shape, problems)
    problems.raise_if_errors()
    return model

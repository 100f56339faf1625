"""Cells that no example reaches (RR524): values of a fact for which nobody has said what is to be decided.

Asked only of rulesets that have examples; cases may stand in case files as well, which a ruleset does not know.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from recovery_rules.analysis.coverage.measuring import Given, Measuring
from recovery_rules.analysis.coverage.points import Point
from recovery_rules.analysis.findings.finding import Finding
from recovery_rules.analysis.study import Study
from recovery_rules.cells.cases import Values
from recovery_rules.source.diagnostics import Diagnostic

_MOST_NAMED: Final = 3


def cells_without_example(study: Study) -> Iterator[Finding]:
    """What the examples of a ruleset leave out, in one finding."""
    own = [example for example in study.model.examples if study.is_own(example.span)]
    if not own:
        return
    measuring = Measuring(study.decider, study.ground)
    coverage = measuring.coverage(Given(example.id, example.given) for example in study.valid_examples)
    missing, tally = coverage.missing_of("cells"), coverage.tally("cells")
    if not missing:
        return
    named = "; ".join(map(str, missing[:_MOST_NAMED]))
    more = f"; and {len(missing) - _MOST_NAMED} more" if len(missing) > _MOST_NAMED else ""
    message = f"no example reaches {len(missing)} of {tally.total} cells: {named}{more}"
    yield Finding(
        Diagnostic("RR524", message, own[0].span, label="`recovery-rules cases` writes cases for them"),
        witnesses=tuple(study.witness(case) for case in _cases(study, missing[:_MOST_NAMED])),
    )


def _cases(study: Study, missing: tuple[Point, ...]) -> Iterator[Values]:
    for point in missing:
        found = (study.case_in(clause) for clause in point.where or ())
        case = next((one for one in found if one is not None), None)
        if case is not None:
            yield case

"""Properties that compare with a ruleset that does not load."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from recovery_rules.analysis.findings.finding import Finding
from recovery_rules.analysis.proof.subjects import why_not_loaded
from recovery_rules.model.properties import NeverLess
from recovery_rules.model.ruleset import Model
from recovery_rules.source.diagnostics import Diagnostic
from recovery_rules.source.errors import RulesetError
from recovery_rules.source.printable import quote


def others_that_do_not_load(model: Model, load: Callable[[str], object]) -> Iterator[Finding]:
    """A warning for each property that names one.

    Args:
        model: the ruleset.
        load: loads another ruleset by the name that a property has for it.
    """
    for one in model.properties:
        if isinstance(one.statement, NeverLess):
            try:
                load(one.statement.than)
            except RulesetError as error:
                message = f"{quote(one.id)} compares with {quote(one.statement.than)}, which does not load"
                notes = (why_not_loaded(error),)
                yield Finding(Diagnostic("RR541", message, one.span, label="mend that file first", notes=notes))

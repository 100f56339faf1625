"""A property that does not hold, in words: the promise, then each case that breaks it and why it is decided so."""

from __future__ import annotations

from collections.abc import Iterator

from recovery_rules.analysis.proof.result import Proof
from recovery_rules.analysis.proof.wording import promise
from recovery_rules.decision import Decision
from recovery_rules.ruleset import Ruleset
from recovery_rules.testing.values import shown_value


def broken(proof: Proof, ruleset: Ruleset) -> str:
    """What to tell of a property that is refuted."""
    lines = [f"refuted {proof.property.id}: {promise(proof.property)}"]
    picks = proof.picked or ((),) * len(proof.cases)
    for decision, case, picked in zip(_decisions(proof, ruleset), proof.cases, picks, strict=False):
        facts = ", ".join(f"{name} {shown_value(value)}" for name, value in case.items())
        lines += ["", f"case: {facts or 'nothing given'}"]
        lines += [f"outcome: {', '.join(picked)}"] if picked else []
        lines.append(decision.explain().rstrip())
    return "\n".join(lines)


def _decisions(proof: Proof, ruleset: Ruleset) -> Iterator[Decision]:
    """Of the cases that break it; the last one by the other ruleset, where the property names one."""
    than = getattr(proof.property.statement, "than", None)
    last = ruleset if than is None else ruleset.other(than)
    for one, case in zip((ruleset, last), proof.cases, strict=False):
        yield one.decide(case, calendar=proof.calendar)

"""Actions for the role above an owner, where there is none: the owner is of the highest (RR519)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from recovery_rules.analysis.findings.finding import Finding
from recovery_rules.analysis.study import Study
from recovery_rules.language.expressions import Constant
from recovery_rules.model.actions import Argument, Proposal
from recovery_rules.model.follow_up import OWNER
from recovery_rules.model.ruleset import Model
from recovery_rules.source.diagnostics import Diagnostic
from recovery_rules.source.span import Span

_NEXT_ROLE = 0  # its place among the values of a role


def roles_above_the_highest(study: Study) -> Iterator[Finding]:
    """Actions for the next role that stand in an action of the highest one, or are its own."""
    model = study.model
    said = [(rule.id, rule.span, rule.proposals) for rule in model.rules]
    said += [(limit.id, limit.span, (limit.owed,)) for limit in model.limits if limit.owed is not None]
    said.append(("otherwise", model.span, model.otherwise))
    for name, span, proposals in said:
        if study.is_own(span):
            for kind, at in _above(model, proposals, owner=None):
                message = f"nobody is above `{model.roles[-1]}`, who owns what `{kind}` goes on from"
                yield Finding(Diagnostic("RR519", message, at or span), (name,), (at or span,))


def _above(model: Model, proposals: Sequence[Proposal], owner: int | None) -> Iterator[tuple[str, Span | None]]:
    """The kinds that go to the next role; `owner` is the place of who owns the action in which they stand."""
    for proposal in proposals:
        for bundle in proposal.options:
            yield from _above(model, bundle, owner)
        own = _role(proposal.arguments.get(OWNER))
        known = owner if own in {None, _NEXT_ROLE} else own
        for name, argument in proposal.arguments.items():
            is_next = model.kinds[proposal.kind].parameters[name].is_role and _role(argument) == _NEXT_ROLE
            if is_next and known == len(model.roles):
                yield proposal.kind, argument.span or proposal.span
            yield from _above(model, argument.nested, known)


def _role(argument: Argument | None) -> int | None:
    """The place of a role that is written down."""
    value = None if argument is None else argument.value
    return value.value if isinstance(value, Constant) and isinstance(value.value, int) else None

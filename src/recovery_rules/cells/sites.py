"""Every place that proposes or bounds a parameter, with the clauses under which it counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from recovery_rules.cells.clauses import Clause
from recovery_rules.language.expressions import Expression
from recovery_rules.model.actions import CHOICE, ActionKind, Argument, Bound, Parameter, Proposal
from recovery_rules.source.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from recovery_rules.model.ruleset import Model


@frozen
class Said:
    """What one proposal or limit says of one parameter."""

    kind: ActionKind
    parameter: Parameter
    text: str
    value: Expression | None = None
    at_least: Expression | None = None
    at_most: Expression | None = None
    span: Span | None = None

    @property
    def name(self) -> str:
        """What it is called in a message: the refund, or the `fee` of the charge."""
        kind = self.kind.id.replace("_", " ")
        return f"the {kind}" if self.parameter.name == "amount" else f"the `{self.parameter.name}` of the {kind}"


@frozen
class Site:
    """A rule, a limit or `otherwise`: where it counts, and what it says.

    Attributes:
        owner: its name in a message.
        mend: where a test that narrows it is to be written; empty where there is no such place.
        clauses: the alternatives under which it counts.
        proposed: what its proposals say, those in choices and nested arguments included.
        bounding: the floors and caps that it sets as a limit.
        span: the whole of it.
    """

    owner: str
    mend: str
    clauses: tuple[Clause, ...]
    proposed: tuple[Said, ...]
    bounding: tuple[Said, ...]
    span: Span | None


def sites(model: Model, rules: Sequence[tuple[Clause, ...]], limits: Sequence[tuple[Clause, ...]]) -> Iterator[Site]:
    """All places of a ruleset that say something of actions, in order.

    Args:
        model: the ruleset.
        rules: the alternatives under which each rule matches.
        limits: the alternatives under which each limit applies.
    """
    for rule, clauses in zip(model.rules, rules, strict=True):
        mend = f"the row's tests in `{rule.table}`" if rule.table else f"the `when` of `{rule.id}`"
        yield Site(f"`{rule.id}`", mend, clauses, tuple(_proposed(model.kinds, rule.proposals)), (), rule.span)
    for limit, clauses in zip(model.limits, limits, strict=True):
        owed = () if limit.owed is None else (limit.owed,)
        bounding = tuple(_bounding(model.kinds[limit.kind], limit.bounds)) if limit.bounds else ()
        mend = f"the `when` of `{limit.id}`"
        yield Site(f"`{limit.id}`", mend, clauses, tuple(_proposed(model.kinds, owed)), bounding, limit.span)
    yield Site("`otherwise`", "", ({},), tuple(_proposed(model.kinds, model.otherwise)), (), model.span)


def _proposed(kinds: Mapping[str, ActionKind], proposals: Iterable[Proposal]) -> Iterator[Said]:
    for proposal in proposals:
        for bundle in proposal.options:
            yield from _proposed(kinds, bundle)
        if proposal.kind == CHOICE:
            continue
        kind = kinds[proposal.kind]
        for name, argument in proposal.arguments.items():
            yield from _proposed(kinds, argument.nested)
            if not argument.nested:
                yield _said(kind, kind.parameters[name], argument)


def _said(kind: ActionKind, parameter: Parameter, argument: Argument) -> Said:
    return Said(kind, parameter, argument.text, argument.value, argument.at_least, argument.at_most, argument.span)


def _bounding(kind: ActionKind, bounds: Iterable[Bound]) -> Iterator[Said]:
    for bound in (one for one in bounds if not one.owed):  # what is owed is said where it is proposed
        yield Said(kind, kind.parameters[bound.parameter], bound.text, at_least=bound.at_least, at_most=bound.at_most)

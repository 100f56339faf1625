"""Drafts: proposals with their values known, before limits bound them. Made in step 6, settled in step 7."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeAlias

from attrs import evolve, field, frozen

from recovery_rules.engine.account import Bounding, Proposed
from recovery_rules.engine.reference.deadlines import sooner
from recovery_rules.language.evaluate import evaluate
from recovery_rules.language.time_limits import TimeLimit
from recovery_rules.language.types import Plain
from recovery_rules.model.actions import CHOICE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recovery_rules.engine.account import Stage
    from recovery_rules.engine.reference.conditions import Values
    from recovery_rules.language.expressions import Expression
    from recovery_rules.model.actions import Argument, Proposal
    from recovery_rules.model.ruleset import Model

Order: TypeAlias = Callable[[Any], tuple[Any, ...]]


@frozen
class Draft:
    """An action in the making; two are equal where they would do the same, whoever proposed them.

    Attributes:
        values: The known values of the parameters, without nested ones.
        nested: The actions of nested parameters; none of them is empty.
        by: For a choice, who picks.
        options: For a choice, its bundles.
        after: The fact from which its time limit runs; empty for the clock.
        trigger: The time or the day that this fact tells; None where it is unknown.
        rule: Who proposed it first: a rule, an aggregated table, a limit that owes, or "otherwise".
        capped_to_zero_by: The last rule whose own cap took the amount to zero; empty where none did.
        origins: The proposals that it comes from.
    """

    kind: str
    values: Mapping[str, Plain] = field(factory=dict)
    nested: Mapping[str, tuple[Draft, ...]] = field(factory=dict)
    by: str = ""
    options: tuple[tuple[Draft, ...], ...] = ()
    after: str = ""
    trigger: datetime | int | None = field(default=None, eq=False)
    rule: str = field(default="", eq=False)
    capped_to_zero_by: str = field(default="", eq=False)
    origins: tuple[Proposed, ...] = field(default=(), eq=False)


@frozen
class Drafted:
    """A draft, its proposal as the account lists it, and all bounds applied on the way."""

    draft: Draft
    proposed: Proposed
    bounds: tuple[Bounding, ...]


def draft(model: Model, proposal: Proposal, rule: str, values: Values, start: datetime | None) -> Drafted:
    """Evaluate the arguments of a proposal: its own parameters in declared order, then nested ones.

    An argument whose value is unknown is not given. `start` is where limits without a trigger run from; from when
    those of nested actions run is not known yet.
    """
    if proposal.kind == CHOICE:
        return draft_choice(model, proposal, rule, values, start)
    trigger: Any = values[proposal.after] if proposal.after else None  # the linker saw to it that it is a time
    order = sooner(model, trigger if proposal.after else start)
    said: dict[str, Plain | None] = {}
    nested: dict[str, tuple[Draft, ...]] = {}
    bounds: list[Bounding] = []
    inner_bounds: list[Bounding] = []
    for name, parameter in model.kinds[proposal.kind].parameters.items():
        argument = proposal.arguments.get(name)
        if argument is None:
            continue
        if parameter.nested:
            inner = [draft(model, one, rule, values, None) for one in argument.nested]
            inner_bounds += (bound for one in inner for bound in one.bounds)
            if inner:
                nested[name] = tuple(one.draft for one in inner)
        else:
            said[name], own = evaluate_argument(argument, proposal.kind, name, rule, values, order)
            bounds += own
    known = {name: value for name, value in said.items() if value is not None}
    capped = capped_to_zero_by(bounds)
    proposed = Proposed(
        rule,
        proposal.kind,
        said,
        proposal.after,
        tuple(bounds),
        nested={name: proposals_of(inner) for name, inner in nested.items()},
        written=proposal,
    )
    drafted = Draft(
        proposal.kind,
        known,
        nested,
        after=proposal.after,
        trigger=trigger,
        rule=rule,
        capped_to_zero_by=capped,
        origins=(proposed,),
    )
    return Drafted(drafted, proposed, (*bounds, *inner_bounds))


def draft_choice(model: Model, choice: Proposal, rule: str, values: Values, start: datetime | None) -> Drafted:
    """Evaluate every action of every bundle."""
    bundles = [[draft(model, one, rule, values, start) for one in bundle] for bundle in choice.options]
    options = tuple(tuple(one.draft for one in bundle) for bundle in bundles)
    bounds = tuple(bound for bundle in bundles for one in bundle for bound in one.bounds)
    proposed = Proposed(rule, CHOICE, {}, bundles=tuple(map(proposals_of, options)), written=choice)
    return Drafted(Draft(CHOICE, by=choice.by, options=options, rule=rule, origins=(proposed,)), proposed, bounds)


def proposals_of(drafts: Iterable[Draft]) -> tuple[Proposed, ...]:
    """The proposals that some drafts come from."""
    return tuple(origin for one in drafts for origin in one.origins)


def evaluate_argument(
    argument: Argument, kind: str, parameter: str, rule: str, values: Values, order: Order
) -> tuple[Plain | None, list[Bounding]]:
    """The value of an argument within its own bounds, exactly; the cap comes last and wins."""
    value = None if argument.value is None else evaluate(argument.value, values)
    own: list[tuple[Stage, Expression | None]] = [
        ("proposal floor", argument.at_least),
        ("proposal cap", argument.at_most),
    ]
    bounds = []
    for stage, expression in own:
        bound = None if expression is None else evaluate(expression, values)
        if bound is None:
            continue
        after = within(stage, value, bound, order)
        bounds.append(Bounding(kind, parameter, stage, rule, bound, value, after))
        value = after
    return value, bounds


def within(stage: Stage, value: Plain | None, bound: Plain, order: Order, *, is_deadline: bool = False) -> Plain | None:
    """A value after a floor or a cap; where there is none, a floor gives it, and of a deadline a cap does.

    `order` is that of time limits of which one is no elapsed time.
    """
    if value is None:
        return bound if stage.endswith("cap" if is_deadline else "floor") else None
    in_order = isinstance(value, TimeLimit) or isinstance(bound, TimeLimit)
    one: Any = order(value) if in_order else value
    other: Any = order(bound) if in_order else bound
    if stage.endswith("floor"):
        return bound if one < other else value
    return bound if one > other else value


def capped_to_zero_by(bounds: Iterable[Bounding]) -> str:
    """Who set the last cap that took an `amount` from above zero to zero; empty where no cap did."""
    caps = [
        bound.by
        for bound in bounds
        if bound.parameter == "amount"
        and bound.stage.endswith("cap")
        and is_positive(bound.before)
        and bound.after == 0
    ]
    return caps[-1] if caps else ""


def is_positive(value: Plain | None) -> bool:
    """Whether a value is a number above zero."""
    number: Any = value
    return value is not None and number > 0


def joined(draft: Draft, other: Draft) -> Draft:
    """A draft that comes from the proposals of an equal one too; so does all that is in it."""
    return evolve(
        draft,
        nested={name: all_joined(inner, other.nested[name]) for name, inner in draft.nested.items()},
        options=tuple(all_joined(*bundles) for bundles in zip(draft.options, other.options, strict=True)),
        origins=(*draft.origins, *other.origins),
    )


def all_joined(drafts: Sequence[Draft], others: Sequence[Draft]) -> tuple[Draft, ...]:
    """Several drafts, each joined with the equal one in its place."""
    return tuple(joined(*both) for both in zip(drafts, others, strict=True))

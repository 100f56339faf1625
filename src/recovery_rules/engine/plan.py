"""The plan of a ruleset: rules, limits and their proposals, compiled for settlement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import frozen

from recovery_rules.engine.account import Stage
from recovery_rules.engine.authorising import Authorising
from recovery_rules.engine.deadlines import Deadlines, deadlines_of
from recovery_rules.engine.functions import Function, Functions
from recovery_rules.engine.offers import Offer, offer_of
from recovery_rules.language.expressions import Expression
from recovery_rules.model.rules import ActionTable, Limit
from recovery_rules.model.ruleset import Model


@frozen
class End:
    """A floor or cap of a limit, compiled; `owed` as in `Bound`, `trigger` the time from which such a one runs."""

    limit: int
    kind: str
    parameter: str
    value: Function
    owed: bool
    trigger: Function | None


@frozen
class Plan:
    """What settlement needs beside the model.

    Attributes:
        offers: for each rule its proposals.
        overriders: for each rule that some rules override, their numbers in order.
        rank: a number for each rule, greater than those of all rules that override it.
        owed: for each limit the proposal that it owes.
        stages: the stages of bounding in order, each with its floors or caps; what is owed comes last.
        otherwise: the proposals where nothing is left.
        tables: for each rule that is a row of an aggregating or reordering table, that table.
        place: for each rule its number.
        authorising: who may execute what.
        deadlines: how time limits are counted.
    """

    offers: Sequence[tuple[Offer, ...]]
    overriders: Mapping[int, Sequence[int]]
    rank: Sequence[int]
    owed: Sequence[Offer | None]
    stages: Sequence[tuple[Stage, Sequence[End]]]
    otherwise: tuple[Offer, ...]
    tables: Mapping[int, ActionTable]
    place: Mapping[str, int]
    authorising: Authorising
    deadlines: Deadlines


def plan_of(model: Model, functions: Functions) -> Plan:
    """Compiles the proposals, bounds and precedence of a model."""
    place = {rule.id: number for number, rule in enumerate(model.rules)}
    overriders: dict[int, list[int]] = {}
    for number, rule in enumerate(model.rules):
        for overridden in rule.overrides:
            overriders.setdefault(place[overridden], []).append(number)
    owed = [None if limit.owed is None else offer_of(limit.owed, model, functions) for limit in model.limits]
    return Plan(
        offers=[tuple(offer_of(one, model, functions) for one in rule.proposals) for rule in model.rules],
        overriders=overriders,
        rank=_ranks(len(model.rules), overriders),
        owed=owed,
        stages=[
            ("house floor", _ends(model.limits, owed, "house", "at_least", functions)),
            ("house cap", _ends(model.limits, owed, "house", "at_most", functions)),
            ("law floor", _ends(model.limits, owed, "law", "at_least", functions)),
            ("law cap", _ends(model.limits, owed, "law", "at_most", functions)),
        ],
        otherwise=tuple(offer_of(one, model, functions) for one in model.otherwise),
        tables={
            place[row]: table
            for table in model.tables.values()
            if table.aggregation is not None or not table.picks_one
            for row in table.rows
        },
        place=place,
        authorising=Authorising(model),
        deadlines=deadlines_of(model),
    )


def _ends(
    limits: Sequence[Limit], owed: Sequence[Offer | None], level: str, end: str, functions: Functions
) -> list[End]:
    found: list[End] = []
    for number, (limit, offer) in enumerate(zip(limits, owed, strict=True)):
        if limit.level != level:
            continue
        for bound in limit.bounds:
            expression: Expression | None = getattr(bound, end)
            if expression is not None:
                trigger = offer.trigger if offer is not None and bound.owed else None
                value = functions.of(expression)
                found.append(End(number, limit.kind, bound.parameter, value, bound.owed, trigger))
    return sorted(found, key=lambda one: one.owed)  # which may move from when a time limit runs


def _ranks(count: int, overriders: Mapping[int, Sequence[int]]) -> list[int]:
    """Numbers the rules so that each comes after all that override it; overrides have no cycle."""
    ranks = [0] * count
    done: set[int] = set()
    for start in overriders:
        stack = [start]
        while stack:
            rule = stack[-1]
            waiting = [other for other in overriders.get(rule, ()) if other not in done]
            if waiting:
                stack += waiting
                continue
            stack.pop()
            done.add(rule)
            ranks[rule] = 1 + max((ranks[other] for other in overriders.get(rule, ())), default=-1)
    return ranks

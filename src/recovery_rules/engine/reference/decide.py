"""One decision from beginning to end. Called by tests and by crosschecks; see the package for the steps."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from recovery_rules.engine.account import Account
from recovery_rules.engine.admission import admit
from recovery_rules.engine.outcome import Refused
from recovery_rules.engine.reference.authorising import (
    approval,
    authority_of_all,
    authority_of_total,
    is_beyond,
    total,
    with_approval,
)
from recovery_rules.engine.reference.bounding import Settled, settle
from recovery_rules.engine.reference.deriving import derive
from recovery_rules.engine.reference.forbidding import Spared, Strike, defeat, spare
from recovery_rules.engine.reference.making import makings
from recovery_rules.engine.reference.matching import applying_limits, match_rules
from recovery_rules.engine.reference.proposing import combine, offer, offers_of_rules, owing
from recovery_rules.engine.reference.scheduling import action, in_order, start_of_deadlines
from recovery_rules.model.actions import CHOICE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from recovery_rules.engine.account import How
    from recovery_rules.engine.reference.conditions import Values
    from recovery_rules.engine.reference.drafts import Draft
    from recovery_rules.engine.reference.proposing import Offer, Slot
    from recovery_rules.language.types import Plain
    from recovery_rules.model.rules import Limit
    from recovery_rules.model.ruleset import Model

Member = TypeVar("Member")


def decide(
    model: Model, given: Mapping[str, object], as_of: datetime | None = None, role: str | None = None
) -> Account:
    """Decide a case from the facts as a caller gives them.

    Raises:
        FactsError: The ruleset does not decide this case; all problems are in it.
    """
    admitted = admit(model, given, as_of, role)
    return evaluate_case(model, admitted.values, admitted.how, admitted.as_of, role)


def evaluate_case(
    model: Model,
    plain_facts: Mapping[str, Plain | None],
    how: Mapping[str, How],
    as_of: datetime | None,
    role: str | None = None,
) -> Account:
    """Decide an admitted case.

    Args:
        model: The ruleset.
        plain_facts: For each fact of the model its plain value, None where it is unknown.
        how: For each fact where its value came from.
        as_of: The time of deciding, with its time zone.
        role: The acting role.
    """
    values, rows = derive(model, plain_facts)
    match = match_rules(model, values)
    limits = applying_limits(model, values)

    spared = {rule.id: spare(model, rule.proposals, limits) for rule in match.picked}
    left = {rule: one.proposals for rule, one in spared.items()}
    standing = [rule for rule in match.picked if left[rule.id]]
    defeated = defeat(standing)
    surviving = [rule for rule in standing if rule.id not in defeated]

    start = start_of_deadlines(model, values, as_of)
    by_rules = offers_of_rules(model, surviving, left, values, start)
    owed, struck_owed = offers_owed(model, limits, combine(model, by_rules, start), values, start)
    offers = [*by_rules, *owed]
    struck_otherwise: tuple[Strike, ...] = ()
    if not offers:
        spared_otherwise = spare(model, model.otherwise, limits)
        offers = offer(model, "otherwise", spared_otherwise.proposals, values, start)
        struck_otherwise = spared_otherwise.strikes

    slots = combine(model, offers, start)
    settled = [settle(model, limits, slot.draft, values, start) for slot in slots]
    drafts = each_once(settled)
    ready = [action(model, limits, one, start) for one in drafts]
    money = total(model, ready)
    whole = is_beyond(model, authority_of_total(model, money), role)
    actions = [with_approval(model, one, role, whole=whole) for one in ready]
    needed = authority_of_all(model, actions, money)
    ordered = in_order(model, actions)
    places = {
        number: place_among(ordered, actions[place_among(drafts, one.draft)])
        for number, one in enumerate(settled)
        if one.draft is not None
    }

    return Account(
        values=values,
        how=dict(how),
        rows=rows,
        failed=match.failed,
        matched=match.matched,
        excused=match.excused,
        passed_over=match.passed_over,
        limits=tuple(limit.id for limit in limits),
        struck=tuple((rule, strike.kind, strike.limit) for rule, one in spared.items() for strike in one.strikes),
        defeated=defeated,
        proposed=tuple(one.proposed for one in offers),
        bounds=(
            *(bound for one in offers for bound in one.bounds),
            *(bound for one in settled for bound in one.bounds),
        ),
        fired=fired(offers, slots, settled),
        makings=makings(settled, places),
        actions=ordered,
        refused=refused(spared.values(), struck_owed, struck_otherwise, settled),
        as_of=as_of,
        role=role,
        total=money,
        authority=needed,
        needs_approval=approval(model, needed, role),
    )


def place_among(members: Sequence[Member], member: Member) -> int:
    """Where one stands among others, of which some may equal it; where it does not, the first that equals it."""
    places = (number for number, one in enumerate(members) if one is member)
    found = next(places, None)
    return members.index(member) if found is None else found


def offers_owed(
    model: Model, limits: Sequence[Limit], slots: Sequence[Slot], values: Values, start: datetime | None
) -> tuple[list[Offer], list[Strike]]:
    """What limits owe beyond the actions that rules proposed, less what the limits forbid to which it yields.

    What one leaves open and another one owes in some form is owed in that form alone.
    """
    owed = [
        (limit, spare(model, [proposal], [other for other in limits if limit.yields_to(other)]))
        for limit, proposal in owing(limits, slots)
    ]
    given = [limit for limit, spared in owed if spared.proposals]
    offers: list[Offer] = []
    struck: list[Strike] = []
    for limit, spared in owed:
        if not any(other.narrows(limit) for other in given):
            struck += spared.strikes
            offers += offer(model, limit.id, spared.proposals, values, start)
    return offers, struck


def each_once(settled: Sequence[Settled]) -> list[Draft]:
    """What came of the drafts; choices that limits made equal are one."""
    found: list[Draft] = []
    for one in settled:
        if one.draft is not None and not (one.draft.kind == CHOICE and one.draft in found):
            found.append(one.draft)
    return found


def fired(offers: Sequence[Offer], slots: Sequence[Slot], settled: Sequence[Settled]) -> tuple[str, ...]:
    """Who stands behind the actions that are given, in order of proposal, each once."""
    given = [one for slot, end in zip(slots, settled, strict=True) if end.draft is not None for one in slot.offers]
    behind = [rule for one in offers if any(one is other for other in given) for rule in one.fired]
    return tuple(dict.fromkeys(behind))


def refused(
    spared: Iterable[Spared],
    struck_owed: Iterable[Strike],
    struck_otherwise: Iterable[Strike],
    settled: Iterable[Settled],
) -> tuple[Refused, ...]:
    """What is not given, each once: struck from rules, from what is owed, from `otherwise`; then zeros."""
    strikes = [strike for one in spared for strike in one.strikes]
    forbidden = [Refused(strike.kind, strike.limit) for strike in (*strikes, *struck_owed, *struck_otherwise)]
    zero = [refusal for one in settled for refusal in one.refused]
    return tuple(dict.fromkeys([*forbidden, *zero]))

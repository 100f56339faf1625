"""Proof that no quantity of an action is negative (RR310), no time limit too long (RR311), no pause zero (RR312)."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal

from attrs import frozen

from recovery_rules.cells.sites import Said, Site
from recovery_rules.cells.wording import case_in_words, value_in_words, written_at
from recovery_rules.language.evaluate import evaluate
from recovery_rules.language.expressions import Apply, Constant, Expression, Read, facts_read
from recovery_rules.language.rationals import Number
from recovery_rules.language.time_limits import TimeLimit
from recovery_rules.language.types import DURATION
from recovery_rules.model.actions import EVERY, TIME_LIMITS
from recovery_rules.model.facts import DerivedValue
from recovery_rules.model.ruleset import Model
from recovery_rules.source.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from recovery_rules.cells.cases import Values
    from recovery_rules.cells.clauses import Clause
    from recovery_rules.cells.ground import Ground
    from recovery_rules.cells.region import Region
    from recovery_rules.language.intervals import Bounds
    from recovery_rules.source.diagnostics import Problems

LONGEST = 365_250 * 24 * 3_600_000_000  # a thousand years in microseconds


@frozen
class Quantity:
    """A quantity that must lie between zero and a greatest value, if any.

    Attributes:
        what: its name in a message.
        value: what must lie there.
        written: the part that the author can mend.
        said: where it comes from.
        most: the greatest value.
        at: where it is written.
    """

    what: str
    value: Expression
    written: Expression
    said: Said
    most: Number | None
    at: Span | None


def prove_amounts(ground: Ground, problems: Problems) -> None:
    """Report quantities that may be negative or too long."""
    for site in ground.sites:
        doubtful = [
            one
            for one in _quantities(ground, site)
            if not _is_a_good_literal(one) and not _is_good(one, ground.anywhere)
        ]
        if not doubtful:
            continue
        regions = [ground.region(clause) for clause in site.clauses if not ground.possible.excludes(clause)]
        for one in doubtful:
            _prove_not_negative(ground, problems, one, regions)
            _prove_not_too_long(ground, problems, one, regions)
            _prove_a_pause(ground, problems, one, regions)


def _quantities(ground: Ground, site: Site) -> Iterator[Quantity]:
    for said in site.proposed:
        if _is_counted(said):
            yield from _elapsed_parts(ground, said, site)
        elif _is_a_quantity(said) and said.value is not None:
            yield from _proposed(said, said.value, site)
    for said in site.bounding:
        if _is_counted(said):
            yield from _elapsed_parts(ground, said, site)
            continue
        for bound, word in ((said.at_least, "floor"), (said.at_most, "cap")):
            if _is_a_quantity(said) and bound is not None:
                most = _most(said) if word == "floor" else None
                yield Quantity(f"the {word} on {said.name}", bound, bound, said, most, bound.span or site.span)


def _is_counted(said: Said) -> bool:
    """Whether some of a time limit is not elapsed time: then each part of it is looked at for itself."""
    if said.parameter.type.kind != "time_limit":
        return False
    given = (one for one in (said.value, said.at_least, said.at_most) if one is not None)
    return any(one.type.kind == "time_limit" and not _is_elapsed_literal(one) for one in given)


def _is_elapsed_literal(one: Expression) -> bool:
    return isinstance(one, Constant) and not isinstance(one.value, TimeLimit)


def _elapsed_parts(ground: Ground, said: Said, site: Site) -> Iterator[Quantity]:
    """All durations that a time limit can be."""
    for one in (said.value, said.at_least, said.at_most):
        if one is not None:
            at = one.span or said.span or site.span
            for part in dict.fromkeys(_durations(ground.model, one)):
                yield Quantity(said.name, part, part, said, _most(said) or LONGEST, at)


def _durations(model: Model, limit: Expression) -> Iterator[Expression]:
    match limit:
        case Constant(value=TimeLimit()) | Apply(operation="counted"):
            return
        case Read(fact=fact, type=type_) if type_.kind == "time_limit":
            derived = model.derived[fact]  # a case gives no time limits
            given = [derived.value] if isinstance(derived, DerivedValue) else [row.gives for row in derived.rows]
            for one in given:
                yield from _durations(model, one)
        case Apply(operation="if", arguments=(_, one, other)):
            yield from _durations(model, one)
            yield from _durations(model, other)
        case _:
            yield limit


def _proposed(said: Said, value: Expression, site: Site) -> Iterator[Quantity]:
    """A proposed value after its own floor, and its own cap: the lower of two is not negative if neither is."""
    floored = value if said.at_least is None else _joined("greatest", value, said.at_least, said)
    final = floored if said.at_most is None else _joined("least", floored, said.at_most, said)
    at = value.span or said.span or site.span
    yield Quantity(said.name, floored, value, said, None, at)
    if said.at_most is not None:
        yield Quantity(f"the cap of {said.name}", said.at_most, said.at_most, said, None, said.at_most.span or at)
    if _most(said) is not None:
        yield Quantity(said.name, _joined("greatest", final, _ZERO, said), value, said, _most(said), at)


def _joined(operation: Literal["least", "greatest"], one: Expression, other: Expression, said: Said) -> Expression:
    return Apply(operation, (one, other), said.parameter.type)


_ZERO = Constant(0, DURATION)


def _most(said: Said) -> Number | None:
    return LONGEST if _is_time_limit(said) else None


def _is_time_limit(said: Said) -> bool:
    return said.parameter.name in TIME_LIMITS and said.parameter.type.is_time


def _is_a_quantity(said: Said) -> bool:
    return said.parameter.type.is_quantity or said.parameter.type.kind == "time_limit"


def _needs_a_pause(one: Quantity) -> bool:
    return one.said.parameter.name == EVERY and _is_time_limit(one.said)


def _is_a_good_literal(one: Quantity) -> bool:
    """The usual case, and cheap."""
    if not isinstance(one.value, Constant):
        return False
    value: Any = one.value.value
    if isinstance(value, TimeLimit):
        return True
    return value >= 0 and (one.most is None or value <= one.most) and not (value == 0 and _needs_a_pause(one))


def _is_good(one: Quantity, region: Region) -> bool:
    bounds = region.interval(one.value)
    return (
        _at_least_zero(bounds)
        and (one.most is None or _at_most(bounds, one.most))
        and not (_needs_a_pause(one) and not _is_positive(bounds))
    )


def _prove_not_negative(ground: Ground, problems: Problems, one: Quantity, regions: Sequence[Region]) -> None:
    doubtful = [region.clause for region in regions if not _at_least_zero(region.interval(one.value))]
    if not doubtful:
        return
    case = _example(ground, one, doubtful, lambda value: value < 0)
    if any(found.code == "RR310" and found.span == one.at for found in problems.found):
        return  # what is owed is its own floor
    problems.add(
        "RR310",
        f"{one.what} {'cannot be shown not to be' if case is None else 'can be'} negative",
        one.at,
        label=case or "",
        notes=_ways_to_mend(ground, problems, one),
    )


def _ways_to_mend(ground: Ground, problems: Problems, one: Quantity) -> tuple[str, ...]:
    """What an author can write so that a quantity is never below zero."""
    if not facts_read(one.written):
        return ("no amount is below zero: leave out the minus",)
    zero = value_in_words(0, one.said.parameter.type)
    floored = f'write `"higher({_text(problems, one)}, {zero})"`, in quotes, if zero is meant'
    facts = ground.model.facts
    open_below = [
        f"`min: {value_in_words(0, facts[name].type)}` to `{name}`"
        for name in facts
        if name in facts_read(one.written) and facts[name].type.is_quantity and facts[name].low is None
    ]
    if not open_below:
        return (floored,)
    return (f"add {' and '.join(open_below)} if no case has less", floored)


def _prove_not_too_long(ground: Ground, problems: Problems, one: Quantity, regions: Sequence[Region]) -> None:
    most = one.most
    if most is None:
        return
    doubtful = [region.clause for region in regions if not _at_most(region.interval(one.value), most)]
    if not doubtful:
        return
    case = _example(ground, one, doubtful, lambda value: value > most)
    facts = [ground.model.facts[name] for name in facts_read(one.written) if name in ground.model.facts]
    bounded = "give the facts in it a `max`, or " if any(fact.type.is_measured for fact in facts) else ""
    problems.add(
        "RR311",
        f"{one.what} {'cannot be shown not to be' if case is None else 'can be'} longer than 1,000 years",
        one.at,
        label=case or "",
        notes=(f'{bounded}write `"lower({_text(problems, one)}, 365 d)"`, in quotes',),
    )


def _prove_a_pause(ground: Ground, problems: Problems, one: Quantity, regions: Sequence[Region]) -> None:
    told = {"RR310", "RR312"}
    if not _needs_a_pause(one) or any(found.code in told and found.span == one.at for found in problems.found):
        return
    doubtful = [region.clause for region in regions if not _is_positive(region.interval(one.value))]
    if not doubtful:
        return
    case = _example(ground, one, doubtful, lambda value: value == 0)
    problems.add(
        "RR312",
        f"{one.what} {'cannot be shown not to be' if case is None else 'can be'} nothing: it would be repeated at once",
        one.at,
        label=case or "",
        notes=(f'write `"higher({_text(problems, one)}, 1 h)"`, in quotes, or another pause',)
        if facts_read(one.written)
        else ("write for example `24 h`",),
    )


def _is_positive(bounds: Bounds) -> bool:
    return bounds[0] is not None and bounds[0] > 0


def _at_least_zero(bounds: Bounds) -> bool:
    return bounds[0] is not None and bounds[0] >= 0


def _at_most(bounds: Bounds, most: Number) -> bool:
    return bounds[1] is not None and bounds[1] <= most


def _example(
    ground: Ground, one: Quantity, clauses: Iterable[Clause], is_wrong: Callable[[Number], bool]
) -> str | None:
    """A case in which a quantity is wrong, in words; None where none was found."""
    read = [name for name in (*ground.model.facts, *ground.model.derived) if name in facts_read(one.value)]

    def goal(values: Values) -> bool:
        value = evaluate(one.value, values)
        return isinstance(value, int | Fraction) and is_wrong(value)

    for clause in clauses:
        values = ground.witnesses.find(clause, reading=read, goal=goal)
        if values is not None:
            return f"at {case_in_words(ground.model, ground.cases, values, read)}" if read else "in every case"
    return None


def _text(problems: Problems, one: Quantity) -> str:
    """What the author wrote."""
    return written_at(problems, one.written.span) or one.said.text

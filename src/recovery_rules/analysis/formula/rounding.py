"""Rounding to a step by a named rule, as `language.rationals.round_to` does it."""

from __future__ import annotations

from recovery_rules.analysis.formula.logic import Formula, both, contrary, either
from recovery_rules.analysis.formula.numbers import (
    Term,
    added,
    at_most,
    choose,
    divided,
    equal,
    is_finite,
    less,
    multiplied,
    remainder,
    subtracted,
    whole_below,
)
from recovery_rules.analysis.formula.quotients import quotient_of
from recovery_rules.language.rationals import Rounding


def rounded(number: Term, step: Term, mode: Rounding) -> Term:
    """The multiple of a positive step that a mode picks for a number."""
    steps = divided(number, step)
    found = None if is_finite(steps) else quotient_of(steps)
    if found is None:
        below = whole_below(steps)
        rest, whole = subtracted(steps, below), 1
    else:
        steps, below, rest, whole = found.number, found.whole, found.rest, found.divisor
    up = both(less(0, rest), _rounds_up(rest, whole, below, steps, mode))
    return multiplied(added(below, choose(up, 1, 0)), step)


def _rounds_up(rest: Term, whole: int, below: Term, steps: Term, mode: Rounding) -> Formula:
    """Whether a number strictly between two multiples goes to the upper one.

    Args:
        rest: how far it is from the lower one.
        whole: how far the upper one is from that.
        below: which multiple the lower one is.
        steps: a number of the same sign.
        mode: the mode.
    """
    if mode in {"floor", "ceiling"}:
        return mode == "ceiling"
    if mode in {"up", "down"}:
        return less(0, steps) if mode == "up" else less(steps, 0)
    twice = added(rest, rest)
    match mode:
        case "half_up":
            tie = less(0, steps)
        case "half_down":
            tie = less(steps, 0)
        case _:
            tie = equal(remainder(below, 2), 1)
    return either(less(whole, twice), both(equal(twice, whole), tie))


def periods(length: Term, period: Term, *, started: bool) -> Term:
    """How many whole, or started, periods lie in a length; none in what is not above zero."""
    count = divided(length, period)
    whole = whole_below(count)
    if started:
        whole = added(whole, choose(less(whole, count), 1, 0))
    return choose(contrary(at_most(0, whole)), 0, whole)

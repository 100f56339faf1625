"""What a property promises, and how it is broken, in a line."""

from __future__ import annotations

from recovery_rules.model.conditions import All, AnyOf, Condition, NoneOf, Test, Truth
from recovery_rules.model.properties import (
    Claim,
    Covers,
    Given,
    Measure,
    Monotone,
    NeverLess,
    Property,
    SameWhatever,
    Statement,
)


def promise(property_: Property) -> str:
    """What a property promises of every case, or of those in which its condition holds."""
    said = _said(property_.statement)
    where = condition_in_words(property_.when)
    return f"{said}, where {where}" if where else said


def _said(statement: Statement) -> str:
    match statement:
        case Monotone(of=measures, never=direction, along=fact, turns=turns):
            rises = "turns from no to yes" if turns else "rises"
            return f"{' + '.join(map(_name, measures))} never {direction} as {fact} {rises}, all else equal"
        case SameWhatever(facts=facts, of=measures):
            of = " and ".join(map(_name, measures))
            verb = "depend" if len(measures) > 1 else "depends"
            return f"{of or 'no decision'} {'never ' if of else ''}{verb} on {' or '.join(facts)}"
        case Given(measures=measures, always=always):
            names = " and ".join(map(_name, measures)) if always else " or ".join(map(_name, measures))
            return f"{names} {'are' if always and len(measures) > 1 else 'is'} {'always' if always else 'never'} given"
        case Claim(text=text, always=always):
            return text if always else f"never {text}"
        case Covers():
            return "some rule gives an action in every case"
        case NeverLess(than=than, of=measures):
            names = " or ".join(map(_name, measures))
            return f"never less {names} than {than} gives" if names else f"no amount less than {than} gives"


def _name(measure: Measure) -> str:
    return measure.text or (f"{measure.kind}.{measure.parameter}" if measure.parameter else measure.kind)


def condition_in_words(condition: Condition) -> str:
    """A condition in its author's words; empty where it always holds."""
    match condition:
        case Test(fact=fact, text=text):
            return f"{fact} {text}"
        case Truth(text=text):
            return text
        case All(parts=parts):
            return " and ".join(filter(None, map(_nested, parts)))
        case AnyOf(parts=parts):
            return " or ".join(filter(None, map(_nested, parts)))
        case NoneOf(parts=parts):
            return f"none of: {', '.join(filter(None, map(_nested, parts)))}"


def _nested(condition: Condition) -> str:
    words = condition_in_words(condition)
    several = isinstance(condition, All | AnyOf) and len(condition.parts) > 1
    return f"({words})" if several and words else words

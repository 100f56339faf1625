"""Kinds of recovery actions: the vocabulary of a ruleset.

In: what stands under `kinds`. Out: one model a kind, one a parameter.
"""

from typing import Annotated, ClassVar

from pydantic import Field

from recovery_rules.document.located import Located
from recovery_rules.document.scalars import Flag, NameKey, ParameterType, Text, words
from recovery_rules.document.types import Replaces, Typed, Wording

STREAMS = ("remedy", "claim", "corrective", "accountability")
PHASES = ("acknowledge", "mitigate", "resolve", "follow_up")
OBLIGATIONS = ("must", "may", "offer")
COMBINATIONS = ("greatest", "least", "soonest", "sum", "highest_role", "same", "all")


class Parameter(Typed):
    """What an action of a kind can say."""

    noun: ClassVar[str] = "a parameter"

    type: ParameterType = Field(
        description="A type, a named type, a unit, `role`, or `actions` for a parameter that holds actions."
    )
    combine: Annotated[str, words(*COMBINATIONS)] = Field(
        "same", description="What becomes of several proposals; `same` means that they may not differ."
    )
    required: Annotated[Flag, Field(description="Whether every action of the kind must say it.")] = False
    in_total: Flag | None = Field(
        None,
        description="Whether this money counts in the `total` of `authority`; if left out, that of a remedy does.",
    )


class Kind(Located):
    """A kind of recovery action."""

    noun: ClassVar[str] = "a kind"

    stream: Annotated[str, words(*STREAMS)] = Field(
        description="A remedy for the customer, a claim on the customer, what the organisation corrects, or "
        "accountability inside it."
    )
    phase: Annotated[str, words(*PHASES)] = Field(description="When in the recovery it is done.")
    obligation: Annotated[str, words(*OBLIGATIONS)] = Field(
        "must", description="Whether an action of the kind must, may or is offered to be given, where it says nothing."
    )
    parameters: dict[NameKey, Parameter] = Field({}, description="What actions of the kind say, by name.")
    distinct_by: tuple[Text, ...] = Field((), description="Parameters that keep two actions of the kind apart.")
    label: Wording = Field({})
    replaces: Replaces = False

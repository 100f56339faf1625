"""What a proof comes to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, TypeAlias

from attrs import frozen

from recovery_rules.language.calendars import Calendar
from recovery_rules.model.labels import NO_LABEL, Label
from recovery_rules.model.properties import Property

Outcome: TypeAlias = Literal["proved", "refuted", "unknown"]


@frozen
class Proof:
    """A property, and whether it holds of every case.

    Attributes:
        property: the promise.
        outcome: `proved`: it holds of every valid case. `refuted`: `cases` break it. `unknown`: neither was found out.
        cases: the facts of the case that breaks it, or of two; each is decided by `decide`.
        picked: of each case, which outcome breaks it: what is picked of a choice, what is given or not at discretion.
        reason: where it is unknown, why.
        is_broken: whether it cannot be asked: it compares with a ruleset that does not load, as `reason` says.
        allowed: where it is unknown, and the author lets it stay so: why; empty where there was no solver to be asked.
        calendar: by which the cases are decided, where the ruleset leaves that to its caller.
    """

    property: Property
    outcome: Outcome
    cases: tuple[Mapping[str, Any], ...] = ()
    picked: tuple[tuple[str, ...], ...] = ()
    reason: str = ""
    is_broken: bool = False
    allowed: Label = NO_LABEL
    calendar: Calendar | None = None

"""What can come of asking durable-rules about a case: an answer, or why there is none."""

from __future__ import annotations

from typing import Literal, TypeAlias

from attrs import frozen


@frozen
class Matched:
    """The clauses that accept the case, as a mask of their bits."""

    mask: int


@frozen
class Unanswered:
    """There is no answer.

    Attributes:
        why: `absent`: the library cannot be imported; `refused`: it reported an error; `died`: the process ended;
            `too slow`: it was stopped; `not asked`: it had failed too often before.
        told: what it said, in one line: the error, the signal, the time limit.
    """

    why: Literal["absent", "refused", "died", "too slow", "not asked"]
    told: str = ""


Answer: TypeAlias = Matched | Unanswered

"""Who answers for a ruleset, when it is in force, and whether its content is approved."""

from __future__ import annotations

from datetime import date
from typing import Literal, TypeAlias

from attrs import field, frozen

from recovery_rules.source.span import Span

Status: TypeAlias = Literal["", "draft", "review", "approved"]
Standing: TypeAlias = Literal["", "draft", "review", "approved", "void"]


@frozen
class RulesetApproval:
    """Who approved which content, and when.

    Attributes:
        by: who, as the file names them.
        on: the day.
        digest: SHA-256 of the content that was approved.
    """

    by: str
    on: date
    digest: str


@frozen
class Effective:
    """The days on which a version is in force, both ends included; None where an end is open."""

    first: date | None = None
    last: date | None = None
    span: Span | None = field(default=None, eq=False)

    def __contains__(self, day: date) -> bool:
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@frozen
class Governance:
    """What the head of a file says of its standing.

    Attributes:
        status: as the file says; empty where it says nothing.
        owner: who answers for the ruleset.
        author: who wrote it.
        review_by: the day by which it is to be looked at again.
        effective: the days on which it is in force; None where the file does not say.
        written_approval: as the file says, whether or not it holds.
        digest: what an approval of the content must name.
        span: where the file says so, or would.
    """

    status: Status = ""
    owner: str = ""
    author: str = ""
    review_by: date | None = None
    effective: Effective | None = None
    written_approval: RulesetApproval | None = None
    digest: str = ""
    span: Span | None = field(default=None, eq=False)

    @property
    def approval(self) -> RulesetApproval | None:
        """The approval, where the file claims one and it is of this very content."""
        written = self.written_approval
        holds = self.status == "approved" and written is not None and written.digest == self.digest
        return written if holds else None

    @property
    def standing(self) -> Standing:
        """The status; `void` where the file says `approved` and no approval holds."""
        return "void" if self.status == "approved" and self.approval is None else self.status


NO_GOVERNANCE = Governance()

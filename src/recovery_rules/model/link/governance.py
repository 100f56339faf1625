"""Who answers for a ruleset, and whether its approval holds. In: keys of the head. Out: `Governance`, or problems."""

from __future__ import annotations

from datetime import date
from typing import cast

from recovery_rules.document.governance import Approval, Period
from recovery_rules.document.ruleset import RulesetDocument
from recovery_rules.language.literals import parse_literal
from recovery_rules.language.types import DATE
from recovery_rules.model.governance import Effective, Governance, RulesetApproval, Status
from recovery_rules.model.link.labels import text_of
from recovery_rules.source.diagnostics import Problems
from recovery_rules.source.printable import quote
from recovery_rules.source.span import Span
from recovery_rules.source.tree import ScalarNode


def link_governance(document: RulesetDocument, digest: str, file: str, problems: Problems) -> Governance:
    """What the head says; `digest` is that which an approval of the content must name."""
    governance = Governance(
        status=cast("Status", document.status or ""),
        owner=text_of(document.owner),
        author=text_of(document.author),
        review_by=_day(document.review_by, problems),
        effective=_effective(document.effective, problems),
        written_approval=_approval(document.approval, problems),
        digest=digest,
        span=_place(document),
    )
    _warn_of_approval(document, governance, file, problems)
    return governance


def day(text: str) -> date:
    """The day that a text writes.

    Raises:
        ValueError: It is none; the message says how to write one.

    Example:
        >>> day("2026-11-04")
        datetime.date(2026, 11, 4)
    """
    plain = parse_literal(text, DATE)
    assert isinstance(plain, int)
    return date.fromordinal(plain)


def _day(node: ScalarNode | None, problems: Problems) -> date | None:
    if node is None:
        return None
    try:
        return day(node.text)
    except ValueError as error:
        problems.add("RR205", str(error), node.span)
        return None


def _effective(period: Period | None, problems: Problems) -> Effective | None:
    if period is None:
        return None
    found = Effective(_day(period.from_, problems), _day(period.until, problems), period.span)
    if found.first is not None and found.last is not None and found.last < found.first:
        message = f"the last day, {found.last}, comes before the first, {found.first}"
        problems.add("RR255", message, period.span_of("until"))
    return found


def _approval(approval: Approval | None, problems: Problems) -> RulesetApproval | None:
    if approval is None:
        return None
    on = _day(approval.on, problems)
    return None if on is None else RulesetApproval(approval.by.text, on, approval.digest.text)


def _place(document: RulesetDocument) -> Span | None:
    key = next((key for key in ("approval", "status") if getattr(document, key) is not None), None)
    name = document.ruleset or document.vocabulary
    return document.key_span(key) if key else None if name is None else name.span


def _warn_of_approval(document: RulesetDocument, governance: Governance, file: str, problems: Problems) -> None:
    """An approval that the file claims, and that does not hold."""
    if problems.has_errors:
        return
    command = f"to approve the content as it is now: recovery-rules approve {file} --by NAME"
    written = governance.written_approval
    if governance.standing == "void" and written is None and document.approval is None:
        label = "write `draft` or `review` until somebody has approved it"
        problems.add(
            "RR520", "nobody has approved this content", document.key_span("status"), label=label, notes=(command,)
        )
    elif governance.standing == "void" and written is not None:
        message = f"the approval by {quote(written.by)} is void: the content is not the one that was approved"
        label = "the content has changed since, here or in a file that this one extends"
        problems.add("RR520", message, document.key_span("approval"), label=label, notes=(command,))
    elif written is not None and not governance.status:
        message = "an approval does not hold without `status: approved`"
        problems.add("RR520", message, document.key_span("approval"), notes=(command,))

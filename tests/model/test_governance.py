"""Who answers for a ruleset: what the head says, and whether its approval holds."""

from __future__ import annotations

from datetime import date

import pytest

from recovery_rules.model.governance import Effective, Governance, RulesetApproval
from tests.model.linking import codes, model_of, shown

ANN = RulesetApproval("Ann", date(2026, 11, 1), "1" * 64)


def test_a_head_with_all_of_it() -> None:
    head = "status: review\nowner: Bo\nauthor: Ann\nreview_by: 2027-01-31\n"
    assert model_of(head + "effective: {from: 2026-01-01, until: 2026-12-31}").governance == Governance(
        status="review",
        owner="Bo",
        author="Ann",
        review_by=date(2027, 1, 31),
        effective=Effective(date(2026, 1, 1), date(2026, 12, 31)),
    )


def test_a_head_without_any_of_it() -> None:
    governance = model_of("").governance
    assert governance == Governance()
    assert (governance.standing, governance.approval, governance.effective) == ("", None, None)


@pytest.mark.parametrize(
    ("effective", "inside", "outside"),
    [
        ("{from: 2026-01-02, until: 2026-01-03}", ["2026-01-02", "2026-01-03"], ["2026-01-01", "2026-01-04"]),
        ("{from: 2026-01-02}", ["2026-01-02", "9999-12-31"], ["2026-01-01"]),
        ("{until: 2026-01-02}", ["0001-01-01", "2026-01-02"], ["2026-01-03"]),
        ("{from: 2026-01-02, until: 2026-01-02}", ["2026-01-02"], ["2026-01-01", "2026-01-03"]),
    ],
)
def test_both_ends_are_included(effective: str, inside: list[str], outside: list[str]) -> None:
    found = model_of(f"effective: {effective}").governance.effective
    assert found is not None
    assert [day for day in [*inside, *outside] if date.fromisoformat(day) in found] == inside


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("status: final", "RR143"),
        ("status: Draft", "RR143"),
        ("review_by: 2026-02-30", "RR205"),
        ("review_by: 20260201", "RR205"),
        ("review_by: 2026-W05-1", "RR205"),
        ("review_by: ２０２６-01-01", "RR205"),
        ("review_by: [2026-02-01]", "RR142"),
        ("effective: {}", "RR141"),
        ("effective: 2026-02-01", "RR142"),
        ("effective: {from: tomorrow}", "RR205"),
        ("effective: {to: 2026-02-01}", "RR140"),
        ("effective: {from: 2026-02-02, until: 2026-02-01}", "RR255"),
        ("approval: {by: Ann, on: 2026-02-01}", "RR141"),
        ("approval: {by: Ann, on: now, digest: 0}", "RR205"),
        ("approval: Ann", "RR142"),
    ],
)
def test_what_does_not_load(text: str, code: str) -> None:
    assert code in codes(text)


def test_a_date_that_is_none_says_how_to_write_one() -> None:
    assert shown("review_by: 2026-2-1").splitlines()[0] == (
        "error[RR205]: `2026-2-1` is not a date: write for example `2026-11-04`"
    )
    assert shown("review_by: 2026-02-30").splitlines()[0] == (
        "error[RR205]: there is no `2026-02-30`: that month has fewer days"
    )


@pytest.mark.parametrize(
    ("status", "approval", "digest", "standing"),
    [
        ("", None, "1" * 64, ""),
        ("draft", None, "1" * 64, "draft"),
        ("review", ANN, "1" * 64, "review"),
        ("approved", ANN, "1" * 64, "approved"),
        ("approved", ANN, "2" * 64, "void"),
        ("approved", None, "1" * 64, "void"),
    ],
)
def test_only_an_approval_of_this_content_holds(status: str, approval: object, digest: str, standing: str) -> None:
    governance = Governance(status=status, written_approval=approval, digest=digest)  # type: ignore[arg-type]
    assert governance.standing == standing
    assert governance.approval == (ANN if standing == "approved" else None)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("status: approved", "nobody has approved this content"),
        (
            "status: approved\napproval: {by: Ann, on: 2026-02-01, digest: abc}",
            "the approval by `Ann` is void: the content is not the one that was approved",
        ),
        (
            "approval: {by: Ann, on: 2026-02-01, digest: abc}",
            "an approval does not hold without `status: approved`",
        ),
    ],
)
def test_an_approval_that_does_not_hold_is_a_warning_that_says_what_to_do(text: str, message: str) -> None:
    found = shown(text)
    assert found.count("warning[RR520]: ") == 1
    assert f"warning[RR520]: {message}\n" in found
    assert "recovery-rules approve shop.yaml --by NAME" in found


def test_an_approval_that_is_not_yet_claimed_again_is_no_warning() -> None:
    assert "RR520" not in shown("status: draft\napproval: {by: Ann, on: 2026-02-01, digest: abc}")
    assert "RR520" not in shown("status: approved\napproval: {by: Ann, on: 2026-02-31, digest: abc}")

"""Assertions on decisions: silent where they hold, and with all that is needed where they do not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from recovery_rules import Decision, Money, loads
from recovery_rules.testing import (
    assert_fired,
    assert_gives,
    assert_gives_only,
    assert_held,
    assert_not_given,
    assert_refused,
)
from recovery_rules.trace.names import UnknownNameError
from tests.testing.writing import SHOP

Check = Callable[[Decision], None]


def _decided(**facts: Any) -> Decision:
    return loads(SHOP).decide(facts)


LATE = {"failure": "late", "price": "30 EUR", "reported_at": "2026-11-04T18:00:00+08:00"}


@pytest.mark.parametrize(
    "check",
    [
        lambda late: assert_gives(late, "refund"),
        lambda late: assert_gives(late, "refund", amount="3 EUR", within=timedelta(hours=24), form="cash"),
        lambda late: assert_gives(late, "refund", amount=Money(3, "EUR"), asks=frozenset({"name"}), owner="clerk"),
        lambda late: assert_gives(late, "refund", if_overdue=["letter"], due="2026-11-05T10:00:00+00:00"),
        lambda late: assert_gives(late, "apology", words="we are sorry", may_start=True),
        lambda late: assert_gives_only(late, "apology", "refund"),
        lambda late: assert_not_given(late, "replacement", "charge"),
        lambda late: assert_fired(late, "sorry", "pay-back"),
    ],
)
def test_what_holds_is_silent(check: Check) -> None:
    check(_decided(**LATE))


@pytest.mark.parametrize(
    ("check", "told"),
    [
        (lambda late: assert_gives(late, "refund", amount="4 EUR"), "refund.amount: expected 4.00 EUR, got 3.00 EUR"),
        (lambda late: assert_gives(late, "replacement"), "replacement: expected, not given"),
        (lambda late: assert_gives_only(late, "apology"), "refund: given, not expected"),
        (lambda late: assert_not_given(late, "charge", "refund"), "refund: given, and must not be"),
        (lambda late: assert_refused(late, "refund", by="small"), "expected to be refused by `small`, is given"),
        (lambda late: assert_held(late, "refund"), "expected to be held, no limit holds it"),
        (lambda late: assert_fired(late, "voucher"), "voucher: expected behind the decision, is not"),
    ],
)
def test_what_does_not_hold_is_told_with_the_explanation(check: Check, told: str) -> None:
    decision = _decided(**LATE)
    with pytest.raises(AssertionError) as raised:
        check(decision)
    message = str(raised.value)
    assert told in message
    assert message.endswith(decision.explain().rstrip())


@pytest.mark.parametrize(
    ("check", "meant"),
    [
        (lambda late: assert_gives(late, "refnud"), "did you mean `refund`?"),
        (lambda late: assert_gives(late, "refund", amuont="3 EUR"), "did you mean `amount`?"),
        (lambda late: assert_not_given(late, "aplogy"), "did you mean `apology`?"),
        (lambda late: assert_fired(late, "sory"), "did you mean `sorry`?"),
    ],
)
def test_names_that_are_none_are_never_taken_for_absent(check: Check, meant: str) -> None:
    with pytest.raises(UnknownNameError) as raised:
        check(_decided(**LATE))
    assert meant in str(raised.value)


def test_a_text_that_is_no_value_is_told() -> None:
    with pytest.raises(ValueError, match="EUR"):
        assert_gives(_decided(**LATE), "refund", amount="3 pounds")


def test_what_is_refused_and_by_which_limit() -> None:
    decision = _decided(**LATE | {"price": "0.50 EUR"})
    assert_refused(decision, "refund")
    assert_refused(decision, "refund", by="small")
    assert_not_given(decision, "refund")


def test_a_choice_and_what_it_offers() -> None:
    decision = _decided(**LATE | {"failure": "damaged"})
    assert_gives(decision, "choice", by="customer", of="replacement, charge + letter")
    with pytest.raises(AssertionError):
        assert_not_given(decision, "replacement")

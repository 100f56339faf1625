"""A limit that owes an action in one form is about that form: no other meets it, and no other is bounded by it."""

import pytest

from recovery_rules import Decision, Money, loads
from recovery_rules.engine.reference.decide import decide as decide_by_reference

RULESET = """
language: 1
ruleset: delays
currency: EUR
kinds:
  apology: {stream: remedy, phase: acknowledge}
  compensation:
    stream: remedy
    phase: resolve
    parameters:
      form: {type: choice, values: [cash, voucher], combine: same}
      amount: {type: money, combine: greatest}
    distinct_by: [form]
facts:
  given: {type: choice, values: [nothing, voucher, cash, neither, customer_chooses, we_choose]}
rules:
  - {id: voucher, when: {given: voucher}, then: [compensation: {form: voucher, amount: 30 EUR}]}
  - {id: cash, when: {given: cash}, then: [compensation: {form: cash, amount: 30 EUR}]}
  - {id: neither, when: {given: neither}, then: [compensation: {amount: 30 EUR}]}
  - id: customer-chooses
    when: {given: customer_chooses}
    then:
      - choice:
          by: customer
          of: [[compensation: {form: voucher, amount: 30 EUR}], [compensation: {form: cash, amount: 30 EUR}]]
  - id: we-choose
    when: {given: we_choose}
    then:
      - choice: {by: clerk, of: [[compensation: {form: voucher, amount: 900 EUR}], [compensation: {form: cash}]]}
limits:
  - {id: statute, level: law, action: compensation, amount: {at_least: 250 EUR, at_most: 600 EUR}, owed: OWED}
roles: [clerk]
otherwise: [apology]
"""
CASH = RULESET.replace("OWED", "{form: cash}")
ANY_FORM = RULESET.replace("OWED", "yes")


def decided(ruleset: str, given: str) -> Decision:
    """The decision, on which the evaluators agree."""
    loaded = loads(ruleset)
    decision = loaded.decide(given=given)
    account = decide_by_reference(loaded.model, {"given": given})
    assert (decision.actions, decision.fired, decision.account.bounds) == (
        account.actions,
        account.fired,
        account.bounds,
    )
    return decision


def forms(ruleset: str, given: str) -> dict[str, Money]:
    return {action.values.get("form", "none"): action.amount for action in decided(ruleset, given).actions}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("nothing", {"cash": 250}),
        ("voucher", {"voucher": 30, "cash": 250}),
        ("cash", {"cash": 250}),
        ("neither", {"none": 30, "cash": 250}),
    ],
)
def test_what_is_owed_in_cash_is_met_by_cash_alone(given: str, expected: dict[str, int]) -> None:
    assert forms(CASH, given) == {form: Money(amount, "EUR") for form, amount in expected.items()}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("nothing", {"none": 250}),
        ("voucher", {"voucher": 250}),
        ("cash", {"cash": 250}),
        ("neither", {"none": 250}),
    ],
)
def test_what_is_owed_in_no_form_is_met_by_any(given: str, expected: dict[str, int]) -> None:
    assert forms(ANY_FORM, given) == {form: Money(amount, "EUR") for form, amount in expected.items()}


def test_a_choice_of_the_customer_that_offers_cash_meets_it_and_only_its_cash_is_bounded() -> None:
    (chosen,) = decided(CASH, "customer_chooses").actions
    assert [action.amount for bundle in chosen.options for action in bundle] == [Money(30, "EUR"), Money(250, "EUR")]


def test_a_choice_of_the_house_that_offers_less_than_cash_does_not_meet_it() -> None:
    owed, chosen = decided(CASH, "we_choose").actions
    assert (owed.values["form"], owed.amount) == ("cash", Money(250, "EUR"))
    assert [action.amount for bundle in chosen.options for action in bundle] == [Money(900, "EUR"), Money(250, "EUR")]


def test_an_explanation_names_the_bounds_of_the_form_that_they_are_about() -> None:
    same = CASH.replace("form: voucher, amount: 30 EUR", "form: voucher, amount: 250 EUR")
    voucher, cash = decided(same, "voucher").explain().split("\n\n")[:2]
    assert "statute" not in voucher
    assert "at most EUR 600.00 (statute, law) did not bind" in cash


TWO = ANY_FORM.replace(
    "roles: [clerk]",
    """\
  - {id: in-cash, level: LEVEL, action: compensation, amount: {at_least: 5 EUR}, owed: {form: cash}, WHEN}
roles: [clerk]""",
)


@pytest.mark.parametrize("level", ["house", "law"])
@pytest.mark.parametrize("first", [False, True])
def test_what_another_limit_owes_in_a_form_meets_what_is_owed_in_none(level: str, *, first: bool) -> None:
    head, limits = TWO.replace("LEVEL", level).replace(", WHEN", "").split("limits:\n")
    owing, end = limits.split("roles:")
    lines = owing.splitlines()
    written = "\n".join([f"{head}limits:", *(lines[::-1] if first else lines), f"roles:{end}"])
    decision = decided(written, "nothing")
    assert [(one.values["form"], one.amount) for one in decision.actions] == [("cash", Money(250, "EUR"))]
    assert decision.fired == ("in-cash",)


def test_what_is_struck_meets_nothing() -> None:
    struck = TWO.replace("LEVEL", "house").replace(", WHEN", "")
    struck = struck.replace("roles:", "  - {id: no, forbid: [compensation]}\nroles:")
    assert forms(struck, "nothing") == {"none": Money(250, "EUR")}
    assert [(one.kind, one.by) for one in decided(struck, "nothing").refused] == [("compensation", "no")]


def test_a_limit_that_does_not_apply_meets_nothing() -> None:
    elsewhere = TWO.replace("LEVEL", "law").replace("WHEN", "when: {given: voucher}")
    assert forms(elsewhere, "nothing") == {"none": Money(250, "EUR")}

"""Properties: what each statement is linked to, and what is said of one that speaks of nothing."""

from __future__ import annotations

import pytest

from recovery_rules.language.expressions import Apply, Read
from recovery_rules.language.types import BOOLEAN, Type
from recovery_rules.model.conditions import ALWAYS, All, leaves
from recovery_rules.model.labels import Label
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
from tests.model.linking import codes, linked, model_of, shop, shown

CNY = Type("money", unit="CNY", digits=2)
AMOUNT = Measure("refund", "amount", text="refund.amount")
REFUND = Measure("refund", text="refund")
IN_CASH = Measure("refund", apart={"method": 1}, text="refund (method: cash)")
APOLOGY = Measure("apology", text="apology")
NOBODY = Property("personal/customer_name", SameWhatever(("customer_name",)), personal=True)


def properties_of(entries: str) -> tuple[Property, ...]:
    """The properties of the small shop with these, written in flow style."""
    return model_of(f"properties: [{entries}]").properties


@pytest.mark.parametrize(
    ("entry", "statement"),
    [
        ("of: refund.amount, never_falls_as: severity", Monotone((AMOUNT,), "falls", "severity")),
        ("of: refund, never_rises_as: delay", Monotone((REFUND,), "rises", "delay")),
        ("of: refund.amount, never_rises_as: reported_at", Monotone((AMOUNT,), "rises", "reported_at")),
        ("of: refund, with: {method: cash}, never_falls_as: amount_paid", Monotone((IN_CASH,), "falls", "amount_paid")),
        ("same_whatever: cause", SameWhatever(("cause",))),
        ("same_whatever: [cause, delay], of: [refund, apology]", SameWhatever(("cause", "delay"), (REFUND, APOLOGY))),
        ("never: refund", Given((REFUND,), always=False)),
        ("never: {refund: {method: cash}}", Given((IN_CASH,), always=False)),
        ("always: [apology, {refund: {method: cash}}]", Given((APOLOGY, IN_CASH), always=True)),
        ("covers: any", Covers()),
        ("never_less_than: law.yaml", NeverLess("law.yaml")),
        ("never_less_than: law.yaml, of: [refund.amount, apology]", NeverLess("law.yaml", (AMOUNT, APOLOGY))),
    ],
)
def test_a_statement_is_linked_to_facts_and_measures(entry: str, statement: Statement) -> None:
    assert properties_of(f"{{id: p, {entry}}}") == (Property("p", statement), NOBODY)


LESS = Apply("<=", (Read("refund.amount", CNY), Read("amount_paid", CNY)), BOOLEAN)
SORRY = Apply("or", (Read("apology", BOOLEAN), Read("verified", BOOLEAN)), BOOLEAN)


@pytest.mark.parametrize(
    ("entry", "claim"),
    [
        (
            "always: refund.amount <= amount_paid",
            Claim(LESS, "refund.amount <= amount_paid", {"refund.amount": AMOUNT}),
        ),
        (
            "never: refund.amount <= amount_paid",
            Claim(
                Apply("not", (LESS,), BOOLEAN),
                "refund.amount <= amount_paid",
                {"refund.amount": AMOUNT},
                always=False,
            ),
        ),
        ("always: apology or verified", Claim(SORRY, "apology or verified", {"apology": APOLOGY})),
        ("always: verified", Claim(Read("verified", BOOLEAN), "verified")),
    ],
)
def test_a_claim_reads_facts_parameters_of_kinds_and_whether_a_kind_is_given(entry: str, claim: Claim) -> None:
    assert properties_of(f"{{id: p, {entry}}}") == (Property("p", claim), NOBODY)


def test_a_fact_or_a_value_named_like_a_kind_stays_what_it_is() -> None:
    facts = "facts:\n  refund: {type: boolean}\n  wish: {type: choice, values: [apology, other]}"
    text = f"{facts}\nproperties: [{{id: p, always: refund or wish = apology}}]"
    (one,) = model_of(text).properties
    assert isinstance(one.statement, Claim)
    assert one.statement.measures == {}


def test_what_a_property_says_of_itself() -> None:
    (one, _) = properties_of("{id: p, covers: any, when: {verified: yes}, because: {zh: 承诺}, source: law 5}")
    assert [leaf.text for leaf in leaves(one.when)] == ["yes"]
    assert (one.because.texts, one.source) == ({"zh": "承诺"}, "law 5")
    assert one.span is not None
    assert not one.personal


def test_the_conditions_of_covers_and_of_when_hold_together() -> None:
    one, other, both, _ = properties_of(
        "{id: a, covers: {verified: yes}}, {id: b, covers: any, when: {cause: customer}}, "
        "{id: c, covers: {verified: yes}, when: {cause: customer}}"
    )
    assert both.when == All((one.when, other.when))
    assert one.when != ALWAYS != other.when


# ---- personal facts


def test_personal_facts_make_no_difference_without_a_word() -> None:
    assert model_of("").properties == (NOBODY,)


def test_one_who_says_so_of_a_personal_fact_says_it_once() -> None:
    (one,) = properties_of("{id: nobody-special, same_whatever: [customer_name, cause]}")
    assert (one.id, one.personal) == ("nobody-special", False)


@pytest.mark.parametrize("narrowed", ["of: refund", "when: {verified: yes}"])
def test_one_who_says_less_of_a_personal_fact_leaves_the_whole_to_be_said(narrowed: str) -> None:
    assert properties_of(f"{{id: p, same_whatever: customer_name, {narrowed}}}")[1:] == (NOBODY,)


# ---- what is wrong


@pytest.mark.parametrize(
    ("entry", "code", "says", "helps"),
    [
        ("of: refnd.amount, never_falls_as: severity", "RR242", "`refnd` is not a kind", "did you mean `refund`?"),
        ("of: refund.amont, never_falls_as: severity", "RR243", "`amont` is not a parameter", "did you mean `amount`?"),
        ("of: refund.amount, never_falls_as: severty", "RR203", "`severty` is not a fact", "did you mean `severity`?"),
        (
            "of: refund.amount, never_falls_as: cause",
            "RR208",
            "it cannot rise",
            "severity, verified, amount_paid, delay",
        ),
        ("of: refund.amount, never_falls_as: customer_name", "RR207", "personal text", ""),
        ("of: refund.method, never_falls_as: severity", "RR491", "no more and no less", "refund, refund.amount"),
        ("of: refund.if_overdue, never_falls_as: severity", "RR491", "no more and no less", "or the kind alone"),
        (
            "of: refund.obligation, never_falls_as: severity",
            "RR491",
            "says how an action binds",
            "refund, refund.amount",
        ),
        (
            "of: [refund, apology], never_falls_as: severity",
            "RR408",
            "adds up amounts of one unit, and `refund` is none",
            "for each",
        ),
        ("of: refund, with: {method: csh}, never_falls_as: severity", "RR204", "`csh` is not", "did you mean `cash`?"),
        ("of: refund, with: {metod: cash}, never_falls_as: severity", "RR243", "`metod` is", "did you mean `method`?"),
        ("of: apology, with: {method: cash}, never_falls_as: severity", "RR243", "`method` is not", "apology: none"),
        ("never: {refund: {amount: 5 CNY}}", "RR492", "does not keep one `refund` apart", "apart: method"),
        ("same_whatever: custmer_name", "RR203", "`custmer_name` is not a fact", "did you mean `customer_name`?"),
        ("same_whatever: half", "RR490", "no case gives `half`", "severity, cause, verified"),
        ("of: refund, never_falls_as: half", "RR490", "changes only as other facts do", "severity, cause, verified"),
        ("never: aplogy", "RR242", "`aplogy` is not a kind", "did you mean `apology`?"),
        ("always: yes", "RR242", "`yes` is not a kind", "kinds: apology, refund"),
        ("never: [aplogy]", "RR242", "`aplogy` is not a kind", "did you mean `apology`?"),
        ("never: verifed", "RR203", "`verifed` is not a fact", "did you mean `verified`?"),
        ("never: refund.amont > 5 CNY", "RR243", "`amont` is not a parameter", "did you mean `amount`?"),
        ("never: refund.method = cash", "RR491", "no more and no less", "refund, refund.amount"),
        ("never: refnd or verified", "RR203", "`refnd` is not a fact", "did you mean `refund`?"),
        ("never: refund.amount", "RR212", "is a yes or no, `refund.amount` is money in CNY", ""),
        ("never: refund.amount > 5 d", "RR206", "they cannot be compared", ""),
        ("never: refund.amount >", "RR201", "ends too early", ""),
        ("always: [refund.amount > 5 CNY]", "RR408", "a list of kinds, and this is none", "a property of its own"),
        ("always: refund, when: {cause: custmer}", "RR204", "`custmer` is not a value", "did you mean `customer`?"),
        ("covers: {cuse: customer}", "RR203", "`cuse` is not a fact", "did you mean `cause`?"),
    ],
)
def test_what_is_wrong_is_shown_with_what_to_do(entry: str, code: str, says: str, helps: str) -> None:
    text = f"derived: {{half: {{type: money, value: 50% of amount_paid}}}}\nproperties: [{{id: p, {entry}}}]"
    assert codes(text) == [code]
    assert says in shown(text)
    assert helps in shown(text)


def test_ids_are_unique_among_properties_alone() -> None:
    rule = "rules: [{id: p, then: [apology]}]"
    assert codes(f"{rule}\nproperties: [{{id: p, covers: any}}]") == []
    assert codes("properties: [{id: p, covers: any}, {id: p, never: refund}]") == ["RR249"]


@pytest.mark.parametrize(
    "broken",
    [
        "facts: {severity: {type: scal, values: [a, b]}, verified: {type: boolean}}",
        "kinds: {apology: {stream: remedy, phase: acknowledge}, refund: {phase: resolve}}",
        "kinds: {refund: {stream: remedy, phase: resolve, parameters: {amount: {type: mony}}}}\notherwise: -",
    ],
)
def test_nobody_complains_about_what_is_wrong_elsewhere(broken: str) -> None:
    entries = (
        "{id: a, of: refund.amount, never_falls_as: severity}, {id: b, same_whatever: severity, of: refund.amount}, "
        "{id: c, always: refund.amount > 5 CNY and severity > a}"
    )
    _, problems = linked(shop(f"{broken}\nproperties: [{entries}]"))
    alone = linked(shop(broken))[1]
    assert {found.code for found in problems.found} == {found.code for found in alone.found}
    assert len(problems.found) == len(alone.found)


def test_what_a_property_is_about_counts_as_read() -> None:
    unread = {found.message for found in linked(shop())[1].found if found.code == "RR510"}
    entry = "{id: p, of: refund, never_falls_as: delay, when: {verified: yes}}, {id: q, same_whatever: harm}"
    text = f"properties: [{entry}, {{id: r, always: refund.amount <= amount_paid}}]"
    assert {"harm", "delay", "verified", "amount_paid"} <= {message.split("`")[1] for message in unread}
    assert not {"harm", "delay", "verified", "amount_paid"} & {
        found.message.split("`")[1] for found in linked(shop(text))[1].found
    }


def test_a_property_may_say_why_it_may_stay_unknown() -> None:
    promised = properties_of("{id: p, never: refund, allow: {RR540: {en: seen, zh: 已核对}}}")
    assert promised[0].undecided == Label({"en": "seen", "zh": "已核对"})

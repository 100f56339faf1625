"""The model that linking makes of a retail ruleset, construct by construct."""

from __future__ import annotations

import pytest

from recovery_rules.language.expressions import Apply, Constant, Read
from recovery_rules.language.tests import Among, Anything, Either, Has, Range
from recovery_rules.language.types import BOOLEAN, DURATION, PERCENT, TEXT, Type
from recovery_rules.model.actions import Argument, Proposal
from recovery_rules.model.conditions import ALWAYS, All, AnyOf, NoneOf, Truth
from recovery_rules.model.conditions import Test as FactTest
from recovery_rules.model.facts import DerivedTable, DerivedValue
from recovery_rules.model.labels import Label
from recovery_rules.model.ruleset import Model
from tests.model.linking import linked, model_of

CNY = Type("money", unit="CNY", digits=2)
HOUR = 3_600_000_000

RETAIL = """\
language: 1
ruleset: retail
title: {en: Retail service recovery, zh: 零售服务补救}
version: "2026.11"
currency: CNY
rounding: half_even
roles: {front_line: {label: front line}, duty_manager: {}, director: {}}
clock: reported_at
units: {points: {digits: 0}}
types:
  tier: {type: scale, values: [ordinary, important, top], label: {en: tier, zh: 等级}, labels: {top: {zh: 顶级}}}
kinds:
  apology:
    stream: remedy
    phase: acknowledge
    parameters:
      channel: {type: scale, values: [mail, phone, in_person], combine: greatest}
      owner: {type: role, combine: highest_role}
      within: {type: duration, combine: soonest}
  refund:
    stream: remedy
    phase: resolve
    parameters: {amount: {type: money, combine: greatest, required: true}, within: {type: duration, combine: soonest}}
  compensation:
    stream: remedy
    phase: resolve
    parameters: {form: {type: choice, values: [voucher, cash]}, amount: {type: money, combine: sum}, note: {type: text}}
    distinct_by: [form]
  bonus: {stream: remedy, phase: resolve, parameters: {amount: {type: points, combine: sum}}}
  upgrade:
    stream: remedy
    phase: resolve
    parameters: {to: {type: scale, values: [express, next_class], combine: greatest}}
  charge: {stream: claim, phase: resolve, parameters: {amount: {type: money, combine: least}}}
  resolution:
    stream: corrective
    phase: resolve
    parameters: {within: {type: duration, combine: soonest}, if_overdue: {type: actions, combine: all}}
  escalation: {stream: accountability, phase: follow_up, parameters: {to: {type: role, combine: highest_role}}}
facts:
  failure_type: {type: choice, values: [late_delivery, damaged_item, billing_error]}
  severity: {type: scale, values: [minor, moderate, major, critical]}
  customer_tier: {type: tier, default: ordinary}
  attribution: {type: choice, values: [provider, supplier, customer, disputed]}
  verified: {type: boolean}
  amount_paid: {type: money, min: 0 CNY, max: 1000000 CNY}
  reported_at: {type: datetime}
  delay: {type: duration, min: 0 h, needed: {failure_type: late_delivery}}
  harm: {type: set, values: [need_unmet, distress], optional: true}
  customer_name: {type: text, personal: true}
admit:
  - {id: paid-if-billed, when: {failure_type: billing_error}, must: amount_paid > 0 CNY}
derived:
  fair: {type: money, value: share of amount_paid}
  late: {type: boolean, value: delay > 2 h}
  surely_late: {type: boolean, value: delay known and late}
  share:
    type: percent
    hit: first
    when: [severity, customer_tier]
    rows:
      - [critical, any, 100%]
      - [major, at least important, 50%]
      - {gives: 0%}
rules:
  - id: refund-by-share
    when: {failure_type: [late_delivery, damaged_item], verified: true, share: over 0%}
    unless: [{amount_paid: under 10 CNY}, {attribution: customer}]
    then:
      - refund: {amount: fair, at_most: 2000 CNY, within: 72 h}
    because: {en: Made good in proportion, zh: 按程度补偿}
    source: policy 301
  - id: apologise-first
    then: [{apology: {within: 30 min, owner: front_line, channel: phone}}]
  - id: goodwill-instead
    overrides: [refund-by-share, upgrades]
    when:
      any_of: [{delay: under 1 h}, {surely_late: false}]
      none_of: [{harm: has distress}]
      expr: amount_paid > fair
    then:
      - compensation: {form: voucher, amount: 20 CNY, note: {en: with our apologies, zh: 聊表歉意}}
      - bonus: {amount: 300 points}
  - id: resolve
    when: {verified: true}
    then:
      - resolution: {within: 24 h, if_overdue: [escalation: {to: next_role}]}
      - choice: {by: customer, of: [[refund: {amount: amount_paid}], [upgrade: {to: express}, apology]]}
tables:
  - id: upgrades
    hit: priority
    when: [failure_type, severity, customer_tier]
    then: [upgrade.to, apology.channel, charge]
    order: {upgrade.to: [next_class, express]}
    rows:
      - [late_delivery, at least major, top, express, phone, "-"]
      - [any, [critical, minor], at least important, next_class, "-", yes]
      - {severity: minor, apology.channel: mail, because: because small}
    with: {apology: {owner: director}}
    because: tiers get more
  - {id: points, hit: collect sum, when: [verified], then: [bonus.amount], rows: [[yes, 10 points], [any, 5 points]]}
limits:
  - {id: no-money, when: {attribution: customer}, forbid: {stream: remedy, except: [apology]}}
  - {id: price, action: refund, amount: {at_most: amount_paid}}
  - {id: statute, level: law, when: {failure_type: damaged_item}, action: refund, amount: {at_least: fair},
     owed: {within: 48 h}}
  - {id: disputed, when: {harm: has distress}, if_unknown: apply, hold: [charge]}
otherwise: [apology]
examples:
  - id: half
    given: {severity: major, harm: [distress], amount_paid: 890.00 CNY}
    expect: {refund: {amount: 445 CNY, due: "2026-11-02T09:00:00+08:00"}, apology: {}}
    only: true
    not: [upgrade]
    refused: {compensation: no-money}
    held: [charge]
    fired: [refund-by-share, upgrades/2]
  - {given: {}, expect: [apology]}
"""


@pytest.fixture(scope="module")
def retail() -> Model:
    model, problems = linked(RETAIL)
    assert problems.found == ()
    assert model is not None
    return model


def test_the_head(retail: Model) -> None:
    assert (retail.id, retail.version, retail.currency, retail.rounding) == ("retail", "2026.11", "CNY", "half_even")
    assert (retail.clock, retail.file, retail.digest) == ("reported_at", "shop.yaml", "0" * 64)
    assert retail.roles == ("front_line", "duty_manager", "director")
    assert retail.role_labels == {"front_line": Label({"en": "front line"})}
    assert retail.title.in_locale("zh") == "零售服务补救"


def test_facts(retail: Model) -> None:
    tier, paid, delay = (retail.facts[name] for name in ("customer_tier", "amount_paid", "delay"))
    assert (tier.type, tier.default) == (Type("scale", values=("ordinary", "important", "top")), 0)
    assert (tier.label.in_locale("en"), tier.value_labels) == ("tier", {"top": Label({"zh": "顶级"})})
    assert (paid.type, paid.low, paid.high, paid.may_be_unknown) == (CNY, 0, 100_000_000, False)
    assert delay.needed == FactTest("failure_type", Among(frozenset({0})), "late_delivery")
    assert delay.may_be_unknown
    assert retail.facts["customer_name"].optional
    assert next(iter(retail.facts)) == "failure_type"


def test_derived_facts_come_after_what_they_read_and_know_whether_they_are_known(retail: Model) -> None:
    names = list(retail.derived)
    assert names.index("share") < names.index("fair")
    assert names.index("late") < names.index("surely_late")
    assert {name: derived.may_be_unknown for name, derived in retail.derived.items()} == {
        "fair": False,
        "late": True,
        "surely_late": False,  # it guards `delay`, of which `late` is made
        "share": False,
    }
    fair = retail.derived["fair"]
    assert isinstance(fair, DerivedValue)
    assert fair.value == Apply("multiply", (Read("share", PERCENT), Read("amount_paid", CNY)), CNY)


def test_a_table_of_facts(retail: Model) -> None:
    share = retail.derived["share"]
    assert isinstance(share, DerivedTable)
    assert (share.hit, share.columns, [row.number for row in share.rows]) == (
        "first",
        ("severity", "customer_tier"),
        [1, 2, 3],
    )
    assert share.rows[1].tests == (Among(frozenset({2})), Among(frozenset({1, 2})))
    assert share.rows[1].texts == ("major", "at least important")
    assert (share.rows[2].tests, share.rows[2].texts) == ((Anything(), Anything()), ("any", "any"))
    assert share.rows[0].gives == Constant(1, PERCENT)


def test_admissions(retail: Model) -> None:
    (admission,) = retail.admissions
    assert admission.id == "paid-if-billed"
    assert admission.when == FactTest("failure_type", Among(frozenset({2})), "billing_error")
    assert admission.must == Apply(">", (Read("amount_paid", CNY), Constant(0, CNY)), BOOLEAN)


def test_a_rule(retail: Model) -> None:
    rule = retail.rules[0]
    assert rule.when == All(
        (
            FactTest(
                "failure_type", Either((Among(frozenset({0})), Among(frozenset({1})))), "late_delivery, damaged_item"
            ),
            FactTest("verified", Among(frozenset({1})), "true"),
            FactTest("share", Range(low=0, low_included=False), "over 0%"),
        )
    )
    assert rule.unless == (
        FactTest("amount_paid", Range(high=1000, high_included=False), "under 10 CNY"),
        FactTest("attribution", Among(frozenset({2})), "customer"),
    )
    assert rule.proposals == (
        Proposal(
            "refund",
            {
                "amount": Argument(Read("fair", CNY), text="fair", at_most=Constant(200_000, CNY)),
                "within": Argument(Constant(72 * HOUR, DURATION), text="72 h"),
            },
        ),
    )
    assert (rule.because.in_locale("zh"), rule.source) == ("按程度补偿", "policy 301")
    assert rule.span is not None
    assert RETAIL.splitlines()[rule.span.line - 1] == "  - id: refund-by-share"


def test_a_rule_without_a_condition_always_holds(retail: Model) -> None:
    rule = retail.rules[1]
    assert rule.when == ALWAYS
    assert list(rule.proposals[0].arguments) == ["channel", "owner", "within"]  # as the kind declares them
    owner = rule.proposals[0].arguments["owner"].value
    assert owner == Constant(1, Type("scale", values=("next_role", "front_line", "duty_manager", "director")))


def test_alternatives_keep_the_order_of_the_author(retail: Model) -> None:
    when = retail.rules[2].when
    assert isinstance(when, All)
    either, none, truth = when.parts
    assert isinstance(either, AnyOf)
    assert [part.fact for part in either.parts if isinstance(part, FactTest)] == ["delay", "surely_late"]
    assert none == NoneOf((FactTest("harm", Has(1), "has distress"),))
    assert truth == Truth(Apply(">", (Read("amount_paid", CNY), Read("fair", CNY)), BOOLEAN), "amount_paid > fair")


def test_overriding_a_table_overrides_its_rows(retail: Model) -> None:
    assert retail.rules[2].overrides == ("refund-by-share", "upgrades/1", "upgrades/2", "upgrades/3")


def test_a_text_in_two_languages_is_one_constant(retail: Model) -> None:
    note = retail.rules[2].proposals[0].arguments["note"]
    assert note.value == Constant("with our apologies / 聊表歉意", TEXT)


def test_nested_actions_and_choices(retail: Model) -> None:
    resolution, choice = retail.rules[3].proposals
    (escalation,) = resolution.arguments["if_overdue"].nested
    assert (escalation.kind, resolution.arguments["if_overdue"].value) == ("escalation", None)
    assert (choice.kind, choice.by) == ("choice", "customer")
    assert [[proposal.kind for proposal in bundle] for bundle in choice.options] == [["refund"], ["upgrade", "apology"]]


def test_rows_are_rules_where_their_table_stands(retail: Model) -> None:
    assert [rule.id for rule in retail.rules][4:] == ["upgrades/1", "upgrades/2", "upgrades/3", "points/1", "points/2"]
    first, second, third = retail.rules[4:7]
    assert (first.table, first.row, first.because.in_locale("en")) == ("upgrades", 1, "tiers get more")
    assert third.because.in_locale("en") == "because small"
    assert [proposal.kind for proposal in first.proposals] == ["upgrade", "apology"]
    assert list(first.proposals[1].arguments) == ["channel", "owner"]
    assert [proposal.kind for proposal in second.proposals] == ["upgrade", "charge"]
    assert second.proposals[1].arguments == {}
    assert third.when == FactTest("severity", Among(frozenset({0})), "minor")
    assert isinstance(second.when, All)
    assert [leaf.fact for leaf in second.when.parts if isinstance(leaf, FactTest)] == ["severity", "customer_tier"]


def test_a_table_ranks_its_rows(retail: Model) -> None:
    table = retail.tables["upgrades"]
    assert table.rows == ("upgrades/1", "upgrades/2", "upgrades/3")
    assert table.ranked == ("upgrades/2", "upgrades/1", "upgrades/3")  # what gives nothing in order comes last
    assert table.picks_one


def test_an_aggregating_table(retail: Model) -> None:
    table = retail.tables["points"]
    assert (table.hit, table.aggregation, table.aggregated) == ("collect", "sum", ("bonus", "amount"))
    assert not table.picks_one


def test_limits(retail: Model) -> None:
    stop, price, statute, disputed = retail.limits
    assert stop.forbids == {"refund", "compensation", "bonus", "upgrade"}
    assert (price.kind, price.when, price.owed) == ("refund", ALWAYS, None)
    assert [(bound.parameter, bound.at_most, bound.text) for bound in price.bounds] == [
        ("amount", Read("amount_paid", CNY), "at_most amount_paid")
    ]
    assert statute.level == "law"
    assert statute.owed is not None
    assert {name: argument.text for name, argument in statute.owed.arguments.items()} == {
        "amount": "fair",
        "within": "48 h",
    }
    assert (disputed.holds, disputed.applies_if_unknown) == (frozenset({"charge"}), True)


def test_examples(retail: Model) -> None:
    half, second = retail.examples
    assert half.given == {"severity": "major", "harm": ("distress",), "amount_paid": "890.00 CNY"}
    assert [(one.kind, dict(one.parameters)) for one in half.expect] == [
        ("refund", {"amount": "445 CNY", "due": "2026-11-02T09:00:00+08:00"}),
        ("apology", {}),
    ]
    assert (half.only, half.absent, half.refused, half.held) == (
        True,
        ("upgrade",),
        {"compensation": "no-money"},
        ("charge",),
    )
    assert half.fired == ("refund-by-share", "upgrades/2")
    assert (second.id, second.expect[0].kind) == ("example-2", "apology")


def test_a_test_that_names_another_fact_is_an_expression() -> None:
    model = model_of("""\
facts: {asked: {type: money}, paid: {type: money}}
rules: [{id: one, when: {asked: [over paid, 0 CNY]}, then: [apology]}]""")
    over = Apply(">", (Read("asked", CNY), Read("paid", CNY)), BOOLEAN)
    assert model.rules[0].when == AnyOf((Truth(over, "asked over paid"), FactTest("asked", Range(0, 0), "0 CNY")))


def test_a_value_named_like_a_derived_fact_makes_no_circle() -> None:
    model = model_of("""\
facts: {phase: {type: choice, values: [early, late]}}
derived:
  late: {type: boolean, value: phase = late and grave}
  grave: {type: boolean, when: [phase], rows: [[late, yes], [early, no]]}""")
    assert list(model.derived) == ["grave", "late"]


def test_bounds_of_derived_facts_prove_a_divisor() -> None:
    model = model_of("""\
facts: {paid: {type: money, min: 1 CNY}, gold: {type: boolean}}
derived:
  parts: {type: integer, hit: collect sum, when: [gold], rows: [[yes, 2], [any, 3]]}
  base: {type: money, when: [gold], rows: [[yes, paid], [no, 5 CNY]]}
  ratio: {type: number, value: 10 CNY / base}
  share: {type: number, value: 1 / (parts + 1)}""")
    assert list(model.derived)[-2:] == ["ratio", "share"]


def test_money_in_another_currency_than_that_of_the_ruleset() -> None:
    model = model_of("""\
kinds:
  voucher: {stream: remedy, phase: resolve, parameters: {amount: {type: money, currency: USD, combine: sum}}}
rules: [{id: one, then: [voucher: {amount: 20 USD}]}]
otherwise: -""")
    amount = model.rules[0].proposals[0].arguments["amount"].value
    assert amount == Constant(2000, Type("money", unit="USD", digits=2))


def test_an_owed_action_may_say_nothing() -> None:
    model = model_of("limits: [{id: due, action: apology, owed: true}]")
    assert model.limits[0].owed == Proposal("apology", {})


@pytest.mark.parametrize(
    "condition", ["{delay: known}", "{delay: unknown}", "{expr: delay known and delay > 2 h}", "{verified: yes}"]
)
def test_a_limit_whose_condition_is_always_decided_may_be_silent_on_the_unknown(condition: str) -> None:
    model = model_of(f"limits: [{{id: stop, when: {condition}, forbid: [refund]}}]")
    assert not model.limits[0].applies_if_unknown


@pytest.mark.parametrize(
    "text",
    [
        "rules: [{id: one, then: [apology]}]",
        "tables: [{id: t, hit: first, when: [verified], then: [apology], rows: [[yes, yes], [any, yes]]}]",
    ],
)
def test_a_rule_for_every_case_spares_otherwise(text: str) -> None:
    assert model_of(f"otherwise: -\n{text}").otherwise == ()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("covers: goods", frozenset({0})),
        ('covers: "goods, postage"', frozenset({0, 1})),
        ("covers: [postage]", frozenset({1})),
        ("owner: if verified then manager else next_role", None),
        ("note: sorry", "sorry"),
        ("method: cash", 1),
    ],
)
def test_arguments_in_every_shape(text: str, value: object) -> None:
    model = model_of(f"rules: [{{id: one, then: [refund: {{amount: 5 CNY, {text}}}]}}]")
    name = text.partition(":")[0]
    found = model.rules[0].proposals[0].arguments[name].value
    assert (found.value if isinstance(found, Constant) else None) == value


def test_a_floor_beside_the_arguments_joins_a_cap_inside() -> None:
    model = model_of("""\
rules: [{id: one, then: [refund: {amount: {value: amount_paid, at_most: 9 CNY}, at_least: 5 CNY}]}]""")
    amount = model.rules[0].proposals[0].arguments["amount"]
    assert (amount.at_least, amount.at_most) == (Constant(500, CNY), Constant(900, CNY))


def test_the_bounds_under_with_are_those_of_every_row() -> None:
    model = model_of("""\
tables:
  - id: offers
    when: [verified]
    then: [refund.amount]
    rows: [[yes, 50 % of amount_paid], [no, 5 CNY]]
    with: {refund: {at_most: 100 CNY}}""")
    caps = [rule.proposals[0].arguments["amount"].at_most for rule in model.rules]
    assert caps == [Constant(10_000, CNY)] * 2

"""What a document carries: each shape that an author may write, as the linker gets it."""

import pytest

from recovery_rules.document.facts import DerivedValue
from recovery_rules.document.limits import StreamForbidden
from recovery_rules.document.tables import FactTable
from recovery_rules.source.tree import Node, ScalarNode
from tests.document.authoring import document_of


def text(node: Node | None) -> str:
    assert isinstance(node, ScalarNode)
    return node.text


def texts(nodes: tuple[ScalarNode, ...]) -> list[str]:
    return [node.text for node in nodes]


def test_the_head_of_a_file() -> None:
    document = document_of("title: Shop\nversion: 2026.10\ncurrency: CNY\nclock: reported_at\nextends: [a.yaml]")
    assert document.language == 1
    assert text(document.ruleset) == "shop"
    assert document.vocabulary is None
    assert {locale: node.text for locale, node in document.title.items()} == {"en": "Shop"}
    assert text(document.version) == "2026.10"
    assert document.rounding == "half_up"
    assert texts(document.extends) == ["a.yaml"]
    assert document.otherwise is None


def test_a_label_is_by_locale_however_it_is_written() -> None:
    plain, located = (document_of(f"title: {title}").title for title in ("Shop", "{zh: 店, en: Shop}"))
    assert {locale: node.text for locale, node in plain.items()} == {"en": "Shop"}
    assert {locale: node.text for locale, node in located.items()} == {"zh": "店", "en": "Shop"}


@pytest.mark.parametrize("roles", ["[low, high]", "{low: {}, high: {label: Boss}}"])
def test_roles_are_by_id_from_low_to_high(roles: str) -> None:
    assert list(document_of(f"roles: {roles}").roles) == ["low", "high"]


def test_labels_of_roles() -> None:
    roles = document_of("roles: {low: {}, high: {label: {en: Boss}}}").roles
    assert dict(roles["low"]) == {}
    assert text(roles["high"]["en"]) == "Boss"


def test_fixed_words_are_plain_and_their_places_are_kept() -> None:
    document = document_of("facts:\n  who: {type: text, personal: yes}\nlimits: [{id: a, level: law, hold: [b]}]")
    assert document.facts["who"].personal is True
    assert document.facts["who"].optional is False
    assert document.limits[0].level == "law"
    assert document.limits[0].span_of("level").column == 25
    assert document.facts["who"].key_span("personal").column == 21
    assert document.key_span("facts", "who").line == 4
    assert document.span_of("limits", 0, "hold", 0).column == 37
    assert document.limits[0].span.column == 10


def test_a_fact_with_everything() -> None:
    fact = document_of("""
facts:
  delay:
    type: duration
    label: {en: delay, zh: 延误}
    min: 0 h
    max: 9 d
    needed: {kind: late}
    default: [a, b]
  severity: {type: scale, values: [minor, major], labels: {minor: {en: small}}}
""").facts
    assert (text(fact["delay"].min), text(fact["delay"].max)) == ("0 h", "9 d")
    assert fact["delay"].needed is not None
    assert {name: texts(tests) for name, tests in fact["delay"].needed.tests.items()} == {"kind": ["late"]}
    assert isinstance(fact["delay"].default, list)
    assert texts(fact["severity"].values) == ["minor", "major"]
    assert text(fact["severity"].labels["minor"]["en"]) == "small"


def test_conditions_nest() -> None:
    when = (
        document_of("""
rules:
  - id: a
    when:
      severity: at least major
      tier: [top, gold]
      any_of: [{verified: true}, {none_of: [{harm: has distress}], expr: a > b}]
    then: [apology]
""")
        .rules[0]
        .when
    )
    assert when is not None
    assert {name: texts(tests) for name, tests in when.tests.items()} == {
        "severity": ["at least major"],
        "tier": ["top", "gold"],
    }
    assert text(when.any_of[1].expr) == "a > b"
    assert texts(when.any_of[1].none_of[0].tests["harm"]) == ["has distress"]
    assert when.all_of == ()


def test_a_fact_may_have_any_name_in_conditions() -> None:
    when = document_of("rules: [{id: a, when: {tests: x, node: y, copy: z}, then: [b]}]").rules[0].when
    assert when is not None
    assert list(when.tests) == ["tests", "node", "copy"]


@pytest.mark.parametrize("unless", ["{a: b}", "[{a: b}]"])
def test_unless_is_a_list_however_it_is_written(unless: str) -> None:
    (excuse,) = document_of(f"rules: [{{id: r, unless: {unless}, then: [c]}}]").rules[0].unless
    assert texts(excuse.tests["a"]) == ["b"]


def test_actions_and_their_arguments() -> None:
    bare, refund, nested, note = (
        document_of("""
otherwise:
  - apology
  - refund: {amount: {value: 1 CNY, at_least: 2 CNY}, at_most: 9 CNY, form: [cash, card]}
  - resolution: {if_overdue: [{escalation: {within: 2 h}}]}
  - dish: {note: {en: a small dish, zh: 小菜一份}}
""").otherwise
        or ()
    )
    assert (bare.kind, dict(bare.arguments)) == ("apology", {})
    assert list(refund.arguments) == ["amount", "form"]
    assert text(refund.at_most) == "9 CNY"
    amount = refund.arguments["amount"]
    assert (text(amount.value), text(amount.at_least), amount.at_most) == ("1 CNY", "2 CNY", None)
    assert [text(item.node) for item in refund.arguments["form"].items] == ["cash", "card"]
    assert refund.argument_span("form").column == 71
    assert nested.arguments["if_overdue"].items[0].kind == "escalation"
    assert text(nested.arguments["if_overdue"].items[0].arguments["within"].value) == "2 h"
    assert {locale: node.text for locale, node in note.arguments["note"].texts.items()} == {
        "en": "a small dish",
        "zh": "小菜一份",
    }


def test_a_choice_among_bundles() -> None:
    (choice,) = document_of("otherwise: [{choice: {by: customer, of: [[a, b], [{c: {}}]]}}]").otherwise or ()
    assert choice.kind == "choice"
    assert text(choice.by) == "customer"
    assert [[action.kind for action in bundle] for bundle in choice.options] == [["a", "b"], ["c"]]


def test_a_derived_fact_is_a_value_or_a_table() -> None:
    derived = document_of("""
derived:
  late: {type: boolean, value: delay > 2 h}
  share: {type: percent, hit: collect sum, when: [severity, tier], rows: [[major, any, 5%], {tier: top, gives: 1%}]}
""").derived
    late, share = derived["late"], derived["share"]
    assert isinstance(late, DerivedValue)
    assert isinstance(share, FactTable)
    assert text(late.value) == "delay > 2 h"
    assert share.hit == "collect sum"
    first, second = share.rows
    assert (first.number, texts(first.tests), text(first.outputs[0])) == (1, ["major", "any"], "5%")  # type: ignore[arg-type]
    assert (second.number, second.tests[0], text(second.tests[1]), text(second.outputs[0])) == (2, None, "top", "1%")


def test_a_table_of_actions() -> None:
    (table,) = document_of("""
tables:
  - id: upgrades
    hit: output order
    when: [severity, tier]
    then: [upgrade.to, apology]
    order: {upgrade.to: [suite, room], apology: [yes]}
    with: {apology: {owner: desk}}
    rows:
      - [major, [top, gold], suite, yes]
      - {tier: top, upgrade.to: room, because: {en: why, zh: 为何}, source: page 3}
""").tables
    assert table.hit == "output order"
    assert isinstance(table.order, dict)
    assert {column: texts(values) for column, values in table.order.items()} == {
        "upgrade.to": ["suite", "room"],
        "apology": ["yes"],
    }
    assert text(table.with_["apology"].by_name["owner"].value) == "desk"
    first, second = table.rows
    assert isinstance(first.tests[1], list)
    assert second.tests[0] is None
    assert second.outputs[1] is None
    assert (text(second.because["zh"]), text(second.source)) == ("为何", "page 3")
    assert second.span.line == 13


def test_an_order_may_be_one_list() -> None:
    (table,) = document_of("tables: [{id: a, when: [b], then: [c.d], rows: [[e, f]], order: [f, g]}]").tables
    assert isinstance(table.order, tuple)
    assert texts(table.order) == ["f", "g"]


def test_limits() -> None:
    stream, kinds, law, owed = document_of("""
limits:
  - {id: a, when: {b: c}, if_unknown: apply, forbid: {stream: remedy, except: [apology]}}
  - {id: b, forbid: [refund]}
  - {id: c, level: law, action: refund, amount: {at_least: x, at_most: y}, owed: true}
  - {id: d, action: refund, owed: {method: cash}, hold: [charge]}
""").limits
    assert isinstance(stream.forbid, StreamForbidden)
    assert (stream.forbid.stream, texts(stream.forbid.except_), stream.if_unknown) == ("remedy", ["apology"], "apply")
    assert isinstance(kinds.forbid, tuple)
    assert texts(kinds.forbid) == ["refund"]
    assert (text(law.bounds["amount"].at_least), text(law.bounds["amount"].at_most), law.owed) == ("x", "y", True)
    assert isinstance(owed.owed, dict)
    assert text(owed.owed["method"].value) == "cash"
    assert stream.owed is False


def test_kinds() -> None:
    kind = document_of("""
kinds:
  refund:
    stream: remedy
    phase: resolve
    parameters:
      amount: {type: money, combine: greatest, required: true}
      note: {type: text}
    distinct_by: [form]
""").kinds["refund"]
    assert (kind.stream, kind.phase, texts(kind.distinct_by)) == ("remedy", "resolve", ["form"])
    assert (kind.parameters["amount"].combine, kind.parameters["amount"].required) == ("greatest", True)
    assert (kind.parameters["note"].combine, kind.parameters["note"].required) == ("same", False)


def test_units_and_types() -> None:
    document = document_of("units: {points: {}, SDR: {digits: 2}}\ntypes: {severity: {type: scale, values: [a, b]}}")
    assert {name: unit.digits for name, unit in document.units.items()} == {"points": 0, "SDR": 2}
    assert texts(document.types["severity"].values) == ["a", "b"]


@pytest.mark.parametrize("expect", ["{refund: {amount: 1 CNY}, apology: {}}", "[{refund: {amount: 1 CNY}}, apology]"])
def test_expectations_are_a_list_however_they_are_written(expect: str) -> None:
    (example,) = document_of(f"examples: [{{given: {{}}, expect: {expect}}}]").examples
    assert [expected.kind for expected in example.expect] == ["refund", "apology"]
    assert {name: text(node) for name, node in example.expect[0].parameters.items()} == {"amount": "1 CNY"}
    assert dict(example.expect[1].parameters) == {}


def test_an_example_with_everything() -> None:
    (example,) = document_of("""
examples:
  - id: one
    title: One
    given: {severity: major, harm: [distress, need]}
    only: true
    not: [upgrade]
    refused: {refund: no-money}
    held: [charge]
    fired: [late]
    assumptions: [he paid]
    as_of: 2026-10-30 09:00
""").examples
    assert text(example.given["severity"]) == "major"
    assert isinstance(example.given["harm"], list)
    assert (example.only, texts(example.not_), texts(example.held)) == (True, ["upgrade"], ["charge"])
    assert {kind: text(limit) for kind, limit in example.refused.items()} == {"refund": "no-money"}
    assert (texts(example.fired), text(example.as_of)) == (["late"], "2026-10-30 09:00")


def test_refused_kinds_may_be_a_list() -> None:
    (example,) = document_of("examples: [{given: {}, refused: [refund]}]").examples
    assert dict(example.refused) == {"refund": None}

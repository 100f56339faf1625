"""What would have to change where something else stands in the way than a condition of the rule itself."""

from __future__ import annotations

import pytest

from recovery_rules import loads

HEAD = """
language: 1
ruleset: ways
currency: EUR
roles: [clerk]
facts:
  failure: {type: choice, values: [late, damaged]}
  fraud: {type: boolean, default: no}
  top: {type: boolean, default: no}
  price: {type: money, min: 0 EUR, max: 100 EUR, default: 10 EUR}
kinds:
  note: {stream: remedy, phase: acknowledge}
  gift: {stream: remedy, phase: resolve}
  voucher: {stream: remedy, phase: resolve}
  refund: {stream: remedy, phase: resolve, parameters: {amount: {type: money, combine: greatest}}}
no_follow_up: an example needs none
"""
PAY = "rules: [{id: pay, when: {failure: late}, then: [refund: {amount: price}]}]\n"
NONE_IF_FRAUD = "{id: none, level: law, when: {fraud: yes}, forbid: [refund]}"
OWED = "{id: owed, when: {failure: late}, action: refund, amount: {at_least: 5 EUR}, owed: true}"
ROWS = (
    "{id: t, hit: first, when: [top, failure], then: [gift, voucher], rows: [[yes, any, yes, -], [any, late, -, yes]]}"
)


@pytest.mark.parametrize(
    ("ruleset", "case", "kind", "expected"),
    [
        (  # an exception
            "rules: [{id: a, unless: [{fraud: yes}], then: [gift]}]\notherwise: [note]\n",
            {"fraud": True},
            "gift",
            [{"fraud": "no"}],
        ),
        (  # a row above, in a table that picks one
            f"tables: [{ROWS}]\notherwise: [note]\n",
            {"top": True},
            "voucher",
            [{"top": "no"}],
        ),
        (  # a limit that strikes what a rule gives, or what another limit owes
            f"{PAY}limits: [{NONE_IF_FRAUD}]\notherwise: [note]\n",
            {"fraud": True},
            "refund",
            [{"fraud": "no"}],
        ),
        (
            f"rules: [{{id: a, then: [note]}}]\nlimits: [{OWED}, {NONE_IF_FRAUD}]\n",
            {"fraud": True},
            "refund",
            [{"fraud": "no"}],
        ),
        (  # a rule that overrides, one of which nothing is left, and one that is overridden itself
            "rules: [{id: a, then: [gift]}, {id: b, overrides: [a], when: {fraud: yes}, then: [note]}]\n",
            {"fraud": True},
            "gift",
            [{"fraud": "no"}],
        ),
        (
            (
                "rules: [{id: a, then: [gift]}, {id: b, overrides: [a], when: {fraud: yes}, then: [voucher]},\n"
                "  {id: c, overrides: [b], when: {top: yes}, then: [note]}]\n"
            ),
            {"fraud": True},
            "gift",
            [{"fraud": "no"}, {"top": "yes"}],
        ),
        # what there is otherwise: a rule or a limit gives something, a limit strikes it, or it comes to nothing
        (f"{PAY}otherwise: [gift]\n", {}, "gift", [{"failure": "damaged"}]),
        (
            f"rules: [{{id: a, when: {{top: yes}}, then: [note]}}]\nlimits: [{OWED}]\notherwise: [gift]\n",
            {},
            "gift",
            [{"failure": "damaged"}],
        ),
        (
            (
                "rules: [{id: a, when: {top: yes}, then: [note]}]\n"
                "limits: [{id: l, when: {fraud: yes}, forbid: [gift]}]\notherwise: [gift, note]\n"
            ),
            {"fraud": True},
            "gift",
            [{"fraud": "no"}],
        ),
        (
            "rules: [{id: a, when: {top: yes}, then: [note]}]\notherwise: [refund: {amount: price}]\n",
            {"price": "0 EUR"},
            "refund",
            [{"price": "0.01 EUR"}],
        ),
        (  # an amount that is nothing, in a bundle and beneath a cap
            "rules: [{id: a, then: [choice: {by: customer, of: [[refund: {amount: price}], [gift]]}]}]\n",
            {"price": "0 EUR"},
            "refund",
            [{"price": "0.01 EUR"}],
        ),
        (
            (
                f"{PAY}limits: [{{id: cap, when: {{fraud: yes}}, action: refund, amount: {{at_most: 0 EUR}}}}]\n"
                "otherwise: [note]\n"
            ),
            {"fraud": True},
            "refund",
            [{"fraud": "no"}],
        ),
    ],
)
def test_what_stands_in_the_way(
    ruleset: str, case: dict[str, object], kind: str, expected: list[dict[str, str]]
) -> None:
    loaded = loads(HEAD + ruleset)
    given = {"failure": "late", **case}
    assert kind not in loaded.decide(given)
    answer = loaded.decide(given).what_if(kind)
    told = {True: "yes", False: "no"}
    found = [
        {one.fact: told[one.value] if isinstance(one.value, bool) else str(one.value) for one in one_set.changes}
        for one_set in answer.sets
    ]
    assert found == expected
    for one_set in answer.sets:
        changed = {**given, **{one.fact: one.value for one in one_set.changes}}
        actions = loaded.decide(changed).actions
        offered = [inner for one in actions for bundle in one.options for inner in bundle]
        assert kind in {one.kind for one in (*actions, *offered)}

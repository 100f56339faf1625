"""A refusal says which of several actions of its kind came to nothing."""

import copy
import json
import pickle

import jsonschema
import pytest

from recovery_rules import Decision, Refused, loads
from recovery_rules.engine.reference.decide import decide as decide_by_reference
from recovery_rules.trace.schema import trace_schema

FORMS = loads("""
language: 1
ruleset: forms
currency: EUR
kinds:
  compensation:
    stream: remedy
    phase: resolve
    label: {en: compensation, zh: 补偿}
    parameters:
      form: {type: choice, values: [cash, voucher], combine: same, label: {en: form, zh: 形式},
             labels: {cash: {en: cash, zh: 现金}, voucher: {en: voucher, zh: 代金券}}}
      amount: {type: money, combine: greatest}
    distinct_by: [form]
facts:
  way: {type: choice, values: [apart, no_form, both, bundled, forbidden]}
  price: {type: money, min: 0 EUR, max: 9 EUR, default: 0 EUR}
rules:
  - {id: cash, when: {way: [apart, no_form]}, then: [compensation: {form: cash, amount: 20 EUR}]}
  - {id: cash-too, when: {way: both}, then: [compensation: {form: cash, amount: price}]}
  - {id: capv, when: {way: [apart, both]}, then: [compensation: {form: voucher, amount: 20 EUR, at_most: 0 EUR}]}
  - {id: formless, when: {way: no_form}, then: [compensation: {amount: price}]}
  - id: pick
    when: {way: [bundled, forbidden]}
    then:
      - choice:
          by: customer
          of: [[compensation: {form: voucher, amount: price}], [compensation: {form: cash, amount: price}]]
limits:
  - {id: ban, when: {way: forbidden}, forbid: [compensation]}
otherwise: [compensation: {form: cash, amount: 1 EUR}]
""")
CAPPED = Refused("compensation", "capv", "capped to zero", {"form": "voucher"})


def decided(way: str) -> Decision:
    """The decision, on which both evaluators agree."""
    decision = FORMS.decide(way=way)
    account = decide_by_reference(FORMS.model, {"way": way})
    assert account == decision.account
    assert decision.refused == account.refused
    return decision


@pytest.mark.parametrize(
    ("way", "refused"),
    [
        ("apart", [CAPPED]),
        ("no_form", [Refused("compensation", "formless", "zero")]),
        ("both", [Refused("compensation", "cash-too", "zero", {"form": "cash"}), CAPPED]),
        (
            "bundled",
            [
                Refused("compensation", "pick", "zero", {"form": "voucher"}),
                Refused("compensation", "pick", "zero", {"form": "cash"}),
                Refused("choice", "pick", "zero"),
            ],
        ),
        ("forbidden", [Refused("compensation", "ban"), Refused("choice", "ban")]),
    ],
)
def test_what_came_to_nothing_is_told_from_what_is_given(way: str, refused: list[Refused]) -> None:
    assert list(decided(way).refused) == refused


def test_the_trace_has_the_values_as_text() -> None:
    told = {"kind": "compensation", "by": "capv", "reason": "capped to zero", "values": {"form": "voucher"}}
    trace = decided("apart").trace
    assert trace["refused"] == (told,)
    jsonschema.Draft202012Validator(trace_schema()).validate(json.loads(json.dumps(trace)))
    assert decided("no_form").trace["refused"] == ({"kind": "compensation", "by": "formless", "reason": "zero"},)


@pytest.mark.parametrize(
    ("locale", "told"),
    [
        ("en", "No compensation (form: voucher): capv caps it at nothing."),
        ("zh", "不给予“补偿（形式：代金券）”：capv 的上限使其为零。"),
    ],
)
def test_the_texts_name_it(locale: str, told: str) -> None:
    assert told in decided("apart").explain(locale)
    assert told in decided("apart").why_not("compensation").text(locale)


def test_each_paragraph_has_the_amount_of_its_own() -> None:
    """The form in which it comes to zero by a part of the price is not that in which it is capped."""
    paragraphs = [part for part in decided("both").explain().split("\n\n") if part.startswith("No compensation")]
    assert [part.splitlines()[0].split(":")[1].strip(" )") for part in paragraphs] == ["cash", "voucher"]
    assert ["Rule capv" in part for part in paragraphs] == [False, True]
    assert ["at most EUR 0.00 (capv)" in part for part in paragraphs] == [False, True]


def test_a_refusal_is_a_value() -> None:
    again = pickle.loads(pickle.dumps(CAPPED))  # noqa: S301  (our own)
    assert again == copy.deepcopy(CAPPED) == CAPPED
    assert len({again, CAPPED, Refused("compensation", "capv", "capped to zero")}) == 2
    assert repr(CAPPED).endswith("reason='capped to zero', values={'form': 'voucher'})")
    with pytest.raises(TypeError):
        CAPPED.values["form"] = "cash"  # type: ignore[index]  # what is tested

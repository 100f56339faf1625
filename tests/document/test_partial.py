"""A file with mistakes of several stages gives them all in one go, and nothing that only follows from them."""

import copy
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recovery_rules.loading import check_text
from recovery_rules.source.diagnostics import Problems
from tests.document.authoring import Told, underlined
from tests.strategies import COSTLY, as_yaml, rulesets

SHOP = """\
language: 1
ruleset: shop
currency: CNY
roles: [front_line, manager]
units: {points: {digits: 0}}
types: {grade: {type: scale, values: [minor, moderate, major]}}
facts:
  severity: {type: grade}
  cause: {type: choice, values: [provider, customer]}
  verified: {type: boolean}
  amount_paid: {type: money, min: 1 CNY, max: 1000 CNY}
  asked: {type: money, min: 0 CNY, max: 1000 CNY, optional: yes}
derived:
  share:
    type: percent
    when: [severity]
    rows:
      - [minor, 5 %]
      - [at least moderate, 20 %]
kinds:
  apology: {stream: remedy, phase: acknowledge}
  bonus: {stream: remedy, phase: resolve, parameters: {amount: {type: points, combine: greatest, required: true}}}
  refund:
    stream: remedy
    phase: resolve
    parameters:
      amount: {type: money, combine: greatest, required: true}
      owner: {type: role, combine: highest_role}
rules:
  - id: shared
    when: {severity: major, verified: yes}
    then: [refund: {amount: share of amount_paid, owner: manager}]
  - id: asked-for
    overrides: [shared]
    when: {asked: over 10 CNY, expr: asked / amount_paid > 0.5}
    then: [bonus: {amount: 5 points}]
tables:
  - id: more
    hit: first
    when: [severity, cause]
    then: [refund.amount, apology]
    rows:
      - [major, provider, 5 CNY, yes]
      - [any, customer, "-", yes]
limits:
  - id: cap
    when: {asked: over 5 CNY}
    if_unknown: apply
    action: refund
    amount: {at_most: amount_paid}
otherwise: [apology]
examples:
  - id: one
    given: {severity: major, cause: provider, verified: yes, amount_paid: 5 CNY}
    expect: {refund: {amount: 5 CNY}}
    fired: [shared, more/1]
"""


def found_in(text: str) -> list[Told]:
    """What its author is told, warnings left out."""
    checked = check_text(text, file="shop.yaml")
    problems = Problems()
    problems.sources.update(checked.sources)
    return [
        Told(found.code, found.message, underlined(found, problems), found.label)
        for found in checked.diagnostics
        if found.severity == "error"
    ]


def with_mistakes(*exchanges: tuple[str, str]) -> str:
    """The file of the shop with some of its text exchanged."""
    text = SHOP
    for right, wrong in exchanges:
        assert right in text
        text = text.replace(right, wrong, 1)
    return text


def test_the_shop_itself_loads() -> None:
    assert found_in(SHOP) == []


def test_a_mistake_of_each_stage_and_nothing_else() -> None:
    text = with_mistakes(
        ("{type: boolean}", "{tipe: boolean}"),  # a key of a fact that others read
        ("values: [provider, customer]", "valeus: [provider, customer]"),
        ("then: [refund: {amount: share", "then: [refund: {amont: share"),  # a parameter
        ("overrides: [shared]", "overrides: shared"),  # a shape
        ("asked: over 10 CNY", "aksed: over 10 CNY"),  # a fact
        ("[major, provider, 5 CNY, yes]", "[major, provider, 5 USD, yes]"),  # a literal
    )
    told = found_in(text)
    assert [(one.code, one.underlined) for one in told] == [
        ("RR140", "valeus"),
        ("RR140", "tipe"),
        ("RR403", "refund"),
        ("RR243", "amont"),
        ("RR142", "shared"),
        ("RR203", "aksed"),
        ("RR205", "5 USD"),
    ]


SINGLE = {
    "fact without a known key": ("verified: {type: boolean}", "verified: {foo: boolean}", ["RR141", "RR140"]),
    "fact that is one text": ("verified: {type: boolean}", "verified: boolean", ["RR142"]),
    "fact that says nothing": ("verified: {type: boolean}", "verified:", ["RR111"]),
    "fact twice": ("  verified: {type: boolean}", "  verified: {type: boolean}\n  severity: {type: money}", ["RR114"]),
    "key of a fact twice": ("type: money, min: 1 CNY", "type: money, min: 1 CNY, min: 1 h", ["RR114"]),
    "unit that is wrong": ("points: {digits: 0}", "points: {digits: some}", ["RR143"]),
    "values of a type that are no list": ("values: [minor, moderate, major]", "values: minor", ["RR142"]),
    "values without brackets": ("[provider, customer]}", "provider, customer}", ["RR112"]),
    "fact with a name that is none": ("asked: {type", "as-ked: {type", ["RR144"]),
    "facts that are a list": ("facts:\n", "facts: []\nfact:\n", ["RR142", "RR140"]),
    "facts under an unknown key": ("facts:\n", "inputs:\n", ["RR140"]),
    "kinds under an unknown key": ("kinds:\n", "verbs:\n", ["RR140"]),
    "derived without its type": ("    type: percent\n", "", ["RR141"]),
    "derived with an unreadable hit": ("    type: percent\n", "    type: percent\n    hit: xyz\n", ["RR143"]),
    "derived with a short row": ("[minor, 5 %]", "[minor]", ["RR147"]),
    "derived with a long row": ("[minor, 5 %]", "[minor, 5 %, 6 %]", ["RR147"]),
    "kind without its stream": ("bonus: {stream: remedy, ", "bonus: {", ["RR141"]),
    "parameter of an unknown way": ("type: role, combine: highest_role", "type: role, combine: xyz", ["RR143"]),
    "parameters that are a list": ("parameters: {amount: {type: points", "parameters: [{type: points", ["RR109"]),
    "facts not indented": (
        "facts:\n  severity: {type: grade}\n",
        "facts:\nseverity: {type: grade}\nothers:\n",
        ["RR111"],
    ),
    "actions not indented": (
        "    then: [bonus: {amount: 5 points}]",
        "    then:\n    bonus: {amount: 5 points}",
        ["RR111"],
    ),
    "colon forgotten": (
        "when: {asked: over 10 CNY, expr: asked / amount_paid > 0.5}",
        "when {asked: over 10 CNY}",
        ["RR140"],
    ),
    "output column that is none": ("then: [refund.amount, apology]", "then: [refund.amount, [apology]]", ["RR142"]),
    "roles under an unknown key": ("roles: [", "people: [", ["RR140"]),
    "files under an unknown key": ("facts:\n", "includes: [base.yaml]\nfacts:\n  other: {type: nonsense}\n", ["RR140"]),
    "roles that are one text": ("[front_line, manager]", "front_line", ["RR142"]),
    "rule without an id": ("- id: shared\n    when", "- when", ["RR141"]),
    "rule with an id that is none": ("id: shared", "id: shared out", ["RR144"]),
    "rule without actions": ("    then: [bonus: {amount: 5 points}]\n", "", ["RR141"]),
    "argument of the wrong shape": ("{amount: 5 points}", "{amount: {vlaue: {a: b}}}", ["RR140"]),
    "argument with an unknown key": ("{amount: 5 points}", "{amount: {sum_of: 5 points}}", ["RR140"]),
    "action in two keys": ("[bonus: {amount: 5 points}]", "[{bonus: {amount: 5 points}, apology: {}}]", ["RR146"]),
    "table without columns": ("    then: [refund.amount, apology]\n", "", ["RR141"]),
    "table with rows that are none": ("[major, provider, 5 CNY, yes]", "major", ["RR142"]),
    "shared arguments that are a list": (
        "then: [refund.amount, apology]",
        "then: [refund.owner, apology]\n    with: {refund: [5 CNY]}",
        ["RR142"],
    ),
    "table without a name": ("  - id: more\n    hit", "  - hit", ["RR141"]),
    "limit without its kind": ("    action: refund\n", "", ["RR141"]),
    "limit that does not know": ("if_unknown: apply", "if_unknown: xyz", ["RR143"]),
    "limit with a bound of another key": ("{at_most: amount_paid}", "{foo: amount_paid}", ["RR140"]),
    "limit with one text for a bound": ("amount: {at_most: amount_paid}", "amount: amount_paid", ["RR142"]),
    "nothing otherwise": ("otherwise: [apology]", "otherwise: []", ["RR145"]),
    "otherwise misspelt": ("otherwise: [apology]", "otherwize: [apology]", ["RR140"]),
    "currency as a list": ("currency: CNY", "currency: [CNY]", ["RR142"]),
    "currency misspelt": ("currency: CNY", "curency: CNY", ["RR140"]),
    "currency under an unknown key": ("currency: CNY", "money: CNY", ["RR140"]),
    "language forgotten": ("language: 1\n", "", ["RR141"]),
    "name forgotten": ("ruleset: shop\n", "", ["RR141"]),
    "character that cannot be seen": ("verified: {", "veri\u200bfied: {", ["RR104"]),
    "blank of another sort": ("cause: {type: choice", "cause: {type: choice\u3000", ["RR104"]),
    "no blank behind a colon": ("{severity: major, verified: yes}", "{severity:major, verified: yes}", ["RR127"]),
    "alias in the place of facts": ("roles: [front_line, manager]", "roles: *roles", ["RR115"]),
}


@pytest.mark.parametrize("name", SINGLE)
def test_one_mistake_is_one_problem(name: str) -> None:
    right, wrong, codes = SINGLE[name]
    assert [one.code for one in found_in(with_mistakes((right, wrong)))] == codes


def test_what_a_misspelt_key_holds_is_checked_too() -> None:
    text = with_mistakes(("when: {severity: major, verified", "wehn: {severity: majr, verified"))
    assert [(one.code, one.underlined) for one in found_in(text)] == [("RR140", "wehn"), ("RR204", "majr")]


def places(part: Any) -> Iterator[tuple[Any, Any]]:
    """Every entry of every list and mapping: the container and the key."""
    entries = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    for key, inner in list(entries):
        yield part, key
        yield from places(inner)


def declared_names(ruleset: dict[str, Any]) -> set[str]:
    """Names that other parts of the file use: declaring another one would be a mistake at each use."""
    sections = [ruleset.get(section, {}) for section in ("facts", "derived", "types", "units", "kinds")]
    sections += [kind.get("parameters", {}) for kind in ruleset["kinds"].values()]
    return {name for section in sections for name in section}


@st.composite
def with_one_shape_error(draw: st.DrawFn) -> tuple[str, str]:
    """A ruleset, and the same with one part of the wrong shape, without a key, or with a key that means nothing."""
    right = draw(rulesets())
    wrong = copy.deepcopy(right)
    container, key = draw(st.sampled_from(list(places(wrong))))
    mistake = draw(st.sampled_from(["deeper", "text", "rename"]))
    if mistake == "rename" and isinstance(container, dict) and key not in declared_names(right):
        entries = [("zzz zzz" if name == key else name, inner) for name, inner in container.items()]
        container.clear()
        container.update(entries)
    elif mistake == "text" and not isinstance(container[key], str):
        container[key] = "zzz"
    else:
        container[key] = [[{"zzz": ["zzz"]}]]
    return as_yaml(right), as_yaml(wrong)


@COSTLY
@given(with_one_shape_error())
def test_a_shape_error_has_no_consequences(texts: tuple[str, str]) -> None:
    right, wrong = ({(found.code, found.message) for found in check_text(text).diagnostics} for text in texts)
    shape = {(code, message) for code, message in wrong if code.startswith("RR1")}
    if shape:
        assert wrong - right == shape

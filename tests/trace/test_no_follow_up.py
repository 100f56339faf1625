"""A decision without a follow-up says why nobody follows up, where the ruleset does."""

from __future__ import annotations

import json

import pytest
from jsonschema import Draft202012Validator

from recovery_rules import loads
from recovery_rules.trace.schema import trace_schema

SHOP = """\
language: 1
ruleset: shop
currency: CNY
extends: [vocabulary/service-recovery.yaml]
roles: [clerk]
facts: {grave: {type: boolean}}
rules: [{id: sorry, then: [apology]}, {id: ask, when: {grave: yes}, then: [callback: {owner: clerk}]}]
no_follow_up: {en: They come by every week., zh: 客户每周都来。}
"""
TOLD = {"en": "No follow-up: They come by every week.", "zh": "不作后续跟进：客户每周都来。"}


@pytest.mark.parametrize("locale", ["en", "zh"])
def test_the_reason_is_told_where_nobody_follows_up(locale: str) -> None:
    shop = loads(SHOP)
    assert TOLD[locale] in shop.decide(grave=False).explain(locale).splitlines()
    assert TOLD[locale] not in shop.decide(grave=True).explain(locale)


def test_a_decision_that_gives_nothing_needs_no_reason() -> None:
    nothing = loads(f"{SHOP}limits: [{{id: none-at-all, forbid: [apology]}}]\n").decide(grave=False)
    assert not nothing.actions
    assert TOLD["en"] not in nothing.explain()


def test_the_trace_has_it_in_every_language() -> None:
    trace = json.loads(json.dumps(loads(SHOP).decide(grave=True).trace))
    Draft202012Validator(trace_schema()).validate(trace)
    assert trace["ruleset"]["no_follow_up"] == {"en": "They come by every week.", "zh": "客户每周都来。"}
    silent = loads("\n".join(line for line in SHOP.splitlines() if "no_follow_up" not in line))
    assert "no_follow_up" not in silent.decide(grave=True).trace["ruleset"]

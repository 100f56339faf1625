"""Whatever shows a decision says of its ruleset whether its content is approved."""

from __future__ import annotations

import json
from typing import Any

import pytest

from recovery_rules import Ruleset, loads
from recovery_rules.trace.schema import trace_schema

jsonschema: Any = pytest.importorskip("jsonschema", reason="it is in the extra `test`")

KIOSK = """language: 1
ruleset: kiosk
kinds: {apology: {stream: remedy, phase: acknowledge}}
rules: [{id: always, then: [apology]}]
"""
DIGEST = loads(KIOSK).model.governance.digest
APPROVED = f"status: approved\napproval: {{by: 王经理, on: 2026-11-04, digest: {DIGEST}}}\n"


def kiosk(head: str) -> Ruleset:
    return loads(KIOSK + head)


@pytest.mark.parametrize(
    ("head", "status", "english", "chinese"),
    [
        ("", "", "…, not approved.", "…，未经批准。"),
        ("owner: Bo\n", "", "…, not approved.", "…，未经批准。"),
        ("status: draft\n", "draft", "…, a draft, not approved.", "…，草稿，未经批准。"),
        ("status: review\n", "review", "…, in review, not approved.", "…，审核中，未经批准。"),
        (
            "status: approved\n",
            "void",
            "…, not approved: nobody has approved this content.",
            "…，未经批准：此内容无人批准。",
        ),
        (APPROVED, "approved", "…, approved by 王经理 on 4 Nov 2026.", "…，由王经理于 2026 年 11 月 4 日批准。"),
        (
            APPROVED + "currency: EUR\n",
            "void",
            "…, not approved: nobody has approved this content.",
            "…，未经批准：此内容无人批准。",
        ),
    ],
)
def test_every_rendering_says_it(head: str, status: str, english: str, chinese: str) -> None:
    ruleset = kiosk(head)
    decision = ruleset.decide()
    assert ruleset.status == status
    assert (ruleset.approval is not None) == (status == "approved")
    assert decision.explain().endswith(english)
    assert decision.explain("zh").endswith(chinese)
    assert decision.trace["ruleset"]["status"] == (status or "none")
    jsonschema.validate(json.loads(json.dumps(decision.trace)), trace_schema())


def test_an_approval_that_holds_is_in_the_trace() -> None:
    shown = {"by": "王经理", "on": "2026-11-04", "digest": DIGEST}
    assert kiosk(APPROVED).decide().as_data()["ruleset"]["approval"] == shown
    assert "approval" not in kiosk(APPROVED.replace(DIGEST, "0")).decide().trace["ruleset"]


def test_a_file_that_is_extended_hands_no_approval_on() -> None:
    base = KIOSK.replace("ruleset", "vocabulary") + "status: approved\n"
    shop = loads("language: 1\nruleset: shop\nextends: [base.yaml]\n", resolver=lambda path: (path, base))
    assert (shop.status, shop.approval, shop.warnings) == ("", None, ())

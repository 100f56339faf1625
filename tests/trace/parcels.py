"""The ruleset `parcel.yaml`, and cases that between them show everything of which a trace tells."""

from datetime import datetime
from pathlib import Path
from typing import Any

from recovery_rules.decision import Decision
from recovery_rules.loading import load
from recovery_rules.ruleset import Ruleset

PARCEL = load(Path(__file__).with_name("parcel.yaml"))
RETAIL = load("retail")
AS_OF = datetime.fromisoformat("2026-11-02T09:10:00+08:00")
_REPORTED = {"reported_at": "2026-11-02T09:00:00+08:00"}

CASES: dict[str, dict[str, Any]] = {
    "late": {
        "failure": "late",
        "severity": "major",
        "verified": True,
        "paid": "890.00 CNY",
        "delay": "2 d",
        "asked": "300 CNY",
        "customer": "Li Na",
    },
    "late-by-minutes": {
        "failure": "late",
        "severity": "moderate",
        "verified": True,
        "paid": "100 CNY",
        "delay": "30 min",
        "harm": ["distress"],
        "asked": "30 CNY",
    },
    "owed-by-law": {
        "failure": "damaged",
        "severity": "critical",
        "verified": False,
        "paid": "45.50 CNY",
        "by_customer": True,
        "attempts": 2,
    },
    "lost": {
        "failure": "lost",
        "severity": "moderate",
        "verified": True,
        "paid": "4 CNY",
        "remark": "left \u202eoutside\nrain",
    },
    "held-charge": {
        "failure": "damaged",
        "severity": "major",
        "verified": True,
        "paid": "5000 CNY",
        "by_customer": True,
        "disputed": True,
        "harm": ["distress", "economic_loss"],
    },
    "capped": {"failure": "damaged", "severity": "critical", "verified": True, "paid": "30000 CNY"},
    "excused": {"failure": "damaged", "severity": "moderate", "verified": True, "paid": "9.99 CNY", "asked": "0 CNY"},
}

RETAIL_CASE: dict[str, Any] = {
    **_REPORTED,
    "failure_type": "late_delivery",
    "severity": "major",
    "customer_tier": "important",
    "verified": True,
    "attribution": "provider",
    "amount_paid": "890.00 CNY",
    "delay": "2 d",
}


def parcel(case: str) -> Decision:
    """The decision of one of `CASES`."""
    return decide(PARCEL, {**_REPORTED, **CASES[case]})


def retail() -> Decision:
    return decide(RETAIL, RETAIL_CASE)


def decide(ruleset: Ruleset, given: dict[str, Any]) -> Decision:
    return ruleset.decide(given, as_of=AS_OF)

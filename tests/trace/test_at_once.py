"""A time limit of no time is told as people say it."""

from recovery_rules import loads

RULESET = loads("""
language: 1
ruleset: now
currency: EUR
extends: [vocabulary/service-recovery.yaml]
facts:
  informed_at: {type: datetime, optional: true}
rules:
  - {id: sorry, then: [apology: {within: 0 s, after: informed_at}]}
  - {id: no, then: [rejection: {reason: {en: told early, zh: 告知过早}, within: 30 d}]}
no_follow_up: none
""")


def test_at_once_after_something() -> None:
    told = RULESET.decide(informed_at="2026-01-01T09:00Z")
    assert "by 1 Jan 2026 09:00 (at once after informed at)" in told.explain()
    assert "自 informed at 起立即" in told.explain("zh")


def test_at_once_after_what_is_not_known_yet() -> None:
    assert "Apology, at once after informed at, which is not known yet." in RULESET.decide().explain()


def test_a_rejection_has_a_time_limit() -> None:
    assert "Rejection (reason: told early), within 30 d." in RULESET.decide().explain()

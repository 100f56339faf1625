"""Times of a case by one clock, or with the offsets of several: side by side they must not read as nonsense."""

from typing import Any

import pytest

from recovery_rules import loads


def notice(head: str = "") -> Any:
    return loads(f"""\
language: 1
ruleset: notice
clock: informed_at
{head}
kinds: {{note: {{stream: remedy, phase: resolve, parameters: {{within: {{type: duration, combine: soonest}}}}}}}}
facts:
  departure_at: {{type: datetime}}
  informed_at: {{type: datetime}}
derived:
  late: {{type: boolean, value: departure_at - informed_at <= 14 d}}
rules:
  - {{id: r, when: {{late: yes}}, then: [note: {{within: 48 h}}]}}
otherwise: [note]
""")


CASE = {"departure_at": "2026-03-01T10:00-05:00", "informed_at": "2026-03-01T14:00Z"}


def test_times_stand_in_the_zone_of_the_ruleset() -> None:
    told = notice("zone: America/Toronto").decide(CASE).explain()
    assert "the time from informed at 1 Mar 2026 09:00 to departure at 1 Mar 2026 10:00 ≤ 14 d" in told


def test_without_a_zone_times_of_several_clocks_carry_their_offsets() -> None:
    told = notice().decide(CASE).explain()
    assert "from informed at 1 Mar 2026 14:00 +00:00 to departure at 1 Mar 2026 10:00 -05:00 ≤ 14 d" in told
    assert "by 3 Mar 2026 14:00 +00:00." in told


@pytest.mark.parametrize("locale", ["en", "zh"])
def test_times_of_one_clock_need_none(locale: str) -> None:
    told = notice().decide({**CASE, "informed_at": "2026-03-01T09:00-05:00"}).explain(locale)
    assert "09:00" in told
    assert "-05:00" not in told

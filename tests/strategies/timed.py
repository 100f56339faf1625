"""Rulesets whose time limits are counted in working days, working hours and months, and run from days too."""

from typing import Any

from hypothesis import strategies as st

from tests.strategies.rulesets import rulesets
from tests.strategies.scope import Written

LIMITS = (
    *("24 h", "1 d", "72 h", "0 h", "1 working day", "3 working days", "20 working days"),
    *("1 working hour", "8 working hours", "30 working hours", "1 month", "6 months", "2 years", "limit"),
    *("1 calendar day", "14 calendar days"),
    *("few working days", "(few + 1) calendar days", "2 * few working hours", "few months"),
    *("if few > 1 then few working days else 24 h", "if few = 1 then 1 calendar day else 3 working days"),
)
PAUSES = tuple(limit for limit in LIMITS if limit != "0 h")
ZONES = ("Asia/Shanghai", "Europe/Berlin", "America/New_York", "Pacific/Apia")
_NAMES = {"within", "every"}
_ENDS = ("value", "at_least", "at_most")


@st.composite
def rulesets_with_time_limits(draw: st.DrawFn) -> Written:
    """A ruleset of all constructs in which many limits depend on the calendar."""
    written: Written = draw(rulesets())
    for kind in written["kinds"].values():
        for name in _NAMES & kind.get("parameters", {}).keys():
            kind["parameters"][name] = {"type": "time_limit", "combine": "soonest"}
    starts = [name for name, fact in written["facts"].items() if fact["type"] in {"date", "datetime"}]
    for section in ("rules", "otherwise", "limits", "tables"):
        written[section] = _counted(draw, written.get(section, []), starts)
    written["authority"] = {
        role: kept
        for role, limits in written.get("authority", {}).items()
        if (kept := {name: most for name, most in limits.items() if name.rpartition(".")[2] not in _NAMES})
    }
    head: Written = {
        "calendar": draw(_calendars()),
        "zone": draw(st.sampled_from(ZONES)),
        "month_end": draw(st.sampled_from(["last_day", "next_day"])),
        "working_day_ends": draw(st.sampled_from(["end_of_day", "close_of_business"])),
    }
    rows = [["at least major", draw(st.sampled_from(LIMITS[:6]))], ["any", "2 working days"]]
    limit = {"type": "time_limit", "hit": "first", "when": ["severity"], "rows": rows}
    count = {"type": "integer", "hit": "first", "when": ["severity"], "rows": [["at least major", 1], ["any", 3]]}
    written["derived"] = {**written.get("derived", {}), "few": count, "limit": limit}
    return {key: section for key, section in written.items() if section} | head


def _calendars() -> st.SearchStrategy[Written]:
    days = [f"2026-11-{day:02}" for day in (4, 5, 6, 9, 30)] + ["2024-03-01"]
    return st.fixed_dictionaries(
        {
            "name": st.just("works"),
            "days_off": st.lists(st.sampled_from(days), unique=True, min_size=1),
            "hours": st.sampled_from(["09:00 to 17:00", "22:00 to 06:00", "00:00 to 24:00", "13:30 to 14:00"]),
        },
        optional={"weekend": st.sampled_from([["sat", "sun"], ["fri"]])},
    )


def _counted(draw: st.DrawFn, part: Any, starts: list[str]) -> Any:
    """A part of a ruleset with other limits in the place of some."""
    if isinstance(part, list):
        return [_counted(draw, one, starts) for one in part]
    if not isinstance(part, dict):
        return part
    found = {name: _counted(draw, one, starts) for name, one in part.items()}
    for name in _NAMES & found.keys():
        limits = st.sampled_from(PAUSES if name == "every" else LIMITS)
        if isinstance(found[name], dict):
            found[name] = {end: draw(limits) for end in _ENDS if end in found[name]}
        elif draw(st.integers(0, 3)):
            found[name] = draw(limits)
    if "after" in found and starts:
        found["after"] = draw(st.sampled_from(starts))
    return found

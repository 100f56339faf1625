"""Whole rulesets."""

from typing import Any

import yaml
from hypothesis import strategies as st

from tests.strategies.actions import action_lists
from tests.strategies.authority import authority
from tests.strategies.calendars import time_heads
from tests.strategies.derived import derived, parameters
from tests.strategies.facts import SEVERITY, admissions, facts
from tests.strategies.limits import limits
from tests.strategies.properties import properties
from tests.strategies.rules import rules
from tests.strategies.scope import CURRENCIES, Scope, Written
from tests.strategies.tables import tables
from tests.strategies.vocabulary import vocabularies

ROUNDINGS = ("half_up", "half_even", "half_down", "up", "down", "ceiling", "floor")


@st.composite
def rulesets(draw: st.DrawFn) -> Written:
    """A ruleset as nested mappings, lists and texts, as an author would write them; most of them load."""
    head = draw(time_heads())
    scope = Scope(
        is_timed=bool(head),
        currency=draw(st.sampled_from(sorted(CURRENCIES))),
        roles=draw(st.sampled_from([("front_line", "manager"), ("front_line", "manager", "director")])),
    )
    scope = draw(vocabularies(scope))
    written_facts, scope = draw(facts(scope))
    written: Written = {
        "language": "1",
        "ruleset": "drawn",
        "currency": scope.currency,
        "roles": list(scope.roles),
        **head,
        "units": {"points": {"digits": "0"}},
        "types": {"grade": {"type": "scale", "values": list(SEVERITY)}},
        "kinds": dict(scope.kinds),
        "facts": written_facts,
    }
    if draw(st.integers(0, 3)):  # else cases without one are looked for, which takes its time
        written["no_follow_up"] = draw(st.sampled_from(["nobody asks", {"en": "nobody asks", "zh": "无需回访"}]))
    if draw(st.booleans()):
        written["rounding"] = draw(st.sampled_from(ROUNDINGS))
    if clocks := [name for name in ("reported_at", "collected_at") if name in written_facts]:
        written["clock"] = draw(st.sampled_from(clocks))
    sections: dict[str, Any] = {"admit": draw(admissions(scope))}
    sections["parameters"], scope = draw(parameters(scope))
    sections["derived"], scope = draw(derived(scope))
    sections["rules"] = draw(rules(scope))
    sections["tables"] = draw(tables(scope))
    sections["limits"] = draw(limits(scope))
    sections["authority"] = draw(authority(scope))
    if all("when" in rule or "unless" in rule for rule in sections["rules"]) or draw(st.booleans()):
        sections["otherwise"] = draw(action_lists(scope))
    if sections["tables"] and draw(st.booleans()):
        # A rule that sets a whole table aside, or its first row; tables override nothing, so no cycle arises.
        table = sections["tables"][0]["id"]
        sections["rules"][-1]["overrides"] = [draw(st.sampled_from([table, f"{table}/1"]))]
    sections["properties"] = draw(properties(scope, written_facts))
    return written | {name: section for name, section in sections.items() if section}


class _Dumper(yaml.SafeDumper):
    """Writes what occurs twice twice: a ruleset has no aliases."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - the dumper's signature
        return True


def as_yaml(ruleset: Written) -> str:
    """The text of a ruleset file."""
    return yaml.dump(ruleset, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100)

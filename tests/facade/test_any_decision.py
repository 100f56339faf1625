"""What holds of every decision by every ruleset: it can be had again, it is in order, and nothing in it is nobody's."""

from __future__ import annotations

from typing import Any

from hypothesis import assume, event, given
from hypothesis import strategies as st

from recovery_rules import Action, Calendar, Decision, FactsError, RulesetError, loads
from recovery_rules.language.literals import public_of
from recovery_rules.model.actions import CHOICE, EARLY_PHASES, PHASES
from recovery_rules.model.ruleset import Model
from tests.strategies import COSTLY, as_yaml, cases, decisions, moments, rulesets


@COSTLY
@given(decisions(), st.randoms(use_true_random=False))
def test_the_same_facts_in_any_order_are_decided_alike(decision: Decision, random: Any) -> None:
    names = list(decision._given)
    random.shuffle(names)
    shuffled = {name: decision._given[name] for name in names}
    again = decision.ruleset.decide(shuffled, as_of=decision.as_of, role=decision.role)
    assert again == decision
    assert again.trace == decision.trace


@COSTLY
@given(decisions())
def test_a_trace_is_enough_to_decide_again(decision: Decision) -> None:
    """Of a ruleset without texts, whose values a trace does not tell where they are personal."""
    trace = decision.trace
    assume(all(fact.type.kind != "text" for fact in decision.ruleset.model.facts.values()))
    told = {name: one["value"] for name, one in trace["facts"].items() if one["how"] == "given"}
    days = Calendar.from_trace(trace["calendar"]) if "calendar" in trace else None
    again = decision.ruleset.decide(told, as_of=decision.as_of, role=decision.role, calendar=days)
    assert again.actions == decision.actions
    assert again.refused == decision.refused


@COSTLY
@given(st.data(), rulesets(), st.booleans())
def test_a_fact_that_no_rule_reads_changes_nothing(data: st.DataObject, written: dict[str, Any], told: bool) -> None:
    more = {**written, "facts": {**written.get("facts", {}), "unrelated": {"type": "boolean", "optional": True}}}
    try:
        plain, other = loads(as_yaml(written)), loads(as_yaml(more))
        case = data.draw(cases(plain.model))
        as_of = data.draw(moments())
        decision = plain.decide(case, as_of=as_of)
    except (RulesetError, FactsError):
        assume(condition=False)
        raise
    same = other.decide({**case, "unrelated": told}, as_of=as_of)
    assert same.actions == decision.actions
    assert same.refused == decision.refused
    assert same.fired == decision.fired


@COSTLY
@given(decisions())
def test_what_keeps_it_from_getting_worse_comes_before_what_puts_it_right(decision: Decision) -> None:
    model = decision.ruleset.model
    phases = ["resolve" if one.kind == CHOICE else model.kinds[one.kind].phase for one in decision]
    assert phases == sorted(phases, key=PHASES.index)


@COSTLY
@given(decisions())
def test_every_action_names_its_rule_and_every_rule_that_fired_is_in_the_trace(decision: Decision) -> None:
    trace = decision.trace
    limits = {limit.id for limit in decision.ruleset.model.limits}
    assert [one for one in decision.fired if one != "otherwise" and one not in {*trace["rules"], *limits}] == []
    assert {one for one in decision.fired if one not in {"otherwise", *limits}} <= {*trace["matched"]}
    fired = {*decision.fired, *(rule.table for rule in decision.ruleset.model.rules if rule.id in decision.fired)}
    for action in decision:  # the rows of a table that adds up propose together, in its name
        proposed = {one["by"] for one in trace["proposals"] if one["kind"] == action.kind}
        assert proposed & fired, f"nobody stands for {action.kind}"


@COSTLY
@given(decisions(), st.data())
def test_nobody_exceeds_an_authority_in_silence(decision: Decision, data: st.DataObject) -> None:
    model = decision.ruleset.model
    assume(model.authority)
    role = data.draw(st.sampled_from(model.roles))
    for action in decision.ruleset.decide(decision._given, as_of=decision.as_of, role=role):
        exceeded = _exceeded(model, role, action)
        event(f"exceeded: {bool(exceeded)}")
        if exceeded:
            assert action.needs_approval is not None
            early = action.kind != CHOICE and model.kinds[action.kind].phase in EARLY_PHASES
            assert action.may_start is (early and not action.held)


def _exceeded(model: Model, role: str, action: Action) -> list[str]:
    """The quantities of an action above every cap of its role and of those below; the highest may do anything."""
    if role == model.roles[-1] or action.kind == CHOICE:
        return []
    lower = model.roles[: model.roles.index(role) + 1]
    granted = [one for one in model.authority if one.role in lower and one.kind == action.kind]
    found: list[str] = []
    for name, value in action.values.items():
        type_ = model.kinds[action.kind].parameters[name].type
        about = [one for one in granted if one.parameter in {name, ""}]
        if type_.is_quantity and any(one.parameter == name for one in about):
            caps = [one.most for one in about if one.most is not None]
            if not any(one.unlimited for one in about) and all(value > public_of(cap, type_) for cap in caps):
                found.append(name)
    return found

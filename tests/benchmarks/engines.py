"""The engines that are measured side by side: ours, GoRules ZEN, and the functions that one would write by hand."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, TypeAlias

from recovery_rules import Money, loads
from recovery_rules.ruleset import Ruleset
from tests.benchmarks.workload import ACTIONS, AMOUNT, FACTS, MOST, NUMBERS, WORDS, BenchRule, Case, Test

Decide: TypeAlias = Callable[[Any], Any]

PHASES = {"apology": "acknowledge", "escalation": "follow_up"}


def ruleset_text(rules: list[BenchRule], hit: str) -> str:
    """The workload as one of our rulesets: a table of actions whose levels combine as the greatest."""
    lines = ["language: 1", "ruleset: bench", "currency: USD", "kinds:"]
    for action in ACTIONS:
        phase = PHASES.get(action, "resolve")
        lines += [f"  {action}: {{stream: remedy, phase: {phase}, parameters:"]
        lines += ["    {degree: {type: integer, combine: greatest, required: true}}}"]
    lines += ["facts:"]
    for fact in FACTS:
        if fact in WORDS:
            lines += [f"  {fact}: {{type: choice, values: [{', '.join(WORDS[fact])}]}}"]
        elif fact == AMOUNT:
            lines += [f"  {fact}: {{type: money, min: 0 USD, max: {MOST} USD}}"]
        else:
            lines += [f"  {fact}: {{type: integer, min: {NUMBERS[fact][0]}, max: {NUMBERS[fact][1]}}}"]
    lines += ["tables:", "  - id: bench", f"    hit: {hit}", f"    when: [{', '.join(FACTS)}]"]
    lines += [f"    then: [{', '.join(f'{action}.degree' for action in ACTIONS)}]", "    rows:"]
    for rule in rules:
        tests = {test.fact: _words(test) for test in rule.tests}
        cells = [tests.get(fact, "any") for fact in FACTS] + [str(rule.actions.get(one, '"-"')) for one in ACTIONS]
        lines += [f"      - [{', '.join(cells)}]"]
    lines += ["otherwise: [{apology: {degree: 1}}]"]
    return "\n".join(lines)


def _words(test: Test) -> str:
    if test.words:
        return f"[{', '.join(test.words)}]"
    unit = " USD" if test.fact == AMOUNT else ""
    if test.high is None:
        return f"at least {test.low}{unit}"
    return f"{test.low}{unit} to {test.high}{unit}" if test.low != test.high else f"{test.low}{unit}"


def ours(rules: list[BenchRule], hit: str) -> Ruleset:
    """Our engine, loaded and proved."""
    return loads(ruleset_text(rules, hit))


def our_cases(cases: list[Case]) -> list[Case]:
    """The cases as an integrator of ours holds them."""
    return [{**case, AMOUNT: Money(case[AMOUNT], "USD")} for case in cases]


def our_answer(decision: Any) -> dict[str, int]:
    """The levels by action."""
    return {action.kind: action.degree for action in decision.actions}


def zen(rules: list[BenchRule], hit: str, *, trace: bool = False) -> Decide:
    """GoRules ZEN over a static loader, which runs a precompiled and indexed table: its fastest way."""
    import zen as zen_engine

    engine = zen_engine.ZenEngine({"loader": {"type": "static", "content": {"bench": _zen_table(rules, hit)}}})
    options: Any = {"trace": True}
    if trace:
        return lambda case: engine.evaluate("bench", case, options)
    return lambda case: engine.evaluate("bench", case)


def zen_cases(cases: list[Case]) -> list[Case]:
    """The cases as ZEN takes them: amounts as floating numbers."""
    return [{**case, AMOUNT: float(case[AMOUNT])} for case in cases]


def zen_answer(result: Any) -> dict[str, int]:
    """The levels by action, the greatest of several rows."""
    rows = result["result"] if isinstance(result["result"], list) else [result["result"]]
    levels: dict[str, int] = {}
    for row in rows:
        for action, level in row.items():
            if level is not None:
                levels[action] = max(level, levels.get(action, 0))
    return levels


def _zen_table(rules: list[BenchRule], hit: str) -> dict[str, Any]:
    rows = []
    for rule in rules:
        row = {"_id": str(rule.number), **dict.fromkeys(FACTS, "")}
        row |= {test.fact: _zen_cell(test) for test in rule.tests}
        row |= {f"out_{action}": str(rule.actions.get(action, "")) for action in ACTIONS}
        rows.append(row)
    table = {
        "hitPolicy": hit,
        "inputs": [{"id": fact, "name": fact, "field": fact} for fact in FACTS],
        "outputs": [{"id": f"out_{action}", "name": action, "field": action} for action in ACTIONS],
        "rules": rows,
    }
    at = {"x": 0, "y": 0}
    nodes = [
        {"id": "in", "type": "inputNode", "name": "in", "position": at},
        {"id": "table", "type": "decisionTableNode", "name": "table", "position": at, "content": table},
        {"id": "out", "type": "outputNode", "name": "out", "position": at},
    ]
    edges = [
        {"id": "e1", "sourceId": "in", "targetId": "table", "type": "edge"},
        {"id": "e2", "sourceId": "table", "targetId": "out", "type": "edge"},
    ]
    content: dict[str, Any] = json.loads(json.dumps({"nodes": nodes, "edges": edges}))
    return content


def _zen_cell(test: Test) -> str:
    if test.words:
        return ", ".join(f"'{word}'" for word in test.words)
    if test.high is None:
        return f">= {test.low}"
    return str(test.low) if test.low == test.high else f"[{test.low}..{test.high}]"


def by_hand(rules: list[BenchRule], hit: str) -> Decide:
    """The chain of ifs that one would write, compiled: what no engine can be expected to beat at few rules."""
    lines = ["def decide(case):"]
    lines += [f"    {fact} = case[{fact!r}]" for fact in FACTS]
    lines += ["    found = []"]
    for place, rule in enumerate(rules):
        tests = " and ".join(map(_python, rule.tests)) or "True"
        lines += [f"    if {tests}:", f"        {'return' if hit == 'first' else 'found.append'}(actions[{place}])"]
    lines += ["    return found"]
    names: dict[str, Any] = {"actions": [rule.actions for rule in rules]}
    exec("\n".join(lines), names)
    decide: Decide = names["decide"]
    return decide


def _python(test: Test) -> str:
    if test.words:
        return f"{test.fact} in {set(test.words)!r}"
    high = "" if test.high is None else f" <= {float(test.high)}"
    return f"{float(test.low or 0)} <= {test.fact}{high}" if high else f"{test.fact} >= {float(test.low or 0)}"

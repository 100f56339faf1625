"""`make bench`: the figures against their bars, as ratios measured side by side in one run.

Each figure is the median over rounds in which the engines take turns, each on cases that it has not seen before in
that round (our cache of prepared masks is cleared by more masks than it holds). Answers are compared with a plain
search through the rules before anything is timed.
"""

from __future__ import annotations

import gc
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

from attrs import evolve

from recovery_rules.analysis.tables.gaps import LeftOut, merged_gaps
from recovery_rules.analysis.tables.overlaps import overlapping_pairs
from recovery_rules.analysis.tables.volume import volumes
from recovery_rules.cells.index import ClauseIndex
from tests.benchmarks import engines, loans, workload

SIZES = (12, 120, 1200)
ROUNDS = 7
CHECKED = 300


def microseconds(decide: Callable[[Any], Any], cases: list[Any]) -> float:
    """The mean time of one call over some cases."""
    gc.collect()
    gc.disable()
    began = time.perf_counter()
    for case in cases:
        decide(case)
    spent = time.perf_counter() - began
    gc.enable()
    return spent / len(cases) * 1e6


def side_by_side(contenders: dict[str, tuple[Callable[[Any], Any], list[Any]]]) -> dict[str, float]:
    """The median over rounds for each contender; they take turns, each round on the next share of its cases."""
    spent: dict[str, list[float]] = {name: [] for name in contenders}
    for turn in range(ROUNDS):
        for name, (decide, cases) in contenders.items():
            share = len(cases) // ROUNDS
            spent[name].append(microseconds(decide, cases[turn * share : (turn + 1) * share]))
    return {name: statistics.median(found) for name, found in spent.items()}


def row(what: str, figures: str, ratio: float, bar: float, unit: str = "x") -> None:
    """Prints one line: what, the figures, the ratio, the bar, and whether it is reached."""
    verdict = "reached" if ratio <= bar else "MISSED"
    print(f"{what:<34} {figures:<52} {ratio:8.2f} {unit:<3} bar {bar:6.2f}   {verdict}", flush=True)


def decide_rows(hit: str, cases: list[workload.Case], bars: dict[int, float]) -> dict[int, float]:
    """Deciding with checked facts against ZEN without a trace."""
    ours: dict[int, float] = {}
    looked_up = workload.first if hit == "first" else workload.collect
    for size in SIZES:
        rules = workload.rules_of(size)
        ruleset, zen = engines.ours(rules, hit), engines.zen(rules, hit)
        our_cases, zen_cases = engines.our_cases(cases), engines.zen_cases(cases)
        for case, mine, theirs in list(zip(cases, our_cases, zen_cases, strict=True))[:CHECKED]:
            expected = looked_up(rules, case)
            assert engines.our_answer(ruleset.decide(mine)) == expected
            assert engines.zen_answer(zen(theirs)) == expected
        found = side_by_side(
            {
                "ours": (ruleset.decide, our_cases),
                "zen": (zen, zen_cases),
                "hand": (engines.by_hand(rules, hit), zen_cases),
            }
        )
        ours[size] = found["ours"]
        figures = f"ours {found['ours']:6.2f} µs  ZEN {found['zen']:6.2f} µs  ifs {found['hand']:6.2f} µs"
        if size in bars:
            row(f"decide, {hit}, {size} rules", figures, found["ours"] / found["zen"], bars[size], "ZEN")
        else:
            print(f"{f'decide, {hit}, {size} rules':<34} {figures:<52} {found['ours'] / found['zen']:8.2f} ZEN")
    return ours


def growth_row(hit: str, cases: list[workload.Case], bar: float) -> None:
    """12,000 rules against 12, taking turns."""
    our_cases = engines.our_cases(cases)
    found = side_by_side(
        {str(size): (engines.ours(workload.rules_of(size), hit).decide, our_cases) for size in (12, 12_000)}
    )
    figures = f"12 rules {found['12']:6.2f} µs  12,000 rules {found['12000']:6.2f} µs"
    row(f"growth to 12,000 rules, {hit}", figures, found["12000"] / found["12"], bar)


def trace_row(hit: str, cases: list[workload.Case], bar: float) -> None:
    """Decision and full trace as data, against ZEN with its trace."""
    rules = workload.rules_of(120)
    ruleset, zen = engines.ours(rules, hit), engines.zen(rules, hit, trace=True)
    found = side_by_side(
        {
            "ours": (lambda case: ruleset.decide(case).trace, engines.our_cases(cases)),
            "zen": (zen, engines.zen_cases(cases)),
        }
    )
    figures = f"ours {found['ours']:6.2f} µs  ZEN with trace {found['zen']:6.2f} µs"
    row(f"trace as data, {hit}, 120 rules", figures, found["ours"] / found["zen"], bar, "ZEN")


def shipped_row(name: str) -> None:
    """A shipped ruleset on the incidents of its fixtures: many derived facts, a clock, amounts that are computed."""
    from recovery_rules import load
    from recovery_rules.testing import read_cases

    ruleset = load(name)
    cases = [dict(case.example.given) for case in read_cases(f"fixtures/incidents/{name}.yaml").cases]
    found = side_by_side(
        {
            "decide": (ruleset.decide, cases * 100),
            "trace": (lambda case: ruleset.decide(case).trace, cases * 20),
        }
    )
    figures = f"decide {found['decide']:6.1f} µs  with trace {found['trace']:7.1f} µs"
    print(f"{f'{name}, {len(ruleset.model.rules)} rules, as texts':<34} {figures}", flush=True)


def load_row(bar: float) -> None:
    """Reading, linking, proving and compiling 1,200 rules of text."""
    from recovery_rules import loads

    text = engines.ruleset_text(workload.rules_of(1200), "first")
    loads(text)
    spent = []
    for _ in range(5):
        began = time.perf_counter()
        loads(text)
        spent.append(time.perf_counter() - began)
    seconds = statistics.median(spent)
    row("load and check 1,200 rules", f"{seconds * 1e3:6.0f} ms", seconds, bar, "s")


def import_row(bar: float) -> None:
    """A whole process that imports the package, and what it must not bring in."""
    heavy = ("numpy", "durable", "pyspark", "openpyxl", "rich", "pydantic", "lark", "structlog", "yaml")
    program = f"import sys, recovery_rules; print([m for m in {heavy!r} if m in sys.modules])"
    spent = []
    brought = ""
    for _ in range(9):
        began = time.perf_counter()
        brought = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout
        spent.append(time.perf_counter() - began)
    assert brought.strip() == "[]", brought
    seconds = statistics.median(spent)
    row("import, whole process", f"{seconds * 1e3:6.0f} ms, nothing heavy", seconds * 1e3, bar, "ms")


def pairs_row(rows: int, width: int, bar: float) -> None:
    """All overlapping pairs and a first gap of a large table."""
    columns, clauses = loans.table(rows, width, loans.MOST_CUTS)
    spent, pairs = [], 0
    for _ in range(5):
        began = time.perf_counter()
        pairs = sum(1 for _ in overlapping_pairs(columns, clauses))
        assert next(LeftOut(ClauseIndex(columns, clauses)).boxes()).region
        spent.append(time.perf_counter() - began)
    seconds = statistics.median(spent)
    row(f"overlaps, first gap, {rows:,} x {width}", f"{seconds * 1e3:6.0f} ms, {pairs:,} pairs", seconds, bar, "s")


def volume_row(rows: int, width: int, bar: float) -> None:
    """Exact shares of gaps and overlaps, and of the space that a list of 20 gaps leaves open."""
    columns, clauses = loans.table(rows, width, loans.FEW_CUTS)
    began = time.perf_counter()
    found = volumes(columns, clauses)
    seconds = time.perf_counter() - began
    assert found.exact
    figures = f"{seconds * 1e3:6.0f} ms, gaps {float(found.gap):.2%}, overlaps {float(found.overlap):.2%}"
    row(f"exact volumes, {rows:,} x {width}", figures, seconds, bar, "s")
    began = time.perf_counter()
    listed = merged_gaps(columns, clauses)
    seconds = time.perf_counter() - began
    print(
        f"{f'merged gaps, {rows:,} x {width}':<34} {seconds * 1e3:6.0f} ms, {len(listed.boxes)} boxes, "
        f"{float(listed.resolved):.2%} of the space resolved",
        flush=True,
    )


def large_row(rows: int, width: int) -> None:
    """What a budget leaves of a table that is too large for exact shares."""
    columns, clauses = loans.table(rows, width, loans.MOST_CUTS)
    began = time.perf_counter()
    found = volumes(columns, clauses)
    listed = merged_gaps(columns, clauses)
    seconds = time.perf_counter() - began
    print(
        f"{f'within a budget, {rows:,} x {width}':<34} {seconds:6.1f} s, {len(listed.boxes)} boxes, "
        f"{float(found.resolved):.2%} of the space resolved",
        flush=True,
    )


def findings_row(name: str) -> None:
    """Everything that `check` looks for in a shipped ruleset."""
    from recovery_rules import load

    ruleset = load(name)
    began = time.perf_counter()
    found = sum(1 for _ in ruleset.findings())
    print(f"{f'findings of {name}':<34} {time.perf_counter() - began:6.2f} s, {found} found", flush=True)


def table_findings_row(hit: str, bar: float) -> None:
    """The same for a table of 1,200 rows."""
    ruleset = engines.ours(workload.rules_of(1200), hit)
    began = time.perf_counter()
    found = sum(1 for _ in ruleset.findings())
    seconds = time.perf_counter() - began
    row(f"findings, {hit}, 1,200 rules", f"{found} found", seconds, bar, "s")


def difference_row(size: int, bar: float) -> None:
    """Every region in which two versions of a table differ, of which three rows give more in the new one."""
    rules = workload.rules_of(size)
    changed = {size // 5, size // 2, size - 7}
    dearer = [
        evolve(rule, actions={kind: level + 1 for kind, level in rule.actions.items()}) if number in changed else rule
        for number, rule in enumerate(rules)
    ]
    old, new = engines.ours(rules, "first"), engines.ours(dearer, "first")
    began = time.perf_counter()
    found = old.diff(new)
    seconds = time.perf_counter() - began
    assert found.complete
    row(f"diff, {size:,} rules, 3 changed", f"{len(found.regions)} regions, complete", seconds, bar, "s")


def promises_row(bar: float) -> None:
    """Proving every promise of every shipped ruleset; loading them is not measured."""
    from recovery_rules import load
    from recovery_rules.source.shipped import shipped_rulesets

    loaded = [load(name) for name in sorted(shipped_rulesets())]
    began = time.perf_counter()
    proofs = [proof for ruleset in loaded for proof in ruleset.prove()]
    seconds = time.perf_counter() - began
    assert {proof.outcome for proof in proofs} == {"proved"}
    row("prove what ships", f"{len(proofs)} promises of {len(loaded)} rulesets", seconds, bar, "s")


def main() -> None:
    """Measures everything."""
    print(
        f"Python {sys.version.split()[0]}, {workload.CASES:,} cases, median of {ROUNDS} rounds, caches cold per case\n"
    )
    cases = workload.cases()
    decide_rows("first", cases, dict.fromkeys(SIZES, 1 / 5))
    decide_rows("collect", cases, {120: 1 / 4, 1200: 1 / 4})
    growth_row("first", cases, 3)
    growth_row("collect", cases, 6)
    few = cases[: len(cases) // 4]
    trace_row("first", few, 1 / 4)
    trace_row("collect", few, 1 / 4)
    shipped_row("retail")
    shipped_row("hotel")
    load_row(0.5)
    pairs_row(1500, 11, 0.5)
    volume_row(500, 7, 2)
    volume_row(1500, 7, 10)
    large_row(1500, 15)
    findings_row("retail")
    table_findings_row("first", 10)
    table_findings_row("collect", 10)
    import_row(350)
    promises_row(10)
    difference_row(600, 10)


if __name__ == "__main__":
    main()

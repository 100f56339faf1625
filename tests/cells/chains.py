"""Rulesets within every documented limit in which each derived fact reads the one before it."""

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

LENGTH = 196  # derived facts; with those that a case gives 200
DEPTH = 60  # of one expression, of 64
HEAD = """\
language: 1
ruleset: chain
currency: CNY
kinds:
  apology: {stream: remedy, phase: acknowledge}
  refund: {stream: remedy, phase: resolve, parameters: {amount: {type: money, combine: greatest}}}
facts:
  n: {type: integer, min: 0, max: 9, optional: true}
  p: {type: integer, min: 0, max: 9}
  verified: {type: boolean}
  severity: {type: scale, values: [minor, major, critical]}
"""


def from_deep_down(call: Callable[[], T], frames: int = 500) -> T:
    """What `call` gives when the caller's stack is that deep already."""
    return call() if frames == 0 else from_deep_down(call, frames - 1)


def sums(length: int = LENGTH, start: str = "p") -> str:
    """Each one more than the one before."""
    return _ruleset(
        [f"d0: {{type: integer, value: {start}}}"]
        + [f"d{i}: {{type: integer, value: d{i - 1} + 1}}" for i in range(1, length)],
        f"d{length - 1}: over {length}",
        f"1 CNY * d{length - 1}",
        known=f"d{length - 1}" if start == "n" else "",
    )


def pairs(length: int = LENGTH) -> str:
    """Two chains that cross: each fact reads both facts before it."""
    lines = ["d0: {type: integer, value: n}", "e0: {type: integer, value: n + 1}"]
    for i in range(1, length // 2):
        lines.append(f"d{i}: {{type: integer, value: 'lower(d{i - 1}, e{i - 1})'}}")
        lines.append(f"e{i}: {{type: integer, value: 'higher(d{i - 1}, e{i - 1})'}}")
    last = length // 2 - 1
    return _ruleset(lines, f"e{last}: over 3", f"1 CNY * e{last}", known=f"d{last}")


def truths(length: int = LENGTH) -> str:
    """Booleans, each from the one before."""
    return _ruleset(
        ["d0: {type: boolean, value: verified}"]
        + [f"d{i}: {{type: boolean, value: not d{i - 1} or n known and d{i - 1}}}" for i in range(1, length)],
        f"d{length - 1}: yes",
        "1 CNY",
    )


def conditionals(length: int = LENGTH) -> str:
    """Each compares the one before it with another fact, and lessens it where that is the greater."""
    return _ruleset(
        ["d0: {type: integer, value: p}"]
        + [
            f"d{i}: {{type: integer, value: if d{i - 1} > p then d{i - 1} - p else d{i - 1} + 1}}"
            for i in range(1, length)
        ],
        f"d{length - 1}: over 3",
        f"1 CNY * d{length - 1}",
    )


def tables(length: int = LENGTH, start: str = "p") -> str:
    """Tables of facts, each with rows that read the one before."""
    return _ruleset(
        [f"d0: {{type: integer, value: {start}}}"]
        + [
            f"d{i}: {{type: integer, hit: first, when: [severity, verified], rows: "
            f"[[minor, yes, d{i - 1} + 1], [major, any, d{i - 1}], {{gives: d{i - 1} + 2}}]}}"
            for i in range(1, length)
        ],
        f"d{length - 1}: over 3",
        f"1 CNY * d{length - 1}",
        known=f"d{length - 1}" if start == "n" else "",
    )


def chained_tables(length: int = LENGTH) -> str:
    """Tables of facts, each with rows that test the one before, and give it."""
    return _ruleset(
        ["d0: {type: integer, value: n}"]
        + [
            f"d{i}: {{type: integer, hit: first, when: [d{i - 1}], rows: "
            f"[[over {i + 2}, d{i - 1} + 1], [unknown, 0], {{gives: d{i - 1} + 2}}]}}"
            for i in range(1, length)
        ],
        f"d{length - 1}: over 3",
        f"1 CNY * d{length - 1}",
    )


def tables_between(length: int = LENGTH) -> str:
    """Values and tables of facts by turns; each value also reads the value before it."""
    lines = ["d0: {type: integer, value: n}", "t0: {type: integer, value: p}"]
    for i in range(1, length // 2):
        rows = f"[[minor, d{i - 1} + 1], [major, t{i - 1}], {{gives: d{i - 1} + 2}}]"
        lines.append(f"t{i}: {{type: integer, hit: first, when: [severity], rows: {rows}}}")
        lines.append(f"d{i}: {{type: integer, value: 'lower(d{i - 1}, t{i}) + 1'}}")
    last = length // 2 - 1
    return _ruleset(lines, f"d{last}: over 3", f"1 CNY * d{last}", known=f"d{last}")


def collects(length: int = LENGTH) -> str:
    """Tables of facts that take the greatest of two values, both from the one before."""
    return _ruleset(
        ["d0: {type: integer, value: p}"]
        + [
            f"d{i}: {{type: integer, hit: collect max, when: [severity], rows: "
            f"[[any, d{i - 1}], [at least major, d{i - 1} + 1]]}}"
            for i in range(1, length)
        ],
        f"d{length - 1}: over 3",
        f"1 CNY * d{length - 1}",
    )


def many_columns(length: int = LENGTH // 2) -> str:
    """Tables of facts that each test a fact of their own, and are known where `n` is."""
    asked = "".join(f"  a{i}: {{type: boolean}}\n" for i in range(length))
    return _ruleset(
        ["d0: {type: integer, value: n}"]
        + [
            f"d{i}: {{type: integer, hit: first, when: [a{i}], rows: [[yes, d{i - 1} + 1], {{gives: d{i - 1}}}]}}"
            for i in range(1, length)
        ],
        f"d{length - 1}: over 3",
        f"1 CNY * d{length - 1}",
        known=f"d{length - 1}",
        asked=asked,
    )


def nested(length: int = 60) -> str:
    """Each adds as many times as one expression can."""
    return _ruleset(
        ["d0: {type: integer, value: p}"]
        + [f"d{i}: {{type: integer, value: d{i - 1}{' + 1' * DEPTH}}}" for i in range(1, length)],
        f"d{length - 1}: over 3",
        f"1 CNY * d{length - 1}",
    )


def nested_alternatives(length: int = 30) -> str:
    """Each tells apart as many cases as one expression can."""
    lines = ["d0: {type: integer, value: p}"]
    for i in range(1, length):
        text = "".join(f"if d{i - 1} = {level} then p else " for level in range(DEPTH))
        lines.append(f"d{i}: {{type: integer, value: '{text}d{i - 1}'}}")
    return _ruleset(lines, f"d{length - 1}: over 3", f"1 CNY * higher(0, d{length - 1})")


def nested_conditions(length: int = 30) -> str:
    """Each asks, within what it asks, whether the one before is over something."""
    lines = ["d0: {type: integer, value: n}"]
    for i in range(1, length):
        text = f"d{i - 1}"
        for level in range(DEPTH // 3):
            text = f"(if {text} > p then d{i - 1} - p else {level})"
        lines.append(f"d{i}: {{type: integer, value: '{text}'}}")
    return _ruleset(lines, f"d{length - 1}: over 1", f"1 CNY * higher(0, d{length - 1})")


def nested_logic(length: int = 30) -> str:
    """Each is `and` and `or` by turns, as deep as one expression can be."""
    lines = ["d0: {type: boolean, value: n > 3}"]
    for i in range(1, length):
        text = f"d{i - 1}"
        for level in range(DEPTH // 3):
            text = f"({text} and {'n known' if level % 2 else 'verified'} or n > {level})"
        lines.append(f"d{i}: {{type: boolean, value: '{text}'}}")
    return _ruleset(lines, f"d{length - 1}: yes", "1 CNY")


def nested_tests(length: int = 30) -> str:
    """Each asks what depends on what depends on another question, as deep as one expression can."""
    branches = " then n known else p > 3" * DEPTH
    return _ruleset(
        ["d0: {type: boolean, value: n known}"]
        + [f"d{i}: {{type: boolean, value: '{'if ' * DEPTH}d{i - 1}{branches}'}}" for i in range(1, length)],
        f"d{length - 1}: yes",
        "1 CNY",
    )


ALL: dict[str, Callable[[], str]] = {
    "sums": sums,
    "sums of an optional fact": lambda: sums(start="n"),
    "pairs": pairs,
    "truths": truths,
    "conditionals": conditionals,
    "tables": tables,
    "tables of an optional fact": lambda: tables(start="n"),
    "tables that test": chained_tables,
    "tables between": tables_between,
    "collects": collects,
    "many columns": many_columns,
    "nested": nested,
    "nested alternatives": nested_alternatives,
    "nested conditions": nested_conditions,
    "nested logic": nested_logic,
    "nested tests": nested_tests,
}


def _ruleset(derived: list[str], when: str, amount: str, *, known: str = "", asked: str = "") -> str:
    guard = f", {known}: known" if known and known != when.partition(":")[0] else ""
    lines = "".join(f"  {line}\n" for line in derived)
    return (
        f"{HEAD}{asked}derived:\n{lines}rules:\n"
        f"  - {{id: r, when: {{{when}{guard}}}, then: [{{refund: {{amount: '{amount}'}}}}]}}\n"
        "otherwise: [apology]\n"
    )

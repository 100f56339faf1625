"""The workload: one decision table of service recovery with n rules over eight facts, and cases for it.

Generated from a seed. A rule tests two to five facts and is kept when its chance to match lies in a band that shrinks
with n, so that a case matches some two to six rules at every size and the whole table is used. The last rule is the
default. A quarter of the amounts are round prices, so that cases often lie just on a boundary.
"""

from __future__ import annotations

import random
from decimal import Decimal
from typing import Any, TypeAlias

from attrs import frozen

SEED = 20261121
CASES = 20_000

WORDS: dict[str, tuple[str, ...]] = {
    "failure_type": ("delay", "cancellation", "damage", "loss", "wrong_item", "rudeness", "overcharge", "no_show"),
    "customer_tier": ("basic", "bronze", "silver", "gold", "platinum"),
    "attribution": ("company", "partner", "weather", "customer", "unclear"),
    "channel": ("web", "phone", "app", "store"),
}
NUMBERS: dict[str, tuple[int, int]] = {"severity": (1, 5), "repeat_failures": (0, 5), "wait_minutes": (0, 600)}
AMOUNT = "amount_paid"
MOST = 5000  # of the amount
FACTS = (
    "failure_type",
    "severity",
    "customer_tier",
    "attribution",
    AMOUNT,
    "repeat_failures",
    "wait_minutes",
    "channel",
)
ACTIONS: dict[str, range] = {
    "apology": range(1, 2),
    "refund": range(5, 105, 5),
    "replacement": range(1, 2),
    "upgrade": range(1, 4),
    "escalation": range(1, 5),
}

Case: TypeAlias = dict[str, Any]  # amounts as Decimal


@frozen
class Test:
    """One test of one fact: one of some words, or a number between two ends (None: open)."""

    __test__ = False

    fact: str
    words: tuple[str, ...] = ()
    low: Decimal | None = None
    high: Decimal | None = None

    def holds(self, value: Any) -> bool:
        """Whether a value passes."""
        if self.words:
            return value in self.words
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)

    @property
    def chance(self) -> float:
        """The share of cases that pass, about."""
        if self.words:
            return len(self.words) / len(WORDS[self.fact])
        least, most = NUMBERS.get(self.fact, (0, MOST))
        low, high = (least if self.low is None else self.low), (most if self.high is None else self.high)
        grain = 1 if self.fact in NUMBERS else 0
        return float(high - low + grain) / (most - least + grain)


@frozen
class BenchRule:
    """A row: all tests must hold; the numbers are the levels of its actions."""

    number: int
    tests: tuple[Test, ...]
    actions: dict[str, int]


def rules_of(count: int) -> list[BenchRule]:
    """A table with so many rules."""
    draw = random.Random(SEED * 100_003 + count)
    target = 2.5 / count
    rules: list[BenchRule] = []
    while len(rules) < count - 1:
        facts = sorted(draw.sample(FACTS, draw.randint(2, 3 if count < 50 else 5)), key=FACTS.index)
        tests = tuple(_test(draw, fact) for fact in facts)
        chance = 1.0
        for test in tests:
            chance *= test.chance
        if target * 0.3 <= chance <= target * 3:
            rules.append(BenchRule(len(rules) + 1, tests, _actions(draw)))
    rules.append(BenchRule(count, (), {"apology": 1}))
    return rules


def cases() -> list[Case]:
    """The cases, the same for every size."""
    draw = random.Random(SEED)
    return [_case(draw) for _ in range(CASES)]


def first(rules: list[BenchRule], case: Case) -> dict[str, int]:
    """What a table with hit policy *first* decides, by looking."""
    return next(rule.actions for rule in rules if all(test.holds(case[test.fact]) for test in rule.tests))


def collect(rules: list[BenchRule], case: Case) -> dict[str, int]:
    """What a table with hit policy *collect* decides where the greatest level of each action counts, by looking."""
    levels: dict[str, int] = {}
    for rule in rules:
        if all(test.holds(case[test.fact]) for test in rule.tests):
            for action, level in rule.actions.items():
                levels[action] = max(level, levels.get(action, 0))
    return levels


def _case(draw: random.Random) -> Case:
    case: Case = {fact: draw.choice(words) for fact, words in WORDS.items()}
    case |= {fact: draw.randint(*ends) for fact, ends in NUMBERS.items()}
    round_price = draw.random() < 0.25
    case[AMOUNT] = Decimal(draw.randrange(0, 101) * 50) if round_price else Decimal(draw.randrange(0, 500_001)) / 100
    return {fact: case[fact] for fact in FACTS}


def _test(draw: random.Random, fact: str) -> Test:
    if fact in WORDS:
        words = WORDS[fact]
        count = 1 if draw.random() < 0.4 else draw.randint(2, max(2, len(words) // 2))
        return Test(fact, words=tuple(sorted(draw.sample(words, count))))
    if fact == AMOUNT:
        low, high = _amounts(draw)
    elif fact == "wait_minutes":
        low, high = _minutes(draw)
    else:
        low, high = _few(draw, *NUMBERS[fact])
    return Test(fact, low=Decimal(low), high=None if high is None else Decimal(high))


Ends: TypeAlias = tuple[str, str | None]


def _amounts(draw: random.Random) -> Ends:
    if draw.random() < 0.5:
        return draw.choice([str(draw.randrange(1, 90) * 50), f"{draw.randrange(1, 4500)}.99"]), None
    low = draw.randrange(0, 80) * 50
    return str(low), draw.choice([str(low + 50 * draw.randrange(4, 40)), f"{low + 499}.99"])


def _minutes(draw: random.Random) -> Ends:
    if draw.random() < 0.5:
        return str(draw.randrange(5, 500, 5)), None
    low = draw.randrange(0, 400, 5)
    return str(low), str(low + draw.randrange(30, 240, 5))


def _few(draw: random.Random, least: int, most: int) -> Ends:
    shape = draw.random()
    if shape < 0.3:
        value = draw.randint(least, most)
        return str(value), str(value)
    if shape < 0.7:
        return str(draw.randint(least + 1, most - 1)), None
    low = draw.randint(least, most - 1)
    return str(low), str(draw.randint(low + 1, most))


def _actions(draw: random.Random) -> dict[str, int]:
    chosen = draw.sample(sorted(ACTIONS), draw.randint(1, 3))
    return {action: draw.choice(levels) for action, levels in ACTIONS.items() if action in chosen}

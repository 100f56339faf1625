"""Step 3's end: from a mask to the rules that count and the limits that apply."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from recovery_rules.engine.bits import Bits
from recovery_rules.model.ruleset import Model


@frozen
class Picked:
    """Which rules match, and which of them count; numbers of rules in the model, in order, and ids."""

    rules: list[int]
    matched: tuple[str, ...]
    excused: Mapping[str, tuple[int, ...]]
    passed_over: Mapping[str, str]


class Picker:
    """Reads masks.

    Args:
        model: the ruleset.
        bits: what each bit stands for.
    """

    def __init__(self, model: Model, bits: Bits) -> None:
        self._model = model
        self._bits = bits
        number = {rule.id: place for place, rule in enumerate(model.rules)}
        bit_of = {rule: bits.size - 1 - place for place, rule in enumerate(bits.order)}
        self._rule_at = {bit: rule for rule, bit in bit_of.items()}
        self._own = ((1 << len(bits.order)) - 1) << bits.shift
        self._alternatives = sum(1 << bit for bit in bits.alternatives)
        self._excuses = sum(1 << bit for bit in bits.excuses)
        self.tables = [
            sum(1 << bit_of[number[row]] for row in table.rows) for table in model.tables.values() if table.picks_one
        ]

    def limits(self, mask: int) -> list[int]:
        """The numbers of the limits that apply."""
        return [number for number, found in enumerate(self._bits.limits) if mask & found]

    def rules(self, mask: int) -> list[int]:
        """The numbers of the rules that count."""
        own = self._matched(mask)
        for bit in bits_in(mask & self._excuses):
            own &= ~(1 << self._bits.excuses[bit][0])
        for table in self.tables:
            own = first_only(own, table)
        return sorted(self._rule_at[bit] for bit in bits_in(own))

    def picked(self, mask: int) -> Picked:
        """The same with everything that was left out on the way."""
        matched = self._matched(mask)
        excused: dict[int, list[int]] = {}
        for bit in bits_in(mask & self._excuses):
            own, number = self._bits.excuses[bit]
            if matched >> own & 1 and number not in excused.setdefault(self._rule_at[own], []):
                excused[self._rule_at[own]].append(number)
        applying = matched & ~sum(1 << self._bits.size - 1 - self._bits.order.index(rule) for rule in excused)
        passed_over: dict[int, int] = {}
        for table in self.tables:
            first, *others = [self._rule_at[bit] for bit in bits_in(applying & table)] or [-1]
            passed_over |= dict.fromkeys(others, first)
        numbers = sorted(self._rule_at[bit] for bit in bits_in(matched))
        ids = [rule.id for rule in self._model.rules]
        return Picked(
            rules=[rule for rule in numbers if rule not in excused and rule not in passed_over],
            matched=tuple(ids[rule] for rule in numbers),
            excused={ids[rule]: tuple(sorted(excused[rule])) for rule in numbers if rule in excused},
            passed_over={ids[rule]: ids[passed_over[rule]] for rule in numbers if rule in passed_over},
        )

    def _matched(self, mask: int) -> int:
        own = mask & self._own
        for bit in bits_in(mask & self._alternatives):
            own |= 1 << self._bits.alternatives[bit]
        return own


def bits_in(mask: int) -> list[int]:
    """The numbers of the bits of a mask, from the highest down."""
    found = []
    while mask:
        bit = mask.bit_length() - 1
        mask ^= 1 << bit
        found.append(bit)
    return found


def first_only(mask: int, table: int) -> int:
    """`mask` with only the highest of the bits that it shares with `table`."""
    rows = mask & table
    return mask ^ rows ^ (1 << rows.bit_length() >> 1)

"""How derived facts came about: `← table share, row 2: severity is major`, or the expression with its values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recovery_rules.language.expressions import Constant, Expression, Read
from recovery_rules.language.tests import Anything, UnaryTest
from recovery_rules.model.facts import DerivedTable, DerivedValue
from recovery_rules.trace.telling.grounds import facts_told, ground
from recovery_rules.trace.telling.layout import aligned

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from recovery_rules.model.facts import FactRow
    from recovery_rules.trace.telling.voice import Voice


class Derivations:
    """Tells how derived facts came about, and remembers of which it told.

    Args:
        voice: the words about one decision.
    """

    def __init__(self, voice: Voice) -> None:
        self._voice = voice
        self._told: set[str] = set()
        self._waiting: dict[str, None] = {}

    def note(self, name: str) -> str:
        """The origin of a fact, to stand beside its value; nothing for a given fact."""
        derived = self._voice.model.derived.get(name)
        if derived is None:
            return ""
        if self._voice.case.renamed(name):  # there is nothing to tell
            self._told.add(name)
            return ""
        if name in self._told:
            return self._voice.phrases.from_above
        self._told.add(name)
        if isinstance(derived, DerivedValue):
            if isinstance(derived.value, Constant):
                where = self._voice.where(derived.span, derived.source)
                return self._voice.phrases.from_constant.format(where=where)
            return self._voice.phrases.from_expression.format(term=self._held(name, derived.value))
        return self._from_table(derived)

    def mention(self, names: Iterable[str]) -> None:
        """Remember facts that a text named without telling where they came from."""
        for name in sorted(names):
            if name in self._voice.model.derived:
                self._waiting[name] = None

    def rest(self) -> list[str]:
        """Lines for the facts that were mentioned and of whose origin nothing was said yet."""
        rows: list[tuple[str, str, str]] = []
        while left := [name for name in self._waiting if name not in self._told]:
            name = left[0]
            value = self._voice.case.say(name)
            origin = self.note(name)
            if origin:
                rows.append((self._voice.words.fact(name), value, origin))
        return aligned(rows, "  ")

    def _from_table(self, table: DerivedTable) -> str:
        phrases = self._voice.phrases
        numbers = self._voice.account.rows.get(table.name, ())
        if table.rows and table.rows[0].since is not None:
            return self._from_days(table, numbers)
        if not numbers:
            return phrases.from_no_row.format(table=table.name)
        chosen = [row for row in table.rows if row.number in numbers]
        for row in chosen:
            self.mention(table.columns)
            self.mention(facts_told(row.gives, self._voice.account.values))
        if len(chosen) > 1:
            listed = phrases.every([str(number) for number in numbers])
            return phrases.from_rows.format(table=table.name, rows=listed)
        (row,) = chosen
        return phrases.from_row.format(
            table=table.name, row=row.number, tests=self._tests(table, row), gives=self._gives(table, row)
        )

    def _held(self, name: str, expression: Expression) -> str:
        """An expression that gave a fact its value; of a condition, what holds and makes it true or false."""
        values = self._voice.account.values
        told = ground(expression, values) if self._voice.model.type_of(name).kind == "boolean" else expression
        self.mention(facts_told(told, values))
        return self._voice.terms.say(told, self._voice.model.derived[name].value_labels)

    def _from_days(self, table: DerivedTable, numbers: Sequence[int]) -> str:
        """Of a parameter by date: since when its value counts, or that none counts yet."""
        voice = self._voice
        self.mention(table.columns)
        (fact,) = table.columns
        beside = voice.phrases.term.format(
            fact=voice.words.fact(fact), value=voice.words.fact_value(fact, voice.account.values[fact])
        )
        first = table.rows[0].since
        assert first is not None
        if not numbers:
            day = voice.account.values[fact]
            if day is None:
                return voice.phrases.from_unknown_day.format(fact=voice.words.fact(fact))
            ends = [
                row.until for row in table.rows if row.until is not None and isinstance(day, int) and row.until < day
            ]
            if ends:
                return voice.phrases.from_no_longer.format(until=voice.words.day(max(ends)), beside=beside)
            return voice.phrases.from_no_day.format(since=voice.words.day(first), beside=beside)
        row = table.rows[numbers[0] - 1]
        where = voice.where(row.span, row.source)
        return voice.phrases.from_day.format(since=voice.words.day(row.since or first), beside=beside, where=where)

    def _tests(self, table: DerivedTable, row: FactRow) -> str:
        phrases, terms = self._voice.phrases, self._voice.terms
        said = [
            self._test(fact, test)
            for fact, test in zip(table.columns, row.tests, strict=True)
            if not isinstance(test, Anything)
        ]
        if said:
            return phrases.clause.join(said)
        if table.hit != "first" or row is table.rows[0] or not table.columns:
            return phrases.any_case
        values = dict.fromkeys(terms.say(Read(fact, self._voice.model.type_of(fact))) for fact in table.columns)
        return phrases.no_row_above.format(values=phrases.every([*values]))

    def _test(self, fact: str, test: UnaryTest | Expression) -> str:
        voice = self._voice
        if not isinstance(test, UnaryTest):
            return voice.terms.say(ground(test, voice.account.values))
        return voice.statement(fact, test, holds=True)

    def _gives(self, table: DerivedTable, row: FactRow) -> str:
        if isinstance(row.gives, Constant):
            return ""
        phrases, held = self._voice.phrases, self._held(table.name, row.gives)
        if self._voice.account.values[table.name] is False:
            return phrases.semicolon + held
        return phrases.row_gives.format(term=held)

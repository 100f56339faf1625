"""What has been declared so far while a ruleset is drawn: later parts write texts that read it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, TypeAlias

from attrs import evolve, field, frozen
from hypothesis import strategies as st

Written: TypeAlias = dict[str, Any]  # a part of a ruleset as an author writes it: mappings, lists and texts

QUANTITIES = ("money", "points", "integer", "number", "percent", "duration")
MEASURED = (*QUANTITIES, "date")
THE_DAY = date(2026, 1, 1)  # from which the dates in literals are counted
CURRENCIES = {"CNY": 2, "JPY": 0, "BHD": 3}  # with their decimal places


@frozen
class Declared:
    """A fact, given or derived: what texts about it need to know.

    `kind` is a type of the language or `points`; `floor` is counted as in `literal`, None for none.
    """

    name: str
    kind: str
    values: tuple[str, ...] = ()
    floor: int | None = None
    certain: bool = True  # known in every case

    @property
    def is_quantity(self) -> bool:
        return self.kind in QUANTITIES

    @property
    def is_measured(self) -> bool:
        """Whether it lies on a line: a quantity or a date."""
        return self.kind in MEASURED

    @property
    def can_be_tested(self) -> bool:
        """Whether a condition may ask for its value."""
        return self.kind not in {"text", "datetime"}


@frozen
class Scope:
    """Everything that later parts may name.

    `constants` holds the one value that all proposals give for a parameter that combines as `same`; `is_timed`: whether
    the head has a calendar, a zone and a rule for months.
    """

    currency: str
    roles: tuple[str, ...]
    facts: tuple[Declared, ...] = ()
    kinds: Mapping[str, Written] = field(factory=dict)
    constants: Mapping[tuple[str, str], str] = field(factory=dict)
    is_timed: bool = False

    def with_facts(self, *facts: Declared) -> "Scope":
        return evolve(self, facts=(*self.facts, *facts))

    def knowing(self, names: Sequence[str]) -> "Scope":
        """The scope where a condition has made sure that some facts are known."""
        return evolve(self, facts=tuple(evolve(f, certain=f.certain or f.name in names) for f in self.facts))

    def select(self, wanted: Callable[[Declared], bool]) -> list[Declared]:
        return [fact for fact in self.facts if wanted(fact)]

    def literal(self, kind: str, number: Decimal | int) -> str:
        """A quantity or a date as an author writes it."""
        match kind:
            case "money":
                return f"{number} {self.currency}"
            case "points":
                return f"{number} points"
            case "percent":
                return f"{number}%"
            case "duration":
                return f"{number} min"
            case "date":
                return f"{THE_DAY + timedelta(days=int(number))}"
            case _:
                return f"{number}"


def numbers(kind: str, currency: str, *, floor: int | None = 0) -> st.SearchStrategy[Decimal]:
    """Amounts of a quantity, or days after the first: few and round, so that constants meet; some with all decimals."""
    few: list[Decimal] = [Decimal(number) for number in (10, 0, 1, 2, 50, 90, 100, 1000)]
    digits = {"money": CURRENCIES[currency], "number": 2, "percent": 2}.get(kind, 0)
    if digits:
        few += [Decimal(1).scaleb(-digits), Decimal(1005).scaleb(-digits), Decimal("33.3")]
    if floor is None:
        few += [Decimal(-1), Decimal(-10)]
    return st.sampled_from([number for number in few if floor is None or number >= floor])


@st.composite
def literals(draw: st.DrawFn, scope: Scope, kind: str) -> str:
    """A literal of a quantity, never negative, or of a date; durations in several units."""
    number = draw(numbers(kind, scope.currency))
    if kind == "duration":
        unit = draw(st.sampled_from(["h", "min", "d", "h 30 min"]))
        return f"{min(number, Decimal(100))} {unit}"
    if kind == "money" and draw(st.integers(0, 9)) == 0:
        return f"{scope.currency} {number}"
    return scope.literal(kind, number)

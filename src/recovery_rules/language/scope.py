"""What the names in a condition or expression mean at one place of a ruleset.

In: built by `model` while it links. Out: read by the checks of this stage.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection, Mapping

from attrs import field, frozen

from recovery_rules.language.calendars import Calendar
from recovery_rules.language.intervals import Bounds
from recovery_rules.language.rationals import Rounding
from recovery_rules.language.sizes import Size, size_of_given
from recovery_rules.language.tests import UnaryTest
from recovery_rules.language.types import Type
from recovery_rules.language.values import currency_digits
from recovery_rules.source.limits import LoadLimits
from recovery_rules.source.suggest import Labels


def _unbounded(_: str) -> tuple[None, None]:
    return None, None


@frozen
class Scope:
    """The facts that can be read, and the settings of the ruleset.

    Attributes:
        types: the visible facts, given and derived.
        currency: the code of the ruleset's currency, empty where it has none.
        units: the units that the ruleset declares, by name.
        rounding: how `round` decides where it is not told.
        calendar: the days off, for working days; None where the ruleset has no calendar.
        zone: the zone in which days begin, empty where the ruleset names none.
        month_end: which day a month later is where that month is too short, empty where the ruleset does not say.
        bounds: the least and the greatest value of a fact, None where it has none; to see that nothing is divided
            by zero.
        sizes: how many digits the values of a derived fact can have (`sizes.size_of` its expression); None for
            given facts, and where nobody keeps count.
        limits: how deep an expression may be.
        fact_labels: the words for people of facts, by name, for help to who writes them.
        value_labels: those of the values of a type, by value.
        given_by_rules: the names of rules and of what they give, which are no facts; for help, too.
        kinds: the kinds of actions, where an expression may ask whether one is given; for help alone.
    """

    types: Mapping[str, Type]
    currency: str = ""
    units: Mapping[str, Type] = field(factory=dict)
    rounding: Rounding = "half_up"
    calendar: Calendar | None = None
    zone: str = ""
    month_end: str = ""
    bounds: Callable[[str], Bounds] = _unbounded
    sizes: Callable[[str], Size | None] = lambda _: None
    limits: LoadLimits = field(factory=LoadLimits)
    fact_labels: Labels = field(factory=dict)
    value_labels: Mapping[tuple[str, ...], Labels] = field(factory=dict)
    given_by_rules: Collection[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    # The tests that texts were found to mean, by fact, type and text: the rows of a table repeat a few of them.
    remembered: dict[tuple[str, Type, str], UnaryTest] = field(factory=dict, init=False, eq=False, repr=False)

    @property
    def money(self) -> Type | None:
        """The type of money in the ruleset's currency."""
        return money_in(self.currency) if self.currency else None

    def help_for_given(self, word: str) -> str:
        """What to write instead of a question about what a rule gives; empty for other words."""
        if word.partition(".")[0] not in self.given_by_rules:
            return ""
        return (
            "rules do not see what rules give: derive what is due, `derived: {due: ...}`, ask `due: over 0 "
            f"{self.currency or 'h'}` of it here, and give `due` there"
        )

    def size(self, fact: str) -> Size:
        """How many digits the values of a fact can have."""
        return self.sizes(fact) or size_of_given(self.types[fact])


@functools.cache  # of at most as many as there are currencies: others raise
def money_in(currency: str) -> Type:
    """The type of money in a currency.

    Raises:
        ValueError: There is no such currency.

    Example:
        >>> money_in("JPY").digits
        0
    """
    return Type("money", unit=currency, digits=currency_digits(currency))

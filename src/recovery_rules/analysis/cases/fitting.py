"""Fitting: values of facts made into a valid case.

In: a value for each given fact. Out: a case in which every fact is there that is needed, and none that is not; or
nothing, where a rule of `admit` refuses it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from recovery_rules.engine.decider import Decider
from recovery_rules.language.literals import public_of, text_of
from recovery_rules.language.types import Plain, Type
from recovery_rules.model.own_clock import by_own_clock

Values: TypeAlias = Mapping[str, Plain | None]


class Fitting:
    """Fits cases of one ruleset.

    Args:
        decider: decides them.
        spare: a value for each fact, taken where one is needed and not there.
    """

    def __init__(self, decider: Decider, spare: Mapping[str, Plain]) -> None:
        self._model = decider.model
        self._facts = decider.model.facts
        self._match = decider.matcher.plain
        self._needed = decider.matcher.bits.needed
        self._violated = sum(decider.matcher.bits.violated)
        self._spare = spare
        self._idle = {name: fact.default for name, fact in self._facts.items()}

    def fitted(self, values: Values) -> dict[str, Plain | None] | None:
        """The nearest valid case, as far as only facts that are needed, or no longer needed, have to change.

        Args:
            values: a value for each given fact, None where it is unknown.
        """
        case = dict(values)
        for _ in range(len(self._needed) + 1):  # each turn settles at least one, unless they need each other in turns
            mask = self._match(case)[0]
            changed = self._changed(case, mask)
            if not changed:
                return None if mask & self._violated else case
            case |= changed
        return None

    def given(self, case: Values) -> dict[str, object]:
        """A case as `decide` takes it, in public values; what is as it is without saying so is left out."""
        return self.public({name: value for name, value in case.items() if value != self._idle[name]})

    def public(self, values: Values) -> dict[str, object]:
        """The known ones of some values, as public values."""
        return {name: public_of(value, self._facts[name].type) for name, value in values.items() if value is not None}

    def texts(self, case: Values) -> dict[str, str | tuple[str, ...]]:
        """The same as an author would write it; a set as the texts of its members."""
        return {
            name: _written(value, self._facts[name].type)
            for name, value in by_own_clock(self._model, case).items()
            if value is not None and value != self._idle[name]
        }

    def _changed(self, case: Values, mask: int) -> dict[str, Plain | None]:
        """The facts that have to come or go."""
        changed: dict[str, Plain | None] = {}
        for name, needed in self._needed.items():
            fact, value = self._facts[name], case[name]
            if not mask & needed:
                if value != fact.default:
                    changed[name] = fact.default
            elif value is None and not fact.optional:
                changed[name] = self._spare[name]
        return changed


def _written(value: Plain, type_: Type) -> str | tuple[str, ...]:
    if isinstance(value, frozenset):
        return tuple(type_.values[position] for position in sorted(value))
    return text_of(value, type_)

"""Whether a decision as formulas is a real one, in all that its actions say; the order of actions left aside."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from recovery_rules.analysis.formula.actions import Action, Decided
from recovery_rules.analysis.formula.encoding import Encoding
from recovery_rules.analysis.formula.logic import Formula, both, chosen_truth, contrary, disjunction, same_truth
from recovery_rules.analysis.formula.numbers import equal
from recovery_rules.analysis.formula.values import UNKNOWN, Value, known, number_of, same
from recovery_rules.analysis.proof.concrete import plain_of_public
from recovery_rules.engine.outcome import Action as RealAction
from recovery_rules.language.literals import text_of
from recovery_rules.language.time_limits import TimeLimit
from recovery_rules.model.actions import CHOICE


def is_whole(decided: Decided, actions: Sequence[RealAction], encoding: Encoding) -> Formula:
    """Whether just these actions are given, with just these values."""
    own = _Comparing(encoding)
    left = [one for one in actions if one.kind != CHOICE]
    parts: list[Formula] = []
    for one in decided.actions:
        there = next((real for real in left if own.is_about(one, real)), None)
        if there is None:
            parts.append(contrary(one.present))
        else:
            left.remove(there)
            parts.append(both(one.present, own.says(one, there)))
    offered = [(_offered(one), one) for one in decided.choices]
    chosen = [one for one in actions if one.kind == CHOICE]
    return both(not left, *parts, _aligned(offered, chosen, own.offers))


class _Comparing:
    def __init__(self, encoding: Encoding) -> None:
        self._encoding = encoding
        self._model = encoding.model

    def is_about(self, one: Action, real: RealAction) -> bool:
        """Whether both are of one kind and one form."""
        kind = self._model.kinds[one.kind]
        return one.kind == real.kind and all(
            real.values.get(name) == (None if value is None else text_of(value, kind.parameters[name].type))
            for name, value in one.apart.items()
        )

    def says(self, one: Action, real: RealAction) -> Formula:
        """Whether an action says what a real one does."""
        if not self.is_about(one, real):
            return False
        kind = self._model.kinds[one.kind]
        plain = [name for name, parameter in kind.parameters.items() if not parameter.nested]
        values = (self._is(one.values.get(name, UNKNOWN), name, real) for name in plain)
        beneath = [inner for name in kind.holding for inner in real.values.get(name, ())]
        inside = _aligned([(it.present, it) for it in one.beneath], beneath, self.says)
        ids = tuple(limit.id for limit in self._model.limits if one.kind in limit.holds)
        held = (same_truth(holds, id_ in real.held) for id_, holds in zip(ids, one.holding, strict=True))
        after = same(one.after, known(number_of(real.after)))
        return both(*values, *held, same_truth(one.held, bool(real.held)), after, inside)

    def offers(self, one: Any, real: RealAction) -> Formula:
        """Whether a choice offers what a real one does."""

        def alike(bundle: Any, inside: Any) -> Formula:
            return _aligned([(it.present, it) for it in bundle], inside, self.says)

        return both(one.by == real.by, _aligned(one.bundles, real.options, alike))

    def _is(self, value: Value, name: str, real: RealAction) -> Formula:
        if name not in real.values:
            return contrary(value.known)
        said = real.values[name]
        type_ = self._model.kinds[real.kind].parameters[name].type
        if isinstance(said, TimeLimit):
            return both(value.known, equal(value.content, self._encoding.limits.of(said)))
        plain: Any = plain_of_public(said, type_)
        if isinstance(plain, frozenset):
            plain = tuple(place in plain for place in range(len(type_.values)))
        return same(value, known(number_of(plain) if isinstance(plain, str) else plain))


def _offered(choice: Any) -> Formula:
    return disjunction(left for left, _ in choice.bundles)


def _aligned(found: Sequence[tuple[Formula, Any]], real: Sequence[Any], alike: Any) -> Formula:
    """Whether what is there of some things is, one by one, what is real."""
    if not found:
        return not real
    (there, one), *rest = found
    here = both(alike(one, real[0]), _aligned(rest, real[1:], alike)) if real else False
    return chosen_truth(there, here, _aligned(rest, real, alike))

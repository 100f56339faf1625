"""Which rules surely give as much as another wherever both match.

Only of constant amounts, and only where a rule does nothing but propose: it is no row that keeps others from counting,
and sets none aside. To combine proposals is to take the greater, the sooner and so on, so what one of them already
holds of two, it holds of any number. Limits strike, bound and hold a kind as a whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from recovery_rules.engine.drafts import Draft, combined, draft_of
from recovery_rules.engine.offers import Offer
from recovery_rules.engine.plan import Plan
from recovery_rules.model.actions import CHOICE
from recovery_rules.model.ruleset import Model


class Outdoing:
    """Compares the rules of one ruleset.

    Args:
        model: the ruleset.
        plan: its compiled plan.
        inexact: rules of which it is not known exactly where they match.
    """

    def __init__(self, model: Model, plan: Plan, inexact: AbstractSet[int]) -> None:
        self._model = model
        self._plan = plan
        self._steady: dict[str, list[tuple[Draft, list[int]]]] = {}  # by kind: what is proposed, and by whom
        for rule in range(len(model.rules)):
            if self._only_proposes(rule) and rule not in plan.overriders and rule not in inexact:
                for offer in filter(_is_plain, plan.offers[rule]):
                    self._note(_drafted(offer), rule)

    def of(self, rule: int) -> list[list[int]] | None:
        """For each offer of a rule the others that give as much of it; None where it does more than to propose."""
        offers = self._plan.offers[rule]
        if not self._only_proposes(rule) or self._model.rules[rule].overrides or not all(map(_is_plain, offers)):
            return None
        return [self._giving_as_much(_drafted(offer), rule) for offer in offers]

    def _only_proposes(self, rule: int) -> bool:
        table = self._model.tables.get(self._model.rules[rule].table)
        return table is None or (table.aggregation is None and not table.picks_one)

    def _note(self, draft: Draft, rule: int) -> None:
        groups = self._steady.setdefault(draft.kind, [])
        for known, rules in groups:
            if known == draft:
                rules.append(rule)
                return
        groups.append((draft, [rule]))

    def _giving_as_much(self, draft: Draft, rule: int) -> list[int]:
        kinds, deadlines = self._model.kinds, self._plan.deadlines
        groups: Sequence[tuple[Draft, list[int]]] = self._steady.get(draft.kind, ())
        return [
            other
            for known, rules in groups
            if combined([known, draft], kinds, deadlines) == known
            for other in rules
            if other != rule
        ]


def _is_plain(offer: Offer) -> bool:
    """Whether it is one action of constant parts, of which there is only one in a decision."""
    return offer.constant and offer.kind != CHOICE and not offer.nested and not offer.apart


def _drafted(offer: Offer) -> Draft:
    return draft_of(offer, "", ()).draft

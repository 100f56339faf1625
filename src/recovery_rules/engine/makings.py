"""How actions came about, for the account: what was proposed for each, and what limits made of it.

In: drafts, before and after they are settled. Out: `Proposed` and `Making`. Called by `settlement` alone, where an
account is made.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import frozen

from recovery_rules.engine.account import Making, Place, Proposed
from recovery_rules.engine.drafts import Draft, Origin


class Proposals:
    """Turns what drafts come from into proposals as the account lists them, each once."""

    def __init__(self) -> None:
        self._known: dict[Origin, Proposed] = {}

    def of(self, draft: Draft) -> tuple[Proposed, ...]:
        """Those that a draft comes from, of which the first time it must not have been settled or combined yet."""
        return tuple([self._known.get(one) or self._proposed(one, draft) for one in draft.origins])

    def _proposed(self, origin: Origin, draft: Draft) -> Proposed:
        found = self._known[origin] = Proposed(
            origin.by,
            origin.kind,
            origin.said,
            origin.after,
            tuple(origin.bounds),
            tuple(tuple(one for inner in bundle for one in self.of(inner)) for bundle in draft.options),
            {name: tuple(one for inner in nested for one in self.of(inner)) for name, nested in draft.nested.items()},
            tuple(one for row in origin.rows for one in self.of(row)),
            origin.written,
        )
        return found


@frozen
class Unsettled:
    """A draft with all that is in it before it is settled, which takes out of it what comes to nothing."""

    draft: Draft
    bundles: tuple[tuple[Unsettled, ...], ...]
    nested: Mapping[str, tuple[Unsettled, ...]]


def unsettled(draft: Draft) -> Unsettled:
    """A draft as it is now."""
    return Unsettled(
        draft,
        tuple(tuple(map(unsettled, bundle)) for bundle in draft.options),
        {name: tuple(map(unsettled, inner)) for name, inner in draft.nested.items()},
    )


def making(before: Unsettled, proposals: Proposals, place: Place | None) -> Making:
    """How the action at a place came about."""
    draft = before.draft
    return Making(
        draft.kind,
        proposals.of(draft),
        tuple(draft.bounds),
        place,
        tuple(
            tuple(making(one, proposals, _place_in(draft.options, one.draft, place)) for one in bundle)
            for bundle in before.bundles
        ),
        {
            name: tuple(
                making(one, proposals, _place_among(draft.nested.get(name, ()), one.draft, name, place))
                for one in inner
            )
            for name, inner in before.nested.items()
        },
    )


def _place_in(bundles: Sequence[Sequence[Draft]], draft: Draft, outer: Place | None) -> Place | None:
    if outer is None:
        return None
    places = ((number, place, one) for number, bundle in enumerate(bundles) for place, one in enumerate(bundle))
    return next(((*outer, "options", number, place) for number, place, one in places if one is draft), None)


def _place_among(drafts: Sequence[Draft], draft: Draft, name: str, outer: Place | None) -> Place | None:
    if outer is None:
        return None
    return next(((*outer, "values", name, place) for place, one in enumerate(drafts) if one is draft), None)

"""The comparison of two rulesets: in which ways they decide cases differently, and where.

Only those parts of all cases are looked at in which something counts that the rulesets do not share. A solver finds a
case for each way in which decisions differ, and the engine confirms it. All cases that differ in one way are one
region; the box around it is found column by column. Where the solver gives no answer, past cases and boundary cases of
both rulesets are tried.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Generator, Iterator, Sequence
from typing import Final

from attrs import define, field

from recovery_rules.analysis.coverage.measuring import Given
from recovery_rules.analysis.difference.boxes import Box, in_words, inside, joined
from recovery_rules.analysis.difference.notes import notes_of
from recovery_rules.analysis.difference.pair import Pair
from recovery_rules.analysis.difference.parts import parts_of
from recovery_rules.analysis.difference.result import Difference, Region, direction_of
from recovery_rules.analysis.difference.searching import NoAnswerError, Search
from recovery_rules.analysis.difference.showing import Showing, Shown, Way
from recovery_rules.analysis.difference.taking import TakenByOne, taken_by_one
from recovery_rules.analysis.formula.linking import UnaskableError
from recovery_rules.analysis.formula.logic import Formula, contrary, disjunction, z3
from recovery_rules.analysis.proof.asking import Asking
from recovery_rules.analysis.proof.subjects import Subject

BUDGET: Final = 30_000_000  # steps of the solver, for one question
MOST_REGIONS: Final = 40
_TAKING_UNKNOWN: Final = "it is not known whether one of them takes cases that the other refuses"


@define
class _Found:
    """All cases that differ in one way: one that shows it, the box around them, and whether the box holds no others."""

    shown: Shown
    box: Box = field(factory=dict)
    is_exact: bool = False


def compare(
    old: Subject,
    new: Subject,
    *,
    past: Sequence[Given] = (),
    budget: int = BUDGET,
    progress: Callable[[str], None] | None = None,
) -> Iterator[Difference]:
    """Compares two rulesets: what is known so far, again and again, and in the end everything.

    Args:
        old: one ruleset.
        new: the other.
        past: cases to be tried where the solver gives no answer.
        budget: how many steps the solver takes for one question.
        progress: told what is looked for, before it is.
    """
    if old.model.digest == new.model.digest and old.model.calendar == new.model.calendar:
        yield Difference((), complete=True)
        return
    try:
        comparing = _Comparing(old, new, past, budget)
    except UnaskableError as error:
        yield Difference((), complete=False, reason=str(error))
        return
    yield from comparing.differences(progress or (lambda _: None))


class _Comparing:
    def __init__(self, old: Subject, new: Subject, past: Sequence[Given], budget: int) -> None:
        self._subjects = old, new
        self._models = old.model, new.model
        self._past = past
        self._budget = budget
        self._pair = Pair(*self._models)
        self._showing = Showing(old, new)
        self._parts = parts_of(self._models)
        self._searches: list[Search] = []
        self._found: dict[Way, _Found] = {}
        self._alone: tuple[TakenByOne, ...] = ()
        self._taken_alike = False

    def differences(self, progress: Callable[[str], None]) -> Iterator[Difference]:
        self._alone, is_known = taken_by_one(self._subjects, (self._pair.old, self._pair.new), self._budget)
        self._taken_alike = is_known and not self._alone
        if self._asking().ask()[0] == z3().unsat:
            yield self._difference(complete=False, reason="no case is valid for both")
            return
        reason = "" if is_known else _TAKING_UNKNOWN
        for part in self._parts:
            progress(f"cases that are decided otherwise, beyond {len(self._found)} regions")
            search = Search(self._pair, part, self._showing, self._budget)
            self._searches.append(search)
            if len(self._found) <= MOST_REGIONS:
                reason = (yield from self._ways(search)) or reason
        for number, way in enumerate([*self._found]):
            progress(f"what lies around, {number} of {len(self._found)} regions")
            self._bound(way)
            yield self._difference(complete=False, reason="interrupted")
        if reason and len(self._found) < MOST_REGIONS:
            progress(f"boundary cases that are decided otherwise, beyond {len(self._found)} regions")
            yield from self._tried()
        yield self._difference(complete=not reason, reason=reason)

    def _ways(self, search: Search) -> Generator[Difference, None, str]:
        """Further ways in which decisions differ in one part; returned is why there may be more, else nothing."""
        try:
            for shown in search.ways(self._found):
                if len(self._found) == MOST_REGIONS:
                    return f"there are more than {MOST_REGIONS} regions"
                self._found[shown.way] = _Found(self._showing.plainer(shown))
                yield self._difference(complete=False, reason="interrupted")
        except NoAnswerError:
            return "the solver found no answer within its budget"
        is_settled = all(one.is_settled_by_facts for one in self._subjects)
        return "" if search.is_sure(is_settled=is_settled) else self._why_unknown()

    def _bound(self, way: Way) -> None:
        """Find the box around all cases that differ in one way, and whether it holds others."""
        found = self._found[way]
        boxes = [box for search in self._searches if (box := search.box(way)) is not None]
        if not boxes:
            return  # the engine alone tells this way from others, by when time limits end
        box = functools.reduce(joined, boxes)
        elsewhere = contrary(disjunction(map(self._pair.within, self._parts)))
        found.is_exact = self._asking(inside(box), elsewhere).ask()[0] == z3().unsat and not any(
            search.holds_others(box, way) for search in self._searches
        )
        found.box = self._told(box)

    def _told(self, box: Box) -> Box:
        """The sides of a box that need telling: not whether a fact is known where it is so in all cases there."""
        told = dict(box)
        asking = self._asking()
        for name, side in box.items():
            column = side.edge.column
            if side.cells in {column.unknown, column.everything & ~column.unknown}:
                rest = {other: inner for other, inner in told.items() if other != name}
                others, _ = asking.ask(inside(rest), contrary(side.within))
                told = rest if others == z3().unsat else told
        return told

    def _tried(self) -> Iterator[Difference]:
        """Cases that differ in other ways than those found so far; what is around them is not known."""
        for shown in self._showing.tried(self._past):
            if shown.way not in self._found:
                self._found[shown.way] = _Found(self._showing.plainer(shown))
                yield self._difference(complete=False, reason="interrupted")
                if len(self._found) == MOST_REGIONS:
                    return

    def _asking(self, *formulas: Formula) -> Asking:
        return Asking(self._budget, self._pair.valid, self._pair.known, *formulas)

    def _why_unknown(self) -> str:
        about = sorted({guess.about for guess in self._pair.guesses})
        return f"it depends on {', '.join(about)}" if about else "the engine does not confirm what the solver finds"

    def _difference(self, *, complete: bool, reason: str = "") -> Difference:
        old, new = self._subjects
        regions = tuple(map(self._region, self._found.values()))
        notes = tuple(dict.fromkeys(notes_of(*self._models, taken_alike=self._taken_alike)))
        return Difference(regions, complete, reason, notes, calendars=(old.calendar, new.calendar), alone=self._alone)

    def _region(self, found: _Found) -> Region:
        shown = found.shown
        return Region(
            shown.changes,
            direction_of(shown.changes, self._models),
            in_words(found.box),
            found.is_exact,
            self._subjects[0].public(shown.case),
            *shown.behind,
        )

"""The comparison of two rulesets: a solver finds cases that they decide differently, and all that change alike.

For each case that is found and that the engine confirms, what changes is noted. All cases that change in just this way
are one region; the box around them is found column by column. Then a case is looked for that changes in another way,
until there is none. Where the solver gives no answer, past cases and boundary cases of both rulesets are tried.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, TypeAlias

from attrs import evolve, frozen

from recovery_rules.analysis.coverage.measuring import Given
from recovery_rules.analysis.difference.boxes import around, edges_of, inside
from recovery_rules.analysis.difference.changes import Change, Changes
from recovery_rules.analysis.difference.notes import notes_of
from recovery_rules.analysis.difference.pair import Pair
from recovery_rules.analysis.difference.result import Difference, Region, direction_of
from recovery_rules.analysis.difference.taking import TakenByOne, taken_by_one
from recovery_rules.analysis.difference.unlike_days import near_unlike_days
from recovery_rules.analysis.formula.encoding import Encoding
from recovery_rules.analysis.formula.facts import is_true
from recovery_rules.analysis.formula.linking import UnaskableError, is_left_out
from recovery_rules.analysis.formula.logic import Formula, both, conjunction, contrary, disjunction, z3
from recovery_rules.analysis.proof.asking import Asking
from recovery_rules.analysis.proof.prover import is_case
from recovery_rules.analysis.proof.shrinking import shrunk
from recovery_rules.analysis.proof.subjects import Case, Cases, Subject
from recovery_rules.analysis.proof.telling import can_be_told
from recovery_rules.analysis.proof.trying import as_seen_by, boundary_cases
from recovery_rules.analysis.wording import cells_in_words
from recovery_rules.cells.columns import CellSet
from recovery_rules.engine.account import Account, Proposed
from recovery_rules.language.types import Plain

BUDGET: Final = 30_000_000  # steps of the solver, for one question
MOST_REGIONS: Final = 40
_MOST_TRIES: Final = 5  # solutions that change alike and that the engine does not confirm

Box: TypeAlias = Mapping[str, CellSet]


@frozen
class _Shown:
    """A case that both rulesets take and decide differently, and how."""

    case: Case
    accounts: tuple[Account, Account]
    changes: tuple[Change, ...]

    def changes_like(self, changes: Iterable[Change]) -> bool:
        """Whether just these things change."""
        return set(self.changes) == set(changes)


@frozen
class _Found:
    """All cases that change alike: one that shows it, the box around them, and whether the box holds no others."""

    shown: _Shown
    box: Box
    exact: bool


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
        self._past = past
        self._budget = budget
        self._models = old.model, new.model
        pair = Pair(*self._models)
        self._alone: tuple[TakenByOne, ...] = ()
        self._possible = Changes(*self._models)
        self._old, self._new, self._changes, self._valid = pair.old, pair.new, pair.changes, pair.valid
        self._edges = edges_of(self._models, self._old.variables)
        self._by_name = {edge.column.name: edge for edge in self._edges}

    def differences(self, progress: Callable[[str], None]) -> Iterator[Difference]:
        found: list[_Found] = []
        self._alone = tuple(taken_by_one(self._subjects, (self._old, self._new), self._budget))
        reason = yield from self._solved(found, progress)
        if reason and len(found) < MOST_REGIONS:
            progress(f"boundary cases that are decided otherwise, beyond {len(found)} regions")
            yield from self._tried(found)
        yield self._difference(found, complete=not reason, reason=reason)

    def _solved(self, found: list[_Found], progress: Callable[[str], None]) -> Generator[Difference, None, str]:
        """The regions that the solver finds; returned is why there may be more, nothing where there are none."""
        if self._asking().ask()[0] == z3().unsat:
            return "no case is valid for both"
        tries = Counter[tuple[Change, ...]]()  # what solutions that are not confirmed change
        asking = self._asking(disjunction(self._changes.values()))
        while len(found) + len(tries) < MOST_REGIONS:
            progress(f"cases that are decided otherwise, beyond {len(found)} regions")
            answer, solution = asking.ask()
            if answer == z3().unsat:
                sure = not tries or (
                    max(tries.values()) < _MOST_TRIES and all(one.is_settled_by_facts for one in self._subjects)
                )
                return "" if sure else self._why_unknown()
            if answer == z3().unknown:
                return "the solver found no answer within its budget"
            shown = self._shown(self._case(solution))
            if shown is None:
                _, told = asking.ask(*can_be_told([self._old.variables]))
                shown = None if told is None else self._shown(self._case(told))
                solution = solution if shown is None else told
            if shown is not None and not any(shown.changes_like(one.shown.changes) for one in found):
                found.append(self._found(shown, solution))
                yield self._difference(found, complete=False, reason="interrupted")
            changed = self._changed(solution)
            if shown is not None and shown.changes_like(changed):
                asking.tell(contrary(self._signature(changed)))
                continue
            tries[changed] += 1
            given_up = tries[changed] == _MOST_TRIES
            asking.tell(contrary(self._signature(changed) if given_up else self._is_case(solution)))
        return f"there are more than {MOST_REGIONS} regions" if len(found) == MOST_REGIONS else self._why_unknown()

    def _tried(self, found: list[_Found]) -> Iterator[Difference]:
        """Cases that change in other ways than the regions found so far; what is around them is not known."""
        tried = itertools.chain(self._past_cases(), self._boundary_cases())
        for shown in filter(None, map(self._shown, tried)):
            if any(shown.changes_like(one.shown.changes) for one in found):
                continue
            found.append(_Found(self._plainer(shown), {}, exact=False))
            yield self._difference(found, complete=False, reason="interrupted")
            if len(found) == MOST_REGIONS:
                return

    def _past_cases(self) -> Iterator[Case]:
        old = self._subjects[0]
        for one in self._past:
            account = old.account_of(one.facts, one.as_of)
            if account is not None:
                yield {name: account.values[name] for name in old.model.facts}

    def _boundary_cases(self) -> Iterator[Case]:
        """Those of either ruleset as the old one sees them; what one alone knows is not told."""
        old, new = self._subjects
        seen = (as_seen_by(old.model, case, new.model) for case in boundary_cases(new))
        cases = [*boundary_cases(old), *filter(None, seen)]
        near = near_unlike_days(cases[0], self._models) if cases else ()
        for case in (*cases, *near):
            yield {name: value if name in new.model.facts else None for name, value in case.items()}

    def _found(self, shown: _Shown, solution: Any) -> _Found:
        """The region of a case that is shown, which is that of a solution."""
        box = self._box(shown.changes, around(self._edges, _plain(self._old, solution)))
        others, _ = self._asking(inside(self._edges, box), contrary(self._signature(shown.changes))).ask()
        return _Found(self._plainer(shown), self._told(box), exact=others == z3().unsat)

    def _shown(self, case: Case) -> _Shown | None:
        """What a case shows, as it is told to both; None where one does not take it, or nothing changes."""
        old, new = self._subjects
        told = old.public(case)
        before = old.account(case)
        after = new.account_of({name: value for name, value in told.items() if name in new.model.facts})
        if before is None or after is None:
            return None
        changed = set(self._possible.shown_by(before, after))
        in_order = [*(one for one in self._changes if one in changed), *changed.difference(self._changes)]
        return _Shown(case, (before, after), tuple(in_order)) if changed else None

    def _plainer(self, shown: _Shown) -> _Shown:
        """A plainer case that changes in the same way."""

        def changes_alike(cases: Cases) -> bool:
            other = self._shown(cases[0])
            return other is not None and other.changes_like(shown.changes)

        facts = {
            name: evolve(fact, default=None, optional=fact.optional or fact.default is not None)  # need not be told
            for name, fact in self._subjects[0].model.facts.items()
        }
        (plainer,) = shrunk((shown.case,), facts, changes_alike, zone=self._subjects[0].model.zone)
        return self._shown(plainer) or shown

    def _case(self, solution: Any) -> dict[str, Plain | None]:
        """The facts that are told; not those that are in both as where nobody tells them."""
        others = self._new.variables
        return {
            name: None
            if is_true(solution, is_left_out(one))
            and (name not in others or is_true(solution, is_left_out(others[name])))
            else one.plain(solution)
            for name, one in self._old.variables.items()
        }

    def _is_case(self, solution: Any) -> Formula:
        """Whether a case is that of a solution."""
        return both(*(is_case(one.variables, _plain(one, solution)) for one in (self._old, self._new)))

    def _changed(self, solution: Any) -> tuple[Change, ...]:
        """What changes in a solution."""
        return tuple(change for change, differs in self._changes.items() if is_true(solution, differs))

    def _signature(self, changed: tuple[Change, ...]) -> Formula:
        """Whether a case changes in just this way."""
        return conjunction(
            differs if change in changed else contrary(differs) for change, differs in self._changes.items()
        )

    def _box(self, changed: tuple[Change, ...], box: dict[str, CellSet]) -> Box:
        """The box around all cases that change in this way, from the box around one of them."""
        asking = self._asking(self._signature(changed))
        for edge in self._edges:
            name = edge.column.name
            while left := edge.column.everything & ~box[name]:
                answer, solution = asking.ask(edge.within(left))
                if solution is None:  # where the solver does not know, the box is too large rather than too small
                    box[name] |= left if answer == z3().unknown else 0
                    break
                for other in self._edges:
                    plain = other.variable.plain(solution)
                    box[other.column.name] |= other.cell_of(plain)
        return box

    def _told(self, box: Box) -> Box:
        """The sides of a box that need telling: not whether a fact is known where it is so in all cases there."""
        told = {name: cells for name, cells in box.items() if cells != self._by_name[name].column.everything}
        asking = self._asking()
        for name, cells in list(told.items()):
            column = self._by_name[name].column
            if cells in {column.unknown, column.everything & ~column.unknown}:
                rest = {other: inner for other, inner in told.items() if other != name}
                others, _ = asking.ask(inside(self._edges, rest), contrary(self._by_name[name].within(cells)))
                told = rest if others == z3().unsat else told
        return told

    def _asking(self, *formulas: Formula) -> Asking:
        return Asking(self._budget, self._valid, *formulas)

    def _why_unknown(self) -> str:
        guesses = [*self._old.guesses, *self._new.guesses]
        about = sorted({guess.about for guess in guesses})
        return f"it depends on {', '.join(about)}" if about else "the engine does not confirm what the solver finds"

    def _difference(self, found: list[_Found], *, complete: bool, reason: str = "") -> Difference:
        old, new = self._subjects
        regions, notes = tuple(map(self._region, found)), tuple(dict.fromkeys(notes_of(*self._models)))
        return Difference(regions, complete, reason, notes, calendars=(old.calendar, new.calendar), alone=self._alone)

    def _region(self, found: _Found) -> Region:
        changes = found.shown.changes
        before, after = (_behind(account, changes) for account in found.shown.accounts)
        return Region(
            changes,
            direction_of(changes, self._models),
            self._in_words(found.box),
            found.exact,
            self._subjects[0].public(found.shown.case),
            tuple(one for one in before if one not in after) or tuple(before),
            tuple(one for one in after if one not in before) or tuple(after),
        )

    def _in_words(self, box: Box) -> str:
        told = (cells_in_words(edge.column, box[edge.column.name]) for edge in self._edges if edge.column.name in box)
        return ", ".join(words for words in told if words)


def _plain(encoding: Encoding, solution: Any) -> dict[str, Plain | None]:
    return {name: one.plain(solution) for name, one in encoding.variables.items()}


def _behind(account: Account, changed: Sequence[Change]) -> dict[str, None]:
    """The rules and limits that had a say in what changes, each once."""

    def concerned(kind: str, bundles: Iterable[Iterable[Proposed]] = ()) -> bool:
        inside = [one.kind for bundle in bundles for one in bundle]
        return any(one.concerns(kind, inside) for one in changed)

    rules = [one.by for one in account.proposed if concerned(one.kind, one.bundles) and one.by in account.fired]
    bounds = [one.by for one in account.bounds if concerned(one.kind) and one.by and one.binds]
    return dict.fromkeys([*rules, *bounds, *(one.by for one in account.refused if concerned(one.kind))])

"""A ruleset: load it once, decide many cases. A thin façade over all stages."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, time
from typing import TYPE_CHECKING, Any, Final

from recovery_rules import events
from recovery_rules.decision import Decision
from recovery_rules.engine.calendars import calendar_problem, missing_calendar, refusing
from recovery_rules.engine.decider import Decided, Decider
from recovery_rules.engine.handed_over import fixed, freeze, named_plainly, own_facts
from recovery_rules.language.calendars import Calendar
from recovery_rules.language.given import got
from recovery_rules.language.literals import parse_literal, public_of
from recovery_rules.language.types import DATETIME, Plain
from recovery_rules.model.examples import Example
from recovery_rules.model.governance import RulesetApproval, Standing
from recovery_rules.model.ruleset import Model
from recovery_rules.source.diagnostics import Diagnostic
from recovery_rules.source.errors import FactProblem, FactsError

if TYPE_CHECKING:
    from pydantic import BaseModel

    from recovery_rules.analysis.cases.suggesting import Suggesting, Suggestions
    from recovery_rules.analysis.coverage.measuring import Given, Measuring
    from recovery_rules.analysis.coverage.result import Coverage
    from recovery_rules.analysis.difference.result import Difference
    from recovery_rules.analysis.findings.finding import Finding
    from recovery_rules.analysis.proof.prover import Prover
    from recovery_rules.analysis.proof.result import Proof
    from recovery_rules.analysis.proof.subjects import Subject
    from recovery_rules.trace.data import TraceWriter
    from recovery_rules.trace.fragments import Fragments

_CALENDARS: Final = 32  # by which a ruleset is kept compiled


class Ruleset:
    """A checked ruleset, ready to decide; made by `load` and `loads`. Immutable, and threads may share it.

    Attributes:
        model: everything that the file says, checked and linked.
        warnings: what the author should look at, though it loads.
    """

    model: Model
    warnings: tuple[Diagnostic, ...]
    _decider: Decider
    _decide: Callable[[Mapping[str, Any], datetime | None, str | None], Decided]
    _sets: tuple[str, ...]
    _other: Callable[[str], Ruleset] | None  # loads the ruleset of a file that a property names; `RulesetError`

    def __init__(
        self,
        model: Model,
        decider: Decider,
        warnings: tuple[Diagnostic, ...] = (),
        other: Callable[[str], Ruleset] | None = None,
    ) -> None:
        self.__dict__.update(
            model=model,
            warnings=warnings,
            _other=other,
            _decider=decider,
            _decide=refusing(model, missing_calendar(model)) if model.awaits_calendar else decider.decide,
            _sets=tuple(name for name, fact in model.facts.items() if fact.type.kind == "set"),
        )

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"rulesets are immutable: cannot set {name}")

    @property
    def id(self) -> str:
        """The id that the file gives."""
        return self.model.id

    @property
    def version(self) -> str:
        """The version that the file gives; empty where it gives none."""
        return self.model.version

    @property
    def digest(self) -> str:
        """SHA-256 of the resolved content: equal digests decide alike, by the same calendar.

        Approval and dates in force do not count.
        """
        return self.model.digest

    @property
    def status(self) -> Standing:
        """`draft`, `review` or `approved`; `void` where it says approved and no approval holds; empty without one."""
        return self.model.governance.standing

    @property
    def approval(self) -> RulesetApproval | None:
        """Who approved this very content; None where nobody has, or it has changed since."""
        return self.model.governance.approval

    def __repr__(self) -> str:
        return f"<Ruleset {self.id} {self.version} {self.digest[:8]}: {len(self.model.rules)} rules>"

    def decide(
        self,
        facts: Mapping[str, Any] | BaseModel | None = None,
        /,
        *,
        as_of: datetime | None = None,
        role: str | None = None,
        calendar: Calendar | None = None,
        **named: Any,
    ) -> Decision:
        """Decides one case. A pure function of its arguments: no clock, no files, no network.

        Args:
            facts: the facts by name, or an instance of `facts_model`. Values are public values (`Money`, `Percent`,
                `timedelta`, ...) or the texts that an author would write (`"890.00 CNY"`, `"2 d"`).
            as_of: the time of deciding, with a time zone; deadlines run from it where the ruleset names no clock.
            role: who acts, one of the ruleset's roles; what is beyond it then needs approval.
            calendar: which days are worked, where the ruleset leaves that to its caller, or instead of what it says; it
                has the name that the ruleset gives. One for many cases costs next to nothing: see `with_calendar`.
            **named: facts by keyword, instead of or beside `facts`.

        Raises:
            FactsError: it is not a valid case; every problem is in it, and nothing was decided.
            TypeError: `facts` is no mapping, or a fact is given twice.

        Example:
            >>> from recovery_rules import load
            >>> load("aws_sla").decide(service="s3_standard", uptime="99.95 %", monthly_charge="10 USD", claim_cycle=1)
            <Decision by aws_sla: explanation>
        """
        decide = self._decide
        if calendar is not None:
            problem = calendar_problem(self.model, calendar)
            if not problem and self.model.calendar is not None and self._counts_otherwise(calendar):
                return self._by(calendar).decide(facts, as_of=as_of, role=role, **named)
            decide = refusing(self.model, problem) if problem else decide
        given = named
        try:
            given = facts.copy() if type(facts) is dict and not named else own_facts(facts, named)
            for name in self._sets:
                freeze(given, name)
            if as_of is not None:
                as_of = fixed(as_of)
            actions, refused, mask = decide(given, as_of, role)
        except FactsError as error:
            events.refused_case(self.model, error)
            raise
        except Exception:  # the names of facts are compared while they are looked up, by their own methods
            if all(type(name) is str for name in given):
                raise
            return self.decide(named_plainly(given), as_of=as_of, role=role, calendar=calendar)
        decision = Decision(self, given, as_of, actions, refused, mask, role)
        if events.decisions_enabled:
            events.decided(self.model, decision)
        return decision

    def with_calendar(self, calendar: Calendar) -> Ruleset:
        """The same ruleset by another calendar: what `decide(..., calendar=...)` decides by.

        The last few dozen are kept, so the first case by a calendar takes longer than those that follow.

        Raises:
            FactsError: it has another name than the one by which the ruleset counts.
        """
        problem = calendar_problem(self.model, calendar)
        if problem:
            raise FactsError([FactProblem("calendar", problem)])
        return self._by(calendar) if self.model.calendar is not None and self._counts_otherwise(calendar) else self

    def _counts_otherwise(self, calendar: Calendar) -> bool:
        return self.model.awaits_calendar or calendar != self.model.calendar

    @functools.cached_property
    def _by(self) -> Callable[[Calendar], Ruleset]:
        from recovery_rules.cells.shape import shape_of
        from recovery_rules.model.expressions import with_calendar

        def by(calendar: Calendar) -> Ruleset:
            model = with_calendar(self.model, calendar)
            return Ruleset(model, Decider(model, shape_of(model)), self.warnings, self._other)

        return functools.lru_cache(_CALENDARS)(by)

    def coverage(self, cases: Iterable[Mapping[str, Any] | Decision | Example]) -> Coverage:
        """How much of the ruleset some cases reach: rules, rows, conditions both ways, limits and cells.

        Args:
            cases: facts by name as `decide` takes them, decisions of this ruleset, or examples (`model.examples`).

        Raises:
            FactsError: one of them is not a valid case.

        Example:
            >>> from recovery_rules import load
            >>> ruleset = load("aws_sla")
            >>> ruleset.coverage(ruleset.model.examples).tally("rules").percent
            100
        """
        if self.model.awaits_calendar:
            raise FactsError([FactProblem("calendar", missing_calendar(self.model))])
        return self._measuring.coverage(_given_in(cases))

    def suggest_cases(self, *, most: int = 60_000, progress: Callable[[str], None] | None = None) -> Suggestions:
        """Few cases that reach every rule, and every boundary from both sides; always the same ones.

        Args:
            most: how many cases are looked at. That many take some seconds; a small ruleset needs far fewer.
            progress: told what is looked for, again and again.

        Raises:
            FactsError: the ruleset leaves its calendar to the caller; ask the one that `with_calendar` gives.
        """
        suggesting = self._suggesting(most)
        suggesting.look(progress)
        return suggesting.suggestions()

    def _suggesting(self, most: int = 60_000) -> Suggesting:
        from recovery_rules.analysis.cases.suggesting import Suggesting

        if self.model.awaits_calendar:
            raise FactsError([FactProblem("calendar", missing_calendar(self.model))])
        return Suggesting(self._decider, self._measuring, most)

    @functools.cached_property
    def _measuring(self) -> Measuring:
        from recovery_rules.analysis.coverage.measuring import Measuring
        from recovery_rules.cells.ground import Ground
        from recovery_rules.cells.shape import shape_of

        return Measuring(self._decider, Ground(self.model, shape_of(self.model)))

    def findings(self, progress: Callable[[str], None] | None = None) -> Iterator[Finding]:
        """What its author should look at, though it loads: warnings and notes, each with cases that show it.

        All cases are looked at, so this takes longer than to load; findings come as they are found.

        Args:
            progress: told what is looked for, again and again.

        Example:
            >>> from recovery_rules import load
            >>> list(load("cn_consumer_law").findings())
            []
        """
        from recovery_rules.analysis.findings.all import find
        from recovery_rules.analysis.findings.others import others_that_do_not_load

        yield from find(self.model, self.warnings, progress)
        yield from others_that_do_not_load(self.model, self.other)

    def prove(self, *ids: str) -> Iterator[Proof]:
        """Proves or refutes what the file promises of every case, its `properties`, one after the other.

        What is proved holds of every valid case. What is refuted comes with the case, or the two cases, that break it.
        It takes the extra `proof`; without it most properties stay unknown.

        Args:
            *ids: which properties; without any, all.

        Raises:
            LookupError: there is no such property.

        Example:
            >>> from recovery_rules import load
            >>> [proof.outcome for proof in load("retail").prove("personal/customer_name")]
            ['proved']
        """
        known = {one.id: one for one in self.model.properties}
        for name in ids:
            if name not in known:
                raise LookupError(f"no property is called {name}")
        return map(self._prover.proof, [known[name] for name in ids] or self.model.properties)

    @functools.cached_property
    def _prover(self) -> Prover:
        from recovery_rules.analysis.proof.prover import Prover

        return Prover(self._subject, lambda name: self.other(name)._subject)

    @property
    def _subject(self) -> Subject:
        """What proofs see of it; where callers bring the calendar, one of theirs that has no days off."""
        from recovery_rules.analysis.proof.subjects import Subject

        if not self.model.awaits_calendar or self.model.calendar is None:
            return Subject(self.model, self._decider)
        hours = (time(9), time(17)) if self.model.needs_hours else None
        calendar = Calendar(name=self.model.calendar.name, hours=hours)
        ready = self._by(calendar)
        return Subject(ready.model, ready._decider, calendar)

    def diff(
        self,
        new: Ruleset,
        *,
        cases: Iterable[Mapping[str, Any] | Decision | Example] = (),
        progress: Callable[[Difference], None] | None = None,
    ) -> Difference:
        """Every region of cases that a new version decides otherwise, each with a case, or the proof of none.

        It takes the extra `proof`.

        Args:
            new: the other version.
            cases: past cases by which the regions are weighed: facts by name, decisions, or examples, which have ids.
            progress: told what is known so far, again and again.

        Raises:
            ModuleNotFoundError: the extra is not installed.
            TypeError: a past case is none of these.

        Example:
            >>> from recovery_rules import load
            >>> load("aws_sla").diff(load("aws_sla")).equal
            True
        """
        from recovery_rules.analysis.difference.comparing import compare
        from recovery_rules.analysis.difference.weighing import weighed

        old, other, past = self._subject, new._subject, [*_given_in(cases)]
        for found in compare(old, other, past=past):
            if progress is not None:
                progress(found)
        return weighed(found, old, other, past) if past else found

    def other(self, name: str) -> Ruleset:
        """Another ruleset that a property of this one names, loaded when it is first asked for.

        Raises:
            RulesetError: it does not load.
            LookupError: no property names it.
        """
        if self._other is None or all(getattr(one.statement, "than", None) != name for one in self.model.properties):
            raise LookupError(f"no property names {name}")
        return self._other(name)

    @functools.cached_property
    def facts_model(self) -> type[BaseModel]:
        """A pydantic class of this ruleset's valid cases, with a JSON Schema; `decide` takes its instances."""
        from recovery_rules.engine.facts_model import facts_model

        return facts_model(self.model)

    @functools.cached_property
    def _trace_writer(self) -> TraceWriter:
        from recovery_rules.trace.data import TraceWriter

        return TraceWriter(self.model)

    @functools.cached_property
    def _fragments(self) -> Fragments:
        return self._trace_writer.fragments(self._decider)

    def _trace_of(self, decision: Decision) -> dict[str, Any]:
        mask = decision._mask
        quick = None
        if mask is not None and decision.as_of is None:
            quick = self._fragments.data(decision._given, decision.actions, mask)
        return self._trace_writer.data(decision.account) if quick is None else quick

    def _public_values(self, values: Mapping[str, Plain | None]) -> dict[str, Any]:
        return {name: public_of(plain, self.model.type_of(name)) for name, plain in values.items() if plain is not None}


def _given_in(cases: Iterable[Mapping[str, Any] | Decision | Example]) -> Iterator[Given]:
    from recovery_rules.analysis.coverage.measuring import Given

    for number, case in enumerate(cases, 1):
        if isinstance(case, Decision):
            yield Given(f"case {number}", case._given, case.as_of, case.role)
        elif isinstance(case, Example):
            as_of: Any = parse_literal(case.as_of, DATETIME) if case.as_of else None
            yield Given(case.id or f"case {number}", case.given, as_of, case.role or None)
        elif isinstance(case, Mapping):
            yield Given(f"case {number}", case)
        else:
            raise TypeError(f"case {number}: expected facts by name, a Decision or an Example, {got(case)}")

"""Cases that no rule decides (RR501), and cases that no row of a table of actions decides (RR505).

A rule or a limit without conditions decides nothing: it says the same of every case, unless it computes something from
the facts. So of a ruleset those cases are a gap in which nothing else matches. Whether `otherwise` speaks there, a case
of each region tells.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from functools import partial
from math import floor

from attrs import frozen

from recovery_rules.analysis.findings.finding import Finding
from recovery_rules.analysis.study import Study
from recovery_rules.analysis.tables.gaps import LeftOut
from recovery_rules.analysis.witness import Witness
from recovery_rules.analysis.wording import region_in_words
from recovery_rules.cells.cases import Values
from recovery_rules.cells.clauses import Clause
from recovery_rules.cells.coverage import TooManyCellsError
from recovery_rules.cells.index import ClauseIndex, bits, mask_of
from recovery_rules.language.expressions import facts_read
from recovery_rules.model.expressions import expressions_in
from recovery_rules.source.diagnostics import Diagnostic
from recovery_rules.source.span import Span

OTHERWISE = "otherwise"
MOST_SHOWN = 5  # regions of one gap
MOST_DOUBTFUL = 20  # regions in which no case was found
_MOST_COUNTED = 200_000  # cells looked at to see how much a list leaves open


@frozen
class Gap:
    """What some clauses leave out of a ruleset.

    Attributes:
        regions: the parts in which cases lie, each with one.
        doubtful: parts in which no case was found, and of which nothing shows that there is none.
        resolved: the share of the combinations of cells that are accepted, impossible, or in one of the regions; 1
            where these and the doubtful ones are all parts.
    """

    regions: tuple[tuple[Clause, Values], ...]
    doubtful: tuple[Clause, ...]
    resolved: Fraction

    @property
    def complete(self) -> bool:
        """Whether there are no other parts."""
        return self.resolved == 1


def gap_of(study: Study, clauses: Sequence[Clause], *, most: int = MOST_SHOWN) -> Gap:
    """The cases that no clause accepts, as large regions, at most so many of them."""
    regions: list[tuple[Clause, Values]] = []
    doubtful: list[Clause] = []
    index = ClauseIndex(study.ground.shape.columns, clauses)
    left_out = LeftOut(index, is_impossible=study.is_impossible)
    try:
        for box in left_out.boxes():
            if len(regions) == most or len(doubtful) == MOST_DOUBTFUL:
                break
            values = study.case_in(box.part) or study.case_in(box.region)
            if values is None:
                doubtful += () if study.is_empty(box.region) else (box.region,)
            else:
                regions.append((box.region, values))
        else:
            return Gap(tuple(regions), tuple(doubtful), Fraction(1))
    except TooManyCellsError:
        pass
    told = [region for region, _ in regions]
    return Gap(tuple(regions), tuple(doubtful), left_out.resolved(told, most_steps=_MOST_COUNTED))


def gaps_of_ruleset(study: Study) -> Iterator[Finding]:
    """The cases that no rule with a condition decides."""
    deciding = _deciding(study)
    if deciding and {} not in deciding:
        yield from _finding(study, "RR501", deciding, _decided_there, study.model.span, ())


def gaps_of_tables(study: Study) -> Iterator[Finding]:
    """The cases that no row of a table decides; of a ruleset that is one table, `gaps_of_ruleset` tells them."""
    everything = _deciding(study)
    ground = study.ground
    for table in study.model.tables.values():
        if not study.is_own(table.span):
            continue
        clauses = [clause for row in table.rows for clause in ground.matching[ground.rule_numbers[row]]]
        if clauses != everything:
            told = partial(_decided_by_no_row, table.id)
            yield from _finding(study, "RR505", clauses, told, table.span, (table.id,))


def _deciding(study: Study) -> list[Clause]:
    """Where something decides: with a condition, or by what it computes from the facts."""
    ground, model = study.ground, study.model
    saying: list[tuple[object, Sequence[Clause]]] = [
        (rule.proposals, clauses) for rule, clauses in zip(model.rules, ground.matching, strict=True)
    ]
    saying += [
        ((limit.bounds, limit.owed), clauses)
        for limit, clauses in zip(model.limits, ground.shape.limits, strict=True)
        if limit.owed is not None
    ]
    return [clause for said, clauses in saying for clause in clauses if clause or _reads_facts(said)]


def _reads_facts(said: object) -> bool:
    return any(map(facts_read, expressions_in(said)))


def _decided_there(study: Study, gap: Gap) -> str:
    """By what the cases of a gap are decided: of that in which cases were found, as these are."""
    speaking = {one.by for _, values in gap.regions for one in study.account(values).proposed}
    if OTHERWISE in speaking or (not gap.regions and study.model.otherwise):
        return "decided only by `otherwise`"
    if not speaking and gap.regions:
        return "decided by no rule"
    limits = {limit.id for limit in study.model.limits}
    return f"decided only by {'what applies to every case' if speaking & limits else 'rules without conditions'}"


def _decided_by_no_row(table: str, *_: object) -> str:
    return f"decided by no row of `{table}`"


def _finding(
    study: Study,
    code: str,
    clauses: Sequence[Clause],
    told: Callable[[Study, Gap], str],
    span: Span | None,
    rules: tuple[str, ...],
) -> Iterator[Finding]:
    gap = gap_of(study, clauses)
    if gap.complete and not gap.regions and not gap.doubtful:
        return
    shape = study.ground.shape
    regions = [region for region, _ in gap.regions] or list(gap.doubtful[:MOST_SHOWN])
    notes = [region_in_words(shape, _trimmed(study, region)) for region in regions]
    notes += _what_is_not_known(gap)
    witnesses: tuple[Witness, ...] = tuple(study.witness(values) for _, values in gap.regions)
    if gap.regions:
        notes.append(f"for example: {study.command(gap.regions[0][1])}")
    message = f"{_how_many(gap)} {told(study, gap)}"
    yield Finding(Diagnostic(code, message, span, notes=tuple(notes)), rules, (span,) * len(rules), witnesses)


def _trimmed(study: Study, region: Clause) -> Clause:
    """A region without the cells in which, beside its others, no case lies."""
    for number, cells in region.items():
        left = [cell for cell in bits(cells) if not study.is_empty({**region, number: 1 << cell})]
        if left:
            region = {**region, number: mask_of(left)}
    return region


def _how_many(gap: Gap) -> str:
    count = len(gap.regions)
    if not count:
        return "some kinds of case may be"
    if not gap.complete:
        return f"{'many' if count == MOST_SHOWN else 'some'} kinds of case are"
    return "a kind of case is" if count == 1 else f"{count} kinds of case are"


def _what_is_not_known(gap: Gap) -> Iterator[str]:
    count = len(gap.doubtful)
    if count:
        where = f"{count} region{'' if count == 1 else 's'}{'' if gap.regions else ' such as these'}"
        yield f"in {where} no case was found, and no proof that there is none"
    if not gap.complete:
        these = "and others: these are not all" if gap.regions else "not everything was looked at"
        share = floor(gap.resolved * 1000) / 10
        yield f"{these}; {share:.1f} % of all combinations of cells are decided, told here or impossible"

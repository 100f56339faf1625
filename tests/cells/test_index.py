"""The index over clauses, and gaps: equal to looking at every clause and every cell."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from recovery_rules.cells.clauses import Clause, meet
from recovery_rules.cells.columns import Column
from recovery_rules.cells.coverage import gaps
from recovery_rules.cells.index import ClauseIndex, bits, mask_of, runs
from recovery_rules.language.types import BOOLEAN, NUMBER, Type

CHOICE = Type("choice", values=tuple("abcd"))
COLUMNS = (
    Column("choice", "enumerated", "choice", CHOICE, may_be_unknown=True),
    Column("number", "quantity", "number", NUMBER, may_be_unknown=False, cuts=(0, 1, 2), low=0),
    Column("boolean", "enumerated", "boolean", BOOLEAN, may_be_unknown=False),
)


def cell_sets(number: int) -> st.SearchStrategy[int]:
    everything = COLUMNS[number].everything
    return st.integers(1, everything).map(lambda cells: cells & everything).filter(bool)


clauses = st.lists(st.integers(0, 2), unique=True).flatmap(
    lambda numbers: st.fixed_dictionaries({number: cell_sets(number) for number in numbers})
)


@given(st.lists(clauses, max_size=8), clauses)
def test_meeting_and_covering_are_what_each_clause_says(many: list[Clause], one: Clause) -> None:
    index = ClauseIndex(COLUMNS, many)
    assert list(bits(index.meeting(one))) == [place for place, other in enumerate(many) if meet(one, other) is not None]
    assert list(bits(index.covering(one))) == [place for place, other in enumerate(many) if covers(other, one)]


def covers(other: Clause, one: Clause) -> bool:
    return all(not one.get(number, COLUMNS[number].everything) & ~cells for number, cells in other.items())


@given(st.lists(clauses, max_size=6))
def test_gaps_are_the_cells_that_no_clause_accepts(many: list[Clause]) -> None:
    within = {number: column.everything for number, column in enumerate(COLUMNS)}
    found = list(gaps(ClauseIndex(COLUMNS, many), within=within))
    for cells in itertools.product(*(bits(column.everything) for column in COLUMNS)):
        accepted = any(accepts(clause, cells) for clause in many)
        assert sum(accepts(gap, cells) for gap in found) == (not accepted)


def accepts(clause: Clause, cells: tuple[int, ...]) -> bool:
    return all(accepted >> cells[number] & 1 for number, accepted in clause.items())


@given(st.sets(st.integers(0, 200)))
def test_runs_are_unbroken_and_make_up_the_set(cells: set[int]) -> None:
    found = list(runs(mask_of(sorted(cells))))
    assert [cell for first, last in found for cell in range(first, last + 1)] == sorted(cells)
    assert all(last + 1 < first for (_, last), (first, _) in itertools.pairwise(found))

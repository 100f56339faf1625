"""Walks over cells agree with looking at every cell."""

import itertools
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recovery_rules.analysis.tables.gaps import LeftOut, merged_gaps
from recovery_rules.analysis.tables.overlaps import overlapping_pairs
from recovery_rules.analysis.tables.volume import volumes
from recovery_rules.cells.clauses import Clause
from recovery_rules.cells.columns import Column
from recovery_rules.cells.index import ClauseIndex
from recovery_rules.language.types import Type
from tests.benchmarks.loans import table

COLUMNS = tuple(
    Column(name, "enumerated", name, Type("choice", values=tuple("pqrs"[:size])), may_be_unknown=unknown)
    for name, size, unknown in (("a", 2, False), ("b", 3, True), ("c", 4, False), ("d", 2, True))
)
CELLS = list(itertools.product(*(range(column.size) for column in COLUMNS)))


@st.composite
def clauses(draw: st.DrawFn) -> Clause:
    found = {}
    for number, column in enumerate(COLUMNS):
        if draw(st.booleans()):
            found[number] = draw(st.integers(1, column.everything))
    return found


TABLES = st.lists(clauses(), max_size=8)


def accepts(clause: Clause, cells: tuple[int, ...]) -> bool:
    return all(accepted >> cells[number] & 1 for number, accepted in clause.items())


@given(TABLES)
def test_the_boxes_of_a_gap_are_what_no_clause_accepts(rows: list[Clause]) -> None:
    found = [box.region for box in LeftOut(ClauseIndex(COLUMNS, rows)).boxes()]
    for cells in CELLS:
        assert any(accepts(box, cells) for box in found) is not any(accepts(row, cells) for row in rows)


@given(TABLES)
def test_no_box_can_be_widened(rows: list[Clause]) -> None:
    for box in LeftOut(ClauseIndex(COLUMNS, rows)).boxes():
        for number, accepted in box.region.items():
            for cell in range(COLUMNS[number].size):
                if not accepted >> cell & 1:
                    wider = {**box.region, number: 1 << cell}
                    assert any(accepts(row, cells) for row in rows for cells in CELLS if accepts(wider, cells))


@given(TABLES, clauses())
def test_within_a_region_boxes_stay_inside(rows: list[Clause], region: Clause) -> None:
    found = [box.region for box in LeftOut(ClauseIndex(COLUMNS, rows), within=region).boxes()]
    for cells in CELLS:
        left_out = accepts(region, cells) and not any(accepts(row, cells) for row in rows)
        assert any(accepts(box, cells) for box in found) is left_out


@given(TABLES)
def test_volumes_are_counts_of_cells(rows: list[Clause]) -> None:
    counts = [sum(accepts(row, cells) for row in rows) for cells in CELLS]
    found = volumes(COLUMNS, rows)
    assert found.gap == Fraction(counts.count(0), len(CELLS))
    assert found.overlap == Fraction(sum(count > 1 for count in counts), len(CELLS))
    assert found.exact


@given(TABLES)
def test_pairs_are_those_that_share_a_cell(rows: list[Clause]) -> None:
    assert list(overlapping_pairs(COLUMNS, rows)) == [
        (earlier, later)
        for later in range(len(rows))
        for earlier in range(later)
        if any(accepts(rows[earlier], cells) and accepts(rows[later], cells) for cells in CELLS)
    ]


@given(TABLES, st.integers(0, 40))
def test_a_walk_that_is_cut_short_says_how_much_it_saw(rows: list[Clause], most_steps: int) -> None:
    whole, part = volumes(COLUMNS, rows), volumes(COLUMNS, rows, most_steps=most_steps)
    assert part.gap <= whole.gap <= part.gap + 1 - part.resolved
    assert part.overlap <= whole.overlap <= part.overlap + 1 - part.resolved


@pytest.mark.parametrize("most", [1, 3])
def test_a_list_that_is_cut_short_says_how_much_of_the_space_it_leaves_open(most: int) -> None:
    columns, rows = table(90, 4, 8)
    found = merged_gaps(columns, rows, most=most)
    assert len(found.boxes) == most
    assert not found.complete
    assert found.resolved == 1 - volumes(columns, [*rows, *found.boxes]).gap < 1


def test_without_steps_nothing_is_resolved() -> None:
    columns, rows = table(90, 4, 8)
    assert merged_gaps(columns, rows, most_steps=0) == merged_gaps(columns, rows, most=0, most_steps=0)
    assert merged_gaps(columns, rows, most_steps=0).resolved == 0


def test_a_table_before_it_was_mended_is_told_from_one_after() -> None:
    columns, rows = table(200, 5, 12)
    found = volumes(columns, rows)
    assert 0 < found.gap < 1
    assert 0 < found.overlap < 1

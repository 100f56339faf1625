"""Networks accept exactly the cells that clauses accept, and stay within what durable-rules survives."""

from __future__ import annotations

import operator
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recovery_rules.cells.clauses import Clause
from recovery_rules.engine.durable.answers import Matched
from recovery_rules.engine.durable.asking import DurableRules
from recovery_rules.engine.durable.network import MOST_COMPARISONS, MOST_RULES, Network, networks_of
from tests.strategies import COSTLY

SIZES = (2, 6, 40, 700)
COMPARE = {"=": operator.eq, ">=": operator.ge, "<=": operator.le, "!=": operator.ne}


def cell_sets(size: int) -> st.SearchStrategy[int]:
    """Any set of cells but the empty one; large ones with few cells, with few gaps, and with every other cell."""
    few = st.frozensets(st.integers(0, size - 1), min_size=1, max_size=6).map(
        lambda cells: sum(1 << one for one in cells)
    )
    most = few.map(lambda cells: (1 << size) - 1 - cells).filter(bool)
    return st.one_of(few, most, st.integers(1, (1 << size) - 1), st.just(sum(1 << cell for cell in range(0, size, 2))))


def clauses() -> st.SearchStrategy[Clause]:
    choices = st.tuples(*(st.none() | cell_sets(size) for size in SIZES))
    return choices.map(lambda chosen: {number: cells for number, cells in enumerate(chosen) if cells is not None})


def masks(networks: Sequence[Network], case: Sequence[int]) -> int:
    """What a Rete engine should find: the bits of all rules of which all comparisons hold."""
    found = 0
    for network in networks:
        for bit, comparisons in network:
            if all(COMPARE[operator_](case[column], cell) for column, operator_, cell in comparisons):
                found |= 1 << bit
    return found


def accepting(written: Sequence[Clause], case: Sequence[int]) -> int:
    return sum(
        1 << bit
        for bit, clause in enumerate(written)
        if all(cells >> case[column] & 1 for column, cells in clause.items())
    )


cases = st.tuples(*(st.integers(0, size - 1) for size in SIZES))


@given(st.lists(clauses(), max_size=90), st.lists(cases, min_size=1, max_size=20))
def test_networks_accept_what_clauses_accept(written: list[Clause], asked: list[tuple[int, ...]]) -> None:
    networks = networks_of(enumerate(written))
    assert [masks(networks, case) for case in asked] == [accepting(written, case) for case in asked]


@given(st.lists(clauses(), max_size=200))
def test_no_network_is_more_than_the_engine_survives(written: list[Clause]) -> None:
    for network in networks_of(enumerate(written)):
        assert 1 <= len(network) <= MOST_RULES
        for column in range(len(SIZES)):
            distinct = {one for _, comparisons in network for one in comparisons if one[0] == column}
            assert len(distinct) <= MOST_COMPARISONS


@pytest.mark.usefixtures("durable_rules")
@COSTLY
@given(st.lists(clauses(), max_size=90), st.lists(cases, min_size=1, max_size=20))
def test_durable_rules_finds_what_clauses_accept(written: list[Clause], asked: list[tuple[int, ...]]) -> None:
    answers = DurableRules(networks_of(enumerate(written))).about(asked)
    assert answers == [Matched(accepting(written, case)) for case in asked]


@pytest.mark.usefixtures("durable_rules")
@pytest.mark.parametrize("same", [True, False])
def test_more_rules_than_one_network_holds(same: bool) -> None:
    """All match, all alike; or each has a condition of its own."""
    written: list[Clause] = [{3: (1 << 700) - 2} if same else {3: 1 << cell % 700} for cell in range(1_200)]
    asked = [(0, 0, 0, cell) for cell in (0, 1, 499, 699)]
    answers = DurableRules(networks_of(enumerate(written))).about(asked)
    assert answers == [Matched(accepting(written, case)) for case in asked]

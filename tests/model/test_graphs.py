"""Orders of dependency and their circles."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from recovery_rules.model.link.graphs import in_order

NAMES = "abcdef"
graphs = st.fixed_dictionaries({name: st.sets(st.sampled_from(NAMES)) for name in NAMES})


@given(graphs)
def test_without_circles_everything_comes_after_what_it_depends_on(depends: dict[str, set[str]]) -> None:
    order, circles = in_order(depends)
    assert sorted(order) == sorted(NAMES)
    if not circles:
        assert all(order.index(other) < order.index(name) for name, others in depends.items() for other in others)


@given(graphs)
def test_a_circle_goes_along_dependencies_back_to_its_start(depends: dict[str, set[str]]) -> None:
    for circle in in_order(depends)[1]:
        assert len(set(circle)) == len(circle)
        for place, name in enumerate(circle):
            assert circle[(place + 1) % len(circle)] in depends[name]


def test_circles_beyond_a_hundred_are_left_out() -> None:
    depends = {f"n{number}": [f"n{number}"] for number in range(150)}
    order, circles = in_order(depends)
    assert len(circles) == 100
    assert len(order) == 150

"""Hypothesis strategies: expressions in which much may be unknown, and all cases of the facts that they read."""

import itertools
from collections.abc import Iterator

from hypothesis import strategies as st

from recovery_rules.language.expressions import Apply, Constant, Expression, Known, Read
from recovery_rules.language.types import BOOLEAN, INTEGER, Plain

FLAGS = ("p", "q")
NUMBERS = ("x", "y")


def booleans(depth: int) -> st.SearchStrategy[Expression]:
    leaves = st.one_of(
        st.sampled_from([Read(name, BOOLEAN) for name in FLAGS]),
        st.sampled_from([Known(name) for name in (*FLAGS, *NUMBERS)]),
        st.just(Constant(value=True, type=BOOLEAN)),
    )
    if not depth:
        return leaves
    inner, numbers = booleans(depth - 1), integers(depth - 1)
    return st.one_of(
        leaves,
        st.builds(lambda a: Apply("not", (a,), BOOLEAN), inner),
        st.builds(lambda op, a, b: Apply(op, (a, b), BOOLEAN), st.sampled_from(["and", "or"]), inner, inner),
        st.builds(lambda a, b: Apply("<", (a, b), BOOLEAN), numbers, numbers),
        st.builds(lambda a, b, c: Apply("if", (a, b, c), BOOLEAN), inner, inner, inner),
    )


def integers(depth: int) -> st.SearchStrategy[Expression]:
    leaves = st.one_of(st.sampled_from([Read(name, INTEGER) for name in NUMBERS]), st.just(Constant(1, INTEGER)))
    if not depth:
        return leaves
    inner = integers(depth - 1)
    return st.one_of(
        leaves,
        st.builds(lambda a, b: Apply("add", (a, b), INTEGER), inner, inner),
        st.builds(lambda a, b, c: Apply("if", (a, b, c), INTEGER), booleans(depth - 1), inner, inner),
    )


def cases() -> Iterator[dict[str, Plain | None]]:
    """Every flag unknown, no and yes with every number unknown and either side of the literals."""
    for values in itertools.product((None, False, True), (None, False, True), (None, 0, 2), (None, 0, 2)):
        yield dict(zip((*FLAGS, *NUMBERS), values, strict=True))

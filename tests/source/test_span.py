import pickle

from recovery_rules.source.span import Span


def test_a_part_of_one_line_moves_the_columns() -> None:
    assert Span("a", 2, 5, 2, 20).inside(3, 7) == Span("a", 2, 8, 2, 12)


def test_a_part_is_at_least_one_wide() -> None:
    assert Span("a", 2, 5, 2, 20).inside(3, 3) == Span("a", 2, 8, 2, 9)


def test_of_several_lines_every_part_is_the_whole() -> None:
    span = Span("a", 2, 5, 3, 2)
    assert span.inside(0, 1) is span


def test_two_stretches_join() -> None:
    assert Span("a", 1, 2, 1, 3).to(Span("a", 4, 1, 5, 9)) == Span("a", 1, 2, 5, 9)


def test_it_can_be_pickled() -> None:
    span = Span("a", 1, 2, 3, 4)
    assert pickle.loads(pickle.dumps(span)) == span  # noqa: S301

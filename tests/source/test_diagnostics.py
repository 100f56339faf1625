import pytest

from recovery_rules.source.diagnostics import Diagnostic, Problems
from recovery_rules.source.errors import RulesetError
from recovery_rules.source.span import Span


def _at(line: int, column: int = 1, file: str = "a.yaml") -> Span:
    return Span(file, line, column, line, column + 1)


def test_an_unknown_code_is_refused_at_once() -> None:
    with pytest.raises(KeyError):
        Diagnostic("RR999", "no such code")
    with pytest.raises(KeyError):
        Problems().add("RR999", "no such code")


def test_problems_are_sorted_by_place_and_each_shown_once() -> None:
    problems = Problems()
    problems.add("RR502", "nowhere")
    problems.add("RR111", "b", _at(2))
    problems.add("RR111", "a", _at(10))
    problems.add("RR111", "a", _at(2))
    problems.add("RR105", "z", _at(2))
    problems.add("RR105", "z", _at(2))
    problems.add("RR105", "z", _at(1, file="b.yaml"))
    found = [(p.code, p.message, p.span.line if p.span else None) for p in problems.found]
    assert found == [
        ("RR105", "z", 2),
        ("RR111", "a", 2),
        ("RR111", "b", 2),
        ("RR111", "a", 10),
        ("RR105", "z", 1),
        ("RR502", "nowhere", None),
    ]


def test_only_errors_keep_a_ruleset_from_loading() -> None:
    problems = Problems()
    problems.add("RR502", "never reached", _at(1))
    assert not problems.has_errors
    problems.raise_if_errors()
    problems.sources["a.yaml"] = "a: b"
    problems.add("RR111", "missing", _at(1))
    with pytest.raises(RulesetError) as caught:
        problems.raise_if_errors()
    assert caught.value.diagnostics == problems.found
    assert dict(caught.value.sources) == {"a.yaml": "a: b"}


def test_what_follows_from_a_missing_value_is_not_said_again() -> None:
    problems = Problems()
    problems.add("RR111", "`when` has no value", _at(1))
    problems.add("RR204", "`` is not a value", Span("a.yaml", 1, 6, 1, 6))
    assert [p.code for p in problems.found] == ["RR111"]


def test_the_first_error_is_kept_even_with_an_empty_span() -> None:
    problems = Problems()
    problems.add("RR204", "not a value", Span("a.yaml", 1, 6, 1, 6))
    assert problems.has_errors


def test_many_problems_are_cut_and_say_so_and_warnings_never_displace_errors() -> None:
    problems = Problems(limit=3)
    for line in range(1, 10):
        problems.add("RR502", "warning", _at(line))
    assert not problems.has_errors
    for line in range(1, 10):
        problems.add("RR111", "error", _at(line))
    assert problems.full
    codes = [p.code for p in problems.found]
    assert codes.count("RR111") == codes.count("RR502") == 3
    assert codes[-2:] == ["RR199", "RR599"]

import pickle

from recovery_rules.source.errors import FactProblem, FactsError, RulesetError
from tests.source.reading import reading


def test_the_text_of_a_facts_error_lists_every_problem() -> None:
    error = FactsError(
        [
            FactProblem("failure_type", "`late` is not a value; did you mean `late_delivery`?"),
            FactProblem("verified", "missing"),
        ]
    )
    assert str(error) == (
        "2 problems\n  failure_type: `late` is not a value; did you mean `late_delivery`?\n  verified: missing"
    )
    assert str(FactsError([FactProblem("verified", "missing")])) == "1 problem\n  verified: missing"


def test_a_value_in_a_facts_error_cannot_reach_the_terminal_raw() -> None:
    assert "\x1b" not in str(FactsError([FactProblem("name", "`\x1b[31m` is not a value")]))


def test_the_text_of_a_ruleset_error_shows_every_frame() -> None:
    _, problems = reading("a:\nb: ~")
    error = RulesetError(problems.found, problems.sources)
    assert str(error).startswith("2 errors\n\nerror[RR111]: `a` has no value\n   ┌─ f.yaml:1:1\n 1 │ a:\n")
    assert str(error).endswith("recovery-rules explain-code RR121")


def test_both_can_be_pickled() -> None:
    _, problems = reading("a:")
    for error in (
        RulesetError(problems.found, problems.sources),
        FactsError([FactProblem("verified", "missing")]),
    ):
        twin = pickle.loads(pickle.dumps(error))  # noqa: S301
        assert type(twin) is type(error)
        assert str(twin) == str(error)
        assert twin.args == error.args


def test_the_sources_of_an_error_cannot_change() -> None:
    sources = {"a.yaml": "a: b"}
    error = RulesetError((), sources)
    sources.clear()
    assert error.sources["a.yaml"] == "a: b"

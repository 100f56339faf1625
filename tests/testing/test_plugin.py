"""The pytest plugin, as a project uses it; in processes of their own, since pytest forgets what it imported inside."""

from __future__ import annotations

import pytest

from tests.testing.writing import SHOP

pytest_plugins = ["pytester"]

EXAMPLES = """
examples:
  - {id: rude-one, given: {failure: rude, price: 1 EUR}, expect: [apology]}
  - {id: late-one, given: {failure: late, price: 30 EUR}, expect: {refund: {amount: 4 EUR}}}
"""
CASES = "ruleset: shop.yaml\ncases: [{id: fine, given: {failure: rude, price: 1 EUR}, expect: [apology]}]\n"
INI = '[tool.pytest.ini_options]\nrecovery_rulesets = ["rulesets/*.yaml"]\n'


@pytest.fixture
def project(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    monkeypatch.setenv("PYTEST_ADDOPTS", "-p no:cacheprovider")
    monkeypatch.setenv("PYTEST_PLUGINS", "recovery_rules.testing.plugin")
    pytester.makepyprojecttoml(INI)
    pytester.mkdir("rulesets")
    return pytester


def _write(project: pytest.Pytester, name: str, text: str) -> None:
    (project.path / "rulesets" / name).write_text(text, "utf-8")


def test_examples_and_cases_are_tests(project: pytest.Pytester) -> None:
    _write(project, "shop.yaml", SHOP + EXAMPLES.replace("4 EUR", "3 EUR"))
    _write(project, "cases.yaml", CASES)
    found = project.runpytest_subprocess("-v")
    found.assert_outcomes(passed=3)
    found.stdout.fnmatch_lines(["rulesets/cases.yaml::fine PASSED*", "rulesets/shop.yaml::late-one PASSED*"])


def test_a_failure_says_what_differs_and_why_it_was_decided_so(project: pytest.Pytester) -> None:
    _write(project, "shop.yaml", SHOP + EXAMPLES)
    found = project.runpytest_subprocess()
    found.assert_outcomes(passed=1, failed=1)
    found.stdout.fnmatch_lines(
        ["not ok late-one*", "*refund.amount: expected 4.00 EUR, got 3.00 EUR", "*from pay-back", "*Rule pay-back*"]
    )
    assert "Traceback" not in found.stdout.str()


def test_one_case_can_be_picked(project: pytest.Pytester) -> None:
    _write(project, "shop.yaml", SHOP + EXAMPLES)
    project.runpytest_subprocess("rulesets/shop.yaml::rude-one").assert_outcomes(passed=1)
    project.runpytest_subprocess("-k", "late").assert_outcomes(failed=1, deselected=1)


def test_a_file_that_does_not_load_is_an_error_with_its_problems(project: pytest.Pytester) -> None:
    _write(project, "shop.yaml", SHOP.replace("failure: rude", "failure: ruder"))
    _write(project, "cases.yaml", "ruleset: shop.yaml\ncases: [{given: {colour: red}}]\n")
    found = project.runpytest_subprocess()
    found.assert_outcomes(errors=2)
    found.stdout.fnmatch_lines(["*error?RR*ruder*"])


def test_without_the_option_nothing_is_collected(project: pytest.Pytester) -> None:
    project.makepyprojecttoml("[tool.pytest.ini_options]\n")
    _write(project, "shop.yaml", SHOP + EXAMPLES)
    assert project.runpytest_subprocess().ret == pytest.ExitCode.NO_TESTS_COLLECTED


def test_files_that_no_pattern_names_are_left_alone(project: pytest.Pytester) -> None:
    (project.path / "other.yaml").write_text("a: [", "utf-8")
    _write(project, "notes.txt", "a: [")
    assert project.runpytest_subprocess().ret == pytest.ExitCode.NO_TESTS_COLLECTED


def test_a_vocabulary_has_no_tests_and_is_no_error(project: pytest.Pytester) -> None:
    _write(project, "words.yaml", "language: 1\nvocabulary: words\n")
    assert project.runpytest_subprocess().ret == pytest.ExitCode.NO_TESTS_COLLECTED


PROMISES = """
properties:
  - {id: always-sorry, always: apology}
  - {id: within-price, always: refund.amount <= price}
  - {id: no-money-for-delay, never: refund, when: {failure: late}}
"""


def test_properties_are_tests_that_pass_where_they_are_proved(project: pytest.Pytester) -> None:
    pytest.importorskip("z3")
    _write(project, "shop.yaml", SHOP + PROMISES)
    found = project.runpytest_subprocess("-v")
    found.assert_outcomes(passed=1, failed=2)
    found.stdout.fnmatch_lines(["rulesets/shop.yaml::property:always-sorry PASSED*"])


def test_a_broken_property_shows_the_case_that_breaks_it(project: pytest.Pytester) -> None:
    pytest.importorskip("z3")
    _write(project, "shop.yaml", SHOP + PROMISES)
    found = project.runpytest_subprocess("-k", "delay")
    found.stdout.fnmatch_lines(["refuted no-money-for-delay*", "case: *failure late*", "*Rule pay-back*"])
    assert "Traceback" not in found.stdout.str()


def test_a_property_that_nobody_can_tell_of_is_skipped_with_the_reason(project: pytest.Pytester) -> None:
    project.makeconftest("from recovery_rules.analysis.proof import prover\n\nprover.find_spec = lambda _: None\n")
    _write(project, "shop.yaml", SHOP + PROMISES)
    found = project.runpytest_subprocess("-rs")
    found.assert_outcomes(skipped=3)
    found.stdout.fnmatch_lines(["SKIPPED *shop.yaml:*neither proved nor refuted: *"])


def test_a_property_that_may_stay_unknown_says_why(project: pytest.Pytester) -> None:
    pytest.importorskip("z3")
    project.makeconftest(
        "from recovery_rules.analysis.proof import prover\n\nprover.Prover.__init__.__defaults__ = (1,)\n"
    )
    allowed = "  - {id: hard, always: refund.amount <= price + 100 EUR, allow: {RR540: seen by Ann}}\n"
    _write(project, "shop.yaml", f"{SHOP}properties:\n{allowed}")
    found = project.runpytest_subprocess("-rs", "-k", "property")
    found.assert_outcomes(skipped=1)
    found.stdout.fnmatch_lines(["SKIPPED *neither proved nor refuted: *; allowed: seen by Ann"])


def test_a_property_that_compares_with_what_does_not_load_fails(project: pytest.Pytester) -> None:
    _write(project, "shop.yaml", f"{SHOP}properties:\n  - {{id: as-law, never_less_than: law.yml}}\n")
    _write(project, "law.yml", CASES)
    found = project.runpytest_subprocess()
    found.assert_outcomes(failed=1)
    found.stdout.fnmatch_lines(["as-law: the other ruleset does not load: rulesets/law.yml:*"])
    assert "Traceback" not in found.stdout.str()


AWAITING = """
language: 1
ruleset: branch
currency: EUR
zone: Europe/Berlin
clock: reported_at
calendar: branch
no_follow_up: none
kinds:
  apology: {stream: remedy, phase: acknowledge, parameters: {within: {type: time_limit, combine: soonest}}}
facts:
  reported_at: {type: datetime}
rules:
  - {id: sorry, then: [apology: {within: 3 working days}]}
examples:
  - {id: one, given: {reported_at: 2026-12-22T10:00+01:00}, expect: [apology]}
"""


def test_rulesets_that_await_their_calendar_get_it_from_a_file(project: pytest.Pytester) -> None:
    _write(project, "branch.yaml", AWAITING)
    _write(project, "cases.yaml", CASES)
    _write(project, "shop.yaml", SHOP)
    project.runpytest_subprocess().assert_outcomes(passed=1, failed=1)
    project.makepyprojecttoml(INI + 'recovery_calendars = ["other.yaml", "days.yaml"]\n')
    (project.path / "other.yaml").write_text("name: other\n", "utf-8")
    (project.path / "days.yaml").write_text("name: branch\ndays_off: [2026-12-24]\n", "utf-8")
    project.runpytest_subprocess().assert_outcomes(passed=2)


@pytest.mark.parametrize("text", ["name: [1]\n", None])
def test_a_calendar_that_cannot_be_read_is_an_error(project: pytest.Pytester, text: str | None) -> None:
    _write(project, "branch.yaml", AWAITING)
    project.makepyprojecttoml(INI + 'recovery_calendars = ["days.yaml"]\n')
    if text is not None:
        (project.path / "days.yaml").write_text(text, "utf-8")
    found = project.runpytest_subprocess()
    found.assert_outcomes(errors=1)
    assert "days.yaml" in found.stdout.str()
    assert "Traceback" not in found.stdout.str()

"""Words for those of the language: what an author is told to write."""

import pytest

from recovery_rules.language.parser import parse_expression
from recovery_rules.language.syntax import Unreadable
from recovery_rules.language.time_limits import time_limit
from tests.language.texts import read_test

_AFTER_WHAT = "say after what: an expression such as `reported_on <= sold_on + 12 months`"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("20 % amount_paid", "write `20 % of amount_paid`"),
        ("if delay is known then 1 CNY else 2 CNY", "leave out `is`"),
        ("sold_on + 1.5 working days", "working days and months are counted whole"),
        ("sold_on + 14 business days", "for `business` write `working`"),
        ("if late then 3 calender days else 2 d", "for `calender` write `calendar`"),
        ("working days between sold_on and due_on", "write `working days from one day to another`"),
        ("until - sold_on", "expected a value or a name"),
        ("sold_on <= until", "expected a value or a name"),
    ],
)
def test_a_word_too_few_or_too_many_in_an_expression(text: str, told: str) -> None:
    found = parse_expression(text)
    assert isinstance(found, Unreadable)
    assert found.label == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("14 calender days", "write `14 calendar days`"),
        ("14 calendar-days", "write `14 calendar days`"),
        ("14 natural days", "write `14 calendar days`"),
        ("14 自然日", "write `14 calendar days`"),
        ("3 business days", "write `3 working days`"),
        ("3 bd", "write `3 working days`"),
        ("8 office hours", "write `8 working hours`"),
        ("1.5 calendar days", "calendar days are counted whole"),
        ("0 calendar days", "leaves no time"),
    ],
)
def test_a_time_limit_in_other_words(text: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        time_limit(text)


@pytest.mark.parametrize(
    ("fact", "text", "code", "told"),
    [
        ("delay", "more than 30 min", "RR201", "for `more than` write `over`"),
        ("delay", "less than 3 h", "RR201", "for `less than` write `under`"),
        ("delay", "within 3 h", "RR201", "for `within` write `up to`"),
        ("delay", "between 1 h and 2 h", "RR201", "a range is written `5 to 10`"),
        ("delay", "at least 1 h and up to 2 h", "RR201", "write `1 h to 2 h`"),
        ("delay", "from 1 h and at most 2 h", "RR201", "write `1 h to 2 h`"),
        ("delay", "over 1 h and under 2 h", "RR201", "two comparisons are an expression: `0 < x and x < 5`"),
        ("delay", "1 h until 2 h", "RR201", "for `until` write `to`"),
        (
            "bought_on",
            "within 12 months",
            "RR201",
            _AFTER_WHAT,
        ),
        ("delay", "超过 2 d", "RR201", "for `超过` write `over`"),
        ("delay", "over 2 天", "RR205", "`2 天` is not a duration: write `2 d`"),
        ("delay", "3 hrs", "RR205", "`3 hrs` is not a duration: write `3 h`"),
        ("severity", "at_least major", "RR201", "for `at_least` write `at least`"),
        ("severity", "至少 major", "RR201", "for `至少` write `at least`"),
        ("severity", "major or higher", "RR201", "write `at least major`"),
        ("severity", "major and below", "RR201", "write `up to major`"),
        ("severity", "major+", "RR201", "write `at least major`"),
        ("severity", "minor or major", "RR201", "write a list, `[minor, major]`"),
        ("severity", "minor, major or critical", "RR201", "write a list, `[minor, major, critical]`"),
        ("severity", "minor 或 major", "RR201", "write a list, `[minor, major]`"),
        ("severity", "不是 major", "RR201", "for `不是` write `not`"),
        ("severity", "is major", "RR201", "leave out `is`"),
        ("severity", "all", "RR204", "write `any`"),
        ("severity", "任何", "RR204", "write `any`"),
        ("amount_paid", "10 CNY 以上", "RR201", "write `at least 10 CNY`"),
        ("amount_paid", "10 CNY 以内", "RR201", "write `up to 10 CNY`"),
        ("amount_paid", "5 元", "RR205", "`5 元` is not in CNY: write `5 CNY`"),
        ("amount_paid", "5 EUR", "RR205", "`5 EUR` is not in CNY"),
        ("harm", "contains distress", "RR201", "for `contains` write `has`"),
        ("verified", "Yes", "RR205", "write `yes`"),
        ("verified", "否", "RR205", "write `no`"),
        ("verified", "maybe", "RR205", "`maybe` is neither `yes` nor `no`"),
    ],
)
def test_the_word_of_the_language_is_told(fact: str, text: str, code: str, told: str) -> None:
    problems = read_test(fact, text)
    assert isinstance(problems, list)
    assert [problem.code for problem in problems] == [code]
    assert told in {problems[0].message, problems[0].label}

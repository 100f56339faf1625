import contextlib
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from enum import Enum, IntEnum
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recovery_rules.language.literals import parse_literal, plain_of, public_of, text_of
from recovery_rules.language.types import (
    BOOLEAN,
    DATETIME,
    DURATION,
    INTEGER,
    NUMBER,
    PERCENT,
    TEXT,
    Plain,
    Type,
)
from recovery_rules.language.values import Amount, Money, Percent
from tests.language.drawn import plain_values
from tests.language.texts import CNY, HARM, PARTY, POINTS, SEVERITY, TYPES

H = 3_600_000_000


class Severity(Enum):
    MAJOR = "major"


class Level(IntEnum):
    THREE = 3


@pytest.mark.parametrize(
    ("text", "type_", "plain"),
    [
        ("major", SEVERITY, 2),
        ("provider", PARTY, 0),
        ("distress, need_unmet", HARM, frozenset({0, 2})),
        ("(none)", HARM, frozenset()),
        ("yes", BOOLEAN, True),
        ("true", BOOLEAN, True),
        ("no", BOOLEAN, False),
        ("-12", INTEGER, -12),
        ("2.0", INTEGER, 2),
        ("0.125", NUMBER, Fraction(1, 8)),
        ("50%", PERCENT, Fraction(1, 2)),
        ("12.5 %", PERCENT, Fraction(1, 8)),
        ("100 %", PERCENT, 1),
        ("20 CNY", CNY, 2000),
        ("CNY 20", CNY, 2000),
        ("-0.5CNY", CNY, -50),
        ("0.125 CNY", CNY, Fraction(25, 2)),
        ("90000 points", POINTS, 90_000),
        ("2 h", DURATION, 2 * H),
        ("1 h 30 min", DURATION, H * 3 // 2),
        ("1h30min", DURATION, H * 3 // 2),
        ("-1.5 h", DURATION, -H * 3 // 2),
        ("45 s", DURATION, 45_000_000),
        ("500 ms", DURATION, 500_000),
        ("2 days", DURATION, 48 * H),
        ("2 w", DURATION, 14 * 24 * H),
        ("365250 d", DURATION, 365_250 * 24 * H),
        ("2026-11-04T18:00:00+08:00", DATETIME, datetime(2026, 11, 4, 10, tzinfo=UTC)),
        ("2026-11-04T10:00:00Z", DATETIME, datetime(2026, 11, 4, 10, tzinfo=UTC)),
        ("2026-12-31T24:00+02:00", DATETIME, datetime(2026, 12, 31, 22, tzinfo=UTC)),
        ("2026-02-28 24:00:00Z", DATETIME, datetime(2026, 3, 1, tzinfo=UTC)),
        ("20260228T2400Z", DATETIME, datetime(2026, 3, 1, tzinfo=UTC)),
        ("  as it is ", TEXT, "  as it is "),
    ],
)
def test_a_text_is_read_by_its_type(text: str, type_: Type, plain: Plain) -> None:
    found = parse_literal(text, type_)
    assert found == plain
    assert type(found) is type(plain)


@pytest.mark.parametrize(
    ("text", "type_", "message"),
    [
        ("mayor", SEVERITY, "`mayor` is not a value"),
        ("distress, ", HARM, "`` is not a value"),
        ("1", BOOLEAN, "`1` is neither `yes` nor `no`"),
        ("2.5", INTEGER, "`2.5` is not a whole number"),
        ("9" * 35, INTEGER, f"`{'9' * 35}` has more than 34 digits"),
        ("1e3", NUMBER, "`1e3`: write the number out, without an exponent"),
        ("1,000", NUMBER, "`1,000`: write digits without separators, `1000`, a point before decimals, and a blank"),
        ("1_000", NUMBER, "`1_000`: write digits without separators, `1000`"),
        ("+5", NUMBER, "`+5`: leave out the `+`"),
        (".5", NUMBER, "`.5`: write a digit before the point, `0.5`"),
        ("NaN", NUMBER, "`NaN` is not a number"),
        ("１２", NUMBER, "`１２` is not a number"),
        ("50 %", NUMBER, "`50 %` is a percentage, not a number"),
        ("0.5", PERCENT, "`0.5` has no `%`: write `50 %` for 0.5 times as much, `0.5 %` for 0.5 in a hundred"),
        ("20", CNY, "`20` has no unit: write `20 CNY`"),
        ("20 USD", CNY, "`20 USD` is not in CNY"),
        ("1e3 CNY", CNY, "`1e3 CNY`: write the number out, without an exponent"),
        ("much", CNY, "`much` is not money in CNY: write for example `20 CNY`"),
        ("20 CNY", POINTS, "`20 CNY` is not in points"),
        ("2", DURATION, "`2` has no unit: write `2 min`, `2 h`, `2 d` or another"),
        ("2 m", DURATION, "`2 m`: `m` could be minutes or months: write `min`"),
        ("3 months", DURATION, "`3 months`: a month has no fixed length: write days"),
        ("2 parsecs", DURATION, "`2 parsecs` is not a duration"),
        ("2 h and", DURATION, "`2 h and` is not a duration"),
        ("", DURATION, "`` is not a duration"),
        ("365251 d", DURATION, "`365251 d` is longer than a thousand years"),
        ("2026-11-04T18:00:00", DATETIME, "needs a time zone"),
        ("2026-11-04T24:01+02:00", DATETIME, "`2026-11-04T24:01+02:00` is not a time"),
        ("8999-12-31T24:00Z", DATETIME, "the year must lie between 1000 and 8999"),
        ("tomorrow", DATETIME, "`tomorrow` is not a time: write for example"),
        ("0999-01-01T00:00:00Z", DATETIME, "the year must lie between 1000 and 8999"),
        ("\ud800", TEXT, "holds half of a character that takes two"),
    ],
)
def test_a_wrong_text_is_refused_in_plain_words(text: str, type_: Type, message: str) -> None:
    with pytest.raises(ValueError, match=r"^") as refused:
        parse_literal(text, type_)
    assert str(refused.value).startswith(message)


@pytest.mark.parametrize(
    ("value", "type_", "plain"),
    [
        (Severity.MAJOR, SEVERITY, 2),
        (["distress"], HARM, frozenset({2})),
        ({"distress", "need_unmet"}, HARM, frozenset({0, 2})),
        ((), HARM, frozenset()),
        ("yes", BOOLEAN, True),
        (3, INTEGER, 3),
        (3, NUMBER, 3),
        (Decimal("0.125"), NUMBER, Fraction(1, 8)),
        (Fraction(1, 8), NUMBER, Fraction(1, 8)),
        (Percent("12.5"), PERCENT, Fraction(1, 8)),
        (Money("445.00", "CNY"), CNY, 44_500),
        (Amount(90000, "points"), POINTS, 90_000),
        (timedelta(days=2), DURATION, 48 * H),
        (
            datetime(2026, 11, 4, 18, tzinfo=timezone(timedelta(hours=8))),
            DATETIME,
            datetime(2026, 11, 4, 10, tzinfo=UTC),
        ),
    ],
)
def test_a_given_value_is_made_plain(value: object, type_: Type, plain: Plain) -> None:
    assert plain_of(value, type_) == plain


@pytest.mark.parametrize(
    ("value", "type_", "message"),
    [
        (3, SEVERITY, "expected one of minor, moderate, major, critical, got 3 (int)"),
        ("mayor", SEVERITY, "`mayor` is not a value; did you mean `major`? (minor, moderate, major, critical)"),
        (None, PARTY, "expected one of provider, supplier, customer, got nothing"),
        (Level.THREE, SEVERITY, "expected one of minor, moderate, major, critical, got a value of type Level"),
        (3, HARM, "expected a list of need_unmet, economic_loss, distress, got 3 (int)"),
        (["loss", "agony"], HARM, "`agony` is not a value (need_unmet, economic_loss, distress)"),
        (1, BOOLEAN, "expected yes or no (True or False), got 1 (int)"),
        (True, INTEGER, "expected a whole number, got True (bool)"),
        (Level.THREE, INTEGER, "expected a whole number, got a value of type Level"),
        (
            1.0,
            INTEGER,
            "expected a whole number, got 1.0 (float), which is not exact: give a text, an int or a Decimal",
        ),
        (10**34, INTEGER, "has more than 34 digits"),
        (1.0, NUMBER, "expected a number (int, Decimal or text), got 1.0 (float), which is not exact"),
        (Decimal("NaN"), NUMBER, "a number is finite"),
        (Decimal("1e40"), NUMBER, "a number has at most 34 digits"),
        (Fraction(1, 10**40), NUMBER, "has more than 34 digits"),
        (Fraction(1, 3), NUMBER, "1/3 is no decimal of at most 34 digits"),
        (0.5, PERCENT, "expected a percentage (Percent, or text such as `50 %`), got 0.5 (float)"),
        (445, CNY, "expected money in CNY (Money, or text such as `20 CNY`), got 445 (int)"),
        (Money("445", "JPY"), CNY, "expected money in CNY, got 445 JPY"),
        ("0.005 CNY", CNY, "`0.005 CNY` is too fine: CNY has 2 decimal places"),
        (Amount("0.5", "points"), POINTS, "`0.5 points` is too fine: points has whole numbers"),
        (Amount(1, "miles"), POINTS, "expected an amount of points, got 1 miles"),
        (5, DURATION, "expected a duration (timedelta, or text such as `2 d`), got 5 (int)"),
        (timedelta.max, DURATION, "is longer than a thousand years"),
        ("0.0000001 s", DURATION, "`0.0000001 s` is finer than a microsecond"),
        (datetime(2026, 11, 4), DATETIME, "needs a time zone"),  # noqa: DTZ001
        (datetime(9000, 1, 1, tzinfo=UTC), DATETIME, "the year must lie between 1000 and 8999"),
        (5, TEXT, "expected a text, got 5 (int)"),
        (object(), TEXT, "expected a text, got a value of type object"),
    ],
)
def test_a_wrong_value_is_refused_with_what_was_expected(value: object, type_: Type, message: str) -> None:
    with pytest.raises(ValueError, match=r"^") as refused:
        plain_of(value, type_)
    assert str(refused.value).startswith(message)


def test_a_message_does_not_depend_on_the_order_of_a_set() -> None:
    messages = set()
    for members in (["b", "a", "c"], ["c", "b", "a"]):
        with pytest.raises(ValueError, match="is not a value") as refused:
            plain_of(members, HARM)
        messages.add(str(refused.value))
    assert len(messages) == 1


def test_a_time_keeps_its_offset_and_loses_its_zone() -> None:
    autumn = datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo("Europe/Berlin"), fold=1)
    plain = plain_of(autumn, DATETIME)
    assert isinstance(plain, datetime)
    assert plain.isoformat() == "2026-10-25T02:30:00+01:00"
    assert plain.tzinfo == timezone(timedelta(hours=1))


@pytest.mark.parametrize(
    ("plain", "type_", "public", "text"),
    [
        (2, SEVERITY, "major", "major"),
        (frozenset({0, 2}), HARM, frozenset({"need_unmet", "distress"}), "need_unmet, distress"),
        (frozenset(), HARM, frozenset(), "(none)"),
        (True, BOOLEAN, True, "yes"),
        (7, INTEGER, 7, "7"),
        (Fraction(1, 8), NUMBER, Decimal("0.125"), "0.125"),
        (Fraction(2, 3), NUMBER, Fraction(2, 3), "2/3"),
        (Fraction(1, 2), PERCENT, Percent(50), "50 %"),
        (Fraction(1, 3), PERCENT, Fraction(1, 3), "100/3 %"),
        (44_500, CNY, Money("445", "CNY"), "445.00 CNY"),
        (Fraction(1, 2), CNY, Fraction(1, 200), "0.005 CNY"),
        (Fraction(200, 3), CNY, Fraction(2, 3), "2/3 CNY"),
        (90_000, POINTS, Amount(90_000, "points"), "90000 points"),
        (Fraction(1, 3), POINTS, Fraction(1, 3), "1/3 points"),
        (48 * H, DURATION, timedelta(days=2), "2 d"),
        (-H * 3 // 2, DURATION, timedelta(hours=-1.5), "-1 h 30 min"),
        (1_500_000, DURATION, timedelta(seconds=1.5), "1.5 s"),
        (0, DURATION, timedelta(), "0 s"),
        (Fraction(1, 3), DURATION, Fraction(1, 3_000_000), "1/3000000 s"),
        (10**25, DURATION, Fraction(10**19), "115740740740740 d 17 h 46 min 40 s"),
        ("Ada", TEXT, "Ada", "Ada"),
    ],
)
def test_a_plain_value_is_shown(plain: Plain, type_: Type, public: object, text: str) -> None:
    assert public_of(plain, type_) == public
    assert type(public_of(plain, type_)) is type(public)
    assert text_of(plain, type_) == text


@given(st.sampled_from(sorted(TYPES)).flatmap(lambda name: st.tuples(st.just(TYPES[name]), plain_values(TYPES[name]))))
def test_what_is_written_is_read_back(drawn: tuple[Type, Plain]) -> None:
    type_, plain = drawn
    text = text_of(plain, type_)
    assert parse_literal(text, type_) == plain
    assert plain_of(text, type_) == plain
    assert plain_of(public_of(plain, type_), type_) == plain


_ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.decimals(),
    st.fractions(),
    st.text(),
    st.binary(),
    st.datetimes(),
    st.timedeltas(),
    st.complex_numbers(),
    st.lists(st.text() | st.integers()),
)


@given(_ODD, st.sampled_from(sorted(TYPES)))
def test_any_value_is_plain_or_refused(value: object, name: str) -> None:
    with contextlib.suppress(ValueError):
        plain = plain_of(value, TYPES[name])
        assert plain_of(text_of(plain, TYPES[name]), TYPES[name]) == plain


class Hostile(datetime):
    def utcoffset(self) -> timedelta:
        raise RuntimeError


def test_a_hostile_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a time zone"):
        plain_of(Hostile(2026, 1, 1), DATETIME)


def test_the_largest_amount_is_written_and_read_back() -> None:
    largest = parse_literal("9" * 34 + " CNY", CNY)
    assert plain_of(text_of(largest, CNY), CNY) == largest
    assert plain_of(public_of(largest, CNY), CNY) == largest

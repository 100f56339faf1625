"""One rule for the size of numbers: what is admitted is written, and what is written is read as the same value."""

from __future__ import annotations

import contextlib
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from recovery_rules.engine.admission import admit
from recovery_rules.language.literals import plain_of, public_of, text_of
from recovery_rules.language.rationals import decimal_number, decimal_of, decimal_text
from recovery_rules.language.types import DURATION, INTEGER, NUMBER, PERCENT, Plain, Type
from recovery_rules.language.values import Amount, Money, Percent
from recovery_rules.loading import loads
from recovery_rules.source.errors import FactsError
from tests.language.texts import CNY, POINTS

SDR = Type("unit", unit="SDR", digits=2)
MOST = "9" * 34
ADMITTED = (
    "0", "0E+999", "0E-999", "-0", "0.00", "1.50", "1E-34", "10E-35", "-1E-34", "1E+33", "9E+33", MOST, f"-{MOST}",
    f"0.{MOST}", f"9.{MOST[1:]}", f"{MOST[1:]}.9", f"1.{'0' * 50}", f"{MOST}.{'0' * 50}", f"0.{MOST}{'0' * 50}",
)  # fmt: skip
REFUSED = (
    "1E-35", "1E+34", "1E-999999", "1E+999999", f"{MOST}9", f"0.{MOST}9", f"9.{MOST}", f"{MOST}.9", f"{MOST}E-35",
    f"1{'0' * 34}", f"1{'0' * 33}.1",
)  # fmt: skip
RULES = loads(f"""
language: 1
ruleset: sizes
currency: CNY
kinds: {{apology: {{stream: remedy, phase: acknowledge}}}}
facts:
  n: {{type: number}}
  small: {{type: number, min: -1, max: 1, optional: true}}
  paid: {{type: money, max: {MOST} CNY, optional: true}}
  count: {{type: integer, optional: true}}
rules:
  - id: read
    when: {{n: over 0, small: over 0, expr: n + small > 1, paid: over 1 CNY, count: over 1}}
    then: [apology]
otherwise: [apology]
""")


def decimals() -> st.SearchStrategy[Decimal]:
    """Decimals about the limits: long and short, with zeros in front and behind, large and tiny."""
    digits = st.lists(st.sampled_from([0, 0, 0, 1, 9]), min_size=1, max_size=40).map(tuple)
    return st.builds(
        lambda sign, digits, exponent: Decimal((sign, digits, exponent)),
        st.integers(0, 1),
        digits,
        st.integers(-80, 40) | st.sampled_from([-10_000, 10_000]),
    )


@pytest.mark.parametrize("digits", ADMITTED)
def test_34_digits_are_admitted_as_a_decimal_a_text_and_a_fraction(digits: str) -> None:
    plain = plain_of(Decimal(digits), NUMBER)
    assert plain == Fraction(digits)
    assert plain_of(f"{Decimal(digits):f}", NUMBER) == plain
    assert plain_of(Fraction(digits), NUMBER) == plain
    assert plain_of(text_of(plain, NUMBER), NUMBER) == plain
    assert "/" not in text_of(plain, NUMBER)


@pytest.mark.parametrize("digits", REFUSED)
def test_35_digits_are_refused_as_a_decimal_a_text_and_a_fraction(digits: str) -> None:
    forms = [Decimal(digits)] if "E-9999" in digits or "E+9999" in digits else [Decimal(digits), Fraction(digits)]
    for form in (*forms, *([f"{Decimal(digits):f}"] if len(forms) == 2 else [])):
        with pytest.raises(ValueError, match="34 digits"):
            plain_of(form, NUMBER)


@pytest.mark.parametrize("zeros", [1, 33, 34, 35, 5_000])
def test_zeros_that_add_nothing_do_not_count(zeros: int) -> None:
    assert decimal_number("0" * zeros + "7." + "5" + "0" * zeros) == Fraction(15, 2)
    assert decimal_number("-" + "0" * zeros) == 0


@given(decimals())
@example(Decimal("1E-34"))
def test_a_decimal_its_text_and_its_fraction_are_admitted_alike(value: Decimal) -> None:
    assert _plain(value, NUMBER) == _plain(f"{value:f}", NUMBER) == _plain(Fraction(value), NUMBER)
    assert _plain(value, NUMBER) == (None if decimal_of(Fraction(value)) is None else Fraction(value))


@given(decimals(), st.sampled_from([INTEGER, NUMBER, PERCENT, CNY, POINTS, SDR, DURATION]))
def test_what_is_admitted_is_written_and_read_back(value: Decimal, type_: Type) -> None:
    for given_ in _ways(value, type_):
        plain = _plain(given_, type_)
        if plain is not None:
            assert plain_of(text_of(plain, type_), type_) == plain
            assert plain_of(public_of(plain, type_), type_) == plain
            assert plain_of(str(public_of(plain, type_)) if type_ in {CNY, SDR} else given_, type_) == plain


@pytest.mark.parametrize("minor", [10**34, 10**36 - 100, 10**36 - 1, 10**36, -(10**36 - 1), 10**34 + 1])
def test_money_in_its_smallest_unit_has_no_more_digits_than_its_text(minor: int) -> None:
    whole = Fraction(minor, 100)
    assert _plain(Money.from_minor(minor, "CNY"), CNY) == _plain(f"{decimal_text(whole, 2)} CNY", CNY)
    assert admitted("paid", Money.from_minor(minor, "CNY")) == decided("paid", Money.from_minor(minor, "CNY"))


@given(decimals())
@example(Decimal("1." + "0" * 50))
@example(Decimal("1E-34"))
@example(Decimal("1E+33"))
@example(Decimal("0E+9999"))
def test_what_the_compiled_check_takes_is_what_is_admitted(value: Decimal) -> None:
    for fact in ("n", "small"):
        assert decided(fact, value) == admitted(fact, value)


def test_the_trace_tells_the_smallest_number_so_that_it_is_read_back() -> None:
    decision = RULES.decide(n=Decimal("1E-34"))
    told = decision.trace["facts"]["n"]["value"]
    assert RULES.decide(n=told).facts["n"] == decision.facts["n"] == Decimal("1E-34")


def _plain(value: object, type_: Type) -> Plain | None:
    with contextlib.suppress(ValueError):
        return plain_of(value, type_)
    return None


def _ways(value: Decimal, type_: Type) -> list[Any]:
    text = f"{value:f}"
    ways: list[Any] = [f"{text} %" if type_ is PERCENT else f"{text} {type_.unit or 's'}", text, value]
    with contextlib.suppress(ValueError):
        ways.append(Percent(value) if type_ is PERCENT else Amount(value, type_.unit))
    with contextlib.suppress(ValueError):
        ways.append(Money(value, "CNY"))
    return ways


def admitted(fact: str, value: object) -> object:
    """What admission makes of a value, as it is given back; None where it is refused."""
    with contextlib.suppress(FactsError):
        return public_of(admit(RULES.model, {"n": 1, fact: value}).values[fact], RULES.model.facts[fact].type)  # type: ignore[arg-type]
    return None


def decided(fact: str, value: object) -> object:
    """The same of a decision; its actions come from the compiled path wherever that takes the value."""
    try:
        decision = RULES.decide({"n": 1} | {fact: value})
    except FactsError:
        return None
    assert decision.actions == decision.account.actions
    return decision.facts[fact]

"""Nothing that a caller gives as a fact makes `decide` raise anything but `FactsError`."""

from __future__ import annotations

import collections
import contextlib
import enum
import types
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from decimal import Decimal
from fractions import Fraction
from typing import Any, Never
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from recovery_rules import Amount, FactsError, Money, Percent, loads
from tests.every_type import GOOD, RULESET

RULES = loads(RULESET)


def raising(*_: object, **__: object) -> Never:
    raise RuntimeError("foreign code ran")


HOSTILE: dict[str, Any] = {
    f"__{name}__": raising
    for name in (
        *("eq", "ne", "lt", "le", "gt", "ge", "hash", "bool", "len", "iter", "next", "contains", "getitem", "str"),
        *("repr", "format", "int", "index", "float", "abs", "neg", "add", "radd", "sub", "mul", "getattr"),
    )
}


def hostile(class_: type, *arguments: Any) -> Any:
    """A member of a subclass of which every method raises."""
    body = HOSTILE | {name: raising for name in vars(class_) if not name.startswith("_") and name != "fromisoformat"}
    return type("Hostile", (class_,), body)(*arguments)


def liar(class_: type) -> object:
    """Something that only says that it is of a class."""
    return type("Liar", (), {"__class__": property(lambda _: class_)})()


class Silent:
    """Refuses every look at it."""

    def __getattribute__(self, name: str) -> Never:
        raise RuntimeError(name)


class Meta(type):
    """A class of classes that refuse everything."""

    __instancecheck__ = __subclasscheck__ = raising
    __name__ = property(raising)


# pytest looks into every class that it finds in a module: these are hidden in a dictionary.
NAMELESS: dict[str, Any] = {"class": Meta("OfMeta", (), {})}
NAMELESS["member"] = NAMELESS["class"]()


class Zone(tzinfo):
    """A time zone that gives, or raises, what it was told to."""

    def __init__(self, offset: Any) -> None:
        self.offset = offset

    def utcoffset(self, _: datetime | None) -> timedelta:
        if isinstance(self.offset, Exception):
            raise self.offset
        return self.offset  # type: ignore[no-any-return]

    tzname = dst = raising


class Moment(datetime):
    """A time whose fields are not what they should be."""

    year = property(raising)

    def utcoffset(self) -> timedelta:
        return timedelta(0)


class Plain(enum.Enum):
    late, five, many = "late", 5, ["late"]


class Guarded(enum.Enum):
    late = "late"
    value = property(raising)


class Text(enum.StrEnum):
    late, distress = "late", "distress"


class Whole(enum.IntEnum):
    one = 1


def endless() -> list[Any]:
    itself: list[Any] = []
    itself.append(itself)
    return itself


def deep() -> list[Any]:
    inner: list[Any] = []
    for _ in range(100_000):
        inner = [inner]
    return inner


NASTY: dict[str, Any] = {
    "silent": Silent(),
    "class-number": type("Odd", (), {"__class__": property(lambda _: 5)})(),
    "class-raises": type("Odd", (), {"__class__": property(raising)})(),
    "metaclass": NAMELESS["class"],
    "of-metaclass": NAMELESS["member"],
    "every-method": type("Hostile", (), HOSTILE)(),
    **{
        f"liar-{class_.__name__}": liar(class_)
        for class_ in (str, int, bool, list, set, Decimal, Money, Percent, Amount, timedelta, datetime, Plain)
    },
    "str-late": hostile(str, "late"),
    "str-number": hostile(str, "5"),
    "str-member": hostile(str, "distress"),
    "int": hostile(int, 3),
    "decimal": hostile(Decimal, "3"),
    "fraction": hostile(Fraction, 3),
    "timedelta": hostile(timedelta, 1),
    "timedelta-finer": type("Finer", (timedelta,), {"nanoseconds": Silent()})(1),
    "list": hostile(list, ["distress"]),
    "set": hostile(set, ["distress"]),
    "frozenset": hostile(frozenset, ["distress"]),
    "moment": Moment(2026, 1, 1, tzinfo=UTC),
    "moment-lying": type("Late", (datetime,), {"utcoffset": lambda _: liar(timedelta)})(2026, 1, 1, tzinfo=UTC),
    "zone-raising": datetime(2026, 1, 1, tzinfo=Zone(RuntimeError())),
    "zone-word": datetime(2026, 1, 1, tzinfo=Zone("x")),
    "zone-far": datetime(2026, 1, 1, tzinfo=Zone(timedelta(days=3))),
    "zone-none": datetime(2026, 1, 1, tzinfo=Zone(None)),
    "naive": datetime(2026, 1, 1),  # noqa: DTZ001
    "first-moment": datetime.min.replace(tzinfo=timezone(timedelta(hours=14))),
    "last-moment": datetime.max.replace(tzinfo=timezone(timedelta(hours=-14))),
    "date": date(2026, 1, 1),
    "time": time(1),
    "enum": Plain.late,
    "enum-int": Plain.five,
    "enum-list": Plain.many,
    "enum-guarded": Guarded.late,
    "enum-str": Text.late,
    "enum-member": Text.distress,
    "enum-whole": Whole.one,
    "endless": endless(),
    "deep": deep(),
    "list-silent": [Silent()],
    "list-liar": [liar(str)],
    "list-hostile": [hostile(str, "distress")],
    "list-guarded": [Guarded.late],
    "list-mixed": ["distress", 3, None, {}, []],
    "list-long": ["distress"] * 100_000,
    "range": range(10**18),
    "generator": (word for word in ["distress"]),
    "nan": float("nan"),
    "infinity": float("inf"),
    "float": 0.1,
    "complex": 1j,
    "decimal-nan": Decimal("NaN"),
    "decimal-snan": Decimal("sNaN"),
    "decimal-infinite": Decimal("-Infinity"),
    "decimal-huge": Decimal("1e999999"),
    "decimal-tiny": Decimal("1e-999999"),
    "decimal-long": Decimal("9" * 5_000),
    "fraction-tiny": Fraction(1, 10**5_000),
    "third": Fraction(1, 3),
    "int-huge": 10**100_000,
    "int-35-digits": -(10**34),
    "money-huge": Money("9" * 34, "CNY"),
    "money-foreign": Money("5", "USD"),
    "surrogate": "\ud800",
    "nul": "\0",
    "bidi": "\u202elate",
    "long": "9" * 100_000,
    "exponent": "1e999",
    "exponent-huge": "1e999999999",
    "digits": "٣",  # a digit, but not one of ours
    "bytes": b"late",
    "bytearray": bytearray(b"late"),
    "memory": memoryview(b"late"),
    "dict": {},
    "none": None,
    "ellipsis": ...,
    "type": int,
    "true": True,
}


def survives(decide: Callable[[], Any]) -> bool:
    """Whether a case is decided; where it is not, the error must be one that can be shown."""
    try:
        decision = decide()
    except FactsError as error:
        return not error.problems or not str(error).encode()
    assert decision.trace["actions"] is not None
    assert decision.explain("en") != decision.explain("zh")
    assert dict(decision.facts)
    return True


@pytest.mark.no_cover
@pytest.mark.parametrize("name", NASTY)
def test_each_nasty_value_in_each_fact(name: str) -> None:
    for fact in RULES.model.facts:
        decided = survives(lambda fact=fact: RULES.decide(GOOD | {fact: NASTY[name]}))  # type: ignore[misc]
        assert decided == survives(lambda fact=fact: RULES.decide(**(GOOD | {fact: NASTY[name]})))  # type: ignore[misc]
        with contextlib.suppress(ValidationError):
            survives(lambda fact=fact: RULES.decide(RULES.facts_model(**(GOOD | {fact: NASTY[name]}))))  # type: ignore[misc]


@pytest.mark.parametrize("name", NASTY)
def test_each_nasty_value_as_the_time_of_deciding(name: str) -> None:
    survives(lambda: RULES.decide(GOOD, as_of=NASTY[name]))


NAMES = st.sampled_from(list(RULES.model.facts))


@given(st.dictionaries(NAMES | st.sampled_from(["nobody", "", "\ud800"]), st.sampled_from(list(NASTY))))
def test_several_nasty_values_at_once(nasty: dict[str, str]) -> None:
    survives(lambda: RULES.decide(GOOD | {fact: NASTY[name] for fact, name in nasty.items()}))


@given(st.dictionaries(NAMES, st.text() | st.integers() | st.decimals() | st.floats()))
def test_any_text_or_number(values: dict[str, Any]) -> None:
    survives(lambda: RULES.decide(GOOD | values))


def test_every_problem_of_a_case_is_named_at_once() -> None:
    with pytest.raises(FactsError) as refused:
        RULES.decide(failure="later", harm=["distress", "hate"], count=True, ratio=1.5, share="5", name=b"", nobody=1)
    assert str(refused.value) == (
        "9 problems\n"
        "  failure: `later` is not a value; did you mean `late`? (late, damaged)\n"
        "  harm: `hate` is not a value (distress, loss)\n"
        "  verified: missing\n"
        "  count: expected a whole number, got True (bool)\n"
        "  ratio: expected a number (int, Decimal or text), got 1.5 (float), which is not exact: "
        "give a text, an int or a Decimal\n"
        "  share: `5` has no `%`: write `5 %`\n"
        "  paid: missing\n"
        "  name: expected a text, got a value of type bytes\n"
        "  nobody: is not a fact of this ruleset"
    )


# ---- the argument that holds the facts


class Name(str):
    """A name whose methods raise once it is armed."""

    __slots__ = ()
    armed = False

    def __eq__(self, other: object) -> bool:
        return raising() if Name.armed else str.__eq__(self, other)

    def __hash__(self) -> int:
        return raising() if Name.armed else str.__hash__(self)


def _mapping(names: Callable[[], Iterator[Any]], value: Callable[..., Any] = raising) -> Mapping[Any, Any]:
    body = {"__iter__": lambda _: names(), "__len__": lambda _: 1, "__getitem__": value}
    odd: Mapping[Any, Any] = type("Odd", (collections.abc.Mapping,), body)()
    return odd


NO_CASE: dict[str, Any] = {
    "every-method": hostile(dict, GOOD),
    "no-names": _mapping(raising),
    "no-values": _mapping(lambda: iter(["verified"])),
    "unhashable": _mapping(lambda: iter([[]]), lambda *_: 1),
    "no-texts": {1: 2, None: 3, (1, 2): 4, b"verified": True, NAMELESS["member"]: 1},
    "odd-texts": {"\ud800": 1, "x" * 1_000_000: 1, "\0": 1, "": 1},
    "nan": {float("nan"): 1},
    "counter": collections.Counter(verified=1),
}
CASES: dict[str, Any] = {
    "proxy": types.MappingProxyType(GOOD),
    "chain": collections.ChainMap(GOOD),
    "default": collections.defaultdict(raising, GOOD),
}
NO_MAPPING: dict[str, Any] = {
    "number": 5,
    "text": "{}",
    "bytes": b"{}",
    "pairs": [("verified", True)],
    "silent": Silent(),
    "liar": liar(dict),
    "of-metaclass": NAMELESS["member"],
    "class": RULES.facts_model,
    "iterator": iter({}),
    "model-like": type("Model", (), {"model_dump": raising})(),
}


@pytest.mark.parametrize("name", NO_CASE)
def test_mappings_that_are_no_case(name: str) -> None:
    assert not survives(lambda: RULES.decide(NO_CASE[name]))


@pytest.mark.parametrize("name", CASES)
def test_mappings_of_any_kind(name: str) -> None:
    assert RULES.decide(CASES[name]) == RULES.decide(GOOD)


@pytest.mark.parametrize("name", NO_MAPPING)
def test_what_is_no_mapping_is_a_mistake_of_the_program(name: str) -> None:
    with pytest.raises(TypeError, match="facts are a mapping of names to values, not "):
        RULES.decide(NO_MAPPING[name])


def test_names_and_members_that_raise() -> None:
    name = Name("verified")
    facts = {**{key: value for key, value in GOOD.items() if key != "verified"}, name: True, "harm": {Name("loss")}}
    Name.armed = True
    try:
        assert survives(lambda: RULES.decide(facts))
    finally:
        Name.armed = False


def test_a_time_of_deciding_is_the_instant_alone() -> None:
    written = RULES.decide(GOOD, as_of="2026-11-04T18:00:00+08:00")  # type: ignore[arg-type]  # as JSON gives it
    meant = RULES.decide(GOOD, as_of=datetime(2026, 11, 4, 18, tzinfo=timezone(timedelta(hours=8))))
    assert written == meant
    assert written.as_of == meant.as_of
    assert written.trace == meant.trace


def test_a_deadline_reads_alike_however_the_facts_were_given() -> None:
    reported = datetime(2026, 3, 29, 1, 30, tzinfo=ZoneInfo("Europe/Berlin"))  # half an hour before summer time
    as_texts = GOOD | {"severity": "major", "reported": reported}
    decision = RULES.decide(as_texts)
    as_values = {name: value for name, value in decision.facts.items() if name in RULES.model.facts}
    again = RULES.decide(as_values | {"reported": reported})
    assert {str(one["refund"].due) for one in (decision, again)} == {"2026-03-29 02:30:00+01:00"}


def test_a_list_that_changes_later_is_no_part_of_a_decision() -> None:
    for harm in (["distress"], {"distress"}):
        decision = RULES.decide(GOOD | {"harm": harm})
        (harm.append if isinstance(harm, list) else harm.add)("loss")
        assert decision.facts["harm"] == {"distress"}
        assert decision.account.actions == decision.actions

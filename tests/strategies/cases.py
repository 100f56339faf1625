"""Cases for a ruleset that loaded: what a caller gives, on and beside every constant of the conditions."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from recovery_rules.engine.reference.conditions import truth
from recovery_rules.language.expressions import Apply, Constant, Expression, facts_read
from recovery_rules.language.literals import public_of, text_of
from recovery_rules.language.rationals import Number
from recovery_rules.language.tests import Either, Not, Range, UnaryTest
from recovery_rules.language.types import Plain, Type
from recovery_rules.model.conditions import Condition, Test, leaves
from recovery_rules.model.facts import DerivedValue, Fact
from recovery_rules.model.ruleset import Model

Case = dict[str, Any]

TIMES = (
    datetime(2026, 11, 4, 18, 0, tzinfo=timezone(timedelta(hours=8))),
    datetime(2024, 2, 29, 23, 59, 59, 999_999, tzinfo=UTC),
)
TEXTS = ("Li Na", "", "小菜")
# Not a value of any fact, or of hardly any.
NONSENSE: tuple[object, ...] = (
    1.5,
    float("nan"),
    10**40,
    "no such value",
    "",
    "1e3",
    b"",
    [],
    {},
    object,
    "12 XYZ",
    "-1",
    "1 000",
    True,
)


@st.composite
def cases(draw: st.DrawFn, model: Model) -> Case:
    """Mostly cases that look valid; about one in ten is spoiled."""
    spoil = draw(st.integers(0, 9)) == 9
    case: Case = draw(invalid_cases(model) if spoil else valid_looking_cases(model))
    return case


@st.composite
def valid_looking_cases(draw: st.DrawFn, model: Model) -> Case:
    """Cases in which every fact is in order; only the rules of `admit` may still refuse them."""
    plain: dict[str, Plain | None] = {}
    for fact in model.facts.values():
        plain[fact.name] = draw(_plain_values(model, fact)) if draw(_is_given(fact)) else fact.default
    given: Case = {}
    for fact in model.facts.values():
        value = plain[fact.name]
        if fact.needed is not None:
            if truth(fact.needed, plain) is not True:
                continue
            value = value if value is not None else draw(_plain_values(model, fact))
        if value is None or (value == fact.default and draw(st.booleans())):
            if draw(st.integers(0, 9)) == 0:
                given[fact.name] = None  # says the same as leaving it out
            continue
        given[fact.name] = draw(_as_given(fact.type, value))
    return given


@st.composite
def invalid_cases(draw: st.DrawFn, model: Model) -> Case:
    """A spoiled case: facts left out, wrong values, values out of range, names that are no facts."""
    case: Case = draw(valid_looking_cases(model))
    for name in draw(st.lists(st.sampled_from(list(model.facts)), unique=True, min_size=1, max_size=3)):
        fact = model.facts[name]
        match draw(st.sampled_from(["leave out", "nonsense", "out of range", "misspell", "derived", "give"])):
            case "leave out":
                case.pop(name, None)
            case "out of range" if fact.low is not None:
                case[name] = public_of(fact.low - 1, fact.type)
            case "misspell":
                case[name + "s"] = case.pop(name, "x")
            case "derived" if model.derived:
                case[next(iter(model.derived))] = "yes"
            case "give":
                case[name] = draw(_as_given(fact.type, draw(_plain_values(model, fact))))
            case _:
                case[name] = draw(st.sampled_from(NONSENSE))
    return case


def _is_given(fact: Fact) -> st.SearchStrategy[bool]:
    return st.booleans() if fact.may_be_unknown or fact.default is not None else st.just(True)


def _plain_values(model: Model, fact: Fact) -> st.SearchStrategy[Any]:
    """Plain values of a fact; of a quantity those on and beside every constant that it is compared with."""
    kind = fact.type.kind
    if kind in {"choice", "scale"}:
        return st.sampled_from(range(len(fact.type.values)))
    if kind == "boolean":
        return st.booleans()
    if kind == "set":
        return st.frozensets(st.sampled_from(range(len(fact.type.values))))
    if kind == "datetime":
        return st.sampled_from(TIMES)
    if kind == "text":
        return st.sampled_from(TEXTS)
    return st.sampled_from(_numbers(model, fact))


def _numbers(model: Model, fact: Fact) -> list[Number]:
    around = {0, 1, *_constants(model, fact), *(end for end in (fact.low, fact.high) if end is not None)}
    step = fact.type.step or 1
    near = {number + offset for number in around for offset in (-step, 0, step)}
    fitting = [
        number
        for number in near
        if (fact.low is None or number >= fact.low)
        and (fact.high is None or number <= fact.high)
        and (fact.type.step is None or number == int(number))
    ]
    return sorted(fitting, key=lambda number: (number < 0, number)) or [fact.low or 0]


def _constants(model: Model, fact: Fact) -> Iterator[Number]:
    """What the tests of a fact, and the expressions that read it, compare it with."""
    for condition in _conditions(model):
        for leaf in leaves(condition):
            if not isinstance(leaf, Test):
                yield from _in_expression(leaf.expression, fact)
            elif leaf.fact == fact.name:
                yield from _ends(leaf.test)
    for derived in model.derived.values():
        if isinstance(derived, DerivedValue):
            yield from _in_expression(derived.value, fact)
            continue
        for row in derived.rows:
            for column, test in zip(derived.columns, row.tests, strict=True):
                if column == fact.name and isinstance(test, Either | Not | Range):
                    yield from _ends(test)


def _conditions(model: Model) -> Iterator[Condition]:
    for rule in model.rules:
        yield from (rule.when, *rule.unless)
    yield from (limit.when for limit in model.limits)
    yield from (admission.when for admission in model.admissions)
    yield from (fact.needed for fact in model.facts.values() if fact.needed is not None)


def _ends(test: UnaryTest) -> Iterator[Number]:
    match test:
        case Range(low=low, high=high):
            yield from (end for end in (low, high) if end is not None)
        case Not(test=inner):
            yield from _ends(inner)
        case Either(tests=tests):
            for one in tests:
                yield from _ends(one)
        case _:
            pass


def _in_expression(expression: Expression, fact: Fact) -> Iterator[Number]:
    """The constants of the fact's type in an expression that reads the fact."""
    if fact.name not in facts_read(expression):
        return
    waiting = [expression]
    while waiting:
        match waiting.pop():
            case Constant(value=int() | Fraction() as value, type=type_) if type_ == fact.type:
                yield value
            case Apply(arguments=arguments):
                waiting += arguments
            case _:
                pass


def _as_given(type_: Type, plain: Plain) -> st.SearchStrategy[Any]:
    """A plain value as a caller may give it: as a public value, or as text."""
    forms: list[Any] = [public_of(plain, type_), text_of(plain, type_)]
    if type_.kind == "set":
        forms.append(sorted(forms[0]))
    return st.sampled_from(forms)


def moments() -> st.SearchStrategy[datetime | None]:
    """Times of deciding."""
    return st.sampled_from([None, *TIMES])

"""A small model made by hand in which columns depend on each other in every way, and cases for it."""

from fractions import Fraction
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from recovery_rules.cells.cases import Cases, Values
from recovery_rules.cells.clauses import Clause
from recovery_rules.cells.shape import Shape
from recovery_rules.language.expressions import Apply, Constant, Expression, Known, Operation, Read
from recovery_rules.language.tests import Among, Anything, Either, Has, Knownness, Not, Range, UnaryTest
from recovery_rules.language.types import BOOLEAN, DURATION, INTEGER, PERCENT, Plain, Type
from recovery_rules.model.conditions import ALWAYS, All, AnyOf, Condition, NoneOf, Test, Truth
from recovery_rules.model.facts import Admission, DerivedTable, DerivedValue, Fact, FactRow
from recovery_rules.model.rules import Rule
from recovery_rules.model.ruleset import Model

CNY = Type("money", unit="CNY", digits=2)
FAILURE = Type("choice", values=("late", "damaged", "rude"))
SEVERITY = Type("scale", values=("minor", "major", "critical"))
HARM = Type("set", values=("distress", "loss", "injury"))
ANY = Anything()


def among(*positions: int) -> Among:
    return Among(frozenset(positions))


def ask(fact: str, test: UnaryTest) -> Test:
    return Test(fact, test, "")


def apply(operation: Operation, *arguments: Expression, type_: Type = BOOLEAN) -> Apply:
    return Apply(operation, arguments, type_)


PAID, FEE, DELAY = Read("paid", CNY), Read("fee", CNY), Read("delay", DURATION)
FACTS = (
    Fact("failure", FAILURE),
    Fact("severity", SEVERITY, optional=True),
    Fact("paid", CNY, low=0, high=1_000),
    Fact("fee", CNY, low=0),
    Fact("rate", PERCENT, low=0, high=1, default=Fraction(1, 2)),
    Fact("delay", DURATION, low=0, needed=ask("failure", among(0))),
    Fact("harm", HARM, optional=True),
)
LATE = DerivedValue("late", BOOLEAN, apply(">", DELAY, Constant(20, DURATION)), "delay > 20", may_be_unknown=True)
NET = DerivedValue("net", CNY, apply("subtract", PAID, FEE, type_=CNY), "paid - fee", may_be_unknown=False)


def row(number: int, tests: tuple[UnaryTest | Expression, ...], gives: Expression) -> FactRow:
    return FactRow(number, tests, ("",) * len(tests), gives, "")


SHARE = DerivedTable(
    "share",
    PERCENT,
    "first",
    ("late", "severity"),
    (
        row(1, (among(1), ANY), Constant(1, PERCENT)),
        row(2, (ANY, among(1, 2)), Read("rate", PERCENT)),
        row(3, (ANY, ANY), Constant(0, PERCENT)),
    ),
    may_be_unknown=False,
)
ADMISSION = Admission("fee-within-paid", ask("failure", among(1)), apply("<=", FEE, PAID), "fee <= paid")
EXPRESSIONS = (
    apply("<", PAID, FEE),
    apply("and", Known("delay"), apply(">", DELAY, Constant(10, DURATION))),
    apply("or", apply("=", PAID, Constant(100, CNY)), apply(">=", Read("severity", SEVERITY), Constant(1, SEVERITY))),
    apply("not", Read("late", BOOLEAN)),
    apply("if", Known("severity"), apply("<", FEE, Constant(5, CNY)), apply("<", PAID, Constant(5, CNY))),
    apply("has", Read("harm", HARM), Constant(1, HARM)),
)
TESTS: dict[str, tuple[UnaryTest, ...]] = {
    "failure": (among(0), among(1, 2)),
    "severity": (among(0), among(1, 2), Knownness(known=False)),
    "paid": (Range(high=100), Range(low=100, low_included=False), Range(low=3, high=5, low_included=False)),
    "fee": (Range(low=101), Range(high=5, high_included=False)),
    "rate": (Range(high=Fraction(1, 4), high_included=False), Range(low=Fraction(1, 2))),
    "delay": (Range(high=10), Range(low=20, low_included=False), Knownness(known=True)),
    "harm": (Has(0), Has(2), Knownness(known=True)),
    "late": (among(1), Knownness(known=False)),
    "net": (Range(low=0), Range(low=1, high=2, low_included=False, high_included=False)),
    "share": (Range(low=Fraction(1, 2), low_included=False), Range(high=0)),
}


def unary_tests(fact: str) -> st.SearchStrategy[UnaryTest]:
    leaves = st.sampled_from([*TESTS[fact], ANY])
    return st.recursive(
        leaves,
        lambda inner: st.builds(Not, inner) | st.builds(Either, st.tuples(inner, inner)),
        max_leaves=3,
    )


def leaves() -> st.SearchStrategy[Condition]:
    of_facts = st.sampled_from(sorted(TESTS)).flatmap(lambda fact: st.builds(ask, st.just(fact), unary_tests(fact)))
    return of_facts | st.sampled_from(EXPRESSIONS).map(lambda expression: Truth(expression, ""))


def conditions() -> st.SearchStrategy[Condition]:
    def nested(inner: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
        parts = st.lists(inner, min_size=1, max_size=3).map(tuple)
        return st.one_of(*(st.builds(word, parts) for word in (All, AnyOf, NoneOf)))

    return st.recursive(leaves(), nested, max_leaves=5)


def model_of(*when: Condition, **changes: Any) -> Model:
    """The model with a rule for each condition, and one with every test, so that all columns have all cuts."""
    every = All(tuple(ask(fact, test) for fact, tests in TESTS.items() for test in tests))
    rules = tuple(Rule(f"r{number}", one, (), ()) for number, one in enumerate((*when, AnyOf((every, ALWAYS)))))
    settings: dict[str, Any] = {
        "facts": {fact.name: fact for fact in FACTS},
        "derived": {one.name: one for one in (LATE, NET, SHARE)},
        "admissions": (ADMISSION,),
        "rules": rules,
        "kinds": {},
    }
    return Model("made", "1", "", "CNY", **settings | changes)


def quantities(fact: Fact) -> st.SearchStrategy[Plain]:
    near = (0, 1, 2, 3, 4, 5, 6, 10, 11, 20, 21, 99, 100, 101, 1_000)
    if fact.type == PERCENT:
        return st.sampled_from((0, Fraction(1, 4), Fraction(1, 5), Fraction(1, 2), 1))
    return st.sampled_from(near) if fact.type != INTEGER else st.integers(0, 9)


def known_values(fact: Fact) -> st.SearchStrategy[Plain]:
    if fact.type.is_quantity:
        return quantities(fact)
    if fact.type.kind == "set":
        return st.frozensets(st.integers(0, len(fact.type.values) - 1))
    return st.integers(0, len(fact.type.values) - 1)


@st.composite
def cases(draw: st.DrawFn, model: Model, shape: Shape) -> Values:
    """A valid case with its derived facts."""
    given: Values = {}
    for fact in model.facts.values():
        leave_out = fact.optional and draw(st.integers(0, 3)) == 0
        given[fact.name] = None if leave_out else draw(known_values(fact))
    names = frozenset({*model.facts, *model.derived})
    values = Cases(model, shape).complete(given, names)
    assume(values is not None)
    assert values is not None
    return values


@st.composite
def clauses_around(draw: st.DrawFn, model: Model, shape: Shape, values: Values) -> Clause:
    """A clause that accepts a case: some columns, each with the case's cell and perhaps more."""
    one = Cases(model, shape)
    numbers = draw(st.lists(st.integers(0, len(shape.columns) - 1), unique=True, max_size=4))
    clause: dict[int, int] = {}
    for number in numbers:
        column = shape.columns[number]
        more = draw(st.integers(0, (1 << column.size) - 1)) if draw(st.booleans()) else 0
        clause[number] = (1 << one.cell(number, values) | more) & column.everything
    return clause

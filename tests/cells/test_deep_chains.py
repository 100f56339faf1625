"""What is found out about derived facts depends neither on how long their chain is nor on the caller's stack."""

from recovery_rules.cells.known import Knowledge
from recovery_rules.cells.region import Region
from recovery_rules.cells.settling import unsettled
from recovery_rules.cells.shape import Shape, shape_of
from recovery_rules.language.expressions import Apply, Constant, Expression, Known, Operation, Read
from recovery_rules.language.knownness import facts_known_if
from recovery_rules.language.tests import Knownness
from recovery_rules.language.types import BOOLEAN, INTEGER, Type
from recovery_rules.model.conditions import Condition
from recovery_rules.model.facts import Derived, DerivedTable, DerivedValue, Fact
from recovery_rules.model.ruleset import Model
from tests.cells.chains import LENGTH, from_deep_down
from tests.cells.models import ANY, among, apply, ask, model_of, row

KNOWN = Knownness(known=True)
ONE = Constant(1, INTEGER)
A = ask("a", among(1))
GIVEN = (Fact("n", INTEGER, low=0, high=9, optional=True), Fact("a", BOOLEAN), Fact("b", BOOLEAN))


def read(number: int, type_: Type = INTEGER) -> Read:
    return Read(f"d{number}", type_) if number else Read("n" if type_ == INTEGER else "a", type_)


def value(number: int, expression: Expression) -> DerivedValue:
    return DerivedValue(f"d{number}", expression.type, expression, "", may_be_unknown=True)


def table(number: int, *gives: Expression) -> DerivedTable:
    tests = ((among(1), ANY), (ANY, among(1)), (ANY, ANY))
    rows = tuple(row(place, tests[place - 1], one) for place, one in enumerate(gives, 1))
    return DerivedTable(f"d{number}", INTEGER, "first", ("a", "b"), rows, may_be_unknown=True)


def calculated(operation: Operation, *arguments: Expression) -> Apply:
    return apply(operation, *arguments, type_=INTEGER)


def chain(*derived: Derived, when: tuple[Condition, ...] = ()) -> tuple[Model, Shape]:
    model = model_of(
        facts={fact.name: fact for fact in GIVEN},
        derived={one.name: one for one in derived},
        admissions=(),
        rules=tuple(rule for rule in model_of(*when).rules[: len(when)]),
    )
    return model, shape_of(model)


SUMS = [value(i, calculated("add", read(i - 1), ONE)) for i in range(1, LENGTH)]


def test_bounds_along_a_chain() -> None:
    region = Region(*chain(*SUMS), {})
    assert from_deep_down(lambda: region.bounds(f"d{LENGTH - 1}")) == (LENGTH - 1, LENGTH + 8)


def test_truths_along_a_chain() -> None:
    steps = [value(i, apply("or", apply("not", read(i - 1, BOOLEAN)), Known("n"))) for i in range(1, LENGTH)]
    model, shape = chain(*steps, when=(ask("n", among()),))
    region = Region(model, shape, {})
    assert from_deep_down(lambda: region.truths(read(LENGTH - 1, BOOLEAN))) == {False, True}


def test_the_rows_along_a_chain_of_tables() -> None:
    steps = [table(i, read(i - 1), calculated("add", read(i - 1), ONE)) for i in range(1, LENGTH)]
    model, shape = chain(*steps, when=(A,))
    (clause,) = shape.rules[0]
    everywhere, where_a = Region(model, shape, {}), Region(model, shape, clause)
    assert from_deep_down(lambda: everywhere.bounds(f"d{LENGTH - 1}")) == (0, LENGTH + 8)
    assert from_deep_down(lambda: where_a.bounds(f"d{LENGTH - 1}"))[0] == 0


def test_what_is_known_along_a_chain() -> None:
    model, shape = chain(*SUMS, when=(ask(f"d{LENGTH - 1}", KNOWN),))
    (clause,) = shape.rules[0]
    assert not from_deep_down(lambda: Knowledge(model, shape, {}).knows(f"d{LENGTH - 1}"))
    assert from_deep_down(lambda: Knowledge(model, shape, clause).knows("n"))


def test_what_is_known_of_crossing_chains() -> None:
    steps = [value(1, read(0)), value(2, calculated("add", read(0), ONE))]
    steps += [
        value(i, calculated("least" if i % 2 else "greatest", read(i - 1 - (i + 1) % 2), read(i - 2 - (i + 1) % 2)))
        for i in range(3, LENGTH)
    ]
    model, shape = chain(*steps, when=(ask(f"d{LENGTH - 1}", KNOWN),))
    (clause,) = shape.rules[0]
    knowledge = from_deep_down(lambda: Knowledge(model, shape, clause))
    assert {"n", "d1", "d2"} <= knowledge.forced


def test_what_is_known_of_tables_within_tables() -> None:
    steps = [table(i, read(i - 1), calculated("add", read(i - 1), ONE)) for i in range(1, LENGTH)]
    model, shape = chain(*steps, when=(ask("n", KNOWN),))
    (clause,) = shape.rules[0]
    assert from_deep_down(lambda: Knowledge(model, shape, clause).knows(f"d{LENGTH - 1}"))
    assert not from_deep_down(lambda: Knowledge(model, shape, {}).knows(f"d{LENGTH - 1}"))


def test_a_part_of_a_formula_is_looked_at_once_however_deep() -> None:
    class Counting(Knowledge):
        asked = 0

        def _unknown_in(self, expression: Expression, assumed: frozenset[str]) -> frozenset[str]:
            self.asked += 1
            return super()._unknown_in(expression, assumed)

    deep: Expression = apply("<", read(0), ONE)
    for level in range(30):
        deep = apply("and" if level % 2 else "or", deep, Read("a", BOOLEAN))
    knowledge = Counting(*chain(), {})
    assert knowledge.unknown_in(deep) == {"n"}
    assert knowledge.asked < 100


def test_a_comparison_within_a_comparison_is_looked_at_once_however_deep() -> None:
    deep: Expression = read(0)
    for _ in range(30):
        deep = apply("if", apply(">", deep, ONE), read(0), ONE, type_=INTEGER)
    region = Region(*chain(), {})
    assert from_deep_down(lambda: region.interval(deep)) == (0, 9)
    assert from_deep_down(lambda: facts_known_if(deep)) == {"n"}


def test_each_is_settled_once_after_what_it_rests_on() -> None:
    rests_on = {f"d{i}": [f"d{j}" for j in (i - 1, i - 2) if j >= 0] for i in range(LENGTH)}
    settled: list[str] = []
    for name in unsettled([f"d{LENGTH - 1}", "d3"], rests_on.__getitem__, settled):
        settled.append(name)  # noqa: PERF402 - what is settled says what comes next
    assert settled == list(rests_on)

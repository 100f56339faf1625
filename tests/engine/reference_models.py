"""Small models made by hand, so that each step of a decision can be shown alone."""

from typing import Any

from recovery_rules.language.expressions import Apply, Constant, Expression, Read
from recovery_rules.language.tests import Among, Range, UnaryTest
from recovery_rules.language.types import BOOLEAN, DURATION, INTEGER, TEXT, Plain, Type
from recovery_rules.model.actions import CHOICE, ActionKind, Argument, Bound, Parameter, Proposal
from recovery_rules.model.conditions import ALWAYS, All, Condition, Test
from recovery_rules.model.facts import Fact
from recovery_rules.model.rules import Limit, Rule
from recovery_rules.model.ruleset import Model

CNY = Type("money", unit="CNY", digits=2)
SEVERITY = Type("scale", values=("minor", "major", "critical"))
ROLE = Type("scale", values=("next_role", "front_line", "manager"))
CHANNEL = Type("scale", values=("letter", "phone", "in_person"))
ITEMS = Type("set", values=("meal", "hotel", "taxi"))
FORM = Type("choice", values=("voucher", "gift"))
YES, NO = Among(frozenset({1})), Among(frozenset({0}))

FACTS = {
    fact.name: fact
    for fact in (
        Fact("severity", SEVERITY),
        Fact("verified", BOOLEAN, optional=True),
        Fact("paid", CNY, low=0, high=1_000_000),
    )
}


def _kind(name: str, phase: Any, position: int, *parameters: Parameter, apart: tuple[str, ...] = ()) -> ActionKind:
    by_name = {parameter.name: parameter for parameter in parameters}
    return ActionKind(name, "remedy", phase, by_name, apart, position=position)


KINDS = {
    kind.id: kind
    for kind in (
        _kind(
            "refund",
            "resolve",
            0,
            Parameter("amount", CNY, "greatest"),
            Parameter("within", DURATION, "soonest"),
            Parameter("owner", ROLE, "highest_role", is_role=True),
        ),
        _kind("bonus", "resolve", 1, Parameter("amount", CNY, "sum"), Parameter("times", INTEGER, "sum")),
        _kind("apology", "acknowledge", 2, Parameter("channel", CHANNEL, "greatest")),
        _kind(
            "gift",
            "mitigate",
            3,
            Parameter("form", FORM, "same"),
            Parameter("items", ITEMS, "all"),
            Parameter("amount", CNY, "least"),
            apart=("form",),
        ),
        _kind(
            "resolution",
            "resolve",
            4,
            Parameter("within", DURATION, "soonest"),
            Parameter("if_overdue", TEXT, "all", nested=True),
        ),
        _kind("review", "follow_up", 5),
    )
}


def cny(amount: int) -> Constant:
    """A constant of so many fen."""
    return Constant(amount, CNY)


def a_third_of_paid() -> Expression:
    return Apply("divide", (Read("paid", CNY), Constant(3, INTEGER)), CNY)


def where(**tests: UnaryTest) -> Condition:
    """A condition on some facts."""
    return All(tuple(Test(fact, test, "so") for fact, test in tests.items()))


def at_least(position: int) -> Among:
    """`at least` a severity."""
    return Among(frozenset(range(position, 3)))


def over(amount: int) -> Range:
    return Range(low=amount, low_included=False)


def act(kind: str, /, **arguments: Plain | Expression | Argument | tuple[Proposal, ...]) -> Proposal:
    """A proposal; plain values become constants, tuples nested actions."""
    written: dict[str, Argument] = {}
    for name, value in arguments.items():
        if isinstance(value, Argument):
            written[name] = value
        elif isinstance(value, tuple):
            written[name] = Argument(None, nested=value)
        elif isinstance(value, Constant | Read | Apply):
            written[name] = Argument(value)
        else:
            assert not isinstance(value, tuple)
            written[name] = Argument(Constant(value, KINDS[kind].parameters[name].type))  # type: ignore[arg-type]
    return Proposal(kind, written)


def choice(*options: tuple[Proposal, ...], by: str = "customer") -> Proposal:
    return Proposal(CHOICE, {}, by=by, options=options)


def rule(name: str, *proposals: Proposal, when: Condition = ALWAYS, **more: Any) -> Rule:
    return Rule(name, when, more.pop("unless", ()), proposals, **more)


def floor(kind: str, amount: Expression, name: str = "floor", **more: Any) -> Limit:
    return Limit(name, kind=kind, bounds=(Bound("amount", at_least=amount),), **more)


def cap(kind: str, amount: Expression, name: str = "cap", **more: Any) -> Limit:
    return Limit(name, kind=kind, bounds=(Bound("amount", at_most=amount),), **more)


def model(*rules: Rule, limits: tuple[Limit, ...] = (), **more: Any) -> Model:
    otherwise = more.pop("otherwise", (act("review"),))
    facts = more.pop("facts", FACTS)
    derived = more.pop("derived", {})
    return Model(
        "made",
        "1",
        "0" * 64,
        "CNY",
        facts,
        derived,
        KINDS,
        rules,
        limits=limits,
        otherwise=otherwise,
        **more,
    )

"""Facts that a case gives, and what a valid case is beyond single facts."""

from attrs import evolve
from hypothesis import strategies as st

from tests.strategies.conditions import conditions
from tests.strategies.expressions import truths
from tests.strategies.scope import Declared, Scope, Written

SEVERITY = ("minor", "moderate", "major", "critical")
# Every type. Of the last two no condition asks the value.
POOL = (
    Declared("failure", "choice", ("late", "damaged", "rude")),
    Declared("tier", "scale", ("ordinary", "important", "top")),
    Declared("verified", "boolean"),
    Declared("insured", "boolean"),
    Declared("harm", "set", ("distress", "loss_of_time", "injury")),
    Declared("loss", "money", floor=None),
    Declared("attempts", "integer", floor=0),
    Declared("bought_on", "date", floor=0),
    Declared("score", "number", floor=None),
    Declared("share", "percent", floor=0),
    Declared("held", "points", floor=0),
    Declared("delay", "duration", floor=0),
    Declared("reported_at", "datetime"),
    Declared("collected_at", "datetime"),
    Declared("customer_name", "text"),
)
# As authors write them: in a zone of its own, and in UTC just before a day that not every year has is over.
TIMES = ("2026-11-04T18:00:00+08:00", "2024-02-29T23:59:59.999999Z")
# Most facts are simply required; the others each have their own place in admission.
PRESENCES = ("required", "required", "optional", "default", "needed")


@st.composite
def facts(draw: st.DrawFn, scope: Scope) -> tuple[Written, Scope]:
    """The section `facts`: a scale and an amount of money that every case has, and some others."""
    severity, paid = Declared("severity", "scale", SEVERITY), Declared("paid", "money", floor=0)
    named_type = draw(st.booleans())
    written: Written = {
        "severity": {"type": "grade"} if named_type else {"type": "scale", "values": list(SEVERITY)},
        "paid": {"type": "money", "min": scope.literal("money", 0)},
    }
    if draw(st.booleans()):
        written["paid"]["max"] = scope.literal("money", 1000)
    scope = scope.with_facts(severity, paid)
    for fact in draw(st.lists(st.sampled_from(POOL), unique_by=lambda one: one.name, max_size=5)):
        written[fact.name], declared = draw(_fact(scope, fact))
        scope = scope.with_facts(declared)
    return written, scope


@st.composite
def _fact(draw: st.DrawFn, scope: Scope, fact: Declared) -> tuple[Written, Declared]:
    written: Written = {"type": fact.kind}
    if fact.values:
        written["values"] = list(fact.values)
    if fact.is_measured and fact.floor is not None:
        written["min"] = scope.literal(fact.kind, fact.floor)
        # A deadline must end within a thousand years, so durations and dates are never without a maximum.
        if fact.kind in {"duration", "date"} or draw(st.booleans()):
            written["max"] = scope.literal(fact.kind, 100)
    if fact.kind == "text":
        return written | {"personal": "yes"}, evolve(fact, certain=False)
    if draw(st.integers(0, 4)) == 0:
        written["label"] = {"en": fact.name.replace("_", " "), "zh": "事实"}
    match draw(st.sampled_from(PRESENCES)):
        case "optional":
            return written | {"optional": "yes"}, evolve(fact, certain=False)
        case "default" if fact.kind != "set":
            return written | {"default": draw(_default(scope, fact))}, fact
        case "needed":
            return written | {"needed": draw(_need(scope))}, evolve(fact, certain=False)
        case _:
            return written, fact


def _default(scope: Scope, fact: Declared) -> st.SearchStrategy[str]:
    if fact.kind == "boolean":
        return st.sampled_from(["no", "yes"])
    if fact.values:
        return st.sampled_from(fact.values)
    if fact.kind == "datetime":
        return st.sampled_from(TIMES)
    return st.sampled_from([scope.literal(fact.kind, number) for number in (0, 10)])


@st.composite
def _need(draw: st.DrawFn, scope: Scope) -> Written:
    """A condition on facts that every case has."""
    certain = evolve(scope, facts=tuple(scope.select(lambda fact: fact.certain)))
    written: Written = draw(conditions(certain, deepest=0))
    return written


@st.composite
def admissions(draw: st.DrawFn, scope: Scope) -> list[Written]:
    """The section `admit`; seldom there, for it makes many cases invalid."""
    if draw(st.integers(0, 4)) < 4:
        return []
    rule: Written = {"id": "plausible", "must": draw(truths(scope))}
    if draw(st.booleans()):
        rule["when"] = draw(conditions(scope, deepest=0))
    if draw(st.booleans()):
        rule["because"] = {"en": "such cases do not occur", "zh": "不会发生"}
    return [rule]

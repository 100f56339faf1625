"""Conditions: tests of facts in words and in S-FEEL, alternatives, and boolean expressions."""

from hypothesis import strategies as st

from tests.strategies.expressions import truths
from tests.strategies.scope import Declared, Scope, Written, literals, numbers


@st.composite
def tests_of(draw: st.DrawFn, scope: Scope, fact: Declared) -> str:
    """A test of one fact."""
    if not fact.certain and draw(st.integers(0, 4)) == 0:
        return draw(st.sampled_from(["known", "unknown"]))
    if draw(st.integers(0, 14)) == 0:
        return draw(st.sampled_from(["any", "-"]))
    if fact.is_measured:
        others = scope.select(lambda other: other.kind == fact.kind and other.name != fact.name)
        if draw(st.integers(0, 9)) == 0 and others:
            return f"{draw(st.sampled_from(['over', 'up to']))} {draw(st.sampled_from(others)).name}"
        return draw(_quantity(scope, fact))
    if fact.kind == "boolean":
        return draw(st.sampled_from(["yes", "no", "true", "false", "not yes"]))
    if fact.kind == "set":
        return draw(st.sampled_from(["has {}", "not has {}"])).format(draw(st.sampled_from(fact.values)))
    return draw(_scale(fact)) if fact.kind == "scale" and draw(st.booleans()) else draw(_choice(fact))


@st.composite
def _choice(draw: st.DrawFn, fact: Declared) -> str:
    chosen = draw(st.lists(st.sampled_from(fact.values), unique=True, min_size=1, max_size=2))
    return draw(st.sampled_from(["", "", "not "])) + ", ".join(chosen)


@st.composite
def _scale(draw: st.DrawFn, fact: Declared) -> str:
    form = draw(st.sampled_from(["at least", "at most", "over", "under", "up to", ">=", "<=", ">", "<", "to"]))
    if form == "to":
        low, high = sorted(draw(st.lists(st.sampled_from(fact.values), min_size=2, max_size=2)), key=fact.values.index)
        return f"{low} to {high}"
    return f"{form} {draw(st.sampled_from(fact.values))}"


@st.composite
def _quantity(draw: st.DrawFn, scope: Scope, fact: Declared) -> str:
    forms = ["at least {}", "under {}", "over {}", "up to {}", ">= {}", "< {}", "not over {}", "{}", ".."]
    if fact.kind == "date":
        forms += ["before {}", "after {}", "on or after {}", "on or before {}", "from {}", "until {}"]
    form = draw(st.sampled_from(forms))
    if form == "..":
        two = st.lists(numbers(fact.kind, scope.currency, floor=fact.floor), min_size=2, max_size=2, unique=True)
        low, high = (scope.literal(fact.kind, number) for number in sorted(draw(two)))
        return draw(st.sampled_from(["{} to {}", "[{}..{}]", "[{}..{})", "({}..{}]", "]{}..{}["])).format(low, high)
    return form.format(draw(literals(scope, fact.kind)))


@st.composite
def conditions(draw: st.DrawFn, scope: Scope, *, deepest: int = 1) -> Written:
    """What stands under `when`: some tests, and below the top also alternatives and an expression."""
    testable = scope.select(lambda fact: fact.can_be_tested)
    tested = draw(st.lists(st.sampled_from(testable), unique_by=lambda fact: fact.name, min_size=1, max_size=3))
    written: Written = {}
    for fact in tested:
        alternatives = draw(st.lists(tests_of(scope, fact), min_size=1, max_size=2))
        written[fact.name] = alternatives if len(alternatives) > 1 else alternatives[0]
    if deepest and draw(st.integers(0, 3)) == 0:
        word = draw(st.sampled_from(["any_of", "all_of", "none_of"]))
        inner = conditions(scope, deepest=deepest - 1)
        written[word] = draw(st.lists(inner, min_size=1, max_size=2))
    if deepest and draw(st.integers(0, 4)) == 0:
        written["expr"] = draw(truths(scope))
    return written


@st.composite
def partitions(draw: st.DrawFn, scope: Scope, fact: Declared) -> list[str | list[str]]:
    """Tests of a fact of which exactly one holds in every case."""
    if fact.kind == "boolean":
        tests: list[str | list[str]] = ["yes", "no"]
    elif fact.is_measured:
        cut = draw(literals(scope, fact.kind))
        tests = [f"under {cut}", f"at least {cut}"]
    elif fact.kind == "set":
        value = draw(st.sampled_from(fact.values))
        tests = [f"has {value}", f"not has {value}"]
    else:
        first = draw(st.sampled_from(fact.values))
        rest = [value for value in fact.values if value != first]
        tests = [first, rest] if draw(st.booleans()) else [first, *rest]
    return tests if fact.certain else [*tests, "unknown"]

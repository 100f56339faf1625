"""Derived facts: by expression, and by table under every hit policy that gives one value."""

from hypothesis import strategies as st

from tests.strategies.conditions import partitions, tests_of
from tests.strategies.expressions import quantities, steps, truths, working_days
from tests.strategies.facts import TIMES
from tests.strategies.scope import MEASURED, QUANTITIES, Declared, Scope, Written, literals

GRADES = ("low", "middle", "high")
HITS = ("first", "unique", "any", "priority", "collect sum", "collect min", "collect max", "collect count")


@st.composite
def derived(draw: st.DrawFn, scope: Scope) -> tuple[Written, Scope]:
    """The section `derived`: each fact may read those above it."""
    written: Written = {}
    if scope.is_timed and draw(st.booleans()):
        day = draw(quantities(scope, "date", deepest=0))
        written["due_on"] = {"type": "date", "value": draw(st.sampled_from(draw(steps(scope, day))))}
        scope = scope.with_facts(Declared("due_on", "date", floor=0))
        written["worked"] = {"type": "integer", "value": draw(st.sampled_from(draw(working_days(scope))))}
        scope = scope.with_facts(Declared("worked", "integer", floor=0))
    times = [fact.name for fact in scope.select(lambda fact: fact.certain and fact.kind == "datetime")]
    if draw(st.booleans()) and times:
        one, other = (draw(st.sampled_from([*times, *TIMES])) for _ in range(2))
        written["moved_at"] = {"type": "datetime", "value": f"higher({times[0]} + 36 h, {one})"}
        written["is_later"] = {"type": "boolean", "value": f"moved_at - {times[0]} over 1 d and moved_at > {other}"}
        scope = scope.with_facts(Declared("is_later", "boolean"))
    for name in draw(st.sampled_from([(), ("d1",), ("d1", "d2")])):
        written[name], declared = draw(st.one_of(_by_expression(scope, name), _by_table(scope, name)))
        scope = scope.with_facts(declared)
    return written, scope


@st.composite
def parameters(draw: st.DrawFn, scope: Scope) -> tuple[Written, Scope]:
    """The section `parameters`: a constant, and values by date where some date is known in every case."""
    written: Written = {}
    if draw(st.booleans()):
        kind = draw(st.sampled_from(MEASURED))
        written["p1"] = {"type": kind, "value": draw(literals(scope, kind))}
        scope = scope.with_facts(Declared("p1", kind, floor=0))
    dates = scope.select(lambda fact: fact.kind == "date")
    if dates:
        kind = draw(st.sampled_from(MEASURED))
        days = draw(st.lists(st.sampled_from([1, 2, 10, 50, 90]), unique=True, max_size=3))
        optional = not draw(st.booleans()) or not dates[0].certain
        first = draw(st.sampled_from([0, 1])) if optional else 0
        values: Written = {scope.literal("date", day): draw(literals(scope, kind)) for day in [first, *days]}
        sourced = {
            day: {"value": value, "source": "a list"} if draw(st.booleans()) else value for day, value in values.items()
        }
        written["p2"] = {"type": kind, "by": dates[0].name, "values": sourced} | (
            {"optional": "yes"} if optional else {}
        )
        scope = scope.with_facts(Declared("p2", kind, floor=0, certain=not optional))
    return written, scope


@st.composite
def _by_expression(draw: st.DrawFn, scope: Scope, name: str) -> tuple[Written, Declared]:
    kind = draw(st.sampled_from(["boolean", *MEASURED]))
    if kind == "boolean":
        return {"type": kind, "value": draw(truths(scope))}, Declared(name, kind, certain=False)
    return {"type": kind, "value": draw(quantities(scope, kind))}, Declared(name, kind, floor=0)


@st.composite
def _by_table(draw: st.DrawFn, scope: Scope, name: str) -> tuple[Written, Declared]:
    hit = draw(st.sampled_from(HITS))
    if hit == "collect count":
        kind = "integer"
    elif hit.startswith("collect"):
        kind = draw(st.sampled_from([kind for kind in QUANTITIES if kind != "integer"]))
    elif hit == "priority":
        kind = "scale"
    else:
        kind = draw(st.sampled_from(["scale", "boolean", "percent", "money", "date"]))
    fact = Declared(name, kind, GRADES if kind == "scale" else (), floor=0 if kind in MEASURED else None)
    testable = scope.select(lambda one: one.can_be_tested)
    columns = draw(st.lists(st.sampled_from(testable), unique_by=lambda one: one.name, min_size=1, max_size=2))
    written: Written = {"type": kind, "when": [column.name for column in columns]}
    if fact.values:
        written["values"] = list(GRADES)
    if hit != "unique" or draw(st.booleans()):
        written["hit"] = hit
    if hit == "priority":
        written["order"] = draw(st.permutations(list(GRADES)))
    rows = _exclusive_rows(scope, fact, columns) if hit == "unique" else _covering_rows(scope, fact, columns, hit)
    written["rows"] = draw(rows)
    return written, fact


def _outputs(scope: Scope, fact: Declared) -> st.SearchStrategy[str]:
    if fact.values:
        return st.sampled_from(fact.values)
    return st.sampled_from(["yes", "no"]) if fact.kind == "boolean" else quantities(scope, fact.kind, deepest=1)


@st.composite
def _exclusive_rows(draw: st.DrawFn, scope: Scope, fact: Declared, columns: list[Declared]) -> list[object]:
    """Rows of which exactly one matches each case."""
    first, *others = columns
    rows: list[object] = []
    for test in draw(partitions(scope, first)):
        if draw(st.booleans()) and others:
            rows += [
                {first.name: test, others[0].name: second, "gives": draw(_outputs(scope, fact))}
                for second in draw(partitions(scope, others[0]))
            ]
        else:
            rows.append({first.name: test, "gives": draw(_outputs(scope, fact))})
    return rows


@st.composite
def _covering_rows(draw: st.DrawFn, scope: Scope, fact: Declared, columns: list[Declared], hit: str) -> list[object]:
    """Any rows, and one that always matches."""
    outputs = _outputs(scope, fact)
    if hit == "any":
        outputs = st.just(draw(outputs))
    rows: list[object] = []
    for _ in range(draw(st.integers(0, 3))):
        tests = [draw(tests_of(scope, column)) for column in columns]
        value = draw(outputs)
        if draw(st.booleans()):
            rows.append([*tests, value])
        else:
            rows.append({columns[0].name: tests[0], "gives": value})
    if rows and hit in {"collect sum", "collect count"} and draw(st.booleans()):
        return rows  # over no row these two are zero
    return [*rows, {"gives": draw(outputs)}]

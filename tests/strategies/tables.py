"""Tables of actions under every hit policy of DMN."""

from typing import Any

from attrs import frozen
from hypothesis import strategies as st

from tests.strategies.actions import OBLIGATIONS, argument, parameters
from tests.strategies.conditions import partitions, tests_of
from tests.strategies.scope import QUANTITIES, Declared, Scope, Written

# The more often drawn ones are those that pick among rows.
HITS = (
    "first",
    "first",
    "unique",
    "any",
    "any",
    "priority",
    "priority",
    "rule order",
    "output order",
    "collect",
    "collect sum",
    "collect min",
    "collect max",
    "collect count",
)
RANKED = ("priority", "output order")


@frozen
class _Output:
    """An output column: a parameter of a kind, or with no parameter the kind as it is."""

    kind: str
    parameter: str = ""

    @property
    def column(self) -> str:
        return f"{self.kind}.{self.parameter}" if self.parameter else self.kind


@st.composite
def tables(draw: st.DrawFn, scope: Scope) -> list[Written]:
    """The section `tables`."""
    found = [draw(_table(scope, name)) for name in draw(st.sampled_from([(), ("t1",), ("t1", "t2")]))]
    return [table for table in found if table is not None]


@st.composite
def _table(draw: st.DrawFn, scope: Scope, name: str) -> Written | None:
    """A table, or None where the kinds have no output that its hit policy can have."""
    hit = draw(st.sampled_from(HITS))
    possible = _possible_outputs(scope, hit)
    if not possible:
        return None
    most = 2 if hit in {"first", "unique", "rule order", "collect", *RANKED} else 1
    outputs = draw(st.lists(st.sampled_from(possible), unique_by=lambda one: one.kind, min_size=1, max_size=most))
    testable = scope.select(lambda fact: fact.can_be_tested)
    columns = draw(st.lists(st.sampled_from(testable), unique_by=lambda one: one.name, min_size=1, max_size=2))
    table: Written = {
        "id": name,
        "when": [column.name for column in columns],
        "then": [one.column for one in outputs],
    }
    if hit != "unique" or draw(st.booleans()):
        table["hit"] = hit
    if constants := draw(_constants(scope, outputs)):
        table["with"] = constants
    if hit in RANKED:
        orders = {one.column: draw(st.permutations(_words(scope, one))) for one in outputs}
        table["order"] = orders if len(orders) > 1 or draw(st.booleans()) else next(iter(orders.values()))
    unique = _exclusive_rows(scope, columns, outputs) if hit == "unique" else _any_rows(scope, columns, outputs, hit)
    table["rows"] = draw(unique)
    return table


def _possible_outputs(scope: Scope, hit: str) -> list[_Output]:
    found = [
        _Output(kind, name)
        for kind in sorted(scope.kinds)
        for name, parameter in parameters(scope, kind).items()
        if parameter["combine"] != "same" and parameter["type"] != "actions"
    ]
    found += [_Output(kind, "obligation") for kind in sorted(scope.kinds)]

    def has(output: _Output, *types: str) -> bool:
        return _parameter(scope, output)["type"] in types

    match hit:
        case "collect count":
            return [one for one in found if has(one, "integer")]
        case "collect sum" | "collect min" | "collect max":
            return [one for one in found if has(one, *QUANTITIES)]
        case "priority" | "output order":
            return [one for one in found if has(one, "scale", "role")]
        case _:
            bare = [_Output(kind) for kind in sorted(scope.kinds) if not _required(scope, kind)]
            return bare + [one for one in found if not has(one, "set")]


def _parameter(scope: Scope, output: _Output) -> Written:
    if output.parameter == "obligation":
        return {"type": "scale", "values": list(OBLIGATIONS)}
    return parameters(scope, output.kind)[output.parameter]


def _required(scope: Scope, kind: str) -> list[str]:
    return [name for name, parameter in parameters(scope, kind).items() if "required" in parameter]


def _words(scope: Scope, output: _Output) -> list[str]:
    """All values of an enumerated output."""
    parameter = _parameter(scope, output)
    return ["next_role", *scope.roles] if parameter["type"] == "role" else list(parameter["values"])


@st.composite
def _constants(draw: st.DrawFn, scope: Scope, outputs: list[_Output]) -> Written:
    """`with`: what a kind requires and no column gives, and sometimes what combines as `same`."""
    written: Written = {}
    for output in outputs:
        names = [name for name in _required(scope, output.kind) if name != output.parameter]
        if draw(st.booleans()):
            names += [name for kind, name in scope.constants if kind == output.kind]
        given = {name: draw(_constant(scope, output.kind, name)) for name in names}
        if output.parameter != "obligation" and draw(st.integers(0, 5)) == 0:
            given["obligation"] = draw(st.sampled_from(OBLIGATIONS))
        if given:
            written[output.kind] = given
    return written


def _constant(scope: Scope, kind: str, name: str) -> st.SearchStrategy[Any]:
    if (kind, name) in scope.constants:
        return st.just(scope.constants[kind, name])
    return st.just(scope.literal(parameters(scope, kind)[name]["type"], 10))


@st.composite
def _cell(draw: st.DrawFn, scope: Scope, output: _Output) -> str:
    if not output.parameter:
        return "yes"
    if _parameter(scope, output)["type"] in {"scale", "role"}:
        return draw(st.sampled_from(_words(scope, output)))
    value = draw(argument(scope, output.kind, output.parameter).filter(lambda written: isinstance(written, str)))
    return str(value)


@st.composite
def _cells(draw: st.DrawFn, scope: Scope, outputs: list[_Output]) -> list[str]:
    """A cell for each output; all but the first may be left empty, unless the kind requires it."""
    first, *others = outputs
    cells = [draw(_cell(scope, first))]
    for output in others:
        empty = output.parameter not in _required(scope, output.kind) and draw(st.integers(0, 2)) == 0
        cells.append("-" if empty else draw(_cell(scope, output)))
    return cells


@st.composite
def _exclusive_rows(draw: st.DrawFn, scope: Scope, columns: list[Declared], outputs: list[_Output]) -> list[object]:
    """Rows of which at most one matches each case."""
    tests = draw(partitions(scope, columns[0]))
    chosen = draw(st.lists(st.sampled_from(range(len(tests))), unique=True, min_size=1))
    return [
        {columns[0].name: tests[row]}
        | dict(zip([output.column for output in outputs], draw(_cells(scope, outputs)), strict=True))
        for row in sorted(chosen)
    ]


@st.composite
def _any_rows(draw: st.DrawFn, scope: Scope, columns: list[Declared], outputs: list[_Output], hit: str) -> list[object]:
    """Any rows; under `any` all of them propose the same."""
    same = draw(_cells(scope, outputs))
    rows: list[object] = []
    for number in range(draw(st.integers(1, 4))):
        tests = [draw(tests_of(scope, column)) for column in columns]
        cells = same if hit == "any" or number == 0 else draw(_cells(scope, outputs))
        if draw(st.integers(0, 2)):
            rows.append([*tests, *cells])
        else:
            rows.append({columns[0].name: tests[0]} | dict(zip([one.column for one in outputs], cells, strict=True)))
    return rows

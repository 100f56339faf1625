"""Names and values of a DMN model in our language: which variables a table reads, their types, and how cells are said.

A unary test keeps its text. Only what cannot be a name here is renamed, token by token: variables with blanks or dots
(`Complex.aNumber` becomes `Complex_aNumber`) and values with blanks or hyphens (`"VERY LOW"` becomes `"VERY_LOW"`).
"""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from attrs import evolve, frozen

from tests.conformance.reading import Case, Chain, Table

_STRING = r'"[^"]*"'
_PERIOD = re.compile(r"P(?:(?P<days>\d+)D)?(?:T(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?(?:(?P<seconds>\d+)S)?)?")
KINDS = {
    "number": "number",
    "boolean": "boolean",
    "string": "word",
    "dayTimeDuration": "duration",
    "dateTime": "datetime",
}


class OutOfTypesError(Exception):
    """A case needs a type that a ruleset has not."""


@frozen
class Variable:
    """A fact or an output in our words; a `word` is a choice among `values`."""

    name: str
    kind: str
    values: tuple[str, ...] = ()
    low: str = ""
    high: str = ""
    optional: bool = False


@frozen
class Words:
    """A case in our words.

    Attributes:
        facts: the variables that the table reads, by their path in the model.
        outputs: one a column.
    """

    facts: Mapping[str, Variable]
    outputs: tuple[Variable, ...]

    def cell(self, text: str) -> str:
        """A unary test or an output with its names and values renamed."""
        # A word that could be a fact or a value is refused here. Where a table gives the value of a variable that is
        # named like it, the value is what it gives.
        values = {value for output in self.outputs for value in output.values}
        names = {path: f'"{fact.name}"' if fact.name in values else fact.name for path, fact in self.facts.items()}
        return _renamed(text, names)

    def given(self, inputs: Mapping[str, Any]) -> dict[str, Any]:
        """The inputs of a trial as facts."""
        return {fact.name: _value(inputs.get(path)) for path, fact in self.facts.items()}

    def expected(self, value: Any) -> Any:
        """An expected result in our words."""
        if isinstance(value, list):
            return [self.expected(item) for item in value]
        if isinstance(value, dict):
            return {name: self.expected(item) for name, item in value.items()}
        return _value(value)


def words_of(case: Case) -> Words:
    """Facts and outputs of a case.

    Raises:
        OutOfTypesError: The table reads or gives something that a ruleset has no type for.
    """
    table = case.table
    declared = {one.expression: case.bases.get(one.type, one.type) for one in table.inputs}
    paths = sorted({path for trial in case.trials for path in trial.inputs} | declared.keys())
    cells = [text for row in table.rows for text in (*row.tests, *row.gives)]
    read = [path for path in paths if path in declared or path in _named(cells, paths)]
    kinds = {path: _kind(declared.get(path), [trial.inputs.get(path) for trial in case.trials]) for path in read}
    names = [f"result_{number}" for number in range(1, len(table.outputs) + 1)]
    given = {name: _kind_of_output(table, column, kinds) for column, name in enumerate(names)}
    values = _values(case, kinds, names)
    allowed = {one.expression: one.allowed for one in table.inputs}
    facts = {}
    for path, kind in kinds.items():
        low, high = _bounds(allowed.get(path, "")) if kind == "number" else ("", "")
        optional = any(trial.inputs.get(path) is None for trial in case.trials)
        facts[path] = Variable(identifier(path), kind, values.get(path, ()), low, high, optional)
    strings = {value.strip('"') for value in (*_strings(cells), *_strings_given(case))}
    assert len({fact.name for fact in facts.values()}) == len(facts), "two variables have one name here"
    assert len(set(map(identifier, strings))) == len(strings), "two values have one name here"
    return Words(facts, tuple(Variable(name, given[name], values.get(name, ())) for name in names))


def chained(chain: Chain) -> tuple[dict[str, Words], dict[str, str]]:
    """The words of each table of a chain, and the expressions by our names; `max` is `higher` in ours."""
    names = {path: identifier(path) for path in (*chain.tables, *chain.literals)}
    words = {}
    for name, table in chain.tables.items():
        own = words_of(Case(name, table, {}, chain.trials))
        words[name] = evolve(own, outputs=(evolve(own.outputs[0], name=names[name]),))
    values = {names[path]: _renamed(text, names | {"max": "higher"}) for path, text in chain.literals.items()}
    return words, values


def identifier(text: str) -> str:
    """A name or value as a name of the language."""
    return re.sub(r"\W+", "_", text.strip('"'))


def _renamed(text: str, names: Mapping[str, str]) -> str:
    """A text with values in quotes and variables renamed, everything else as it stands."""
    longest_first = "|".join(rf"(?<!\w){re.escape(path)}(?!\w)" for path in sorted(names, key=len, reverse=True))
    token = re.compile(f"{_STRING}|{longest_first}" if names else _STRING)
    return token.sub(lambda found: names.get(found[0]) or f'"{identifier(found[0])}"', text)


def _strings(texts: Iterable[str]) -> list[str]:
    return [value for text in texts for value in re.findall(_STRING, text)]


def _strings_given(case: Case) -> list[str]:
    return [value for trial in case.trials for value in trial.inputs.values() if isinstance(value, str)]


def _named(texts: Iterable[str], paths: Iterable[str]) -> list[str]:
    """The variables that cells name."""
    outside = [re.sub(_STRING, "", text) for text in texts]
    return [path for path in paths if any(re.search(rf"(?<!\w){re.escape(path)}(?!\w)", text) for text in outside)]


# ---- types


def _kind(declared: str | None, values: Iterable[Any]) -> str:
    known = [value for value in values if value is not None]
    found = {_kind_of_value(value) for value in known} or {declared or "string"}
    if declared is not None:
        found |= {declared}
    if len(found) > 1 or not found <= KINDS.keys():
        raise OutOfTypesError(" or ".join(sorted(found - KINDS.keys()) or sorted(found)))
    return KINDS[found.pop()]


def _kind_of_value(value: Any) -> str:
    match value:
        case bool():
            return "boolean"
        case int() | Decimal():
            return "number"
        case str():
            return "string"
        case {"$duration": period}:
            return "dayTimeDuration" if _PERIOD.fullmatch(period) else "yearMonthDuration"
        case {"$dateTime": _}:
            return "dateTime"
        case dict():
            return str(next(iter(value)))
        case _:
            return "list"


def _kind_of_output(table: Table, column: int, kinds: Mapping[str, str]) -> str:
    if table.aggregation == "COUNT":
        return "integer"
    found = set()
    for text in (*(row.gives[column] for row in table.rows), table.outputs[column].default):
        if re.fullmatch(_STRING, text):
            found.add("word")
        elif text in {"true", "false"}:
            found.add("boolean")
        elif re.fullmatch(r"-?[0-9.]+", text):
            found.add("number")
        elif text in kinds:
            found.add(kinds[text])
        elif text:
            raise OutOfTypesError(f"`{text}`")
    if len(found) != 1:
        raise OutOfTypesError(" or ".join(sorted(found)))
    return found.pop()


def _values(case: Case, kinds: Mapping[str, str], names: list[str]) -> dict[str, tuple[str, ...]]:
    """The values of each word: those allowed, and otherwise those that occur; variables that meet share theirs."""
    table = case.table
    columns = [
        (one.expression, one.allowed, [row.tests[at] for row in table.rows]) for at, one in enumerate(table.inputs)
    ]
    for at, (name, output) in enumerate(zip(names, table.outputs, strict=True)):
        columns.append((name, output.allowed, [*(row.gives[at] for row in table.rows), output.default]))
    found: dict[str, dict[str, None]] = {path: {} for path, kind in kinds.items() if kind == "word"}
    for name, allowed, texts in columns:
        values = found.setdefault(name, {})
        values |= dict.fromkeys(map(identifier, _strings((allowed, *texts))))
    for path, values in found.items():
        given = [trial.inputs.get(path) for trial in case.trials]
        found[path] = values | dict.fromkeys(identifier(value) for value in given if isinstance(value, str))
    for name, _, texts in columns:
        for other in _named(texts, found.keys() & kinds.keys()):
            both = found[name] | found[other]
            found = {key: both if values in (found[name], found[other]) else values for key, values in found.items()}
    return {name: tuple(values) for name, values in found.items()}


def _bounds(allowed: str) -> tuple[str, str]:
    if not allowed:
        return "", ""
    found = re.fullmatch(r"\[([0-9.]+?)\.\.([0-9.]+)\]", allowed)
    if found is None:
        raise OutOfTypesError(f"numbers in `{allowed}`")
    return found[1], found[2]


def _value(value: Any) -> Any:
    match value:
        case str():
            return identifier(value)
        case {"$duration": period}:
            found = _PERIOD.fullmatch(period)
            assert found is not None
            return timedelta(**{unit: int(number) for unit, number in found.groupdict(default="0").items()})
        case {"$dateTime": moment}:
            return datetime.fromisoformat(moment)
        case _:
            return value

"""DMN decision tables as rulesets.

*As a table of actions* every table can be written: one kind `result` with one parameter a column, the hit policy as it
is, a default as `otherwise`. A table that DMN leaves incomplete needs nothing more: where no row matches there is no
`result`, which is DMN's null.

*As tables of facts*, one a column, those can be written that give one value, unless the rank of a row depends on
several columns. Such a table must give a value in every case, so an incomplete one gets a last row for all the rest:
its default or, for null, a fact that is never known. Beside such a row `unique` and `any` are written as `first`: that
no two rows clash is proved of the table of actions.
"""

from collections.abc import Mapping
from typing import Any

import yaml

from tests.conformance.reading import Chain, Table
from tests.conformance.words import Variable, Words

_HITS = {
    "UNIQUE": "unique",
    "ANY": "any",
    "FIRST": "first",
    "PRIORITY": "priority",
    "RULE ORDER": "rule order",
    "OUTPUT ORDER": "output order",
    "COLLECT": "collect",
}
_RANKED = frozenset({"PRIORITY", "OUTPUT ORDER"})
_SELECTING = frozenset({"UNIQUE", "ANY", "FIRST", "PRIORITY"})


def as_actions(table: Table, words: Words) -> str:
    """The table as a table of actions."""
    columns = [f"result.{output.name}" for output in words.outputs]
    written: dict[str, Any] = {
        "id": "table",
        "hit": _hit(table),
        "when": _columns(table, words),
        "then": columns,
        "rows": [list(map(words.cell, (*row.tests, *row.gives))) for row in table.rows],
    }
    if table.hit in _RANKED:
        written["order"] = dict(zip(columns, _orders(table, words), strict=True))
        written["order"] = {name: order for name, order in written["order"].items() if order}
    defaults = {
        ours.name: words.cell(theirs.default)
        for ours, theirs in zip(words.outputs, table.outputs, strict=True)
        if theirs.default
    }
    return _text(
        words,
        kinds={"result": {output.name: _parameter(output) for output in words.outputs}, "nothing": {}},
        tables=[written],
        otherwise=[{"result": defaults} if defaults else "nothing"],
    )


def has_form_of_facts(table: Table) -> bool:
    """Whether the table gives one value a column, whatever the other columns give."""
    return not table.is_list and (table.hit != "PRIORITY" or len(table.outputs) == 1)


def as_facts(table: Table, words: Words, *, completed: bool = False) -> str:
    """The table as one table of facts a column, with a last row for all the rest if that is wanted."""
    derived = {
        output.name: _fact_table(table, words, column, completed=completed)
        for column, output in enumerate(words.outputs)
    }
    return _text(words, kinds={"done": {}}, rules=[{"id": "always", "then": ["done"]}], derived=derived)


def as_chain(chain: Chain, words: Mapping[str, Words], values: Mapping[str, str]) -> str:
    """Tables of facts, completed by their defaults, and expressions that read them; `values` are in our words."""
    derived: dict[str, Any] = {}
    for name, table in chain.tables.items():
        derived |= {words[name].outputs[0].name: _fact_table(table, words[name], 0, completed=True)}
    derived |= {name: {"type": "number", "value": value} for name, value in values.items()}
    first = next(iter(words.values()))
    return _text(first, kinds={"done": {}}, rules=[{"id": "always", "then": ["done"]}], derived=derived)


def _fact_table(table: Table, words: Words, column: int, *, completed: bool) -> dict[str, Any]:
    output, default = words.outputs[column], table.outputs[column].default
    written = {
        **_type(output),
        "hit": _hit(table),
        "when": _columns(table, words),
        "rows": [list(map(words.cell, (*row.tests, row.gives[column]))) for row in table.rows],
    }
    if table.hit in _RANKED:
        written["order"] = _orders(table, words)[column]
    if completed:
        written["rows"].append({"gives": words.cell(default) or f"no_{output.name}"})
        if table.hit in {"UNIQUE", "ANY"}:
            written["hit"] = "first"
    return written


def _hit(table: Table) -> str:
    return f"{_HITS[table.hit]} {table.aggregation.lower()}".strip()


def _columns(table: Table, words: Words) -> list[str]:
    return [words.facts[one.expression].name for one in table.inputs]


def _orders(table: Table, words: Words) -> list[list[str]]:
    """For each output its values from the highest priority down; empty where DMN gives it no rank."""
    return [
        list(ours.values) if theirs.allowed else [] for ours, theirs in zip(words.outputs, table.outputs, strict=True)
    ]


def _type(variable: Variable, *, words: str = "scale") -> dict[str, Any]:
    """The declared type; results are scales, so that those of several rows can be combined by rank."""
    return {"type": words, "values": list(variable.values)} if variable.kind == "word" else {"type": variable.kind}


def _parameter(output: Variable) -> dict[str, Any]:
    return {**_type(output), "combine": "same" if output.kind == "boolean" else "greatest"}


def _fact(variable: Variable) -> dict[str, Any]:
    bounds = {word: end for word, end in (("min", variable.low), ("max", variable.high)) if end}
    return {**_type(variable, words="choice"), **bounds, **({"optional": "true"} if variable.optional else {})}


def _text(words: Words, *, kinds: Mapping[str, Mapping[str, Any]], **sections: Any) -> str:
    never_known = {f"no_{output.name}": {**_type(output), "optional": "true"} for output in words.outputs}
    ruleset = {
        "language": "1",
        "ruleset": "conformance",
        "facts": {fact.name: _fact(fact) for fact in words.facts.values()} | never_known,
        "kinds": {
            kind: {"stream": "remedy", "phase": "resolve", "parameters": dict(parameters)}
            for kind, parameters in kinds.items()
        },
        **sections,
    }
    return yaml.safe_dump(ruleset, sort_keys=False, allow_unicode=True, width=1_000)

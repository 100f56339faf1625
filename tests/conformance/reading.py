"""The decision tables of the DMN Technology Compatibility Kit, as their files state them.

The files are not ours to copy: they are read where they lie, beside this repository or where
`RECOVERY_RULES_DMN_TCK` says.
"""

import json
import os
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from attrs import frozen

FOLDER = Path(
    os.environ.get("RECOVERY_RULES_DMN_TCK") or Path(__file__).parents[3] / "shared" / "conformance" / "dmn_tck"
)


@frozen
class Input:
    """A column of conditions; `expression` is the variable that it asks about."""

    expression: str
    type: str
    allowed: str  # S-FEEL text, empty where anything is allowed


@frozen
class Output:
    """A column of results; one that stands alone has no name."""

    name: str
    allowed: str
    default: str  # FEEL text, empty for none


@frozen
class Row:
    """A rule of a table: its unary tests and the texts of its outputs."""

    tests: tuple[str, ...]
    gives: tuple[str, ...]


@frozen
class Table:
    """A decision table."""

    hit: str
    aggregation: str  # empty for none
    inputs: tuple[Input, ...]
    outputs: tuple[Output, ...]
    rows: tuple[Row, ...]

    @property
    def is_list(self) -> bool:
        """Whether the result is a list with an item for each row that matches."""
        return self.hit in {"RULE ORDER", "OUTPUT ORDER"} or (self.hit == "COLLECT" and not self.aggregation)


@frozen
class Trial:
    """One test of a case: inputs by their path (`Complex.aNumber`), and what must come out."""

    id: str
    inputs: Mapping[str, Any]
    expected: Any
    error_expected: bool


@frozen
class Case:
    """A table with its trials; `bases` resolves the model's own types."""

    id: str
    table: Table
    bases: Mapping[str, str]
    trials: tuple[Trial, ...]


@frozen
class Chain:
    """Tables that feed an expression."""

    tables: Mapping[str, Table]
    literals: Mapping[str, str]
    trials: tuple[Trial, ...]


def read_cases() -> tuple[Case, ...]:
    """Every case of the manifest."""
    return tuple(_case(_json(entry["file"])) for entry in _json("manifest.json")["cases"])


def read_chains() -> tuple[Chain, ...]:
    """Every chain of the manifest."""
    return tuple(_chain(_json(entry["file"])) for entry in _json("manifest.json")["chain_cases"])


def _json(name: str) -> Any:
    return json.loads((FOLDER / name).read_text("utf-8"), parse_float=Decimal)


def _case(written: Mapping[str, Any]) -> Case:
    bases = {name: type_["base"] for name, type_ in written["types"].items() if type_["base"]}
    return Case(written["case_id"], _table(written["table"]), bases, tuple(map(_trial, written["tests"])))


def _chain(written: Mapping[str, Any]) -> Chain:
    tables = {name: _table(table) for name, table in written["tables"].items()}
    return Chain(tables, written["literals"], tuple(map(_trial, written["tests"])))


def _table(written: Mapping[str, Any]) -> Table:
    return Table(
        hit=written["hit_policy"],
        aggregation=written["aggregation"] or "",
        inputs=tuple(Input(one["expression"], one["type"], one["allowed_values"] or "") for one in written["inputs"]),
        outputs=tuple(
            Output(one["name"] or "", one["allowed_values"] or "", one["default"] or "") for one in written["outputs"]
        ),
        rows=tuple(Row(tuple(rule["when"]), tuple(rule["then"])) for rule in written["rules"]),
    )


def _trial(written: Mapping[str, Any]) -> Trial:
    return Trial(
        written["id"], dict(_flat(written["inputs"])), written["expected"], written.get("error_expected", False)
    )


def _flat(values: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Structures taken apart: the leaves by their path."""
    for name, value in values.items():
        if isinstance(value, dict) and not any(key.startswith("$") for key in value):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value

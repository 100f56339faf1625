"""`recovery-rules schema`: JSON Schemas of what people and programs write and read."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from recovery_rules.cli.mistakes import CommandError
from recovery_rules.cli.screen import write


def schema(
    what: Annotated[str, typer.Argument(metavar="WHAT", help="`ruleset`, `cases`, `trace` or `facts`.")] = "ruleset",
    ruleset: Annotated[
        str, typer.Argument(metavar="RULESET", help="For `facts`: the ruleset whose cases are described.")
    ] = "",
) -> None:
    """Print a JSON Schema: of ruleset files and case files for editors, of facts and traces for programs."""
    if (what == "facts") != bool(ruleset):
        raise CommandError("facts are those of a ruleset: recovery-rules schema facts RULESET")
    write(json.dumps(_schema(what, ruleset), ensure_ascii=False, indent=2))


def _schema(what: str, ruleset: str) -> object:
    from recovery_rules.cli.files import loaded

    match what:
        case "ruleset":
            from recovery_rules.document.schema import ruleset_schema

            return ruleset_schema()
        case "cases":
            from recovery_rules.document.schema import case_file_schema

            return case_file_schema()
        case "trace":
            from recovery_rules.trace.schema import trace_schema

            return trace_schema()
        case "facts":
            return loaded(ruleset).facts_model.model_json_schema()
        case _:
            raise CommandError(f"there is no schema of `{what}`", "there are: ruleset, cases, trace, facts RULESET")

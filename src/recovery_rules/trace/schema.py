"""The JSON Schema of a trace, version 1."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, get_args

from recovery_rules.engine.account import How, Stage
from recovery_rules.language.calendars import WEEKDAYS

_TEXT: Final = {"type": "string"}
_TEXT_OR_NULL: Final = {"type": ["string", "null"]}
_IDS: Final = {"type": "array", "items": _TEXT}


def trace_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of what `data.trace_data` gives."""
    properties = {
        "trace": _described({"const": 1}, "the version of this format"),
        "ruleset": _ruleset(),
        "as_of": _described(_TEXT_OR_NULL, "the time of deciding, ISO 8601 with its offset"),
        "role": _described(_TEXT_OR_NULL, "the acting role, where one was given"),
        "authorised": _described(
            _object(
                authority=_described(_TEXT, "the lowest role that may execute the whole; empty where there is none"),
                needs_approval=_described(_TEXT_OR_NULL, "the role whose approval the whole needs; empty: beyond all"),
            ),
            "who may execute the decision as a whole",
        ),
        "facts": _described(_map(_fact()), "every fact that a case may give, in the order of the ruleset"),
        "derived": _described(_map(_derived()), "every derived fact, in the order in which they are computed"),
        "rules": _described(_map(_rule()), "every rule and row of the ruleset; the same in each of its traces"),
        "limits": _described(_map(_limit()), "every limit of the ruleset; the same in each of its traces"),
        "fails": _described(_map(_IDS), "for each fact or expression the rules with a test on it that is not true"),
        "matched": _described(_IDS, "the rules whose condition is true"),
        "excused": _described(
            _map({"type": "array", "items": {"type": "integer", "minimum": 1}}),
            "for each matched rule that exceptions stopped, the numbers of those that are true",
        ),
        "passed_over": _described(_map(_TEXT), "for each matched row that its table left out, the row taken instead"),
        "applying": _described(_IDS, "the limits that apply"),
        "struck": _described(_list(_object(rule=_TEXT, kind=_TEXT, limit=_TEXT)), "what limits struck from rules"),
        "emptied": _described(_map(_IDS), "for each rule of which nothing was left, the limits that struck it"),
        "defeated": _described(_map(_IDS), "for each rule that was set aside, the rules that override it"),
        "proposals": _described(_list(_proposal()), "what rules and limits proposed, in order"),
        "bounds": _described(_list(_bound()), "every bound and rounding, in the order in which it was applied"),
        "fired": _described(_IDS, "the rules and limits behind the actions, and `otherwise`"),
        "actions": _described(_list({"$ref": "#/$defs/action"}), "the actions of the decision"),
        "refused": _described(_list(_refused()), "what was not given, and what refused it"),
    }
    schema: dict[str, Any] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "the trace of one decision",
        **_object(**properties),
        "$defs": {"action": _action(), "proposed": _said()},
    }
    schema["properties"]["calendar"] = _described(
        _calendar(), "where the ruleset has one: the days that were looked at"
    )
    return schema


def _calendar() -> dict[str, Any]:
    found = _object(
        name=_TEXT,
        weekend=_described(_list({"enum": list(WEEKDAYS)}), "the days of the week that are off"),
        days_off=_described(_IDS, "the other days off among those that were looked at, in order"),
        days_worked=_described(_IDS, "those of them that are worked although they are of the weekend"),
    )
    found["properties"]["hours"] = _described(
        _IDS, "from when until when a working day is worked, and again after each break"
    )
    return found


def _ruleset() -> dict[str, Any]:
    status = _described(
        {"enum": ["none", "draft", "review", "approved", "void"]},
        "`void` where the file says approved and no approval of this content holds, `none` where it says nothing",
    )
    digest = _described(_TEXT, "SHA-256 of the resolved content")
    found = _object(id=_TEXT, version=_TEXT, digest=digest, file=_TEXT, status=status)
    found["properties"] |= {
        "approval": _described(_object(by=_TEXT, on=_TEXT, digest=_TEXT), "the approval that holds"),
        "no_follow_up": _described(_map(_TEXT), "where it says so: why its decisions need no follow-up, by language"),
    }
    return found


def _fact() -> dict[str, Any]:
    how = {"enum": list(get_args(How))}
    return {"oneOf": [_object(value=_TEXT_OR_NULL, how=how), _object(how=how, personal={"const": True})]}


def _derived() -> dict[str, Any]:
    rows = {"type": "array", "items": {"type": "integer", "minimum": 1}}
    either = [_object(value=_TEXT_OR_NULL, expression=_TEXT), _object(value=_TEXT_OR_NULL, rows=rows)]
    for one in either:
        one["properties"]["source"] = _described(_TEXT, "where the value of a parameter was published")
    return {"oneOf": either}


def _rule() -> dict[str, Any]:
    own: dict[str, dict[str, Any]] = {**_place(), "source": _TEXT, "because": _map(_TEXT)}
    row: dict[str, dict[str, Any]] = {"table": _TEXT, "row": {"type": "integer", "minimum": 1}}
    return {"oneOf": [_object(**own), _object(**own, **row)]}


def _limit() -> dict[str, Any]:
    return _object(**_place(), level={"enum": ["house", "law"]}, source=_TEXT, because=_map(_TEXT))


_AFTER = "the fact from which its time limit runs, where that is not the clock"


def _proposal() -> dict[str, Any]:
    found = _said()
    return {
        **found,
        "properties": {
            "by": _TEXT,
            **found["properties"],
            "fate": {"enum": ["won", "combined", "came to nothing"]},
            "became": _described(_TEXT, "the action that came of it, as a JSON Pointer into the trace"),
        },
        "required": ["by", "kind", "values", "fate"],
    }


def _said() -> dict[str, Any]:
    inner = _list({"$ref": "#/$defs/proposed"})
    row = {"allOf": [{"$ref": "#/$defs/proposed"}], "required": ["by"]}
    found = _object(kind=_TEXT, values=_map(_TEXT_OR_NULL))
    found["properties"] |= {
        "by": _described(_TEXT, "of a row of a table: the row"),
        "after": _described(_TEXT, _AFTER),
        "options": _described(_list(_IDS), "of a choice: the kinds in each bundle"),
        "bundles": _described(_list(inner), "of a choice: what is proposed in each bundle"),
        "nested": _described(_map(inner), "what is proposed in each parameter that holds actions"),
        "rows": _described(_list(row), "of a table whose rows propose together: what each row proposes"),
    }
    return found


def _bound() -> dict[str, Any]:
    return _object(
        of=_described(_IDS, "the proposals that it is about, each as a JSON Pointer into the trace"),
        kind=_TEXT,
        parameter=_TEXT,
        stage={"enum": list(get_args(Stage))},
        by=_described(_TEXT, "the rule or limit; empty for rounding"),
        bound=_TEXT_OR_NULL,
        before=_TEXT_OR_NULL,
        after=_TEXT_OR_NULL,
        bound_it=_described({"type": "boolean"}, "whether it changed the value"),
    )


def _action() -> dict[str, Any]:
    inner = _list({"$ref": "#/$defs/action"})
    found = _object(kind=_TEXT, values=_map({"anyOf": [_TEXT, inner]}))
    found["properties"] |= {
        "due": _described(_TEXT, "ISO 8601 with its offset; of a repeated action the first time"),
        "after": _described(_TEXT, _AFTER),
        "waits_for": _described(_TEXT, "the fact from which its time limit will run, and that is unknown so far"),
        "held": _described(_IDS, "the limits because of which nobody may execute it"),
        "authority": _described(_TEXT, "the lowest role that may execute it; empty where there is none"),
        "needs_approval": _described(_TEXT, "the role whose approval it needs; empty: beyond all roles"),
        "may_start": _described({"const": False}, "it may not start before the approval"),
        "by": _described(_TEXT, "of a choice: who picks"),
        "options": _described(_list(inner), "of a choice: the bundles"),
    }
    return found


def _refused() -> dict[str, Any]:
    found = _object(kind=_TEXT, by=_TEXT, reason={"enum": ["forbidden", "capped to zero", "zero"]})
    found["properties"]["values"] = _described(_map(_TEXT), "what tells it from other actions of its kind")
    return found


def _place() -> dict[str, Any]:
    return {"file": _TEXT, "line": {"type": ["integer", "null"], "minimum": 1}}


def _object(**properties: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }


def _map(values: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": values}


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


def _described(schema: dict[str, Any], description: str) -> dict[str, Any]:
    return {**schema, "description": description}

"""What no case changes in the traces of a ruleset, above all the table of its rules; it is made once."""

from __future__ import annotations

from typing import Any, TypeAlias

from recovery_rules.model.labels import Label
from recovery_rules.model.rules import Limit, Rule
from recovery_rules.model.ruleset import Model
from recovery_rules.source.span import Span
from recovery_rules.trace.shared import Shared, shared

VERSION = 1
Data: TypeAlias = dict[str, Any]


def unchanging(model: Model) -> Data:
    """A trace of nothing: every key, in order."""
    return {
        "trace": VERSION,
        "ruleset": shared(_ruleset(model)),
        "as_of": None,
        "role": None,
        "authorised": Shared(authority=model.roles[0] if model.roles else "", needs_approval=None),
        "facts": Shared(),
        "derived": Shared(),
        "rules": shared({rule.id: _rule(model, rule) for rule in model.rules}),
        "limits": shared({limit.id: _limit(limit) for limit in model.limits}),
        "fails": Shared(),
        "matched": (),
        "excused": Shared(),
        "passed_over": Shared(),
        "applying": (),
        "struck": (),
        "emptied": Shared(),
        "defeated": Shared(),
        "proposals": (),
        "bounds": (),
        "fired": (),
        "actions": (),
        "refused": (),
    }


def _ruleset(model: Model) -> Data:
    found: Data = {"id": model.id, "version": model.version, "digest": model.digest, "file": model.file}
    governance = model.governance
    found["status"] = governance.standing or "none"
    if (approval := governance.approval) is not None:
        found["approval"] = {"by": approval.by, "on": approval.on.isoformat(), "digest": approval.digest}
    if model.no_follow_up:
        found["no_follow_up"] = _texts(model.no_follow_up)
    return found


def _rule(model: Model, rule: Rule) -> Data:
    table = model.tables.get(rule.table)
    found = {
        **_place(rule.span),
        "source": rule.source or (table.source if table is not None else ""),
        "because": _texts(rule.because or (table.because if table is not None else rule.because)),
    }
    return {**found, "table": rule.table, "row": rule.row} if rule.table else found


def _limit(limit: Limit) -> Data:
    return {
        **_place(limit.span),
        "level": limit.level,
        "source": limit.source,
        "because": _texts(limit.because),
    }


def _place(span: Span | None) -> Data:
    return {"file": "", "line": None} if span is None else {"file": span.file, "line": span.line}


def _texts(label: Label) -> dict[str, str]:
    return dict(label.texts)

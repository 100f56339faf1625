"""The facts that a case gives: their types, bounds and defaults; where they are needed comes after all types.

In: the `facts` of a document. Out: facts by name, None for each whose declaration is wrong, so that nobody
complains about its use.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from recovery_rules.document.facts import Fact as FactDocument
from recovery_rules.document.ruleset import RulesetDocument
from recovery_rules.language.check import described
from recovery_rules.language.literals import text_of
from recovery_rules.language.rationals import Number
from recovery_rules.language.reading import FIRST_DAY, LAST_DAY
from recovery_rules.language.types import Plain, Type
from recovery_rules.model.facts import Fact
from recovery_rules.model.link.literals import link_literal
from recovery_rules.model.link.names import refuse_fact_name, report_unknown
from recovery_rules.model.link.types import Declared, Types
from recovery_rules.source.diagnostics import Problems
from recovery_rules.source.printable import quote
from recovery_rules.source.span import Span
from recovery_rules.source.tree import ScalarNode


def declare_facts(document: RulesetDocument, types: Types, problems: Problems) -> dict[str, Fact | None]:
    """All facts, without their `needed`."""
    return {
        name: _fact(name, written, document.key_span("facts", name), types, problems)
        for name, written in document.facts.items()
    }


def link_clock(document: RulesetDocument, facts: Mapping[str, Fact | None], problems: Problems) -> str:
    """The name of the fact from which every `within` runs; empty where there is none."""
    node = document.clock
    if node is None:
        return ""
    if node.text not in facts:
        if document.left_out.has(node.text, "facts"):
            return ""
        report_unknown(problems, "RR203", node.text, what="a fact", known=facts, at=node.span, listed="facts")
        return ""
    fact = facts[node.text]
    if fact is not None and fact.type.kind != "datetime":
        message = f"the clock is a datetime, and {quote(node.text)} is {described(fact.type)}"
        problems.add("RR260", message, node.span)
    return node.text


def _fact(name: str, written: FactDocument, at: Span, types: Types, problems: Problems) -> Fact | None:
    if refuse_fact_name(problems, name, at):
        return None
    declared = types.declared(written, name)
    if declared is None:
        return None
    if declared.type.kind == "time_limit":
        label = "if a case tells how many, let it tell a number, and write `n working days` where they count"
        problems.add("RR266", "a case does not tell a time limit: policy sets it", written.type.span, label=label)
        return None
    low, high = _bounds(name, written, declared.type, problems)
    _check_presence(name, written, problems)
    if written.personal and declared.type.kind != "text":
        problems.add(
            "RR258",
            f"{quote(name)} is personal, so it is a text",
            written.type.span,
            label="nothing that decides may be personal",
        )
    default = None
    if written.default is not None:
        default = _default(name, written, declared, (low, high), problems)
        if default is None:
            return None
    return Fact(
        name=name,
        type=declared.type,
        low=low,
        high=high,
        optional=written.optional or written.personal,
        default=default,
        personal=written.personal,
        label=declared.label,
        value_labels=declared.value_labels,
        span=at,
    )


def _bounds(name: str, written: FactDocument, type_: Type, problems: Problems) -> tuple[Number | None, Number | None]:
    ends: list[Any] = [FIRST_DAY, LAST_DAY] if type_.kind == "date" else [None, None]
    for place, (key, node) in enumerate((("min", written.min), ("max", written.max))):
        if node is None:
            continue
        if type_.is_measured:
            ends[place] = link_literal(node, type_, owner=name, problems=problems)
        else:
            message = f"{quote(written.type.text)} has no {key}"
            label = "only a quantity or a date is bounded"
            if type_.kind == "datetime":
                sign = ">=" if key == "min" else "<="
                label = f"write `admit: [{{id: {name}-{key}, must: {name} {sign} {node.text}}}]`"
            problems.add("RR254", message, written.key_span(key), label=label)
    low, high = ends
    if low is not None and high is not None and low > high:
        assert written.min is not None
        assert written.max is not None
        message = f"the min, {text_of(low, type_)}, is above the max, {text_of(high, type_)}"
        problems.add("RR255", message, written.min.span)
        return None, None
    return low, high


def _check_presence(name: str, written: FactDocument, problems: Problems) -> None:
    """A fact is required, or optional, or has a default, or is needed where a condition says so: one of these."""
    ways = [key for key in ("optional", "default", "needed") if key in written.node]
    if not written.optional and "optional" in ways:
        ways.remove("optional")
    if written.personal:
        ways = ["personal", *(way for way in ways if way != "optional")]
    for later in ways[1:]:
        message = f"{quote(name)} cannot be both {_way(ways[0])} and {_way(later)}"
        problems.add("RR257", message, written.key_span(later), label=f"keep one of {' and '.join(ways)}")


def _way(key: str) -> str:
    return {"default": "given by default", "needed": "needed under a condition"}.get(key, key)


def _default(
    name: str,
    written: FactDocument,
    declared: Declared,
    bounds: tuple[Number | None, Number | None],
    problems: Problems,
) -> Plain | None:
    node = written.default
    assert node is not None
    default: Any = link_literal(node, declared.type, owner=name, problems=problems)
    if default is None:
        return None
    low, high = bounds
    type_ = declared.type
    text = node.text if isinstance(node, ScalarNode) else ""
    if low is not None and default < low:
        problems.add("RR256", f"the default {quote(text)} is below the min, {text_of(low, type_)}", node.span)
    if high is not None and default > high:
        problems.add("RR256", f"the default {quote(text)} is above the max, {text_of(high, type_)}", node.span)
    if type_.step == 1 and not isinstance(default, int):
        problems.add("RR256", f"no case can give {quote(text)}: it is too fine", node.span)
    return default  # type: ignore[no-any-return]  # plain: only its comparison needed `Any`

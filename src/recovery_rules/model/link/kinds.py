"""The vocabulary: kinds of actions, their parameters, and how proposals combine.

In: the `kinds` of a document. Out: action kinds by name; a parameter whose declaration is wrong is left out of its
kind and listed in `broken`, so that nobody complains about its use.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Final

from attrs import frozen

from recovery_rules.document.kinds import Kind
from recovery_rules.document.kinds import Parameter as ParameterDocument
from recovery_rules.document.left_out import NOTHING, LeftOut
from recovery_rules.document.ruleset import RulesetDocument
from recovery_rules.language.check import described
from recovery_rules.language.types import TEXT, Type
from recovery_rules.model.actions import PAYING_STREAM, ActionKind, Combine, Parameter
from recovery_rules.model.link.labels import label_of
from recovery_rules.model.link.names import (
    RESERVED_KINDS,
    RESERVED_PARAMETERS,
    refuse_reserved,
    report_unknown,
)
from recovery_rules.model.link.types import ACTIONS, ROLE, Declared, Types, role_type
from recovery_rules.source.diagnostics import Problems
from recovery_rules.source.printable import quote
from recovery_rules.source.tree import ScalarNode

_FITS: Final[Mapping[Combine, tuple[Callable[[Parameter], bool], str]]] = {
    "greatest": (lambda one: one.type.is_ordered and not one.nested, "a scale, a quantity or a date"),
    "least": (lambda one: one.type.is_ordered and not one.nested, "a scale, a quantity or a date"),
    "soonest": (lambda one: one.type.is_time, "a time limit or a duration"),
    "sum": (lambda one: one.type.is_quantity, "a quantity"),
    "highest_role": (lambda one: one.is_role, "a role"),
    "all": (lambda one: one.type.kind == "set" or one.nested, "a set or for actions"),
    "same": (lambda _: True, "anything"),
}


@frozen
class Vocabulary:
    """The kinds of a ruleset, the (kind, parameter) pairs that were declared wrongly, and what the document lacks."""

    kinds: Mapping[str, ActionKind]
    broken: frozenset[tuple[str, str]]
    left_out: LeftOut = NOTHING


def link_kinds(document: RulesetDocument, types: Types, roles: tuple[str, ...], problems: Problems) -> Vocabulary:
    """Link all kinds."""
    _refuse_none(document, problems)
    found: dict[str, ActionKind] = {}
    broken: set[tuple[str, str]] = set(document.left_out.parameters)
    for position, (name, kind) in enumerate(document.kinds.items()):
        at = document.key_span("kinds", name)
        refuse_reserved(problems, name, at, reserved=RESERVED_KINDS)
        linked = {
            parameter: _parameter(parameter, name, written, kind, types, roles, problems)
            for parameter, written in kind.parameters.items()
        }
        broken |= {(name, parameter) for parameter, one in linked.items() if one is None}
        parameters = {parameter: one for parameter, one in linked.items() if one is not None}
        found[name] = ActionKind(
            id=name,
            stream=kind.stream,  # type: ignore[arg-type]  # the document allows these words only
            phase=kind.phase,  # type: ignore[arg-type]
            parameters=parameters,
            distinct_by=_distinct_by(name, kind, parameters, broken, problems),
            obligation=kind.obligation,
            label=label_of(kind.label),
            position=position,
            span=at,
        )
    return Vocabulary(found, frozenset(broken), document.left_out)


def _refuse_none(document: RulesetDocument, problems: Problems) -> None:
    """A ruleset without any kind lacks its vocabulary; to say so of each action would help nobody."""
    acts = document.rules or document.tables or document.otherwise
    if document.ruleset is not None and acts and not document.kinds and not document.left_out.has_any("kinds"):
        label = "add `extends: [vocabulary/service-recovery.yaml]`"
        notes = ("it ships with the package; kinds of your own stand under `kinds:`",)
        problems.add("RR242", "no kind of action is declared", document.ruleset.span, label=label, notes=notes)


def _parameter(
    name: str, of: str, written: ParameterDocument, kind: Kind, types: Types, roles: tuple[str, ...], problems: Problems
) -> Parameter | None:
    at = kind.key_span("parameters", name)
    if refuse_reserved(problems, name, at, reserved=RESERVED_PARAMETERS):
        return None
    declared = _declared(written, f"{of}.{name}", types, roles, problems)
    if declared is None:
        return None
    parameter = Parameter(
        name=name,
        type=declared.type,
        combine=written.combine,  # type: ignore[arg-type]  # the document allows these words only
        required=written.required,
        nested=written.type.text == ACTIONS,
        in_total=_in_total(written, declared.type, kind.stream, problems),
        is_role=written.type.text == ROLE,
        label=declared.label,
        value_labels=declared.value_labels,
    )
    return parameter if _combines(parameter, written, problems) else None


def _in_total(written: ParameterDocument, type_: Type, stream: str, problems: Problems) -> bool:
    """Whether the money of a parameter counts in what roles may give in all: as it says, else that of a remedy does."""
    if type_.kind != "money":
        if written.in_total is not None:
            message = f"{quote(written.type.text)} is not in the total"
            problems.add("RR252", message, written.key_span("in_total"), label="only money is")
        return False
    return stream == PAYING_STREAM if written.in_total is None else written.in_total


def _declared(
    written: ParameterDocument, owner: str, types: Types, roles: tuple[str, ...], problems: Problems
) -> Declared | None:
    name = written.type
    if name.text == ROLE and types.left_out.has_any("roles"):
        return None
    special: dict[str, Type] = {ROLE: role_type(roles), ACTIONS: TEXT}
    if name.text not in special:
        declared = types.declared(written, owner)
        if declared is not None and declared.type.kind == "datetime":
            problems.add("RR266", "a parameter cannot be a datetime", name.span, label="use a duration")
            return None
        return declared
    for key in ("values", "labels", "currency"):
        if key in written.node:
            message = f"{quote(name.text)} has no {key}"
            problems.add("RR252", message, written.key_span(key), label="leave it out")
    return Declared(special[name.text], label_of(written.label))


def _combines(parameter: Parameter, written: ParameterDocument, problems: Problems) -> bool:
    fits, what = _FITS[parameter.combine]
    if fits(parameter):
        return True
    at = written.span_of("combine") if "combine" in written.node else written.type.span
    ways = [way for way, (suits, _) in _FITS.items() if suits(parameter)]
    problems.add(
        "RR404",
        f"{quote(parameter.combine)} is for {what}, and {quote(parameter.name)} is {_described(parameter)}",
        at,
        notes=(f"ways that fit: {', '.join(ways)}",),
    )
    return False


def _described(parameter: Parameter) -> str:
    if parameter.nested:
        return "a list of actions"
    return "a role" if parameter.is_role else described(parameter.type)


def _distinct_by(
    name: str,
    kind: Kind,
    parameters: Mapping[str, Parameter],
    broken: Collection[tuple[str, str]],
    problems: Problems,
) -> tuple[str, ...]:
    good: list[ScalarNode] = []
    for node in kind.distinct_by:
        if (name, node.text) in broken:
            continue
        if node.text not in kind.parameters:
            report_unknown(
                problems,
                "RR243",
                node.text,
                what=f"a parameter of {quote(name)}",
                known=kind.parameters,
                at=node.span,
                listed="parameters",
            )
        else:
            good.append(node)
    for node in good:
        if parameters[node.text].nested:
            message = f"{quote(node.text)} holds actions; they cannot keep two actions apart"
            problems.add("RR405", message, node.span)
    return tuple(node.text for node in good)

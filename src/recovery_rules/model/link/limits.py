"""Limits: what they forbid, bound, owe and hold.

In: the `limits` of a document. Out: linked limits.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from recovery_rules.document.limits import Limit as LimitDocument
from recovery_rules.document.limits import StreamForbidden
from recovery_rules.language.expressions import Constant
from recovery_rules.language.types import Plain
from recovery_rules.model.actions import OBLIGATION, ActionKind, Argument, Bound, Proposal
from recovery_rules.model.conditions import Condition
from recovery_rules.model.link.actions import Actions
from recovery_rules.model.link.conditions import link_conditions, undecided_facts
from recovery_rules.model.link.expressions import Expressions
from recovery_rules.model.link.labels import label_of, text_of
from recovery_rules.model.link.names import report_unknown
from recovery_rules.model.link.triggers import AFTER
from recovery_rules.model.rules import Limit
from recovery_rules.source.printable import quote
from recovery_rules.source.tree import ScalarNode


def link_limit(
    written: LimitDocument, unknowns: frozenset[str], expressions: Expressions, actions: Actions
) -> Limit | None:
    """A limit; `unknowns` are the facts, given or derived, that may be unknown."""
    when = link_conditions(written.when, expressions)
    if when is not None:
        _demand_if_unknown(written, when, unknowns, actions)
    forbids = _forbidden(written, actions)
    holds = _kinds(written.hold, actions)
    kind = None if written.action is None else actions.kind(written.action.text, written.action.span)
    bounds = None if kind is None else _bounds(written, kind, actions)
    if when is None or forbids is None or holds is None or (written.action is not None and bounds is None):
        return None
    owed = None
    if kind is not None and written.owed is not False:
        owed = _owed(written, kind, bounds or (), actions)
        if owed is None:
            return None
    if not _makes_sense(written, forbids, holds, bounds or (), owed, actions):
        return None
    return Limit(
        id=written.id.text,
        level=written.level,  # type: ignore[arg-type]  # the document allows these words only
        when=when,
        applies_if_unknown=written.if_unknown == "apply",
        forbids=forbids,
        kind="" if kind is None else kind.id,
        bounds=(*(bounds or ()), *_deadlines(kind, bounds or (), owed)),
        owed=owed,
        apart={} if kind is None or owed is None else _apart(written, kind, owed),
        holds=holds,
        because=label_of(written.because),
        source=text_of(written.source),
        span=written.id.span,
    )


def _demand_if_unknown(written: LimitDocument, when: Condition, unknowns: frozenset[str], actions: Actions) -> None:
    undecided = undecided_facts(when, unknowns)
    if undecided and written.if_unknown is None:
        names = " and ".join(map(quote, undecided))
        message = f"{names} may be unknown, and the limit does not say what happens then"
        label = "add `if_unknown: apply` or `if_unknown: skip`"
        if written.level == "law":  # what law demands is not left out for want of a fact, unless somebody says so
            label = "add `if_unknown: apply`, or test it with `known` if law asks for it"
        actions.problems.add("RR432", message, written.key_span("when"), label=label)


def _kinds(nodes: Iterable[ScalarNode], actions: Actions) -> frozenset[str] | None:
    found = [actions.kind(node.text, node.span) for node in nodes]
    kinds = frozenset(kind.id for kind in found if kind is not None)
    return None if None in found else kinds


def _forbidden(written: LimitDocument, actions: Actions) -> frozenset[str] | None:
    forbid = written.forbid
    if forbid is None:
        return frozenset()
    if not isinstance(forbid, StreamForbidden):
        return _kinds(forbid, actions)
    excepted = _kinds(forbid.except_, actions)
    stream = {kind.id for kind in actions.vocabulary.kinds.values() if kind.stream == forbid.stream}
    for node in forbid.except_:
        if node.text in actions.vocabulary.kinds and node.text not in stream:
            report_unknown(
                actions.problems,
                "RR436",
                node.text,
                what=f"of the stream {quote(forbid.stream)}",
                known=sorted(stream),
                at=node.span,
                listed=f"kinds of {forbid.stream}",
            )
    if excepted is None:
        return None
    if not stream - excepted:
        if actions.vocabulary.left_out.has_any("kinds"):
            return None
        message = f"no kind of the stream {quote(forbid.stream)} is left to forbid"
        actions.problems.add("RR430", message, written.key_span("forbid"))
        return None
    return frozenset(stream - excepted)


def _bounds(written: LimitDocument, kind: ActionKind, actions: Actions) -> tuple[Bound, ...] | None:
    found: list[Bound | None] = []
    places = {name: place for place, name in enumerate(kind.parameters)}  # that of the keys has no meaning
    for name, given in sorted(written.bounds.items(), key=lambda one: places.get(one[0], -1)):
        parameter = actions.parameter(kind, name, written.node.key_spans[name])
        if parameter is None:
            found.append(None)
            continue
        arguments = actions.arguments
        low, high = arguments.bound(parameter, given.at_least), arguments.bound(parameter, given.at_most)
        nodes = [node for node in (given.at_least, given.at_most) if node is not None]
        if not nodes:
            message = f"no bound of {quote(name)}"
            label = "add `at_least` or `at_most`"
            actions.problems.add("RR430", message, written.node.key_spans[name], label=label)
        linked = [end for end in (low, high) if end is not None]
        if not nodes or len(linked) < len(nodes) or not arguments.in_order(low, high, nodes[0]):
            found.append(None)
            continue
        text = ", ".join(f"{key} {given.node[key].text}" for key in given.node)  # type: ignore[union-attr]
        found.append(Bound(name, low, high, text))
    good = tuple(bound for bound in found if bound is not None)
    return good if len(good) == len(found) else None


def _owed(written: LimitDocument, kind: ActionKind, bounds: tuple[Bound, ...], actions: Actions) -> Proposal | None:
    """The action that is owed: its bounded parameters take their floor, the others come from the mapping."""
    at = written.key_span("owed")
    floors = {bound.parameter: bound for bound in bounds if bound.at_least is not None}
    given: dict[str, Argument] = {
        name: Argument(bound.at_least, text=_floor_text(written, name), span=written.node.key_spans[name])
        for name, bound in floors.items()
    }
    good = True
    if not isinstance(written.owed, bool):
        for name, argument in written.owed.items():
            name_at = written.key_span("owed", name)
            if name == AFTER:
                continue
            if name == OBLIGATION:
                message = "what a limit owes must be given"
                actions.problems.add("RR434", message, name_at, label="leave it out")
                continue
            if name in floors:
                message = f"{quote(name)} is owed as its floor says"
                actions.problems.add("RR434", message, name_at, label="leave one out")
                continue
            linked = actions.argument(kind, name, argument, name_at)
            if linked is None:
                good = False
            else:
                given[name] = linked
        named = {*given, *written.owed}
    else:
        named = {*given}
    after = _trigger(written, kind, named - {AFTER}, actions)
    actions.check_required(kind, named, at)
    actions.check_distinct(kind, given)
    if not good or after is None:
        return None
    return Proposal(kind.id, actions.ordered(kind, given), after, span=at)


def _deadlines(kind: ActionKind | None, bounds: tuple[Bound, ...], owed: Proposal | None) -> Iterator[Bound]:
    """The time limits of what is owed, as caps of what is given in its place, but for what the limit bounds itself."""
    if kind is None or owed is None:
        return
    bounded = {bound.parameter for bound in bounds}
    for name, argument in owed.arguments.items():
        if kind.parameters[name].is_deadline and name not in bounded:
            for end in (argument.value, argument.at_most):
                if end is not None:
                    yield Bound(name, at_most=end, text=argument.text, owed=True)


def _trigger(written: LimitDocument, kind: ActionKind, given: Collection[str], actions: Actions) -> str | None:
    """After what the time limit of what is owed runs; empty for the clock, None where that is wrong."""
    argument = None if isinstance(written.owed, bool) else written.owed.get(AFTER)
    if argument is None:
        return ""
    if argument.value is None:
        problem = "`after` names one datetime fact"
        actions.problems.add("RR413", problem, argument.node.span)
        return None
    return actions.trigger(kind, argument.value, given)


def _apart(written: LimitDocument, kind: ActionKind, owed: Proposal) -> dict[str, Plain]:
    """What `owed` says of the parameters that keep two actions of the kind apart; a floor of one is only a floor."""
    named = () if isinstance(written.owed, bool) else written.owed
    values = {name: owed.arguments[name].value for name in kind.distinct_by if name in named}
    return {name: value.value for name, value in values.items() if isinstance(value, Constant)}


def _floor_text(written: LimitDocument, name: str) -> str:
    return text_of(written.bounds[name].at_least)


def _makes_sense(
    written: LimitDocument,
    forbids: frozenset[str],
    holds: frozenset[str],
    bounds: tuple[Bound, ...],
    owed: Proposal | None,
    actions: Actions,
) -> bool:
    """Whether the parts of a limit do not undo one another, and anything is left of it."""
    kind = "" if written.action is None else written.action.text
    if kind in forbids and (owed or bounds):
        what = "owes" if owed else "bounds"
        message = f"the limit forbids the {quote(kind)} that it {what}"
        actions.problems.add("RR435", message, written.key_span("action"))
        return False
    if both := sorted(forbids & holds):
        message = f"the limit forbids the {quote(both[0])} that it holds"
        actions.problems.add("RR435", message, written.key_span("hold"))
        return False
    if not (forbids or holds or bounds or owed):
        actions.problems.add("RR430", f"the limit {quote(written.id.text)} does nothing", written.id.span)
        return False
    return True

"""Authority: roles, kinds and parameters exist, and each entry says something that can be kept to.

In: the `authority` of a document. Out: grants, those of the lowest role first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from recovery_rules.document.ruleset import RulesetDocument
from recovery_rules.language.types import Plain
from recovery_rules.model.actions import CHOICE, EARLY_PHASES, OBLIGED, Parameter
from recovery_rules.model.authority import TOTAL, Grant
from recovery_rules.model.link.actions import Actions
from recovery_rules.model.link.labels import label_of
from recovery_rules.model.link.literals import link_literal
from recovery_rules.model.link.names import listing, report_unknown, words_of
from recovery_rules.model.link.types import Types
from recovery_rules.source.diagnostics import Problems
from recovery_rules.source.printable import quote
from recovery_rules.source.span import Span
from recovery_rules.source.suggest import closest
from recovery_rules.source.tree import ScalarNode

_UNLIMITED: Final = "unlimited"
_NONE: Final = "none"


def link_authority(document: RulesetDocument, types: Types, actions: Actions, file: str) -> tuple[Grant, ...]:
    """All grants."""
    linker = _Linker(document, types, actions)
    of_role = {role: linker.role(role, entries) for role, entries in document.authority.items()}
    linker.check_total()
    grants = tuple(grant for role in actions.roles for grant in of_role.get(role, ()))
    if not actions.problems.has_errors:
        _warn_of_idle(grants, actions.problems, file)
        linker.warn_of_no_money(grants, file)
    return grants


class _Linker:
    def __init__(self, document: RulesetDocument, types: Types, actions: Actions) -> None:
        self._document = document
        self._types = types
        self._actions = actions
        self._problems: Problems = actions.problems
        self._totals: list[Span] = []

    def role(self, role: str, entries: Mapping[str, ScalarNode]) -> list[Grant]:
        """The entries of one role."""
        known = self._actions.roles
        if role not in known and not self._actions.vocabulary.left_out.has(role, "roles"):
            at = self._document.key_span("authority", role)
            report_unknown(
                self._problems,
                "RR245",
                role,
                what="a role",
                known=known,
                at=at,
                listed="roles, low to high",
                labels=words_of({name: label_of(label) for name, label in self._document.roles.items() if label}),
            )
        self._refuse_twofold(role, entries)
        found = [self._grant(role, key, node) for key, node in entries.items()]
        return [grant for grant in found if grant is not None]

    def check_total(self) -> None:
        """Money of several currencies adds up to nothing that a cap could be compared with."""
        counted = [(kind, one) for kind in self._actions.vocabulary.kinds.values() for one in kind.counted]
        own = self._types.money or (counted[0][1].type if counted else None)
        if not self._totals or own is None:
            return
        for kind, one in counted:
            if one.type.unit != own.unit:
                name = f"{kind.id}.{one.name}"
                message = f"the total is counted in {own.unit}, and {quote(name)} is in {one.type.unit}"
                notes = ("`in_total: false` at a parameter leaves its money out of the total",)
                self._problems.add("RR482", message, self._totals[0], label=f"cap `{name}` instead", notes=notes)

    def warn_of_no_money(self, grants: Sequence[Grant], file: str) -> None:
        """Report roles that may give money of one kind but none in all: whatever they give waits for a higher role."""
        if not any(not grant.kind for grant in grants):
            return
        for place, role in enumerate(self._actions.roles):
            lower = self._actions.roles[: place + 1]
            totals = [grant for grant in grants if not grant.kind and grant.role in lower]
            own = any(grant.role == role for grant in totals)
            is_free = role == self._actions.roles[-1] and not own
            if is_free or any(grant.unlimited or grant.most for grant in totals):
                continue
            idle = next((one for one in grants if one.role == role and self._gives_money(one)), None)
            if idle is not None and idle.span is not None and idle.span.file == file:
                cap = self._document.authority[role][".".join(idle.about)].text
                mend = f"raise `{TOTAL}` of {quote(role)}" if own else f"add `{TOTAL}: {cap}` to {quote(role)}, or more"
                message = f"this adds nothing: {quote(role)} may give no money in all"
                notes = () if own else (f"where a role lists `{TOTAL}`, roles below it that do not may give no money",)
                self._problems.add("RR514", message, idle.span, label=mend, notes=notes)

    def _gives_money(self, grant: Grant) -> bool:
        kind = self._actions.vocabulary.kinds.get(grant.kind)
        if kind is None or kind.phase in EARLY_PHASES:  # what mitigates may start though the total waits
            return False
        return any(one.name == grant.parameter for one in kind.counted) and bool(grant.unlimited or grant.most)

    def _grant(self, role: str, key: str, node: ScalarNode) -> Grant | None:
        at = self._document.key_span("authority", role, key)
        if key == TOTAL:
            self._totals.append(at)
            return self._of_total(role, node, at)
        name, dot, parameter = key.partition(".")
        if name == CHOICE:
            message = "a choice is up to whoever may give all that it offers"
            self._problems.add("RR481", message, at, label="name the kinds in its bundles")
            return None
        kind = self._actions.kind(name, at)
        if kind is None:
            return None
        if not dot:
            return self._of_kind(role, name, node, at, kind.parameters.values())
        declared = self._actions.parameter(kind, parameter, at)
        return None if declared is None else self._of_parameter(role, name, declared, node, at)

    def _of_total(self, role: str, node: ScalarNode, at: Span) -> Grant | None:
        if node.text in {_UNLIMITED, _NONE}:
            nothing = None if node.text == _UNLIMITED else 0
            return Grant(role, "", most=nothing, unlimited=nothing is None, span=at)
        money = self._types.own_money(TOTAL)
        most = None if money is None else link_literal(node, money, owner=TOTAL, problems=self._problems)
        return None if most is None else Grant(role, "", most=most, span=at)

    def _of_kind(
        self, role: str, kind: str, node: ScalarNode, at: Span, parameters: Iterable[Parameter]
    ) -> Grant | None:
        if node.text in {_UNLIMITED, _NONE}:
            return Grant(role, kind, unlimited=node.text == _UNLIMITED, span=at)
        capped = next((f"{kind}.{one.name}" for one in parameters if _can_be_capped(one)), "")
        meant = closest(node.text, (_UNLIMITED, _NONE))
        to_cap = f"to cap it, write `{capped}: {node.text}`" if capped else ""
        label = f"did you mean `{meant}`?" if meant else to_cap
        message = f"{quote(kind)} takes `unlimited` or `none`"
        self._problems.add("RR480", message, node.span, label=label)
        return None

    def _of_parameter(self, role: str, kind: str, parameter: Parameter, node: ScalarNode, at: Span) -> Grant | None:
        if not _can_be_capped(parameter):
            message = f"{quote(parameter.name)} of {quote(kind)} has no more and no less"
            capped = [
                one.name for one in self._actions.vocabulary.kinds[kind].parameters.values() if _can_be_capped(one)
            ]
            notes = (listing(f"what can be capped of {kind}", capped),)
            label = "only a quantity or a scale has a cap"
            self._problems.add("RR481", message, at, label=label, notes=notes)
            return None
        if node.text == _UNLIMITED:
            return Grant(role, kind, parameter.name, unlimited=True, span=at)
        if node.text == _NONE and _NONE not in parameter.type.values:
            message = f"{quote(f'{kind}.{parameter.name}')} takes a cap or `unlimited`"
            self._problems.add("RR480", message, node.span, label=f"to forbid it, write `{kind}: none`")
            return None
        most = link_literal(node, parameter.type, owner=parameter.name, problems=self._problems)
        return None if most is None else Grant(role, kind, parameter.name, most, span=at)

    def _refuse_twofold(self, role: str, entries: Mapping[str, ScalarNode]) -> None:
        """A kind as a whole and a part of it: one of them says nothing."""
        for key in entries:
            kind, dot, _ = key.partition(".")
            if dot and kind in entries:
                at = self._document.key_span("authority", role, kind)
                message = f"{quote(role)} may do with {quote(kind)} what {quote(key)} says, and this says otherwise"
                self._problems.add("RR483", message, at, label="leave one out")
                return


def _can_be_capped(parameter: Parameter) -> bool:
    if parameter.nested or parameter is OBLIGED:
        return False
    return parameter.type.is_quantity or parameter.type.kind == "scale"


def _warn_of_idle(grants: tuple[Grant, ...], problems: Problems, file: str) -> None:
    """Report what a role may already, as lower roles may."""
    for number, grant in enumerate(grants):
        covering = next((one for one in grants[:number] if one.role != grant.role and _covers(one, grant)), None)
        if covering is not None and grant.span is not None and grant.span.file == file:
            about = quote(".".join(part for part in grant.about if part) or TOTAL)
            message = f"this adds nothing: {quote(covering.role)} may as much, and a role may what lower roles may"
            problems.add(
                "RR514", message, grant.span, label=f"leave it out, or lower {about} of {quote(covering.role)}"
            )


def _covers(lower: Grant, grant: Grant) -> bool:
    if lower.kind != grant.kind or lower.parameter not in {grant.parameter, ""}:
        return False
    if lower.unlimited:
        return True
    if lower.parameter != grant.parameter:
        return False
    return lower.most is not None and grant.most is not None and _at_least(lower.most, grant.most)


def _at_least(one: Plain, other: Any) -> bool:
    return bool(one >= other)

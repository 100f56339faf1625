"""What rules propose: kinds, arguments and their bounds, choices, nested actions.

In: actions as an author wrote them. Out: proposals, or None where something in one is wrong; everything that is
wrong has been reported then. Rules, tables, limits and `otherwise` all come here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from attrs import frozen

from recovery_rules.document.actions import Action
from recovery_rules.document.actions import Argument as ArgumentDocument
from recovery_rules.language.expressions import Constant
from recovery_rules.model.actions import (
    CHOICE,
    OBLIGATION,
    OBLIGED,
    TIME_LIMITS,
    ActionKind,
    Argument,
    Parameter,
    Proposal,
)
from recovery_rules.model.link.arguments import Arguments
from recovery_rules.model.link.kinds import Vocabulary
from recovery_rules.model.link.names import listing, report_no_parameter, report_unknown, words_of
from recovery_rules.model.link.obligations import may_bind
from recovery_rules.model.link.triggers import link_trigger
from recovery_rules.source.diagnostics import Problems
from recovery_rules.source.printable import quote
from recovery_rules.source.span import Span
from recovery_rules.source.tree import ScalarNode

AMOUNT = "amount"  # what bounds without a name apply to
IN_A_CHOICE = "inside a choice"
_ELECTION = (
    "a rule gives what the customer may choose from; in files over it a property keeps that: "
    "`{never_less_than: law.yaml, of: [refund, replacement]}`"
)


@frozen
class Actions:
    """Links actions against a vocabulary."""

    vocabulary: Vocabulary
    roles: tuple[str, ...]
    arguments: Arguments
    problems: Problems

    def all(self, written: Iterable[Action], *, place: str = "") -> tuple[Proposal, ...] | None:
        """A list of actions; `place` says what they stand in where that is another action."""
        found = [self.one(action, place=place) for action in written]
        good = tuple(proposal for proposal in found if proposal is not None)
        return good if len(good) == len(found) else None

    def one(self, written: Action, *, place: str = "") -> Proposal | None:
        """One action."""
        if written.kind == CHOICE:
            return self._choice(written, place)
        kind = self.kind(written.kind, written.kind_span)
        if kind is None:
            return None
        spans = {name: written.argument_span(name) for name in written.arguments}
        arguments = self.arguments_of(
            kind, written.arguments, spans, bounds=(written.at_least, written.at_most), at=written.kind_span
        )
        after = self.trigger(kind, written.after, written.arguments, "" if place == IN_A_CHOICE else place)
        if arguments is None or after is None:
            return None
        return Proposal(kind.id, arguments, after, span=written.span)

    def trigger(self, kind: ActionKind, node: ScalarNode | None, given: Collection[str], place: str = "") -> str | None:
        """The fact after which a time limit runs; empty where none is named, None where that is wrong."""
        if node is None:
            return ""
        if any((kind.id, name) in self.vocabulary.broken for name in TIME_LIMITS):
            return None
        return link_trigger(kind, node, given, place, self.arguments.expressions, self.problems)

    def kind(self, name: str, at: Span) -> ActionKind | None:
        """The kind of a name."""
        left_out = self.vocabulary.left_out
        if name in left_out.named("kinds"):
            return None
        kind = self.vocabulary.kinds.get(name)
        if name == CHOICE:
            message = f"{quote(name)} is not a kind of action"
            self.problems.add("RR242", message, at, label="name one of the kinds in it", notes=(_ELECTION,))
        elif kind is None and self.vocabulary.kinds and not left_out.has(name, "kinds"):
            known = [*self.vocabulary.kinds, *sorted(left_out.named("kinds"))]
            labels = words_of({id_: one.label for id_, one in self.vocabulary.kinds.items()})
            report_unknown(
                self.problems, "RR242", name, what="a kind of action", known=known, at=at, listed="kinds", labels=labels
            )
        return kind

    def parameter(self, kind: ActionKind, name: str, at: Span, *, of_action: bool = False) -> Parameter | None:
        """The parameter of a name; None without a word where its declaration is what is wrong."""
        parameter = OBLIGED if name == OBLIGATION else kind.parameters.get(name)
        if parameter is None and (kind.id, name) not in self.vocabulary.broken:
            report_no_parameter(self.problems, kind, name, at, of_action=of_action)
        return parameter

    def arguments_of(
        self,
        kind: ActionKind,
        written: Mapping[str, ArgumentDocument],
        spans: Mapping[str, Span],
        *,
        bounds: tuple[ScalarNode | None, ScalarNode | None] = (None, None),
        at: Span,
    ) -> Mapping[str, Argument] | None:
        """The arguments of one action in the order of the kind's parameters, complete and well typed."""
        found: dict[str, Argument] = {}
        complete = True
        for name, argument in written.items():
            linked = self.argument(kind, name, argument, spans[name])
            if linked is None:
                complete = False
            else:
                found[name] = linked
        if bounds != (None, None):
            complete = self.add_bounds(kind, found, written.keys(), bounds) and complete
        self.check_required(kind, written, at)
        self.check_distinct(kind, found)
        return self.ordered(kind, found) if complete else None

    def argument(self, kind: ActionKind, name: str, written: ArgumentDocument, at: Span) -> Argument | None:
        """One argument of an action."""
        parameter = self.parameter(kind, name, at, of_action=True)
        if parameter is None:
            return None
        if parameter.nested:
            return self._nested(parameter, written)
        return self.arguments.link(parameter, written)

    def check_required(self, kind: ActionKind, given: Iterable[str], at: Span) -> None:
        """Report the parameters that every action of the kind must say and this one does not."""
        missing = [name for name, parameter in kind.parameters.items() if parameter.required and name not in set(given)]
        for name in missing:
            message = f"{quote(kind.id)} needs its {quote(name)}"
            self.problems.add("RR403", message, at, notes=(listing(f"parameters of {kind.id}", kind.parameters),))

    def check_distinct(self, kind: ActionKind, given: Mapping[str, Argument]) -> None:
        """What keeps two actions of a kind apart must be plain before any case is decided."""
        for name in kind.distinct_by:
            argument = given.get(name)
            if argument is not None and not isinstance(argument.value, Constant):
                message = f"{quote(name)} keeps two {quote(kind.id)} apart, so it is one fixed value"
                self.problems.add("RR405", message, argument.span, label="write the value itself")

    def ordered(self, kind: ActionKind, given: Mapping[str, Argument]) -> Mapping[str, Argument]:
        """The same arguments in the order in which the kind declares its parameters."""
        return {name: given[name] for name in (*kind.parameters, OBLIGATION) if name in given}

    def _nested(self, parameter: Parameter, written: ArgumentDocument) -> Argument | None:
        if not written.items:
            label = "write a list, `[{escalation: ...}]`"
            message = f"{quote(parameter.name)} holds a list of actions"
            self.problems.add("RR408", message, written.node.span, label=label)
            return None
        nested = self.all(written.items, place=f"inside {quote(parameter.name)}")
        return None if nested is None else Argument(None, nested=nested, span=written.node.span)

    def add_bounds(
        self,
        kind: ActionKind,
        found: dict[str, Argument],
        written: Collection[str],
        bounds: tuple[ScalarNode | None, ScalarNode | None],
    ) -> bool:
        """Give the bounds that stand beside the arguments to the amount; whether that went well."""
        at = next(node.span for node in bounds if node is not None)
        parameter = kind.parameters.get(AMOUNT)
        if (kind.id, AMOUNT) in self.vocabulary.broken:
            return False
        if parameter is None or AMOUNT not in written:
            why = "has none" if parameter is None else "gives none"
            message = f"this bounds the {quote(AMOUNT)}, and {quote(kind.id)} {why}"
            self.problems.add("RR409", message, at)
            return False
        if AMOUNT not in found:
            return False
        bounded = self.arguments.bounded(parameter, found[AMOUNT], *bounds)
        if bounded is None:
            return False
        found[AMOUNT] = bounded
        return True

    def _check_bundles(self, bundles: Sequence[Sequence[Proposal]], by: str) -> None:
        """Report a bundle that leads to nothing where the others lead to something."""
        kinds = self.vocabulary.kinds
        binding = [any(may_bind(one, kinds[one.kind]) for one in bundle) for bundle in bundles]
        if not all(binding) and any(binding):
            at = bundles[binding.index(False)][0].span
            who = "the customer" if by == "customer" else quote(by)
            message = f"{who} can pick this, and nothing of it must be given"
            label = "leave `obligation` out: whoever picks it shall have it"
            assert at is not None
            self.problems.add("RR407", message, at, label=label)

    def _choice(self, written: Action, place: str) -> Proposal | None:
        at = written.kind_span
        if place:
            message = f"a choice cannot stand {place}"
            self.problems.add("RR406", message, at, label="propose it beside the other actions")
            return None
        if written.by is None:
            label = "write `choice: {by: customer, of: [[...], [...]]}`"
            self.problems.add("RR406", "a choice without its bundles", at, label=label)
            return None
        pickers = ("customer", *self.roles)
        by = written.by.text
        if by not in pickers:
            if self.vocabulary.left_out.has(by, "roles"):
                return None
            report_unknown(
                self.problems,
                "RR245",
                by,
                what="`customer` or a role",
                known=pickers,
                at=written.by.span,
                listed="who may pick",
            )
            return None
        bundles: Sequence[tuple[Proposal, ...] | None] = [
            self.all(bundle, place=IN_A_CHOICE) for bundle in written.options
        ]
        options = tuple(bundle for bundle in bundles if bundle is not None)
        if len(options) < len(bundles):
            return None
        self._check_bundles(options, by)
        return Proposal(CHOICE, {}, by=by, options=options, span=written.span)

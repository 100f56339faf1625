"""Examples: cases with what an author expects; every name and every value in them exists.

In: the `examples` of a ruleset, or the cases of a case file, and a linked model. Out: examples, texts kept as
written; admission reads them when an example is decided.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import field, frozen

from recovery_rules.document.examples import Example as ExampleDocument
from recovery_rules.document.left_out import NOTHING, LeftOut
from recovery_rules.document.named import NamedAction
from recovery_rules.document.scalars import Cell
from recovery_rules.language.due_times import due_time
from recovery_rules.language.types import BOOLEAN, DATETIME
from recovery_rules.model.actions import CHOICE, OBLIGATION, OBLIGED, ActionKind
from recovery_rules.model.examples import Example, Expected
from recovery_rules.model.facts import Fact
from recovery_rules.model.labels import Label
from recovery_rules.model.link.expressions import FACTS
from recovery_rules.model.link.labels import label_of, text_of
from recovery_rules.model.link.literals import link_literal, texts_of
from recovery_rules.model.link.names import report_twice, report_unknown, words_of
from recovery_rules.source.diagnostics import Problems
from recovery_rules.source.printable import quote
from recovery_rules.source.span import Span
from recovery_rules.source.tree import ListNode, MapNode, ScalarNode

# What an example may expect of an action beside its parameters; no parameter has one of these names.
DUE = "due"
MAY_START = "may_start"
AUTHORITY = "authority"
OF_AUTHORITY = (AUTHORITY, "needs_approval", MAY_START)
OF_EVERY_ACTION = (OBLIGATION, DUE, *OF_AUTHORITY)
NOBODY = "nobody"  # instead of a role: nobody may give it
NO_ROLE = ("none", NOBODY)  # or no approval is needed


@frozen
class Names:
    """What an example may name; those in `broken` are declared wrongly, and nobody complains about their use."""

    facts: Mapping[str, Fact]
    derived: frozenset[str]
    kinds: Mapping[str, ActionKind]
    rules: frozenset[str]  # rows included
    limits: frozenset[str]
    roles: tuple[str, ...] = ()
    zone: str = ""
    role_labels: Mapping[str, Label] = field(factory=dict)
    broken_facts: frozenset[str] = frozenset()
    broken_parameters: frozenset[tuple[str, str]] = frozenset()
    left_out: LeftOut = NOTHING


def link_examples(written: Iterable[ExampleDocument], names: Names, problems: Problems) -> tuple[Example, ...]:
    """All examples; those without a name are counted, `example-2`."""
    linked = [_Linker(names, problems).example(one, number) for number, one in enumerate(written, 1)]
    seen: dict[str, Span | None] = {}
    for example in linked:
        if example.id in seen and example.span is not None:
            report_twice(problems, example.id, what="an example", at=example.span, first=seen[example.id])
        seen.setdefault(example.id, example.span)
    return tuple(linked)


@frozen
class _Linker:
    names: Names
    problems: Problems

    def example(self, written: ExampleDocument, number: int) -> Example:
        """One example."""
        if written.as_of is not None:
            link_literal(written.as_of, DATETIME, owner="as_of", problems=self.problems)
        self._check_role(written.role, ())
        self._check_role(written.needs_approval, NO_ROLE)
        if written.needs_approval is not None and written.role is None:
            label = "add `role:`, the role that acts"
            self.problems.add(
                "RR451", "nobody acts, so nothing needs approval", written.needs_approval.span, label=label
            )
        self._check_kinds(written.not_)
        self._check_kinds(written.held)
        for node in written.fired:
            self._check_behind(node, [*self.names.rules, *self.names.limits], what="a rule, row or limit")
        return Example(
            id=f"example-{number}" if written.id is None else written.id.text,
            given={name: self._given(name, cell, written) for name, cell in written.given.items()},
            expect=tuple(self._expected(one) for one in written.expect),
            offered=tuple(self._expected(one) for one in written.offered),
            only=written.only,
            exact=written.exact,
            absent=tuple(node.text for node in written.not_),
            refused=self._refused(written),
            held=tuple(node.text for node in written.held),
            fired=tuple(node.text for node in written.fired),
            title=label_of(written.title),
            source=text_of(written.source),
            assumptions=tuple(node.text for node in written.assumptions),
            as_of=text_of(written.as_of),
            role=text_of(written.role),
            needs_approval=text_of(written.needs_approval),
            span=written.span if written.id is None else written.id.span,
        )

    def _given(self, name: str, cell: Cell, written: ExampleDocument) -> str | tuple[str, ...]:
        at = written.key_span("given", name)
        fact = self.names.facts.get(name)
        if name in self.names.left_out.named("facts"):
            pass
        elif fact is not None:
            labels = words_of(fact.value_labels)
            link_literal(cell, fact.type, owner=name, problems=self.problems, labels=labels)
        elif name in self.names.derived:
            message = f"{quote(name)} is derived, no case gives it"
            self.problems.add("RR450", message, at, label="leave it out")
        elif name not in self.names.broken_facts and not self.names.left_out.has(name, *FACTS):
            known = self.names.facts
            words = {fact.name: fact.label for fact in known.values()}
            report_unknown(
                self.problems, "RR203", name, what="a fact", known=known, at=at, listed="facts", labels=words_of(words)
            )
        if isinstance(cell, ScalarNode):
            return cell.text
        return tuple(node.text for node in texts_of(cell))

    def _expected(self, written: NamedAction) -> Expected:
        kind = self._kind(written.kind, written.kind_span)
        for name, cell in written.parameters.items():
            if kind is not None:
                assert isinstance(written.node, MapNode)
                self._check_parameter(kind, name, cell, written.node.key_spans[name])
        nested: dict[str, tuple[Expected, ...]] = {}
        for name, actions in written.nested.items():
            assert isinstance(written.node, MapNode)
            if self._holds_actions(written.kind, kind, name, written.node.key_spans[name]):
                nested[name] = tuple(self._expected(one) for one in actions)
        texts = {name: ", ".join(node.text for node in texts_of(cell)) for name, cell in written.parameters.items()}
        return Expected(written.kind, texts, written.kind_span, nested)

    def _holds_actions(self, named: str, kind: ActionKind | None, name: str, at: Span) -> bool:
        """Whether actions can be expected in a parameter; reported where they cannot."""
        if kind is None and named != CHOICE:
            return False
        parameter = None if kind is None else kind.parameters.get(name)
        if parameter is not None and parameter.nested:
            return True
        if kind is None or parameter is not None or name in OF_EVERY_ACTION:
            self.problems.add("RR142", f"{quote(name)} takes one text or a list of texts, not actions", at)
        else:
            self._report_parameter(kind, name, at)
        return False

    def _check_parameter(self, kind: ActionKind, name: str, cell: Cell, at: Span) -> None:
        parameter = kind.parameters.get(name)
        if name == DUE:
            self._check_due(cell)
        elif name in OF_AUTHORITY:
            self._check_authority(name, cell)
        elif name == OBLIGATION:
            link_literal(cell, OBLIGED.type, owner=OBLIGATION, problems=self.problems)
        elif parameter is not None:
            if not parameter.nested and parameter.type.kind != "text":
                link_literal(cell, parameter.type, owner=name, problems=self.problems)
        else:
            self._report_parameter(kind, name, at)

    def _check_due(self, cell: Cell) -> None:
        if not isinstance(cell, ScalarNode):
            link_literal(cell, DATETIME, owner=DUE, problems=self.problems)
            return
        try:
            due_time(cell.text, self.names.zone)
        except ValueError as error:
            self.problems.add("RR205", str(error), cell.span)

    def _report_parameter(self, kind: ActionKind, name: str, at: Span) -> None:
        if (kind.id, name) not in self.names.broken_parameters:
            what = f"a parameter of {quote(kind.id)}"
            known = dict.fromkeys([*kind.parameters, *OF_EVERY_ACTION])
            report_unknown(
                self.problems, "RR243", name, what=what, known=known, at=at, listed=f"parameters of {kind.id}"
            )

    def _check_authority(self, name: str, cell: Cell) -> None:
        if name == MAY_START:
            link_literal(cell, BOOLEAN, owner=MAY_START, problems=self.problems)
        elif isinstance(cell, ScalarNode):
            self._check_role(cell, NO_ROLE)
        else:
            self.problems.add("RR408", f"a list, but {quote(name)} has one value", cell.span)

    def _check_role(self, node: ScalarNode | None, others: tuple[str, ...]) -> None:
        if node is None or self.names.left_out.has(node.text, "roles"):
            return
        if node.text not in {*self.names.roles, *others}:
            listed = "".join(f"{quote(word)}, " for word in others) + ("or " if others else "") + "roles, low to high"
            report_unknown(
                self.problems,
                "RR245",
                node.text,
                what="a role",
                known=self.names.roles,
                at=node.span,
                listed=listed,
                labels=words_of(self.names.role_labels),
                others=others,
            )

    def _refused(self, written: ExampleDocument) -> dict[str, str]:
        for name, limit in written.refused.items():
            at = written.key_span("refused", name) if limit is not None else _item(written, name)
            self._kind(name, at)
            if limit is not None:
                self._check_behind(limit, [*self.names.limits, *self.names.rules], what="a limit or rule")
        return {name: text_of(limit) for name, limit in written.refused.items()}

    def _check_kinds(self, nodes: Iterable[ScalarNode]) -> None:
        for node in nodes:
            self._kind(node.text, node.span)

    def _kind(self, name: str, at: Span) -> ActionKind | None:
        if name in self.names.left_out.named("kinds"):
            return None
        kind = self.names.kinds.get(name)
        if kind is None and name != CHOICE and self.names.kinds and not self.names.left_out.has(name, "kinds"):
            known = [*self.names.kinds, CHOICE]
            labels = words_of({id_: one.label for id_, one in self.names.kinds.items()})
            report_unknown(
                self.problems, "RR242", name, what="a kind of action", known=known, at=at, listed="kinds", labels=labels
            )
        return kind

    def _check_behind(self, node: ScalarNode, known: Iterable[str], *, what: str) -> None:
        names = {*known, "otherwise"}
        named = node.text.partition("/")[0]
        if node.text not in names and not self.names.left_out.has(named, "rules", "tables", "limits"):
            rules = sorted(name for name in names if "/" not in name)
            report_unknown(
                self.problems, "RR244", node.text, what=what, known=rules, at=node.span, listed="rules and limits"
            )


def _item(written: ExampleDocument, name: str) -> Span:
    """Where a kind stands in the list of those that are refused."""
    items = written.node["refused"]
    assert isinstance(items, ListNode)
    return next(item.span for item in items if isinstance(item, ScalarNode) and item.text == name)

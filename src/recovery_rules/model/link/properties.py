"""Properties: statements about facts and about measures of a decision.

In: the `properties` of a document. Out: linked properties, and one for each personal fact that nobody wrote.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from attrs import evolve, frozen

from recovery_rules.document.named import NamedAction
from recovery_rules.document.properties import Property as PropertyDocument
from recovery_rules.document.scalars import Cell
from recovery_rules.language.check import described
from recovery_rules.language.expressions import Apply, facts_read
from recovery_rules.language.literals import text_of as text_of_value
from recovery_rules.language.parser import parse_expression
from recovery_rules.language.syntax import Name, Operation, Syntax, Unreadable
from recovery_rules.language.types import BOOLEAN, Plain, Type
from recovery_rules.model.actions import OBLIGED, ActionKind, Parameter
from recovery_rules.model.facts import Fact
from recovery_rules.model.link.actions import Actions
from recovery_rules.model.link.conditions import every, is_always, link_conditions
from recovery_rules.model.link.expressions import Expressions
from recovery_rules.model.link.labels import label_of, text_of
from recovery_rules.model.link.literals import link_literal
from recovery_rules.model.link.names import listing, words_of
from recovery_rules.model.properties import (
    Claim,
    Covers,
    Direction,
    Given,
    Measure,
    Monotone,
    NeverLess,
    Property,
    SameWhatever,
    Statement,
)
from recovery_rules.source.diagnostics import Problems
from recovery_rules.source.names import is_name
from recovery_rules.source.printable import quote
from recovery_rules.source.span import Span
from recovery_rules.source.suggest import closest
from recovery_rules.source.tree import MapNode, ScalarNode

PERSONAL = "personal"  # `personal/customer_name`: no id that an author writes has a `/`


def link_properties(
    written: Iterable[PropertyDocument], facts: Mapping[str, Fact], expressions: Expressions, actions: Actions
) -> tuple[Property, ...]:
    """The properties that an author wrote, then those of personal facts; `facts` are those that a case gives."""
    linker = _Linker(facts, expressions, actions, actions.problems, _kinds_read(expressions, actions))
    linked = [linker.property(one) for one in written]
    found = [one for one in linked if one is not None]
    return (*found, *_personal(facts, found))


def _personal(facts: Mapping[str, Fact], written: Sequence[Property]) -> Iterable[Property]:
    """That no personal fact makes a difference, unless an author says just that of it."""
    said = {
        fact
        for one in written
        if isinstance(one.statement, SameWhatever) and is_always(one.when) and not one.statement.of
        for fact in one.statement.facts
    }
    for name, fact in facts.items():
        if fact.personal and name not in said:
            yield Property(f"{PERSONAL}/{name}", SameWhatever((name,)), personal=True, span=fact.span)


def _kinds_read(expressions: Expressions, actions: Actions) -> dict[str, Type]:
    """The kinds that an expression can name: each is true where it is given. No fact and no value is named alike."""
    types = expressions.scope.types
    taken = types.keys() | {value for type_ in types.values() for value in type_.values}
    return {kind: BOOLEAN for kind in actions.vocabulary.kinds if kind not in taken}


@frozen
class _Linker:
    facts: Mapping[str, Fact]
    expressions: Expressions
    actions: Actions
    problems: Problems
    kinds_read: Mapping[str, Type]

    def property(self, written: PropertyDocument) -> Property | None:
        """One property; None where something in it is wrong."""
        when = link_conditions(written.when, self.expressions)
        if written.covers is not None and not isinstance(written.covers, str):
            when = every([link_conditions(written.covers, self.expressions), *([when] if written.when else [])])
        statement = self._statement(written)
        if when is None or statement is None:
            return None
        return Property(
            id=written.id.text,
            statement=statement,
            when=when,
            because=label_of(written.because),
            source=text_of(written.source),
            undecided=label_of(next(iter(written.allow.values()), {})),
            span=written.id.span,
        )

    def _statement(self, written: PropertyDocument) -> Statement | None:
        if written.never_falls_as is not None:
            return self._monotone(written, "falls", written.never_falls_as)
        if written.never_rises_as is not None:
            return self._monotone(written, "rises", written.never_rises_as)
        if written.same_whatever is not None:
            return self._same_whatever(written, written.same_whatever)
        if written.never is not None:
            return self._claimed(written.never, always=False)
        if written.always is not None:
            return self._claimed(written.always, always=True)
        if written.never_less_than is not None:
            return self._never_less(written, written.never_less_than)
        return None if written.covers is None else Covers()

    # ------------------------------------------------------------------------------------------------ comparisons

    def _monotone(self, written: PropertyDocument, never: Direction, node: ScalarNode) -> Monotone | None:
        along = self._along(node)
        measures = self._measures(written)
        if along is None or not measures:
            return None
        odd = next((place for place, one in enumerate(measures) if not self._adds_up(one, measures[0])), None)
        if odd is None or len(measures) == 1:
            return Monotone(measures, never, along.name, turns=along.type.kind == "boolean")
        assert written.of is not None
        message = f"`never_{never}_as` adds up amounts of one unit, and {quote(measures[odd].text)} is none of them"
        self.problems.add("RR408", message, written.of[odd].span, label="write a property for each")
        return None

    def _adds_up(self, measure: Measure, first: Measure) -> bool:
        type_ = self._type(measure)
        return measure.parameter == "amount" and type_.is_quantity and type_ == self._type(first)

    def _along(self, node: ScalarNode) -> Fact | None:
        """A fact that can rise."""
        fact = self._fact(node)
        if fact is None or not self.expressions.knows(fact.name, node.span):
            return None
        if fact.type.rises:
            return fact
        known = [one.name for one in self.facts.values() if one.type.rises]
        message = f"{quote(fact.name)} is {described(fact.type)}: it cannot rise"
        self.problems.add("RR208", message, node.span, notes=(listing("facts that can rise", known),))
        return None

    def _same_whatever(self, written: PropertyDocument, nodes: Sequence[ScalarNode]) -> SameWhatever | None:
        facts = [self._fact(node) for node in nodes]
        of = self._measures(written)
        names = dict.fromkeys(fact.name for fact in facts if fact is not None)
        return None if None in facts or of is None else SameWhatever(tuple(names), of)

    def _never_less(self, written: PropertyDocument, node: ScalarNode) -> NeverLess | None:
        of = self._measures(written)
        return None if of is None or node.missing else NeverLess(node.text, of)

    def _fact(self, node: ScalarNode) -> Fact | None:
        """A fact that a case gives; one that follows from others cannot change by itself."""
        name, expressions = node.text, self.expressions
        expressions.read.add(name)
        fact = None if node.missing else self.facts.get(name)
        if fact is None and not node.missing and name not in expressions.broken and expressions.knows(name, node.span):
            message = f"no case gives {quote(name)}: it is computed, and changes only as other facts do"
            known = list(self.facts)
            self.problems.add("RR490", message, node.span, notes=(listing("facts that a case gives", known),))
        return fact

    # ------------------------------------------------------------------------------------------------ measures

    def _measures(self, written: PropertyDocument) -> tuple[Measure, ...] | None:
        """What stands under `of`, each narrowed by `with`."""
        spans = {} if written.with_ is None else {name: written.key_span("with", name) for name in written.with_}
        found: list[Measure | None] = []
        for node in written.of or ():
            measure = None if node.missing else self._measure(node.text, node.span)
            found.append(measure and self._narrowed(measure, written.with_ or {}, spans))
        good = tuple(one for one in found if one is not None)
        return None if None in found else good

    def _measure(self, text: str, at: Span) -> Measure | None:
        """A kind, or a parameter of a kind that can be more or less."""
        name, dot, parameter = text.partition(".")
        kind = self.actions.kind(name, at)
        if kind is None or not dot:
            return None if kind is None else Measure(name, text=text)
        declared = self.actions.parameter(kind, parameter, at)
        if declared is None:
            return None
        if not _has_more_and_less(declared):
            known = [f"{name}.{one.name}" for one in kind.parameters.values() if _has_more_and_less(one)]
            what = "says how an action binds" if declared is OBLIGED else "has no more and no less"
            message = f"{quote(parameter)} of {quote(name)} {what}"
            label = "name a quantity, a time limit, a date or a scale, or the kind alone: whether it is given"
            notes = (listing(f"measures of {name}", [name, *known]),)
            self.problems.add("RR491", message, at, label=label, notes=notes)
            return None
        return Measure(name, parameter, text=text)

    def _narrowed(self, measure: Measure, values: Mapping[str, Cell], spans: Mapping[str, Span]) -> Measure | None:
        """A measure of those actions only that have these values."""
        kind = self.actions.vocabulary.kinds[measure.kind]
        apart: dict[str, Plain] = {}
        for name, cell in values.items():
            value = self._value_apart(kind, name, cell, spans[name])
            if value is not None:
                apart[name] = value
        if len(apart) < len(values):
            return None
        types = {name: kind.parameters[name].type for name in apart}
        form = ", ".join(f"{name}: {text_of_value(value, types[name])}" for name, value in apart.items())
        return evolve(measure, apart=apart, text=f"{measure.text} ({form})") if apart else measure

    def _value_apart(self, kind: ActionKind, name: str, cell: Cell, at: Span) -> Plain | None:
        parameter = self.actions.parameter(kind, name, at)
        if parameter is None:
            return None
        if name not in kind.distinct_by:
            message = f"{quote(name)} does not keep one {quote(kind.id)} apart from another"
            notes = (listing(f"what keeps actions of {kind.id} apart", kind.distinct_by),)
            self.problems.add("RR492", message, at, label="leave it out", notes=notes)
            return None
        labels = words_of(parameter.value_labels)
        return link_literal(cell, parameter.type, owner=name, problems=self.problems, labels=labels)

    # ------------------------------------------------------------------------------------------------ claims

    def _claimed(self, written: ScalarNode | tuple[NamedAction, ...], *, always: bool) -> Given | Claim | None:
        """What is never or always given, or an expression that never or always holds."""
        if not isinstance(written, ScalarNode):
            found = [self._given(action) for action in written]
            good = tuple(measure for measure in found if measure is not None)
            return Given(good, always) if len(good) == len(found) else None
        if written.missing:
            return None
        kinds, facts = self.actions.vocabulary.kinds, self.expressions.scope.types
        word = written.text
        if word in kinds:
            return Given((Measure(word, text=word),), always)
        if is_name(word) and word not in facts and closest(word, [*kinds, *facts]) not in facts:
            self.actions.kind(word, written.span)
            return None
        return self._claim(written, always=always)

    def _given(self, action: NamedAction) -> Measure | None:
        if not is_name(action.kind):
            if action.kind:
                label = "make it a property of its own, `always: refund.amount <= amount_paid`"
                self.problems.add("RR408", "a list of kinds, and this is none", action.kind_span, label=label)
            return None
        if self.actions.kind(action.kind, action.kind_span) is None:
            return None
        spans = action.node.key_spans if isinstance(action.node, MapNode) else {}
        return self._narrowed(Measure(action.kind, text=action.kind), action.parameters, spans)

    def _claim(self, node: ScalarNode, *, always: bool) -> Claim | None:
        expressions = self.expressions
        names = _names(parse_expression(node.text, expressions.scope.limits.expression_depth))
        left_out = self.actions.vocabulary.left_out
        unread = {name.text for name in names if name.text not in expressions.scope.types}
        if any(left_out.has(name, "kinds") for name in unread if "." not in name):
            return None  # it may be a kind
        found = {
            name.text: self._measure(name.text, node.part(name.start, name.stop))
            for name in names
            if "." in name.text or name.text in self.kinds_read
        }
        measures = {name: measure for name, measure in found.items() if measure is not None}
        if len(measures) < len(found):
            return None
        types = {name: self._type(measure) for name, measure in measures.items()}
        kinds = frozenset(self.actions.vocabulary.kinds)
        scope = evolve(expressions.scope, types={**expressions.scope.types, **self.kinds_read, **types}, kinds=kinds)
        checked = evolve(expressions, scope=scope).typed(node, BOOLEAN, owner="always" if always else "never")
        if checked is None:
            return None
        return Claim(
            expression=checked if always else Apply("not", (checked,), BOOLEAN, span=node.span),
            text=node.text,
            always=always,
            measures={name: measure for name, measure in measures.items() if name in facts_read(checked)},
        )

    def _type(self, measure: Measure) -> Type:
        kind = self.actions.vocabulary.kinds[measure.kind]
        return kind.parameters[measure.parameter].type if measure.parameter else BOOLEAN


def _has_more_and_less(parameter: Parameter) -> bool:
    if parameter.nested or parameter is OBLIGED:
        return False
    return parameter.type.is_ordered or parameter.type.is_time


def _names(tree: Syntax | Unreadable) -> list[Name]:
    """The bare words of an expression, with their places."""
    match tree:
        case Name():
            return [tree]
        case Operation(parts=parts):
            return [name for part in parts for name in _names(part)]
        case _:
            return []

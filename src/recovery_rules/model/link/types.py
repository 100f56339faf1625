"""Types: currencies, units and named types, and the type of everything that declares one.

In: the `units` and `types` of a document, and typed entries. Out: `Declared` types, or None where the declaration
is wrong; that has been reported then, and whoever uses the entry keeps quiet about it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from attrs import field, frozen

from recovery_rules.document.parameters import Parameter
from recovery_rules.document.ruleset import RulesetDocument
from recovery_rules.document.types import Typed
from recovery_rules.language.types import ENUMERATED, Kind, Type
from recovery_rules.language.values import currency_digits
from recovery_rules.model.labels import NO_LABEL, Label
from recovery_rules.model.link.labels import label_of
from recovery_rules.model.link.names import refuse_value_name, report_twice, report_unknown
from recovery_rules.source.diagnostics import Problems
from recovery_rules.source.printable import quote
from recovery_rules.source.span import Span
from recovery_rules.source.tree import ScalarNode

_KINDS: Final[tuple[Kind, ...]] = (
    *("choice", "scale", "set", "boolean", "integer", "number", "percent"),
    *("money", "duration", "time_limit", "date", "datetime", "text"),
)
BUILT_IN: Final[Mapping[str, Kind]] = {kind: kind for kind in _KINDS}
ROLE: Final = "role"
ACTIONS: Final = "actions"


@frozen
class Declared:
    """A type with the words for people that belong to it."""

    type: Type
    label: Label = NO_LABEL
    value_labels: Mapping[str, Label] = field(factory=dict)


class Types:
    """The types of one ruleset.

    Attributes:
        units: the type of each unit.
        currency: the code of the ruleset's currency, empty where it has none.
        left_out: what the document lacks, for nobody to complain about.
    """

    def __init__(self, document: RulesetDocument, problems: Problems) -> None:
        """Resolve all units and named types."""
        self._problems = problems
        self._named: dict[str, Declared | None] = {}
        self._name = document.ruleset
        self._told_of_no_currency = False
        self.left_out = document.left_out
        self._currency = document.currency
        self._currency_digits = None if document.currency is None else self._digits(document.currency)
        self.currency = "" if document.currency is None else document.currency.text
        self.units = {
            name: Type("unit", unit=name, digits=unit.digits)
            for name, unit in document.units.items()
            if not self._is_taken(name, document.key_span("units", name))
        }
        for name, typed in document.types.items():
            at = document.key_span("types", name)
            if name in document.units:
                report_twice(problems, name, what="a unit", at=at, first=document.key_span("units", name))
            elif not self._is_taken(name, at):
                self._named[name] = self._built_in(typed, name)

    @property
    def money(self) -> Type | None:
        """Money of the ruleset's own currency; None where it has none, or a wrong one."""
        digits = self._currency_digits
        return None if digits is None else Type("money", unit=self.currency, digits=digits)

    def own_money(self, owner: str) -> Type | None:
        """The same for what is money in this currency and no other; a ruleset without one is told so."""
        if self._currency is None:
            self._report_no_currency(owner)
        return self.money

    def declared(self, typed: Typed | Parameter, owner: str) -> Declared | None:
        """The type that an entry declares; its own words for people win over those of a named type.

        `owner` is the fact or parameter that declares it, for messages.
        """
        name = typed.type.text
        if name in self.left_out.named("types") | self.left_out.named("units"):
            return None
        if name not in self._named:
            return self._built_in(typed, owner)
        named = self._named[name]
        for key in ("values", "currency") if isinstance(typed, Typed) else ("currency",):
            if key in typed.node:
                message = f"the type {quote(name)} already says its {key}"
                self._problems.add("RR252", message, typed.key_span(key), label="leave it out")
        if named is None:
            return None
        own = self._value_labels(typed, named.type.values) if isinstance(typed, Typed) else {}
        labels = {**named.value_labels, **own}
        return Declared(named.type, label_of(typed.label) or named.label, labels)

    def _is_taken(self, name: str, at: Span) -> bool:
        return refuse_value_name(self._problems, name, at, reserved={*BUILT_IN, ROLE, ACTIONS})

    def _built_in(self, typed: Typed | Parameter, owner: str) -> Declared | None:
        name = typed.type.text
        unit = self.units.get(name)
        kind = BUILT_IN.get(name)
        if kind is None and unit is None:
            if self.left_out.has(name, "types", "units"):
                return None
            known = [*BUILT_IN, *self._named, *self.units]
            report_unknown(
                self._problems, "RR241", name, what="a type", known=known, at=typed.type.span, listed="types"
            )
            return None
        self._refuse_currency(typed, kind)
        if isinstance(typed, Typed):
            if kind in ENUMERATED:
                return self._enumerated(typed, kind)
            self._refuse_values(typed)
        elif kind in ENUMERATED:
            label = "give the type a name under `types`, and write that name here"
            self._problems.add("RR251", f"a {kind} without its values", typed.type.span, label=label)
            return None
        found = unit or (self._money(typed, owner) if kind == "money" else Type(kind or "text"))
        return None if found is None else Declared(found, label_of(typed.label))

    def _money(self, typed: Typed | Parameter, owner: str) -> Type | None:
        if typed.currency is not None:
            digits = self._digits(typed.currency)
            return None if digits is None else Type("money", unit=typed.currency.text, digits=digits)
        if self._currency is None:
            self._report_no_currency(owner)
        if self._currency_digits is None:
            return None
        return Type("money", unit=self.currency, digits=self._currency_digits)

    def _report_no_currency(self, owner: str) -> None:
        """Once, however much money there is. A vocabulary leaves the currency to those that extend it."""
        if self._name is not None and not self._told_of_no_currency:
            self._told_of_no_currency = True
            label = "add `currency: CNY`, or another"
            message = f"{quote(owner)} is money, and this ruleset has no currency"
            self._problems.add("RR261", message, self._name.span, label=label)

    def _digits(self, currency: ScalarNode) -> int | None:
        try:
            return currency_digits(currency.text)
        except ValueError:
            label = "three letters of ISO 4217, `CNY`"
            message = f"{quote(currency.text)} is not a currency"
            self._problems.add("RR246", message, currency.span, label=label)
            return None

    def _enumerated(self, typed: Typed, kind: Kind) -> Declared | None:
        nodes = typed.values
        if not nodes:
            label = f"write `{{type: {kind}, values: [...]}}`"
            self._problems.add("RR251", f"a {kind} without its values", typed.type.span, label=label)
            return None
        values = tuple(node.text for node in nodes)
        labels = self._value_labels(typed, values)
        if not self._are_values(nodes):
            return None
        return Declared(Type(kind, values=values), label_of(typed.label), labels)

    def _are_values(self, nodes: tuple[ScalarNode, ...]) -> bool:
        seen: set[str] = set()
        good = True
        for node in nodes:
            if not node.text.strip():
                self._problems.add("RR250", "a value is empty", node.span)
                good = False
            elif node.text in seen:
                self._problems.add("RR250", f"{quote(node.text)} stands twice among the values", node.span)
                good = False
            elif refuse_value_name(self._problems, node.text, node.span):
                good = False
            seen.add(node.text)
        return good

    def _refuse_values(self, typed: Typed) -> None:
        for key in ("values", "labels"):
            if key in typed.node:
                message = f"{quote(typed.type.text)} has no {key}"
                label = "only a choice, a scale or a set lists its values"
                self._problems.add("RR252", message, typed.key_span(key), label=label)

    def _refuse_currency(self, typed: Typed | Parameter, kind: str | None) -> None:
        if typed.currency is not None and kind != "money":
            message = f"{quote(typed.type.text)} has no currency"
            self._problems.add("RR252", message, typed.key_span("currency"), label="only money has one")

    def _value_labels(self, typed: Typed, values: tuple[str, ...]) -> dict[str, Label]:
        for value in typed.labels:
            if value not in values:
                at = typed.key_span("labels", value)
                report_unknown(
                    self._problems, "RR253", value, what="one of the values", known=values, at=at, listed="values"
                )
        return {value: label_of(typed.labels[value]) for value in values if value in typed.labels}


def role_type(roles: tuple[str, ...]) -> Type:
    """Roles as parameters take them: a named role stands above `next_role`."""
    return Type("scale", values=("next_role", *roles))

"""One argument of an action: a value of its parameter's type, with bounds of its own.

In: an argument as written and its parameter. Out: a checked argument, or None; what is wrong has been reported then.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import evolve, frozen

from recovery_rules.document.actions import Argument as ArgumentDocument
from recovery_rules.document.scalars import Cell
from recovery_rules.language.check import described
from recovery_rules.language.expressions import Constant, Expression
from recovery_rules.language.time_limits import TimeLimit
from recovery_rules.language.types import Type
from recovery_rules.model.actions import Argument, Parameter
from recovery_rules.model.labels import NO_LABEL
from recovery_rules.model.link.expressions import Expressions
from recovery_rules.model.link.labels import label_of
from recovery_rules.model.link.literals import link_literal
from recovery_rules.model.link.names import report_unknown
from recovery_rules.source.diagnostics import Problems
from recovery_rules.source.printable import quote
from recovery_rules.source.tree import ListNode, ScalarNode


@frozen
class Arguments:
    """Links arguments."""

    expressions: Expressions
    problems: Problems

    def link(self, parameter: Parameter, written: ArgumentDocument) -> Argument | None:
        """An argument of a parameter that holds no actions."""
        value = self._value(parameter, written)
        if value is None:
            return None
        wording = label_of(written.texts) if parameter.type.kind == "text" else NO_LABEL
        argument = Argument(value, text=_text(written), wording=wording, span=written.node.span)
        if written.at_least is None and written.at_most is None:
            return argument
        return self.bounded(parameter, argument, written.at_least, written.at_most)

    def bounded(
        self, parameter: Parameter, argument: Argument, low: ScalarNode | None, high: ScalarNode | None
    ) -> Argument | None:
        """The argument with a floor and a cap."""
        for node, there in ((low, argument.at_least), (high, argument.at_most)):
            if node is not None and there is not None:
                message = f"the same bound of {quote(parameter.name)} is written twice"
                self.problems.add("RR409", message, node.span, label="keep one")
                return None
        at_least, at_most = self.bound(parameter, low), self.bound(parameter, high)
        if (at_least is None and low is not None) or (at_most is None and high is not None):
            return None
        at_least, at_most = at_least or argument.at_least, at_most or argument.at_most
        at = low or high
        assert at is not None
        if not self.in_order(at_least, at_most, at):
            return None
        return evolve(argument, at_least=at_least, at_most=at_most)

    def bound(self, parameter: Parameter, node: ScalarNode | None) -> Expression | None:
        """A floor or cap of a parameter; None where there is none, or a wrong one."""
        if node is None:
            return None
        if not (parameter.type.is_quantity or parameter.type.kind == "time_limit") or parameter.is_role:
            message = f"only a quantity has bounds, and {quote(parameter.name)} is {described(parameter.type)}"
            self.problems.add("RR409", message, node.span)
            return None
        return self.expressions.typed(node, parameter.type, owner=parameter.name)

    def in_order(self, low: Expression | None, high: Expression | None, at: ScalarNode) -> bool:
        """Whether a floor lies below its cap, as far as both are plain; it is reported where it does not."""
        if not (isinstance(low, Constant) and isinstance(high, Constant)):
            return True
        if isinstance(low.value, TimeLimit) or isinstance(high.value, TimeLimit):
            return True
        least: Any = low.value
        if least > high.value:
            self.problems.add("RR255", "the floor is above the cap", at.span)
            return False
        return True

    def value(self, parameter: Parameter, node: Cell) -> Expression | None:
        """A value of a cell or an argument: a literal or an expression of the parameter's type."""
        type_ = parameter.type
        if type_.kind == "text" and isinstance(node, ScalarNode):
            return Constant(node.text, type_, node.span)
        if type_.kind == "set" or isinstance(node, ListNode):
            found = link_literal(node, type_, owner=parameter.name, problems=self.problems)
            return None if found is None else Constant(found, type_, node.span)
        if parameter.is_role and self._is_no_role(node, type_):
            return None
        return self.expressions.typed(node, type_, owner=parameter.name)

    def _is_no_role(self, node: ScalarNode, type_: Type) -> bool:
        """Report a bare word that is neither a role nor a fact; whether it was one."""
        word = node.text
        if not word.isidentifier() or word in type_.values or word in self.expressions.scope.types:
            return False
        roles = type_.values[1:]  # after `next_role`, which has no rank of its own
        listed = "`next_role`, or roles, low to high"
        report_unknown(self.problems, "RR245", word, what="a role", known=roles, at=node.span, listed=listed)
        return True

    def _value(self, parameter: Parameter, written: ArgumentDocument) -> Expression | None:
        node = written.node
        if parameter.type.kind == "text" and written.texts:
            return Constant(_bilingual(written.texts), parameter.type, node.span)
        if written.value is not None:
            return self.value(parameter, written.value)
        words = [item.node for item in written.items if isinstance(item.node, ScalarNode)]
        if isinstance(node, ListNode) and len(words) == len(node):
            return self.value(parameter, ListNode(words, node.span))
        message = f"{quote(parameter.name)} is {described(parameter.type)}, and no value is given here"
        self.problems.add("RR408", message, node.span)
        return None


def _bilingual(texts: Mapping[str, ScalarNode]) -> str:
    """All languages in one text, English first: `a small dish / 小菜一份`."""
    ordered = sorted(texts.items(), key=lambda item: item[0] != "en")
    return " / ".join(dict.fromkeys(node.text for _, node in ordered))


def _text(written: ArgumentDocument) -> str:
    """The author's words."""
    if written.value is not None:
        return written.value.text
    if written.texts:
        return _bilingual(written.texts)
    return ", ".join(item.kind for item in written.items)

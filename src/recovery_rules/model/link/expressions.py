"""Tests and expressions at one place of a ruleset, checked by the language against its facts.

In: texts of a document. Out: checked tests and expressions, or None; what is wrong has been reported then. A text
that names a fact whose own declaration is wrong gives None without a word: one mistake is reported once.
"""

from __future__ import annotations

import re
from typing import Final

from attrs import field, frozen

from recovery_rules.document.left_out import NOTHING, LeftOut
from recovery_rules.language.checking import check_expression
from recovery_rules.language.conditions import check_test
from recovery_rules.language.expressions import Constant, Expression, facts_read
from recovery_rules.language.leaves import is_ambiguous
from recovery_rules.language.literals import parse_literal
from recovery_rules.language.parser import parse_expression, parse_test
from recovery_rules.language.scope import Scope
from recovery_rules.language.syntax import Cell, Name, Operation, Syntax, Unreadable
from recovery_rules.language.tests import UnaryTest
from recovery_rules.language.types import MEASURED, Plain, Type
from recovery_rules.model.link.names import report_unknown
from recovery_rules.source.diagnostics import Problems
from recovery_rules.source.names import IDENTIFIER
from recovery_rules.source.printable import quote
from recovery_rules.source.span import Span
from recovery_rules.source.tree import ScalarNode

_WORD: Final = re.compile(IDENTIFIER)
FACTS: Final = ("facts", "parameters", "derived")
_LITERALS: Final = MEASURED | {"boolean", "time_limit"}


@frozen
class Expressions:
    """Checks texts within one scope.

    Attributes:
        scope: what can be read.
        problems: takes what is wrong.
        broken: facts whose own declaration is wrong; grows while derived facts are linked.
        left_out: names that the document lacks; texts that mention a fact or a unit of it are not judged.
        read: facts that something read so far.
    """

    scope: Scope
    problems: Problems
    broken: set[str] = field(factory=set)
    left_out: LeftOut = NOTHING
    read: set[str] = field(factory=set)
    # Cells of tables repeat one another, and so do the arguments of rules.
    _tests: dict[tuple[str, str], UnaryTest] = field(factory=dict)
    _literals: dict[tuple[str, Type], Plain] = field(factory=dict)

    def knows(self, fact: str, at: Span) -> bool:
        """Whether a condition may test a fact; it is reported where there is none, or one for people only."""
        if fact in self.broken:
            self.read.add(fact)
            return False
        type_ = self.scope.types.get(fact)
        if type_ is None and self.left_out.has(fact, *FACTS):
            return False
        if type_ is None:
            if help_ := self.scope.help_for_given(fact):
                self.problems.add("RR203", f"{quote(fact)} is not a fact", at, notes=(help_,))
                return False
            known = dict.fromkeys((*self.scope.types, *sorted(self.broken)))
            labels = self.scope.fact_labels
            report_unknown(
                self.problems, "RR203", fact, what="a fact", known=known, at=at, listed="facts", labels=labels
            )
            return False
        if type_.kind == "text":
            message = f"{quote(fact)} is personal text: it may never influence a decision"
            self.problems.add("RR207", message, at)
            return False
        return True

    def test(self, fact: str, node: ScalarNode) -> UnaryTest | Expression | None:
        """A test of a fact that is known; an expression where it compares the fact with another one."""
        key = fact, node.text
        found: UnaryTest | Expression | None = self._tests.get(key)
        if found is not None:
            return found
        self.read.add(fact)
        if self.broken and not self.broken.isdisjoint(names_in_test(node.text)):
            return None
        if self.left_out.anything and self._mentions_left_out(node.text, names_in_test(node.text)):
            return None
        found = check_test(node, fact, self.scope.types[fact], self.scope, self.problems)
        if isinstance(found, UnaryTest):
            self._tests[key] = found
        elif found is not None:
            self.read.update(facts_read(found))
        return found

    def typed(self, node: ScalarNode, type_: Type, *, owner: str) -> Expression | None:
        """An expression of a type; `owner` is the fact or parameter that takes its value."""
        key = node.text, type_
        value = self._literals.get(key)
        if value is None and not is_ambiguous(*key, self.scope) and (value := _plain_literal(*key)) is not None:
            self._literals[key] = value
        if value is not None:
            return Constant(value, type_, node.span)
        if self.broken or self.left_out.anything:
            names = names_in_expression(node.text, self.scope.limits.expression_depth)
            if not self.broken.isdisjoint(names):
                self.read.update(names)
                return None
            if self._mentions_left_out(node.text, names):
                return None
        checked = check_expression(node, self.scope, self.problems, expected=type_, of=owner)
        if checked is not None:
            self.read.update(facts_read(checked))
        return checked

    def _mentions_left_out(self, text: str, names: frozenset[str]) -> bool:
        """Whether a text may name what the document lacks; such a name need not even be readable."""
        left_out = self.left_out
        words = set(_WORD.findall(text))
        for section in (*FACTS, "units"):
            if any(name in words or (name in text and not name.isidentifier()) for name in left_out.named(section)):
                return True
        if left_out.has_any(*FACTS):
            known = self.scope.types.keys() | {value for type_ in self.scope.types.values() for value in type_.values}
            return any(left_out.has(name, *FACTS) for name in names - known)
        return "units" in left_out.unnamed and any(word.isalpha() for word in text.split())


def _plain_literal(text: str, type_: Type) -> Plain | None:
    """The value of a text that is nothing but a literal: most arguments are, and need no grammar."""
    if type_.kind in {"choice", "scale"}:
        return type_.values.index(text) if text in type_.values else None
    if type_.kind not in _LITERALS or (type_.kind == "integer" and "." in text):
        return None
    try:
        return parse_literal(text, type_)
    except ValueError:
        return None


def names_in_expression(text: str, depth: int) -> frozenset[str]:
    """The bare words of an expression: facts, and values that are named like them."""
    tree = parse_expression(text, depth)
    return frozenset() if isinstance(tree, Unreadable) else frozenset(_names(tree))


def names_in_test(text: str) -> frozenset[str]:
    """The bare words of a test."""
    cell = parse_test(text)
    if not isinstance(cell, Cell):
        return frozenset()
    return frozenset(value.text for entry in cell.entries for value in entry.values if isinstance(value, Name))


def _names(tree: Syntax) -> set[str]:
    match tree:
        case Name(text=text):
            return {text}
        case Operation(parts=parts):
            return set().union(*map(_names, parts))
        case _:
            return set()

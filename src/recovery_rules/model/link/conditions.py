"""Conditions: tests of facts, alternatives, boolean expressions.

In: what stands under `when`, `unless`, `needed`. Out: a formula over checked tests, or None where something in it
is wrong; everything that is wrong has been reported then.
"""

from __future__ import annotations

from collections.abc import Sequence

from recovery_rules.document.conditions import Conditions
from recovery_rules.language.expressions import Expression, facts_read
from recovery_rules.language.tests import Anything, Either, UnaryTest, truth
from recovery_rules.language.types import BOOLEAN
from recovery_rules.model.conditions import ALWAYS, All, AnyOf, Condition, Leaf, NoneOf, Test, Truth, leaves
from recovery_rules.model.link.expressions import Expressions
from recovery_rules.model.link.knownness import may_be_unknown
from recovery_rules.source.span import Span
from recovery_rules.source.tree import ScalarNode


def link_conditions(written: Conditions | None, expressions: Expressions) -> Condition | None:
    """The condition that an author wrote; what is left out always holds."""
    if written is None:
        return ALWAYS
    parts: list[Condition | None] = []
    node, tests = written.node, written.tests
    for key in node:
        match key:
            case "all_of":
                parts += [link_conditions(part, expressions) for part in written.all_of]
            case "any_of":
                parts.append(_group(AnyOf, written.any_of, expressions))
            case "none_of":
                parts.append(_group(NoneOf, written.none_of, expressions))
            case "expr":
                assert written.expr is not None
                parts.append(_truth(written.expr, expressions))
            case fact:
                parts.append(link_tests(fact, node.key_spans[fact], tests[fact], expressions))
    return every(parts)


def link_tests(fact: str, at: Span, nodes: Sequence[ScalarNode], expressions: Expressions) -> Condition | None:
    """One or more tests of a fact, of which one must hold."""
    if not expressions.knows(fact, at):
        return None
    if len(nodes) == 1:
        test = expressions.test(fact, nodes[0])
        return None if test is None else leaf_of(fact, nodes[0], test)
    found = [(node, expressions.test(fact, node)) for node in nodes]
    tests = [(node, test) for node, test in found if test is not None]
    if len(tests) < len(found):
        return None
    plain = [test for _, test in tests if isinstance(test, UnaryTest)]
    if len(plain) < len(tests):
        return AnyOf(tuple(leaf_of(fact, node, test) for node, test in tests))
    text = ", ".join(node.text for node in nodes)
    return Test(fact, Either(tuple(plain)), text, nodes[0].span.to(nodes[-1].span))


def leaf_of(fact: str, node: ScalarNode, test: UnaryTest | Expression) -> Leaf:
    """A checked test of a fact as a leaf; one that names another fact is an expression over both."""
    if isinstance(test, UnaryTest):
        return Test(fact, test, node.text, node.span)
    return Truth(test, f"{fact} {node.text}", node.span)


def every(parts: Sequence[Condition | None]) -> Condition | None:
    """All parts together; None where one of them is wrong."""
    good = tuple(part for part in parts if part is not None)
    if len(good) < len(parts):
        return None
    return good[0] if len(good) == 1 else All(good)


def is_always(condition: Condition) -> bool:
    """Whether a condition plainly holds in every case."""
    match condition:
        case All(parts=parts):
            return all(map(is_always, parts))
        case Test(test=Anything()):
            return True
        case _:
            return False


def undecided_facts(condition: Condition, unknowns: frozenset[str]) -> tuple[str, ...]:
    """The facts, of those that may be unknown, that can leave a part of the condition undecided; in order."""
    found: dict[str, None] = {}
    for leaf in leaves(condition):
        if isinstance(leaf, Test):
            if leaf.fact in unknowns and truth(leaf.test, None) is None:
                found[leaf.fact] = None
        elif may_be_unknown(leaf.expression, unknowns):
            found.update(dict.fromkeys(sorted(facts_read(leaf.expression) & unknowns)))
    return tuple(found)


def _group(kind: type[AnyOf | NoneOf], written: Sequence[Conditions], expressions: Expressions) -> Condition | None:
    parts = [link_conditions(part, expressions) for part in written]
    good = tuple(part for part in parts if part is not None)
    return kind(good) if len(good) == len(parts) else None


def _truth(node: ScalarNode, expressions: Expressions) -> Truth | None:
    checked = expressions.typed(node, BOOLEAN, owner="expr")
    return None if checked is None else Truth(checked, node.text, node.span)

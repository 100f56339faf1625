"""Whether an expression may come to nothing because a fact is unknown.

In: a checked expression and the facts that may be unknown. Out: a yes that may be too careful, a no that is
certain. It follows what an author checks first: in `if delay known then delay else 0 h` both branches are known,
and so is `delay known and delay > 2 h`.
"""

from __future__ import annotations

from collections.abc import Iterable

from recovery_rules.language.expressions import Apply, Constant, Expression, Known, Read
from recovery_rules.language.knownness import Names, facts_known_if
from recovery_rules.language.tests import UnaryTest, truth

_NONE: Names = frozenset()


def may_be_unknown(expression: Expression, unknowns: Names) -> bool:
    """Whether the value may be unknown in some case, where the facts in `unknowns` may be."""
    if not unknowns:
        return False
    match expression:
        case Constant() | Known():
            return False
        case Read(fact=fact):
            return fact in unknowns
        case Apply(operation="if", arguments=(test, then, otherwise)):
            return (
                may_be_unknown(test, unknowns)
                or may_be_unknown(then, unknowns - facts_known_if(test, value=True))
                or may_be_unknown(otherwise, unknowns - facts_known_if(test, value=False))
            )
        case Apply(operation="and" | "or" as operation, arguments=arguments):
            # Kleene: an `and` is unknown only where no part is false, an `or` only where no part is true.
            guards = [_guarded(part, holds=operation == "and") for part in arguments]
            return any(
                may_be_unknown(part, unknowns.difference(*guards[:place], *guards[place + 1 :]))
                for place, part in enumerate(arguments)
            )
        case Apply(arguments=arguments):
            return any(may_be_unknown(part, unknowns) for part in arguments)


def known_where_matched(columns: Iterable[str], tests: Iterable[UnaryTest | Expression]) -> Names:
    """The facts that are known wherever all these tests, one a column, are true."""
    found = _NONE
    for fact, test in zip(columns, tests, strict=True):
        if isinstance(test, UnaryTest):
            if truth(test, None) is not True:
                found |= {fact}
        else:
            found |= facts_known_if(test, value=True)
    return found


def _guarded(test: Expression, *, holds: bool) -> Names:
    """The facts that are known wherever a boolean expression is not false (`holds`), or not true."""
    match test:
        case Known(fact=fact):
            return frozenset({fact}) if holds else _NONE
        case Apply(operation="not", arguments=(inner,)):
            return _guarded(inner, holds=not holds)
        case Apply(operation="and" | "or" as operation, arguments=arguments):
            parts = [_guarded(part, holds=holds) for part in arguments]
            return _NONE.union(*parts) if (operation == "and") is holds else frozenset.intersection(*parts)
        case _:
            return _NONE

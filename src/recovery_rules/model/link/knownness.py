"""Whether an expression may come to nothing because a fact is unknown.

In: a checked expression and the facts that may be unknown. Out: a yes that may be too careful, a no that is
certain. It follows what an author checks first: in `if delay known then delay else 0 h` both branches are known,
and so is `delay known and delay > 2 h`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final, TypeAlias

from recovery_rules.language.expressions import Apply, Constant, Expression, Known, Read
from recovery_rules.language.knownness import Names, facts_known_if
from recovery_rules.language.tests import UnaryTest, truth

Behind: TypeAlias = Mapping[str, Names]

NOTHING_BEHIND: Final[Behind] = MappingProxyType({})
_NONE: Names = frozenset()


def may_be_unknown(expression: Expression, unknowns: Names, behind: Behind = NOTHING_BEHIND) -> bool:
    """Whether the value may be unknown in some case, where the facts in `unknowns` may be.

    `behind` has for derived facts among them those that they read, each after those derived facts that it reads.
    """
    if not unknowns:
        return False
    match expression:
        case Constant() | Known():
            return False
        case Read(fact=fact):
            return fact in unknowns
        case Apply(operation="if", arguments=(test, then, otherwise)):
            return (
                may_be_unknown(test, unknowns, behind)
                or may_be_unknown(then, _without(unknowns, facts_known_if(test, value=True), behind), behind)
                or may_be_unknown(otherwise, _without(unknowns, facts_known_if(test, value=False), behind), behind)
            )
        case Apply(operation="and" | "or" as operation, arguments=arguments):
            # Kleene: an `and` is unknown only where no part is false, an `or` only where no part is true.
            guards = [_guarded(part, holds=operation == "and") for part in arguments]
            return any(
                may_be_unknown(
                    part, _without(unknowns, _NONE.union(*guards[:place], *guards[place + 1 :]), behind), behind
                )
                for place, part in enumerate(arguments)
            )
        case Apply(arguments=arguments):
            return any(may_be_unknown(part, unknowns, behind) for part in arguments)


def _without(unknowns: Names, known: Names, behind: Behind) -> Names:
    """The facts that may be unknown where some are known: without these, and without what rests on nothing else."""
    left = unknowns - known
    for name, read in behind.items():
        if name in left and left.isdisjoint(read):
            left -= {name}
    return left


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

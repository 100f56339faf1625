"""A name that the ruleset does not know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recovery_rules.source.printable import quote
from recovery_rules.source.suggest import closest

if TYPE_CHECKING:
    from collections.abc import Iterable


class UnknownNameError(LookupError):
    """There is no such action kind, rule, table or limit; the message says which name was probably meant."""


def unknown_name(name: str, known: Iterable[str], *, what: str) -> UnknownNameError:
    """The error for a name.

    Example:
        >>> unknown_name("upgrad", ["upgrade", "refund"], what="an action kind")
        UnknownNameError('`upgrad` is not an action kind of this ruleset; did you mean `upgrade`?')
    """
    meant = closest(name, known)
    hint = f"; did you mean `{meant}`?" if meant else ""
    return UnknownNameError(f"{quote(name)} is not {what} of this ruleset{hint}")


def fact_asked_for(name: str, *, what: str) -> UnknownNameError:
    """The error for a fact: it is not given by anything, but `explain` says what it is.

    Example:
        >>> fact_asked_for("share", what="an action kind")
        UnknownNameError('`share` is a fact, not an action kind: ask of a rule; `explain` tells facts')
    """
    return UnknownNameError(f"{quote(name)} is a fact, not {what}: ask of a rule; `explain` tells facts")

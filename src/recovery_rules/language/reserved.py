"""Which names facts and values can have. Called by `model` for every name that a ruleset declares."""

from __future__ import annotations

from typing import Final

from recovery_rules.language.words import HARD, SOFT
from recovery_rules.source.names import is_name, usual_form
from recovery_rules.source.printable import quote

_ARGUMENTS: Final = frozenset({"facts", "as_of", "role", "calendar"})  # of `decide`, beside the facts
RESERVED_FACTS: Final = _ARGUMENTS | HARD | SOFT
RESERVED_VALUES: Final = HARD
LONGEST_NAME: Final = 100


def fact_name_problem(name: str) -> str:
    """Why a fact cannot have this name; empty if it can.

    Example:
        >>> fact_name_problem("2nd_delay"), fact_name_problem("over"), fact_name_problem("延误")
        ('`2nd_delay` is no name: use letters, digits and `_`, a letter first', '`over` is a word of the language', '')
    """
    if name in _ARGUMENTS:
        return f"`{name}` is an argument of `decide`"
    return _problem(name, RESERVED_FACTS)


def value_name_problem(name: str) -> str:
    """Why a choice, a unit or a role cannot have this name; empty if it can."""
    return _problem(name, RESERVED_VALUES)


def _problem(name: str, reserved: frozenset[str]) -> str:
    if name in reserved:
        return f"`{name}` is a word of the language"
    if not is_name(name):
        return f"{quote(name)} is no name: use letters, digits and `_`, a letter first"
    if len(name) > LONGEST_NAME:
        return f"{quote(name)} has more than {LONGEST_NAME} characters"
    # Python normalises the names of keyword arguments; two names that look alike must be one.
    if usual_form(name) != name:
        return f"{quote(name)}: write `{usual_form(name)}`"
    return ""

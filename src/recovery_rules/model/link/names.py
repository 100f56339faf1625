"""Names: which may not be given, which are taken, and what to say about one that nobody gave.

In: names as authors declare and use them. Out: diagnostics, with the name that was probably meant. Every other
module here reports through these functions, so that one mistake reads the same wherever it is made.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Final

from recovery_rules.language.reserved import fact_name_problem, value_name_problem
from recovery_rules.model.actions import ActionKind
from recovery_rules.model.labels import Label
from recovery_rules.source.diagnostics import Problems
from recovery_rules.source.names import is_name
from recovery_rules.source.printable import quote
from recovery_rules.source.span import Span
from recovery_rules.source.suggest import NO_LABELS, Labels, meant

# Keys of conditions and of rows by column, beside the facts.
_KEYS: Final = frozenset({"all_of", "any_of", "none_of", "expr", "gives", "because", "source"})
RESERVED_KINDS: Final = frozenset({"choice", "otherwise", "total"})
# Keys of limits and of arguments, and what every action has.
RESERVED_PARAMETERS: Final = frozenset(
    {
        *("id", "level", "when", "if_unknown", "forbid", "action", "owed", "hold", "because", "source", "replaces"),
        *("value", "at_least", "at_most", "after", "kind", "values", "due", "held", "by", "options"),
        *("obligation", "authority", "needs_approval", "may_start", "mandate"),
    }
)
RESERVED_ROLES: Final = frozenset({"next_role", "customer"})
RESERVED_RULES: Final = frozenset({"otherwise"})
_SAID_FOR: Final[Mapping[str, frozenset[str]]] = {  # what authors call what is said of an action; help only
    "after": frozenset({"from", "since", "starting", "starts", "start", "runs_from"}),
    "within": frozenset({"due", "deadline", "by", "in", "due_in", "time_limit"}),
    "at_most": frozenset({"maximum", "max", "cap", "ceiling", "up_to"}),
    "at_least": frozenset({"minimum", "min", "floor"}),
}
_LISTED_BY: Final[dict[str, str]] = dict.fromkeys(("RR241", "RR242"), "recovery-rules kinds")  # all of them
_MOST_SHOWN = 20


def report_unknown(  # noqa: PLR0913 - each is a part of what is told
    problems: Problems,
    code: str,
    word: str,
    *,
    what: str,
    known: Iterable[str],
    at: Span,
    listed: str,
    labels: Labels = NO_LABELS,
    others: Iterable[str] = (),
) -> None:
    """Report a name that does not exist: `card_owner` is not `what`; `listed` introduces those that do.

    `labels` are their words for people, by name; `others` may be meant too, and are not listed.
    """
    names = list(known)
    label = meant(word, [*names, *others], labels)
    problems.add(
        code, f"{quote(word)} is not {what}", at, label=label, notes=(listing(listed, names, _LISTED_BY.get(code, "")),)
    )


def report_no_parameter(problems: Problems, kind: ActionKind, name: str, at: Span, *, of_action: bool) -> None:
    """Report a parameter that a kind has not, with what else can be said where an action is given."""
    bounded = any(one.type.is_quantity or one.type.kind == "time_limit" for one in kind.parameters.values())
    beside = [*(["after"] if kind.time_limits else []), *(["at_least", "at_most"] if bounded else []), "obligation"]
    known = [*kind.parameters, *(beside if of_action else [])]
    same = next((key for key in known if name.casefold() in _SAID_FOR.get(key, ())), "")
    label = f"did you mean `{same}`?" if same else meant(name, known)
    listed = listing(f"parameters of {kind.id}", kind.parameters)
    notes = (listed, f"beside them: {', '.join(beside)}") if of_action else (listed,)
    problems.add("RR243", f"{quote(name)} is not a parameter of {quote(kind.id)}", at, label=label, notes=notes)


def words_of(labels: Mapping[str, Label]) -> dict[str, Collection[str]]:
    """What labels say in any language, by the name that they stand for."""
    return {name: label.texts.values() for name, label in labels.items()}


def listing(introduction: str, names: Collection[str], shown_by: str = "") -> str:
    """The names behind their introduction, in their order; a long list is cut.

    Example:
        >>> listing("roles, low to high", ["front_line", "manager"])
        'roles, low to high: front_line, manager'
        >>> listing("roles, low to high", [])
        'roles, low to high: none'
    """
    shown = ", ".join(list(names)[:_MOST_SHOWN]) or "none"
    left = len(names) - _MOST_SHOWN
    if left <= 0:
        return f"{introduction}: {shown}"
    return f"{introduction}: {shown} and {left:,} more" + (f"; all of them: {shown_by}" if shown_by else "")


def refuse_fact_name(problems: Problems, name: str, at: Span) -> bool:
    """Report a name that no fact can have; whether it was one."""
    key = f"{quote(name)} is a key of conditions and rows" if name in _KEYS else ""
    return _refuse(problems, name, fact_name_problem(name) or key, at)


def refuse_value_name(problems: Problems, name: str, at: Span, *, reserved: Collection[str] = ()) -> bool:
    """Report a name that no value, unit, type or role can have; whether it was one."""
    own = f"{quote(name)} has a meaning of its own" if name in reserved else ""
    return _refuse(problems, name, value_name_problem(name) or own, at)


def refuse_reserved(problems: Problems, name: str, at: Span, *, reserved: Collection[str]) -> bool:
    """Report a name that has a meaning of its own; whether it was one."""
    return _refuse(problems, name, f"{quote(name)} has a meaning of its own" if name in reserved else "", at)


def _separated(name: str) -> str:
    """How to write several names that a full-width comma holds together."""
    names = re.split("[，、；]", name)
    if len(names) < 2 or not all(map(is_name, names)):  # noqa: PLR2004 - more than one
        return ""
    return f"write ordinary commas, `{', '.join(names)}`"


def _refuse(problems: Problems, name: str, problem: str, at: Span) -> bool:
    if problem:
        problems.add("RR214", problem, at, label=_separated(name) or "choose another name")
    return bool(problem)


def report_twice(problems: Problems, word: str, *, what: str, at: Span, first: Span | None) -> None:
    """Report a name that is already taken, and where."""
    notes = () if first is None else (f"first used at {first.file}:{first.line}:{first.column}",)
    problems.add("RR249", f"{quote(word)} already names {what}", at, label="choose another name", notes=notes)

"""The order in which keys are written. In: the keys of a mapping and where it stands. Out: the same, in order.

Called by `formatting`. The order of these keys has no meaning: `merge` takes them by their names for a digest. A key
that is not listed stays behind the one that it follows.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

HEAD: Final = (
    *("language", "ruleset", "vocabulary", "title", "version"),
    *("status", "owner", "author", "review_by", "effective", "approval"),
    *("currency", "rounding", "extends", "roles", "clock", "calendar", "zone", "month_end", "working_day_ends"),
    *("units", "types", "kinds", "facts", "parameters", "admit", "derived", "rules", "tables", "limits", "authority"),
    *("otherwise", "allow", "no_follow_up", "properties", "examples"),
    *("table", "basis", "cases"),
)
ENTRY: Final = (
    *("id", "replaces", "level", "stream", "phase", "obligation", "type", "hit", "order", "values", "value"),
    *("digits", "currency", "min", "max", "default", "optional", "needed", "personal", "label", "labels"),
    *("parameters", "distinct_by", "overrides", "when", "unless", "if_unknown", "must"),
    *("forbid", "hold", "action", "owed", "then", "rows", "with", "because", "source", "allow"),
)
PARAMETER: Final = ("replaces", "type", "currency", "by", "values", "value", "optional", "source", "label", "labels")
PROPERTY: Final = (
    *("id", "replaces", "of", "with", "never_falls_as", "never_rises_as", "same_whatever", "never", "always"),
    *("covers", "never_less_than", "when", "because", "source"),
)
CASE: Final = (
    *("id", "title", "source", "given", "as_of", "role", "assumptions"),
    *("expect", "offered", "needs_approval", "only", "exact", "fired", "not", "refused", "held", "facts"),
)
_ENTRIES: Final = {
    **dict.fromkeys(("units", "types", "kinds", "facts", "derived", "admit", "rules", "tables", "limits"), ENTRY),
    "parameters": PARAMETER,
    "properties": PROPERTY,
    **dict.fromkeys(("examples", "cases"), CASE),
}


def in_order(keys: Iterable[str], path: tuple[str | int, ...]) -> list[str]:
    """The keys of the mapping at a path from the root, in their order.

    Example:
        >>> in_order(["because", "amount", "when", "id"], ("limits", 0))
        ['id', 'when', 'because', 'amount']
        >>> in_order(["b", "a"], ("facts",))
        ['b', 'a']
    """
    listed = HEAD if not path else _ENTRIES.get(str(path[0])) if len(path) == 2 else None  # noqa: PLR2004 - section, entry
    if listed is None:
        return list(keys)
    groups: list[list[str]] = [[]]
    for key in keys:
        if key in listed:
            groups.append([key])
        else:
            groups[-1].append(key)
    first, *others = groups
    others.sort(key=lambda group: listed.index(group[0]))
    return [*first, *(key for group in others for key in group)]

"""The order of roles where several files say it: a file must not turn round what it extends.

A base says with its `roles` who stands above whom, and its rules rely on that where owners combine as `highest_role`.
The `roles` of a file that extends it hold for those rules too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from recovery_rules.source.diagnostics import Problems
from recovery_rules.source.printable import quote
from recovery_rules.source.span import Span
from recovery_rules.source.tree import ListNode, MapNode, Node, ScalarNode


def check_role_order(sections: Sequence[Node], problems: Problems) -> None:
    """Report where the last of some `roles`, the one that holds, contradicts an earlier one."""
    *earlier, holding = map(_spans, sections)
    for base in earlier:
        ranks = {role: rank for rank, role in enumerate(base)}
        for low, high in pairwise(role for role in holding if role in ranks):
            if ranks[low] > ranks[high]:
                _report(low, high, holding[low], base, problems)
                break


def _report(low: str, high: str, at: Span, base: Mapping[str, Span], problems: Problems) -> None:
    first = base[low]
    problems.add(
        "RR167",
        f"{quote(low)} stands below {quote(high)} here, and above it in {first.file}:{first.line}",
        at,
        label=f"put it above {quote(high)}",
        notes=(f"low to high, that file has: {', '.join(map(quote, base))}",),
    )


def _spans(section: Node) -> Mapping[str, Span]:
    """Where each role stands, low to high; none where the document stage has something to report."""
    if isinstance(section, MapNode):
        return section.key_spans
    roles = list(section) if isinstance(section, ListNode) else []
    found = {role.text: role.span for role in roles if isinstance(role, ScalarNode) and not role.missing}
    return found if len(found) == len(roles) else {}

"""The word that an author probably meant. In: a wrong word and the right ones. Out: one of them or None.

Called wherever a name or a value is unknown, for files and for cases alike.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, TypeAlias

from recovery_rules.source.printable import quote

if TYPE_CHECKING:
    from collections.abc import Iterable

Labels: TypeAlias = Mapping[str, Collection[str]]  # what explanations call each name, in their languages
NO_LABELS: Final[Labels] = MappingProxyType({})

_LONGEST = 64  # characters of a word that are worth comparing
_MOST_KNOWN = 1_000  # candidates; more, and a long list of mistakes would take minutes
_MOST = 200  # candidates that are compared letter by letter
_SHORTEST_START = 3  # letters that must agree for a word to count as the start of another


def closest(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate that is nearest to the word, None where none is near, in whatever order they come.

    Near is, in this order: the same but for case and separators; few slips of the keyboard
    (Damerau-Levenshtein, one for three letters); the one candidate that starts with the word, or starts it;
    the one that has it among its words. Among more than a thousand candidates none is looked for.

    Example:
        >>> closest("card_owner", ["ordinary", "card_holder", "important"])
        'card_holder'
        >>> closest("late", ["late_delivery", "damaged_item"])
        'late_delivery'
        >>> closest("driver", ["front_desk", "shuttle_driver"])
        'shuttle_driver'
    """
    distinct = set(candidates)
    if len(distinct) > _MOST_KNOWN:
        return None
    wanted = _normal(word)
    known = sorted((_normal(candidate), candidate) for candidate in distinct if candidate != word)
    for normal, candidate in known:
        if normal == wanted:
            return candidate
    if not wanted or len(wanted) > _LONGEST:
        return None
    most = len(wanted) // 3
    near = [item for item in known if abs(len(item[0]) - len(wanted)) <= most][:_MOST]
    best = min(((_distance(wanted, normal, most), candidate) for normal, candidate in near), default=(most + 1, ""))
    if best[0] <= most:
        return best[1]
    starts = [candidate for normal, candidate in known if _one_starts_other(normal, wanted)]
    parts = starts or [candidate for normal, candidate in known if wanted in normal.split("_")]
    return parts[0] if len(parts) == 1 else None


def meant(word: str, candidates: Iterable[str], labels: Labels = NO_LABELS) -> str:
    """What to say of a wrong word: the candidate whose label it is, or the nearest one; empty where there is none.

    Example:
        >>> meant("道歉", ["refund", "apology"], {"apology": ["apology", "道歉"]})
        'did you mean `apology`? Its label is `道歉`'
        >>> meant("aplogy", ["refund", "apology"])
        'did you mean `apology`?'
    """
    wanted = _normal(word)
    labelled = [name for name, texts in labels.items() if any(_normal(text) == wanted for text in texts)]
    if len(labelled) == 1:
        return f"did you mean `{labelled[0]}`? Its label is {quote(word)}"
    nearest = closest(word, candidates)
    return f"did you mean `{nearest}`?" if nearest else ""


def _normal(word: str) -> str:
    return word.strip().casefold().replace("-", "_").replace(" ", "_")


def _one_starts_other(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) >= _SHORTEST_START and longer.startswith(shorter)


def _distance(one: str, other: str, most: int) -> int:
    """Letters inserted, deleted, changed or swapped between two words; any larger number beyond `most`."""
    before: list[int] = []
    above = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
        before, above = above, row
    return above[-1]

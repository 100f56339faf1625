"""In which order columns are walked: those first that leave the fewest clauses alive."""

from __future__ import annotations

from collections.abc import Sequence

from recovery_rules.cells.clauses import Clause
from recovery_rules.cells.columns import Column


def most_telling_first(columns: Sequence[Column], clauses: Sequence[Clause]) -> list[int]:
    """The columns that some clause tests, by how many cells the clauses accept there; fewest first, of all cells.

    Example:
        >>> from recovery_rules.language.types import BOOLEAN
        >>> yes_or_no = [Column(name, "enumerated", name, BOOLEAN, may_be_unknown=False) for name in "ab"]
        >>> most_telling_first(yes_or_no, [{0: 1}, {1: 2}, {1: 1}])
        [1, 0]
    """
    accepted = dict.fromkeys(sorted({number for clause in clauses for number in clause}), 0.0)
    for number in accepted:
        size = columns[number].everything.bit_count()
        tested = [clause[number].bit_count() / size for clause in clauses if number in clause]
        accepted[number] = sum(tested) - len(tested)
    return sorted(accepted, key=accepted.__getitem__)

"""Tables like those of a lender, after Calvanese et al. (2018): what a decision tree learnt, then mended by hand.

A space of columns is split again and again at cuts, until it has as many parts as rows are wanted: these rows neither
overlap nor leave anything out. Then a tenth of them gets another interval in one column, as by people who change a
row without looking at the others; that makes gaps and overlaps.
"""

from __future__ import annotations

import random

from recovery_rules.cells.clauses import Clause
from recovery_rules.cells.columns import Column
from recovery_rules.language.types import Type

SEED = 20181206
NUMBER = Type("number")
MOST_CUTS = 60  # of one column, as of an amount
FEW_CUTS = 12
CHANGED = 10  # one row in so many

Box = dict[int, tuple[int, int]]  # column -> first and last of its intervals; without it, all


def table(rows: int, width: int, cuts: int) -> tuple[list[Column], list[Clause]]:
    """The columns and clauses of a table with so many rows, columns and, at most, cuts a column."""
    draw = random.Random(SEED + rows * 31 + width * 7 + cuts)
    columns = [
        Column(f"c{number}", "quantity", f"c{number}", NUMBER, may_be_unknown=False, cuts=tuple(range(1, cuts + 1)))
        for number in range(width)
    ]
    boxes = _split(draw, rows, width, cuts)
    for box in draw.sample(boxes, rows // CHANGED):
        low = draw.randint(0, cuts)
        box[draw.randrange(width)] = (low, draw.randint(low, cuts))
    draw.shuffle(boxes)
    return columns, [_clause(box, cuts) for box in boxes]


def _split(draw: random.Random, rows: int, width: int, cuts: int) -> list[Box]:
    boxes: list[Box] = [{}]
    while len(boxes) < rows:
        place = draw.randrange(len(boxes))
        number = draw.randrange(width)
        low, high = boxes[place].get(number, (0, cuts))
        if low < high:
            cut = draw.randint(low, high - 1)
            boxes.append({**boxes[place], number: (cut + 1, high)})
            boxes[place] = {**boxes[place], number: (low, cut)}
    return boxes


def _clause(box: Box, cuts: int) -> Clause:
    """Cells of what lies above one cut and up to another; the cell at a cut belongs to what ends there."""
    found = {}
    for number, (low, high) in box.items():
        first, last = (2 * low if low else 0), (2 * high + 1 if high < cuts else 2 * cuts)
        cells = (1 << last + 1) - (1 << first)
        if cells != (1 << 2 * cuts + 1) - 1:
            found[number] = cells
    return found

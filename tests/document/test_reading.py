"""Documents of large files."""

from recovery_rules.document.reading import read_document
from recovery_rules.source.diagnostics import Problems
from recovery_rules.source.limits import LoadLimits
from recovery_rules.source.reader import read

ROWS = 1_200


def test_a_table_of_1200_rows() -> None:
    rows = "".join(
        f"      - [any, {row}, at least major, x, over {row} h, y, {row} CNY, phone]\n" for row in range(ROWS)
    )
    text = (
        "language: 1\nruleset: large\ntables:\n  - id: t\n    when: [a, b, c, d, e, f]\n"
        f"    then: [refund.amount, apology.channel]\n    rows:\n{rows}"
    )
    problems = Problems()
    tree = read(text, file="large.yaml", problems=problems, limits=LoadLimits())
    assert tree is not None
    document = read_document(tree, problems)
    assert not problems.found
    assert document is not None
    assert [row.number for row in document.tables[0].rows] == list(range(1, ROWS + 1))

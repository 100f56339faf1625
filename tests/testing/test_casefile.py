"""Case files: what they say, and what is said of those that are wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from recovery_rules import RulesetError
from recovery_rules.source.limits import LoadLimits
from recovery_rules.testing import Case, check_cases, read_cases, verify
from tests.testing.writing import checked, said, write

TEMPLATE = """
ruleset: shop.yaml
table: cases.csv
given: {failure: "{failure}", price: "{price} EUR", harm: "{harm}"}
facts: {share: "{share} %"}
expect:
  refund: {amount: "{refund} EUR", form: cash}
"""
TABLE = "id,failure,price,harm,share,refund\nA,late,100,,10,10.00\nB,rude,100,time,0,0\n"


def only_case(folder: Path, cases: str, table: str = "") -> Case:
    found = checked(folder, cases, table)
    assert said(found) == []
    assert found.cases is not None
    (case,) = found.cases.cases
    return case


def test_cases_that_are_written_out(tmp_path: Path) -> None:
    cases = read_cases(
        write(
            tmp_path,
            """
ruleset: shop.yaml
title: {en: Shop, zh: 商店}
cases:
  - {id: one, title: The first, given: {failure: late, price: 5 EUR, harm: [time, money]}, expect: [apology]}
  - {given: {failure: rude, price: 5 EUR}, as_of: "2026-01-01T00:00:00Z"}
""",
        )
    )
    assert (cases.ruleset.id, cases.title.in_locale("zh"), cases.file) == (
        "shop",
        "商店",
        (tmp_path / "cases.yaml").as_posix(),
    )
    assert [case.id for case in cases.cases] == ["one", "example-2"]
    assert cases.cases[0].example.given["harm"] == ("time", "money")
    assert all(verify(cases.ruleset, case).passed for case in cases.cases)


def test_a_shipped_ruleset_is_found_by_its_name(tmp_path: Path) -> None:
    cases = read_cases(write(tmp_path, "ruleset: retail\ncases: []"))
    assert (cases.ruleset.id, cases.cases) == ("retail", ())


def test_each_line_of_a_table_is_a_case(tmp_path: Path) -> None:
    cases = read_cases(write(tmp_path, TEMPLATE, TABLE))
    first, second = cases.cases
    assert first.id == "A"
    assert first.example.given == {"failure": "late", "price": "100 EUR"}
    assert [(one.kind, one.parameters) for one in first.example.expect] == [
        ("refund", {"amount": "10.00 EUR", "form": "cash"})
    ]
    assert first.derived == {"share": "10 %"}
    assert second.example.given["harm"] == "time"
    assert second.example.expect == ()
    assert [(one.kind, one.parameters) for one in second.absent] == [("refund", {"form": "cash"})]
    assert second.derived == {"share": "0 %"}
    assert [verify(cases.ruleset, case).differences for case in cases.cases] == [(), ()]


def test_words_that_count_as_empty_do_so_where_an_action_is_expected(tmp_path: Path) -> None:
    table = "failure,price,harm,share,refund\nlate,100,time,10,none\n"
    case = only_case(tmp_path, TEMPLATE + "nothing: [none, time]\n", table)
    assert case.example.given["harm"] == "time"
    assert case.example.expect == ()
    assert [one.kind for one in case.absent] == ["refund"]


def test_an_empty_cell_leaves_the_action_out(tmp_path: Path) -> None:
    case = only_case(tmp_path, TEMPLATE, "failure,price,harm,share,refund\nlate,100,,,\n")
    assert (case.id, case.example.expect, case.derived) == ("line-2", (), {})
    assert [one.kind for one in case.absent] == ["refund"]


def test_what_another_action_holds_is_filled_too(tmp_path: Path) -> None:
    cases = """
ruleset: shop.yaml
table: cases.csv
given: {failure: damaged, price: 10 EUR}
expect: [refund: {form: cash, if_overdue: [letter, refund: {amount: "{later}"}]}]
"""
    (refund,) = only_case(tmp_path, cases, "later\n5 EUR\n").example.expect
    inner = [(one.kind, one.parameters) for one in refund.nested["if_overdue"]]
    assert inner == [("letter", {}), ("refund", {"amount": "5 EUR"})]
    (refund,) = only_case(tmp_path, cases, "later\n0 EUR\n").example.expect
    assert refund.parameters["if_overdue"] == "letter", "what comes to nothing is not expected there"


def test_what_is_no_template_holds_for_every_line(tmp_path: Path) -> None:
    case = only_case(
        tmp_path,
        """
ruleset: shop.yaml
table: cases.csv
given: {failure: damaged, price: 10 EUR, harm: ["{a}", "{b}"]}
expect: [apology, refund: {form: "{form}"}]
only: no
not: [letter, "{kind}"]
refused: ["{kind}"]
fired: [sorry]
source: "page {page}"
assumptions: [price]
""",
        "a,b,form,kind,page\ntime,,cash,,7\n",
    )
    example = case.example
    assert example.given["harm"] == ("time",)
    assert [one.kind for one in example.expect] == ["apology", "refund"]
    assert (example.absent, example.refused, example.fired) == (("letter",), {}, ("sorry",))
    assert (example.source, example.assumptions) == ("page 7", ("price",))


def test_lines_with_a_word_of_basis_are_counted_apart(tmp_path: Path) -> None:
    basis = "basis: {column: basis, apart: [custom]}\n"
    cases = read_cases(
        write(
            tmp_path,
            "ruleset: shop.yaml\ntable: cases.csv\ngiven: {failure: late, price: 1 EUR}\n" + basis,
            "basis\nterms\ncustom\n",
        )
    )
    assert [case.apart for case in cases.cases] == ["", "custom"]


@pytest.mark.parametrize(
    ("table", "texts"),
    [
        (b"\xef\xbb\xbffailure,price\nlate,1\n", ["late"]),
        (b"failure,price\r\nlate,1\r\n\r\nrude,2", ["late", "rude"]),
        (b'price,failure,note\n1,late,"a, ""b""\nc"\n2,rude,\n', ["late", "rude"]),
        (b" failure , price \n late ,1\n", ["late"]),
    ],
)
def test_ways_to_write_a_table(tmp_path: Path, table: bytes, texts: list[str]) -> None:
    cases = read_cases(
        write(
            tmp_path,
            'ruleset: shop.yaml\ntable: cases.csv\ngiven: {failure: "{failure}", price: "{price} EUR"}\n',
            table,
        )
    )
    assert [case.example.given["failure"] for case in cases.cases] == texts


GIVEN = 'ruleset: shop.yaml\ntable: cases.csv\ngiven: {failure: "{failure}", price: "{price} EUR"}\n'


@pytest.mark.parametrize(
    ("table", "problems"),
    [
        (
            b"failure,price\nlat,1\nrude,x\n",
            [
                "RR204 cases.csv:2: `lat` is not a value of `failure` [lat]",
                "RR205 cases.csv:3: `x EUR` is not money in EUR: write for example `20 EUR` [x]",
            ],
        ),
        (b'failure,price,n\n"lat",1,"x\ny"\n', ["RR204 cases.csv:2: `lat` is not a value of `failure` [...]"]),
        (
            b"failure,price\nlate\nrude,1,2,3\n",
            [
                "RR147 cases.csv:2: the line has 1 cell, the head names 2 columns [late]",
                "RR147 cases.csv:3: the line has 4 cells, the head names 2 columns [2]",
            ],
        ),
        (
            b"failure,failure,\nlate,1,2\n",
            [
                "RR462 cases.csv:1: the column `failure` stands twice [failure]",
                "RR462 cases.csv:1: a column without a name []",
            ],
        ),
        (b"failure;price\nlate;1\n", ["RR462 cases.csv:1: the columns are separated by semicolons [failure;price]"]),
        (b"failure\tprice\nlate\t1\n", ["RR462 cases.csv:1: the columns are separated by tabs [failure\tprice]"]),
        (b"failure,price\n", ["RR462 cases.csv:1: the table has no line below its head [failure,price]"]),
        (b"\n\n", ["RR462 cases.csv:1: the table is empty []"]),
        (
            b'failure,price\n"late,1\n',
            ['RR462 cases.csv:2: not readable as a table: `unexpected end of data` ["late,1]'],
        ),
        (b'"failure', ['RR462 cases.csv:1: not readable as a table: `unexpected end of data` ["failure]']),
        (b"failure,price\nla\x00te,1\n", ["RR103 cases.csv:2: a control character, U+0000 NUL [\x00]"]),
        ("failure,price\nla\u202ete,1\n".encode(), None),
        ("failure,price\n迟到,1\n".encode("gbk"), None),
        (b"id,failure,price\nA,late,1\nA,late,2\n", ["RR249 cases.csv:3: `A` already names a case [A]"]),
        (b"fail,price\nlate,1\n", ["RR463 cases.yaml:3: `failure` is not a column of the table [{failure}]"]),
    ],
)
def test_what_is_wrong_with_a_table_is_shown_at_its_cell(
    tmp_path: Path, table: bytes, problems: list[str] | None
) -> None:
    found = checked(tmp_path, GIVEN, table)
    assert found.cases is None
    if problems is None:
        assert {one.code for one in found.diagnostics} <= {"RR101", "RR104"}
    else:
        assert said(found) == problems


@pytest.mark.parametrize(
    ("cases", "problems"),
    [
        ("ruleset: shp.yaml\ncases: []", ["RR460 cases.yaml:1: there is no ruleset `shp.yaml` [shp.yaml]"]),
        ("ruleset: retial\ncases: []", ["RR460 cases.yaml:1: there is no ruleset `retial` [retial]"]),
        ('ruleset: "a\\0"\ncases: []', None),
        ("ruleset: .\ncases: []", ["RR460 cases.yaml:1: `.` cannot be read: it is a folder [.]"]),
        ("ruleset: cases.yaml\ncases: []", None),
        ("ruleset: shop.yaml\n", ["RR141 cases.yaml:1: a case file needs `cases` or `table` [ruleset]"]),
        (
            "ruleset: shop.yaml\ntable: ../x.csv",
            ["RR461 cases.yaml:2: `../x.csv` does not lie beside this file [../x.csv]"],
        ),
        ("ruleset: shop.yaml\ntable: /x.csv", ["RR461 cases.yaml:2: `/x.csv` does not lie beside this file [/x.csv]"]),
        ("ruleset: shop.yaml\ntable: x.csv", ["RR461 cases.yaml:2: there is no file `x.csv` beside this one [x.csv]"]),
        (
            "ruleset: shop.yaml\ntable: shop.yaml/x",
            ["RR461 cases.yaml:2: there is no file `shop.yaml/x` beside this one [shop.yaml/x]"],
        ),
        ("ruleset: shop.yaml\ntable: .", None),
        (
            "ruleset: shop.yaml\ncases: [{given: {failur: late}}]",
            ["RR203 cases.yaml:2: `failur` is not a fact [failur]"],
        ),
        (
            "ruleset: shop.yaml\ncases: [{given: {share: 1 %}}]",
            ["RR450 cases.yaml:2: `share` is derived, no case gives it [share]"],
        ),
        ("a: [", None),
    ],
)
def test_what_is_wrong_with_a_case_file(tmp_path: Path, cases: str, problems: list[str] | None) -> None:
    found = checked(tmp_path, cases)
    assert found.cases is None
    assert problems is None or said(found) == problems


@pytest.mark.parametrize(
    ("extra", "problems"),
    [
        ('facts: {shar: "{failure}"}', ["RR203 cases.yaml:4: `shar` is not a fact [shar]"]),
        ("basis: {column: bas, apart: [x]}", ["RR463 cases.yaml:4: `bas` is not a column of the table [bas]"]),
        ('expect: {refnd: {amount: "{price} EUR"}}', ["RR242 cases.yaml:4: `refnd` is not a kind of action [refnd]"]),
        ('expect: {refund: {amount: "{price} EU"}}', ["RR205 cases.csv:2: `1 EU` is not in EUR: write `1 EUR` [1]"]),
        ('expect: {refund: {sum: "{price} EUR"}}', ["RR243 cases.yaml:4: `sum` is not a parameter of `refund` [sum]"]),
        (
            'expect: [apology, refund: {owner: "{failure}"}]',
            ["RR204 cases.csv:2: `late` is not a value of `owner` [late]"],
        ),
        (
            'as_of: "{price}"',
            ["RR205 cases.csv:2: `1` is not a time: write for example `2026-11-04T18:00:00+08:00` [1]"],
        ),
        ('facts: {share: "{price}"}', ["RR205 cases.csv:2: `1` has no `%`: write `1 %` [1]"]),
    ],
)
def test_what_is_wrong_with_a_template(tmp_path: Path, extra: str, problems: list[str]) -> None:
    found = checked(tmp_path, GIVEN + extra, "failure,price\nlate,1\n")
    assert said(found) == problems


def test_the_problems_of_the_ruleset_are_shown_in_the_ruleset(tmp_path: Path) -> None:
    path = write(tmp_path, "ruleset: other.yaml\ncases: []")
    (tmp_path / "other.yaml").write_text("language: 1\nruleset: other\nrulez: []", "utf-8")
    found = check_cases(path)
    assert "other.yaml:" in said(found)[0]
    with pytest.raises(RulesetError, match=r"did you mean `rules`[^!]*: the case file does not load"):
        read_cases(path)


def test_a_table_has_bounds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = "failure,price\n" + "late,1\n" * 20
    limits = LoadLimits(file_bytes=3_000, scalar=30)
    path = write(tmp_path, GIVEN, table)
    assert check_cases(path, limits=limits).cases is not None
    write(tmp_path, GIVEN, table * 40)
    assert [one.code for one in check_cases(path, limits=limits).diagnostics] == ["RR461"]
    write(tmp_path, GIVEN, "failure,price\nlate," + "1" * 31)
    assert [one.code for one in check_cases(path, limits=limits).diagnostics] == ["RR124"]
    monkeypatch.setattr("recovery_rules.testing.table.MOST_LINES", 10)
    write(tmp_path, GIVEN, table)
    assert [one.message for one in check_cases(path).diagnostics] == ["the table has more than 10 lines"]


def test_no_more_is_read_than_can_be_shown(tmp_path: Path) -> None:
    table = "id,failure,price\n" + "".join(f"{number},lat,x\n" for number in range(600))
    found = checked(tmp_path, GIVEN, table)
    assert found.diagnostics[-1].code == "RR199"


def test_a_file_that_is_not_there_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_cases(tmp_path / "none.yaml")

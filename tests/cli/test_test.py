"""`recovery-rules test` and `demo`: files and folders decided and compared."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import ROOT, matches_golden, run
from tests.testing.writing import SHOP

EXAMPLES = "examples: [{id: rude-one, given: {failure: rude, price: 1 EUR}, expect: [apology]}]\n"
FINE = "ruleset: ../shop.yaml\ncases: [{id: fine, title: {en: Fine, zh: 很好}, given: {failure: rude, price: 1 EUR}}]\n"
WRONG = """
ruleset: shop.yaml
cases:
  - id: too-much
    title: {en: Too much, zh: 太多}
    given: {failure: late, price: 30 EUR}
    expect: {refund: {amount: 5 EUR, form: cash}}
    not: [apology]
    fired: [voucher]
  - {id: nobody, given: {failure: late}}
"""
TABLE = """
ruleset: shop.yaml
table: table.csv
basis: {column: basis, apart: [guess, custom]}
given: {failure: "{failure}", price: 30 EUR}
expect: {refund: {amount: "{refund} EUR", form: cash}}
"""
LINES = "id,failure,refund,basis\na,late,3,terms\nb,rude,0,terms\nc,late,4,guess\nd,damaged,15,guess\ne,rude,,custom\n"


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("shop.yaml").write_text(SHOP, "utf-8")


def write(**files: str) -> None:
    for name, text in files.items():
        path = Path(name.replace("__", "/") + ("" if name.endswith("csv") else ".yaml"))
        path = Path(str(path).replace("_csv", ".csv"))
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")


def test_a_folder_of_everything() -> None:
    write(
        a_fine=SHOP + EXAMPLES,
        b_wrong=WRONG,
        c_table=TABLE,
        table_csv=LINES,
        d_broken="ruleset: shop.yaml\ncases: [{given: {x: 1}}]\n",
        e_unreadable="a: [",
        f_vocabulary="language: 1\nvocabulary: f\n",
        g_other="on: push\n",
        sub__cases=FINE,
    )
    Path(".hidden").mkdir()
    Path(".hidden/x.yaml").write_text("a: [", "utf-8")
    Path(".x.yaml").write_text("a: [", "utf-8")
    ran = run("test", ".")
    assert (ran.code, ran.err) == (2, "")
    assert matches_golden("test-folder.txt", ran.out)


@pytest.mark.parametrize(
    ("files", "code"),
    [(["shop.yaml"], 0), (["fine/cases.yaml"], 0), (["fine", "wrong.yaml"], 1), (["wrong.yaml", "broken.yaml"], 2)],
)
def test_the_exit_code_is_that_of_the_worst_file(files: list[str], code: int) -> None:
    write(fine__cases=FINE, wrong=WRONG, broken="language: 2\n")
    assert run("test", *files).code == code


@pytest.mark.parametrize(
    ("text", "code", "count"), [("much", 1, "1 case,"), ("太多", 1, "1 case,"), ("FINE", 0, "1 case\n")]
)
def test_only_the_cases_that_are_asked_for(text: str, code: int, count: str) -> None:
    write(sub__cases=FINE, wrong=WRONG)
    ran = run("test", ".", "-k", text)
    assert ran.code == code
    assert count in ran.out
    assert "shop.yaml: no examples" not in ran.out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["-k", "nothing", "shop.yaml"], "no case has `nothing` in its name or title"),
        (["empty"], "there is no ruleset and no case file in empty"),
        (["retial"], "no file and no shipped ruleset `retial`; did you mean `retail`?"),
    ],
)
def test_nothing_to_test(arguments: list[str], message: str) -> None:
    Path("empty").mkdir()
    ran = run("test", *arguments)
    assert (ran.code, ran.err) == (2, f"error: {message}\n")


@pytest.mark.heavy
@pytest.mark.no_cover
def test_without_a_path_what_ships_and_the_fixtures(monkeypatch: pytest.MonkeyPatch) -> None:
    ran = run("test")
    assert ran.code == 0
    assert "shipped/retail.yaml: " in ran.out
    assert "fixtures" not in ran.out
    monkeypatch.chdir(ROOT)
    ran = run("test")
    assert (ran.code, ran.err) == (0, "")
    assert matches_golden("test-all.txt", ran.out)


@pytest.mark.heavy
@pytest.mark.no_cover
@pytest.mark.parametrize("columns", [60, 100])
def test_the_demo(columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    ran = run("demo", columns=columns)
    assert (ran.code, ran.err) == (0, "")
    assert matches_golden(f"demo-{columns}.txt", ran.out)


def test_a_demo_with_differences() -> None:
    write(wrong=WRONG, table=TABLE, table_csv=LINES)
    ran = run("demo", ".")
    assert ran.code == 1
    assert matches_golden("demo-differences.txt", ran.out)


def test_a_demo_of_one_case_that_is_not_valid() -> None:
    write(cases="ruleset: shop.yaml\ncases: [{given: {failure: rude}}]\n")
    ran = run("demo", ".")
    assert ran.code == 1
    assert "1 case decided by 1 ruleset, 1 not as expected" in ran.out


@pytest.mark.parametrize(
    ("folder", "message"),
    [("none", "error: there are no case files in none"), (".", "error[RR460]: there is no ruleset `nothing.yaml`")],
)
def test_a_demo_without_cases(folder: str, message: str) -> None:
    write(cases="ruleset: nothing.yaml\ncases: []\n")
    ran = run("demo", folder)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.splitlines()[0] == message

"""Who acts, on the command line: `--role`, the column of approvals, and what the whole waits for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import run

SHOP = """\
language: 1
ruleset: shop
currency: CNY
extends: [vocabulary/service-recovery.yaml]
roles:
  clerk: {label: {en: clerk, zh: 店员}}
  manager: {label: {en: store manager, zh: 店长}}
facts: {price: {type: money, min: 0 CNY, max: 1000 CNY}}
rules: [{id: r, then: [apology, refund: {amount: price}, compensation: {form: voucher, amount: 40 CNY}]}]
authority:
  clerk: {refund.amount: 50 CNY, total: 80 CNY}
  manager: {refund.amount: 500 CNY}
"""


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("shop.yaml").write_text(SHOP, "utf-8")


def told(*words: str) -> list[str]:
    ran = run("decide", "shop.yaml", *words, columns=100)
    assert ran.code == 0
    return ran.out.splitlines()


def test_a_column_tells_whose_approval_is_needed() -> None:
    lines = told("price=90 CNY", "--role=clerk")
    assert lines[0].split() == ["action", "amount", "approval"]
    assert [line.split()[-2:] for line in lines if line.startswith("refund")] == [["store", "manager"]]
    assert "CNY 130.00 to the customer in all, store manager's approval needed." in lines
    assert "Approval: clerk may give up to CNY 80.00 in all." in [line.strip() for line in lines]


def test_chinese() -> None:
    lines = told("price=600 CNY", "--role=clerk", "--locale=zh")
    assert lines[0].split() == ["措施", "金额", "批准"]
    assert [line.split()[-1] for line in lines if line.startswith("退款")] == ["无人有权"]


def test_no_column_where_nothing_is_beyond_the_role() -> None:
    assert told("price=5 CNY", "--role=clerk")[0].split() == ["action", "amount"]
    assert told("price=600 CNY")[0].split() == ["action", "amount"]


def test_programs_read_it_too() -> None:
    data = json.loads(run("decide", "shop.yaml", "price=90 CNY", "--role=clerk", "--json").out)
    assert (data["role"], data["authorised"]) == ("clerk", {"authority": "manager", "needs_approval": "manager"})


def test_explain_names_who_acted() -> None:
    ran = run("explain", "shop.yaml", "price=90 CNY", "--role=clerk", columns=100)
    assert "Approval: clerk may give refund up to CNY 50.00." in ran.out
    assert ran.out.rstrip().endswith("; acting: clerk.")


def test_a_role_that_does_not_exist() -> None:
    ran = run("decide", "shop.yaml", "price=90 CNY", "--role=clark")
    assert ran.code == 2
    assert "role: `clark` is not a role; did you mean `clerk`? (clerk, manager)" in ran.err

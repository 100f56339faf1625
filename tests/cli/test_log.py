"""`recovery-rules log`; the page about the command line shows its table and its data."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import run

KIOSK = """language: 1
ruleset: kiosk
version: "{version}"
effective: {effective}
status: approved
kinds: {{apology: {{stream: remedy, phase: acknowledge}}}}
rules: [{{id: always, then: [apology]}}]
"""


@pytest.fixture(autouse=True)
def _files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("kiosk").mkdir()
    for version, effective in {"b": "{until: 2025-12-31}", "a": "{from: 2026-01-01}"}.items():
        Path(f"kiosk/{version}.yaml").write_text(KIOSK.format(version=version, effective=effective), "utf-8")


def test_versions_come_in_the_order_of_their_days() -> None:
    assert run("approve", "kiosk/b.yaml", "--by", "Ann Lee", "--on", "2024-11-22").code == 0
    ran = run("log", "kiosk")
    assert (ran.code, ran.err) == (0, "")
    assert [line.split()[:-1] for line in ran.out.splitlines()] == [
        ["file", "version", "from", "until", "status", "approved", "by", "on"],
        ["b.yaml", "b", "2025-12-31", "approved", "Ann", "Lee", "2024-11-22"],
        ["a.yaml", "a", "2026-01-01", "void"],
    ]


def test_one_file() -> None:
    ran = run("log", "kiosk/a.yaml", "--json")
    assert ran.code == 0
    (version,) = json.loads(ran.out)
    assert (version["file"], version["from"], version["until"], version["status"], version["approval"]) == (
        *("kiosk/a.yaml", "2026-01-01", None, "void", None),
    )


@pytest.mark.parametrize(
    ("file", "old", "new", "code", "told"),
    [
        ("a", "2026-01-01", "2026-01-02", 1, "error[RR475]: no version is in force on 2026-01-01"),
        ("a", "2026-01-01", "2025-12-31", 1, "error[RR474]: two versions are in force on 2025-12-31"),
        ("a", "[apology]", "[apologie]", 2, "did you mean `apology`?"),
    ],
)
def test_what_does_not_go_together_is_told_beside_the_list(file: str, old: str, new: str, code: int, told: str) -> None:
    path = Path(f"kiosk/{file}.yaml")
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    ran = run("log", "kiosk")
    assert ran.code == code
    assert told in ran.err
    assert "b.yaml" in ran.out
    assert json.loads(run("log", "kiosk", "--json").out)


def test_what_is_not_there() -> None:
    assert run("log", "nowhere").code == 2
    assert run("log", "kiosk/a.yaml").code == 0
    Path("empty").mkdir()
    ran = run("log", "empty")
    assert (ran.code, ran.out) == (1, "")
    assert "error[RR471]" in ran.err

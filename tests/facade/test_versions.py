"""The versions of a ruleset in a folder, and the one in force on a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recovery_rules import RulesetError, load_as_of
from recovery_rules.versions import check_versions

KIOSK = """language: 1
ruleset: {id}
version: "{version}"
{effective}
kinds: {{apology: {{stream: remedy, phase: acknowledge}}}}
rules: [{{id: always, then: [apology]}}]
"""
Write = Callable[..., None]


@pytest.fixture(name="write")
def _write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    monkeypatch.chdir(tmp_path)

    def write(**versions: str) -> None:
        for version, effective in versions.items():
            days = effective and f"effective: {effective}"
            Path(f"{version}.yaml").write_text(KIOSK.format(id="kiosk", version=version, effective=days), "utf-8")

    return write


def told(day: date = date(2026, 1, 1)) -> list[tuple[str, str, tuple[str, ...]]]:
    with pytest.raises(RulesetError) as caught:
        load_as_of(".", day)
    assert str(caught.value).endswith(f"explain-code {caught.value.diagnostics[-1].code}")
    return [
        (found.code, found.span.file if found.span else "", (found.message, *found.notes))
        for found in caught.value.diagnostics
    ]


@pytest.mark.parametrize(
    ("day", "version"),
    [("0001-01-01", "a"), ("2025-03-31", "a"), ("2025-04-01", "b"), ("2025-04-02", "c"), ("9999-12-31", "c")],
)
def test_the_version_in_force_is_loaded(write: Write, day: str, version: str) -> None:
    write(c="{from: 2025-04-02}", a="{until: 2025-03-31}", b="{from: 2025-04-01, until: 2025-04-01}")
    assert load_as_of(".", date.fromisoformat(day)).version == version


def test_what_is_no_version_is_passed_over(write: Write) -> None:
    write(a="{from: 2025-01-01}")
    Path("base.yaml").write_text("language: 1\nvocabulary: base\nstatus: approved\n", "utf-8")
    Path("cases.yaml").write_text("ruleset: a.yaml\ncases: []\n", "utf-8")
    Path("notes.txt").write_text("ruleset: b\n", "utf-8")
    Path(".old.yaml").write_text("ruleset: b\n", "utf-8")
    Path("old.yaml").mkdir()
    Path("old.yaml/a.yaml").write_text(Path("a.yaml").read_text("utf-8"), "utf-8")
    assert load_as_of(Path(), date(2025, 1, 1)).version == "a"


@pytest.mark.parametrize("day", [date(2025, 1, 1), date(2020, 1, 1)])
def test_two_versions_on_one_day_are_named_whatever_day_is_asked_for(write: Write, day: date) -> None:
    write(a="{from: 2025-01-01, until: 2025-06-30}", b="{from: 2025-06-30}")
    assert told(day) == [
        (
            "RR474",
            "b.yaml",
            (
                "two versions are in force on 2025-06-30",
                "a.yaml:4:12: in force from 2025-01-01 until 2025-06-30",
            ),
        )
    ]


@pytest.mark.parametrize(
    ("one", "other", "when"),
    [
        ("{from: 2025-01-01}", "{from: 2026-01-01}", "from 2026-01-01"),
        ("{until: 2025-01-01}", "{until: 2026-01-01}", "until 2025-01-01"),
        ("{from: 2025-01-01}", "{from: 2025-01-01, until: 2025-12-31}", "from 2025-01-01 until 2025-12-31"),
        ("{from: 2025-01-01, until: 2025-12-31}", "{from: 2025-03-01, until: 2025-03-31}", "from 2025-03-01 until"),
    ],
)
def test_overlaps(write: Write, one: str, other: str, when: str) -> None:
    write(a=one, b=other)
    ((code, _, (message, note)),) = told()
    assert (code, message[: len("two versions are in force ") + len(when)]) == (
        "RR474",
        f"two versions are in force {when}",
    )
    assert note.startswith("a.yaml:4:12: in force ")


@pytest.mark.parametrize(("first", "when"), [("2025-07-02", "on 2025-07-01"), ("2025-08-01", "from 2025-07-01 until")])
def test_days_without_a_version(write: Write, first: str, when: str) -> None:
    write(a="{until: 2025-06-30}", b=f"{{from: {first}}}")
    ((code, file, (message, note)),) = told()
    assert (code, file, note) == ("RR475", "b.yaml", "a.yaml:4:12: in force until 2025-06-30")
    assert message.startswith(f"no version is in force {when}")


def test_a_short_version_inside_a_long_one_is_no_end_of_it(write: Write) -> None:
    write(
        a="{from: 2025-01-01, until: 2025-12-31}",
        b="{from: 2025-02-01, until: 2025-02-28}",
        c="{from: 2026-01-01}",
    )
    assert [(code, file) for code, file, _ in told()] == [("RR474", "b.yaml")]


@pytest.mark.parametrize(
    ("day", "message", "label"),
    [
        ("2024-12-31", "no version is in force on 2024-12-31", "the first version is in force from 2025-01-01"),
        ("2026-01-01", "no version is in force on 2026-01-01", "the last version is in force from 2025-04-01 until"),
    ],
)
def test_a_day_before_the_first_version_or_after_the_last(write: Write, day: str, message: str, label: str) -> None:
    write(a="{from: 2025-01-01, until: 2025-03-31}", b="{from: 2025-04-01, until: 2025-12-31}")
    assert told(date.fromisoformat(day))[0][2] == (message,)
    with pytest.raises(RulesetError, match=label):
        load_as_of(".", date.fromisoformat(day))


def test_a_version_without_days(write: Write) -> None:
    write(a="{until: 2025-06-30}", b="")
    assert [(code, file) for code, file, _ in told()] == [("RR472", "b.yaml")]


def test_versions_of_different_rulesets(write: Write) -> None:
    write(a="{until: 2025-06-30}")
    Path("b.yaml").write_text(KIOSK.format(id="stall", version="b", effective="effective: {from: 2025-07-01}"), "utf-8")
    assert told() == [("RR473", "b.yaml", ("a version of `stall`, where `a.yaml` is one of `kiosk`",))]
    span = check_versions(".").conflicts[0].span
    assert span is not None
    assert Path("b.yaml").read_text("utf-8").splitlines()[span.line - 1] == "effective: {from: 2025-07-01}"


def test_a_folder_without_versions(write: Write) -> None:
    write()
    assert [(code, message) for code, _, (message, *_) in told()] == [
        ("RR471", "there is no version of a ruleset in ."),
    ]


@pytest.mark.parametrize("text", ["ruleset: [", "language: 1\nruleset: kiosk\n", "\x00"])
def test_a_version_with_an_error_is_not_taken_for_absent(write: Write, text: str) -> None:
    write(a="{from: 2025-01-01}")
    Path("b.yaml").write_text(text, "utf-8")
    assert {file for _, file, _ in told()} == {"b.yaml"}


def test_only_the_version_in_force_need_be_approved(write: Write) -> None:
    write(a="{from: 2025-01-01}")
    with pytest.raises(RulesetError, match="RR470"):
        load_as_of(".", date(2025, 1, 1), require_approved=True)


@pytest.mark.parametrize("day", [datetime(2025, 1, 1), "2025-01-01", 1, None])  # noqa: DTZ001
def test_a_day_is_a_date_without_a_time(write: Write, day: Any) -> None:
    write(a="{from: 2025-01-01}")
    with pytest.raises(TypeError, match="day: expected a date without a time"):
        load_as_of(".", day)


def test_a_folder_that_is_none(write: Write) -> None:
    write(a="{from: 2025-01-01}")
    with pytest.raises(FileNotFoundError):
        load_as_of("nowhere", date(2025, 1, 1))
    with pytest.raises(NotADirectoryError):
        load_as_of("a.yaml", date(2025, 1, 1))


_START = date(2025, 1, 1)
_ENDS = st.one_of(st.none(), st.integers(0, 9))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(st.lists(st.tuples(_ENDS, _ENDS), min_size=1, max_size=3))
def test_a_folder_is_good_if_every_day_between_its_ends_has_one_version(
    tmp_path: Path, ends: list[tuple[int | None, int | None]]
) -> None:
    for old in tmp_path.glob("*.yaml"):
        old.unlink()
    kept = [(a, b) for a, b in ends if (a, b) != (None, None) and not (a is not None and b is not None and a > b)]
    for number, (first, last) in enumerate(kept):
        days = {"from": first, "until": last}
        shown = [f"{key}: {_START + timedelta(end)}" for key, end in days.items() if end is not None]
        text = KIOSK.format(id="kiosk", version=number, effective=f"effective: {{{', '.join(shown)}}}")
        (tmp_path / f"{number}.yaml").write_text(text, "utf-8")

    def those_on(day: int) -> list[int]:
        return [
            number
            for number, (first, last) in enumerate(kept)
            if (first is None or first <= day) and (last is None or day <= last)
        ]

    counts = [len(those_on(day)) for day in range(-1, 11)]
    covered = [place for place, count in enumerate(counts) if count]
    good = bool(kept) and all(count == 1 for count in counts[covered[0] : covered[-1] + 1])
    assert (not check_versions(tmp_path).conflicts) == good
    if good:
        for day in range(-1, 11):
            if those_on(day):
                assert load_as_of(tmp_path, _START + timedelta(day)).version == str(those_on(day)[0])
            else:
                with pytest.raises(RulesetError, match="RR476"):
                    load_as_of(tmp_path, _START + timedelta(day))

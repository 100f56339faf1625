"""Where a name in a file leads: beside that file, from the folder of the one that is loaded, among what ships."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from recovery_rules import check, check_text, load, loads
from recovery_rules.source.diagnostics import Problems
from recovery_rules.source.files import read_file
from recovery_rules.source.limits import LoadLimits
from recovery_rules.source.overlay import Resolved, resolve
from recovery_rules.source.reach import reach_of

KINDS = "language: 1\nvocabulary: law\nkinds: {apology: {stream: remedy, phase: acknowledge}}\n"
Write: TypeAlias = Callable[[dict[str, str]], Path]
ALWAYS = "rules: [{id: always, then: [apology]}]\n"


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def files(contents: dict[str, str]) -> Path:
        for name, text in contents.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return tmp_path

    return files


def resolved(path: Path) -> tuple[Resolved, tuple[str, ...]]:
    problems, limits = Problems(), LoadLimits()
    found = resolve(
        read_file(path, limits), file=path.as_posix(), reach=reach_of(path, limits), problems=problems, limits=limits
    )
    assert found is not None
    return found, tuple(one.message for one in problems.found)


def names(found: Resolved, root: Path) -> list[str]:
    return [file.removeprefix(f"{root.as_posix()}/") for file in found.files]


def test_a_file_in_a_folder_means_the_same_by_itself_and_from_above(write: Write) -> None:
    root = write(
        {
            "over.yaml": "language: 1\nruleset: over\nextends: [house/2026.yaml]\n",
            "house/2026.yaml": f"language: 1\nruleset: house\nextends: [law/law.yaml]\n{ALWAYS}",
            "house/law/law.yaml": KINDS,
        }
    )
    assert names(resolved(root / "over.yaml")[0], root) == ["house/law/law.yaml", "house/2026.yaml", "over.yaml"]
    assert load(root / "over.yaml").decide().fired == load(root / "house" / "2026.yaml").decide().fired == ("always",)


def test_what_lies_beside_goes_before_the_folder_of_the_loaded_file_and_that_before_what_ships(
    write: Write,
) -> None:
    root = write(
        {
            "over.yaml": "extends: [sub/a.yaml]",
            "sub/a.yaml": "extends: [near.yaml, far.yaml, general.yaml, retail.yaml]",
            "sub/near.yaml": "a: 1",
            "near.yaml": "a: 2",
            "far.yaml": "b: 1",
            "general.yaml": "c: 1",
        }
    )
    found, told = resolved(root / "over.yaml")
    assert told == ()
    assert names(found, root)[:3] == ["sub/near.yaml", "far.yaml", "general.yaml"]
    # what ships reaches what ships, whatever lies in the folder of the caller
    assert names(found, root)[3:] == [
        "shipped/vocabulary/service-recovery.yaml",
        "shipped/general.yaml",
        "shipped/retail.yaml",
        "sub/a.yaml",
        "over.yaml",
    ]


def test_a_shipped_file_is_not_beside_a_folder_of_the_same_name(write: Write) -> None:
    root = write({"over.yaml": "extends: [vocabulary/a.yaml]", "vocabulary/a.yaml": "extends: [service-recovery.yaml]"})
    _, told = resolved(root / "over.yaml")
    message = "is neither beside this file nor in the folder of the file that is loaded nor among what ships"
    assert told == (f"`service-recovery.yaml` {message}",)


def test_one_file_reached_by_two_ways_is_one_file(write: Write) -> None:
    root = write(
        {
            "over.yaml": "extends: [sub/a.yaml, ./sub/base.yaml]",
            "sub/a.yaml": "extends: [base.yaml, sub/base.yaml, ./base.yaml]",
            "sub/base.yaml": "facts: {x: {}}",
        }
    )
    found, told = resolved(root / "over.yaml")
    assert told == ()
    assert names(found, root) == ["sub/base.yaml", "sub/a.yaml", "over.yaml"]


def test_a_circle_across_folders_is_seen(write: Write) -> None:
    root = write(
        {
            "over.yaml": "extends: [sub/a.yaml]",
            "sub/a.yaml": "extends: [b.yaml]",
            "sub/b.yaml": "extends: [a.yaml, over.yaml]",
        }
    )
    _, told = resolved(root / "over.yaml")
    assert [message.replace(f"{root.as_posix()}/", "") for message in told] == [
        "`a.yaml` closes a circle: sub/a.yaml → sub/b.yaml → sub/a.yaml",
        "`over.yaml` closes a circle: over.yaml → sub/a.yaml → sub/b.yaml → over.yaml",
    ]


def test_a_name_never_leads_out_of_the_folder_of_the_loaded_file(write: Write) -> None:
    root = write({"law.yaml": KINDS, "house/2026.yaml": "extends: [law.yaml, sub/a.yaml]", "house/sub/a.yaml": ""})
    (root / "house" / "sub" / "a.yaml").write_text("extends: [../../law.yaml]", encoding="utf-8")
    _, told = resolved(root / "house" / "2026.yaml")
    assert told == ("`law.yaml` is neither beside this file nor among what ships", "`../../law.yaml` leads elsewhere")


def test_a_resolver_is_asked_beside_the_file_first() -> None:
    asked: list[str] = []
    files = {
        "sub/base.yaml": f"{KINDS}extends: [parts.yaml, more.yaml]\n",
        "sub/parts.yaml": "language: 1\nvocabulary: parts\n",
        "more.yaml": "language: 1\nvocabulary: more\n",
    }

    def resolver(path: str) -> tuple[str, str] | None:
        asked.append(path)
        return (f"row {len(asked)} of {path}", files[path]) if path in files else None

    text = f"language: 1\nruleset: shop\nextends: [sub/base.yaml]\n{ALWAYS}"
    assert loads(text, resolver=resolver).decide().fired == ("always",)
    assert asked == ["sub/base.yaml", "sub/parts.yaml", "sub/more.yaml", "more.yaml"]


def test_properties_of_two_folders_mean_two_rulesets_by_one_name(write: Write) -> None:
    promise = "properties: [{id: ID, never_less_than: law.yaml}]\n"
    root = write(
        {
            "over.yaml": f"language: 1\nruleset: over\nextends: [house/2026.yaml]\n{promise.replace('ID', 'above')}",
            "law.yaml": f"{KINDS.replace('vocabulary: law', 'ruleset: over-law')}{ALWAYS}",
            "house/2026.yaml": "language: 1\nruleset: house\nextends: [parts/kinds.yaml]\n"
            + ALWAYS
            + promise.replace("ID", "below"),
            "house/parts/kinds.yaml": KINDS,
            "house/law.yaml": f"language: 1\nruleset: house-law\nextends: [parts/kinds.yaml]\n{ALWAYS}",
        }
    )
    ruleset = load(root / "over.yaml")
    than = [getattr(one.statement, "than", "") for one in ruleset.model.properties]
    assert than == ["house/law.yaml", "law.yaml"]
    assert [ruleset.other(name).id for name in than] == ["house-law", "over-law"]
    alone = load(root / "house" / "2026.yaml").model.properties
    assert [getattr(one.statement, "than", "") for one in alone] == ["law.yaml"]


def test_shipped_files_have_the_same_name_on_every_machine() -> None:
    files = {rule.span.file for rule in load("retail").model.rules if rule.span}
    assert files == {"shipped/retail.yaml", "shipped/general.yaml"}
    assert all(name.startswith("shipped/") for name in check("retail").sources)


def test_a_text_without_a_resolver_reaches_what_ships_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "own.yaml").write_text(KINDS, encoding="utf-8")
    text = "language: 1\nruleset: a\nextends: [own.yaml]\n"
    assert [one.code for one in check_text(text).diagnostics] == ["RR160"]
    assert loads(text.replace("own", "general")).id == "a"

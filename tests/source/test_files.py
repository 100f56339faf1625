"""A ruleset reaches the files of its own folder and what ships, and nothing else."""

import os
from pathlib import Path

import pytest

from recovery_rules.source.files import Folder, UnreadableError, read_file
from recovery_rules.source.limits import LoadLimits


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "rules"
    (folder / "parts").mkdir(parents=True)
    (folder / "own.yaml").write_text("own")
    (folder / "parts" / "a.yaml").write_text("part")
    return folder


def test_what_lies_in_and_below_the_folder_is_found(root: Path) -> None:
    find = Folder(root)
    assert find("own.yaml") == ((root / "own.yaml").as_posix(), b"own")
    assert find("parts/a.yaml") == ((root / "parts" / "a.yaml").as_posix(), b"part")
    assert find("none.yaml") is None
    assert find("own.yaml/none.yaml") is None


def test_a_folder_may_be_shown_by_another_name(root: Path) -> None:
    assert Folder(root, "shop")("parts/a.yaml") == ("shop/parts/a.yaml", b"part")


@pytest.mark.parametrize("path", ["../secret.yaml", "link.yaml", "folder/secret.yaml"])
def test_nothing_outside_is_reached(root: Path, path: str) -> None:
    (root.parent / "secret.yaml").write_text("secret")
    (root / "link.yaml").symlink_to(root.parent / "secret.yaml")
    (root / "folder").symlink_to(root.parent)
    with pytest.raises(UnreadableError, match="it leads out of its folder"):
        Folder(root)(path)


def test_a_link_inside_the_folder_is_followed(root: Path) -> None:
    (root / "link.yaml").symlink_to(root / "own.yaml")
    assert Folder(root)("link.yaml") == ((root / "link.yaml").as_posix(), b"own")


def test_the_folder_itself_may_be_a_link(root: Path) -> None:
    link = root.parent / "link"
    link.symlink_to(root)
    assert Folder(link)("own.yaml") == ((link / "own.yaml").as_posix(), b"own")


def test_links_in_a_circle_lead_to_no_file(root: Path) -> None:
    (root / "a.yaml").symlink_to(root / "b.yaml")
    (root / "b.yaml").symlink_to(root / "a.yaml")
    with pytest.raises(UnreadableError, match="it is no regular file"):
        Folder(root)("a.yaml")


def test_a_link_to_nothing_is_an_error_of_the_system(root: Path) -> None:
    (root / "a.yaml").symlink_to(root / "gone.yaml")
    with pytest.raises(FileNotFoundError):
        Folder(root)("a.yaml")


def test_a_folder_is_no_file(root: Path) -> None:
    with pytest.raises(UnreadableError, match="it is a folder"):
        Folder(root)("parts")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_refused_and_not_waited_for(root: Path) -> None:
    os.mkfifo(root / "pipe.yaml")
    with pytest.raises(UnreadableError, match="it is no regular file"):
        Folder(root)("pipe.yaml")


def test_a_device_is_refused() -> None:
    with pytest.raises(UnreadableError, match="it is no regular file"):
        read_file(Path(os.devnull), LoadLimits())


def test_a_large_file_is_refused_before_it_is_read(root: Path) -> None:
    (root / "large.yaml").write_text("large")
    limits = LoadLimits(file_bytes=4)
    assert Folder(root, limits=limits)("parts/a.yaml") == ((root / "parts" / "a.yaml").as_posix(), b"part")
    with pytest.raises(UnreadableError, match="it has 5 bytes, 4 are allowed"):
        Folder(root, limits=limits)("large.yaml")


def test_a_file_without_a_size_is_bounded_all_the_same() -> None:
    endless = Path("/proc/self/maps")
    if not endless.is_file():
        pytest.skip("this system has no files without a size")
    with pytest.raises(UnreadableError, match="it has more than 4 bytes"):
        read_file(endless, LoadLimits(file_bytes=4))


def test_the_caller_may_name_any_file(root: Path) -> None:
    (root.parent / "link.yaml").symlink_to(root / "own.yaml")
    assert read_file(root.parent / "link.yaml", LoadLimits()) == b"own"
    with pytest.raises(FileNotFoundError):
        read_file(root / "none.yaml", LoadLimits())

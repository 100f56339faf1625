"""Reading the files of a ruleset and nothing else: bounded, regular files inside folders that were named.

In: paths as an author or a caller wrote them. Out: bytes. Called by the façade for the first file, and through `Folder`
by `reach` for what that file extends.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Final

from attrs import field, frozen

from recovery_rules.source.limits import LoadLimits

_FLAGS: Final = (
    os.O_RDONLY
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)  # a pipe that took the place of a file must not hang the host
)


class UnreadableError(OSError):
    """A file is there and must not be read; the text says why, to be read after the file's name."""


@frozen
class Folder:
    """Finds the files in and below a folder.

    Attributes:
        root: The folder.
        shown: The name of the folder in messages and traces, where it is another.
        limits: How large a file may be.
    """

    root: Path
    shown: str = ""
    limits: LoadLimits = field(factory=LoadLimits)

    def __call__(self, path: str) -> tuple[str, bytes] | None:
        """The name to show and the content; None where there is no such file.

        Raises:
            UnreadableError: It is there, but outside of the folder, no regular file, or too large.
            OSError: The system does not let it be read.
        """
        content = _read_inside(self.root, path, self.limits.file_bytes)
        return None if content is None else ((Path(self.shown or self.root) / path).as_posix(), content)


def read_file(path: Path, limits: LoadLimits) -> bytes:
    """The content of a file that the caller named; symbolic links are followed.

    Raises:
        UnreadableError: It is no regular file, or too large.
        OSError: It is not there, or the system does not let it be read.
    """
    return _read(Path(os.path.realpath(path)), limits.file_bytes)


def _read_inside(root: Path, path: str, most: int) -> bytes | None:
    real_root, real = (Path(os.path.realpath(name)) for name in (root, root / path))
    try:
        (root / path).lstat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    if not real.is_relative_to(real_root):
        raise UnreadableError("it leads out of its folder")
    return _read(real, most)


def _read(real: Path, most: int) -> bytes:
    """Look before opening, as opening a device may do something, and once more after, as files may be exchanged."""
    _check(real.lstat(), most)
    with os.fdopen(os.open(real, _FLAGS), "rb") as file:
        _check(os.fstat(file.fileno()), most)
        content = file.read(most + 1)
    if len(content) > most:
        raise UnreadableError(f"it has more than {most:,} bytes")
    return content


def _check(status: os.stat_result, most: int) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise UnreadableError("it is a folder" if stat.S_ISDIR(status.st_mode) else "it is no regular file")
    if status.st_size > most:
        raise UnreadableError(f"it has {status.st_size:,} bytes, {most:,} are allowed")

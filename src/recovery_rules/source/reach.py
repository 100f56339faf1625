"""Where the names in a file lead: what it extends, and what its properties compare with.

In: the folder of the file that is loaded, or a resolver of the caller, and what ships. Out: files, each with where the
names in it lead in turn. Made by the façade; asked by `overlay`, and by the façade for the rulesets of properties.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import Final, TypeAlias

from attrs import evolve, frozen

from recovery_rules.source.diagnostics import Problems
from recovery_rules.source.files import Folder, UnreadableError
from recovery_rules.source.limits import LoadLimits
from recovery_rules.source.printable import quote
from recovery_rules.source.shipped import SHIPPED, shipped_files, shipped_root
from recovery_rules.source.suggest import closest
from recovery_rules.source.tree import ScalarNode

Resolver: TypeAlias = Callable[[str], "tuple[str, bytes | str] | None"]  # path -> file to show, content

_HERE: Final = PurePosixPath()


@frozen
class Found:
    """A file that another one names.

    Attributes:
        file: The name to show. Whatever way leads to a file, it is the same.
        content: What it holds.
        name: Its path from the folder of the file that is loaded; where it lies elsewhere, `file`.
        reach: Where the names in it lead.
    """

    file: str
    content: bytes | str
    name: str
    reach: Reach


@frozen
class Reach:
    """Where the names in one file lead: beside that file first, then through all trees of files in their order.

    A file in a folder so means the same whether it is loaded itself or by way of another in a folder above.

    Attributes:
        trees: The folder of the file that is loaded, then what ships; or the resolver of a caller alone.
        beside: The one of them in which the file lies.
        folder: Where in it.
    """

    trees: tuple[Resolver, ...]
    beside: Resolver
    folder: PurePosixPath = _HERE

    def find(self, path: ScalarNode, problems: Problems) -> Found | None:
        """The file that an author names; None where it is wrong, which is reported."""
        if path.missing:  # the reader has reported it
            return None
        if not _stays_inside(path.text):
            notes = ("paths start at the folder of the file that names them, and have no `..`, drive or `\\`",)
            problems.add("RR161", f"{quote(path.text)} leads elsewhere", path.span, notes=notes)
            return None
        try:
            found = self._open(PurePosixPath(path.text))
        except UnreadableError as error:
            problems.add("RR164", f"{quote(path.text)} cannot be read: {error}", path.span)
            return None
        except OSError:
            problems.add("RR164", f"{quote(path.text)} cannot be read: the system does not allow it", path.span)
            return None
        if found is None:
            stems = {PurePosixPath(shipped).stem: shipped for shipped in shipped_files()}
            meant = stems.get(PurePosixPath(path.text).stem) or closest(path.text, shipped_files())
            between = "" if self.folder == _HERE else "in the folder of the file that is loaded nor "
            message = f"{quote(path.text)} is neither beside this file nor {between}among what ships"
            problems.add("RR160", message, path.span, label=f"did you mean `{meant}`?" if meant else "")
        return found

    def _open(self, path: PurePosixPath) -> Found | None:
        beside = self.folder / path
        places = [(tree, path) for tree in self.trees if tree is not self.beside or path != beside]
        for tree, place in [(self.beside, beside), *places]:
            found = tree(place.as_posix())
            if found is not None:
                name = place.as_posix() if tree is self.trees[0] else found[0]
                return Found(*found, name, evolve(self, beside=tree, folder=place.parent))
        return None


def reach_of(path: Path, limits: LoadLimits) -> Reach:
    """Where the names in a file lead that is loaded from a path."""
    folder = path.parent
    if folder.is_relative_to(shipped_root()):
        shipped = _shipped(limits)
        return Reach((shipped,), shipped, PurePosixPath(folder.relative_to(shipped_root()).as_posix()))
    own = Folder(folder, limits=limits)
    return Reach((own, _shipped(limits)), own)


def reach_through(resolver: Resolver | None, limits: LoadLimits) -> Reach:
    """Where the names in a text lead: through the resolver of a caller; without one, only to what ships."""
    only = resolver or _shipped(limits)
    return Reach((only,), only)


def _shipped(limits: LoadLimits) -> Folder:
    return Folder(shipped_root(), SHIPPED, limits)


def _stays_inside(path: str) -> bool:
    pure = PurePosixPath(path)
    return bool(pure.parts) and not pure.is_absolute() and ".." not in pure.parts and not set(path) & set("\\:\0")

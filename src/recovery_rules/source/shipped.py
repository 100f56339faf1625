"""What comes with the package: rulesets by name, and the page of error codes.

In: nothing. Out: paths and names. Called by `files`, `overlay`, the façade and the command line. A wheel holds the
files inside the package; a checkout keeps them at its top, where authors look for them.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_PACKAGE: Final = Path(__file__).resolve().parent.parent
_IN_WHEEL: Final = _PACKAGE / "_shipped"
_CHECKOUT: Final = _PACKAGE.parent.parent
_VOCABULARIES: Final = "vocabulary"

SHIPPED: Final = "shipped"  # the folder of the shipped rulesets in messages and traces, the same on every machine


def shipped_root() -> Path:
    """The folder of the shipped rulesets; paths under `extends` are looked up in it.

    Example:
        >>> (shipped_root() / "vocabulary" / "service-recovery.yaml").is_file()
        True
    """
    return (_IN_WHEEL if _IN_WHEEL.is_dir() else _CHECKOUT) / "rulesets"


def errors_page() -> Path:
    """The page with a section for each code."""
    return _IN_WHEEL / "errors.md" if _IN_WHEEL.is_dir() else _CHECKOUT / "docs" / "reference" / "errors.md"


@cache
def shipped_rulesets() -> Mapping[str, str]:
    """The rulesets that ship, by name: the path of each below `shipped_root`. Vocabularies are no rulesets.

    Example:
        >>> shipped_rulesets()["retail"]
        'retail.yaml'
    """
    paths = [path for path in shipped_files() if not path.startswith(f"{_VOCABULARIES}/")]
    return MappingProxyType({Path(path).stem: path for path in paths})


@cache
def shipped_files() -> tuple[str, ...]:
    """All files that ship for others to extend, as they are written under `extends`."""
    root = shipped_root()
    return tuple(sorted(path.relative_to(root).as_posix() for path in root.rglob("*.yaml")))

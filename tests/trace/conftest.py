"""Golden files: what people read, kept beside the tests and reviewed like code.

`UPDATE_GOLDEN=1 pytest tests/trace` writes them anew; look at every line of the diff.
"""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent / "golden"
_DIGEST = re.compile(r"sha256 [0-9a-f]{12}…")


@pytest.fixture
def golden() -> Callable[[str, str], None]:
    """Compares a text with its golden file, or writes that; the file ends its last line."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / f"{name}.txt"
        text = _DIGEST.sub("sha256 ...", text)  # it changes with every word of the vocabulary
        if os.environ.get("UPDATE_GOLDEN"):
            path.write_text(text + "\n", encoding="utf-8")
        assert path.read_text(encoding="utf-8") == text + "\n"

    return compare

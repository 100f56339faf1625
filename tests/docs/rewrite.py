"""Rewrites the outputs that pages show: `python -m tests.docs.rewrite docs/reference/api.md`. Review the diff."""

import sys
import tempfile
from pathlib import Path

from tests.docs.pages import blocks_of
from tests.docs.running import Page


def rewrite(path: Path) -> list[str]:
    """Puts the real output in place of each shown one; gives the problems that only an author can mend."""
    text = path.read_text("utf-8")
    with tempfile.TemporaryDirectory() as folder:
        page = Page(Path(folder))
        shown = page.run(blocks_of(path))
    for one in reversed(shown):
        if not one.right:
            text = text[: one.start] + one.replacement + text[one.start + len(one.shown) :]
    path.write_text(text, "utf-8")
    return page.problems


if __name__ == "__main__":
    for name in sys.argv[1:]:
        for problem in rewrite(Path(name).resolve()):
            print(f"{name}, {problem}")  # noqa: T201

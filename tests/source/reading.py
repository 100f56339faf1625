"""How the tests of this folder read a text: shared by all of them."""

from __future__ import annotations

from recovery_rules.source.diagnostics import Problems
from recovery_rules.source.frame import render
from recovery_rules.source.limits import LoadLimits
from recovery_rules.source.reader import read
from recovery_rules.source.tree import MapNode, plain


def reading(text: str | bytes, limits: LoadLimits | None = None) -> tuple[MapNode | None, Problems]:
    problems = Problems()
    return read(text, file="f.yaml", problems=problems, limits=limits or LoadLimits()), problems


def content(text: str | bytes) -> object:
    """What a text without any problem says."""
    tree, problems = reading(text)
    assert problems.found == ()
    assert tree is not None
    return plain(tree)


def codes(text: str | bytes) -> list[str]:
    return [problem.code for problem in reading(text)[1].found]


def shown(text: str | bytes) -> str:
    """The problems of a text as its author sees them, without the line that counts them."""
    _, problems = reading(text)
    return "\n".join(render(problem, problems.sources.get("f.yaml")) for problem in problems.found)

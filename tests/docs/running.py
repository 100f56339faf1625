"""Runs the blocks of a page in order, in a folder of its own, and finds what it shows otherwise than it is."""

import ast
import contextlib
import io
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from attrs import define, field, frozen

from recovery_rules import check
from tests.docs.command import run
from tests.docs.pages import Block, merged

_UNREAD = {"RR510", "RR511"}
_PROMPTED = re.compile(r"^(>>> .*\n(?:\.\.\. ?.*\n)*)((?:(?!>>> ).*\n)*)", re.MULTILINE)
_DIGEST = re.compile(r"sha256 [0-9a-f]+…")
_COMMAND = re.compile(r"^\$ ((?:.*\\\n)*.*\n)((?:(?!\$ ).*\n)*)", re.MULTILINE)


@frozen
class Shown:
    """What a page shows as the output of something, and what the output really is."""

    line: int
    start: int  # of the shown text in the page
    shown: str
    real: str

    @property
    def right(self) -> bool:
        """Whether they are the same, digests, blanks at the ends of lines and blank lines at the end aside."""
        return _compared(self.shown) == _compared(self.real)

    @property
    def replacement(self) -> str:
        """The real output, with the blank lines that stood behind the shown one."""
        real = _trimmed(self.real)
        blank = self.shown[len(self.shown.rstrip()) :].count("\n")  # its own line end, where there is one, included
        return real + "\n" * (max(blank, 1) if real else blank - bool(self.shown.strip()))


def _trimmed(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.splitlines()).rstrip()


def _compared(text: str) -> str:
    return _DIGEST.sub("sha256 …", _trimmed(text))  # it changes with every word of the shipped vocabulary


@define
class Page:
    """A page that is running: what its files hold, and the names of its Python."""

    folder: Path
    kept: dict[str, str] = field(factory=dict)
    names: dict[str, object] = field(factory=lambda: {"__name__": "page"})
    exit_code: int = 0
    problems: list[str] = field(factory=list)

    def run(self, blocks: Iterator[Block]) -> list[Shown]:
        """All blocks in order; outputs are returned, other problems collected."""
        with contextlib.chdir(self.folder):
            return [shown for block in blocks for shown in self._run(block)]

    def _run(self, block: Block) -> list[Shown]:
        if block.use:
            self._write(block)
        elif block.language == "python":
            return self._python(block)
        elif block.language == "console":
            return self._each(block, _COMMAND, self._command)
        elif block.language not in {"sh", "text"}:
            self._refuse(block, f"`{block.language}` says nothing that could be tested")
        return []

    # ---- files

    def _write(self, block: Block) -> None:
        if block.use not in {"file", "add", "part", "try", "wrong"}:
            self._refuse(block, f"`{block.use}` is no use of a file")
            return
        old = self.kept.get(block.file, "")
        content = block.text if block.use == "file" else merged(old, block.text)
        if block.use in {"file", "add", "part"}:
            self.kept[block.file] = content
        path = Path(block.file)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")
        if re.search(r"^ruleset: .+", content, re.MULTILINE) and re.search(r"^language: 1$", content, re.MULTILINE):
            self._check(block)

    def _check(self, block: Block) -> None:
        found = check(block.file).diagnostics
        errors = [problem for problem in found if problem.severity == "error"]
        if block.use == "wrong" and not found:
            self._refuse(block, "nothing is wrong with it")
        elif block.use == "part" and {problem.code for problem in found} - _UNREAD:
            self._refuse(block, f"there is more to report than what is not read: {found}")
        elif block.use == "try" and errors:
            self._refuse(block, f"does not load: {errors}")
        elif block.use in {"file", "add"} and found:
            self._refuse(block, f"there is something to report: {found}")

    # ---- Python and commands

    def _python(self, block: Block) -> list[Shown]:
        if ">>> " in block.text:
            return self._each(block, _PROMPTED, self._prompted)
        exec(compile(block.text, f"line {block.line}", "exec"), self.names)  # noqa: S102 - it may print, and not fail
        return []

    def _each(self, block: Block, pattern: re.Pattern[str], run_one: Callable[[str], str]) -> list[Shown]:
        found = []
        for match in pattern.finditer(block.text):
            line = block.line + block.text.count("\n", 0, match.start(1))
            found.append(Shown(line, block.start + match.start(2), match[2], run_one(match[1])))
        return found

    def _prompted(self, prompted: str) -> str:
        source = "".join(line[4:] or "\n" for line in prompted.splitlines(keepends=True))
        mode = "single" if len(ast.parse(source).body) == 1 else "exec"
        return _output(lambda: exec(compile(source, "page", mode), self.names))  # noqa: S102

    def _command(self, command: str) -> str:
        words = command.replace("\\\n", " ").strip()
        if words == "echo $?":
            return f"{self.exit_code}\n"
        self.exit_code, output = run(words)
        return output

    def _refuse(self, block: Block, problem: str) -> None:
        self.problems.append(f"line {block.line}: {problem}")


def _output(action: Callable[[], object]) -> str:
    """What an action prints, the last line of an exception included."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        try:
            action()
        except Exception as error:  # noqa: BLE001 - the page shows it
            sys.stdout.write(f"{type(error).__name__}: {error}\n")
    return out.getvalue()

"""The command line as a whole: help, unknown words, terminals, pipes, and the extra that it needs."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from recovery_rules import __version__, load
from recovery_rules.cli import app as application
from recovery_rules.cli import main
from recovery_rules.source.shipped import shipped_root, shipped_rulesets
from tests.cli.running import ROOT, run

PROGRAM = [sys.executable, "-c", "from recovery_rules.cli import main; main()"]
_OURS = {"NO_COLOR", "FORCE_COLOR", "COLUMNS"}
ENVIRONMENT = {name: value for name, value in os.environ.items() if name not in _OURS} | {
    "PYTHONPATH": str(ROOT / "src")
}
S3 = ["aws_sla", "service=s3_standard", "uptime=99.5 %", "monthly_charge=1000 USD", "claim_cycle=1"]


def on_a_terminal(*arguments: str, columns: int = 100) -> str:
    """What a command writes to a terminal."""
    ours, theirs = pty.openpty()
    environment = {**ENVIRONMENT, "TERM": "xterm-256color", "COLUMNS": str(columns)}
    with subprocess.Popen([*PROGRAM, *arguments], stdout=theirs, stderr=theirs, env=environment, cwd=ROOT):
        os.close(theirs)
        written = b""
        try:
            while chunk := os.read(ours, 65_536):
                written += chunk
        except OSError:  # the other end is closed
            pass
    os.close(ours)
    return written.decode()


def test_help_names_every_command() -> None:
    ran = run("--help")
    assert ran.code == 0
    assert re.findall(r"^  ([a-z-]+)  ", ran.out.partition("Commands:")[2], re.MULTILINE) == [
        *(
            "check",
            "explain-code",
            "decide",
            "explain",
            "test",
            "prove",
            "diff",
            "coverage",
            "cases",
            "crosscheck",
            "approve",
            "log",
            "fmt",
            "schema",
            "kinds",
            "list",
            "demo",
        ),
    ]


def test_no_command_is_answered_with_help() -> None:
    ran = run()
    assert ran.code == 2
    assert (ran.out + ran.err).startswith("Usage: recovery-rules [OPTIONS] COMMAND")


@pytest.mark.parametrize(
    "command",
    [
        "check",
        "explain-code",
        "decide",
        "explain",
        "test",
        "coverage",
        "cases",
        "crosscheck",
        "approve",
        "log",
        "fmt",
        "schema",
        "kinds",
        "list",
        "demo",
    ],
)
def test_every_command_has_help(command: str) -> None:
    ran = run(command, "-h")
    assert ran.code == 0
    assert ran.out.startswith(f"Usage: recovery-rules {command} ")


def test_the_version() -> None:
    assert run("--version").out == f"recovery-rules {__version__}\n"


@pytest.mark.parametrize("arguments", [["chekc"], ["check", "--foo"], ["check"], ["decide"], ["list", "retail"]])
def test_a_wrong_call_is_told_without_a_traceback(arguments: list[str]) -> None:
    ran = run(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert "Traceback" not in ran.err
    assert "recovery-rules" in ran.err


@pytest.mark.no_cover
@pytest.mark.parametrize("locale", ["en", "zh"])
def test_the_list_of_what_ships(locale: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "retail").mkdir()  # a folder of that name is not meant
    ran = run("list", "--locale", locale)
    assert ran.code == 0
    assert ("零售服务补救" if locale == "zh" else "Retail service recovery") in ran.out
    assert run("list", "--locale", "fr").code == 2
    told = [re.split(" {2,}", line.strip()) for line in ran.out.splitlines()[1:]]
    loaded = [load(shipped_root() / path) for _, path in sorted(shipped_rulesets().items())]
    assert told == [
        [part for part in (one.id, one.version, one.status, one.model.title.in_locale(locale)) if part]
        for one in loaded
    ]


def test_colours_on_a_terminal_and_the_same_words_without() -> None:
    shown = on_a_terminal("decide", *S3)
    assert "\x1b[1m" in shown
    plain = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", shown).replace("\r\n", "\n")
    assert [line.rstrip() for line in plain.splitlines()] == run("decide", *S3).out.splitlines()


def test_frames_and_mistakes_are_coloured(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text("language: 1\nruleset: x\ntitel: y\nfacts: {idle: {type: boolean}}\n", "utf-8")
    shown = on_a_terminal("check", str(path), "nothing.yaml")
    assert "\x1b[1;31merror[RR140]\x1b[0m" in shown
    assert "\x1b[1;31merror\x1b[0m: no file and no shipped ruleset" in shown
    path.write_text(
        "language: 1\nruleset: x\nkinds: {apology: {stream: remedy, phase: acknowledge}}\n"
        "rules: [{id: a, then: [apology]}]\nfacts: {idle: {type: boolean}}\n",
        "utf-8",
    )
    assert "\x1b[1;33mwarning[RR510]\x1b[0m" in on_a_terminal("check", str(path))


def test_the_demo_shows_how_far_it_is() -> None:
    shown = on_a_terminal("demo", "fixtures/incidents")
    assert "deciding" in shown
    assert "59/59" in shown
    assert "\x1b[32mok" in shown


def test_a_crosscheck_shows_how_far_it_is_and_then_only_what_came_of_it() -> None:
    shown = on_a_terminal("crosscheck", "aws_sla", "--draw", "120")
    assert "120/120" in shown
    assert "deciding" not in shown.rpartition("engine")[2]


@pytest.mark.parametrize("encoding", ["ascii", "utf-8"])
def test_a_pipe_gets_plain_text_in_its_encoding(encoding: str) -> None:
    environment = {**ENVIRONMENT, "PYTHONIOENCODING": encoding}
    command = [*PROGRAM, "decide", *S3, "--locale", "zh"]
    ran = subprocess.run(command, capture_output=True, env=environment, check=True)
    assert ran.stderr == b""
    assert b"\x1b" not in ran.stdout
    assert ("账单" if encoding == "utf-8" else r"\u8d26\u5355") in ran.stdout.decode(encoding)


@pytest.mark.parametrize("command", [["schema"], ["kinds"], ["demo", "fixtures/incidents"]])
def test_a_reader_that_leaves_is_no_error(command: list[str]) -> None:
    with subprocess.Popen(
        [*PROGRAM, *command], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ENVIRONMENT, cwd=ROOT
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        told = process.stderr.read()
    assert told == b""
    assert process.returncode == 141


def test_an_interrupt_is_130(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("recovery_rules.source.shipped.shipped_rulesets", interrupted)
    assert application.run(["list"]) == 130


def test_an_interrupt_that_typer_lets_through_is_130_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(application, "app", interrupted)
    assert application.run(["list"]) == 130


def test_without_the_extra_one_line_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("recovery_rules.cli.find_spec", lambda name: None if name == "typer" else object())
    with pytest.raises(SystemExit) as end:
        main()
    assert end.value.code == 2
    assert capsys.readouterr().err.endswith("install it with: pip install 'recovery-rules[cli]'\n")


def test_main_runs_a_command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["recovery-rules", "--version"])
    with pytest.raises(SystemExit) as end:
        main()
    assert end.value.code == 0
    assert capsys.readouterr().out == f"recovery-rules {__version__}\n"


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys\nfrom recovery_rules.cli.app import run\nrun(['--help'])\n"
        "sys.stderr.write(repr(sorted({'pydantic', 'lark', 'yaml', 'babel', 'rich'} & set(sys.modules))))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=ENVIRONMENT)
    assert ran.stderr == "[]"

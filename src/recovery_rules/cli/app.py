"""All commands under one name, and the one place where a user's mistake becomes a line on standard error.

In: arguments. Out: an exit code. Called by `main`, and by the tests through Typer's runner.
"""

from __future__ import annotations

import io
import os
import sys
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from recovery_rules.cli import (
    approve,
    cases,
    check,
    coverage,
    crosscheck,
    decide,
    demo,
    diff,
    explain,
    explain_code,
    fmt,
    kinds,
    log,
    prove,
    rulesets,
    schema,
    test,
)
from recovery_rules.cli.mistakes import BROKEN, INTERRUPTED, CommandError
from recovery_rules.cli.screen import fail, write

_BROKEN_PIPE = 128 + 13  # as a shell reports a program that the signal SIGPIPE ended


class _Commands(TyperGroup):
    """Shows mistakes as they are meant to be read."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except CommandError as mistake:
            fail(mistake.message, mistake.help)
            raise typer.Exit(BROKEN) from None
        except KeyboardInterrupt:  # before Typer says something of its own
            fail("interrupted")
            raise typer.Exit(INTERRUPTED) from None
        except BrokenPipeError:  # before Typer makes a 1 of it, which means findings here
            raise typer.Exit(_BROKEN_PIPE) from None


app = typer.Typer(
    cls=_Commands,
    name="recovery-rules",
    help="Decide what a company owes a customer after its service failed, and explain it.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
app.command("check")(check.check)
app.command("explain-code")(explain_code.explain_code)
app.command("decide")(decide.decide)
app.command("explain")(explain.explain)
app.command("test")(test.decide_and_compare)
app.command("prove")(prove.prove)
app.command("diff")(diff.diff)
app.command("coverage")(coverage.coverage)
app.command("cases")(cases.cases)
app.command("crosscheck")(crosscheck.crosscheck)
app.command("approve")(approve.approve)
app.command("log")(log.log)
app.command("fmt")(fmt.fmt)
app.command("schema")(schema.schema)
app.command("kinds")(kinds.kinds)
app.command("list")(rulesets.rulesets)
app.command("demo")(demo.demo)


def _version(*, value: bool) -> None:
    if value:
        from recovery_rules import __version__

        write(f"recovery-rules {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    assert not version  # the callback has shown it and ended the program


def run(arguments: list[str] | None = None) -> int:
    """Runs a command and gives its exit code; whoever cuts off its output hears nothing more."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal that has no Chinese shows escapes
    try:
        app(arguments, prog_name="recovery-rules")
    except SystemExit as end:
        return _flushed(end.code if isinstance(end.code, int) else BROKEN)
    except KeyboardInterrupt:  # older releases of Typer end otherwise
        return INTERRUPTED
    raise AssertionError  # Typer always exits


def _flushed(code: int) -> int:
    """Whatever is still to be written is written now, while a closed pipe can be noticed."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        return _cut_off()
    return code


def _cut_off() -> int:
    """The reader has left: Python must not try to write again when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return _BROKEN_PIPE

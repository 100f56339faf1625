"""The command `recovery-rules`, as a page shows it."""

import shlex

from typer.testing import CliRunner

from recovery_rules.cli.app import app


def run(command: str) -> tuple[int, str]:
    """The exit code and the output of a command line."""
    program, *words = shlex.split(command)
    assert program == "recovery-rules", command
    found = CliRunner(env={"COLUMNS": None, "FORCE_COLOR": None}).invoke(app, words)
    return found.exit_code, found.output

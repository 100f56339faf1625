"""The command `recovery-rules`, as a page shows it."""

import shlex

from tests.command_line import CliRunner, app


def run(command: str) -> tuple[int, str]:
    """The exit code and the output of a command line."""
    program, *words = shlex.split(command)
    assert program == "recovery-rules", command
    found = CliRunner(env={"COLUMNS": None, "FORCE_COLOR": None}).invoke(app, words)
    return found.exit_code, found.output

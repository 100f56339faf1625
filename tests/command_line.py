"""The command line in this process.

Typer builds every command anew for each call, which takes longer than most calls do: here they are built once.
"""

from functools import cache

from typer import testing
from typer.main import get_command

from recovery_rules.cli.app import app

__all__ = ["CliRunner", "app"]

testing._get_command = cache(get_command)  # type: ignore[attr-defined]

CliRunner = testing.CliRunner

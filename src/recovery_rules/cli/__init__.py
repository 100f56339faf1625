"""The command line `recovery-rules`: one module a command.

In: arguments. Out: text or JSON on the standard output, problems on standard error, and an exit code;
`docs/reference/command-line.md` describes all of them. Typer and Rich come with the extra `cli` and are imported only
when the command runs.
"""

from __future__ import annotations

import sys
from importlib.util import find_spec

_EXTRA = (
    "recovery-rules: the command line is an extra of the package; install it with: pip install 'recovery-rules[cli]'"
)


def main() -> None:
    """Runs the command line with the arguments of this process, and exits."""
    if any(find_spec(name) is None for name in ("rich", "typer")):
        sys.stderr.write(f"{_EXTRA}\n")
        sys.exit(2)
    try:
        from recovery_rules.cli.app import run
    except KeyboardInterrupt:
        sys.exit(130)
    sys.exit(run())

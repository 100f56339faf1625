"""The child process: reads networks and cases, asks durable-rules, writes which rules matched.

In, on the standard input, a line of JSON each: the networks, then each case as the list of its cells. Out, on the
standard output: `"ready"`, then for each case the list of the bits of the rules that matched; or an object with the
key `absent` or `refused` that says why there will be no more.

It imports nothing of this package, so that it starts quickly. Each case is one fact with an id of its own, asserted and
then retracted; no state is ever deleted. Both are what the engine was found to survive.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any

_AS_WRITTEN_THERE = {">=": "$gte", "<=": "$lte", "!=": "$neq"}


def main() -> None:
    """Answers all cases, or as many as it can."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends this process; the engine would swallow it
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # whatever else is printed does not come among the answers

    def say(answer: object) -> None:
        print(json.dumps(answer), file=answers, flush=True)

    networks, *cases = map(json.loads, sys.stdin)
    try:
        asked = _Asked(networks)
        say("ready")
        for number, cells in enumerate(cases, 1):
            say(asked.about(number, cells))
    except ImportError as error:
        say({"absent": str(error)})
    except Exception as error:  # noqa: BLE001  (the engine raises bare exceptions, and each is a result)
        say({"refused": str(error) or type(error).__name__})


class _Asked:
    """The networks, as rulesets of one host."""

    def __init__(self, networks: list[Any]) -> None:
        from durable.engine import Host, MessageNotHandledException

        self._not_handled: type[Exception] = MessageNotHandledException
        quiet = type("QuietHost", (Host,), {"_run": lambda _: None})  # without its timer threads, which crash
        self._host = quiet()
        self._matched: set[int] = set()
        self._names = [f"network{number}" for number, _ in enumerate(networks)]
        for name, network in zip(self._names, networks, strict=True):
            self._host.register_rulesets({name: self._ruleset(network)})

    def about(self, number: int, cells: list[int]) -> list[int]:
        """The bits of the rules that match a case."""
        self._matched.clear()
        for name in self._names:
            fact = {"id": number, "case": 1, **{f"c{column}": cell for column, cell in enumerate(cells)}}
            with suppress(self._not_handled):  # no rule matches
                self._host.assert_fact(name, fact)
            self._host.retract_fact(name, fact)
        return sorted(self._matched)

    def _ruleset(self, network: list[Any]) -> dict[str, Any]:
        """The rules in the engine's own form; priorities from 1, as 0 sorts wrongly."""
        return {
            f"r{place}": {
                "all": [{"m": {"$and": [{"case": 1}, *map(_comparison, comparisons)]}}],
                "pri": place,
                "run": self._noting(bit),
            }
            for place, (bit, comparisons) in enumerate(network, 1)
        }

    def _noting(self, bit: int) -> Callable[[object], None]:
        def note(_: object) -> None:
            self._matched.add(bit)

        return note


def _comparison(written: list[Any]) -> dict[str, Any]:
    column, operator, cell = written
    compared = {f"c{column}": cell}
    return compared if operator == "=" else {_AS_WRITTEN_THERE[operator]: compared}


if __name__ == "__main__":
    main()

"""Derived facts one after the other, each after those that it rests on.

To ask of a fact what it is worth, and of each fact that it reads, and so on, takes a stack as deep as the longest
chain of derived facts. So whatever is found out about facts is found out in this order, and remembered.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator


def unsettled(names: Iterable[str], rests_on: Callable[[str], Iterable[str]], settled: Container[str]) -> Iterator[str]:
    """What is still to be settled before some names are, they included; each after what it rests on.

    In the same order each time, whatever the order of the names: where there is a bound on what is looked at, it must
    fall on the same facts whenever a ruleset is loaded.

    Args:
        names: what is asked for.
        rests_on: what must be settled before a name; there are no circles.
        settled: what is settled; the caller adds each name that it gets, before it asks for the next.

    Example:
        >>> done = []
        >>> for name in unsettled(["c"], {"a": "", "b": "a", "c": "ab"}.__getitem__, done):
        ...     done.append(name)
        >>> done
        ['a', 'b', 'c']
    """
    waiting = sorted(name for name in names if name not in settled)
    while waiting:
        first = sorted(name for name in rests_on(waiting[-1]) if name not in settled)
        if first:
            waiting += first
            continue
        name = waiting.pop()
        if name not in settled:
            yield name

"""What came of a crosscheck, for people and for programs.

In: a `Crosscheck` and its cases. Out: text on the standard output, or data. Called by `crosscheck`.
"""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final

from attrs import frozen

from recovery_rules.cli.columns import show_rows
from recovery_rules.cli.screen import console, prose, write
from recovery_rules.ruleset import Ruleset
from recovery_rules.source.printable import printable
from recovery_rules.testing.crosschecking import DURABLE, REFERENCE, Asked, Crosscheck, Disagreement, NoAnswer
from recovery_rules.testing.differing import TELLING, Difference
from recovery_rules.trace.telling.locales import phrases_of
from recovery_rules.trace.telling.words import Words

_SHOWN: Final = 10
_HEADS: Final = ("engine", "cases", "agreed", "disagreed", "no answer", "time")
_ABSENT: Final = (
    "durable-rules was not asked: it is not installed. Up to Python 3.12, and where there is a C compiler, "
    "pip install 'recovery-rules[durable]' brings it."
)


@frozen
class Cases:
    """The cases to decide, how many they should be, and the words that let `explain` explain one of them."""

    all: Iterable[Asked]
    count: int
    words: Callable[[Asked], list[str]]

    def with_words(self, *more: str) -> Cases:
        """The same cases, explained with more words."""
        return Cases(self.all, self.count, lambda case: [*self.words(case), *more])


def show(ruleset: Ruleset, checked: Crosscheck, cases: Cases, *, interrupted: bool) -> None:
    """A table of the engines, then every disagreement with the command that explains its case."""
    screen = console()
    show_rows(screen, _HEADS, _rows(checked))
    disagreements = [one for one in checked.found if isinstance(one, Disagreement)]
    for one in disagreements[:_SHOWN]:
        prose("\n".join(_told(one)), screen)
        write(_command(one.case, cases))
    if len(disagreements) > _SHOWN:
        write(f"\n{len(disagreements) - _SHOWN} more cases on which they do not agree; --json lists them")
    for first, line in _unanswered([one for one in checked.found if isinstance(one, NoAnswer)]):
        prose(f"\n{line}", screen)
        write(_command(first, cases))
    done = checked.decided
    notes = [f"Interrupted: {done} of {cases.count} cases were decided."] if interrupted else []
    if not interrupted and done < cases.count:
        notes.append(f"Only {done} of {cases.count} cases were found by drawing: few that are drawn are valid.")
    if checked.refused:
        notes.append(f"Not a valid case: {checked.refused} of {done}; durable-rules was not asked about them.")
    notes += [] if DURABLE in checked.tallies else [_ABSENT]
    write("\n")
    phrases = phrases_of("en")
    prose("\n".join([*notes, phrases.sentence(Words(ruleset.model, phrases).ruleset())]), screen)


def _rows(checked: Crosscheck) -> list[tuple[str, ...]]:
    some_unanswered = any(tally.unanswered for tally in checked.tallies.values())
    return [
        (
            engine,
            str(tally.cases),
            *(("", "") if engine == REFERENCE else (str(tally.agreed), str(tally.disagreed))),
            str(tally.unanswered) if some_unanswered and engine != REFERENCE else "",
            f"{tally.seconds:.1f} s",
        )
        for engine, tally in checked.tallies.items()
    ]


def _told(found: Disagreement) -> list[str]:
    lines = ["", f"{found.case.name}: {found.engine} does not agree with the reference"]
    names = {one.part: one.part.replace("_", " ") for one in found.differences}
    telling = [one for one in found.differences if one.part in TELLING]
    lines += [f"  {names[one.part]}: {_sides(found.engine, one)}" for one in telling]
    others = [name for part, name in names.items() if part not in TELLING]
    return [*lines, f"  also: {', '.join(others)}"] if others else lines


def _sides(engine: str, found: Difference) -> str:
    sides = ((REFERENCE, found.reference), (engine, found.other))
    return "; ".join(f"only {name}: {', '.join(texts)}" for name, texts in sides if texts) or "in another order"


def _unanswered(found: Sequence[NoAnswer]) -> Iterator[tuple[Asked, str]]:
    """Each reason for which there is no answer once, with the first of its cases."""
    for reason, count in Counter(one.reason for one in found).items():
        first = next(one.case for one in found if one.reason == reason)
        told = f"{reason.why} ({reason.told})" if reason.told else reason.why
        yield (
            first,
            f"{first.name}{f' and {count - 1} more' if count > 1 else ''}: no answer from durable-rules: {told}",
        )


def _command(case: Asked, cases: Cases) -> str:
    """In one line, however long: it is there to be copied."""
    return "  " + printable(_command_of(case, cases))


def _command_of(case: Asked, cases: Cases) -> str:
    return shlex.join(["recovery-rules", "explain", *cases.words(case)])


def as_data(ruleset: Ruleset, checked: Crosscheck, cases: Cases, *, interrupted: bool) -> dict[str, Any]:
    """The same for programs."""
    return {
        "ruleset": {"id": ruleset.id, "version": ruleset.version, "digest": ruleset.digest},
        "cases": checked.decided,
        "interrupted": interrupted,
        "refused": checked.refused,
        "engines": [
            {
                "engine": engine,
                "cases": tally.cases,
                "agreed": tally.agreed,
                "disagreed": tally.disagreed,
                "unanswered": tally.unanswered,
                "seconds": round(tally.seconds, 3),
            }
            for engine, tally in checked.tallies.items()
        ],
        "found": [_data(one, cases) for one in checked.found],
    }


def _data(found: Disagreement | NoAnswer, cases: Cases) -> dict[str, Any]:
    command = _command_of(found.case, cases)
    if isinstance(found, Disagreement):
        parts = [
            {"part": one.part, "reference": list(one.reference), "other": list(one.other)} for one in found.differences
        ]
        return {"case": found.case.name, "engine": found.engine, "differences": parts, "command": command}
    return {
        "case": found.case.name,
        "engine": DURABLE,
        "unanswered": found.reason.why,
        "told": found.reason.told,
        "command": command,
    }

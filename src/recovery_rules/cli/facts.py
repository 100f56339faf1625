"""One case as a user gives it: a JSON or YAML file, a case of a case file, `name=value` words, or several of these.

In: the words of the command. Out: the decision. Numbers stay the text that was written, so that no digit is
lost. Called by `decide` and `explain`.
"""

from __future__ import annotations

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import typer

from recovery_rules.cli.chosen import chosen, holds_cases
from recovery_rules.cli.files import case_files, loaded
from recovery_rules.cli.handed_over import all_by_calendar, calendar_in, counting_by
from recovery_rules.cli.mistakes import BROKEN, CommandError, reading
from recovery_rules.decision import Decision
from recovery_rules.ruleset import Ruleset
from recovery_rules.source.diagnostics import Problems
from recovery_rules.source.errors import FactsError
from recovery_rules.source.limits import LoadLimits
from recovery_rules.source.names import is_name, usual_form
from recovery_rules.source.printable import quote
from recovery_rules.source.tree import plain
from recovery_rules.testing.handed_over import HandedOver

_STDIN: Final = "-"
_WIDE_EQUALS: Final = "＝"  # of Chinese and Japanese keyboards


def decided(name: str, words: list[str], as_of: str, role: str = "", case_id: str = "", calendar: str = "") -> Decision:
    """The decision of a case that a user gave; what is wrong with the case ends the command.

    Args:
        name: of the ruleset, or of a case file, which names its ruleset.
        words: the facts.
        as_of: the time of deciding.
        role: the acting role.
        case_id: the case of a case file, or the example of the ruleset, over which the facts are laid.
        calendar: the file of the calendar by which working days are counted.
    """
    handed_over = calendar_in(calendar) if calendar else None
    file, named = _parted(words)
    source = next((one for one in (file, name) if one not in {"", _STDIN} and holds_cases(one)), "")
    if not source and not case_id:
        facts = {**(_facts_in(file) if file else {}), **named}
        return _decided(_by(handed_over, loaded(name)), facts, as_of, role)
    case = chosen(source or name, case_id)
    ruleset = case.ruleset
    if source == file:
        [ruleset] = all_by_calendar([loaded(name)], "", case_files([source] if source else []))
    facts = {**case.example.given, **(_facts_in(file) if file and file != source else {}), **named}
    return _decided(_by(handed_over, ruleset), facts, as_of or case.example.as_of, role or case.example.role)


def _by(handed_over: HandedOver | None, ruleset: Ruleset) -> Ruleset:
    return ruleset if handed_over is None else counting_by(handed_over, ruleset)


def _decided(ruleset: Ruleset, given: dict[str, Any], as_of: str, role: str) -> Decision:
    facts = {name: value for name, value in given.items() if value != ""}
    when = moment(as_of)
    try:
        return ruleset.decide(facts, as_of=when, role=role or None)
    except FactsError as error:
        count, *problems = str(error).splitlines()
        raise CommandError(
            f"{count} with the facts, nothing was decided", *(line.strip() for line in problems)
        ) from None


def _parted(words: list[str]) -> tuple[str, dict[str, str]]:
    """The file among the words, if there is one, and the facts."""
    named: dict[str, str] = {}
    files = []
    for word in words:
        written, sign, value = word.partition("=")
        name = usual_form(written)  # as Python reads the names of keyword arguments
        if not sign and _WIDE_EQUALS in word:
            raise CommandError(f"{quote(word)} is no fact", f"write `=` for `{_WIDE_EQUALS}`")
        if not sign or not is_name(name):
            files.append(word)
            continue
        if name in named:
            raise CommandError(f"{quote(name)} is given twice")
        named[name] = value
    if len(files) > 1:
        raise CommandError(
            f"{quote(files[1])} is neither a fact nor the only file",
            "write facts as name=value, and a value with blanks in quotes: amount_paid='20 CNY'",
        )
    return (files[0] if files else ""), named


def _facts_in(name: str) -> dict[str, Any]:
    if name == _STDIN:
        content = sys.stdin.buffer.read(LoadLimits().file_bytes + 1)
    else:
        from recovery_rules.source.files import read_file

        with reading(name):
            content = read_file(Path(name), LoadLimits())
    as_json = name.endswith(".json") or (name == _STDIN and content.lstrip().startswith(b"{"))
    facts = _from_json(name, content) if as_json else _from_yaml(name, content)
    if not isinstance(facts, dict):
        raise CommandError(f"{name}: not the facts of a case", 'a case is written {"severity": "major", ...}')
    return facts


def _from_json(name: str, content: bytes) -> Any:
    try:
        return json.loads(
            content.decode("utf-8-sig"), parse_int=str, parse_float=str, parse_constant=str, object_pairs_hook=_unique
        )
    except json.JSONDecodeError as error:
        told = error.msg[:1].lower() + error.msg[1:]
        raise CommandError(f"{name}:{error.lineno}:{error.colno}: not readable as JSON: {told}") from None
    except UnicodeDecodeError:
        raise CommandError(f"{name}: not UTF-8 text") from None
    except RecursionError:
        raise CommandError(f"{name}: nested too deeply") from None


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    facts = dict(pairs)
    if len(facts) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise CommandError(f"{quote(twice)} is given twice")
    return facts


def _from_yaml(name: str, content: bytes) -> Any:
    from recovery_rules.cli.problems import show_problems_of_cases
    from recovery_rules.source.reader import read

    problems = Problems()
    tree = read(content, file=name, problems=problems, limits=LoadLimits())
    if tree is None or problems.has_errors:
        show_problems_of_cases(problems.found, problems.sources, stderr=True)
        raise typer.Exit(BROKEN)
    return plain(tree)


def moment(text: str) -> datetime | None:
    """The time of deciding, as a user writes it; None where nothing is written."""
    from recovery_rules.language.literals import parse_literal
    from recovery_rules.language.types import DATETIME

    if not text:
        return None
    try:
        found = parse_literal(text, DATETIME)
    except ValueError as error:
        raise CommandError(f"--as-of: {error}") from None
    assert isinstance(found, datetime)
    return found

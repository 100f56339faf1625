"""`recovery-rules decide`: what one case gets."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from recovery_rules.cli.mistakes import CommandError
from recovery_rules.cli.screen import console, prose, write

if TYPE_CHECKING:
    from recovery_rules.decision import Decision

Ruleset_ = Annotated[
    str,
    typer.Argument(
        metavar="RULESET", help="A file, the name of a shipped ruleset, a case file, or, with --on, a folder."
    ),
]
Case_ = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="CASE|NAME=VALUE",
        help="The facts: a JSON or YAML file, `-` for standard input, single facts, or both; single ones win.",
    ),
]
CaseId = Annotated[
    str,
    typer.Option("-k", "--case", metavar="ID", help="Which case of a case file, or which example of a ruleset."),
]
AsOf = Annotated[str, typer.Option("--as-of", metavar="TIME", help="The time of deciding, ISO 8601 with its zone.")]
On = Annotated[str, typer.Option("--on", metavar="DATE", help="Of a folder of versions, that in force on this day.")]
Role = Annotated[str, typer.Option("--role", metavar="ROLE", help="Who acts, one of the ruleset's roles.")]
CalendarFile = Annotated[
    str,
    typer.Option("--calendar", metavar="FILE", help="Which days are worked: a file as `calendar` in a ruleset's head."),
]
Locale = Annotated[str, typer.Option("--locale", metavar="en|zh", help="The language of the texts.")]


def decide(
    ruleset: Ruleset_,
    case: Case_ = None,
    *,
    case_id: CaseId = "",
    on: On = "",
    as_of: AsOf = "",
    role: Role = "",
    calendar: CalendarFile = "",
    locale: Locale = "en",
    as_json: Annotated[bool, typer.Option("--json", help="The decision for programs.")] = False,
) -> None:
    """Decide one case.

    Exit code: 0 decided, also where nothing is owed; 2 the ruleset does not load, or it is not a valid case.
    """
    from recovery_rules.cli.facts import decided
    from recovery_rules.cli.files import in_force

    check_locale(locale)
    decision = decided(in_force(ruleset, on), case or [], as_of, role, case_id, calendar)
    if as_json:
        write(json.dumps(decision.as_data(), ensure_ascii=False, indent=2))
        return
    _show(decision, locale)


def check_locale(locale: str) -> None:
    """Ends the command where there are no texts in a language."""
    from recovery_rules.trace.telling.locales import phrases_of

    try:
        phrases_of(locale)
    except ValueError as error:
        raise CommandError(str(error)) from None


def _show(decision: Decision, locale: str) -> None:
    from attrs import astuple

    from recovery_rules.cli.columns import show_rows
    from recovery_rules.cli.words import heads, holds, refusals, rows, whole
    from recovery_rules.trace.telling.locales import phrases_of
    from recovery_rules.trace.telling.words import Words

    phrases = phrases_of(locale)
    screen = console()
    actions = rows(decision, locale)
    if actions:
        show_rows(screen, heads(locale), [astuple(row) for row in actions], shares={0: 1})
    else:
        write(phrases.no_actions)
    notes = [*holds(decision, locale), *whole(decision, locale), *refusals(decision, locale)]
    if notes:
        prose("\n".join(["", *notes]), screen)
    write("\n")
    prose(phrases.sentence(Words(decision.ruleset.model, phrases).ruleset()), screen)

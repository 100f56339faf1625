"""`recovery-rules explain`: why a case gets what it gets, why not something else, and what would change that."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from recovery_rules.cli.decide import AsOf, CalendarFile, Case_, CaseId, Locale, On, Role, Ruleset_, check_locale
from recovery_rules.cli.mistakes import CommandError
from recovery_rules.cli.screen import prose, write


def explain(
    ruleset: Ruleset_,
    case: Case_ = None,
    *,
    why_not: Annotated[
        list[str] | None,
        typer.Option("--why-not", metavar="NAME", help="Why an action kind, rule, table or limit gave nothing."),
    ] = None,
    what_if: Annotated[
        list[str] | None,
        typer.Option("--what-if", metavar="KIND", help="The smallest changes that would give an action kind."),
    ] = None,
    case_id: CaseId = "",
    on: On = "",
    as_of: AsOf = "",
    role: Role = "",
    calendar: CalendarFile = "",
    locale: Locale = "en",
    as_json: Annotated[bool, typer.Option("--json", help="The trace for programs.")] = False,
) -> None:
    """Decide one case and tell why.

    Exit code: 0 explained; 2 the ruleset does not load, it is not a valid case, or a name does not exist.
    """
    from recovery_rules.cli.facts import decided
    from recovery_rules.cli.files import in_force

    check_locale(locale)
    if as_json and (why_not or what_if):
        raise CommandError("--json gives the whole trace; leave out --why-not and --what-if")
    decision = decided(in_force(ruleset, on), case or [], as_of, role, case_id, calendar)
    if as_json:
        write(json.dumps(decision.trace, ensure_ascii=False, indent=2))
        return
    try:
        texts = [decision.why_not(name).text(locale) for name in why_not or []]
        texts += [decision.what_if(kind).text(locale) for kind in what_if or []]
    except LookupError as error:
        raise CommandError(str(error.args[0])) from None
    prose("\n\n".join(text.rstrip() for text in texts or [decision.explain(locale)]))

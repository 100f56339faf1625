"""`recovery-rules diff`: where two versions of a ruleset decide differently."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from recovery_rules.cli.mistakes import CLEAN, FINDINGS, CommandError
from recovery_rules.cli.screen import console, prose, write

if TYPE_CHECKING:
    from rich.console import Console

    from recovery_rules.analysis.difference.result import Difference, Region
    from recovery_rules.ruleset import Ruleset

_SIGNS: Final = {"more generous": "+", "less generous": "-"}
_STYLES: Final = {"more generous": "green", "less generous": "red"}
_INDENT: Final = " " * 4


def diff(
    old: Annotated[str, typer.Argument(metavar="OLD", help="A ruleset by path or shipped name.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="Its other version.")],
    *,
    cases: Annotated[
        list[str] | None, typer.Option("--cases", metavar="FILE", help="Past cases, by which the regions are weighed.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The regions, for programs.")] = False,
) -> None:
    """Find every region of cases that two versions of a ruleset decide differently, or prove that there is none.

    Exit code: 0 proved equal, 1 they differ, or may differ, 2 something does not load.
    """
    from recovery_rules.cli.files import loaded
    from recovery_rules.cli.waiting import Waiting

    one, other = loaded(old), loaded(new)
    past = list(_past(cases or []))
    known: list[Difference] = []
    with Waiting("there may be more regions") as waiting:

        def progress(found: Difference) -> None:
            known[:] = [found]
            waiting.show(f"cases that are decided otherwise, beyond {len(found.regions)} regions")

        try:
            known[:] = [one.diff(other, cases=past, progress=progress)]
        except ModuleNotFoundError:
            raise CommandError("it takes a solver to compare rulesets", "pip install 'recovery-rules[proof]'") from None
    found = known[0] if known else None
    if found is None:
        raise typer.Exit(FINDINGS)
    if as_json:
        write(json.dumps(_as_data(found, other), ensure_ascii=False, indent=2))
    else:
        _show(found, one, other)
    raise typer.Exit(CLEAN if found.equal else FINDINGS)


def _past(names: list[str]) -> Iterator[dict[str, Any]]:
    """The facts of the cases of case files."""
    from recovery_rules.cli.coverage import examples_in

    for example in examples_in(names):
        yield dict(example.given)


def _show(found: Difference, old: Ruleset, new: Ruleset) -> None:
    screen = console()
    if found.equal:
        write("proved equal: they give the same actions in every case")
    elif found.regions:
        count = len(found.regions)
        weighed = f", {sum(_count(one) for one in found.regions) + found.elsewhere} of {found.past} past cases"
        write(f"Decisions differ in {count} region{'s' if count > 1 else ''}{weighed if found.past else ''}.")
    for region in found.regions:
        _show_region(region, old, new, screen)
    if found.elsewhere:
        write(f"\n{found.elsewhere} past cases differ in ways of their own.")
    if not found.complete:
        write(f"\nElsewhere it is not known whether they decide alike: {found.reason}.")
    elif found.regions:
        write("\nEverywhere else: proved equal.")
    for note in found.notes:
        prose(f"note: {note}", screen)


def _count(region: Region) -> int:
    return 0 if region.weight is None else region.weight.cases


def _show_region(region: Region, old: Ruleset, new: Ruleset, screen: Console) -> None:
    from rich.text import Text

    from recovery_rules.analysis.difference.wording import change_in_words

    changes = "; ".join(change_in_words(one) for one in region.changes)
    write("\n")
    sign, style = _SIGNS.get(region.direction, "~"), _STYLES.get(region.direction, "yellow")
    head = Text.assemble((f"{sign} {region.direction}", style), f"  {changes}")
    screen.print(head, soft_wrap=True)
    prose(f"{_INDENT}{'in all' if region.exact else 'in some'} cases with {region.where}", screen)
    if region.weight is not None:
        money = "".join(f", {amount}" for amount in region.weight.money)
        count = region.weight.cases
        prose(f"{_INDENT}{count} past case{'' if count == 1 else 's'}{money}", screen)
    prose(f"{_INDENT}for example {_case(region, old)}", screen)
    for which, ruleset, rules in (("old", old, region.old), ("new", new, region.new)):
        given = _given(ruleset, region)
        prose(f"{_INDENT}{which}: {given}{f'  ({_named(rules)})' if rules else ''}", screen)


def _named(rules: tuple[str, ...]) -> str:
    return ", ".join(rules)


def _given(ruleset: Ruleset, region: Region) -> str:
    """The actions of the kinds that change, in the case that is shown."""
    from recovery_rules.cli.words import short

    decision = ruleset.decide(_known_to(ruleset, region))
    kinds = {one.kind for one in region.changes}
    return "; ".join(short(decision, action) for action in decision if action.kind in kinds) or "nothing of it"


def _known_to(ruleset: Ruleset, region: Region) -> dict[str, Any]:
    return {name: value for name, value in region.case.items() if name in ruleset.model.facts}


def _case(region: Region, ruleset: Ruleset) -> str:
    from recovery_rules.language.literals import text_of

    decision = ruleset.decide(region.case)
    values = decision.account.values
    found = ((name, values[name]) for name in ruleset.model.facts if name in region.case)
    return ", ".join(
        f"{name} {text_of(plain, ruleset.model.facts[name].type)}" for name, plain in found if plain is not None
    )


def _as_data(found: Difference, new: Ruleset) -> dict[str, object]:
    return {
        "equal": found.equal,
        "complete": found.complete,
        "reason": found.reason,
        "notes": list(found.notes),
        "past": found.past,
        "elsewhere": found.elsewhere,
        "regions": [_region_as_data(one, new) for one in found.regions],
    }


def _region_as_data(region: Region, new: Ruleset) -> dict[str, object]:
    from recovery_rules.analysis.difference.wording import change_in_words

    data: dict[str, object] = {
        "direction": region.direction,
        "changes": [change_in_words(one) for one in region.changes],
        "where": region.where,
        "exact": region.exact,
        "old": list(region.old),
        "new": list(region.new),
        "trace": new.decide(_known_to(new, region)).trace,
    }
    if region.weight is not None:
        data["cases"] = region.weight.cases
        data["money"] = [str(one) for one in region.weight.money]
    return data

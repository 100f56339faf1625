"""`recovery-rules diff`: where two versions of a ruleset decide differently."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Final

import typer

from recovery_rules.cli.decide import CalendarFile
from recovery_rules.cli.mistakes import CLEAN, FINDINGS, CommandError
from recovery_rules.cli.screen import console, prose, write

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import Console

    from recovery_rules.analysis.difference.result import Difference, Region, Weight
    from recovery_rules.analysis.difference.taking import TakenByOne
    from recovery_rules.cli.files import CheckedFile
    from recovery_rules.decision import Decision
    from recovery_rules.engine.outcome import Action
    from recovery_rules.language.calendars import Calendar
    from recovery_rules.model.examples import Example
    from recovery_rules.ruleset import Ruleset

_SIGNS: Final = {"more generous": "+", "less generous": "-"}
_STYLES: Final = {"more generous": "green", "less generous": "red"}
_INDENT: Final = " " * 4
_MOST_IDS: Final = 5


def diff(
    old: Annotated[str, typer.Argument(metavar="OLD", help="A ruleset by path or shipped name.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="Its other version.")],
    *,
    cases: Annotated[
        list[str] | None, typer.Option("--cases", metavar="FILE", help="Past cases, by which the regions are weighed.")
    ] = None,
    calendar: CalendarFile = "",
    as_json: Annotated[bool, typer.Option("--json", help="The regions, for programs.")] = False,
) -> None:
    """Find every region of cases that two versions of a ruleset decide differently, or prove that there is none.

    Exit code: 0 proved equal, 1 they differ, or may differ, 2 something does not load, 130 interrupted.
    """
    from recovery_rules.analysis.difference.result import Difference
    from recovery_rules.cli.files import case_files, loaded
    from recovery_rules.cli.handed_over import all_by_calendar
    from recovery_rules.cli.waiting import Waiting

    one, other = loaded(old), loaded(new)
    files = [*case_files(cases or [])]
    one, other = all_by_calendar([one, other], calendar, files)
    past = [*_past(files)]
    known = [Difference((), complete=False, reason="interrupted")]
    with Waiting("there may be more regions") as waiting:

        def progress(found: Difference) -> None:
            known[:] = [found]
            waiting.show(f"cases that are decided otherwise, beyond {len(found.regions)} regions")

        waiting.show("cases that are decided otherwise")
        try:
            known[:] = [one.diff(other, cases=past, progress=progress)]
        except ModuleNotFoundError:
            raise CommandError("it takes a solver to compare rulesets", "pip install 'recovery-rules[proof]'") from None
    [found] = known
    if as_json:
        write(json.dumps(_as_data(found, one, other), ensure_ascii=False, indent=2))
    else:
        _show(found, one, other, given=len(past))
    raise typer.Exit(waiting.code(CLEAN if found.equal else FINDINGS))


def _past(files: Sequence[CheckedFile]) -> Iterator[Example]:
    """The cases of files; those of several files with its name, as cases of different files may share an id."""
    from attrs import evolve

    for file in files:
        for one in file.cases:
            yield evolve(one.example, id=f"{file.name}: {one.id}") if len(files) > 1 else one.example


def _show(found: Difference, old: Ruleset, new: Ruleset, *, given: int) -> None:
    screen = console()
    if found.equal:
        write("proved equal: they give the same actions in every case")
    elif found.regions or found.elsewhere.cases:
        count = len(found.regions)
        weighed = f", {sum(map(_count, found.regions)) + found.elsewhere.cases} of {found.past} past cases"
        write(f"Decisions differ in {count} region{'' if count == 1 else 's'}{weighed if found.past else ''}.")
    for region in found.regions:
        _show_region(region, _decisions(found, region, old, new), screen)
    if found.elsewhere.cases:
        own = "a way of its own" if found.elsewhere.cases == 1 else "ways of their own"
        prose(f"\n{_weighed(found.elsewhere, differing=f' decided differently, in {own}')}", screen)
    for one in found.alone:
        other = {"old": "new", "new": "old"}[one.by]
        apart = "\n" if found.regions or found.elsewhere.cases or one != found.alone[0] else ""
        write(f"{apart}The {one.by} ruleset takes cases that the {other} one refuses,")
        prose(f"{_INDENT}for example {_told(one, old if one.by == 'old' else new) or 'without any fact'}", screen)
    said = bool(found.regions or found.elsewhere.cases or found.alone)
    if found.refused:
        write(f"\nNot valid for both, and not counted: {len(found.refused)} of {given} past cases.")
    if not found.complete:
        where = "\nElsewhere it" if said else "It"
        write(f"{where} is not known whether they decide alike: {found.reason}.")
    elif said:
        write("\nEverywhere else: proved equal.")
    for note in found.notes:
        prose(f"note: {note}", screen)


def _told(one: TakenByOne, ruleset: Ruleset) -> str:
    from recovery_rules.language.given import plain_of
    from recovery_rules.language.literals import text_of

    types = {name: fact.type for name, fact in ruleset.model.facts.items()}
    return ", ".join(f"{name} {text_of(plain_of(it, types[name]), types[name])}" for name, it in one.case.items())


def _weighed(weight: Weight, differing: str = "") -> str:
    """`2 past cases, 11.00 EUR: march-1, march-7`."""
    money = "".join(f", {amount}" for amount in weight.money)
    told = [*weight.ids[:_MOST_IDS], *([f"and {len(weight.ids) - _MOST_IDS} more"] if weight.ids[_MOST_IDS:] else [])]
    ids = f": {', '.join(told)}" if told else ""
    return f"{weight.cases} past case{'' if weight.cases == 1 else 's'}{differing}{money}{ids}"


def _count(region: Region) -> int:
    return 0 if region.weight is None else region.weight.cases


def _decisions(found: Difference, region: Region, old: Ruleset, new: Ruleset) -> tuple[Decision, Decision]:
    """Of the case that is shown, by both rulesets; each is told the facts that it knows."""

    def of(ruleset: Ruleset, calendar: Calendar | None) -> Decision:
        facts = {name: value for name, value in region.case.items() if name in ruleset.model.facts}
        return ruleset.decide(facts, calendar=calendar)

    before, after = found.calendars
    return of(old, before), of(new, after)


def _show_region(region: Region, decisions: tuple[Decision, Decision], screen: Console) -> None:
    from rich.text import Text

    from recovery_rules.analysis.difference.wording import change_in_words
    from recovery_rules.cli.words import facts

    changes = "; ".join(change_in_words(one) for one in region.changes)
    write("\n")
    sign, style = _SIGNS.get(region.direction, "~"), _STYLES.get(region.direction, "yellow")
    head = Text.assemble((f"{sign} {region.direction}", style), f"  {changes}")
    screen.print(head, soft_wrap=True)
    where = f"{'all' if region.exact else 'some'} cases{f' with {region.where}' if region.where else ''}"
    prose(f"{_INDENT}in {where}", screen)
    if region.weight is not None:
        prose(f"{_INDENT}{_weighed(region.weight)}", screen)
    old, _ = decisions
    prose(f"{_INDENT}for example {', '.join(facts(old, region.case).values())}", screen)
    given = [_given(one, region) for one in decisions]
    if given[0] == given[1]:  # what changes lies deeper
        given = [_given(one, region, with_all=True) for one in decisions]
    for which, told, rules in zip(("old", "new"), given, (region.old, region.new), strict=True):
        behind = f"  ({', '.join(rules)})" if rules else ""
        prose(f"{_INDENT}{which}: {told}{behind}", screen)


def _given(decision: Decision, region: Region, *, with_all: bool = False) -> str:
    """The actions of the kinds that change, in the case that is shown."""
    from recovery_rules.analysis.difference.changes import AFTER, AUTHORITY
    from recovery_rules.cli.words import in_full, refusals, short

    kinds = {one.kind for one in region.changes}

    def told(action: Action) -> str:
        changes = [one for one in region.changes if one.kind == action.kind]
        changed = dict.fromkeys(one.parameter for one in changes)
        up_to = f", up to {action.authority or 'nobody'}" if AUTHORITY in changed else ""
        timed = AFTER in changed or any(one.what in {"sooner", "later"} for one in changes)
        if with_all:
            return in_full(decision, action) + (f" ({decision.ruleset.model.zone})" if timed else "")
        return f"{short(decision, action, also=changed, timed=timed)}{up_to}"

    def changes(action: Action) -> bool:
        inside = [one.kind for bundle in action.options for one in bundle]
        return any(one.concerns(action.kind, inside) for one in region.changes)

    given = [told(action) for action in decision if changes(action)]
    refused = [one.removesuffix(".") for one in refusals(decision, "en", kinds)]
    return "; ".join(given or refused) or "nothing of it"


def _as_data(found: Difference, old: Ruleset, new: Ruleset) -> dict[str, object]:
    return {
        "equal": found.equal,
        "complete": found.complete,
        "reason": found.reason,
        "notes": list(found.notes),
        "past": found.past,
        "refused": list(found.refused),
        "alone": [{"by": one.by, "case": _told(one, old if one.by == "old" else new)} for one in found.alone],
        "elsewhere": _weight_as_data(found.elsewhere),
        "regions": [_region_as_data(one, _decisions(found, one, old, new)[1]) for one in found.regions],
    }


def _region_as_data(region: Region, decision: Decision) -> dict[str, object]:
    from recovery_rules.analysis.difference.wording import change_in_words

    data: dict[str, object] = {
        "direction": region.direction,
        "changes": [change_in_words(one) for one in region.changes],
        "where": region.where,
        "exact": region.exact,
        "old": list(region.old),
        "new": list(region.new),
        "trace": decision.trace,
    }
    if region.weight is not None:
        data |= _weight_as_data(region.weight)
    return data


def _weight_as_data(weight: Weight) -> dict[str, object]:
    return {"cases": weight.cases, "money": list(map(str, weight.money)), "ids": list(weight.ids)}

"""`recovery-rules prove`: whether what a ruleset promises holds of every case."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import PurePath
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from recovery_rules.cli.mistakes import BROKEN, CLEAN, FINDINGS, CommandError
from recovery_rules.cli.screen import console, prose, write

if TYPE_CHECKING:
    from rich.console import Console

    from recovery_rules.analysis.proof.result import Proof
    from recovery_rules.decision import Decision
    from recovery_rules.ruleset import Ruleset

_STYLES: Final = {"proved": "green", "refuted": "bold red", "unknown": "yellow"}
_INDENT: Final = " " * 10
_NAMES: Final = ("one", "other")  # of two cases that break a property together


def prove(
    ruleset: Annotated[str, typer.Argument(metavar="RULESET", help="A ruleset by path or shipped name.")],
    ids: Annotated[list[str] | None, typer.Argument(metavar="PROPERTY", help="Which properties; else all.")] = None,
    *,
    brief: Annotated[bool, typer.Option("--brief", help="Of a case that breaks a property, its facts alone.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="A list of properties, for programs.")] = False,
) -> None:
    """Prove or refute each property of a ruleset: for every case, or by a case in which it does not hold.

    Exit code: 0 all are proved or may stay unknown, 1 some others are unknown, 2 some are refuted, or the ruleset, or
    one that it names, does not load, 130 interrupted.
    """
    from recovery_rules.cli.files import loaded
    from recovery_rules.cli.waiting import Waiting

    found = loaded(ruleset)
    try:
        proofs = found.prove(*(ids or []))
    except LookupError as error:
        raise CommandError(str(error.args[0])) from None
    told: list[dict[str, object]] = []
    proofs_found: list[Proof] = []
    screen = console()
    with Waiting("the rest was not proved") as waiting:
        for one in _announced(found, ids or [], proofs, waiting.show):
            waiting.clear()
            proofs_found.append(one)
            if as_json:
                told.append(_as_data(one, found))
            else:
                _show(one, found, screen, brief=brief)
    if as_json:
        write(json.dumps(told, ensure_ascii=False, indent=2))
    elif not found.model.properties:
        write("the ruleset promises nothing: it has no properties")
    raise typer.Exit(waiting.code(_code(proofs_found)))


def _announced(ruleset: Ruleset, ids: list[str], proofs: Iterator[Proof], show: Any) -> Iterator[Proof]:
    """The proofs, each said to be looked for before it is."""
    for name in ids or [one.id for one in ruleset.model.properties]:
        show(f"a case that breaks {name}")
        yield next(proofs)


def _code(proofs: list[Proof]) -> int:
    if any(one.outcome == "refuted" or one.is_broken for one in proofs):
        return BROKEN
    return FINDINGS if any(one.outcome == "unknown" and not one.allowed for one in proofs) else CLEAN


def _show(proof: Proof, ruleset: Ruleset, screen: Console, *, brief: bool) -> None:
    from rich.text import Text

    from recovery_rules.analysis.proof.wording import promise
    from recovery_rules.cli.words import holds

    outcome = proof.outcome.upper() if proof.outcome == "refuted" else proof.outcome
    head = Text.assemble((f"{outcome:<10}", _STYLES[proof.outcome]), (proof.property.id, "bold"))
    screen.print(head, soft_wrap=True)
    prose(f"{_INDENT}{promise(proof.property)}", screen)
    if proof.reason:
        prose(f"{_INDENT}{proof.reason}", screen)
    if proof.allowed:
        prose(f"{_INDENT}RR540 is allowed: {proof.allowed.in_locale('en')}", screen)
    elif proof.outcome == "unknown" and not proof.is_broken:
        prose(f"{_INDENT}warning[RR540]: it is neither proved nor refuted", screen)
    if _is_needless(proof, ruleset):
        prose(f"{_INDENT}note[RR530]: nothing of `{proof.property.id}` needs `allow: RR540`: leave it out", screen)
    decisions = _decisions(proof, ruleset)
    for line in _cases_in_words(decisions, proof.cases):
        prose(f"{_INDENT}{line}", screen)
    for line in _picked_in_words(proof):
        prose(f"{_INDENT}{line}", screen)
    if brief:  # what is held is not given, which the facts alone do not tell
        for line in dict.fromkeys(line for decision in decisions for line in holds(decision, "en")):
            prose(f"{_INDENT}{line}", screen)
    else:
        for heading, decision in zip(_headings(proof, decisions), decisions, strict=True):
            write("\n")
            if heading:
                prose(f"{_INDENT}{heading}", screen)
                write("\n")
            prose("\n".join(f"{_INDENT}{line}".rstrip() for line in decision.explain().splitlines()), screen)
            write("\n")


def _is_needless(proof: Proof, ruleset: Ruleset) -> bool:
    """Whether the ruleset's own file, not one under `extends`, lets a property stay unknown that is proved."""
    promised, own = proof.property, ruleset.model.file
    needless = proof.outcome == "proved" and bool(promised.undecided)
    return needless and (promised.span is None or promised.span.file == own)


def _decisions(proof: Proof, ruleset: Ruleset) -> list[Decision]:
    """The decisions of the cases that break a property; the last one by another ruleset, where it names one."""
    if not proof.cases:
        return []
    than = getattr(proof.property.statement, "than", None)
    last = ruleset if than is None else ruleset.other(than)
    return [one.decide(case, calendar=proof.calendar) for one, case in zip((ruleset, last), proof.cases, strict=False)]


def _cases_in_words(decisions: list[Decision], cases: tuple[Mapping[str, Any], ...]) -> list[str]:
    """The facts of the case; of two what they share, then what they differ in."""
    from recovery_rules.cli.words import facts

    told = [facts(decision, case) for decision, case in zip(decisions, cases, strict=True)]
    if all(one == told[0] for one in told):
        return [f"case: {', '.join(one.values()) or 'nothing given'}" for one in told[:1]]
    first, second = told
    shared = [text for name, text in first.items() if second.get(name) == text]
    lines = [f"both: {', '.join(shared)}"] if shared else []
    for name, own in zip(_NAMES, (first, second), strict=True):
        apart = [text for text in own.values() if text not in shared]
        lines.append(f"{name}: {', '.join(apart) or 'nothing more'}")
    return lines


def _headings(proof: Proof, decisions: list[Decision]) -> list[str]:
    """Which of two explanations is whose, and by which ruleset where these are two."""
    if len(decisions) < len(_NAMES):
        return [""] * len(decisions)
    if getattr(proof.property.statement, "than", None) is None:
        return [f"{name}:" for name in _NAMES]
    files = [PurePath(one.ruleset.model.file).name for one in decisions]
    return [f"{name}, by {file}:" for name, file in zip(_NAMES, files, strict=True)]


def _picked_in_words(proof: Proof) -> Iterator[str]:
    """The outcome that breaks a property, where a decision can come to several."""
    names = ("outcome",) if len(proof.cases) == 1 else ("outcome of one", "outcome of the other")
    for name, said in zip(names, proof.picked, strict=False):
        if said:
            yield f"{name}: {', '.join(said)}"


def _as_data(proof: Proof, ruleset: Ruleset) -> dict[str, object]:
    from recovery_rules.analysis.proof.wording import promise

    data: dict[str, object] = {
        "property": proof.property.id,
        "promise": promise(proof.property),
        "outcome": proof.outcome,
    }
    if proof.reason:
        data["reason"] = proof.reason
    if proof.allowed:
        data["allowed"] = dict(proof.allowed.texts)
    if _is_needless(proof, ruleset):
        data["needless"] = ["RR540"]
    if proof.cases:
        data["picked"] = [list(one) for one in proof.picked]
        data["traces"] = [decision.trace for decision in _decisions(proof, ruleset)]
    return data

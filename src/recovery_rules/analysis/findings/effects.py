"""Rules that change no decision (RR506), overrides that never bite (RR507), limits that never bind (RR508).

Each question is: would any decision be another one without it? A rule that no case reaches is left to RR502.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from recovery_rules.analysis.findings.finding import Finding
from recovery_rules.analysis.removal import Removals
from recovery_rules.analysis.study import Study
from recovery_rules.cells.cases import Values
from recovery_rules.cells.wording import line_of
from recovery_rules.engine.account import Account
from recovery_rules.model.rules import Limit, Rule
from recovery_rules.source.diagnostics import Diagnostic

_NO_CASE: Final = "no case is found that satisfies its conditions"


def rules_without_effect(study: Study) -> Iterator[Finding]:
    """Rules and rows that never change a decision, as far as loading has not warned of them yet."""
    removals = Removals(study)
    for number, rule in study.one_by_one(study.model.rules):
        if not study.is_own(rule.span) or rule.span in study.unreached:
            continue
        answer = removals.of_rule(number)
        if answer.verdict == "open":
            study.undecided.add(("RR506", rule.table or rule.id))
        if answer.verdict == "nowhere":
            why, others = (_NO_CASE, ()) if answer.case is None else _why(study, rule, answer.case)
            yield Finding(
                Diagnostic("RR506", f"rule `{rule.id}` changes no decision: {why}", rule.span),
                (rule.id, *(other.id for other in others)),
                (rule.span, *(other.span for other in others)),
                () if answer.case is None else (study.witness(answer.case),),
            )


def overrides_without_effect(study: Study) -> Iterator[Finding]:
    """Overrides of rules that the overriding rule never meets, or never sets aside; of a table, of all its rows."""
    removals = Removals(study)
    place = study.ground.rule_numbers
    for number, rule in study.one_by_one(study.model.rules):
        if not study.is_own(rule.span):
            continue
        groups: dict[str, list[str]] = {}
        for overridden in rule.overrides:
            table = study.model.rules[place[overridden]].table
            whole = bool(table) and set(study.model.tables[table].rows) <= set(rule.overrides)
            groups.setdefault(table if whole else overridden, []).append(overridden)
        for name, members in groups.items():
            if all(removals.of_override(number, place[one]).verdict == "nowhere" for one in members):
                yield Finding(
                    Diagnostic(
                        "RR507",
                        f"rule `{rule.id}` never sets `{name}` aside: no case has both where it counts",
                        rule.span,
                    ),
                    (rule.id, name),
                    (rule.span, study.model.rules[place[members[0]]].span),
                )


def limits_without_effect(study: Study) -> Iterator[Finding]:
    """Limits without which every decision would be the same."""
    removals = Removals(study)
    for number, limit in study.one_by_one(study.model.limits):
        if not study.is_own(limit.span):
            continue
        answer = removals.of_limit(number)
        if answer.verdict == "open":
            study.undecided.add(("RR508", limit.id))
        if answer.verdict == "nowhere":
            why = _NO_CASE if answer.case is None else _what(limit)
            cases = () if answer.case is None else (study.witness(answer.case),)
            yield Finding(
                Diagnostic("RR508", f"limit `{limit.id}` never binds: {why}", limit.span),
                (limit.id,),
                (limit.span,),
                cases,
            )


def _what(limit: Limit) -> str:
    """What never happens to a limit that applies."""
    if limit.bounds or limit.owed:
        return "what it says is always so without it"
    return f"nothing that it {'forbids' if limit.forbids else 'holds'} is ever given"


def _why(study: Study, rule: Rule, case: Values) -> tuple[str, tuple[Rule, ...]]:
    """Why a rule changes nothing in a case, and through which others."""
    account = study.account(case)
    if rule.id in account.passed_over:
        return _told(study, [account.passed_over[rule.id]], "another row wins before it")
    if rule.id in account.defeated:
        return _told(study, account.defeated[rule.id], "another sets it aside")
    others = _of_the_same_kinds(rule, account)
    if not others:
        return (
            "without it others give the same" if rule.id in account.fired else "what it proposes is never given"
        ), ()
    return _told(study, others, "others give as much")


def _of_the_same_kinds(rule: Rule, account: Account) -> list[str]:
    kinds = {one.kind for one in account.proposed if one.by == rule.id}
    return list(dict.fromkeys(one.by for one in account.proposed if one.by != rule.id and one.kind in kinds))


def _told(study: Study, names: Sequence[str], does: str) -> tuple[str, tuple[Rule, ...]]:
    place = study.ground.rule_numbers
    others = tuple(study.model.rules[place[name]] for name in names if name in place)
    lines = {other.id: line_of(other.span) for other in others}
    told = ", ".join(f"`{name}`{lines.get(name, '')}" for name in names)
    return f"where it matches, {told} or {does}", others

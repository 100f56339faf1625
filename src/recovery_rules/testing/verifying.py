"""Deciding a case and comparing the decision with what was expected, value by value.

In: a ruleset and a case. Out: a `Verdict`. Texts are read by the type of their parameter, so that `445 CNY` equals
`445.00 CNY` and `1 d` equals `24 h`. Called by test writers and the command line.
"""

from __future__ import annotations

from collections.abc import Iterator

from recovery_rules.decision import Decision
from recovery_rules.engine.outcome import Action, all_in
from recovery_rules.language.literals import parse_literal, public_of
from recovery_rules.language.types import DATETIME
from recovery_rules.model.examples import Example, Expected
from recovery_rules.ruleset import Ruleset
from recovery_rules.source.errors import FactsError
from recovery_rules.testing.case import Case
from recovery_rules.testing.matching import matched, unequal
from recovery_rules.testing.reasons import reasons, values_behind
from recovery_rules.testing.values import shown, shown_approval, shown_expected, shown_value
from recovery_rules.testing.verdict import Difference, Verdict
from recovery_rules.trace.kinds import gives


def verify(ruleset: Ruleset, example: Example | Case) -> Verdict:
    """Decides one case and compares.

    Args:
        ruleset: decides the case.
        example: an example inside a ruleset (`ruleset.model.examples`), or a case of `read_cases`.

    Example:
        >>> from recovery_rules import load
        >>> from recovery_rules.model.examples import Example, Expected
        >>> given = {"service": "s3_standard", "uptime": "99.5 %", "monthly_charge": "100 USD", "claim_cycle": "1"}
        >>> expect = (Expected("account_credit", {"amount": "25 USD"}),)
        >>> print(verify(load("aws_sla"), Example("a-quarter", given, expect)).differences[0].message)
        expected 25.00 USD, got 10.00 USD
    """
    case = example if isinstance(example, Case) else Case(example)
    as_of = parse_literal(case.example.as_of, DATETIME) if case.example.as_of else None
    try:
        decision = ruleset.decide(case.example.given, as_of=as_of, role=case.example.role or None)  # type: ignore[arg-type]  # of its type
    except FactsError as error:
        problems = tuple(Difference("not admitted", problem.fact, problem.message) for problem in error.problems)
        return Verdict(case, problems, None)
    return Verdict(case, tuple(differences(case, decision)), decision)


def verify_all(ruleset: Ruleset) -> tuple[Verdict, ...]:
    """Decides every example inside a ruleset, in the order of the file."""
    return tuple(verify(ruleset, example) for example in ruleset.model.examples)


def differences(case: Case, decision: Decision) -> Iterator[Difference]:
    """Every point in which a decision is not what a case expects."""
    yield from _facts(case, decision)
    yield from _actions(case, decision)
    yield from _offered(case.example, decision)
    yield from _absent(case, decision)
    yield from _refused(case.example, decision)
    yield from _held(case.example, decision)
    yield from _fired(case.example, decision)
    yield from _approval(case.example, decision)
    if case.example.exact:
        yield from _besides(case.example, decision)


def _facts(case: Case, decision: Decision) -> Iterator[Difference]:
    model = decision.ruleset.model
    for name, text in case.derived.items():
        expected = public_of(parse_literal(text, model.type_of(name)), model.type_of(name))
        got = decision.facts.get(name)
        if got != expected:
            told, found = shown_value(expected), shown_value(got)
            yield Difference("fact", name, f"expected {told}, got {found}", told, found)


def _actions(case: Case, decision: Decision) -> Iterator[Difference]:
    model = decision.ruleset.model
    exact = case.example.exact
    pairs, left = matched(model, case.example.expect, decision.actions, exact=exact)
    for expected, action in pairs:
        if action is not None:
            yield from _unequal(expected, action, decision, exact=exact)
        else:
            yield _missing(expected, decision)
    if case.example.only or exact:
        for action in left:
            yield Difference(
                "unexpected",
                action.kind,
                "given, not expected",
                got=shown(action),
                because=values_behind(decision, action),
            )


def _unequal(expected: Expected, action: Action, decision: Decision, *, exact: bool) -> Iterator[Difference]:
    for one in unequal(decision.ruleset.model, expected, action, exact=exact):
        message = f"expected {one.expected}, got {one.got}"
        because = values_behind(decision, action, one.name)
        yield Difference("differs", f"{action.kind}.{one.name}", message, one.expected, one.got, because)


def _missing(expected: Expected, decision: Decision) -> Difference:
    told = shown_expected(expected)
    message = f"expected{f' ({told})' if told else ''}, not given"
    because = reasons(decision, expected.kind)
    if any(action.kind == expected.kind for action in _offers(decision)):
        because = ("a choice offers it: what stands in a choice is expected under `offered`", *because)
    return Difference("missing", expected.kind, message, expected=told, because=because)


def _offered(example: Example, decision: Decision) -> Iterator[Difference]:
    """What a choice must offer: each in a bundle of its own, or together in one."""
    exact = example.exact
    pairs, left = matched(decision.ruleset.model, example.offered, _offers(decision), exact=exact)
    for more in left if exact else ():
        yield Difference("unexpected", more.kind, "offered in a choice, not expected", got=shown(more))
    for expected, action in pairs:
        if action is not None:
            yield from _unequal(expected, action, decision, exact=exact)
            continue
        told = shown_expected(expected)
        message = f"expected in a choice{f' ({told})' if told else ''}, no choice offers it"
        yield Difference("missing", expected.kind, message, told, because=reasons(decision, expected.kind))


def _offers(decision: Decision) -> list[Action]:
    """The actions in the bundles of choices."""
    return [action for choice in decision.actions for bundle in choice.options for action in bundle]


def _absent(case: Case, decision: Decision) -> Iterator[Difference]:
    model = decision.ruleset.model
    for kind in case.example.absent:
        if gives(decision.actions, kind):
            found = [action for action in decision.actions if action.kind == kind]
            because = values_behind(decision, found[0]) if found else ("a choice offers it",)
            yield Difference("forbidden", kind, "given, and must not be", because=because)
    for absent in case.absent:
        for action in decision.actions:
            if action.kind == absent.kind and not unequal(model, absent, action):
                told = shown(action)
                because = values_behind(decision, action)
                yield Difference("forbidden", action.kind, f"given ({told}), expected none", got=told, because=because)


def _refused(example: Example, decision: Decision) -> Iterator[Difference]:
    for kind, limit in example.refused.items():
        by = [refused.by for refused in decision.refused if refused.kind == kind]
        if not by:
            because = reasons(decision, limit) if limit else ()
            yield Difference("not refused", kind, _unrefused(kind, limit, decision), expected=limit, because=because)
        elif limit and limit not in by:
            told = " and ".join(f"`{one}`" for one in dict.fromkeys(by))
            message = f"refused by {told}, expected `{limit}`"
            yield Difference(
                "not refused", kind, message, limit, ", ".join(dict.fromkeys(by)), because=reasons(decision, limit)
            )


def _unrefused(kind: str, limit: str, decision: Decision) -> str:
    expected = f"expected to be refused by `{limit}`" if limit else "expected to be refused"
    return f"{expected}, {'is given' if gives(decision.actions, kind) else 'no rule even proposed it'}"


def _held(example: Example, decision: Decision) -> Iterator[Difference]:
    for kind in example.held:
        found = [one for action in decision.actions for one in all_in(action) if one.kind == kind]
        if not any(action.held for action in found):
            message = "expected to be held, no limit holds it" if found else "expected to be held, not given"
            yield Difference("not held", kind, message, because=() if found else reasons(decision, kind))


def _fired(example: Example, decision: Decision) -> Iterator[Difference]:
    for rule in example.fired:
        if rule not in decision.fired:
            yield Difference(
                "not behind", rule, "expected behind the decision, is not", because=reasons(decision, rule)
            )


def _besides(example: Example, decision: Decision) -> Iterator[Difference]:
    """What a case that says all does not name."""
    for refused in decision.refused:
        if refused.kind not in example.refused:
            yield Difference("unexpected", refused.kind, f"refused by `{refused.by}`, not expected", got=refused.by)
    held = {one.kind: one.held for action in decision.actions for one in all_in(action) if one.held}
    for kind, limits in held.items():
        if kind not in example.held:
            told = " and ".join(f"`{limit}`" for limit in limits)
            yield Difference("unexpected", kind, f"held by {told}, not expected", got=", ".join(limits))
    for rule in decision.fired:
        if rule not in example.fired:
            yield Difference("unexpected", rule, "behind the decision, not expected")


def _approval(example: Example, decision: Decision) -> Iterator[Difference]:
    wanted, got = example.needs_approval, shown_approval(decision.needs_approval)
    if wanted and wanted != got:
        yield Difference("differs", "needs_approval", f"expected {wanted}, got {got}", wanted, got)

"""Assertions on one decision, for tests of a ruleset and of what uses it.

They say what differs, and why it was decided so. Values are written as an author would,
`"445 CNY"`, or given as public values.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from recovery_rules.decision import Decision
from recovery_rules.language.due_times import due_time
from recovery_rules.language.literals import parse_literal
from recovery_rules.language.types import BOOLEAN
from recovery_rules.model.actions import CHOICE
from recovery_rules.model.examples import Example, Expected
from recovery_rules.model.link.examples import DUE, MAY_START, OF_EVERY_ACTION
from recovery_rules.testing.case import Case
from recovery_rules.testing.values import shown_value
from recovery_rules.testing.verifying import differences
from recovery_rules.trace.names import unknown_name


def assert_gives(decision: Decision, kind: str, /, **parameters: Any) -> None:
    """An action of a kind is given, with these values where any are named; others may be given too.

    Raises:
        AssertionError: it is not; the message has the differences and the explanation of the decision.
        UnknownNameError: the ruleset has no such kind, or the kind no such parameter.

    Example:
        >>> from recovery_rules import load
        >>> case = {"service": "s3_standard", "uptime": "99.5 %", "monthly_charge": "1000 USD", "claim_cycle": 1}
        >>> assert_gives(load("aws_sla").decide(case), "account_credit", amount="100 USD")
    """
    __tracebackhide__ = True
    _hold(decision, Example("", {}, (_expected(decision, kind, parameters),)))


def assert_gives_only(decision: Decision, *kinds: str) -> None:
    """These kinds are given, each once for each time that it is named, and nothing else."""
    __tracebackhide__ = True
    _hold(decision, Example("", {}, tuple(_expected(decision, kind, {}) for kind in kinds), only=True))


def assert_not_given(decision: Decision, *kinds: str) -> None:
    """None of these kinds is given, in a choice neither."""
    __tracebackhide__ = True
    _hold(decision, Example("", {}, absent=tuple(_kind(decision, kind) for kind in kinds)))


def assert_refused(decision: Decision, kind: str, *, by: str = "") -> None:
    """A kind is refused: a limit struck it, or it came to zero; `by` names the limit or rule."""
    __tracebackhide__ = True
    _hold(decision, Example("", {}, refused={_kind(decision, kind): by}))


def assert_held(decision: Decision, *kinds: str) -> None:
    """Actions of these kinds are given, and a limit holds each back."""
    __tracebackhide__ = True
    _hold(decision, Example("", {}, held=tuple(_kind(decision, kind) for kind in kinds)))


def assert_fired(decision: Decision, *rules: str) -> None:
    """These rules, rows or owing limits are behind the actions."""
    __tracebackhide__ = True
    model = decision.ruleset.model
    known = ["otherwise", *(rule.id for rule in model.rules), *(limit.id for limit in model.limits)]
    for rule in rules:
        if rule not in known:
            raise unknown_name(rule, known, what="a rule, row or limit")
    _hold(decision, Example("", {}, fired=rules))


def _hold(decision: Decision, example: Example) -> None:
    __tracebackhide__ = True
    found = tuple(differences(Case(example), decision))
    if found:
        told = "\n".join(map(str, found))
        raise AssertionError(f"not decided as expected\n{told}\n\n{decision.explain().rstrip()}")


def _kind(decision: Decision, kind: str) -> str:
    __tracebackhide__ = True
    known = [*decision.ruleset.model.kinds, CHOICE]
    if kind not in known:
        raise unknown_name(kind, known, what="an action kind")
    return kind


def _expected(decision: Decision, kind: str, parameters: Mapping[str, Any]) -> Expected:
    __tracebackhide__ = True
    declared = decision.ruleset.model.kinds.get(_kind(decision, kind))
    nested = {name: _nested(decision, value) for name, value in parameters.items() if _names_values(value)}
    texts = {name: _as_text(value) for name, value in parameters.items() if name not in nested}
    if declared is not None:
        known = [*declared.parameters, *OF_EVERY_ACTION]
        for name in parameters:
            if name not in known:
                raise unknown_name(name, known, what=f"a parameter of `{kind}`")
        for name, text in texts.items():
            parameter = declared.parameters.get(name)
            if name == DUE:
                due_time(text, decision.ruleset.model.zone)
            elif name == MAY_START:
                parse_literal(text, BOOLEAN)
            elif parameter is not None and not parameter.nested and parameter.type.kind != "text":
                parse_literal(text, parameter.type)  # a text that is no value is a mistake of the test, told at once
    return Expected(kind, texts, nested=nested)


def _names_values(value: Any) -> bool:
    """Whether it is actions of which values are named: `[{"refund": {"amount": "5 EUR"}}]`."""
    return isinstance(value, Mapping) or (
        isinstance(value, Sequence) and any(isinstance(one, Mapping) for one in value)
    )


def _nested(decision: Decision, value: Any) -> tuple[Expected, ...]:
    """The expected actions that an author would write in a list, `escalation` or `{refund: {amount: 5 EUR}}`."""
    __tracebackhide__ = True
    entries: list[Any] = [value] if isinstance(value, Mapping) else list(value)
    by_kind: list[Mapping[str, Any]] = [{one: {}} if isinstance(one, str) else one for one in entries]
    return tuple(_expected(decision, kind, named) for one in by_kind for kind, named in one.items())


def _as_text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, Iterable) and not isinstance(value, frozenset):
        return ", ".join(map(str, value))
    return shown_value(value)

"""What did not apply, in short: rules that matched and yet gave nothing, and those that missed by little."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from recovery_rules.trace.kinds import kinds_given, kinds_of_rule
from recovery_rules.trace.standing import emptied_by
from recovery_rules.trace.telling.failures import distance, failures

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recovery_rules.model.rules import Rule
    from recovery_rules.trace.telling.voice import Voice

_MOST_MATCHED: Final = 5
_MOST_NEAR: Final = 3
_NEAR: Final = 2  # tests that would have to turn


def not_applied(voice: Voice) -> str:
    """One sentence, or nothing where every rule applied."""
    phrases = voice.phrases
    matched = [*_matched_in_vain(voice)]
    near = _near_misses(voice)
    told = [phrases.reason.format(rule=rule, reason=reason) for rule, reason in (*matched[:_MOST_MATCHED], *near)]
    unmatched = len(voice.model.rules) - len(voice.account.matched)
    left = unmatched - len(near) + max(0, len(matched) - _MOST_MATCHED)
    if left:
        one, many = phrases.rest if told else phrases.rest_alone
        told.append((one if left == 1 else many).format(number=left))
    return phrases.sentence(phrases.not_applied.format(phrases.semicolon.join(told))) if told else ""


def _matched_in_vain(voice: Voice) -> Iterator[tuple[str, str]]:
    """The rules whose conditions held, and what stopped each."""
    account, phrases = voice.account, voice.phrases
    emptied = emptied_by(voice.model, account)
    for rule in voice.model.rules:
        if rule.id in account.excused:
            yield rule.id, phrases.excused.format(excuses(voice, rule))
        elif rule.id in account.defeated:
            yield rule.id, phrases.defeated.format(phrases.every(account.defeated[rule.id]))
        elif rule.id in emptied:
            yield rule.id, phrases.emptied.format(phrases.every(emptied[rule.id]))
        elif rule.id in account.passed_over:
            yield rule.id, phrases.passed_over.format(account.passed_over[rule.id])


def excuses(voice: Voice, rule: Rule) -> str:
    """Why the exceptions of a rule apply."""
    true = (rule.unless[number - 1] for number in voice.account.excused[rule.id])
    return voice.phrases.semicolon.join(
        voice.reasons(failures(condition, voice.account.values, wanted=False)) or voice.phrases.every_case
        for condition in true
    )


def _near_misses(voice: Voice) -> list[tuple[str, str]]:
    account, values = voice.account, voice.account.values
    concerned = kinds_given(account.actions) | {one.kind for one in account.refused}
    fired = frozenset(account.fired)
    matched = frozenset(account.matched)
    found: list[tuple[int, Rule]] = []
    for rule in voice.model.rules:
        if rule.id in matched or not (kinds_of_rule(rule) & concerned or fired.intersection(rule.overrides)):
            continue
        missing = distance(rule.when, values)
        if missing <= _NEAR:
            found.append((missing, rule))
    nearest = sorted(found, key=lambda one: one[0])[:_MOST_NEAR]
    return [(rule.id, voice.reasons(failures(rule.when, values))) for _, rule in nearest]

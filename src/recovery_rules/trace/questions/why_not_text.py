"""`WhyNot` as text: one line a way, with what stood in it; then how derived facts came about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recovery_rules.cells.cases import facts_of
from recovery_rules.engine.outcome import Refused
from recovery_rules.source.printable import printable
from recovery_rules.trace.questions.why_not import OTHERWISE
from recovery_rules.trace.telling.actions import refusal
from recovery_rules.trace.telling.derivations import Derivations
from recovery_rules.trace.telling.layout import aligned
from recovery_rules.trace.telling.voice import voice_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recovery_rules.trace.questions.why_not import Way, WhyNot
    from recovery_rules.trace.telling.voice import Voice


def render_why_not(answer: WhyNot, locale: str = "en") -> str:
    """The answer for people.

    Args:
        answer: the answer.
        locale: `en` or `zh`.

    Raises:
        ValueError: There are no texts in this locale.
    """
    voice = voice_of(answer.model, answer.account, locale)
    rows = [
        (_name(voice, way), _ending(voice, way), voice.phrases.one_change if way.one_change else "")
        for way in answer.ways
        if _is_shown(answer, way)
    ]
    lines = [_head(voice, answer), *aligned(rows, "  "), *_refusals(voice, answer), *_worked_out(voice, answer)]
    return "\n".join(map(printable, lines))


def _refusals(voice: Voice, answer: WhyNot) -> Iterator[str]:
    """What forbids the kind, or made it come to nothing."""
    zeros = dict.fromkeys(one for one in answer.refused if one.reason != "forbidden")
    for refused in (*(Refused(answer.name, limit) for limit in answer.forbidden_by), *zeros):
        yield voice.phrases.sentence(refusal(voice.words, refused, answer.account.actions))
        limit = next((one for one in answer.model.limits if one.id == refused.by), None)
        if limit is not None:
            where, because = voice.where(limit.span, limit.source), voice.because(limit.because)
            yield "  " + voice.phrases.limit.format(limit=limit.id, where=where, because=because)


def _worked_out(voice: Voice, answer: WhyNot) -> list[str]:
    """How the derived facts that stood in the way came about."""
    derivations = Derivations(voice)
    for way in answer.ways:
        if _is_shown(answer, way):
            for failure in way.failures:
                derivations.mention(facts_of(failure.leaf))
    rest = derivations.rest()
    return [voice.phrases.worked_out, *rest] if rest else []


def _is_shown(answer: WhyNot, way: Way) -> bool:
    """Of what was given only the ways that gave it; of what was not, every way."""
    return way.ending in {"given", "if overdue"} if answer.given and answer.asked == "kind" else True


def _head(voice: Voice, answer: WhyNot) -> str:
    phrases = voice.phrases
    if answer.asked != "kind":
        heads = phrases.was_applied if answer.given else phrases.was_not_applied
        return phrases.sentence(heads[answer.asked].format(name=answer.name))
    kind = voice.words.kind(answer.name)
    count = len(answer.ways)
    if answer.given:
        template = phrases.was_given
    elif any(way.ending == "if overdue" for way in answer.ways):
        template = phrases.only_if_overdue
    elif not count:
        template = phrases.nothing_could
    else:
        template = phrases.one_could if count == 1 else phrases.many_could
    return phrases.sentence(template.format(kind=kind, number=count))


def _name(voice: Voice, way: Way) -> str:
    return voice.phrases.otherwise_name if way.by == OTHERWISE else way.by


def _ending(voice: Voice, way: Way) -> str:
    phrases = voice.phrases
    stopped = phrases.every(way.stopped_by) if way.stopped_by else ""
    match way.ending:
        case "failed":
            return voice.reasons(way.failures)
        case "excused":
            return phrases.excused.format(voice.reasons(way.failures))
        case "passed over":
            return phrases.passed_over.format(stopped)
        case "struck" if stopped:
            return phrases.emptied.format(stopped)
        case "defeated":
            return phrases.defeated.format(stopped)
        case "if overdue":
            return phrases.given_if_overdue.format(kind=voice.words.kind(way.under))
        case ending:
            return phrases.endings[ending]

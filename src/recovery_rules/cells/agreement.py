"""Proof that proposals which become one action agree on every parameter that combines as `same` (RR320)."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from attrs import frozen

from recovery_rules.cells import meaning
from recovery_rules.cells.clauses import Clause, meet
from recovery_rules.cells.index import ClauseIndex, Mask, bits, mask_of
from recovery_rules.cells.wording import Example, line_of
from recovery_rules.model.actions import CHOICE, Argument
from recovery_rules.source.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from recovery_rules.cells.ground import Ground
    from recovery_rules.cells.meaning import Meaning
    from recovery_rules.model.actions import Proposal
    from recovery_rules.source.diagnostics import Problems

MOST_REPORTED = 5  # conflicts over one parameter of one action


@frozen
class Voice:
    """A rule, a limit that owes or `otherwise`, which proposes actions.

    `excused` are the voices that never propose together with it: overridden, or other rows of a table that picks one.
    """

    name: str
    clauses: tuple[Clause, ...]
    proposals: tuple[Proposal, ...]
    group: str  # voices of one group that is named never propose together
    overrides: frozenset[str]
    span: Span | None


@frozen
class Saying:
    """What one voice says of one parameter."""

    voice: Voice
    argument: Argument
    means: Meaning

    @property
    def at(self) -> Span | None:
        """Where it says so."""
        value = self.argument.value
        return (value.span if value is not None else None) or self.argument.span or self.voice.span


def prove_agreement(ground: Ground, problems: Problems) -> None:
    """Report parameters of which two proposals that can meet say different things."""
    for voices in (_rules(ground), _owing(ground), _otherwise(ground)):
        for (kind, parameter), sayings in _sayings(ground, voices):
            conflicts = _conflicts(ground, sayings)
            for one, other, example in itertools.islice(conflicts, MOST_REPORTED):
                _report(problems, f"the `{parameter}` of the {kind.replace('_', ' ')}", one, other, example)


def _rules(ground: Ground) -> Iterator[Voice]:
    tables = ground.model.tables
    for rule, clauses in zip(ground.model.rules, ground.matching, strict=True):
        group = rule.table if rule.table and tables[rule.table].picks_one else ""
        yield Voice(rule.id, clauses, rule.proposals, group, frozenset(rule.overrides), rule.span)


def _owing(ground: Ground) -> Iterator[Voice]:
    for limit, clauses in zip(ground.model.limits, ground.shape.limits, strict=True):
        if limit.owed is not None:
            yield Voice(limit.id, clauses, (limit.owed,), "", frozenset(), limit.span)


def _otherwise(ground: Ground) -> Iterator[Voice]:
    yield Voice("otherwise", ({},), ground.model.otherwise, "", frozenset(), ground.model.span)


def _sayings(ground: Ground, voices: Iterable[Voice]) -> Iterator[tuple[tuple[str, str], Sequence[Saying]]]:
    """All that is said of each `same` parameter of each action, where it is not all the same."""
    slots: dict[Meaning, list[Saying]] = {}
    names: dict[Meaning, tuple[str, str]] = {}
    for voice in voices:
        for action, proposal in _actions(ground, voice.proposals, voice.name):
            kind = ground.model.kinds[proposal.kind]
            for name, argument in proposal.arguments.items():
                if kind.parameters[name].combine == "same":
                    slot: Meaning = (action, name)
                    names[slot] = kind.id, name
                    slots.setdefault(slot, []).append(Saying(voice, argument, meaning.of_argument(argument)))
    for slot, sayings in slots.items():
        if any(one.means != sayings[0].means for one in sayings):
            yield names[slot], sayings


def _actions(
    ground: Ground, proposals: Iterable[Proposal], by: str, within: Meaning = ()
) -> Iterator[tuple[Meaning, Proposal]]:
    """Some proposals and those inside them, each with what is the same for all that become one action with it.

    Those in a bundle become an action each.
    """
    for number, proposal in enumerate(proposals):
        if proposal.kind == CHOICE:
            for place, one in enumerate(itertools.chain(*proposal.options)):
                yield from _actions(ground, [one], by, (by, number, place))
            continue
        kind = ground.model.kinds[proposal.kind]
        action: Meaning = (within, kind.id, tuple(_constant(proposal, name) for name in kind.distinct_by))
        yield action, proposal
        for name in kind.holding:
            if name in proposal.arguments:
                yield from _actions(ground, proposal.arguments[name].nested, by, (action, name))


def _constant(proposal: Proposal, name: str) -> Meaning:
    argument = proposal.arguments.get(name)
    return None if argument is None else argument.value


def _conflicts(ground: Ground, sayings: Sequence[Saying]) -> Iterator[tuple[Saying, Saying, Example]]:
    """Two sayings that differ and can meet, an earlier and a later one, and a case; at most one for each later one."""
    pairs = [(saying, clause) for saying in sayings for clause in saying.voice.clauses]
    index = ClauseIndex(ground.shape.columns, [clause for _, clause in pairs])
    agreeing = _masks([(saying.means, place) for place, (saying, _) in enumerate(pairs)])
    grouped = _masks([(saying.voice.group, place) for place, (saying, _) in enumerate(pairs) if saying.voice.group])
    named = _masks([(saying.voice.name, place) for place, (saying, _) in enumerate(pairs)])
    overriding = _masks([(name, place) for place, (saying, _) in enumerate(pairs) for name in saying.voice.overrides])
    reported = None
    for place, (saying, clause) in enumerate(pairs):
        if saying is reported:
            continue
        voice = saying.voice
        excused = agreeing[saying.means] | overriding.get(voice.name, 0) | grouped.get(voice.group, 0)
        for name in voice.overrides:
            excused |= named.get(name, 0)
        excused &= ~named[voice.name] | agreeing[saying.means]  # one rule's own proposals always meet
        for other in bits(index.meeting(clause) & (1 << place) - 1 & ~excused):
            earlier, earlier_clause = pairs[other]
            both = meet(clause, earlier_clause)
            assert both is not None
            example = ground.example(both, heard={voice.name, pairs[other][0].voice.name})
            if example is not None:
                yield earlier, saying, example
                reported = saying
                break


def _masks(positions: Iterable[tuple[Meaning, int]]) -> Mapping[Meaning, Mask]:
    found: dict[Meaning, list[int]] = {}
    for key, position in positions:
        found.setdefault(key, []).append(position)
    return {key: mask_of(places) for key, places in found.items()}


def _report(problems: Problems, what: str, one: Saying, other: Saying, example: Example) -> None:
    if one.voice is other.voice:
        problems.add(
            "RR320",
            f"`{one.voice.name}` says two things of {what}",
            other.at,
            label="unlike the proposal before it",
            notes=("one action can have one value of it: leave one out, or keep the actions apart (`distinct_by`)",),
        )
        return
    problems.add(
        "RR320",
        f"`{one.voice.name}` and `{other.voice.name}` {'can' if example.is_real else 'may'} differ on {what}",
        other.at,
        label=f"`{one.voice.name}`{line_of(one.voice.span)} says something else",
        notes=(
            example.note,
            "narrow one of them, let one override the other, or keep the actions apart (`distinct_by`)",
        ),
    )

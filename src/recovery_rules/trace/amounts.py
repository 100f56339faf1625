"""How a parameter came to its value: the expression, what several rules said, what bounds did and did not do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from recovery_rules.language.evaluate import evaluate
from recovery_rules.language.expressions import Constant, Read, facts_read
from recovery_rules.model.actions import OBLIGATION, TIME_LIMITS
from recovery_rules.trace.bounds import as_proposed, bound_by, limit_bounds, own_bounds
from recovery_rules.trace.bundles import bundled
from recovery_rules.trace.kinds import inside
from recovery_rules.trace.standing import standing_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from recovery_rules.engine.account import Bounding, Proposed
    from recovery_rules.language.expressions import Expression
    from recovery_rules.language.types import Plain
    from recovery_rules.model.actions import Parameter, Proposal
    from recovery_rules.model.rules import ActionTable, Limit
    from recovery_rules.trace.bundles import Course
    from recovery_rules.trace.derivations import Derivations
    from recovery_rules.trace.slots import Slot
    from recovery_rules.trace.voice import Voice


@frozen
class _Said:
    """What one rule says of a parameter: its expression, and its value before and after the rule's own bounds."""

    rule: str
    expression: Expression | None
    first: Plain
    last: Plain
    after: str = ""  # the fact from which it runs, of a time limit


class Amounts:
    """Tells how parameters came to their values.

    Args:
        voice: the words about one decision.
        derivations: tells where derived facts came from.
    """

    def __init__(self, voice: Voice, derivations: Derivations) -> None:
        self._voice = voice
        self._derivations = derivations
        self._rules = {rule.id: rule for rule in voice.model.rules}
        self._owing = {limit.id: limit for limit in voice.model.limits}

    def lines(self, slot: Slot) -> list[str]:
        """A sentence for each parameter of which there is more to tell than its value."""
        kind = self._voice.model.kinds[slot.kind]
        told = ((one, [*self._steps(slot, one)]) for one in kind.parameters.values() if not one.nested)
        return [self._line(self._voice.words.parameter(parameter), steps) for parameter, steps in told if steps]

    def line(self, slot: Slot, name: str) -> str:
        """A sentence for one parameter, were it that it has only its value; each proposal is told, equal or not."""
        parameter = self._voice.model.kinds[slot.kind].parameters[name]
        values = [one.values.get(name) for one in slot.proposals]
        steps = [*self._steps(slot, parameter, each=True)]
        told = steps or [self._voice.words.argument(value, parameter) for value in values[:1] if value is not None]
        return self._line(self._voice.words.parameter(parameter), told)

    def lines_of_choice(self, slot: Slot) -> list[str]:
        """The same for each action in a bundle, with the number of the bundle."""
        if slot.action is None:
            return []
        phrases, words, by = self._voice.phrases, self._voice.words, slot.proposals[0].by
        lines = []
        for one in bundled(self._voice.model, self._voice.account, by, self._proposals_of(by), slot.action):
            for course in one.courses:
                name = phrases.parameter_of.format(kind=words.kind(one.kind), name=words.parameter(course.parameter))
                if steps := [*self._steps_of(course, one.written, by)]:
                    lines.append(phrases.in_bundle.format(number=one.number, told=self._line(name, steps)))
        return lines

    def _steps_of(self, course: Course, written: Proposal, by: str) -> Iterator[str]:
        parameter, argument = course.parameter, written.arguments.get(course.parameter.name)
        if argument is not None and course.first is not None and course.last is not None:
            after = written.after if parameter.name in TIME_LIMITS else ""
            yield from self._origin(_Said(by, argument.value, course.first, course.last, after), parameter)
        yield from self._bounds(course.bounds, parameter, written.after)

    def _line(self, name: str, steps: Sequence[str]) -> str:
        phrases = self._voice.phrases
        return phrases.sentence(name + phrases.colon + phrases.semicolon.join(steps))

    def _steps(self, slot: Slot, parameter: Parameter, *, each: bool = False) -> Iterator[str]:
        """Where the value came from, then each bound."""
        voice = self._voice
        said = [*self._said(slot, parameter)]
        values = {(one.last, one.after) for one in said}
        table = voice.model.tables.get(slot.proposals[0].by)
        if table is not None and table.aggregation and parameter.name == table.aggregated[1]:
            yield self._aggregated(table, said, parameter)
        elif len(said) == 1:
            yield from self._origin(said[0], parameter)
        elif len(values) > 1 or (each and said):
            listed = [
                voice.phrases.from_rule.format(value=self._value_with_origin(one, parameter), rule=one.rule)
                for one in said
            ]
            yield self._combined(parameter, listed)
        elif said:
            yield from self._origin(said[0], parameter)
        for bound in own_bounds(voice.account, slot, parameter.name, [one.rule for one in said]):
            yield self._bound(bound, parameter)
        bounds = limit_bounds(voice.model, voice.account, slot, parameter.name)
        _, after = as_proposed(voice.model, voice.account, slot, parameter.name)
        yield from self._bounds(bounds, parameter, after)

    def _combined(self, parameter: Parameter, listed: Sequence[str]) -> str:
        phrases = self._voice.phrases
        of_names = phrases.combined_names.get(parameter.combine) if parameter.type.kind == "scale" else None
        if of_names is not None and not parameter.is_role:  # names read badly in a sentence: `the greatest of by phone`
            return of_names.format(values=phrases.comma.join(listed))
        return phrases.combined[parameter.combine].format(values=phrases.every(listed))

    def _origin(self, said: _Said, parameter: Parameter) -> Iterator[str]:
        if said.expression is not None and not isinstance(said.expression, Constant):
            yield self._value_with_origin(said, parameter)

    def _value_with_origin(self, said: _Said, parameter: Parameter) -> str:
        return self._running(self._value_alone(said, parameter), said.after)

    def _value_alone(self, said: _Said, parameter: Parameter) -> str:
        value = self._voice.words.argument(said.first, parameter)
        if said.expression is None or isinstance(said.expression, Constant):
            return value
        self._derivations.mention(facts_read(said.expression))
        term = self._voice.terms.say(said.expression, parameter.value_labels)
        return term if isinstance(said.expression, Read) else self._voice.phrases.equals.format(term=term, value=value)

    def _aggregated(self, table: ActionTable, said: Sequence[_Said], parameter: Parameter) -> str:
        voice = self._voice
        assert table.aggregation is not None
        listed = [
            voice.phrases.from_rule.format(value=self._value_with_origin(one, parameter), rule=one.rule) for one in said
        ]
        return voice.phrases.aggregated[table.aggregation].format(
            values=voice.phrases.every(listed or [voice.phrases.nothing]), table=table.id
        )

    def _said(self, slot: Slot, parameter: Parameter) -> Iterator[_Said]:
        voice = self._voice
        for proposed in slot.proposals:
            table = voice.model.tables.get(proposed.by)
            for rule in standing_rows(table, voice.account) if table is not None else (proposed.by,):
                written = self._written(rule, proposed)
                argument = None if written is None else written.arguments.get(parameter.name)
                expression = None if argument is None else argument.value
                last = proposed.values.get(parameter.name) if table is None else None
                first = None if expression is None else evaluate(expression, voice.account.values)
                last = first if last is None else last
                first = last if first is None else first
                if first is not None and last is not None:
                    after = proposed.after if parameter.name in TIME_LIMITS else ""
                    yield _Said(rule, expression, first, last, after)

    def _written(self, rule: str, proposed: Proposed) -> Proposal | None:
        """The proposal as the author wrote it."""
        proposals = self._proposals_of(rule)
        apart = self._voice.model.kinds[proposed.kind].distinct_by
        of_kind = [one for one in (*proposals, *inside(proposals)) if one.kind == proposed.kind]
        return next((one for one in of_kind if _constants(one, apart) == _said_of(proposed, apart)), None)

    def _proposals_of(self, by: str) -> Sequence[Proposal]:
        """What a rule, a limit that owes, or `otherwise` proposes."""
        limit = self._owing.get(by)
        if by in self._rules:
            return self._rules[by].proposals
        return self._voice.model.otherwise if limit is None or limit.owed is None else (limit.owed,)

    def _bounds(self, bounds: Iterable[Bounding], parameter: Parameter, after: str) -> Iterator[str]:
        """Each bound on a value, which is at first a time limit that runs from the fact `after`, or another value."""
        for bound in bounds:
            if bound.moved and bound.before is not None:
                yield self._moved(bound, parameter, after)
            elif parameter.name != OBLIGATION or bound.binds:
                yield self._bound(bound, parameter)
            after = self._owed_after(bound) if bound.moved else after

    def _moved(self, bound: Bounding, parameter: Parameter, after: str) -> str:
        """Two time limits that run from different times, of which neither is the shorter one by its words."""
        phrases, words = self._voice.phrases, self._voice.words
        assert bound.before is not None
        assert bound.after is not None
        before = self._running(words.argument(bound.before, parameter), after)
        now = self._running(words.argument(bound.after, parameter), self._owed_after(bound))
        return phrases.cap_moves.format(before=before, after=now, by=self._of_whom(bound))

    def _bound(self, bound: Bounding, parameter: Parameter) -> str:
        phrases, words = self._voice.phrases, self._voice.words
        before = "" if bound.before is None else words.argument(bound.before, parameter)
        after = "" if bound.after is None else words.argument(bound.after, parameter)
        if bound.stage == "rounding":
            return phrases.rounded.format(before=before, after=after)
        assert bound.bound is not None
        end = self._running(words.argument(bound.bound, parameter), self._owed_after(bound))
        is_floor = bound.stage.endswith("floor")
        for expression in bound_by(self._voice.model, bound):
            self._derivations.mention(facts_read(expression))
        if not bound.binds:
            template = phrases.floor_idle if is_floor else phrases.cap_idle
        elif bound.before is None:
            template = phrases.floor_grants if is_floor else phrases.cap_grants
        else:
            template = phrases.floor_binds if is_floor else phrases.cap_binds
        return template.format(bound=end, by=self._of_whom(bound), before=before, after=after)

    def _owed_after(self, bound: Bounding) -> str:
        """The fact from which a time limit that is owed runs."""
        limit = self._owing.get(bound.by)
        return limit.owed.after if limit is not None and limit.owed is not None and _is_owed(limit, bound) else ""

    def _running(self, time: str, after: str) -> str:
        """A time limit with the fact that it runs from."""
        if not after:
            return time
        return self._voice.phrases.time_after.format(time=time, fact=self._voice.words.fact(after))

    def _of_whom(self, bound: Bounding) -> str:
        limit = self._owing.get(bound.by)
        law = self._voice.phrases.by_law if limit is not None and limit.level == "law" else "{by}"
        return law.format(by=bound.by)


def _is_owed(limit: Limit, bound: Bounding) -> bool:
    return any(one.owed and one.parameter == bound.parameter for one in limit.bounds)


def _constants(proposal: Proposal, names: Sequence[str]) -> list[Plain | None]:
    values = (argument.value if (argument := proposal.arguments.get(name)) is not None else None for name in names)
    return [value.value if isinstance(value, Constant) else None for value in values]


def _said_of(proposed: Proposed, names: Sequence[str]) -> list[Plain | None]:
    return [proposed.values.get(name) for name in names]

"""How a parameter came to its value: the expression, what several rules said, what bounds did and did not do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from recovery_rules.language.evaluate import evaluate
from recovery_rules.language.expressions import Constant, Read
from recovery_rules.model.actions import OBLIGATION, TIME_LIMITS
from recovery_rules.trace.bounds import as_proposed, bound_by, on
from recovery_rules.trace.telling.grounds import facts_told
from recovery_rules.trace.telling.places import placed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from recovery_rules.engine.account import Bounding, Making, Proposed
    from recovery_rules.language.expressions import Expression
    from recovery_rules.language.types import Plain
    from recovery_rules.model.actions import Parameter
    from recovery_rules.model.rules import ActionTable, Limit
    from recovery_rules.trace.telling.derivations import Derivations
    from recovery_rules.trace.telling.voice import Voice


@frozen
class _Said:
    """What one rule says of a parameter: its expression, its value before and after its own bounds, and these.

    Of a table whose rows propose together it is what each row says, and what comes of that.
    """

    by: str
    expression: Expression | None
    first: Plain
    last: Plain
    after: str = ""  # the fact from which it runs, of a time limit
    bounds: tuple[Bounding, ...] = ()
    table: ActionTable | None = None
    rows: tuple[_Said, ...] = ()


class Amounts:
    """Tells how parameters came to their values.

    Args:
        voice: the words about one decision.
        derivations: tells where derived facts came from.
    """

    def __init__(self, voice: Voice, derivations: Derivations) -> None:
        self._voice = voice
        self._derivations = derivations
        self._owing = {limit.id: limit for limit in voice.model.limits}

    def lines(self, making: Making, *, whose: bool = False) -> Iterator[str]:
        """A sentence for each parameter of which there is more to tell than its value; then of each action inside.

        Args:
            making: how an action came about.
            whose: whether to say whose proposal it is, as where choices became equal by their bounds.
        """
        words, account = self._voice.words, self._voice.account
        if making.place is None:
            return
        kind = self._voice.model.kinds.get(making.kind)
        for parameter in () if kind is None else kind.parameters.values():
            steps = [] if parameter.nested else [*self._steps(making, parameter)]
            if steps:
                name = words.parameter(parameter)
                if len(making.place) > 1:
                    name = self._voice.phrases.parameter_of.format(kind=words.kind(making.kind), name=name)
                if whose:
                    rules = self._voice.phrases.every([*dict.fromkeys(one.by for one in making.proposed)])
                    name = self._voice.phrases.from_rule.format(value=name, rule=rules)
                yield placed(words, account.actions, making.place, self._told(name, steps))
        for one in making.inner:
            yield from self.lines(one, whose=whose)

    def line(self, making: Making, name: str) -> str:
        """A sentence for one parameter, were it that it has only its value; each proposal is told, equal or not."""
        parameter = self._voice.model.kinds[making.kind].parameters[name]
        values = [one.values.get(name) for one in making.proposed]
        steps = [*self._steps(making, parameter, each=True)]
        told = steps or [self._voice.words.argument(value, parameter) for value in values[:1] if value is not None]
        return self._voice.phrases.sentence(self._told(self._voice.words.parameter(parameter), told))

    def _told(self, name: str, steps: Sequence[str]) -> str:
        return name + self._voice.phrases.colon + self._voice.phrases.semicolon.join(steps)

    def _steps(self, making: Making, parameter: Parameter, *, each: bool = False) -> Iterator[str]:
        """Where the value came from, then each bound."""
        said = [found for one in making.proposed if (found := self._said(one, parameter)) is not None]
        value, after = as_proposed(self._voice.model, self._voice.account, making, parameter.name)
        own = [bound for one in said for part in (one, *one.rows) for bound in part.bounds]
        if len(said) > 1 and (each or _is_combined(said, parameter)):
            yield self._combined(parameter, [self._part(one, parameter) for one in said], value)
            own = [bound for bound in own if not bound.binds]
        elif said and said[0].table is not None:
            yield self._aggregated(said[0], parameter)
            own = [bound for bound in own if not bound.binds]
        elif said:
            yield from self._origin(said[0], parameter)
        for bound in own:
            yield self._bound(bound, parameter)
        owing = {one.by: one.values.get(parameter.name) for one in making.proposed}
        yield from self._bounds(on(parameter.name, making.bounds), parameter, after, owing)

    def _part(self, said: _Said, parameter: Parameter) -> str:
        """What one rule says, among others: its value with what its own bounds made of it."""
        phrases = self._voice.phrases
        if said.table is not None:
            return phrases.brackets.format(self._aggregated(said, parameter))
        told = self._value_with_origin(said, parameter)
        binding = [self._bound(bound, parameter) for bound in said.bounds if bound.binds]
        return phrases.clause.join([told, *binding]) if binding else phrases.from_rule.format(value=told, rule=said.by)

    def _combined(self, parameter: Parameter, listed: Sequence[str], value: Plain | None) -> str:
        phrases = self._voice.phrases
        of_names = phrases.combined_names.get(parameter.combine) if parameter.type.kind == "scale" else None
        if of_names is not None and not parameter.is_role:  # names read badly in a sentence: `the greatest of by phone`
            return phrases.joint(of_names, listed).format(values=phrases.comma.join(listed))
        told = phrases.joint(phrases.combined[parameter.combine], listed).format(values=phrases.every(listed))
        if parameter.combine != "sum" or value is None:
            return told
        return phrases.equals.format(term=told, value=self._voice.words.argument(value, parameter))

    def _origin(self, said: _Said, parameter: Parameter) -> Iterator[str]:
        if said.expression is not None and not isinstance(said.expression, Constant):
            yield self._value_with_origin(said, parameter)

    def _value_with_origin(self, said: _Said, parameter: Parameter) -> str:
        return self._running(self._value_alone(said, parameter), said.after)

    def _value_alone(self, said: _Said, parameter: Parameter) -> str:
        value = self._voice.words.argument(said.first, parameter)
        if said.expression is None or isinstance(said.expression, Constant):
            return value
        self._derivations.mention(facts_told(said.expression, self._voice.account.values))
        term = self._voice.terms.say(said.expression, parameter.value_labels)
        return term if isinstance(said.expression, Read) else self._voice.phrases.equals.format(term=term, value=value)

    def _aggregated(self, said: _Said, parameter: Parameter) -> str:
        """What the rows of a table come to together."""
        phrases, table = self._voice.phrases, said.table
        assert table is not None
        assert table.aggregation is not None
        listed = [self._part(one, parameter) for one in said.rows] or [phrases.nothing]
        told = phrases.aggregated[table.aggregation].format(values=phrases.every(listed), table=table.id)
        if table.aggregation not in {"sum", "count"} or len(listed) == 1:
            return told
        return phrases.equals.format(term=told, value=self._voice.words.argument(said.last, parameter))

    def _said(self, proposed: Proposed, parameter: Parameter) -> _Said | None:
        """What a proposal says of a parameter, if it does."""
        name, table = parameter.name, self._voice.model.tables.get(proposed.by)
        last = proposed.values.get(name)
        if last is None:
            return None
        if proposed.rows and table is not None and name == table.aggregated[1]:
            rows = tuple(found for one in proposed.rows if (found := self._said(one, parameter)) is not None)
            return _Said(proposed.by, None, last, last, table=table, rows=rows)
        argument = None if proposed.written is None else proposed.written.arguments.get(name)
        expression = None if argument is None else argument.value
        first = None if expression is None else evaluate(expression, self._voice.account.values)
        bounds = tuple(on(name, proposed.bounds))
        after = proposed.after if name in TIME_LIMITS else ""
        return _Said(proposed.by, expression, last if first is None else first, last, after, bounds)

    def _bounds(
        self, bounds: Iterable[Bounding], parameter: Parameter, after: str, owing: Mapping[str, Plain | None]
    ) -> Iterator[str]:
        """Each bound on a value, which is at first a time limit that runs from the fact `after`, or another value.

        Args:
            bounds: the bounds.
            parameter: on what.
            after: the fact.
            owing: what each proposal said: a limit that owes the action proposes its own floor.
        """
        for bound in bounds:
            is_owed = _is_floor(bound) and bound.by in owing and owing[bound.by] == bound.bound
            if is_owed and not bound.binds:
                yield self._voice.phrases.floor_owed.format(by=self._of_whom(bound))
            elif bound.moved and bound.before is not None:
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
        is_floor = _is_floor(bound)
        for expression in bound_by(self._voice.model, bound):
            self._derivations.mention(facts_told(expression, self._voice.account.values))
        if not bound.binds:
            template = phrases.floor_idle if is_floor else phrases.cap_idle
        elif bound.before is None:
            template = phrases.floor_grants if is_floor else phrases.cap_grants
        elif parameter.is_deadline:
            template = phrases.lengthened if is_floor else phrases.shortened
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


def _is_floor(bound: Bounding) -> bool:
    return bound.stage.endswith("floor")


def _is_owed(limit: Limit, bound: Bounding) -> bool:
    return any(one.owed and one.parameter == bound.parameter for one in limit.bounds)


def _is_combined(said: Sequence[_Said], parameter: Parameter) -> bool:
    """Whether more is to be told than what one of several rules says: they add up, differ, or differed at first."""
    if parameter.combine == "sum" or any(one.table is not None for one in said):
        return True
    bounded = any(bound.binds for one in said for bound in one.bounds)
    return bounded or len({(one.last, one.after) for one in said}) > 1

"""Actions: the kinds that the vocabulary declares, and what rules propose."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, TypeAlias

from attrs import field, frozen

from recovery_rules.language.expressions import Expression
from recovery_rules.language.types import Type
from recovery_rules.model.labels import NO_LABEL, Label
from recovery_rules.model.read_only import read_only_mappings
from recovery_rules.source.span import Span

Stream: TypeAlias = Literal["remedy", "claim", "corrective", "accountability"]
Phase: TypeAlias = Literal["acknowledge", "mitigate", "resolve", "follow_up"]
Combine: TypeAlias = Literal["greatest", "least", "soonest", "sum", "highest_role", "same", "all"]

STREAMS: tuple[Stream, ...] = ("remedy", "claim", "corrective", "accountability")
PAYING_STREAM: Final = "remedy"  # money in it counts in what roles may give in all, unless its parameter says not
PHASES: tuple[Phase, ...] = ("acknowledge", "mitigate", "resolve", "follow_up")
EARLY_PHASES: tuple[Phase, ...] = ("acknowledge", "mitigate")  # what waits for nobody's approval
WITHIN = "within"
EVERY = "every"
TIME_LIMITS = (WITHIN, EVERY)  # the parameters from which due times follow
IF_OVERDUE = "if_overdue"  # the parameter whose actions run from the due time of the action that has it
CHOICE = "choice"  # the built-in kind: the customer, or the house, picks one of several bundles
OBLIGATION: Final = "obligation"  # the one parameter that every kind has; see `OBLIGED`
MUST: Final = "must"
MAY: Final = "may"  # at discretion
OBLIGATIONS: Final = (MAY, "offer", MUST)  # what binds most comes last: it wins


@frozen(field_transformer=read_only_mappings)
class Parameter:
    """A typed parameter of an action kind and how several proposals of it combine.

    `soonest` is the least of durations, `highest_role` the greatest of roles, `all` the union of sets, or the nested
    actions, combined by their kinds; `same` is proved at load: no two proposals that can meet differ.
    `nested` parameters hold actions, for example `if_overdue`. `in_total` says that it is money which counts in what
    roles may give in all.
    """

    name: str
    type: Type
    combine: Combine
    required: bool = False
    nested: bool = False
    in_total: bool = False
    is_role: bool = False
    label: Label = NO_LABEL
    value_labels: Mapping[str, Label] = field(factory=dict)

    @property
    def is_deadline(self) -> bool:
        """Whether it says by when: less of it is sooner, and an action without it may take for ever."""
        return self.type.kind == "time_limit" or (self.type.is_time and self.combine == "soonest")


OBLIGED: Final = Parameter(
    OBLIGATION,
    Type("scale", values=OBLIGATIONS),
    "greatest",
    label=Label({"en": "obligation", "zh": "约束"}),
    value_labels={
        MAY: Label({"en": "at discretion", "zh": "可酌情办理"}),
        "offer": Label({"en": "to be offered", "zh": "主动提出，由顾客决定是否接受"}),
        MUST: Label({"en": "obligatory", "zh": "必须办理"}),
    },
)


@frozen(field_transformer=read_only_mappings)
class ActionKind:
    """A kind of recovery action, declared as data in a vocabulary.

    Two proposals of one kind become one action unless they differ in a `distinct_by` parameter. The parameter
    named `amount`, where there is one, is what bounds without a name apply to, and an action whose amount is
    zero is not given but listed as refused.

    Among `parameters` is `obligation` only where some action of the kind is not simply to be given; every proposal then
    says it, those that are silent what `obligation` has here.
    """

    id: str
    stream: Stream
    phase: Phase
    parameters: Mapping[str, Parameter]
    distinct_by: tuple[str, ...] = ()
    obligation: str = MUST
    label: Label = NO_LABEL
    position: int = 0  # in the vocabulary: the order of actions within one phase
    span: Span | None = field(default=None, eq=False)

    @property
    def time_limits(self) -> tuple[str, ...]:
        """The parameters that say how long an action of this kind may take, `within`, and how often it is repeated."""
        return tuple(name for name in TIME_LIMITS if name in self.parameters and self._is_a_time(name))

    @property
    def holding(self) -> tuple[str, ...]:
        """The parameters that hold actions."""
        return tuple(name for name, parameter in self.parameters.items() if parameter.nested)

    @property
    def counted(self) -> tuple[Parameter, ...]:
        """The parameters whose money counts in what roles may give in all."""
        return tuple(parameter for parameter in self.parameters.values() if parameter.in_total)

    @property
    def has_deadline(self) -> bool:
        """Whether a parameter says when an action of this kind is due."""
        return bool(self.time_limits)

    def _is_a_time(self, name: str) -> bool:
        return self.parameters[name].type.is_time


@frozen
class Argument:
    """What a proposal says of one parameter, with its own bounds; nested actions where the parameter holds them.

    `wording` is a text in each of its languages, where there are several; `value` then holds them all together.
    """

    value: Expression | None
    text: str = ""
    wording: Label = NO_LABEL
    at_least: Expression | None = None
    at_most: Expression | None = None
    nested: tuple[Proposal, ...] = ()
    span: Span | None = field(default=None, eq=False)


@frozen(field_transformer=read_only_mappings)
class Proposal:
    """One action that a rule proposes.

    For the kind `choice`, `by` and `options` say who picks, and what: each option is a bundle of proposals. `after` is
    the fact from which its time limit runs; empty for the clock.
    """

    kind: str
    arguments: Mapping[str, Argument]
    after: str = ""
    by: str = ""
    options: tuple[tuple[Proposal, ...], ...] = ()
    span: Span | None = field(default=None, eq=False)


@frozen
class Bound:
    """A floor or cap of a limit on a parameter.

    `owed` marks the cap that follows from what the limit owes: the time limit of what is owed, which runs from the
    trigger of what is owed and counts for what is given in its place, not for what is nested in other actions.
    """

    parameter: str
    at_least: Expression | None = None
    at_most: Expression | None = None
    text: str = ""
    owed: bool = False

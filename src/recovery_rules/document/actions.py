"""Actions as rules propose them: a bare kind, a kind with its arguments, or a choice among bundles.

In: an entry of `then`, `otherwise`, of a bundle, of a nested argument. Out: `Action` with its `Argument`s.
Only the vocabulary knows whether a list in an argument holds words or actions, so each entry is read as an
action: that of a bare word is the word, `Action.node`.
"""

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Final, TypeAlias

from attrs import evolve, field, frozen
from pydantic import ConfigDict, Field, GetCoreSchemaHandler, ValidatorFunctionWrapHandler
from pydantic_core import CoreSchema, PydanticCustomError

from recovery_rules.document.kinds import OBLIGATIONS
from recovery_rules.document.located import Located
from recovery_rules.document.scalars import NAME, TEXT_SCHEMA, KeyLeaf, Text, is_locale
from recovery_rules.document.shapes import Either, Label
from recovery_rules.source.span import Span
from recovery_rules.source.tree import ListNode, MapNode, Node, ScalarNode

CHOICE: Final = "choice"  # the one kind that every ruleset has
_KIND: Final = evolve(
    NAME, pattern=NAME.pattern.replace("^", f"^(?!{CHOICE}$)", 1)
)  # for editors: validation has looked


@frozen
class Argument:
    """What an action says of one parameter.

    One of `value`, `items` and `texts` is given, unless there are only bounds.
    """

    node: Node
    value: ScalarNode | None = None
    items: tuple["Action", ...] = ()  # of a list: words of a set, or nested actions
    texts: Mapping[str, ScalarNode] = field(factory=dict)  # by locale
    at_least: ScalarNode | None = None
    at_most: ScalarNode | None = None

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """The shapes in which an author may write an argument; each is turned into this one."""
        return _ARGUMENT.__get_pydantic_core_schema__(source, handler)


@frozen
class Action:
    """A kind and its arguments; of a choice, who picks and among which bundles."""

    kind: str
    node: ScalarNode | MapNode  # a bare word, or the mapping with the kind as its one key
    kind_span: Span
    arguments: Mapping[str, Argument] = field(factory=dict)
    at_least: ScalarNode | None = None  # bounds beside the arguments are those of `amount`
    at_most: ScalarNode | None = None
    after: ScalarNode | None = None
    by: ScalarNode | None = None
    options: tuple[tuple["Action", ...], ...] = ()

    @property
    def span(self) -> Span:
        """Where the action stands."""
        return self.node.span

    def argument_span(self, name: str) -> Span:
        """Where the name of an argument stands."""
        assert isinstance(self.node, MapNode)
        given = self.node[self.kind]
        assert isinstance(given, MapNode)
        return given.key_spans[name]

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """The shapes in which an author may write an action; each is turned into this one."""
        return _ACTION.__get_pydantic_core_schema__(source, handler)


class BoundedArgument(Located):
    """A value with a floor or a cap of its own."""

    noun: ClassVar[str] = "an argument"
    essential: ClassVar[frozenset[str]] = frozenset({"value", "at_least", "at_most"})

    value: Text | None = Field(None, description="A literal, or an expression of the parameter's type.")
    at_least: Text | None = Field(None, description="The value is never below this.")
    at_most: Text | None = Field(None, description="The value is never above this; the cap wins over the floor.")


def _argument_shape(value: object) -> str | None:
    if isinstance(value, ScalarNode):
        return "text"
    if isinstance(value, ListNode):
        return "list"
    if isinstance(value, MapNode):
        by_locale = bool(value) and all(map(is_locale, value))
        return "locales" if by_locale else "bounds"
    return None


def _argument(value: Node, handler: ValidatorFunctionWrapHandler) -> Argument:
    checked = handler(value)
    match checked:
        case ScalarNode():
            return Argument(value, value=checked)
        case tuple():
            return Argument(value, items=checked)
        case BoundedArgument():
            return Argument(value, checked.value, at_least=checked.at_least, at_most=checked.at_most)
        case _:
            return Argument(value, texts=checked)


_ARGUMENT = Either(
    "a value",
    _argument_shape,
    {"text": Text, "list": tuple[Action, ...], "bounds": BoundedArgument, "locales": Label},
    _argument,
)


def _of_every_kind(schema: dict[str, Any]) -> None:
    """Beside the parameters that a kind declares, those that all have."""
    schema["properties"]["obligation"] = {
        "anyOf": [{"enum": list(OBLIGATIONS)}, TEXT_SCHEMA],
        "description": "Whether the action must be given, may be at discretion, or is to be offered.",
    }


class Arguments(Located):
    """What an action says of its kind: parameters by name, and the bounds of its amount."""

    noun: ClassVar[str] = "an action"

    __pydantic_extra__: dict[str, Argument] = Field(init=False)  # pyright: ignore[reportIncompatibleVariableOverride] - as pydantic asks
    model_config = ConfigDict(extra="allow", json_schema_extra=_of_every_kind)

    at_least: Text | None = Field(None, description="The `amount` is never below this.")
    at_most: Text | None = Field(None, description="The `amount` is never above this; the cap wins over the floor.")
    after: Text | None = Field(None, description="The datetime fact from which the time limit runs, not the clock.")

    @property
    def by_name(self) -> Mapping[str, Argument]:
        """The arguments by the names of their parameters, in the author's order."""
        return self.__pydantic_extra__


class Choice(Located):
    """Bundles of actions of which one is given."""

    noun: ClassVar[str] = "a choice"
    foreign: ClassVar[Mapping[str, str]] = {"obligation": "say it of the actions in its bundles"}

    by: Text = Field(description="Who picks: `customer`, or a role.")
    of: tuple[Annotated[tuple[Action, ...], Field(min_length=1)], ...] = Field(
        min_length=2, description="The bundles: two or more lists of actions."
    )


class ChoiceEntry(Located):
    """A choice among bundles of actions."""

    noun: ClassVar[str] = "an action"

    choice: Choice = Field(description="Bundles of actions, of which the customer or a role picks one.")


def _action_shape(value: object) -> str | None:
    if isinstance(value, ScalarNode):
        return "bare"
    if not isinstance(value, MapNode):
        return None
    return "choice" if CHOICE in value else "call"


def _action(value: Node, handler: ValidatorFunctionWrapHandler) -> Action:
    if isinstance(value, MapNode) and len(value) != 1:
        raise PydanticCustomError("one_kind", "an action is one kind", {"kinds": list(value)})
    checked = handler(value)
    if isinstance(value, ScalarNode):
        return Action(value.text, value, value.span)
    assert isinstance(value, MapNode)
    (kind,) = value
    if isinstance(checked, ChoiceEntry):
        return Action(kind, value, value.key_spans[kind], by=checked.choice.by, options=checked.choice.of)
    given: Arguments = checked[kind]
    return Action(kind, value, value.key_spans[kind], given.by_name, given.at_least, given.at_most, given.after)


_Call: TypeAlias = Annotated[dict[Annotated[str, KeyLeaf(_KIND)], Arguments], Field(min_length=1, max_length=1)]
_ACTION = Either(
    "an action, `apology` or `refund: {amount: 20 CNY}`",
    _action_shape,
    {"bare": Text, "choice": ChoiceEntry, "call": _Call},
    _action,
)

Actions: TypeAlias = Annotated[tuple[Action, ...], Field(min_length=1)]

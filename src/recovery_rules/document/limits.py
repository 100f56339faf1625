"""Limits: what no rule may go beyond. In: the entries of `limits`. Out: one model an entry."""

from collections.abc import Iterator, Mapping
from typing import Annotated, ClassVar, TypeAlias

from pydantic import ConfigDict, Field

from recovery_rules.document.actions import Argument
from recovery_rules.document.allowances import Allow
from recovery_rules.document.conditions import Conditions
from recovery_rules.document.kinds import STREAMS
from recovery_rules.document.located import Conflict, Located
from recovery_rules.document.scalars import Flag, Id, NameKey, Text, words
from recovery_rules.document.shapes import Either, by_type
from recovery_rules.document.types import Reason, Replaces, Source
from recovery_rules.source.tree import MapNode, ScalarNode


class Bounds(Located):
    """The floor and the cap of a parameter."""

    noun: ClassVar[str] = "a bound"
    essential: ClassVar[frozenset[str]] = frozenset({"at_least", "at_most"})

    at_least: Text | None = Field(None, description="No action gives less.")
    at_most: Text | None = Field(None, description="No action gives more.")


class StreamForbidden(Located):
    """All kinds of a stream but a few."""

    noun: ClassVar[str] = "`forbid`"

    stream: Annotated[str, words(*STREAMS)] = Field(description="All kinds of this stream.")
    except_: tuple[Text, ...] = Field((), alias="except", description="Kinds that are allowed all the same.")


Forbidden: TypeAlias = Annotated[
    tuple[ScalarNode, ...] | StreamForbidden,
    Either(
        "a list of kinds, or `{stream: remedy, except: [apology]}`",
        by_type(list="kinds", mapping="stream"),
        {"kinds": Annotated[tuple[Text, ...], Field(min_length=1)], "stream": StreamForbidden},
    ),
]
Owed: TypeAlias = Annotated[
    bool | Mapping[str, Argument],
    Either(
        "`true`, or the arguments of the action that is owed",
        by_type(text="flag", mapping="arguments"),
        {"flag": Flag, "arguments": dict[NameKey, Argument]},
    ),
]


class Limit(Located):
    """A limit: what it forbids, bounds, owes or holds, whatever the rules propose.

    Any other key is a parameter of the kind under `action`, with its floor and cap.
    """

    noun: ClassVar[str] = "a limit"
    essential: ClassVar[frozenset[str]] = frozenset({"if_unknown"})
    foreign: ClassVar[Mapping[str, str]] = {
        "then": "write `action` and `owed: true` to give a kind, `forbid` to refuse it"
    }

    __pydantic_extra__: dict[str, Bounds] = Field(init=False)  # pyright: ignore[reportIncompatibleVariableOverride] - as pydantic asks
    model_config = ConfigDict(extra="allow")

    id: Id = Field(description="The name of the limit, as explanations show it.")
    level: Annotated[str, words("house", "law")] = Field(
        "house", description="`law` yields to nothing; `house` yields to what law owes."
    )
    when: Conditions | None = Field(None, description="Where the limit applies; everywhere if left out.")
    if_unknown: Annotated[str, words("apply", "skip")] | None = Field(
        None, description="What happens where a fact that `when` reads is unknown."
    )
    forbid: Forbidden | None = Field(None, description="Kinds that are not given.")
    action: Text | None = Field(None, description="The kind that the bounds and `owed` are about.")
    owed: Annotated[
        Owed,
        Field(description="Whether the action is given where no rule proposes it; or its further arguments."),
    ] = False
    hold: tuple[Text, ...] = Field((), description="Kinds that stay visible and that nobody may execute.")
    because: Reason = Field({})
    source: Source = None
    allow: Allow = Field({})
    replaces: Replaces = False

    @classmethod
    def conflicts(cls, node: MapNode) -> Iterator[Conflict]:
        """A limit does something, and what it bounds or owes is an action."""
        others = [key for key in node if key not in cls.known_keys()]  # parameters, or slips of the keyboard
        about = [*(key for key in others if isinstance(node[key], MapNode)), *(["owed"] if "owed" in node else [])]
        if about and "action" not in node:
            label = "add the kind of action that it is about"
            yield Conflict("RR141", f"`{about[0]}` needs `action`", about[0], label, needs="action")
        if node.keys() & cls.foreign.keys():
            return  # an unknown key, which says what the limit was meant to do
        if not others and not node.keys() & {"forbid", "hold", "owed"}:
            message = "a limit needs `forbid`, `hold`, `owed` or the bounds of a parameter"
            yield Conflict("RR141", message, label="this one does nothing", needs="forbid")

    @property
    def bounds(self) -> Mapping[str, Bounds]:
        """Floors and caps by parameter, in the author's order."""
        return self.__pydantic_extra__

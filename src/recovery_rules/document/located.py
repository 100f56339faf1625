"""The base of every part of a document: closed, frozen, and never without the place where it was written.

In: a mapping of the located tree. Out: a pydantic model that still holds that mapping, so that the linker can
point at any key or value of it, fixed words included.
"""

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, Self

from attrs import frozen
from pydantic import (
    BaseModel,
    ConfigDict,
    ModelWrapValidatorHandler,
    PrivateAttr,
    ValidationInfo,
    model_validator,
)

from recovery_rules.source.span import Span
from recovery_rules.source.tree import MapNode, Node


@frozen
class Conflict:
    """Keys of one mapping that do not go together, or that one of is needed."""

    code: str
    message: str
    key: str | None = None  # the one that is underlined; the first of the mapping if none is
    label: str = ""
    needs: str = ""  # the one that is missing; where there is none, the underlined one is too many


class Located(BaseModel):
    """A part of a document that was written as a mapping; unknown keys are errors."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, arbitrary_types_allowed=True, hide_input_in_errors=True, defer_build=True
    )

    noun: ClassVar[str]  # what it is, for messages: `a rule`
    essential: ClassVar[frozenset[str]] = frozenset()  # optional keys without which the others mean something else
    foreign: ClassVar[Mapping[str, str]] = {}  # keys of other parts that authors write here, and what to write

    _node: MapNode = PrivateAttr()

    @model_validator(mode="wrap")
    @classmethod
    def _remember(
        cls,
        value: Any,
        handler: ModelWrapValidatorHandler[Self],
        info: ValidationInfo,
    ) -> Self:
        """Keep the mapping; tell the reader which model it is, so that it knows which keys there could be."""
        if isinstance(value, MapNode) and info.context is not None:
            info.context[id(value)] = cls, value
        part = handler(value)
        part._node = value  # noqa: SLF001 - pydantic has just made it
        return part

    @classmethod
    def known_keys(cls) -> list[str]:
        """The keys that an author may write."""
        return [field.alias or name for name, field in cls.model_fields.items()]

    @classmethod
    def does_without(cls, key: str) -> bool:
        """Whether the other keys mean the same where the author leaves this one out."""
        return key not in cls.essential and any(
            key == (field.alias or name) and not field.is_required() for name, field in cls.model_fields.items()
        )

    @classmethod
    def conflicts(cls, node: MapNode) -> Iterator[Conflict]:  # noqa: ARG003 - most have none
        """What is wrong with the keys taken together, whatever their values are."""
        yield from ()

    @property
    def node(self) -> MapNode:
        """The mapping as it was written."""
        return self._node

    @property
    def span(self) -> Span:
        """Where the mapping stands."""
        return self._node.span

    def span_of(self, *path: str | int) -> Span:
        """Where the value at a path of keys and positions stands: `document.span_of("rules", 0, "id")`."""
        return _at(self._node, path).span

    def key_span(self, *path: str | int) -> Span:
        """Where the last key of the path stands: `document.key_span("facts", "delay")`."""
        owner = _at(self._node, path[:-1])
        assert isinstance(owner, MapNode)
        return owner.key_spans[str(path[-1])]


def _at(node: Node, path: tuple[str | int, ...]) -> Node:
    for step in path:
        node = node[step]  # type: ignore[index]  # the path follows what was validated
    return node

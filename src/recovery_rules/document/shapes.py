"""Values that may be written in more than one shape: a text or texts by locale, one text or a list of them.

In: nodes. Out: one shape for the linker, whichever the author took. The shape is chosen by looking at the
node, never by trying one after the other, so that an author reads about the shape that was meant.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Annotated, Any, Final, TypeAlias

from attrs import frozen
from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, ValidationError, ValidatorFunctionWrapHandler
from pydantic_core import CoreSchema, InitErrorDetails, PydanticCustomError
from pydantic_core import core_schema as cs

from recovery_rules.document.scalars import CELL_SCHEMA, LOCALE, TEXT_SCHEMA, Cell, Schema, Text, shape_error
from recovery_rules.source.tree import ListNode, MapNode, ScalarNode


@frozen
class OneOrMany:
    """One text, or a list of texts of which each counts: a tuple either way."""

    wanted: str = "one text or a list of texts"

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """The list's items are checked one by one, so that each is named in its own error."""
        return cs.no_info_before_validator_function(self._as_list, handler.generate_schema(tuple[Text, ...]))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> Schema:
        """Either shape."""
        return {"anyOf": [dict(TEXT_SCHEMA), {"type": "array", "items": dict(TEXT_SCHEMA), "minItems": 1}]}

    def _as_list(self, value: object) -> object:
        if isinstance(value, ScalarNode):
            return (value,)
        if not isinstance(value, ListNode) or not value:
            raise shape_error(self.wanted)
        return value


@frozen
class CellShape:
    """One text or a list of texts, kept as the node that it is."""

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """One look a cell: tables have many."""
        return cs.no_info_plain_validator_function(self.check)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> Schema:
        """Either shape."""
        return dict(CELL_SCHEMA)

    def check(self, value: object) -> Cell:
        """The node, or an error that names both shapes."""
        if is_cell(value):
            return value  # type: ignore[return-value]  # just checked
        raise shape_error("one text or a list of texts")


def is_cell(value: object) -> bool:
    """Whether it is one text or a list of texts."""
    if isinstance(value, ScalarNode):
        return True
    return isinstance(value, ListNode) and all(isinstance(item, ScalarNode) for item in value)


def label_errors(value: object) -> Iterator[InitErrorDetails]:
    """What keeps a value from being a text or texts by locale."""
    if isinstance(value, ScalarNode):
        return
    if not isinstance(value, MapNode) or not value:
        error = shape_error("a text, or texts by language, `{en: ..., zh: ...}`")
        yield InitErrorDetails(type=error, loc=(), input=None)
        return
    for locale, text in value.items():
        try:
            LOCALE.check(locale)
        except PydanticCustomError as error:
            yield InitErrorDetails(type=error, loc=(locale, "[key]"), input=None)
        if not isinstance(text, ScalarNode):
            yield InitErrorDetails(type=shape_error("one text"), loc=(locale,), input=None)


def texts_by_locale(value: Any) -> Mapping[str, ScalarNode]:
    """The texts of a label without errors; a plain text is English."""
    return {"en": value} if isinstance(value, ScalarNode) else value


def _label(value: object) -> Mapping[str, ScalarNode]:
    if errors := list(label_errors(value)):
        raise ValidationError.from_exception_data("label", errors)
    return texts_by_locale(value)


LABEL_SCHEMA: Final[Schema] = {
    "anyOf": [
        dict(TEXT_SCHEMA),
        {
            "type": "object",
            "properties": {"en": dict(TEXT_SCHEMA), "zh": dict(TEXT_SCHEMA)},
            "patternProperties": {LOCALE.pattern: dict(TEXT_SCHEMA)},
            "additionalProperties": False,
            "minProperties": 1,
        },
    ]
}


@frozen
class _LabelShape:
    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return cs.no_info_plain_validator_function(_label)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> Schema:
        return dict(LABEL_SCHEMA)


Label: TypeAlias = Annotated[Mapping[str, ScalarNode], _LabelShape()]  # by locale; a plain text is English
Texts: TypeAlias = Annotated[tuple[ScalarNode, ...], OneOrMany()]  # a list means "or"
CellNode: TypeAlias = Annotated[Cell, CellShape()]


@frozen(eq=False)
class Either:
    """A value that may be written in several shapes, of which `choose` names one by looking at the node.

    `wanted` is the error where no shape fits; `make` turns what was checked into the one shape that later
    stages get. Its number, below zero, is one of the steps to an error.
    """

    wanted: str
    choose: Callable[[Any], str | None]
    shapes: Mapping[str, Any]
    make: Callable[[Any, ValidatorFunctionWrapHandler], Any] | None = None

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Only the chosen shape is tried."""
        union = cs.tagged_union_schema(
            {self._number(name): handler.generate_schema(shape) for name, shape in self.shapes.items()},
            self._choose,
            custom_error_type="shape",
            custom_error_message="{wanted}",
            custom_error_context={"wanted": self.wanted},
        )
        return cs.no_info_wrap_validator_function(self.make, union) if self.make else union

    def _choose(self, value: object) -> int | None:
        name = self.choose(value)
        return None if name is None else self._number(name)

    def _number(self, name: str) -> int:
        """No key is a number and no position below zero, so that this step cannot be taken for one of the tree."""
        return -1 - list(self.shapes).index(name)


def by_type(**names: str) -> Callable[[Any], str | None]:
    """Choose by the type of the node: `by_type(text="word", mapping="by name")`."""
    types: dict[str, type] = {"text": ScalarNode, "list": ListNode, "mapping": MapNode}
    chosen = {types[word]: name for word, name in names.items()}
    return lambda value: chosen.get(type(value))

"""The leaves of a document: texts that keep their place, names, fixed words, and texts by locale.

In: `ScalarNode`s of the tree. Out: the same nodes where a later stage reads the text; plain `str`, `int` and
`bool` where the words are fixed. Each leaf also says how it looks in the JSON Schema.
"""

import re
from collections.abc import Callable, Mapping
from typing import Annotated, Any, Final, TypeAlias

from attrs import frozen
from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError
from pydantic_core import core_schema as cs

from recovery_rules.source.codes import CODES
from recovery_rules.source.names import ID_PATTERN, NAME_PATTERN, is_id, is_name, usual_form
from recovery_rules.source.tree import ListNode, ScalarNode

Schema: TypeAlias = dict[str, Any]

TEXT_SCHEMA: Final[Schema] = {"type": ["string", "number", "boolean"]}  # every plain YAML scalar is a text to us


@frozen
class Form:
    """The letters that a name may have: `accepts` judges, `hint` says them to an author, `pattern` to an editor."""

    what: str
    accepts: Callable[[str], bool]
    hint: str
    pattern: str

    def check(self, text: str) -> None:
        """Raise a PydanticCustomError if the text is not of this form."""
        if not self.accepts(text):
            raise PydanticCustomError("form", "not of the form", {"what": self.what, "hint": self.hint})
        usual = usual_form(text)
        if usual != text:  # two names that look alike must be one
            hint = f"write its letters in their usual form, `{usual}`"
            raise PydanticCustomError("form", "not of the form", {"what": self.what, "hint": hint})


_LOCALE_PATTERN: Final = r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"


def is_locale(text: str) -> bool:
    """Whether a text has the form of a language, `zh-Hant`."""
    return re.fullmatch(_LOCALE_PATTERN, text) is not None


_DAY_PATTERN: Final = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"


def is_day(text: str) -> bool:
    """Whether a text has the form of a day, `2026-04-01`; the calendar may lack it."""
    return re.fullmatch(_DAY_PATTERN, text) is not None


def is_told(text: str) -> bool:
    """Whether a text is the code of a warning or a note."""
    return text in CODES and CODES[text][0] != "error"


NAME: Final = Form("a name", is_name, "a name has letters, digits and `_`, a letter first", NAME_PATTERN)
ID: Final = Form("an id", is_id, "an id has letters, digits, `-`, `_` and `.`", ID_PATTERN)
LOCALE: Final = Form("a language", is_locale, "languages are `en`, `zh`, `zh-Hant` and so on", _LOCALE_PATTERN)
DAY: Final = Form("a day", is_day, "a day is written `2026-04-01`", _DAY_PATTERN)
TOLD: Final = Form(
    "a warning or a note", is_told, "`allow` takes codes such as RR505, each with a reason", "^RR5[0-9]{2}$"
)
UNDECIDED: Final = Form(
    "the code RR540", "RR540".__eq__, "a property takes `allow: {RR540: why it may stay unknown}`", "^RR540$"
)


def shape_error(wanted: str) -> PydanticCustomError:
    """The wrong shape: `wanted` says what the key takes instead."""
    return PydanticCustomError("shape", "{wanted}", {"wanted": wanted})


@frozen
class TextLeaf:
    """A text that stays a node, perhaps of a fixed form."""

    form: Form | None = None
    suggested: tuple[str, ...] = ()  # words that an editor should offer; others may be right too

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Plain Python: an instance check and, where there is one, the form."""
        return cs.no_info_plain_validator_function(self.check)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> Schema:
        """A scalar, whatever YAML would make of it."""
        if self.suggested:
            return {"anyOf": [{"enum": list(self.suggested)}, dict(TEXT_SCHEMA)]}
        return {**TEXT_SCHEMA, "pattern": self.form.pattern} if self.form else dict(TEXT_SCHEMA)

    def check(self, value: object) -> ScalarNode:
        """The node, or an error that says what was expected."""
        if not isinstance(value, ScalarNode):
            raise shape_error("one text")
        if self.form and not value.span.empty:  # a hole has been reported
            self.form.check(value.text)
        return value


@frozen
class KeyLeaf:
    """A name that an author gives as a key of a mapping."""

    form: Form

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Keys of the tree are plain `str`."""
        return cs.no_info_plain_validator_function(self.check)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> Schema:
        """Pydantic makes `patternProperties` of it."""
        return {"type": "string", "pattern": self.form.pattern}

    def check(self, key: str) -> str:
        """The key, or an error that says which letters it may have."""
        self.form.check(key)
        return key


@frozen(eq=False)
class Words:
    """One of a few fixed words; each stands for a value."""

    meaning: Mapping[str, Any]
    schema: tuple[Any, ...] = ()

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """A lookup."""
        return cs.no_info_plain_validator_function(self.check)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> Schema:
        """The words, for completion."""
        return {"enum": list(self.schema or self.meaning)}

    def check(self, value: object) -> Any:
        """What the word stands for, or an error that lists the words."""
        if not isinstance(value, ScalarNode):
            raise shape_error(f"one of {', '.join(self.meaning)}")
        if value.text not in self.meaning:
            raise PydanticCustomError("word", "a fixed word", {"words": list(self.meaning)})
        return self.meaning[value.text]


def words(*allowed: str) -> Words:
    """Words that stand for themselves."""
    return Words({word: word for word in allowed})


Text: TypeAlias = Annotated[ScalarNode, TextLeaf()]
Id: TypeAlias = Annotated[ScalarNode, TextLeaf(ID)]
Name: TypeAlias = Annotated[ScalarNode, TextLeaf(NAME)]
NameKey: TypeAlias = Annotated[str, KeyLeaf(NAME)]
Flag: TypeAlias = Annotated[
    bool, Words({"true": True, "false": False, "yes": True, "no": False}, (True, False, "yes", "no"))
]
Cell: TypeAlias = ScalarNode | ListNode  # one text, or a list of texts
CELL_SCHEMA: Final[Schema] = {"anyOf": [TEXT_SCHEMA, {"type": "array", "items": TEXT_SCHEMA}]}
TYPES: Final = (
    "choice",
    "scale",
    "set",
    "boolean",
    "integer",
    "number",
    "percent",
    "money",
    "duration",
    "time_limit",
    "date",
    "datetime",
    "text",
)
TypeName: TypeAlias = Annotated[ScalarNode, TextLeaf(suggested=TYPES)]
ParameterType: TypeAlias = Annotated[ScalarNode, TextLeaf(suggested=(*TYPES, "role", "actions"))]
Digits: TypeAlias = Annotated[int, Words({str(n): n for n in range(10)}, tuple(range(10)))]

"""The JSON Schemas of ruleset and case files, with which an editor completes and checks YAML.

In: the documents. Out: JSON Schema 2020-12 as plain data, made when asked for. Called by the command line.
"""

from typing import Any, Final

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema as cs

from recovery_rules.document.cases import CaseFileDocument
from recovery_rules.document.located import Located
from recovery_rules.document.ruleset import RulesetDocument
from recovery_rules.document.scalars import Schema

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


def ruleset_schema() -> Schema:
    """The schema of a ruleset or vocabulary file.

    Example:
        >>> ruleset_schema()["$id"]
        'urn:recovery-rules:schema:ruleset:1'
    """
    schema = _schema(RulesetDocument, "Ruleset", "urn:recovery-rules:schema:ruleset:1")
    return {**schema, "oneOf": [{"required": ["ruleset"]}, {"required": ["vocabulary"]}]}


def case_file_schema() -> Schema:
    """The schema of a case file.

    Example:
        >>> case_file_schema()["required"]
        ['ruleset']
    """
    schema = _schema(CaseFileDocument, "Cases of a ruleset", "urn:recovery-rules:schema:cases:1")
    return {**schema, "oneOf": [{"required": ["cases"]}, {"required": ["table"]}]}


def _schema(document: type[Located], title: str, identity: str) -> Schema:
    schema = document.model_json_schema(schema_generator=_ForAuthors)
    return {"$schema": _DIALECT, "$id": identity, **schema, "title": title}


class _ForAuthors(GenerateJsonSchema):
    """What an author may write, where pydantic's own schema is about values in Python."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002 - as in the base class
        """The key is title enough."""
        return False

    def nullable_schema(self, schema: cs.NullableSchema) -> JsonSchemaValue:
        """What is not there is left out; a null is an error."""
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: cs.WithDefaultSchema) -> JsonSchemaValue:
        """A default that says nothing is not worth showing."""
        inner = self.generate_inner(schema["schema"])
        default = schema.get("default")
        return {**inner, "default": default} if isinstance(default, (str, int)) else inner

    def tagged_union_schema(self, schema: cs.TaggedUnionSchema) -> JsonSchemaValue:
        """The shapes one by one; editors complete and explain `anyOf` better than `oneOf`."""
        return {"anyOf": [self.generate_inner(shape) for shape in schema["choices"].values()]}

    def dict_schema(self, schema: cs.DictSchema) -> JsonSchemaValue:
        """Names are of the given form, and nothing else is a name."""
        inner = super().dict_schema(schema)
        return {**inner, "additionalProperties": False} if "patternProperties" in inner else inner

"""The facts of a ruleset as a pydantic class, with a JSON Schema: the input contract for integrators."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

from recovery_rules.engine.admission import admit
from recovery_rules.language.literals import plain_of, public_of, text_of
from recovery_rules.language.types import Type
from recovery_rules.model.facts import Fact
from recovery_rules.model.ruleset import Model
from recovery_rules.source.errors import FactsError

if TYPE_CHECKING:
    from pydantic import BaseModel


def facts_model(model: Model) -> type[BaseModel]:
    """A pydantic class whose instances are the valid cases of a model.

    Fields take what `decide` takes and hold public values; `needed` and `admit` are checked for the whole.
    """
    from pydantic import BaseModel, ConfigDict, Field, create_model, model_validator

    def check_whole(facts: BaseModel) -> BaseModel:
        try:
            admit(model, facts_in(facts))
        except FactsError as error:
            raise ValueError(str(error)) from None
        return facts

    fields: dict[str, Any] = {}
    for name, fact in model.facts.items():
        # A name that pydantic needs for itself is an alias of the field instead.
        own = not name.startswith("_") and not hasattr(BaseModel, name)
        alias: dict[str, Any] = {} if own else {"alias": name}
        if fact.default is not None:
            alias["default"] = public_of(fact.default, fact.type)
        elif fact.may_be_unknown:
            alias["default"] = None
        fields[name if own else f"fact_{name}"] = (_annotation(fact), Field(**alias))
    validators: dict[str, Any] = {"check_whole": model_validator(mode="after")(check_whole)}
    class_name = "".join(part.title() for part in model.id.replace("-", "_").split("_")) + "Facts"
    return create_model(
        class_name,
        __config__=ConfigDict(
            extra="forbid",
            frozen=True,
            protected_namespaces=(),
            serialize_by_alias=True,
            title=f"Facts of {model.id}",
        ),
        __doc__=model.title.in_locale("en") or f"The facts of a case of {model.id}.",
        __validators__=validators,
        **fields,
    )


def facts_in(facts: BaseModel) -> dict[str, Any]:
    """The facts that an instance gives, by the names of the ruleset."""
    fields = type(facts).model_fields
    return {fields[name].alias or name: value for name, value in facts if value is not None}


def _annotation(fact: Fact) -> Any:
    from pydantic import PlainSerializer, PlainValidator, WithJsonSchema

    return Annotated[
        Any,
        PlainValidator(_validator(fact)),
        PlainSerializer(_serializer(fact.type), when_used="json-unless-none"),
        WithJsonSchema(json_schema_of(fact)),
    ]


def _validator(fact: Fact) -> Callable[[object], object]:
    def validate(value: object) -> object:
        if value is None and fact.may_be_unknown:
            return None
        plain: Any = plain_of(value, fact.type)
        if fact.low is not None and plain < fact.low:
            raise ValueError(f"at least {text_of(fact.low, fact.type)}, got {text_of(plain, fact.type)}")
        if fact.high is not None and plain > fact.high:
            raise ValueError(f"at most {text_of(fact.high, fact.type)}, got {text_of(plain, fact.type)}")
        return public_of(plain, fact.type)

    return validate


def _serializer(type_: Type) -> Callable[[object], object]:
    """JSON for a public value: booleans, integers and lists as such, all else as the text that reads back."""

    def serialize(value: object) -> object:
        if isinstance(value, (bool, int)):
            return value
        if isinstance(value, frozenset):
            return [name for name in type_.values if name in value]
        return text_of(plain_of(value, type_), type_)

    return serialize


def json_schema_of(fact: Fact) -> dict[str, Any]:
    """The JSON Schema of one fact; texts for what JSON's floating numbers could not hold exactly."""
    schema = _typed_schema(fact)
    label = fact.label.in_locale("en")
    return {"title": label} | schema if label else schema


def _typed_schema(fact: Fact) -> dict[str, Any]:
    type_ = fact.type
    match type_.kind:
        case "choice" | "scale":
            return {"type": "string", "enum": list(type_.values)}
        case "set":
            return {"type": "array", "items": {"enum": list(type_.values)}, "uniqueItems": True}
        case "boolean":
            return {"type": "boolean"}
        case "integer":
            bounds = {"minimum": fact.low, "maximum": fact.high}
            return {"type": "integer"} | {word: end for word, end in bounds.items() if end is not None}
        case "datetime":
            return {"type": "string", "format": "date-time"}
        case "text":
            return {"type": "string"}
        case _:
            return {"type": "string"} | _quantity_schema(fact)


def _quantity_schema(fact: Fact) -> dict[str, Any]:
    type_ = fact.type
    example = text_of(fact.low if fact.low is not None else 0, type_)
    ends = [
        f"{words} {text_of(end, type_)}"
        for words, end in (("at least", fact.low), ("at most", fact.high))
        if end is not None
    ]
    number = r"-?\d+(\.\d+)?"
    pattern = {"money": rf"^{number} {type_.unit}$", "percent": rf"^{number} ?%$", "number": rf"^{number}$"}.get(
        type_.kind, rf"^{number} {type_.unit}$" if type_.kind == "unit" else ""
    )
    schema: dict[str, Any] = {"examples": [example], "description": ", ".join([type_.describe(), *ends])}
    return schema | {"pattern": pattern} if pattern else schema

"""The facts of a ruleset as a pydantic class, with a JSON Schema: the input contract for integrators."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

from recovery_rules.engine.admission import admit
from recovery_rules.engine.facts_schema import json_of, json_schema_of
from recovery_rules.language.literals import plain_of, public_of, text_of
from recovery_rules.language.types import Type
from recovery_rules.model.facts import Fact
from recovery_rules.model.ruleset import Model
from recovery_rules.source.errors import FactsError

if TYPE_CHECKING:
    from pydantic import BaseModel


def facts_model(model: Model) -> type[BaseModel]:
    """A pydantic class whose instances are the valid cases of a model.

    Fields take what `decide` takes, `None` for a fact that is not given included, and hold public values; `needed` and
    `admit` are checked for the whole. A field has the name of its fact. Only where pydantic needs that name for itself
    the field's name ends in `_` (the fact `copy` is read as `facts.copy_`); by mapping and in JSON it is `copy` still.
    """
    from pydantic import ConfigDict, create_model, model_validator

    defaults = {name for name, fact in model.facts.items() if fact.default is not None}

    def leave_out_what_has_a_default(given: Any) -> Any:
        if type(given) is not dict:
            return given
        return {name: value for name, value in given.items() if value is not None or name not in defaults}

    def check_whole(facts: BaseModel) -> BaseModel:
        try:
            admit(model, facts_in(facts))
        except FactsError as error:
            raise ValueError(str(error)) from None
        return facts

    names = _field_names(model)
    fields: dict[str, Any] = {names[name]: _field(fact, names[name]) for name, fact in model.facts.items()}
    # No name of a fact begins with `_`.
    validators: dict[str, Any] = {
        "_leave_out": model_validator(mode="before")(leave_out_what_has_a_default),
        "_check_whole": model_validator(mode="after")(check_whole),
    }
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
    """The facts that an instance was given, by the names of the ruleset; defaults are left to the ruleset."""
    fields = type(facts).model_fields
    given = facts.model_fields_set
    return {fields[name].alias or name: value for name, value in facts if name in given and value is not None}


def _field_names(model: Model) -> dict[str, str]:
    """A name for the field of each fact, unlike those of pydantic's own attributes and of the other fields."""
    from pydantic import BaseModel

    taken = set(model.facts)
    names = {}
    for fact in model.facts:
        name = fact
        while hasattr(BaseModel, name) or (name != fact and name in taken):
            name += "_"
        names[fact] = name
        taken.add(name)
    return names


def _field(fact: Fact, name: str) -> tuple[Any, Any]:
    from pydantic import Field, PlainSerializer, PlainValidator, WithJsonSchema

    annotation = Annotated[
        Any,
        PlainValidator(_validator(fact)),
        PlainSerializer(_serializer(fact.type), when_used="json-unless-none"),
        WithJsonSchema(json_schema_of(fact)),
    ]
    options: dict[str, Any] = {} if name == fact.name else {"alias": fact.name}
    if fact.default is not None:
        default = public_of(fact.default, fact.type)
        # From a function, because pydantic would not know how to write the value into the schema; ours has it.
        options["default_factory"] = lambda: default
    elif fact.may_be_unknown:
        options["default"] = None
    return annotation, Field(**options)


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
    return lambda value: json_of(plain_of(value, type_), type_)

"""Conditions: tests of facts, alternatives, and boolean expressions.

In: what stands under `when`, `unless`, `needed`. Out: `Conditions`; all its parts must hold.
"""

from collections.abc import Mapping
from typing import Annotated, ClassVar, TypeAlias

from pydantic import ConfigDict, Field, ValidatorFunctionWrapHandler

from recovery_rules.document.located import Located
from recovery_rules.document.scalars import Text
from recovery_rules.document.shapes import Either, Texts, by_type
from recovery_rules.source.tree import ScalarNode


class Conditions(Located):
    """Tests by fact, `severity: at least major`. All must hold; a list of tests means: any of them."""

    noun: ClassVar[str] = "a condition"

    __pydantic_extra__: dict[str, Texts] = Field(init=False)  # pyright: ignore[reportIncompatibleVariableOverride] - as pydantic asks
    model_config = ConfigDict(extra="allow")

    all_of: tuple["Conditions", ...] = Field((), min_length=1, description="Conditions that must all hold.")
    any_of: tuple["Conditions", ...] = Field((), min_length=1, description="Conditions of which one must hold.")
    none_of: tuple["Conditions", ...] = Field((), min_length=1, description="Conditions of which none may hold.")
    expr: Text | None = Field(
        None, description="A boolean expression over several facts, `refund_asked > amount_paid`."
    )

    @property
    def tests(self) -> Mapping[str, tuple[ScalarNode, ...]]:
        """The tests by fact, in the author's order; of several tests one must hold."""
        return self.__pydantic_extra__


def _excuses(value: object, handler: ValidatorFunctionWrapHandler) -> tuple[Conditions, ...]:
    checked = handler(value)
    return checked if isinstance(checked, tuple) else (checked,)


Excuses: TypeAlias = Annotated[  # any of them
    tuple[Conditions, ...],
    Either(
        "conditions, `{amount_paid: under 10 CNY}`, or a list of them",
        by_type(mapping="one", list="many"),
        {"one": Conditions, "many": tuple[Conditions, ...]},
        _excuses,
    ),
]

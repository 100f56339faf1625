"""Properties: what a ruleset promises of every case. In: the entries of `properties`. Out: one model an entry."""

from collections.abc import Iterator
from typing import Annotated, ClassVar, Final, TypeAlias

from pydantic import Field, ValidatorFunctionWrapHandler

from recovery_rules.document.allowances import AllowUndecided
from recovery_rules.document.conditions import Conditions
from recovery_rules.document.located import Conflict, Located
from recovery_rules.document.named import ByKind, InList, NamedAction, named_actions
from recovery_rules.document.scalars import Id, NameKey, Text, words
from recovery_rules.document.shapes import CellNode, Either, Texts, by_type
from recovery_rules.document.types import Reason, Replaces, Source
from recovery_rules.source.printable import quote
from recovery_rules.source.tree import MapNode, Node, ScalarNode

COMPARED: Final = ("never_falls_as", "never_rises_as", "same_whatever", "never_less_than")  # what `of` goes with
STATEMENTS: Final = (*COMPARED[:3], "never", "always", "covers", COMPARED[3])
_NEEDS_OF: Final = COMPARED[:2]
_CLAIMS: Final = ("never", "always")


def _claimed(value: Node, handler: ValidatorFunctionWrapHandler) -> ScalarNode | tuple[NamedAction, ...]:
    handler(value)
    return value if isinstance(value, ScalarNode) else named_actions(value)


Claimed: TypeAlias = Annotated[
    ScalarNode | tuple[NamedAction, ...],
    Either(
        "a kind, a list of kinds, `{compensation: {form: voucher}}`, or an expression",
        by_type(text="text", mapping="kinds", list="list"),
        {
            "text": Text,
            "kinds": Annotated[ByKind, Field(min_length=1)],
            "list": Annotated[tuple[InList, ...], Field(min_length=1)],
        },
        _claimed,
    ),
]
Covered: TypeAlias = Annotated[
    str | Conditions,
    Either(
        "conditions, `{failure_type: late}`, or `any` for all cases",
        by_type(text="any", mapping="conditions"),
        {"any": Annotated[str, words("any")], "conditions": Conditions},
    ),
]


class Property(Located):
    """A promise about every case, which can be proved or refuted. Each makes one statement."""

    noun: ClassVar[str] = "a property"
    essential: ClassVar[frozenset[str]] = frozenset({*STATEMENTS, "of", "with"})

    id: Id = Field(description="The name of the property.")
    of: Texts | None = Field(
        None,
        description="What of a decision is compared: kinds, `apology`, or their parameters, `refund.amount`.",
    )
    with_: dict[NameKey, CellNode] | None = Field(
        None,
        alias="with",
        min_length=1,
        description="Which actions of the kind count: values of parameters that keep its actions apart.",
    )
    never_falls_as: Text | None = Field(
        None, description="A fact: as it alone rises, or turns from no to yes, what stands under `of` never falls."
    )
    never_rises_as: Text | None = Field(
        None, description="A fact: as it alone rises, or turns from no to yes, what stands under `of` never rises."
    )
    same_whatever: Texts | None = Field(None, description="Facts that make no difference, whatever they are.")
    never: Claimed | None = Field(
        None, description="Kinds that are never given, or an expression over facts and actions that is never true."
    )
    always: Claimed | None = Field(
        None, description="Kinds that are always given, or an expression over facts and actions that always holds."
    )
    covers: Covered | None = Field(
        None, description="The cases in which some rule or limit gives an action; `any` for all."
    )
    never_less_than: Text | None = Field(
        None, description="Another ruleset's file, found as under `extends`: in no case is less given than it gives."
    )
    when: Conditions | None = Field(None, description="The cases that it is about; all of them if left out.")
    because: Reason = Field({})
    source: Source = None
    allow: AllowUndecided = Field({})
    replaces: Replaces = False

    @classmethod
    def conflicts(cls, node: MapNode) -> Iterator[Conflict]:
        """A property makes one statement, and says what is compared where something is."""
        made = [key for key in node if key in STATEMENTS]
        if len(made) > 1:
            message = f"a property makes one statement, and this makes {len(made)}: {', '.join(map(quote, made))}"
            yield Conflict("RR149", message, made[1], "make it a property of its own")
        elif not made and not node.keys() - set(cls.known_keys()):  # else an unknown key was meant as one
            label = f"add {', '.join(map(quote, STATEMENTS[:-1]))} or {quote(STATEMENTS[-1])}"
            yield Conflict("RR141", "this property states nothing", label=label, needs="always")
        elif made and made[0] in _NEEDS_OF and "of" not in node:
            label = "add `of`, a kind or a parameter such as `refund.amount`"
            yield Conflict("RR141", f"{quote(made[0])} needs `of`", made[0], label, needs="of")
        elif made and made[0] not in COMPARED and "of" in node:
            message = f"{quote(made[0])} says itself what it is about"
            yield Conflict("RR149", message, "of", "leave it out")
        if "with" in node and "of" not in node and made and made[0] not in _NEEDS_OF:
            label = f"write `{made[0]}: {{compensation: {{form: voucher}}}}`" if made[0] in _CLAIMS else "leave it out"
            yield Conflict("RR149", "`with` narrows what stands under `of`, and nothing does", "with", label)

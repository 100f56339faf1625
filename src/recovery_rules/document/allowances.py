"""What `check` or `prove` would tell, and the author means. In: what stands under `allow`. Out: reasons by code."""

from typing import Annotated, TypeAlias

from pydantic import Field

from recovery_rules.document.scalars import TOLD, UNDECIDED, KeyLeaf
from recovery_rules.document.shapes import Label

Allow: TypeAlias = Annotated[
    dict[Annotated[str, KeyLeaf(TOLD)], Label],
    Field(description="Warnings and notes that are meant, each with the reason: `{RR505: only these get more}`."),
]
AllowUndecided: TypeAlias = Annotated[
    dict[Annotated[str, KeyLeaf(UNDECIDED)], Label],
    Field(description="That the property may stay unknown, with the reason: `{RR540: it depends on the calendar}`."),
]

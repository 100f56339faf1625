"""Authority: what each role may do. In: what stands under `authority`. Out: the entries of each role."""

from typing import Annotated, TypeAlias

from pydantic import Field

from recovery_rules.document.scalars import ID, KeyLeaf, NameKey, Text

Limits: TypeAlias = Annotated[dict[Annotated[str, KeyLeaf(ID)], Text], Field(min_length=1)]
Authority: TypeAlias = dict[NameKey, Limits]  # by role

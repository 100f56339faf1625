"""How a part of an expression could be written so that its type fits: help for authors.

In: a part, its type and the type that is wanted. Out: a line of help, empty where there is none.
"""

from __future__ import annotations

from typing import Final, cast

from recovery_rules.language.check import Check
from recovery_rules.language.expressions import Constant, Expression
from recovery_rules.language.syntax import Operation, Syntax, Written
from recovery_rules.language.types import Type
from recovery_rules.language.writing import text_of

_NUMBERS: Final = frozenset({"integer", "number"})
_LOOSER: Final = frozenset({"+", "-", "if"})  # than `*`
_LONGEST_SHOWN: Final = 40


def rewritten(check: Check, tree: Syntax, found: Expression, wanted: Type) -> str:
    """How to write a quantity as another one: a bare number with its unit, a ratio as a percentage and back."""
    is_number = found.type.kind in _NUMBERS
    if isinstance(tree, Written):
        if not is_number:
            return ""
        if wanted.kind == "percent" and "." in tree.text:
            return f"write it as a percentage, `{text_of(cast('Constant', found).value, wanted)}`"
        unit = {"percent": "%", "money": wanted.unit, "unit": wanted.unit}.get(wanted.kind)
        if wanted.kind == "duration":  # which unit was meant, only the author knows
            return f"write `{tree.text} min`, `{tree.text} h`, `{tree.text} d` or another unit"
        return f"write `{tree.text} {unit}`" if unit else ""
    if is_number and wanted.kind == "percent":
        percents = "1 %" if found.type.kind == "integer" else "100 %"  # 5 is meant as 5 %, a ratio of 0.5 as 50 %
        return f"write `{_factor(check, tree)} * {percents}`"
    if found.type.kind == "percent" and wanted.kind in _NUMBERS:
        return f"write `{_factor(check, tree)} / 100 %`"
    return ""


def _factor(check: Check, tree: Syntax) -> str:
    """A part of the text as what stands before `*`."""
    text = check.node.text[tree.start : tree.stop]
    if len(text) > _LONGEST_SHOWN or "\n" in text:
        return "(...)"
    return f"({text})" if isinstance(tree, Operation) and tree.name in _LOOSER else text

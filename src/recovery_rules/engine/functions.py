"""Single expressions as functions of the values that the matcher returns."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from recovery_rules.engine.emit import Emitter
from recovery_rules.language.expressions import Constant, Expression
from recovery_rules.language.types import Plain

Function: TypeAlias = Callable[[tuple[Plain | None, ...]], Plain | None]


class Functions:
    """Compiles expressions, each distinct one once.

    Args:
        names: the facts whose values a function is called with, in order.
        always_known: whether a fact is never unknown.
    """

    def __init__(self, names: tuple[str, ...], always_known: Callable[[str], bool]) -> None:
        self._place = {name: place for place, name in enumerate(names)}
        self._always_known = always_known
        self._compiled: dict[Expression, Function] = {}

    def of(self, expression: Expression) -> Function:
        """The function that gives an expression's plain value, None where unknown."""
        found = self._compiled.get(expression)
        if found is None:
            found = self._compiled[expression] = self._compile(expression)
        return found

    def _compile(self, expression: Expression) -> Function:
        if isinstance(expression, Constant):
            value = expression.value
            return lambda _: value
        emitter = Emitter(lambda name: f"v[{self._place[name]}]", self._always_known)
        source, _ = emitter.expression(expression)
        emitter.line(f"return {source}")
        return emitter.compiled("compute", "v")

"""Python source for typed expressions.

Only names of our own making and operators are written; every constant travels in a list beside the source, so no
text of an author ever becomes code.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from typing import Any

from recovery_rules.engine.arithmetic import divide, elapsed, full, shift, started
from recovery_rules.language.expressions import Apply, Constant, Expression, Known, Read
from recovery_rules.language.rationals import round_to
from recovery_rules.language.time_steps import TIMES

_INFIX = {
    "add": "+",
    "subtract": "-",
    "multiply": "*",
    "<": "<",
    "<=": "<=",
    ">": ">",
    ">=": ">=",
    "=": "==",
    "!=": "!=",
}
_CALLS: Mapping[str, Callable[..., Any]] = {
    "absolute": abs,
    "least": min,
    "greatest": max,
    "divide": divide,
    "full": full,
    "started": started,
    "elapsed": elapsed,
    "shift": shift,
}


class Emitter:
    """Collects lines of a function body and the constants that they name.

    Args:
        variable: the variable that holds a fact's plain value.
        always_known: whether a fact is never unknown; code for it skips the check.
    """

    def __init__(self, variable: Callable[[str], str], always_known: Callable[[str], bool]) -> None:
        self.lines: list[str] = []
        self.names: dict[str, object] = {}
        self._variable = variable
        self._always_known = always_known
        self._temporaries = 0
        self._depth = 0
        self._constants: dict[tuple[type, object], str] = {}

    def line(self, text: str) -> None:
        """Adds a line of source."""
        self.lines.append("    " * self._depth + text)

    @contextmanager
    def block(self, head: str) -> Generator[None]:
        """Adds a compound statement; lines until the end of the context are its body."""
        self.line(head)
        self._depth += 1
        yield
        self._depth -= 1

    def constant(self, value: object) -> str:
        """A name for a constant."""
        return self.name("K", value)

    def name(self, prefix: str, value: object) -> str:
        """A fresh name bound to `value`; equal hashable constants of one type share theirs."""
        key = (type(value), value) if isinstance(value, (int, str)) else None
        if key is not None and key in self._constants:
            return self._constants[key]
        name = f"{prefix}{len(self.names)}"
        self.names[name] = value
        if key is not None:
            self._constants[key] = name
        return name

    def expression(self, expression: Expression) -> tuple[str, bool]:
        """Source that gives the expression's value, and whether that may be None."""
        match expression:
            case Constant(value=value):
                return self.constant(value), False
            case Read(fact=fact):
                return self._variable(fact), not self._always_known(fact)
            case Known(fact=fact):
                return ("True" if self._always_known(fact) else f"({self._variable(fact)} is not None)"), False
            case Apply():
                return self._apply(expression)

    def compiled(self, name: str, parameter: str) -> Callable[..., Any]:
        """The lines so far as a function of one parameter."""
        body = "\n".join(f"    {line}" for line in self.lines)
        names: dict[str, Any] = {"bisect_left": bisect_left, "bisect_right": bisect_right, **self.names}
        arguments = "".join(f", {known}={known}" for known in names)  # locals are faster to read than globals
        source = f"def {name}({parameter}{arguments}):\n{body}\n"
        exec(compile(source, "<recovery rules>", "exec"), names)  # noqa: S102  (our own source, from a checked model)
        function: Callable[..., Any] = names[name]
        return function

    def _apply(self, node: Apply) -> tuple[str, bool]:
        parts = [self.expression(argument) for argument in node.arguments]
        operands = [self._temporary(text) for text, _ in parts]
        unknowns = [operand for operand, (_, may_be_none) in zip(operands, parts, strict=True) if may_be_none]
        if node.operation in {"and", "or"}:
            return self._kleene(node.operation, operands, may_be_none=bool(unknowns))
        if node.operation == "if":
            test, value, other = operands
            chosen = f"({value} if {test} else {other})"
            return f"(None if {test} is None else {chosen})" if parts[0][1] else chosen, bool(unknowns)
        value = self._strict(node, operands)
        if not unknowns:
            return value, False
        missing = " or ".join(f"{operand} is None" for operand in unknowns)
        return f"(None if {missing} else {value})", True

    def _strict(self, node: Apply, operands: list[str]) -> str:
        """An operation on known operands."""
        operation, listed = node.operation, ", ".join(operands)
        match operation:
            case "negate":
                return f"(-{listed})"
            case "not":
                return f"(not {listed})"
            case "has":
                return f"({operands[1]} in {operands[0]})"
            case "round":
                return f"{self.constant(round_to)}({listed}, {self.constant(node.detail)})"
            case _ if operation in TIMES:
                return f"{self.constant(TIMES[operation])}({self.constant(node)}, {listed})"
            case _ if operation in _INFIX:
                return f"({operands[0]} {_INFIX[operation]} {operands[1]})"
            case _:
                pass
        return f"{self.constant(_CALLS[operation])}({listed})"

    def _kleene(self, operation: str, operands: list[str], *, may_be_none: bool) -> tuple[str, bool]:
        decisive = "False" if operation == "and" else "True"
        if not may_be_none:
            return f"({f' {operation} '.join(operands)})", False
        decided = " or ".join(f"{operand} is {decisive}" for operand in operands)
        unknown = " or ".join(f"{operand} is None" for operand in operands)
        otherwise = "True" if operation == "and" else "False"
        return f"({decisive} if {decided} else None if {unknown} else {otherwise})", True

    def _temporary(self, text: str) -> str:
        if text.isidentifier():
            return text
        name = f"t{self._temporaries}"
        self._temporaries += 1
        self.line(f"{name} = {text}")
        return name

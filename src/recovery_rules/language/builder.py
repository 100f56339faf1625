"""Turns what the grammar recognises into syntax trees, one small method a rule of `grammar.lark`.

Called by lark while it parses, from the leaves up, so no text is too deep for it. Every rule gets all its tokens:
the first and the last one tell where the text stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from attrs import evolve

from recovery_rules.language.syntax import Cell, Entry, Form, Name, Operation, Quoted, Syntax, Value, Written

if TYPE_CHECKING:
    from lark import Token

_SIGNS: dict[str, Form] = {
    "at least": ">=",
    "at most": "<=",
    "up to": "<=",
    "over": ">",
    "under": "<",
    "on or after": ">=",
    "from": ">=",
    "on or before": "<=",
    "until": "<=",
    "after": ">",
    "before": "<",
}
_BRACKETS: dict[tuple[bool, bool], Form] = {
    (True, True): "[]",
    (True, False): "[)",
    (False, True): "(]",
    (False, False): "()",
}
COUNTED: Final = frozenset({"working days", "working hours", "calendar days", "months", "years"})
Piece: TypeAlias = "Syntax | Token"


class Builder:
    """The methods are called by the names of the grammar's rules and terminals."""

    def NAME(self, token: Token) -> Name:  # noqa: N802
        """A name."""
        return Name(str(token), _start(token), _stop(token))

    def LITERAL(self, token: Token) -> Written:  # noqa: N802
        """A number with or without a unit."""
        return Written(str(token), _start(token), _stop(token))

    YES_NO = LITERAL

    def QUOTED(self, token: Token) -> Quoted:  # noqa: N802
        """A text in quotes."""
        return Quoted(token[1:-1], _start(token), _stop(token))

    def negative(self, pieces: list[Piece]) -> Written:
        """A literal with a minus."""
        sign, literal = pieces
        assert isinstance(literal, Written)
        return Written(f"-{literal.text}", _start(sign), literal.stop)

    # ---- conditions

    def anything(self, _: list[Token]) -> Cell:
        """`any`."""
        return Cell(())

    def entries(self, pieces: list[Entry | Token]) -> tuple[Entry, ...]:
        """A list separated by commas."""
        return tuple(piece for piece in pieces if isinstance(piece, Entry))

    def either(self, pieces: list[tuple[Entry, ...]]) -> Cell:
        """One of several."""
        return Cell(pieces[0])

    def neither(self, pieces: list[tuple[Entry, ...]]) -> Cell:
        """None of several."""
        return Cell(pieces[1], negated=True)

    def neither_bracketed(self, pieces: list[tuple[Entry, ...]]) -> Cell:
        """None of several, in brackets."""
        return Cell(pieces[2], negated=True)

    def equal(self, pieces: list[Value]) -> Entry:
        """A bare value."""
        return Entry("is", (pieces[-1],), _start(pieces[0]), _stop(pieces[-1]))

    def ordered(self, pieces: list[Value]) -> Entry:
        """A comparison in words or signs."""
        sign, value = pieces
        return Entry(_sign(sign), (value,), _start(sign), value.stop)

    def between(self, pieces: list[Value]) -> Entry:
        """`low to high`, both included."""
        low, _, high = pieces
        return Entry("[]", (low, high), low.start, high.stop)

    def from_to(self, pieces: list[Value]) -> Entry:
        """`from low to high`, both included."""
        word, low, _, high = pieces
        return Entry("[]", (low, high), _start(word), high.stop)

    def interval(self, pieces: list[Piece]) -> Entry:
        """A range in brackets; `]a..b[` leaves out both ends, as `(a..b)` does."""
        opening, low, _, high, closing = pieces
        assert isinstance(low, Value)
        assert isinstance(high, Value)
        brackets = _BRACKETS[opening == "[", closing == "]"]
        return Entry(brackets, (low, high), _start(opening), _stop(closing))

    def membership(self, pieces: list[Value]) -> Entry:
        """`has x`."""
        return Entry("has", (pieces[1],), _start(pieces[0]), pieces[1].stop)

    def knownness(self, pieces: list[Token]) -> Entry:
        """`known`, `unknown`, `null`."""
        word = pieces[0]
        return Entry("known" if word == "known" else "unknown", (), _start(word), _stop(word))

    # ---- expressions

    def comparator(self, pieces: list[Token]) -> Token:
        """A comparison sign or its words."""
        return pieces[0]

    def disjunction(self, pieces: list[Piece]) -> Operation:
        """Alternatives, however many: one node, so that a long list is not a deep one."""
        return _operation("or", *pieces[::2])

    def conjunction(self, pieces: list[Piece]) -> Operation:
        """Conditions that all hold."""
        return _operation("and", *pieces[::2])

    def binary(self, pieces: list[Piece]) -> Operation:
        """An operator between two operands."""
        left, sign, right = pieces
        if sign in {"+", "-"} and isinstance(right, Operation) and right.name in COUNTED:
            return evolve(_operation(f"{sign} {right.name}", left, *right.parts), stop=right.stop)
        return _operation(_sign(sign), left, right)

    def prefix(self, pieces: list[Piece]) -> Operation:
        """`not x`."""
        return evolve(_operation("not", pieces[1]), start=_start(pieces[0]))

    def minus(self, pieces: list[Piece]) -> Syntax:
        """A sign: part of a literal, or an operation on anything else."""
        sign, operand = pieces
        if isinstance(operand, Written) and operand.text[0] != "-":
            return self.negative(pieces)
        return evolve(_operation("negate", operand), start=_start(sign))

    def suffix(self, pieces: list[Piece]) -> Operation:
        """`x known`, `x unknown`."""
        return evolve(_operation(str(pieces[1]), pieces[0]), stop=_stop(pieces[1]))

    def one_of(self, pieces: list[Piece | list[Piece]]) -> Operation:
        """`x in (a, b)`."""
        tested, _, _, values, closing = pieces
        assert isinstance(values, list)
        return evolve(_operation("in", tested, *values), stop=_stop(closing))

    def choose(self, pieces: list[Piece]) -> Operation:
        """`if a then b else c`."""
        return evolve(_operation("if", *pieces[1::2]), start=_start(pieces[0]))

    def group(self, pieces: list[Piece]) -> Syntax:
        """Brackets: the same tree, but they are underlined with it."""
        opening, inner, closing = pieces
        assert isinstance(inner, Syntax)
        # Depth grows although the tree does not: `((((x))))` is bounded like any other nesting.
        return evolve(inner, start=_start(opening), stop=_stop(closing), depth=inner.depth + 1)

    def arguments(self, pieces: list[Piece]) -> list[Piece]:
        """A list separated by commas."""
        return pieces[::2]

    def call(self, pieces: list[Piece | list[Piece]]) -> Operation:
        """A function and its arguments."""
        function, _, arguments, closing = pieces
        assert isinstance(arguments, list)
        return evolve(_operation(str(function), *arguments), start=_start(function), stop=_stop(closing))

    def periods(self, pieces: list[Piece]) -> Operation:
        """`full 24 h in x`."""
        word, length, _, operand = pieces
        return evolve(_operation(str(word), length, operand), start=_start(word))

    def counted(self, pieces: list[Piece]) -> Operation:
        """`2 working days`, `n months`: so many of a unit whose length the day decides."""
        if len(pieces) == 1:  # a literal is one piece, so that `2 working` is no amount of a unit
            written = str(pieces[0])
            digits, _, unit = written.partition(written.lstrip("0123456789")[0])
            count: Piece = Written(digits, _start(pieces[0]), _start(pieces[0]) + len(digits))
        else:
            count, unit = pieces[0], str(pieces[1])
        return evolve(_operation(_plural(unit), count), stop=_stop(pieces[-1]))

    def working_days(self, pieces: list[Piece]) -> Operation:
        """`working days from a to b`."""
        word, _, first, _, last = pieces
        return evolve(_operation("working days from", first, last), start=_start(word))

    def part_of_time(self, pieces: list[Piece]) -> Operation:
        """`date of t`, `weekday of d`."""
        word, operand = pieces
        return evolve(_operation(" ".join(str(word).split()), operand), start=_start(word))


def _plural(unit: str) -> str:
    """One of `COUNTED`."""
    words = unit.split()
    return " ".join([*words[:-1], words[-1].removesuffix("s") + "s"])


def _operation(name: str, *pieces: Piece | list[Piece]) -> Operation:
    parts = tuple(piece for piece in pieces if isinstance(piece, Syntax))
    assert len(parts) == len(pieces)
    return Operation(name, parts, parts[0].start, parts[-1].stop, 1 + max(part.depth for part in parts))


def _sign(token: Piece) -> Form:
    """The sign behind words; blanks between them do not matter."""
    word = " ".join(str(token).split())
    return _SIGNS.get(word, word)  # type: ignore[arg-type]  # any other comparison is its own sign


def _start(piece: Piece | list[Piece]) -> int:
    if isinstance(piece, Syntax):
        return piece.start
    assert not isinstance(piece, list)
    assert piece.start_pos is not None
    return piece.start_pos


def _stop(piece: Piece | list[Piece]) -> int:
    if isinstance(piece, Syntax):
        return piece.stop
    assert not isinstance(piece, list)
    assert piece.end_pos is not None
    return piece.end_pos

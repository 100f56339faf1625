"""From text to syntax trees: conditions by `parse_test`, expressions by `parse_expression`.

In: the text of one cell, condition or amount. Out: its tree, or `Unreadable` with the place and what could stand
there. Both remember recent texts, because the rows of a table repeat theirs. Never raises, whatever the text.
"""

from __future__ import annotations

import functools
import re
from importlib import resources
from typing import TYPE_CHECKING, Final, cast

from recovery_rules.language import words
from recovery_rules.language.simple import simple_test
from recovery_rules.language.syntax import Cell, Syntax, Unreadable
from recovery_rules.language.unreadable import explain, strange_character

if TYPE_CHECKING:
    from lark import Lark

LONGEST_TEST: Final = 20_000
LONGEST_EXPRESSION: Final = 4_000
_REMEMBERED = 8_192


@functools.lru_cache(_REMEMBERED)
def parse_test(text: str) -> Cell | Unreadable:
    """The condition that `text` writes.

    Example:
        >>> parse_test("at least major").entries[0].form
        '>='
    """
    if len(text) > LONGEST_TEST:
        return _too_long(text, LONGEST_TEST)
    return simple_test(text) or cast("Cell | Unreadable", _parse(text, "test"))


@functools.lru_cache(_REMEMBERED)
def parse_expression(text: str, most_depth: int = 64) -> Syntax | Unreadable:
    """The expression that `text` writes, nested at most so deep.

    Example:
        >>> parse_expression("50% of amount_paid").name
        'of'
    """
    if len(text) > LONGEST_EXPRESSION:
        return _too_long(text, LONGEST_EXPRESSION)
    tree = cast("Syntax | Unreadable", _parse(text, "expression"))
    if not isinstance(tree, Unreadable) and tree.depth > most_depth:
        return Unreadable(
            f"nested {tree.depth:,} deep; at most {most_depth} can be read",
            0,
            len(text),
            "derive a part of it as a fact of its own",
            too_much=True,
        )
    return tree


def _too_long(text: str, most: int) -> Unreadable:
    return Unreadable(f"{len(text):,} characters; at most {most:,} can be read", 0, len(text), too_much=True)


def _parse(text: str, start: str) -> object:
    from lark import UnexpectedCharacters, UnexpectedToken

    try:
        return _grammar().parse(text, start)
    except UnexpectedCharacters as found:
        return strange_character(text, cast("int", found.pos_in_stream))
    except UnexpectedToken as found:
        token = found.token
        at, end = token.start_pos, token.end_pos
        if token.type == "$END" or at is None or end is None:
            at, end = len(text.rstrip()), len(text)
        return explain(text, at, end, accepted=found.accepts, condition=start == "test")


@functools.cache
def _grammar() -> Lark:
    from lark import Lark

    from recovery_rules.language.builder import Builder

    source = resources.files("recovery_rules.language").joinpath("grammar.lark").read_text("utf-8")
    for name in ("LITERAL", "NAME", "QUOTED", "WORD"):
        source = source.replace(f"%{name}%", getattr(words, name).replace("/", r"\/"))
    return Lark(
        source,
        start=["test", "expression"],
        parser="lalr",
        lexer="contextual",
        transformer=Builder(),
        keep_all_tokens=True,
        maybe_placeholders=False,
        g_regex_flags=re.DOTALL,
    )

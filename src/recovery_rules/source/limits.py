"""How much a file may ask of the host.

In: defaults, or the caller's own figures. Used by every stage of a load.
"""

from __future__ import annotations

from attrs import frozen


@frozen(kw_only=True)
class LoadLimits:
    """Bounds on one file. Ordinary rulesets stay far below; a bomb is refused before it costs anything.

    Attributes:
        file_bytes: Size of a file in UTF-8.
        nesting: Lists and mappings inside one another.
        nodes: Values in a file, keys included.
        scalar: Characters of one text.
        rules: Rules of a ruleset, table rows included.
        facts: Facts of a ruleset, derived ones included.
        expression_depth: Nesting of one expression.
        digits: Digits of a number.
    """

    file_bytes: int = 5_000_000
    nesting: int = 32
    nodes: int = 1_000_000
    scalar: int = 20_000
    rules: int = 20_000
    facts: int = 200
    expression_depth: int = 64
    digits: int = 34

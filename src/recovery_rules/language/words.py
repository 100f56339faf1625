"""The words and the shapes of literals that conditions and expressions are made of, as regular expressions.

One place, read by the grammar, by the fast path for simple conditions and by the check of names.
"""

from __future__ import annotations

from typing import Final

from recovery_rules.source.names import IDENTIFIER

# Always words of the language, wherever they stand.
HARD: Final = frozenset(
    {
        *("any", "not", "and", "or", "if", "then", "else", "of", "in", "to", "over", "under"),
        *("before", "after", "from", "until"),
        *("has", "known", "unknown", "yes", "no", "true", "false", "null"),
    }
)
# Words only in their place: before a bracket, a number or their second half.
SOFT: Final = frozenset(
    {"on", "at", "least", "most", "up", "full", "started", "lower", "higher", "floor", "ceiling", "round", "abs"}
)

BLANK: Final = r"[ \t\r\n]"  # other blanks are refused, as most of them cannot be told apart
_HARD = "|".join(sorted(HARD))
WORD: Final = rf"(?!(?:{_HARD})\b){IDENTIFIER}"  # an identifier that is no word of the language
NAME: Final = rf"{WORD}(?:\.{IDENTIFIER})*"

# A comma between digits is taken in, to be refused with a reason: `1,000` must never mean `1 or 0`.
DIGITS: Final = r"[0-9][0-9_]*(?:[.,][0-9_]+)*"
LITERAL: Final = (
    rf"(?:[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}T[0-9]{{2}}:[0-9]{{2}}(?::[0-9]{{2}}(?:\.[0-9]+)?)?(?:Z|[+-][0-9]{{2}}:?[0-9]{{2}})?"
    rf"(?!\w|\.\w)"  # 2026-11-04T18:00+08:00
    rf"|[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}(?!\w|\.\w)"  # 2026-11-04
    rf"|[A-Z]{{3}}{BLANK}+{DIGITS}(?!\w|\.\w)"  # CNY 20
    rf"|{DIGITS}(?:{BLANK}*%|{BLANK}*{WORD}(?:{BLANK}+{DIGITS}{BLANK}*{WORD})*)?)"  # 20, 50 %, 20 CNY, 1 h 30 min
)
QUOTED: Final = r'"[^"]*"'

"""The one place that reads and writes values of a type.

- `parse_literal`: an author's or a command line's text to a plain value.
- `plain_of`: a Python or JSON value that a caller gives as a fact to a plain value.
- `public_of`: a plain value to what the caller gets back.
- `text_of`: a plain value to its canonical neutral text, which the first two read back.

The first two raise `ValueError`, its text ready to be shown; the last two never fail.
"""

from __future__ import annotations

from recovery_rules.language.given import plain_of
from recovery_rules.language.public import public_of
from recovery_rules.language.reading import parse_literal
from recovery_rules.language.writing import text_of

__all__ = ["parse_literal", "plain_of", "public_of", "text_of"]

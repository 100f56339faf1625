"""The words of the texts, one module a locale.

In: the name of a locale. Out: its `Phrases`. A new locale is one more module and one more line here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from recovery_rules.trace.telling.locales.en import ENGLISH
from recovery_rules.trace.telling.locales.zh import CHINESE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recovery_rules.trace.telling.locales.phrases import Phrases

LOCALES: Final[Mapping[str, Phrases]] = {phrases.locale: phrases for phrases in (ENGLISH, CHINESE)}


def phrases_of(locale: str) -> Phrases:
    """The phrases of a locale.

    Raises:
        ValueError: There are none.

    Example:
        >>> phrases_of("en").yes
        'yes'
        >>> phrases_of("fr")
        Traceback (most recent call last):
        ValueError: there are no texts in `fr`; the locales are en, zh
    """
    found = LOCALES.get(locale)
    if found is None:
        raise ValueError(f"there are no texts in `{locale}`; the locales are {', '.join(LOCALES)}")
    return found

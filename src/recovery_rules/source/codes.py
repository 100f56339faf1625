"""The catalogue of diagnostics: for each code its severity and a title of one line.

RR1xx reading (RR100-139) and shape (RR140-199); RR2xx names, types, conditions, expressions; RR3xx what must
be proved before a ruleset loads; RR4xx rules, limits, tables, vocabulary; RR5xx warnings. A code never
changes its meaning. Each has a section in `docs/reference/errors.md`, which a test demands. Used by
`diagnostics`; an unknown code is a KeyError.
"""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

Severity: TypeAlias = Literal["error", "warning"]

# One line a code, sorted.
CODES: Final[dict[str, tuple[Severity, str]]] = {
    "RR101": ("error", "the file is not UTF-8 text"),
    "RR102": ("error", "the file is too large"),
    "RR103": ("error", "a control character"),
    "RR104": ("error", "an invisible or misleading character"),
    "RR105": ("error", "the file is empty"),
    "RR106": ("error", "the file does not consist of `key: value` entries"),
    "RR107": ("error", "several documents in one file"),
    "RR108": ("error", "a tab where only spaces may indent"),
    "RR109": ("error", "a bracket, a brace or a comma is missing"),
    "RR110": ("error", "a quote is not closed"),
    "RR111": ("error", "a value is missing"),
    "RR112": ("error", "a comma ended a value"),
    "RR113": ("error", "a `#` cut text off"),
    "RR114": ("error", "a key appears twice"),
    "RR115": ("error", "an anchor or an alias"),
    "RR116": ("error", "a tag"),
    "RR117": ("error", "a `%` directive"),
    "RR118": ("error", "a merge key"),
    "RR119": ("error", "a key that is not text"),
    "RR120": ("error", "an empty key"),
    "RR121": ("error", "a null where a value is meant"),
    "RR122": ("error", "nested too deeply"),
    "RR123": ("error", "too many values in one file"),
    "RR124": ("error", "a text is too long"),
    "RR125": ("error", "a colon inside plain text"),
    "RR126": ("error", "the indentation does not line up"),
    "RR127": ("error", "not `key: value`"),
    "RR128": ("error", "a backslash that means nothing"),
    "RR129": ("error", "a character that cannot start plain text"),
    "RR130": ("error", "not readable as YAML"),
    "RR131": ("error", "text after a closing quote or bracket"),
    "RR140": ("error", "an unknown key"),
    "RR141": ("error", "a key is missing"),
    "RR142": ("error", "a list, a mapping or one text where another is meant"),
    "RR143": ("error", "not one of the fixed words"),
    "RR144": ("error", "a name with letters that it may not have"),
    "RR145": ("error", "too few entries"),
    "RR146": ("error", "several actions in one entry"),
    "RR147": ("error", "a row with too few or too many cells"),
    "RR148": ("error", "a cell of no column"),
    "RR149": ("error", "keys that do not go together"),
    "RR150": ("error", "the same role twice"),
    "RR160": ("error", "a file under `extends` is not there"),
    "RR161": ("error", "a path under `extends` leads elsewhere"),
    "RR162": ("error", "files extend each other in a circle"),
    "RR163": ("error", "too many files"),
    "RR164": ("error", "a file under `extends` cannot be read"),
    "RR165": ("error", "the same name twice"),
    "RR166": ("error", "nothing to replace"),
    "RR199": ("error", "too many problems to show"),
    "RR201": ("error", "not readable as a condition or an expression"),
    "RR202": ("error", "a condition or an expression is too large"),
    "RR203": ("error", "not the name of a fact"),
    "RR204": ("error", "not a value of the fact"),
    "RR205": ("error", "not a value of this type"),
    "RR206": ("error", "types that do not go together"),
    "RR207": ("error", "personal text is read"),
    "RR208": ("error", "values without an order are compared by size"),
    "RR209": ("error", "a range that holds nothing"),
    "RR210": ("error", "a divisor can be zero"),
    "RR211": ("error", "a set is asked as one value, or one value as a set"),
    "RR212": ("error", "an expression gives another type than is needed"),
    "RR213": ("error", "a function with wrong arguments"),
    "RR214": ("error", "not a possible name"),
    "RR310": ("error", "an amount can be negative"),
    "RR501": ("warning", "cases that get only what every case gets"),
    "RR502": ("warning", "a rule that no case reaches"),
    "RR599": ("warning", "too many warnings to show"),
}

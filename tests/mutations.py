"""Damaged rulesets: as typing, pasting and bad luck damage a text, and as a wrong program damages a tree."""

import copy
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final, TypeVar

import yaml
from hypothesis import strategies as st

from tests.every_type import RULESET
from tests.strategies import as_yaml, rulesets

_T = TypeVar("_T")
_ROOT = Path(__file__).parent.parent / "rulesets"
SHIPPED: Final = tuple(sorted(_ROOT.rglob("*.yaml")))
TEXTS: Final = (RULESET, *(path.read_text("utf-8") for path in SHIPPED))

# What authors mean otherwise, what YAML reads otherwise, and what nobody should write.
NASTY: Final = (
    *("1e999", "-1e999", "9" * 40, "0.1" + "0" * 40 + "1", "1_000", "1,000", "0x10", "0b1", ".5", "5.", "+5", "-0"),
    *("1" + "0" * 33, "1" + "0" * 34, "99999999999999999 h", "1e6 h", "100%", "-1%", "1/3", "NaN", ".inf", "-.inf"),
    *("yes", "no", "true", "null", "~", "''", '""', "any", "-", "not", "known", "unknown", "otherwise", "if", "to"),
    *("&a x", "*a", "!tag x", "!!python/object:os.system x", "<<: {a: 1}", "? x", "| x", "> x", "{a: 1, a: 2}"),
    *("[" * 40, "{a: " * 40, "[" * 2_000, "(" * 40, "x" * 150, "x" * 25_000, "not " * 80, "- " * 40),
    *('"a\\0b"', '"a\\u202eb"', "\N{RIGHT-TO-LEFT OVERRIDE}x", "\N{GRINNING FACE}", "\N{ZERO WIDTH SPACE}", "é", "é"),
    *(
        "\x00",
        "\x07",
        "\x85",
        "\u2028",
        "\ufeff",
        "\ud800",
        "%YAML 1.1",
        "---",
        "...",
        "#",
        "# x",
        " #x",
        "\t",
        "`",
        "@",
    ),
    *("as_of", "facts", "role", "calendar", "next_role", "choice", "ruleset", "self", "class", "__class__", "import"),
    *("severity", "refund", "apology", "refund.amount", "amount_paid", "1 / paid", "paid / paid", "x / 0", "a.b.c.d"),
    *("at least major", "[1..3]", "]1..3[", "[3..1]", "(1..1)", ">= 5", "over any", "5 to 1", "1 to 2 to 3", "has x"),
    *("failure_type = other", "severity and severity", "if verified then 1 else", "share of share of paid", "(paid)"),
    *("full 0 h in delay", "started -1 h in delay", "round(paid, 0 CNY)", "lower(1)", "abs()", "floor(paid)"),
    *("20 CNY", "CNY 20", "20 XYZ", "2 h", "2 h 90 min", "3 months", "2 points", "0.001 CNY", "-5 CNY", "50 %"),
    *("first", "unique", "collect", "collect sum", "rule order", "output order", "law", "skip", "apply", "half_up"),
    *("vocabulary/service-recovery.yaml", "../x.yaml", "/etc/passwd", "general.yaml", "", "2", "1.0"),
)
# A damaged number or word of the language often leaves a ruleset that loads, and decides otherwise.
_NUMBERS = ("0", "1", "2", "3", "10", "99", "100", "0.5", "1000000", "9" * 33, "0.000001")
_WORDS = (
    *("at least", "at most", "over", "under", "not", "any", "first", "unique", "priority", "law", "house", "yes", "no"),
    *("greatest", "least", "sum", "same", "all", "lower", "higher", "and", "or", "+", "-", "*", "<", ">=", "known"),
)
_EXCHANGED = (
    (re.compile(r"\d+(?:\.\d+)?"), _NUMBERS),
    (re.compile("|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in _WORDS)), _WORDS),
)
_TOKEN = re.compile(r"\w+|[^\w\s]+|[^\S\n]+|\n")


@st.composite
def damaged_texts(draw: st.DrawFn) -> str:
    """The text of a ruleset with one to three lines, tokens or scalars damaged."""
    text = draw(_one_of(TEXTS) | rulesets().map(as_yaml))
    for _ in range(draw(st.integers(1, 3))):
        pieces = text.splitlines(keepends=True) if draw(st.booleans()) else _TOKEN.findall(text)
        if not pieces:
            return text
        at, other = (draw(st.integers(0, len(pieces) - 1)) for _ in range(2))
        match draw(
            st.sampled_from(["exchange", "exchange", "delete", "double", "swap", "move", "replace", "insert", "cut"])
        ):
            case "exchange":
                pieces = [_exchanged(draw, text)]
            case "delete":
                del pieces[at]
            case "double":
                pieces.insert(at, pieces[at])
            case "swap":
                pieces[at], pieces[other] = pieces[other], pieces[at]
            case "move":
                pieces.insert(other, pieces.pop(at))
            case "replace":
                pieces[at] = draw(_one_of(NASTY)) + ("\n" if pieces[at].endswith("\n") else "")
            case "insert":
                pieces.insert(at, draw(_one_of(NASTY)))
            case _:
                pieces = pieces[:at]
        text = "".join(pieces)
    return text


def _exchanged(draw: st.DrawFn, text: str) -> str:
    """The text with one number instead of another, or one word of the language.

    No strategy of its own: hypothesis would write its text out wherever it shows it.
    """
    pattern, others = draw(st.sampled_from(_EXCHANGED))
    found = list(pattern.finditer(text))
    if not found:
        return text
    match = draw(_one_of(found))
    return text[: match.start()] + draw(_one_of(others)) + text[match.end() :]


@st.composite
def damaged_trees(draw: st.DrawFn) -> str:
    """A ruleset of which one or two entries are dropped, exchanged, doubled, renamed or of another type."""
    ruleset = copy.deepcopy(draw(rulesets() | _one_of(TEXTS).map(_tree)))
    for _ in range(draw(st.integers(1, 2))):
        places = list(_places(ruleset))
        if not places:
            break
        container, key = draw(_one_of(places))
        other, other_key = draw(_one_of(places))
        match draw(
            st.sampled_from(
                ["exchange", "exchange", "drop", "copy", "swap", "word", "wrap", "empty", "rename", "double"]
            )
        ):
            case "exchange" if isinstance(container[key], str):
                container[key] = _exchanged(draw, container[key])
            case "drop":
                del container[key]
            case "copy":
                container[key] = copy.deepcopy(other[other_key])
            case "swap":
                one, two = copy.deepcopy(container[key]), copy.deepcopy(other[other_key])
                other[other_key] = one
                container[key] = two
            case "word":
                container[key] = draw(_one_of(NASTY))
            case "wrap":
                inner = container[key]
                container[key] = draw(_one_of([[inner], [inner, inner], {"en": inner}, {str(key): inner}]))
            case "empty":
                container[key] = draw(st.sampled_from([[], {}, "", None]))
            case "rename" if isinstance(container, dict):
                container[draw(_one_of([str(other_key), *NASTY]))] = container.pop(key)
            case "double" if isinstance(container, list):
                container.append(copy.deepcopy(container[key]))
            case _:
                pass
    return as_yaml(ruleset)


def _one_of(things: Sequence[_T]) -> st.SearchStrategy[_T]:
    """As `sampled_from`, which would write long texts out wherever it is shown."""
    return st.integers(0, len(things) - 1).map(things.__getitem__)


def _tree(text: str) -> Any:
    return yaml.load(text, yaml.CBaseLoader)  # noqa: S506 - texts only


def _places(part: Any) -> Iterator[tuple[Any, Any]]:
    """Every entry of every list and mapping: the container and the key."""
    entries = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    for key, inner in list(entries):
        yield part, key
        yield from _places(inner)

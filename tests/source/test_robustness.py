"""Whatever goes in, only diagnostics come out, and each can be shown."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from recovery_rules.source.frame import render_all
from recovery_rules.source.limits import LoadLimits
from tests.source.reading import reading

RULESET = """\
language: 1
ruleset: retail
title: {en: Retail service recovery, zh: 零售服务补救}
facts:
  severity:  {type: scale, values: [minor, moderate, major, critical]}
  amount_paid: {type: money, min: 0 CNY, max: 1000000 CNY}   # paid in all
rules:
  - id: refund-by-share
    when: {severity: "major, critical", verified: true}
    unless: [{amount_paid: under 10 CNY}]
    then:
      - refund: {amount: share of amount_paid, within: 3 working days}
    because: {en: 'A failure''s cost', zh: "补偿\\u3002"}
  - id: note
    because: >-
      several
      lines
"""

SIGNS = [
    *("[", "]", "{", "}", ":", ": ", ",", "-", "- ", "#", " #", "&a", "*a", "!", "|", ">", "'", '"', "%", "@", "`"),
    *("?", "\\", "\n", "\r", "\t", " ", "\x00", "\x85", "\u2028", "\u202e", "\ufeff", "\ud800", "~", "<<", "---\n"),
    *("...\n", "\\ud83d\\ude00", "：", "\u3000"),
]


def check(text: str | bytes, limits: LoadLimits | None = None) -> None:
    tree, problems = reading(text, limits)
    assert tree is not None or problems.has_errors
    shown = render_all(problems.found, problems.sources)
    shown.encode("utf-8")
    assert all(char.isprintable() or char in "\n\u3000" or char.isspace() for char in shown)
    for problem in problems.found:
        assert problem.span is None or (problem.span.line >= 1 and problem.span.column >= 1)


@given(st.binary(max_size=200))
def test_any_bytes(data: bytes) -> None:
    check(data)


@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    check(text)


@given(st.lists(st.sampled_from([*SIGNS, "a", "key", "value", "  "]), max_size=40).map("".join))
@example("{? a, ? b : c}")
@example("? b")
@example("- ? b")
@example("{a: {, }}")
@example("&a &b")
@example("? |\n  x\n: y")
def test_any_signs(text: str) -> None:
    check(text)


@given(
    st.lists(st.tuples(st.integers(0, len(RULESET)), st.integers(0, 4), st.sampled_from(SIGNS)), min_size=1, max_size=4)
)
def test_a_damaged_ruleset(damages: list[tuple[int, int, str]]) -> None:
    text = RULESET
    for at, length, sign in damages:
        text = text[:at] + sign + text[at + length :]
    check(text)
    check(text.encode("utf-8", "surrogatepass"))


@given(st.lists(st.sampled_from(SIGNS), max_size=12).map("".join))
def test_the_parser_in_python_does_as_well(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.delattr(yaml, "CSafeLoader")
        check("a: b\n" + text)
        check(text)


def test_the_parser_in_python_reads_the_same() -> None:
    with_c = reading(RULESET)[0]
    with pytest.MonkeyPatch.context() as patch:
        patch.delattr(yaml, "CSafeLoader")
        assert reading(RULESET)[0] == with_c
        check('a: "\\UFFFFFFFF"')
        check(f"%YAML {'9' * 5000}.1\n---\na: b")


@pytest.mark.no_cover
@pytest.mark.parametrize(
    "text",
    [
        "[" * 2_000_000,
        "{a: " * 500_000,
        "- " * 1_000_000,
        "? " * 1_000_000,
        "[? " * 500_000,
        "a: " + "&a " * 500_000,
        "a: &" + "x" * 2_000_000,
        "a: !" + "x" * 2_000_000,
        "a: " + "x" * 4_000_000,
        '"' * 2_000_000,
        "a: b\nx" + " " * 4_000_000 + "y\nc: d",
        "a: b\n" + "- " * 1000 + " " * 4_000_000 + "x",
        "x\n" + " #" * 2_000_000 + "\nb: c",
        "\n" * 1_000_000,
        "a:\n" + "-\n" * 1_000_000,
        "a: b #x\n" * 100_000,
        b"\x00" * 2_000_000,
        b"a" * 4_000_000 + b"\xff",
        "a\u200b" * 1_000_000,
    ],
    ids=lambda text: repr(text[:12]),
)
def test_bombs(text: str | bytes) -> None:
    check(text)


def test_a_billion_laughs_stay_one() -> None:
    text = "a: &a [x]\n" + "".join(f"{chr(98 + n)}: &{chr(98 + n)} [{f'*{chr(97 + n)}, ' * 9}]\n" for n in range(20))
    _, problems = reading(text)
    assert {problem.code for problem in problems.found} == {"RR115"}

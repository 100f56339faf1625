"""What an author sees for each mistake of YAML: the message, the exact text underlined, the help.

The expected frames are in `said_in_yaml.txt`; `UPDATE_GOLDEN=1 pytest tests/source` writes them anew, for review
in the diff.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.source.reading import codes, shown

GOLDEN = Path(__file__).with_suffix(".txt").with_name("said_in_yaml.txt")

MISTAKES: dict[str, str | bytes] = {
    "bytes that are no UTF-8": b"a: caf\xe9",
    "UTF-16": "a: b".encode("utf-16"),
    "GBK": "类型: 退款".encode("gbk"),
    "NUL": "a: x\x00y",
    "half of a surrogate pair": "a: \ud800",
    "text direction": "a: x\u202ey",
    "blank of no width": "when: {severity: ma\u200bjor}",
    "byte order mark inside": "a: b\ufeff",
    "line separator is no line break": "a: b\u2028c: d\nc: ~",
    "joiner in a Latin name": "ma\u200djor: x",
    "invisible by escape": 'a: "\\u202e"',
    "full-width blank before a key": "\u3000a: b",
    "full-width blank after a colon": "a: b\nwhen:\u3000major\nx: y",
    "no-break space in the only line": "a:\u00a0b",
    "empty": "",
    "only comments": "# nothing\n",
    "null": "~",
    "list at the top": "- a\n- b\n",
    "text at the top": "just words",
    "two documents": "a: 1\n---\nb: 2",
    "text after the document": "a: 1\n...\nfoo",
    "tab as indentation": "a:\n\tb: 1",
    "tab before more text": "a: x\n\ty",
    "tab behind a dash": "a:\n  -\tb: 1\n",
    "bracket open to the end": "a: [1, 2",
    "bracket open at the very end": "a: [\n",
    "bracket open behind a comma": "a: {x: 1, y: [1,\n  # no more\n",
    "dashes inside a bracket": "a: [\n  - x\n  - y\n]",
    "full-width colon before braces": "facts:\n  失误：{type: choice, values: [延误, 丢失]}\n",
    "full-width colon in braces": "when: {失误：延误}",
    "full-width comma in braces": "失误: {type: choice，values: [延误, 丢失]}",
    "full-width brackets": "when: 【失误: 延误】",
    "full-width signs in texts": "because: {zh: 先道歉：再退款，总之（尽快）}\na: ]",
    "full-width dash": "rules:\n  - id: a\n  － id: b\n",
    "no colon before braces": "then: escalation {to: manager}",
    "no colon before braces in a list": "then: [apology {contact: phone}]",
    "entry after a list in brackets": "[a, b]\ntext: 1\n",
    "entries further left than the first": "  a: 1\nb: 2\n",
    "entries further left than a list": "  - a\nb: 1\n",
    "item further left than the entries": "  a: 1\n - b\n",
    "item among the entries": "rules:\n  - a\n - b\n",
    "text between two depths": "rules:\n    - {id: a}\n  text\nb: 2\n",
    "text further right than the entries": "  just text\nother: x\n",
    "entries under a value": "a: 1\n  b: 2\n",
    "key without a name in a list": "- a\n- : c\n",
    "item out of line": "rules:\n  - id: a\n   - id: b\n",
    "key of an item out of line": "rules:\n  - id: a\n   then: b\n",
    "entry in the place of a list": "then: refund: {amount: fee}",
    "equals sign in braces": "when: {failure = late}",
    "comparison in braces": "when: {delay >= 2 d}",
    "no dash before the last item": "then:\n  - refund: {amount: 5}\n    apology\n",
    "no comma in braces": "then: [compensation: {form: voucher amount: 10 GBP}]",
    "bracket open to the next entry": "a: [1, 2\nb: 3",
    "brace open to the next entry": "a: {x: 1\nb: 3",
    "bracket closed by a brace": "k: [1, 2}",
    "bracket that closes nothing": "a: ]",
    "one bracket too many": "a: {b: c}}",
    "no comma": 'k: ["a" b]',
    "double quote open to the end": 'a: "foo\nb: 3',
    "single quote open to the end": "a: x\nb: 'guest",
    "quote closed by a later one": 'a: "foo\nb: "bar"\nc: d',
    "key without value": "id: x\nwhen:\nthen: y",
    "key without value in braces": "a: {b: , c: d}",
    "item without value": "a:\n  - x\n  -\n",
    "nothing before a comma": "a: [x, , y]",
    "comma ends a value": "rules:\n  - when: {severity: major, critical}",
    "comma ends a quoted value": 'when: {severity: "major", critical}',
    "several commas": "when: {severity: major, critical, moderate, tier: top}",
    "comma in a number": "refund: {amount: 1,200 CNY, to: desk}",
    "comma in a number of millions": "refund: {amount: CNY 1,200,000.50}",
    "comma in a reason": "because: {en: For waiting, at the kerb, zh: 补偿}",
    "comma between quotes of another keyboard": "because: {en: “For waiting, at the kerb”, zh: 补偿}",
    "comma between full-width brackets": "when: {at_fault: 【hotel, airport】}",
    "comma after a list": "when: {severity: [major], critical}",
    "only keys in braces": "when: {major, critical}",
    "no blank after a colon in braces": "when: {severity:major, tier: top}",
    "number sign": "room: deluxe #1606",
    "number sign instead of a value": "room: #1606",
    "number sign instead of an item": "rooms:\n  - #1606",
    "number sign in a list": "rooms: [deluxe #1606\n]",
    "number sign after wide text": "房间: 豪华 #1606",
    "key twice": "a: 1\nb: 2\na: 3",
    "key twice, once quoted": 'a: 1\n"a": 2',
    "anchor and alias": "a: &x {b: c}\nd: *x",
    "anchor on a key": "&a b: c",
    "alias as key": "*a : x",
    "star without a name": "a: *",
    "tag": "a: !!str x",
    "tag and anchor": "a: !t &x y",
    "undeclared tag": "a: !foo!bar x",
    "directive": "%YAML 1.2\n---\na: 1",
    "unknown directive": "%FOO bar\n---\na: 1",
    "future version": "%YAML 3.0\n---\na: 1",
    "merge key": "<<: {a: b}",
    "list as key": "? [a, b]\n: c",
    "mapping as key": "a: {{x: y}: z}",
    "empty key": ": b",
    "empty quoted key": '"": b',
    "empty key in braces": "a: {: b}",
    "null as value": "a: {b: null, c: ~}",
    "null as key": "null: a",
    "colon in text": "because: a failure: we mend it  # why",
    "colon in text in braces": "a: {b: c: d}",
    "colon before a bracket": "a: {b:}",
    "indented under a value": "a: b\n  c: d",
    "indented too little": "when:\n  severity: major\n tier: top",
    "indented one blank too far": "rules:\n  - id: a\n    then:\n      - refund: {amount: fee}\n     because: b\n",
    "indented two blanks too little": "rules:\n  - id: a\n  when: {severity: major}\n    then: [refund]\n",
    "first line indented": "  a: 1\nb: 2",
    "item among entries": "a: x\n- b",
    "entry among items": "- a\nb: c",
    "list on the line of its key": "a: - b",
    "no colon": "a: b\nfoo\nc: d",
    "no blank after a colon": "- id:foo\n  when: x",
    "full-width colon": "a: b\nwhen：major\nc: d",
    "unknown escape": 'a: "c:\\policies"',
    "half a pair by escape": 'a: "\\ud83d"',
    "escape without digits": 'a: "\\uzz"',
    "at sign": "owner: @desk",
    "backtick": "owner: `desk`",
    "percent": "share: %x",
    "comparison in the place of a value": "when: {share: > 0 %, tier: top}",
    "full-width colon without a blank in braces": "unless: {guest：walk_in}",
    "pipe": "a: | foo\n  b",
    "text after a quote": 'severity: "major" or critical',
    "comma after a quote": 'a: "x", "y"',
    "text after a bracket": "a: [x] y",
    "text after the only braces": "{a: b} c",
    "tab in the line at fault": "a:\tb: c",
    "CR LF": "a: b\r\nc:\r\nd: ~\r\n",
}


def _golden() -> dict[str, str]:
    sections = GOLDEN.read_text("utf-8").split("=== ")[1:]
    return {name: frame for name, _, frame in (section.rstrip("\n").partition("\n") for section in sections)}


if os.environ.get("UPDATE_GOLDEN"):
    GOLDEN.write_text("\n".join(f"=== {name}\n{shown(text)}\n" for name, text in MISTAKES.items()), "utf-8")


@pytest.mark.parametrize("name", MISTAKES)
def test_every_mistake_is_shown_at_its_place(name: str) -> None:
    assert shown(MISTAKES[name]) == _golden()[name]


def test_the_golden_file_holds_nothing_else() -> None:
    assert list(_golden()) == list(MISTAKES)


def test_nothing_is_left_to_the_parsers_own_words() -> None:
    assert "RR130" not in {code for text in MISTAKES.values() for code in codes(text)}

"""What goes wrong in files, one example each: the code, and the text at which the problem points."""

from __future__ import annotations

import pytest

from recovery_rules import LoadLimits, RulesetError, check_text, loads
from recovery_rules.source.diagnostics import Diagnostic

HEAD = """\
language: 1
ruleset: small
currency: CNY
kinds: {refund: {stream: remedy, phase: resolve, parameters: {amount: {type: money, combine: greatest}}}}
facts:
  severity: {type: scale, values: [minor, major]}
  paid: {type: money, min: 0 CNY}
"""
REFUND = "then: [{refund: {amount: 1 CNY}}]"
OTHERWISE = "otherwise: [{refund: {amount: 1 CNY}}]\n"


def errors(text: str | bytes, **limits: int) -> list[Diagnostic]:
    found = check_text(text, limits=LoadLimits(**limits))
    assert found.ruleset is None
    str(RulesetError(found.diagnostics, found.sources)).encode()
    return [problem for problem in found.diagnostics if problem.severity == "error"]


def underlined(text: str, problem: Diagnostic) -> str:
    at = problem.span
    assert at is not None
    lines = text.splitlines()[at.line - 1 : at.end_line]
    if len(lines) > 1:
        return lines[0][at.column - 1 :]
    return lines[0][at.column - 1 : at.end_column - 1]


EXAMPLES = {
    "a list where a mapping is meant": ("RR142", "[a]", HEAD + OTHERWISE + "admit: [[a]]\n"),
    "a mapping where a text is meant": ("RR142", "{a: b}", HEAD.replace("small", "{a: b}") + OTHERWISE),
    "an amount that is a scale": ("RR212", "severity", HEAD + "otherwise: [{refund: {amount: severity}}]\n"),
    "a number where money is meant": ("RR212", "5", HEAD + "otherwise: [{refund: {amount: 5}}]\n"),
    "an unknown type": ("RR241", "cash", HEAD + "  x: {type: cash}\n" + OTHERWISE),
    "an unknown fact": ("RR203", "pad", HEAD + f"rules: [{{id: a, when: {{pad: 1 CNY}}, {REFUND}}}]\n" + OTHERWISE),
    "an unknown value": ("RR204", "mayor", HEAD + f"rules: [{{id: a, when: {{severity: mayor}}, {REFUND}}}]\n"),
    "an unknown kind": ("RR242", "refnd", HEAD + "otherwise: [refnd]\n"),
    "an unknown parameter": ("RR243", "sum", HEAD + "otherwise: [{refund: {sum: 1 CNY}}]\n"),
    "an unknown key": ("RR140", "rule", HEAD + OTHERWISE + "rule: []\n"),
    "an unknown rule": ("RR244", "b", HEAD + f"rules: [{{id: a, overrides: [b], {REFUND}}}]\n"),
    "derived in a circle": (
        "RR265",
        "a",
        HEAD + "derived: {a: {type: money, value: b}, b: {type: money, value: a}}\n" + OTHERWISE,
    ),
    "derived from itself": ("RR265", "a", HEAD + "derived: {a: {type: money, value: a}}\n" + OTHERWISE),
    "overrides in a circle": (
        "RR411",
        "a",
        HEAD + f"rules: [{{id: a, overrides: [b], {REFUND}}}, {{id: b, overrides: [a], {REFUND}}}]\n",
    ),
    "a rule that overrides itself": ("RR410", "a", HEAD + f"rules: [{{id: a, overrides: [a], {REFUND}}}]\n"),
    "a key twice": ("RR114", "language", "language: 1\n" + HEAD + OTHERWISE),
    "a fact twice": ("RR114", "severity", HEAD + "  severity: {type: boolean}\n" + OTHERWISE),
    "an id twice": ("RR165", "a", HEAD + f"rules: [{{id: a, {REFUND}}}, {{id: a, {REFUND}}}]\n"),
    "an anchor": ("RR115", "&x", HEAD.replace("small", "&x small") + OTHERWISE),
    "an alias": ("RR115", "*x", HEAD.replace("small", "*x") + OTHERWISE),
    "a tag": ("RR116", "!!str", HEAD.replace("small", "!!str small") + OTHERWISE),
    "a tag of Python": ("RR116", "!!python/name:os.system", HEAD.replace("small", "!!python/name:os.system x")),
    "a merge": ("RR118", "<<", HEAD + OTHERWISE + "<<: {a: 1}\n"),
    "NUL": ("RR103", "\0", HEAD.replace("small", "sm\0all") + OTHERWISE),
    "a change of direction": ("RR104", "\u202e", HEAD.replace("small", "sm\u202eall") + OTHERWISE),
    "a blank without width": ("RR104", "\u200b", HEAD.replace("small", "sm\u200ball") + OTHERWISE),
    "an escaped NUL": ("RR103", r'"sm\0all"', HEAD.replace("small", r'"sm\0all"') + OTHERWISE),
    "an escaped change of direction": ("RR104", r'"sm\u202eall"', HEAD.replace("small", r'"sm\u202eall"') + OTHERWISE),
    "half a character": ("RR128", r"\ud800", HEAD.replace("small", r'"\ud800"') + OTHERWISE),
    "a number of 35 digits": ("RR205", "1" * 35 + " CNY", HEAD + OTHERWISE.replace("1 ", "1" * 35 + " ")),
    "a number with an exponent": ("RR201", "CNY", HEAD + "otherwise: [{refund: {amount: 1e999 CNY}}]\n"),
    "an endless number": ("RR203", "Infinity", HEAD + "otherwise: [{refund: {amount: Infinity}}]\n"),
    "a long duration": ("RR205", "9999999 d", HEAD + "  x: {type: duration, max: 9999999 d}\n" + OTHERWISE),
    "a long name": ("RR214", "x" * 101, HEAD + f"  {'x' * 101}: {{type: boolean}}\n" + OTHERWISE),
    "a word of the language": ("RR214", "over", HEAD + "  over: {type: boolean}\n" + OTHERWISE),
    "an argument of decide": ("RR214", "as_of", HEAD + "  as_of: {type: datetime}\n" + OTHERWISE),
    "brackets in an expression": (
        "RR202",
        "(" * 65 + "paid" + ")" * 65,
        HEAD + f"otherwise: [{{refund: {{amount: {'(' * 65}paid{')' * 65}}}}}]\n",
    ),
    "lists in lists": ("RR122", "[", HEAD + f"admit: {'[' * 40}{']' * 40}\n" + OTHERWISE),
    "two documents": ("RR107", "---", HEAD + OTHERWISE + "---\na: b\n"),
    "a directive": ("RR117", "%YAML 1.1", "%YAML 1.1\n---\n" + HEAD + OTHERWISE),
    "a file that does not exist": ("RR160", "retale.yaml", HEAD + "extends: [retale.yaml]\n" + OTHERWISE),
    "a way out": ("RR161", "../retail.yaml", HEAD + "extends: [../retail.yaml]\n" + OTHERWISE),
    "the root of the machine": ("RR161", "/etc/passwd", HEAD + "extends: [/etc/passwd]\n" + OTHERWISE),
}  # fmt: skip


@pytest.mark.parametrize("name", EXAMPLES)
def test_each_mistake_is_found_at_its_place(name: str) -> None:
    code, at, text = EXAMPLES[name]
    assert (code, at) in [(problem.code, underlined(text, problem)) for problem in errors(text)]


@pytest.mark.parametrize(
    ("code", "content"),
    [
        *(("RR105", empty) for empty in (b"", b"\n\n", b"# nothing\n", b"\xef\xbb\xbf", b"---\n", b"---\n...\n")),
        *(("RR101", binary) for binary in (b"\x89PNG\r\n\x1a\n\xff\xfe", b"PK\x03\x04\x80\x81", bytes(range(256)))),
        ("RR103", b"\0"),
        ("RR106", b"just a text"),
        ("RR106", b"- a\n- b\n"),
    ],
)
def test_empty_and_binary_files(code: str, content: bytes) -> None:
    assert code in {problem.code for problem in errors(content)}


def test_files_that_extend_each_other_in_a_circle() -> None:
    texts = {"a.yaml": HEAD + "extends: [b.yaml]\n", "b.yaml": "language: 1\nvocabulary: b\nextends: [a.yaml]\n"}
    found = check_text(texts["a.yaml"], file="a.yaml", resolver=lambda path: (path, texts[path]))
    assert [problem.code for problem in found.diagnostics if problem.severity == "error"] == ["RR162"]


def test_a_file_that_extends_itself() -> None:
    text = HEAD + "extends: [a.yaml]\n"
    found = check_text(text, file="a.yaml", resolver=lambda path: (path, text))
    assert [problem.code for problem in found.diagnostics if problem.severity == "error"] == ["RR162"]


def test_a_chain_of_files_without_end() -> None:
    def resolver(path: str) -> tuple[str, str]:
        return path, f"language: 1\nvocabulary: v\nextends: [{int(path[:-5]) + 1}.yaml]\n"

    found = check_text(HEAD + "extends: [1.yaml]\n" + OTHERWISE, resolver=resolver)
    assert "RR163" in {problem.code for problem in found.diagnostics}


@pytest.mark.parametrize("content", [None, b"\xff", "a: &b c", "\0", "[" * 2_000_000, "\ud800"])
def test_whatever_a_resolver_finds(content: str | bytes | None) -> None:
    found = check_text(
        HEAD + "extends: [x.yaml]\n" + OTHERWISE,
        resolver=lambda path: None if content is None else (path, content),
    )
    assert found.ruleset is None
    assert str(RulesetError(found.diagnostics, found.sources))


def test_a_file_of_five_megabytes_is_the_largest() -> None:
    text = HEAD + OTHERWISE
    assert loads(text + "#" + "x" * (5_000_000 - len(text) - 1)).id == "small"
    assert [problem.code for problem in errors(text + "#" + "x" * (5_000_000 - len(text)))] == ["RR102"]
    assert [problem.code for problem in errors(text + "#" + "退" * 1_666_667)] == ["RR102"]


def test_rules_are_counted_rows_included() -> None:
    rows = "".join(f"    - [{'minor' if number % 2 else 'major'}, 1 CNY]\n" for number in range(20_000))
    table = "tables:\n- id: t\n  hit: first\n  when: [severity]\n  then: [refund.amount]\n  rows:\n" + rows
    text = HEAD + f"rules: [{{id: a, {REFUND}}}]\n" + table
    (problem,) = errors(text)
    assert (problem.code, problem.message) == (
        "RR400",
        "20,001 rules, table rows included; at most 20,000 are read",
    )
    two = f"rules: [{{id: a, {REFUND}}}, {{id: b, {REFUND}}}]\n"
    assert loads(HEAD + two, limits=LoadLimits(rules=2)).id == "small"
    assert "RR400" in {problem.code for problem in errors(HEAD + two, rules=1)}


def test_facts_are_counted_derived_ones_included() -> None:
    facts = "".join(f"  f{number}: {{type: boolean}}\n" for number in range(198))
    text = HEAD + facts + "derived: {x: {type: boolean, value: f1}}\n" + OTHERWISE
    assert "RR400" in {problem.code for problem in errors(text)}
    assert loads(HEAD + facts + OTHERWISE).id == "small"


def test_a_table_without_columns_has_one_problem_and_that_in_its_file() -> None:
    text = HEAD + "tables: [{id: t, when: [severity], then: [], rows: [[minor, 1 CNY]]}]\n" + OTHERWISE
    assert [(problem.code, underlined(text, problem)) for problem in errors(text)] == [("RR145", "[]")]


def test_limits_can_be_set() -> None:
    assert "RR102" in {problem.code for problem in errors(HEAD + OTHERWISE, file_bytes=10)}
    assert "RR123" in {problem.code for problem in errors(HEAD + OTHERWISE, nodes=10)}
    assert "RR124" in {problem.code for problem in errors(HEAD + OTHERWISE, scalar=4)}
    assert "RR122" in {problem.code for problem in errors(HEAD + OTHERWISE, nesting=3)}


def test_all_problems_of_a_file_come_at_once_in_the_order_of_their_places() -> None:
    text = (
        HEAD
        + f"rules:\n- {{id: a, when: {{severity: mayor, pad: 5}}, {REFUND}}}\n"
        + "- {id: b, overrides: [c], then: [refnd]}\n"
    )
    found = [(problem.code, problem.span.line if problem.span else 0) for problem in errors(text)]
    assert found == [("RR204", 9), ("RR203", 9), ("RR244", 10), ("RR242", 10)]

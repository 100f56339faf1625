"""Small texts that could ask for much: each is refused by a bound, or loads and decides like any other.

What is asserted is the bound, never the time: without it these tests would not end.
"""

from __future__ import annotations

import pytest

from recovery_rules import Ruleset, RulesetError, check_text

pytestmark = pytest.mark.no_cover  # large texts show that a bound holds; small ones elsewhere, what each line does

HEAD = """\
language: 1
ruleset: large
currency: CNY
kinds:
  refund:
    stream: remedy
    phase: resolve
    parameters:
      amount: {type: money, combine: greatest}
      method: {type: choice, values: [cash, card], combine: same}
"""
FACTS = "facts:\n  paid: {type: money, min: 0 CNY}\n  n: {type: number, min: 1}\n  ok: {type: boolean}\n"
FORTY = "facts:\n" + "".join(
    f"  f{number}: {{type: choice, values: [{', '.join(f'v{value}' for value in range(10))}]}}\n"
    for number in range(40)
)
GIVE = "then: [{refund: {amount: 1 CNY}}]"
OTHERWISE = "otherwise: [{refund: {amount: 1 CNY}}]\n"
CASE = {"paid": "5 CNY", "n": "9" * 34, "ok": True}


def codes(text: str) -> set[str]:
    """The codes of the errors, all of which must be shown in a text of bounded length."""
    found = check_text(text)
    assert found.ruleset is None
    assert len(found.diagnostics) <= 2_002
    assert len(str(RulesetError(found.diagnostics, found.sources))) < 2_000_000
    return {problem.code for problem in found.diagnostics if problem.severity == "error"}


def loaded(text: str) -> Ruleset:
    found = check_text(text)
    assert found.ruleset is not None, [problem.message for problem in found.diagnostics][:3]
    return found.ruleset


def amount(expression: str) -> str:
    return HEAD + FACTS + f'otherwise: [{{refund: {{amount: "{expression}"}}}}]\n'


# ---- text


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? ", "[{a: "])
def test_two_million_characters_of_brackets(opening: str) -> None:
    bomb = opening * (2_000_000 // len(opening))
    assert codes(bomb) & {"RR122", "RR119", "RR109"}
    assert codes(HEAD + "facts: " + bomb) & {"RR122", "RR119", "RR109", "RR126", "RR130"}


def test_a_billion_laughs() -> None:
    text = "".join(
        f"{'abcdefghi'[at]}: &{'abcdefghi'[at]} [{f'*{chr(96 + at)}, ' * 9 if at else 'x'}]\n" for at in range(9)
    )
    assert "RR115" in codes(HEAD + FACTS + OTHERWISE + text)


def test_thousands_of_mistakes() -> None:
    rules = "".join(f"- {{id: r{at}, when: {{x{at}: 1}}, then: [a{at}]}}\n" for at in range(3_000))
    assert "RR199" in codes(HEAD + FACTS + "rules:\n" + rules)


def test_a_mistake_among_thousands_of_values() -> None:
    values = ", ".join(f"value{at}" for at in range(5_000))
    rules = "".join(f"- {{id: r{at}, when: {{a: valve{at}}}, {GIVE}}}\n" for at in range(300))
    assert codes(HEAD + f"facts: {{a: {{type: choice, values: [{values}]}}}}\nrules:\n" + rules + OTHERWISE) == {
        "RR204"
    }


# ---- expressions


@pytest.mark.parametrize(
    "expression",
    [
        "(" * 1_900 + "paid" + ")" * 1_900,
        "-" * 3_900 + "paid",
        "if ok then paid else " * 180 + "paid",
        "paid + " * 500 + "paid",
        "higher(" * 180 + "paid" + ", paid)" * 180,
        "round(" * 300 + "paid" + ")" * 300,
        "5% of " * 600 + "paid",
        "(" * 3_990,
    ],
)
def test_deep_expressions(expression: str) -> None:
    assert codes(amount(expression)) <= {"RR201", "RR202"}


@pytest.mark.parametrize(
    "expression",
    ["if ok then paid else " * 60 + "paid", "paid + " * 60 + "paid", "higher(" * 60 + "paid" + ", paid)" * 60],
)
def test_expressions_almost_too_deep(expression: str) -> None:
    decision = loaded(amount(expression)).decide(CASE)
    assert decision["refund"].amount.minor in {500, 500 * 61}
    assert decision.explain("en")
    assert decision.trace["actions"]


@pytest.mark.parametrize(
    ("first", "step"),
    [("n * n", "a{0} * a{0}"), ("n + n", "a{0} + a{0}"), ("1 / n", "a{0} * a{0} + 1 / n"), ("n", "a{0} * n")],
)
def test_numbers_that_grow_with_each_derived_fact(first: str, step: str) -> None:
    chain = "".join(f"  a{at}: {{type: number, value: {step.format(at - 1)}}}\n" for at in range(1, 190))
    assert codes(HEAD + FACTS + f"derived:\n  a0: {{type: number, value: {first}}}\n" + chain + OTHERWISE) == {"RR202"}


def test_truths_that_grow_with_each_derived_fact() -> None:
    chain = "".join(f"  a{at}: {{type: boolean, value: a{at - 1} and a{at - 1} or ok}}\n" for at in range(1, 190))
    ruleset = loaded(HEAD + FACTS + "derived:\n  a0: {type: boolean, value: ok}\n" + chain + OTHERWISE)
    assert ruleset.decide(CASE).facts["a189"] is True


# ---- conditions


def test_alternatives_that_multiply() -> None:
    pairs = ", ".join(f"{{any_of: [{{f{2 * at}: v1}}, {{f{2 * at + 1}: v2}}]}}" for at in range(20))
    assert codes(HEAD + FORTY + f"rules: [{{id: a, when: {{all_of: [{pairs}]}}, {GIVE}}}]\n" + OTHERWISE) == {"RR300"}


def test_excuses_that_multiply() -> None:
    pairs = ", ".join(f"{{f{2 * at}: v1, f{2 * at + 1}: v2}}" for at in range(20))
    ruleset = loaded(HEAD + FORTY + f"rules: [{{id: a, unless: [{pairs}], {GIVE}}}]\n" + OTHERWISE)
    case = {f"f{number}": "v3" for number in range(40)}
    assert ruleset.decide(case).fired == ("a",)
    assert ruleset.decide(case | {"f38": "v1", "f39": "v2"}).fired == ("otherwise",)


@pytest.mark.parametrize(("depth", "width"), [(4, 5), (8, 2), (2, 20)])
def test_nested_alternatives(depth: int, width: int) -> None:
    condition = "{ok: yes}"
    for level in range(depth):
        condition = f"{{{'any_of' if level % 2 else 'all_of'}: [{', '.join([condition] * width)}]}}"
    decision = loaded(HEAD + FACTS + f"rules: [{{id: a, when: {condition}, {GIVE}}}]\n" + OTHERWISE).decide(CASE)
    assert decision.fired == ("a",)
    assert decision.explain("zh")


def test_groups_in_groups_are_told_line_by_line() -> None:
    condition = f"{{all_of: [{', '.join(['{ok: yes}'] * 50)}]}}"
    for _ in range(12):
        condition = f"{{any_of: [{condition}, {{n: 1}}]}}"
    text = HEAD + FACTS + f"rules: [{{id: a, when: {condition}, {GIVE}}}]\n" + OTHERWISE
    told = loaded(text).decide(CASE).explain("en").splitlines()
    assert sum(line.lstrip().startswith("ok ") for line in told) == 50
    assert len(told) < 100


def test_many_values_in_one_condition() -> None:
    values = ", ".join(str(at) for at in range(1, 2_000))
    text = HEAD + FACTS + f'rules: [{{id: a, when: {{n: "{values}"}}, {GIVE}}}]\n' + OTHERWISE
    assert loaded(text).decide(CASE | {"n": "1999"}).fired == ("a",)


def test_many_members_of_a_set() -> None:
    values = [f"value{at}" for at in range(1_000)]
    rules = "".join(f"- {{id: r-{value}, when: {{a: has {value}}}, {GIVE}}}\n" for value in values)
    text = HEAD + f"facts: {{a: {{type: set, values: [{', '.join(values)}]}}}}\nrules:\n" + rules + OTHERWISE
    assert loaded(text).decide(a=["value7", "value999"]).fired == ("r-value7", "r-value999")


# ---- tables


def _table(columns: int, rows: int, hit: str) -> str:
    """A table of pseudo-random rows, none of which says `any` everywhere."""
    state, lines = 1, []
    for row in range(rows):
        cells = []
        for _ in range(columns):
            state = state * 1_103_515_245 + 12_345 & 0x7FFF_FFFF
            value = state >> 8
            cells.append(("any", f"not v{value % 10}", f"[v{value % 10}, v{value // 10 % 10}]")[value // 100 % 3])
        lines.append(f"    - [{', '.join(cells)}, {row}]\n")
    when = ", ".join(f"f{at}" for at in range(columns))
    head = f"derived:\n  x:\n    type: integer\n    hit: {hit}\n    when: [{when}]\n    rows:\n"
    return HEAD + FORTY + head + "".join(lines) + OTHERWISE


@pytest.mark.parametrize(("columns", "rows"), [(10, 300), (20, 300), (40, 400)])
def test_tables_with_gaps_in_many_columns(columns: int, rows: int) -> None:
    assert codes(_table(columns, rows, "first")) <= {"RR303", "RR304"}


@pytest.mark.parametrize(("hit", "code"), [("unique", "RR301"), ("any", "RR302")])
def test_tables_in_which_everything_overlaps(hit: str, code: str) -> None:
    found = check_text(_table(12, 600, hit)).diagnostics
    assert [problem.code for problem in found].count(code) == 5  # as many as help


def test_thousands_of_rules_that_could_disagree() -> None:
    rules = "".join(
        f"- {{id: r{at}, when: {{f0: v{at % 10}, f{1 + at % 39}: not v3}}, then: [{{refund: {{method: cash}}}}]}}\n"
        for at in range(1_000)
    )
    assert codes(HEAD + FORTY + "rules:\n" + rules + "- {id: last, then: [{refund: {method: card}}]}\n") == {"RR320"}


def test_many_cuts_of_one_fact() -> None:
    rules = "".join(
        f"- {{id: r{at}, when: {{n: over {at}}}, then: [{{refund: {{amount: {at} CNY}}}}]}}\n" for at in range(2_000)
    )
    decision = loaded(HEAD + FACTS + "rules:\n" + rules + OTHERWISE).decide(CASE | {"n": "1000.5"})
    assert str(decision["refund"].amount) == "1000.00 CNY"
    assert len(decision.fired) == 1_001

from recovery_rules.source.diagnostics import Diagnostic
from recovery_rules.source.frame import render, render_all
from recovery_rules.source.span import Span

TEXT = "\n" * 40 + "    when: {severity: at least major, customer_tier: card_owner}\n"
UNKNOWN = Diagnostic(
    "RR204",
    "`card_owner` is not a value of `customer_tier`",
    Span("rulesets/retail.yaml", 41, 53, 41, 63),
    "did you mean `card_holder`?",
    ("values, low to high: ordinary, card_holder, important, relation, top",),
)


def _one(line: str, column: int, end: int, label: str = "") -> str:
    return render(Diagnostic("RR204", "m", Span("f", 1, column, 1, end), label), line)


def test_a_diagnostic_with_its_code_frame() -> None:
    assert render(UNKNOWN, TEXT) == (
        "error[RR204]: `card_owner` is not a value of `customer_tier`\n"
        "   ┌─ rulesets/retail.yaml:41:53\n"
        "41 │     when: {severity: at least major, customer_tier: card_owner}\n"
        "   │                                                     ^^^^^^^^^^ did you mean `card_holder`?\n"
        "   = values, low to high: ordinary, card_holder, important, relation, top"
    )


def test_the_gutter_grows_with_the_line_number() -> None:
    at = Span("f", 1234, 1, 1234, 2)
    assert render(Diagnostic("RR204", "m", at), "\n" * 1233 + "x") == (
        "error[RR204]: m\n     ┌─ f:1234:1\n1234 │ x\n     │ ^"
    )


def test_without_the_text_place_and_help_remain() -> None:
    assert render(UNKNOWN, None).splitlines()[1:3] == [
        "   ┌─ rulesets/retail.yaml:41:53",
        "   = did you mean `card_holder`?",
    ]


def test_without_a_place_notes_of_several_lines_stay_aligned() -> None:
    problem = Diagnostic("RR502", "1 kind of case", None, "", ("attribution disputed\nfor example: decide",))
    assert render(problem, None) == (
        "warning[RR502]: 1 kind of case\n   = attribution disputed\n     for example: decide"
    )


def test_carets_stand_under_wide_text() -> None:
    assert _one("名: 退款x", 4, 6).splitlines()[2:] == [" 1 │ 名: 退款x", "   │     ^^^^"]


def test_carets_stand_after_tabs_and_combining_marks() -> None:
    assert _one("a\tbe\u0301c", 6, 7).splitlines()[2:] == [" 1 │ a    be\u0301c", "   │        ^"]


def test_what_cannot_be_seen_is_shown_and_underlined_as_it_is_shown() -> None:
    assert _one("a\u202eb\x1bc", 4, 5, "\x07!").splitlines()[2:] == [
        " 1 │ a\\u202eb\\x1bc",
        "   │         ^^^^ \\x07!",
    ]


def test_a_place_behind_the_end_of_the_line() -> None:
    assert _one("ab", 3, 4).splitlines()[2:] == [" 1 │ ab", "   │   ^"]


def test_of_several_lines_the_first_is_underlined_to_its_end() -> None:
    at = Span("f", 1, 4, 3, 2)
    assert render(Diagnostic("RR204", "m", at), "a: b c  \n d\n e").splitlines()[2:] == [" 1 │ a: b c", "   │    ^^^"]


def test_a_long_line_is_cropped_around_the_fault() -> None:
    line = "x" * 5_000 + "FAULT" + "y" * 5_000
    _, _, shown, carets = _one(line, 5_001, 5_006).splitlines()
    assert len(shown) < 160
    assert shown[carets.index("^") : carets.rindex("^") + 1] == "FAULT"
    assert shown.startswith(" 1 │ …x")
    assert shown.endswith("y…")


def test_a_long_fault_is_cropped_too() -> None:
    _, _, shown, carets = _one("x" * 3_000_000, 3, 2_999_000).splitlines()
    assert len(shown) < 160
    assert len(carets) < 160


def test_a_long_line_of_wide_text_is_cropped_by_columns() -> None:
    _, _, shown, carets = _one("款" * 5_000, 2_001, 2_003).splitlines()
    assert len(shown) < 120
    assert carets.count("^") == 4


def test_the_last_line_counts() -> None:
    error = Diagnostic("RR204", "m")
    warning = Diagnostic("RR502", "w", None, "", ("note",))
    assert render_all([], {}) == ""
    assert render_all([warning, warning], {}).splitlines()[-1] == "2 warnings"
    assert render_all([warning], {}).splitlines()[-1] == "1 warning"
    closing = "the ruleset does not load. A page for each code: recovery-rules explain-code RR204"
    assert render_all([error], {}).splitlines()[-1] == f"1 error: {closing}"
    assert render_all([error, error, warning], {}).splitlines()[-1] == f"2 errors, 1 warning: {closing}"


def test_problems_with_frames_stand_apart() -> None:
    error = Diagnostic("RR204", "m")
    assert render_all([UNKNOWN, error, error], {"rulesets/retail.yaml": TEXT}).splitlines()[5:8] == [
        "",
        "error[RR204]: m",
        "error[RR204]: m",
    ]

"""The section `properties` as a document: its shapes, and what one entry may say."""

import pytest

from tests.document.authoring import Told, document_of, problems_of

STATEMENTS = "`never_falls_as`, `never_rises_as`, `same_whatever`, `never`, `always`, `covers` or `never_less_than`"
MANY = "a property makes one statement, and this makes"
OWN = "make it a property of its own"


@pytest.mark.parametrize(
    ("written", "kinds"),
    [
        ("[apology]", [("apology", [])]),
        ("{compensation: {form: voucher}}", [("compensation", ["form"])]),
        ("{apology: {}, refund: {}}", [("apology", []), ("refund", [])]),
        ("[apology, {compensation: {form: voucher}}]", [("apology", []), ("compensation", ["form"])]),
    ],
)
def test_kinds_are_written_in_several_shapes(written: str, kinds: list[tuple[str, list[str]]]) -> None:
    (one,) = document_of(f"properties: [{{id: p, never: {written}}}]").properties
    assert isinstance(one.never, tuple)
    assert [(action.kind, list(action.parameters)) for action in one.never] == kinds


def test_a_text_may_be_a_kind_or_an_expression_and_stays_as_it_is() -> None:
    (one,) = document_of("properties: [{id: p, always: refund.amount <= price}]").properties
    assert one.always == one.node["always"]


@pytest.mark.parametrize(
    ("entry", "found"),
    [
        ("{id: p}", Told("RR141", "this property states nothing", "id", f"add {STATEMENTS}")),
        (
            "{id: p, when: {late: yes}, because: so}",
            Told("RR141", "this property states nothing", "id", f"add {STATEMENTS}"),
        ),
        ("{id: p, never: a, always: b}", Told("RR149", f"{MANY} 2: `never`, `always`", "always", OWN)),
        (
            "{id: p, covers: any, never: a, always: b}",
            Told("RR149", f"{MANY} 3: `covers`, `never`, `always`", "never", OWN),
        ),
        (
            "{id: p, never_rises_as: severity}",
            Told(
                "RR141",
                "`never_rises_as` needs `of`",
                "never_rises_as",
                "add `of`, a kind or a parameter such as `refund.amount`",
            ),
        ),
        ("{id: p, of: a, covers: any}", Told("RR149", "`covers` says itself what it is about", "of", "leave it out")),
        (
            "{id: p, always: a, with: {form: b}}",
            Told(
                "RR149",
                "`with` narrows what stands under `of`, and nothing does",
                "with",
                "write `always: {compensation: {form: voucher}}`",
            ),
        ),
        (
            "{id: p, same_whatever: a, with: {form: b}}",
            Told("RR149", "`with` narrows what stands under `of`, and nothing does", "with", "leave it out"),
        ),
        ("{id: p, never: []}", Told("RR145", "`never` is empty", "[]")),
        ("{id: p, never: {}}", Told("RR145", "`never` is empty", "{}")),
        ("{id: p, covers: all}", Told("RR143", "`all` is not a value of `covers`", "all", notes=("values: any",))),
        (
            "{id: p, covers: [late]}",
            Told(
                "RR142",
                "`covers` takes conditions, `{failure_type: late}`, or `any` for all cases, not a list",
                "[late]",
            ),
        ),
        ("{never: a}", Told("RR141", "a property needs `id`", "never", "add `id`")),
    ],
)
def test_an_entry_makes_one_statement_and_says_what_it_is_about(entry: str, found: Told) -> None:
    assert problems_of(f"properties: [{entry}]") == [found]


def test_a_misspelt_statement_is_no_missing_one() -> None:
    (found,) = problems_of("properties: [{id: p, of: a, never_fals_as: severity}]")
    assert (found.code, found.underlined, found.label) == ("RR140", "never_fals_as", "did you mean `never_falls_as`?")


def test_what_authors_call_the_section() -> None:
    (found,) = problems_of("promises: [{id: p, covers: any}]")
    assert (found.code, found.label) == ("RR140", "did you mean `properties`?")

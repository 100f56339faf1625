"""Names, and the patterns by which editors judge them."""

import re
from typing import Annotated

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import Field, TypeAdapter, ValidationError

from recovery_rules.source.names import ID_PATTERN, NAME_PATTERN, is_id, is_name

NAMES = ["delay", "x2", "été", "延误", "देरी", "ล่าช้า", "تأخير", "задержка", "遅れ", "々", "지연", "א", "𠮷"]
IDS = ["a.b-c", "_x", "2nd", "a-", "退款-延误.1"]
NEITHER = ["", "a b", "延误（天）", "延误，", "：", "a\u00a0b", "延\u3000误", "-x", ".x", "a/b", "a+b", "“x”", "x\n"]


def rust_takes(pattern: str, text: str) -> bool:
    """Whether pydantic's regular expressions, which are Rust's, accept a text."""
    try:
        TypeAdapter(Annotated[str, Field(pattern=pattern)]).validate_python(text)
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize("name", NAMES)
def test_names_are_names_everywhere(name: str) -> None:
    assert is_name(name)
    assert is_id(name)
    assert re.search(NAME_PATTERN, name)
    assert rust_takes(NAME_PATTERN, name)


@pytest.mark.parametrize("text", IDS)
def test_ids_have_more_signs(text: str) -> None:
    assert is_id(text)
    assert not is_name(text)
    assert re.search(ID_PATTERN, text)
    assert rust_takes(ID_PATTERN, text)
    assert not rust_takes(NAME_PATTERN, text)


@pytest.mark.parametrize("text", NEITHER)
def test_other_texts_are_refused_everywhere(text: str) -> None:
    assert not is_name(text)
    assert not is_id(text)
    assert not rust_takes(NAME_PATTERN, text)
    assert not rust_takes(ID_PATTERN, text)


@given(st.text(max_size=8))
def test_editors_refuse_no_name(text: str) -> None:
    assert not is_name(text) or rust_takes(NAME_PATTERN, text)
    assert not is_id(text) or rust_takes(ID_PATTERN, text)


@given(st.text(st.characters(max_codepoint=0x7F), max_size=8))
def test_ascii_is_judged_alike(text: str) -> None:
    assert is_name(text) == bool(re.fullmatch("[A-Za-z][A-Za-z0-9_]*", text)) == rust_takes(NAME_PATTERN, text)
    assert is_id(text) == bool(re.fullmatch("[A-Za-z0-9_][A-Za-z0-9_.-]*", text)) == rust_takes(ID_PATTERN, text)

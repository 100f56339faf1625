"""What an author means is not told, for a reason, and only where it is there."""

import pytest

from recovery_rules import RulesetError, loads
from tests.analysis.test_gaps import HEAD, shop

ROWS = "  - {id: extras, when: [severity], then: [replacement], rows: [[critical, yes]]%s}\n"
RULES = (
    "rules:\n  - {id: late, when: {failure: late, delay: over 1 d}, then: [refund: {amount: 20 %% of price}]%s}\n"
    "tables:\n" + ROWS + "otherwise: [apology]\n"
)


def codes(text: str) -> list[str]:
    return sorted(one.code for one in shop(text).findings())


def test_the_head_allows_what_is_found_of_the_whole() -> None:
    assert codes(RULES % ("", "")) == ["RR501", "RR505"]
    assert codes(RULES % ("", "") + "allow: {RR501: the rest gets an apology}\n") == ["RR505"]


def test_a_table_allows_what_is_found_of_it() -> None:
    assert codes(RULES % ("", ", allow: {RR505: {en: few get more, zh: 少数人}}")) == ["RR501"]


def test_an_allowance_elsewhere_silences_nothing_and_is_told() -> None:
    assert codes(RULES % (", allow: {RR505: no}", "")) == ["RR501", "RR505", "RR530"]
    (one,) = [one for one in shop(RULES % (", allow: {RR505: no}", "")).findings() if one.code == "RR530"]
    assert (one.message, one.rules, one.level) == ("nothing of `late` needs `allow: RR505`", ("late",), "note")


def test_warnings_of_loading_can_be_allowed_too() -> None:
    unread = "facts:\n  unread: {type: boolean}\n"
    text = HEAD.replace("facts:\n", unread) + RULES % ("", "")
    assert [one.code for one in loads(text, file="a.yaml").findings()] == ["RR510", "RR501", "RR505"]
    allowed = text + "allow: {RR510: a rule is to come}\n"
    assert [one.code for one in loads(allowed, file="a.yaml").findings()] == ["RR501", "RR505"]


@pytest.mark.parametrize("wrong", ["RR204: no", "RR999: no", "rr505: no", "RR505:", "RR505: []"])
def test_only_what_is_told_is_allowed_and_for_a_reason(wrong: str) -> None:
    with pytest.raises(RulesetError):
        shop(RULES % ("", f", allow: {{{wrong}}}"))


def test_what_is_allowed_does_not_change_the_content() -> None:
    plain, allowed = shop(RULES % ("", "")), shop(RULES % ("", ", allow: {RR505: yes}") + "allow: {RR501: yes}\n")
    assert plain.digest == allowed.digest


def test_each_allowance_has_its_reason_in_the_model() -> None:
    (one,) = shop(RULES % ("", ", allow: {RR505: {en: few get more, zh: 少数人}}")).model.allowances
    assert (one.code, one.of, one.because.in_locale("zh")) == ("RR505", "extras", "少数人")

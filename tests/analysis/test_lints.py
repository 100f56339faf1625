"""Conditions that exclude nothing, amounts that lose, what service recovery asks for: as an author reads of them."""

import pytest

from recovery_rules import loads
from tests.analysis.test_gaps import HEAD, found, shop

OTHERWISE = "otherwise: [apology]\n"


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        ("when: {price: at least 0 EUR}", "`price at least 0 EUR` of `r` excludes nothing: every case passes it"),
        (
            "when: {failure: lost, price: up to 1000 EUR}",
            "`price up to 1000 EUR` of `r` excludes nothing: beside the others every case passes it",
        ),
        (
            "when: {price: under 9 EUR}, unless: {price: over 20 EUR}",
            "`price over 20 EUR` never excuses `r`: no case of the rule has it",
        ),
    ],
)
def test_a_condition_that_excludes_nothing(rule: str, message: str) -> None:
    (one,) = found(shop(f"rules:\n  - {{id: r, {rule}, then: [replacement]}}\n{OTHERWISE}"), "RR509")
    assert (one.message, one.level) == (message, "note")


@pytest.mark.parametrize("when", ["failure: late, delay: over 2 h", "price: any", "severity: at least major"])
def test_what_is_plain_writing_is_not_told(when: str) -> None:
    assert found(shop(f"rules:\n  - {{id: r, when: {{{when}}}, then: [replacement]}}\n{OTHERWISE}"), "RR509") == []


LATE = "  - {id: late, when: {failure: late}, then: [refund: {amount: 20 EUR}]}\n"


def test_amounts_of_which_one_is_lost() -> None:
    grave = "  - {id: grave, when: {severity: critical}, then: [refund: {amount: 50 EUR}]}\n"
    (one,) = found(shop(f"rules:\n{LATE}{grave}{OTHERWISE}"), "RR518")
    assert one.message == "`grave` and `late` (line 13) overlap in part, with different amounts"
    assert one.diagnostic.notes[0] == "refund.amount: 20 EUR by `late`, 50 EUR by `grave`: the greatest counts"
    assert one.rules == ("grave", "late")


def test_an_exception_of_a_rule_is_no_conflict() -> None:
    more = "  - {id: more, when: {failure: late, severity: critical}, then: [refund: {amount: 50 EUR}]}\n"
    assert found(shop(f"rules:\n{LATE}{more}{OTHERWISE}"), "RR518") == []


def test_a_failure_without_a_remedy_is_shown_by_a_case() -> None:
    ruleset = shop(f"rules:\n{LATE}  - {{id: damaged, when: {{failure: damaged}}, then: [replacement]}}\n{OTHERWISE}")
    (one,) = found(ruleset, "RR515")
    assert one.message == "no rule gives a remedy where `failure` is `lost`"
    assert [action.kind for action in ruleset.decide(one.witnesses[0].facts).actions] == ["apology"]


def test_what_everybody_gets_is_a_remedy_for_all() -> None:
    assert found(shop(f"rules:\n{LATE}  - {{id: all, then: [replacement]}}\n"), "RR515") == []


def test_an_owner_that_another_rule_always_gives_is_not_missed() -> None:
    head = HEAD.replace("facts:", "roles: [clerk]\nfacts:", 1)

    def lacking(rules: str) -> list[str]:
        found = loads(f"{head}rules:\n{rules}{OTHERWISE}", file="a.yaml").findings()
        return [note for one in found if one.code == "RR516" for note in one.diagnostic.notes]

    late = "  - {id: late, when: {failure: late}, then: [replacement]}\n"
    everybody = "  - {id: owned, then: [replacement: {owner: clerk}]}\n"
    lost = "  - {id: owned, when: {failure: lost}, then: [replacement: {owner: clerk}]}\n"
    assert lacking(late + everybody) == []
    assert lacking(late + lost) == ["replacement: `late`"]


def test_nobody_is_above_the_highest_role() -> None:
    head = HEAD.replace("facts:", "roles: [clerk, manager]\nfacts:", 1)

    def above(owner: str) -> list[str]:
        nested = "if_overdue: [escalation: {to: next_role}]"
        rule = f"  - {{id: late, then: [resolution: {{owner: {owner}, within: 1 h, {nested}}}]}}\n"
        return [one.message for one in found(loads(f"{head}rules:\n{rule}", file="a.yaml"), "RR519")]

    assert above("clerk") == []
    assert above("manager") == ["nobody is above `manager`, who owns what `escalation` goes on from"]


@pytest.mark.parametrize("law", ["amount: {at_least: 9 EUR}, owed: true", "owed: {amount: 9 EUR, within: 14 d}"])
def test_what_law_owes_and_the_house_holds_is_shown_by_a_case(law: str) -> None:
    limits = (
        f"limits:\n  - {{id: law, level: law, when: {{failure: late}}, action: refund, {law}}}\n"
        "  - {id: house, when: {severity: minor}, hold: [apology, refund]}\n"
    )
    rules = f"rules:\n{LATE}{OTHERWISE}"
    ruleset = shop(rules + limits)
    (one,) = found(ruleset, "RR526")
    assert one.message == "`house` (line 17) holds the refund that the law owes under `law`"
    assert one.rules == ("house", "law")
    assert ruleset.decide(one.witnesses[0].facts)["refund"].held == ("house",)
    assert found(shop(rules + limits.replace("id: house,", "id: house, level: law,")), "RR526") == []
    assert found(shop(rules + limits.replace("hold: [apology, refund]", "hold: [apology]")), "RR526") == []
    assert found(shop(rules + limits.replace("severity: minor", "failure: damaged")), "RR526") == []


def test_a_hold_of_another_form_than_law_owes_is_no_hold_of_what_it_owes() -> None:
    """The law owes cash where the house holds; it holds in each form, so the cash is held too."""
    text = """
limits:
  - {id: law, level: law, when: {failure: late}, action: compensation, amount: {at_least: 9 EUR}, owed: {form: cash}}
  - {id: void, level: law, when: {severity: minor}, forbid: [compensation]}
  - {id: house, when: {severity: minor}, hold: [compensation]}
"""
    rules = f"rules:\n{LATE}{OTHERWISE}"
    assert found(shop(rules + text), "RR526") == []
    assert (
        len(
            found(
                shop(rules + text.replace("when: {severity: minor}, forbid", "when: {severity: major}, forbid")),
                "RR526",
            )
        )
        == 1
    )


OWNED = "  - {id: owned, then: [apology: {owner: clerk}, callback: {owner: clerk}, resolution: {owner: clerk}]}\n"


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        (
            (
                "limits:\n  - {id: law, level: law, when: {failure: late}, action: refund, "
                "amount: {at_least: 9 EUR}, owed: {within: 14 d}}\n"
            ),
            ("refund: `law`",),
        ),
        (
            (
                "limits:\n  - {id: law, level: law, when: {failure: late}, action: refund, "
                "amount: {at_least: 9 EUR}, owed: {within: 14 d, owner: clerk}}\n"
            ),
            (),
        ),
        (
            (
                "  - {id: pick, when: {failure: lost}, then: "
                "[choice: {by: customer, of: [[refund: {amount: 9 EUR}], [replacement: {owner: clerk}]]}]}\n"
                "  - {id: paid, when: {failure: lost}, then: [refund: {amount: 5 EUR, owner: clerk}]}\n"
            ),
            ("refund: `pick`",),
        ),
    ],
)
def test_owners_are_asked_of_what_limits_owe_and_choices_offer(text: str, notes: tuple[str, ...]) -> None:
    ruleset = shop(f"roles: [clerk]\nrules:\n{OWNED}{text}")
    assert tuple(note for one in found(ruleset, "RR516") for note in one.diagnostic.notes) == notes


def test_a_floor_of_law_that_a_house_limit_takes_away_is_shown_by_a_case() -> None:
    limits = (
        "limits:\n  - {id: law, level: law, action: refund, amount: {at_least: 9 EUR}}\n"
        "  - {id: house, when: {severity: minor}, forbid: [refund]}\n"
    )
    ruleset = shop(f"rules:\n{LATE}{OTHERWISE}{limits}")
    (one,) = found(ruleset, "RR522")
    assert one.message == "`house` (line 17) strikes the refund of which `law` says how much at least"
    assert [refused.by for refused in ruleset.decide(one.witnesses[0].facts).refused] == ["house"]
    assert (
        found(
            shop(f"rules:\n{LATE}{OTHERWISE}{limits.replace('at_least: 9 EUR}', 'at_least: 9 EUR}, owed: yes')}"),
            "RR522",
        )
        == []
    )
    assert (
        found(shop(f"rules:\n{LATE}{OTHERWISE}{limits.replace('forbid: [refund]', 'forbid: [apology]')}"), "RR522")
        == []
    )


STATUTE = (
    "limits: [{id: law, level: law, when: {failure: late}, action: refund, amount: {at_least: AMOUNT}, owed: true}]\n"
)


@pytest.mark.parametrize(
    ("amount", "authority", "message"),
    [
        ("100 EUR", "refund.amount: 80 EUR", "`law` demands a refund that nobody may approve"),
        ("50 % of price", "refund.amount: 499 EUR", "`law` demands a refund that nobody may approve"),
        ("100 EUR", "refund: none", "`law` demands a refund that nobody may approve"),
        ("50 % of price", "refund.amount: 500 EUR", ""),
        ("100 EUR", "refund.amount: unlimited", ""),
        ("100 EUR", "gift: none", ""),
    ],
)
def test_what_the_law_owes_must_be_for_somebody_to_approve(amount: str, authority: str, message: str) -> None:
    head = HEAD.replace(
        "facts:", f"roles: [clerk, boss]\nauthority: {{clerk: {{refund.amount: 5 EUR}}, boss: {{{authority}}}}}\nfacts:"
    )
    ruleset = loads(
        f"{head}{STATUTE.replace('AMOUNT', amount)}rules: [{{id: sorry, then: [apology]}}]\n", file="a.yaml"
    )
    told = found(ruleset, "RR527")
    assert [one.message for one in told] == [f"{message}: it is beyond `boss`, the highest role"] * bool(message)
    for one in told:
        assert ruleset.decide(one.witnesses[0].facts)["refund"].authority == ""

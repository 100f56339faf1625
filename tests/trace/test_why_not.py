from collections.abc import Callable

import pytest

from recovery_rules.loading import loads
from tests.trace.parcels import RETAIL, RETAIL_CASE, decide, parcel, retail

ASKED = [
    ("late", "bonus"),
    ("late", "charge"),
    ("late", "voucher-instead"),
    ("late", "bonuses"),
    ("late-by-minutes", "refund-by-share"),
    ("held-charge", "refund"),
    ("held-charge", "no-money-if-customer"),
    ("owed-by-law", "refund"),
    ("late", "statutory"),
    ("excused", "refund-by-share"),
    ("late", "record"),
    ("lost", "replacement"),
]


@pytest.mark.parametrize("locale", ["en", "zh"])
def test_answers_as_people_read_them(locale: str, golden: Callable[[str, str], None]) -> None:
    told = [f"{case}: why not {name}?\n{parcel(case).why_not(name).text(locale)}" for case, name in ASKED]
    told += [f"retail: why not {name}?\n{retail().why_not(name).text(locale)}" for name in ("upgrade", "compensation")]
    golden(f"why-not-{locale}", "\n\n".join(told))


def test_each_failed_test_is_named_with_its_truth() -> None:
    answer = retail().why_not("upgrade")
    assert (answer.asked, answer.given) == ("kind", False)
    assert [(way.by, way.ending, [(one.tested, one.holds) for one in way.failures]) for way in answer.ways] == [
        ("upgrades/1", "failed", [("severity", False), ("tier", False)]),
        ("upgrades/2", "failed", [("tier", False)]),
    ]
    assert [way.changes for way in answer.ways] == [2, 1]


def test_what_is_unknown_is_not_called_false() -> None:
    (way,) = retail().why_not("keep-the-promise").ways
    assert [(one.tested, one.holds) for one in way.failures] == [("promised_remedy", False)]
    answer = retail().why_not("make-good-the-loss")
    assert [(one.tested, one.holds) for one in answer.ways[0].failures] == [("harm", None), ("loss", False)]


@pytest.mark.parametrize(
    ("case", "name", "ending", "stopped_by"),
    [
        ("late-by-minutes", "refund-by-share", "defeated", ("voucher-instead",)),
        ("held-charge", "refund-by-share", "struck", ("no-money-if-customer",)),
        ("excused", "refund-by-share", "excused", ()),
        ("late", "refund-by-share", "given", ()),
        ("late", "statutory", "failed", ()),
        ("owed-by-law", "statutory", "given", ()),
    ],
)
def test_every_ending_has_its_name(case: str, name: str, ending: str, stopped_by: tuple[str, ...]) -> None:
    (way,) = parcel(case).why_not(name).ways
    assert (way.ending, way.stopped_by) == (ending, stopped_by)


def test_a_row_that_another_row_precedes() -> None:
    decision = decide(RETAIL, {**RETAIL_CASE, "severity": "critical", "customer_tier": "top"})
    (way,) = decision.why_not("upgrades/2").ways
    assert (way.ending, way.stopped_by) == ("passed over", ("upgrades/1",))


def test_what_is_given_names_only_what_gave_it() -> None:
    answer = parcel("late").why_not("bonus")
    assert answer.given
    assert str(answer) == "Bonus points, given by:\n  bonuses/1   applies"


def test_an_unknown_name_is_met_with_the_nearest() -> None:
    message = "`upgrad` is not an action kind, a rule, a table or a limit of this ruleset; did you mean `upgrade`?"
    with pytest.raises(LookupError) as caught:
        retail().why_not("upgrad")
    assert str(caught.value) == message


NEAR = loads("""
language: 1
ruleset: near
kinds:
  repair: {stream: remedy, phase: resolve}
  redo: {stream: remedy, phase: resolve}
  call: {stream: corrective, phase: follow_up}
facts:
  proven: {type: boolean}
  blamed: {type: boolean}
  pieces: {type: integer, min: 0, max: 9}
derived:
  pairs: {type: integer, value: pieces * 2}
rules:
  - {id: mend, when: {proven: yes}, then: [repair]}
  - {id: even, when: {pairs: 8}, then: [redo]}
  - {id: odd, when: {pairs: 7}, then: [redo]}
  - {id: both, when: {proven: yes, blamed: no}, overrides: [even], then: [call]}
limits:
  - {id: not-if-proven, when: {proven: yes, pieces: over 5}, forbid: [repair]}
  - {id: not-if-blamed, when: {blamed: yes}, forbid: [repair]}
otherwise: [call]
""")


@pytest.mark.parametrize(
    ("proven", "blamed", "pieces", "kind", "near"),
    [
        (False, False, 3, "repair", ["mend"]),
        (False, False, 6, "repair", []),  # another limit on the same fact would forbid it
        (False, True, 3, "repair", []),  # a limit forbids it as things are
        (False, True, 3, "redo", ["even"]),  # and nothing comes to 7 pairs
        (True, False, 3, "redo", []),  # another rule would set it aside
    ],
)
def test_one_change_away_is_what_one_change_was_found_to_do(
    proven: bool, blamed: bool, pieces: int, kind: str, near: list[str]
) -> None:
    answer = NEAR.decide(proven=proven, blamed=blamed, pieces=pieces).why_not(kind)
    assert [way.changes for way in answer.ways] == [1] * len(answer.ways)
    assert [way.by for way in answer.ways if way.one_change] == near
    assert str(answer).count("one change away") == len(near)

"""Cases that the shortcut decides from the mask alone."""

from __future__ import annotations

from recovery_rules import loads

TEXT = """
language: 1
ruleset: points
units: {points: {digits: 0}}
kinds:
  bonus: {stream: remedy, phase: resolve, parameters: {amount: {type: points, combine: sum, required: true}}}
facts:
  delayed: {type: boolean}
  damaged: {type: boolean}
rules:
  - {id: for-delay, when: {delayed: yes}, then: [{bonus: {amount: 10 points}}]}
  - {id: for-damage, when: {damaged: yes}, then: [{bonus: {amount: 10 points}}]}
  - {id: for-trouble, then: [{bonus: {amount: 10 points}}]}
"""


def test_equal_proposals_of_a_sum_add_up() -> None:
    ruleset = loads(TEXT)
    decision = ruleset.decide(delayed=True, damaged=True)
    assert [str(action.amount) for action in decision.actions] == ["30 points"]
    assert decision.actions == decision.account.actions
    assert str(ruleset.decide(delayed=True, damaged=False)["bonus"].amount) == "20 points"

"""What a what-if says of values that were not given, of what goes, and of the same changes twice."""

from recovery_rules.loading import loads

RULESET = loads("""
language: 1
ruleset: shuttle
kinds:
  note: {stream: remedy, phase: resolve, parameters: {within: {type: duration, combine: soonest}}}
  ride: {stream: remedy, phase: resolve}
facts:
  failure: {type: choice, values: [room, late, lost]}
  delay: {type: duration, min: 0 min, max: 9 d, needed: {failure: late}}
  open: {type: boolean, default: no}
rules:
  - {id: quick, when: {failure: room, open: no}, then: [note: {within: 3 d}]}
  - {id: any-note, then: [note]}
  - {id: a-ride, when: {any_of: [{failure: late}, {failure: lost}, {open: yes}]}, then: [ride]}
""")


def test_a_value_that_was_not_given_is_an_example() -> None:
    answer = RULESET.decide(failure="room").what_if("ride")
    assert "failure were late and delay were given, such as " in answer.text()
    assert "提供 delay（如 " in answer.text("zh")


def test_what_goes_is_told_with_its_value_and_the_same_changes_once() -> None:
    answer = RULESET.decide(failure="room").what_if("ride")
    text = answer.text()
    assert text.count("then also: note: no longer within 3 d") == 1
    assert text.count("then also: the same as above") == len(answer.sets) - 1 > 0

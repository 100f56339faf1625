"""What a locale has to say: the one interface of `en` and `zh`.

Every field is a word or a template, filled by `str.format`; what the parts of a template are stands in that of `en`.
Sentences are templates of their own, never glued from words, so that each language keeps its own order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, TypeAlias

from attrs import frozen

from recovery_rules.language.expressions import Operation
from recovery_rules.language.rationals import Rounding
from recovery_rules.model.actions import Combine
from recovery_rules.model.facts import Aggregation
from recovery_rules.model.governance import Standing

ClaimKey: TypeAlias = Literal[
    "is",
    "among",
    "at_least",
    "over",
    "at_most",
    "under",
    "within",
    "from",
    "after",
    "until",
    "before",
    "scale_at_least",
    "scale_at_most",
    "scale_within",
    "has",
    "known",
    "unknown",
    "anything",
    "never",
]
Ending: TypeAlias = Literal["given", "struck", "came to nothing", "not owed", "not reached"]
Said: TypeAlias = tuple[str, str]  # where it holds, where it does not
Joint: TypeAlias = tuple[str, str]  # of two, of more

_ENDS = (".", "!", "?", ":", "…", "。", "！", "？", "：")


@frozen(kw_only=True)
class Phrases:
    """All words of one locale."""

    locale: str
    capitals: bool  # whether a sentence begins with a capital letter

    # Values.
    yes: str
    no: str
    unknown: str
    assumed: str  # behind a value that the case did not give
    personal: str
    no_members: str
    about: str
    codes: bool  # whether money carries the code of its currency, else its name
    currencies: Mapping[str, str]  # names that people prefer to those of the CLDR
    money: str
    counted: str
    percent: str
    durations: Mapping[str, str]
    day: str  # a pattern of the CLDR, as are the next five
    day_of_year: str  # a day beside another of its year
    moment: str
    moment_with_zone: str
    moment_of_weekday: str
    weekday: str  # a day with its place in the week
    year_first: bool  # of days of one year in a list: the first says the year, else the last
    counted_by: str  # from when and by which calendar a time limit was counted

    # Lists and marks.
    comma: str
    clause: str
    semicolon: str
    colon: str
    stop: str
    brackets: str
    aside: str
    and_: str
    or_: str
    nor: str
    together: str
    quoted: str
    list_words: tuple[str, ...]  # a value with one of these in its name is quoted in lists
    plus: str
    nothing: str

    # What tests say.
    claims: Mapping[ClaimKey, Said]
    ranges: Mapping[tuple[bool, bool], str]  # by whether the low and the high end are included
    quoted_boolean: str
    same_verb: str  # what alternatives need not repeat
    open_whether: str
    statement: str
    boolean_statement: str
    unknown_statement: str
    statement_of_unknown: str
    expression_unknown: str

    # Expressions.
    operations: Mapping[Operation, str]
    days_before: str  # a date moved back by a duration
    extremes: Mapping[str, Joint]
    one_of: str
    as_it_is: str  # why a case takes a branch of an expression
    steps: Mapping[str, Said]  # one step of the calendar, and several
    steps_after: str
    steps_before: str
    days_off: str  # between two days, beside the weekends
    days_worked: str
    more_days: str
    share_of: str
    rounding_modes: Mapping[Rounding, str]
    term: str
    unknown_term: str
    parameter_of: str
    in_bundle: str  # what is told of an action in a bundle, by the number of the bundle
    known_term: str
    not_known_term: str
    equals: str

    # Conditions and where derived facts come from.
    all_of: str
    any_of: str
    some_of: Said  # one of several alternatives holds, or more do
    none_of: str
    not_excused: str
    every_case: str
    any_case: str
    no_row_above: str  # of a last row without tests: what the rows above it looked at
    from_expression: str
    from_constant: str  # of a constant parameter
    from_day: str  # of a parameter by date
    from_no_day: str
    from_unknown_day: str
    from_no_longer: str
    from_row: str
    from_rows: str
    from_no_row: str
    from_above: str
    row_test: str
    row_gives: str
    worked_out: str

    # Actions.
    paid: str
    costing: str
    counting: str
    parameter: str
    parameters: Mapping[str, str]  # what those without a label are called, by name
    by_time: str
    within: str
    time_limits: Mapping[str, Said]  # one, or several, of each unit of `TimeLimit`
    time_after: str
    at_once: str  # a time limit of no time
    time_after_unknown: str
    repeated: str
    then_repeated: str
    owner: str
    next_role: str
    choice: str
    choice_of: str
    choice_of_one: str
    customer: str
    held: str
    no_actions: str

    # Approval.
    approval_needed: str
    beyond_all: str
    may_start: str  # before the approval
    nobody: str
    approval: str
    may_up_to: str
    may_with: str
    may_not: str
    may_not_say: str
    whole: str
    whole_if_overdue: str
    no_follow_up: str
    may_in_all: str
    may_nothing_in_all: str

    # Rules and limits.
    rule: str
    again: str
    limit: str
    owed: str
    owed_by_law: str
    by_law: str
    place: str
    source: str
    otherwise: str
    otherwise_name: str

    # Amounts.
    combined: Mapping[Combine, Joint]
    combined_names: Mapping[Combine, Joint]  # of scales
    aggregated: Mapping[Aggregation, str]
    from_rule: str
    floor_binds: str
    floor_grants: str
    floor_idle: str
    floor_owed: str  # what a limit that owes the action gives itself
    lengthened: str  # a time limit by a floor, and by a cap
    shortened: str
    cap_binds: str
    cap_moves: str
    cap_grants: str
    cap_idle: str
    rounded: str

    # What was not given, and what did not apply.
    refused: Mapping[str, str]
    no_other: str
    nothing_to_choose: str
    not_applied: str
    reason: str
    rest: Said  # one other rule, or several
    rest_alone: Said  # the same where no rule is named before
    excused: str
    defeated: str
    passed_over: str
    emptied: str

    # Why not.
    was_given: str
    nothing_could: str
    only_if_overdue: str
    given_if_overdue: str
    one_could: str
    many_could: str
    was_applied: Mapping[str, str]
    was_not_applied: Mapping[str, str]
    endings: Mapping[Ending, str]
    one_change: str

    # What if.
    would_be_given: str
    already_given: str
    nowhere: str
    nowhere_but_if_overdue: str
    follows_if_overdue: str
    more: str
    perhaps: str  # the same where none was found
    alternative: Said  # the first, and each further one
    were: str
    were_such_as: str  # a quantity that the case had not given
    were_not_given: str
    also: str
    also_the_same: str
    nothing_else: str
    due: str
    bundles: str
    only_bundle: str
    altered: str
    instead: str
    now_has: str
    no_longer_has: str
    held_or_not: Said  # what nobody may carry out any more, or again may
    otherwise_altered: str
    lost: str

    # The end.
    ruleset: str
    standings: Mapping[Standing, str]
    as_of: str
    acting: str

    def sentence(self, text: str) -> str:
        """`text` with a capital letter, where the locale has them, and a full stop."""
        return self.ended(text[:1].upper() + text[1:] if self.capitals else text)

    def ended(self, text: str) -> str:
        """`text` with a full stop, where it does not end in one or the like."""
        return text if text.endswith(_ENDS) else text + self.stop

    def joint(self, words: Joint, texts: Sequence[str]) -> str:
        """What is said of two texts, or of more."""
        of_two, of_more = words
        return of_more if texts[2:] else of_two

    def every(self, texts: Sequence[str]) -> str:
        """`a, b and c`."""
        return self._listed(texts, self.and_)

    def either(self, texts: Sequence[str]) -> str:
        """`a, b or c`."""
        return self._listed(texts, self.or_)

    def neither(self, texts: Sequence[str]) -> str:
        """`a, b nor c`."""
        return self._listed(texts, self.nor)

    def all_together(self, texts: Sequence[str]) -> str:
        """`a and b`, of whole statements."""
        return self._listed(texts, self.together)

    def apart(self, texts: Sequence[str]) -> list[str]:
        """The texts for a list: quoted where they could be taken for several."""
        return [self.quoted.format(one) if any(word in one for word in self.list_words) else one for one in texts]

    def _listed(self, texts: Sequence[str], last: str) -> str:
        return texts[0] if len(texts) == 1 else last.format(self.comma.join(texts[:-1]), texts[-1])

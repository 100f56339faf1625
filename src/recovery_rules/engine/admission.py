"""Step 1, admit: what a caller gives, checked against the facts that a ruleset declares, and made plain.

In: a model and a mapping of names to public values or texts. Out: `Admitted`, or a `FactsError` with every
problem. The fast engine calls it for whatever it does not take at first sight, the reference evaluator for
every case: this is the one place that says what a valid case is.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from recovery_rules.engine.account import How
from recovery_rules.engine.reference.conditions import truth, truth_of_expression
from recovery_rules.engine.reference.deriving import derive
from recovery_rules.language.expressions import facts_read
from recovery_rules.language.given import class_name, listed
from recovery_rules.language.literals import plain_of, text_of
from recovery_rules.language.types import DATETIME, ENUMERATED, Plain
from recovery_rules.model.conditions import ALWAYS, All, AnyOf, NoneOf, Test, Truth, leaves
from recovery_rules.source.errors import FactProblem, FactsError
from recovery_rules.source.names import usual_form
from recovery_rules.source.printable import quote
from recovery_rules.source.suggest import meant

if TYPE_CHECKING:
    from recovery_rules.model.conditions import Condition
    from recovery_rules.model.facts import Admission, Fact
    from recovery_rules.model.ruleset import Model

_LONGEST_NUMBER: Final = 64  # bits


@frozen
class Admitted:
    """A case that the ruleset decides: every fact of the model in its order, None where it is unknown."""

    values: Mapping[str, Plain | None]
    how: Mapping[str, How]
    as_of: datetime | None = None


def admit(model: Model, given: Mapping[str, object], as_of: object = None, role: object = None) -> Admitted:
    """Check a case.

    Problems come in the order in which facts are declared; then the rules of `admit` in file order, then
    names that are no facts in the order of the alphabet, then the time of deciding, then the acting role.
    What follows from another problem is not reported: an `admit` rule, or the `needed` of a fact, is looked at
    only where all that it reads is in order.

    Args:
        model: The ruleset.
        given: Facts by name, as public values or texts; None stands for a fact that is not given.
        as_of: The time of deciding, a `datetime` with its zone.
        role: The acting role, one of the ruleset's.

    Raises:
        FactsError: It is no valid case; all problems are in it.
    """
    case = _Case(model, given)
    for fact in model.facts.values():
        case.look_at(fact)
    for fact in model.facts.values():
        case.ask_whether_needed(fact)
    problems = [problem for name in model.facts for problem in case.problems.get(name, ())]
    problems += case.violations()
    problems += _unknown_names(model, given)
    moment = None
    if as_of is not None:
        try:
            moment = plain_of(as_of, DATETIME)
        except ValueError as wrong:
            problems.append(FactProblem("as_of", str(wrong)))
    problems += _wrong_role(model, role)
    if problems:
        raise FactsError(problems)
    assert moment is None or isinstance(moment, datetime)
    return Admitted(case.values, case.how, moment)


class _Case:
    """What is known of a case while its facts are looked at one by one."""

    def __init__(self, model: Model, given: Mapping[str, object]) -> None:
        self.model = model
        self.given = given
        self.values: dict[str, Plain | None] = {}
        self.how: dict[str, How] = {}
        self.problems: dict[str, list[FactProblem]] = {}

    def look_at(self, fact: Fact) -> None:
        """Take one fact's value, its default, or nothing."""
        given = self.given.get(fact.name)
        self.values[fact.name], self.how[fact.name] = None, "unknown"
        if given is not None:
            self.how[fact.name] = "given"
            try:
                self.values[fact.name] = _within_bounds(_plain(given, fact), fact)
            except ValueError as wrong:
                self._report(fact, str(wrong))
        elif fact.default is not None:
            self.values[fact.name], self.how[fact.name] = fact.default, "default"
        elif not fact.may_be_unknown:
            self._report(fact, _missing(fact))

    def ask_whether_needed(self, fact: Fact) -> None:
        """Demand a fact where its `needed` is true, refuse it elsewhere."""
        if fact.needed is None or any(name in self.problems for name in _facts_in(fact.needed)):
            return
        is_given = self.given.get(fact.name) is not None
        if truth(fact.needed, self.values) is True:
            if not is_given and fact.default is None and not fact.optional:
                self._report(fact, f"{_missing(fact)}; needed where {_in_words(fact.needed)}")
        elif is_given:
            self._report(fact, f"must be left out: only needed where {_in_words(fact.needed)}")

    def violations(self) -> list[FactProblem]:
        """The broken rules of `admit`; those that read derived facts count where every fact is in order."""
        read = [_facts_of_rule(rule) for rule in self.model.admissions]
        as_given = self.problems or not any(self.model.derived.keys() & names for names in read)
        values = dict(self.values) if as_given else derive(self.model, self.values)[0]
        return [
            FactProblem(rule.id, _violation(rule))
            for rule, names in zip(self.model.admissions, read, strict=True)
            if all(name in values and name not in self.problems for name in names)
            and truth(rule.when, values) is True
            and truth_of_expression(rule.must, values) is False
        ]

    def _report(self, fact: Fact, message: str) -> None:
        self.problems.setdefault(fact.name, []).append(FactProblem(fact.name, message))


def _plain(given: object, fact: Fact) -> Plain:
    try:
        return plain_of(given, fact.type)
    except ValueError:
        if not fact.value_labels:
            raise
        labels = {value: label.texts.values() for value, label in fact.value_labels.items()}
        return plain_of(given, fact.type, labels)  # says so if it is one of them


def _within_bounds(plain: Plain, fact: Fact) -> Plain:
    number: Any = plain  # facts with bounds are quantities: the linker checked
    if (fact.low is None or number >= fact.low) and (fact.high is None or number <= fact.high):
        return plain
    low = "" if fact.low is None else text_of(fact.low, fact.type)
    high = "" if fact.high is None else text_of(fact.high, fact.type)
    got = text_of(plain, fact.type)
    if low and high:
        raise ValueError(f"must be from {low} to {high}, got {got}")
    raise ValueError(f"must be {f'at least {low}' if low else f'at most {high}'}, got {got}")


def _missing(fact: Fact) -> str:
    return f"missing ({listed(fact.type)})" if fact.type.kind in ENUMERATED else "missing"


def _violation(rule: Admission) -> str:
    where = "" if rule.when == ALWAYS else f" where {_in_words(rule.when)}"
    because = rule.because.in_locale("en")
    return f"`{rule.text}` must hold{where}{': ' + because if because else ''}"


def _unknown_names(model: Model, given: Mapping[Any, object]) -> list[FactProblem]:
    problems = []
    for name in given:
        if isinstance(name, str) and name in model.facts:
            continue
        if not isinstance(name, str):
            problems.append(
                FactProblem(
                    _shown_name(name), f"is no name of a fact: it is of class {class_name(name)}, and names are texts"
                )
            )
        elif name in model.derived:
            problems.append(FactProblem(name, "is derived from other facts and cannot be given"))
        elif usual_form(name) in model.facts:
            problems.append(FactProblem(name, "its letters are not in their usual form, NFKC: normalise it"))
        else:
            labels = {fact.name: fact.label.texts.values() for fact in model.facts.values()}
            told = meant(name, model.facts, labels)
            problems.append(FactProblem(name, f"is not a fact of this ruleset{'; ' if told else ''}{told}"))
    return sorted(problems, key=lambda problem: (problem.fact, problem.message))


def _shown_name(name: object) -> str:
    """A name that is no text; what is of a foreign class, or endless, is not asked how it looks."""
    is_short = type(name) in {bool, float} or (type(name) is int and name.bit_length() <= _LONGEST_NUMBER)
    return repr(name) if is_short or name is None else class_name(name)


def _wrong_role(model: Model, role: object) -> list[FactProblem]:
    if role is None or (type(role) is str and role in model.roles):
        return []
    if not model.roles:
        return [FactProblem("role", "must be left out: this ruleset has no roles")]
    known = f"expected one of {', '.join(model.roles)}"
    if type(role) is not str:
        return [FactProblem("role", f"{known}, got {class_name(role)}")]
    labels = {name: label.texts.values() for name, label in model.role_labels.items()}
    told = meant(role, model.roles, labels)
    told = f"{told} ({', '.join(model.roles)})" if told else known
    return [FactProblem("role", f"{quote(role)} is not a role; {told}")]


def _facts_of_rule(rule: Admission) -> frozenset[str]:
    return _facts_in(rule.when) | facts_read(rule.must)


def _facts_in(condition: Condition) -> frozenset[str]:
    return frozenset[str]().union(
        *(
            frozenset({leaf.fact}) if isinstance(leaf, Test) else facts_read(leaf.expression)
            for leaf in leaves(condition)
        )
    )


def _in_words(condition: Condition) -> str:
    """A condition in one line, in the author's words."""
    match condition:
        case Test(fact=fact, text=text):
            return f"{fact} is {text}"
        case Truth(text=text):
            return f"`{text}`"
        case All(parts=parts):
            return " and ".join(map(_in_words, parts))
        case AnyOf(parts=parts):
            return f"({' or '.join(map(_in_words, parts))})"
        case NoneOf(parts=parts):
            return f"none of ({' or '.join(map(_in_words, parts))})"

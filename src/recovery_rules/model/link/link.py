"""Linking: from a document to the checked model, in the order in which names come to mean something.

In: the document of a ruleset, resolved with what it extends. Out: the model, or None where there are errors. Every
problem of the file is reported in one go: a part that is wrong is left out, and what depends on it keeps quiet.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import cast

from attrs import evolve, frozen

from recovery_rules.document.ruleset import RulesetDocument
from recovery_rules.language.rationals import Rounding
from recovery_rules.language.scope import Scope
from recovery_rules.model.actions import CHOICE, Proposal
from recovery_rules.model.facts import Derived, Fact
from recovery_rules.model.link.actions import Actions
from recovery_rules.model.link.allowances import link_allowances
from recovery_rules.model.link.arguments import Arguments
from recovery_rules.model.link.authority import link_authority
from recovery_rules.model.link.calendar import Times, link_times
from recovery_rules.model.link.conditions import is_always
from recovery_rules.model.link.derived import Ranges, declare_derived, link_derived
from recovery_rules.model.link.examples import Names, link_examples
from recovery_rules.model.link.expressions import Expressions
from recovery_rules.model.link.facts import declare_facts, link_clock
from recovery_rules.model.link.governance import link_governance
from recovery_rules.model.link.kinds import Vocabulary, link_kinds
from recovery_rules.model.link.labels import label_of, text_of
from recovery_rules.model.link.limits import link_limit
from recovery_rules.model.link.names import (
    RESERVED_ROLES,
    RESERVED_RULES,
    refuse_reserved,
    refuse_value_name,
    report_twice,
    words_of,
)
from recovery_rules.model.link.obligations import Proposing, with_obligations
from recovery_rules.model.link.properties import link_properties
from recovery_rules.model.link.requirements import link_admissions, link_needed, may_be_absent
from recovery_rules.model.link.rules import ids_meant, link_overrides, link_rule
from recovery_rules.model.link.tables import link_table
from recovery_rules.model.link.time_limits import check_time_limits, counts_working_days
from recovery_rules.model.link.twofold import warn_of_twofold
from recovery_rules.model.link.types import Types
from recovery_rules.model.link.unused import warn_of_unused
from recovery_rules.model.rules import ActionTable, Limit, Rule
from recovery_rules.model.ruleset import Model
from recovery_rules.source.diagnostics import Problems
from recovery_rules.source.limits import LoadLimits
from recovery_rules.source.span import Span
from recovery_rules.source.tree import ScalarNode


def link(
    document: RulesetDocument,
    *,
    digest: str,
    file: str,
    problems: Problems,
    limits: LoadLimits,
    approval_digest: str = "",
) -> Model | None:
    """Link a document.

    Args:
        document: The ruleset, resolved with what it extends.
        digest: The SHA-256 of its content, kept in the model.
        approval_digest: The SHA-256 that an approval of it must name.
        file: The name of the ruleset's own file.
        problems: Takes everything that is wrong.
        limits: How many rules and facts there may be, and how deep an expression.

    Returns:
        The model; None where problems hold an error, of an earlier stage or of this one.
    """
    if _is_too_large(document, problems, limits):
        return None
    _check_ids(document, problems)
    roles = _roles(document, problems)
    types = Types(document, problems)
    vocabulary = link_kinds(document, types, roles, problems)
    times = link_times(document, problems)
    facts = _link_facts(document, types, vocabulary, times, problems, limits)
    arguments = Arguments(facts.expressions, problems)
    actions = Actions(vocabulary, roles, arguments, problems)
    parts = _link_rules(document, facts, actions)
    authority = link_authority(document, types, actions, file)
    admissions = link_admissions(document, facts.expressions)
    properties = link_properties(document.properties, facts.given, facts.expressions, actions)
    clock = link_clock(document, facts.declared, problems)
    examples = link_examples(document.examples, _names(document, facts, vocabulary), problems)
    governance = link_governance(document, approval_digest, file, problems)
    if document.ruleset is not None:
        read = facts.expressions.read
        warn_of_twofold(document, facts.expressions.scope.types, problems, file)
        warn_of_unused(document, facts.given, list(facts.derived), read, problems, file)
    if problems.has_errors:
        return None
    kinds, proposing = with_obligations(vocabulary.kinds, Proposing(parts.rules, parts.limits, parts.otherwise))
    model = Model(
        id=text_of(document.ruleset or document.vocabulary),
        version=text_of(document.version),
        digest=digest,
        currency=types.currency,
        facts=facts.given,
        derived=facts.derived,
        kinds=kinds,
        rules=proposing.rules,
        language=document.language,
        title=label_of(document.title),
        governance=governance,
        no_follow_up=label_of(document.no_follow_up),
        rounding=cast("Rounding", document.rounding),
        clock=clock,
        calendar=times.calendar,
        awaits_calendar=times.awaited,
        month_end=times.month_end,
        working_day_ends=document.working_day_ends,
        zone=times.zone,
        roles=roles,
        role_labels={role: label_of(label) for role, label in document.roles.items() if label},
        units=types.units,
        unit_labels={name: label_of(unit.label) for name, unit in document.units.items() if unit.label},
        admissions=admissions,
        tables=parts.tables,
        limits=proposing.limits,
        otherwise=proposing.otherwise,
        authority=authority,
        properties=properties,
        examples=examples,
        allowances=link_allowances(document),
        file=file,
        span=(document.ruleset or document.vocabulary or document).span,
    )
    if check_time_limits(model, problems):
        model = evolve(model, needs_hours=True)
    if model.awaits_calendar and not counts_working_days(model):
        model = evolve(model, awaits_calendar=False)
    return None if any(found.severity == "error" for found in problems.found) else model


# ---- facts


@frozen
class _Facts:
    """All facts: as declared, as linked, and as what reads them sees them."""

    declared: Mapping[str, Fact | None]
    given: Mapping[str, Fact]
    derived: Mapping[str, Derived]
    unknowns: frozenset[str]
    expressions: Expressions


def _link_facts(
    document: RulesetDocument,
    types: Types,
    vocabulary: Vocabulary,
    times: Times,
    problems: Problems,
    limits: LoadLimits,
) -> _Facts:
    declared = declare_facts(document, types, problems)
    derived_types = declare_derived(document, types, problems)
    good = {name: fact for name, fact in declared.items() if fact is not None}
    parameters = [parameter for kind in vocabulary.kinds.values() for parameter in kind.parameters.values()]
    ranges = Ranges({name: (fact.low, fact.high) for name, fact in good.items()}, {})
    scope = Scope(
        types={name: fact.type for name, fact in good.items()}
        | {name: found.type for name, found in derived_types.items() if found is not None},
        currency=types.currency,
        units=types.units,
        rounding=cast("Rounding", document.rounding),
        calendar=times.calendar,
        zone=times.zone,
        month_end=times.month_end,
        bounds=ranges.bounds_of,
        sizes=ranges.size_of,
        limits=limits,
        fact_labels={
            name: label_of(written.label).texts.values()
            for name, written in (document.facts | document.derived).items()
        },
        value_labels={one.type.values: words_of(one.value_labels) for one in parameters if one.value_labels}
        | {fact.type.values: words_of(fact.value_labels) for fact in good.values() if fact.value_labels},
        given_by_rules=vocabulary.kinds.keys() | {rule.id.text for rule in document.rules},
    )
    broken = {name for name, found in [*declared.items(), *derived_types.items()] if found is None}
    broken |= {name for section in ("facts", "parameters", "derived") for name in document.left_out.named(section)}
    expressions = Expressions(scope, problems, broken, document.left_out)
    unknowns = frozenset(name for name, fact in good.items() if may_be_absent(document, fact))
    derived = link_derived(document, derived_types, unknowns, ranges, expressions)
    unknowns |= {name for name, found in derived.items() if found.may_be_unknown}
    given = link_needed(document, declared, expressions)
    return _Facts(declared, given, derived, unknowns, expressions)


# ---- rules


@frozen
class _Rules:
    rules: tuple[Rule, ...]
    tables: Mapping[str, ActionTable]
    limits: tuple[Limit, ...]
    otherwise: tuple[Proposal, ...]


def _link_rules(document: RulesetDocument, facts: _Facts, actions: Actions) -> _Rules:
    expressions, problems = facts.expressions, actions.problems
    linked = [link_rule(rule, expressions, actions) for rule in document.rules]
    rules = [rule for rule in linked if rule is not None]
    tables: dict[str, ActionTable] = {}
    for written in document.tables:
        table, rows = link_table(written, expressions, actions)
        rules += rows
        if table is not None:
            tables[table.id] = table
    limits = [link_limit(limit, facts.unknowns, expressions, actions) for limit in document.limits]
    otherwise = actions.all(document.otherwise or ()) or ()
    if document.ruleset is not None and not document.otherwise and not _always_acts(document, rules):
        message = "no rule applies to every case, and nothing says what happens otherwise"
        label = f"add `otherwise: [{_simplest_kind(actions)}]`"
        problems.add("RR440", message, document.ruleset.span, label=label)
    return _Rules(
        link_overrides(document, rules, problems),
        tables,
        tuple(limit for limit in limits if limit is not None),
        otherwise,
    )


def _simplest_kind(actions: Actions) -> str:
    """The first kind that needs no arguments; dots where there is none."""
    kinds = actions.vocabulary.kinds.values()
    plain = (
        kind.id for kind in kinds if kind.id != CHOICE and not any(one.required for one in kind.parameters.values())
    )
    return next(plain, "...")


def _always_acts(document: RulesetDocument, rules: Iterable[Rule]) -> bool:
    """Whether some rule has no condition; one that did not link counts as it was written."""
    if document.left_out.may_always_act or any(rule.when is None and not rule.unless for rule in document.rules):
        return True
    return any(is_always(rule.when) and not rule.unless for rule in rules)


# ---- names and numbers


def _is_too_large(document: RulesetDocument, problems: Problems, limits: LoadLimits) -> bool:
    rules = len(document.rules) + sum(len(table.rows) for table in document.tables)
    facts = len(document.facts) + len(document.parameters) + len(document.derived)
    counts = (
        (rules, limits.rules, "rules, table rows included", "rules" if document.rules else "tables"),
        (facts, limits.facts, "facts, derived ones included", "facts" if document.facts else "derived"),
    )
    for count, most, what, key in counts:
        if count > most:
            message = f"{count:,} {what}; at most {most:,} are read"
            problems.add("RR400", message, document.key_span(key))
    return any(count > most for count, most, _, _ in counts)


def _check_ids(document: RulesetDocument, problems: Problems) -> None:
    """Rules, tables and limits share one set of names: reports name them all alike."""
    taken: dict[str, tuple[str, Span]] = {}
    named = [
        *(("a rule", rule.id) for rule in document.rules),
        *(("a table", table.id) for table in document.tables),
        *(("a limit", limit.id) for limit in document.limits),
    ]
    for what, node in named:
        refuse_reserved(problems, node.text, node.span, reserved=RESERVED_RULES)
        _note(taken, what, node, problems)
    admitted: dict[str, tuple[str, Span]] = {}
    for admission in document.admit:
        _note(admitted, "a requirement", admission.id, problems)
    promised: dict[str, tuple[str, Span]] = {}
    for one in document.properties:
        _note(promised, "a property", one.id, problems)


def _note(taken: dict[str, tuple[str, Span]], what: str, node: ScalarNode, problems: Problems) -> None:
    if node.text in taken:
        other, first = taken[node.text]
        if any(found.code == "RR165" and found.span == node.span for found in problems.found):
            return  # the overlay has said so
        report_twice(problems, node.text, what=other, at=node.span, first=first)
    else:
        taken[node.text] = what, node.span


def _roles(document: RulesetDocument, problems: Problems) -> tuple[str, ...]:
    node = document.node.get("roles")
    for place, role in enumerate(document.roles):
        at = document.key_span("roles", role) if isinstance(node, dict) else document.span_of("roles", place)
        refuse_value_name(problems, role, at, reserved=RESERVED_ROLES)
    return tuple(document.roles)


def _names(document: RulesetDocument, facts: _Facts, vocabulary: Vocabulary) -> Names:
    return Names(
        facts=facts.given,
        derived=frozenset({**document.parameters, **document.derived}),
        kinds=vocabulary.kinds,
        rules=frozenset(one for ids in ids_meant(document).values() for one in ids),
        limits=frozenset(limit.id.text for limit in document.limits),
        roles=tuple(document.roles),
        zone=facts.expressions.scope.zone,
        role_labels={role: label_of(label) for role, label in document.roles.items() if label},
        broken_facts=frozenset(name for name, fact in facts.declared.items() if fact is None),
        broken_parameters=vocabulary.broken,
        left_out=document.left_out,
    )

"""Rules: conditions, proposals, and which rules they override.

In: the `rules` of a document. Out: linked rules. Overrides are resolved once all rules and table rows have ids.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import evolve

from recovery_rules.document.left_out import LeftOut
from recovery_rules.document.rules import Rule as RuleDocument
from recovery_rules.document.ruleset import RulesetDocument
from recovery_rules.model.link.actions import Actions
from recovery_rules.model.link.conditions import link_conditions
from recovery_rules.model.link.expressions import Expressions
from recovery_rules.model.link.graphs import in_order
from recovery_rules.model.link.labels import label_of, text_of
from recovery_rules.model.link.names import report_unknown
from recovery_rules.model.rules import Rule
from recovery_rules.source.diagnostics import Problems
from recovery_rules.source.printable import quote
from recovery_rules.source.tree import ScalarNode


def link_rule(written: RuleDocument, expressions: Expressions, actions: Actions) -> Rule | None:
    """A rule without its overrides."""
    when = link_conditions(written.when, expressions)
    excuses = [link_conditions(excuse, expressions) for excuse in written.unless]
    proposals = actions.all(written.then)
    unless = tuple(excuse for excuse in excuses if excuse is not None)
    if when is None or proposals is None or len(unless) < len(excuses):
        return None
    return Rule(
        id=written.id.text,
        when=when,
        unless=unless,
        proposals=proposals,
        because=label_of(written.because),
        source=text_of(written.source),
        span=written.id.span,
    )


def link_overrides(document: RulesetDocument, rules: Sequence[Rule], problems: Problems) -> tuple[Rule, ...]:
    """The same rules with the ids of those that they override; tables stand for all their rows."""
    meant = ids_meant(document)
    written = {rule.id.text: rule for rule in document.rules}
    named: dict[str, tuple[str, ...]] = {}
    for id_, rule in written.items():
        nodes = [node for node in rule.overrides if _is_other(id_, node, meant, document.left_out, problems)]
        named[id_] = tuple(dict.fromkeys(node.text for node in nodes))
    _refuse_circles(document, named, problems)
    return tuple(
        evolve(rule, overrides=tuple(dict.fromkeys(one for id_ in named[rule.id] for one in meant[id_])))
        if named.get(rule.id)
        else rule
        for rule in rules
    )


def ids_meant(document: RulesetDocument) -> dict[str, tuple[str, ...]]:
    """For each id that names rules, the ids of these rules: of a table all its rows."""
    found: dict[str, tuple[str, ...]] = {rule.id.text: (rule.id.text,) for rule in document.rules}
    for table in document.tables:
        rows = tuple(row_id(table.id.text, row.number) for row in table.rows)
        found[table.id.text] = rows
        found.update((row, (row,)) for row in rows)
    return found


def row_id(table: str, number: int) -> str:
    """The id of a row of a table of actions."""
    return f"{table}/{number}"


def _is_other(
    id_: str, node: ScalarNode, meant: Mapping[str, Sequence[str]], left_out: LeftOut, problems: Problems
) -> bool:
    if node.text == id_:
        problems.add("RR410", f"{quote(id_)} overrides itself", node.span, label="leave it out")
        return False
    if node.text in meant:
        return True
    table, _, _ = node.text.partition("/")
    if table in meant:
        if meant[table] == (table,):
            problems.add("RR244", f"{quote(table)} is a rule, not a table", node.span)
        else:
            label = f"its rows are 1 to {len(meant[table])}"
            problems.add("RR244", f"{quote(table)} has no such row", node.span, label=label)
        return False
    if left_out.has(table, "rules", "tables"):
        return False
    known = [name for name in meant if "/" not in name]
    report_unknown(
        problems, "RR244", node.text, what="a rule or table", known=known, at=node.span, listed="rules and tables"
    )
    return False


def _refuse_circles(document: RulesetDocument, named: Mapping[str, Sequence[str]], problems: Problems) -> None:
    """No rule may, by way of others, override itself: nobody could say which of them counts."""
    _, circles = in_order({id_: [other for other in others if other in named] for id_, others in named.items()})
    spans = {rule.id.text: rule.id.span for rule in document.rules}
    for circle in circles:
        way = " overrides ".join(map(quote, (*circle, circle[0])))
        problems.add("RR411", f"rules override each other in a circle: {way}", spans[circle[0]])

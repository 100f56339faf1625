"""Rulesets from YAML through linking and the proofs, with what was underlined."""

from textwrap import dedent

from recovery_rules.cells.proofs import prove, shape_or_problems
from recovery_rules.document.reading import read_document
from recovery_rules.model.link import link
from recovery_rules.model.ruleset import Model
from recovery_rules.source.diagnostics import Diagnostic, Problems
from recovery_rules.source.limits import LoadLimits
from recovery_rules.source.reader import read

FILE = "made.yaml"
HEAD = """\
language: 1
ruleset: made
currency: CNY
roles: [front_line, manager]
units: {points: {digits: 0}}
kinds:
  refund:
    stream: remedy
    phase: resolve
    parameters:
      amount: {type: money, combine: greatest}
      within: {type: duration, combine: soonest}
      points: {type: points, combine: sum}
      method: {type: choice, values: [original, cash], combine: same}
      if_overdue: {type: actions, combine: all}
  voucher:
    stream: remedy
    phase: resolve
    distinct_by: [form]
    parameters:
      form: {type: choice, values: [paper, card], combine: same}
      amount: {type: money, combine: greatest}
      for: {type: choice, values: [meal, ride], combine: same}
  apology:
    stream: remedy
    phase: acknowledge
    parameters: {}
facts:
  failure: {type: choice, values: [late, damaged, rude]}
  severity: {type: scale, values: [minor, major, critical]}
  verified: {type: boolean}
  paid: {type: money, min: 0 CNY, max: 1000 CNY}
  fee: {type: money, min: 0 CNY, max: 12 CNY}
  asked: {type: money}
  delay: {type: duration, min: 0 h, needed: {failure: late}}
  tier: {type: scale, values: [ordinary, top], optional: true}
otherwise: [apology]
"""


def link_text(body: str, problems: Problems, *, facts: str = "") -> Model:
    """The model of the head with more facts and more sections."""
    limits = LoadLimits()
    text = HEAD.replace("facts:\n", f"facts:\n{facts}") + dedent(body)
    problems.sources[FILE] = text
    tree = read(text, file=FILE, problems=problems, limits=limits)
    assert tree is not None, problems.found
    document = read_document(tree, problems)
    assert document is not None, problems.found
    model = link(document, digest="", file=FILE, problems=problems, limits=limits)
    assert model is not None, problems.found
    return model


def proved(body: str, *, facts: str = "") -> str:
    """What the proofs say of a ruleset: for each problem code, message, underlined text, label and notes."""
    problems = Problems()
    model = link_text(body, problems, facts=facts)
    shape = shape_or_problems(model, problems)
    assert shape is not None
    prove(model, shape, problems)
    return "\n".join(_shown(one, problems.sources[FILE]) for one in problems.found if is_of_proofs(one.code))


def is_of_proofs(code: str) -> bool:
    return code.startswith("RR3") or code == "RR502"


def _shown(problem: Diagnostic, text: str) -> str:
    at = problem.span
    found = [f"{problem.code} {problem.message}"]
    if at is not None:
        lines = text.splitlines()[at.line - 1 : at.end_line]
        lines[-1] = lines[-1][: at.end_column - 1]
        lines[0] = lines[0][at.column - 1 :]
        more = " ..." if len(lines) > 1 else ""
        found.append(f"  at {lines[0]}{more}{f'  <- {problem.label}' if problem.label else ''}")
    found += [f"  = {note}" for note in problem.notes]
    return "\n".join(found)

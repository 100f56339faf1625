"""How the tests of this folder link a ruleset, and what its author is shown. Shared by all of them."""

from __future__ import annotations

import re

from recovery_rules.document.reading import read_document
from recovery_rules.model.link import link
from recovery_rules.model.ruleset import Model
from recovery_rules.source.diagnostics import Problems
from recovery_rules.source.frame import render
from recovery_rules.source.limits import LoadLimits
from recovery_rules.source.reader import read

FILE = "shop.yaml"

# A small shop. A test writes only the sections that it is about; they take the place of these.
SHOP = {
    "language": "language: 1",
    "ruleset": "ruleset: shop",
    "currency": "currency: CNY",
    "roles": "roles: [front_line, manager]",
    "facts": """\
facts:
  severity: {type: scale, values: [minor, moderate, major]}
  cause: {type: choice, values: [provider, customer, disputed]}
  verified: {type: boolean}
  amount_paid: {type: money, min: 0 CNY, max: 1000 CNY}
  delay: {type: duration, optional: true}
  harm: {type: set, values: [need_unmet, distress], optional: true}
  reported_at: {type: datetime}
  customer_name: {type: text, personal: true}""",
    "kinds": """\
kinds:
  apology: {stream: remedy, phase: acknowledge}
  refund:
    stream: remedy
    phase: resolve
    parameters:
      amount: {type: money, combine: greatest, required: true}
      within: {type: duration, combine: soonest}
      owner: {type: role, combine: highest_role}
      method: {type: choice, values: [original, cash]}
      covers: {type: set, values: [goods, postage], combine: all}
      note: {type: text}
      if_overdue: {type: actions, combine: all}
    distinct_by: [method]
  inspection: {stream: corrective, phase: follow_up, parameters: {times: {type: integer, combine: sum}}}""",
    "otherwise": "otherwise: [apology]",
}


def shop(text: str = "") -> str:
    """The file of the small shop with these sections in the place of its own; `kinds: -` leaves one out."""
    sections = dict(SHOP)
    for section in re.split(r"\n(?=\w)", text.strip("\n")):
        key = section.partition(":")[0]
        sections[key] = section
    return "\n".join(section for section in sections.values() if section and not section.endswith(": -")) + "\n"


def linked(text: str, limits: LoadLimits | None = None) -> tuple[Model | None, Problems]:
    """What linking makes of a whole file."""
    problems, limits = Problems(), limits or LoadLimits()
    tree = read(text, file=FILE, problems=problems, limits=limits)
    assert tree is not None, problems.found
    document = read_document(tree, problems)
    assert document is not None, problems.found
    return link(document, digest="0" * 64, file=FILE, problems=problems, limits=limits), problems


def model_of(text: str) -> Model:
    """The model of the small shop with these sections; it has no errors."""
    model, problems = linked(shop(text))
    assert model is not None, problems.found
    return model


def codes(text: str, limits: LoadLimits | None = None) -> list[str]:
    """The codes of the errors of the small shop with these sections, in the order of their place."""
    found = linked(shop(text), limits)[1].found
    return [problem.code for problem in found if problem.severity == "error"]


def shown(text: str, limits: LoadLimits | None = None) -> str:
    """The errors as their author sees them; the warnings where there is no error."""
    _, problems = linked(shop(text), limits)
    severity = "error" if problems.has_errors else "warning"
    found = [problem for problem in problems.found if problem.severity == severity]
    return "\n".join(render(problem, problems.sources[FILE]) for problem in found)

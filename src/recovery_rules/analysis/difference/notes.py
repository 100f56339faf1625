"""What a comparison of two rulesets leaves out, in words: cases that one alone takes, what roles may give in all."""

from __future__ import annotations

from collections.abc import Iterator

from recovery_rules.model.facts import Fact
from recovery_rules.model.ruleset import Model


def notes_of(old: Model, new: Model, *, taken_alike: bool) -> Iterator[str]:
    """What else differs, a line each; `taken_alike` where it is proved that neither takes a case alone."""
    for model, other, which in ((old, new, "old"), (new, old, "new")):
        for name, fact in model.facts.items():
            there = other.facts.get(name)
            if there is None:
                yield f"{name} is a fact of the {which} ruleset alone; compared where it is not told"
            elif not taken_alike and _admitted(fact) != _admitted(there):
                yield f"{name} is not admitted alike: cases that one ruleset alone takes are not compared"
            elif alone := [value for value in fact.type.values if value not in there.type.values]:
                yield f"{name} {' or '.join(alone)}: only the {which} ruleset takes such cases"
    if not taken_alike and old.admissions != new.admissions:
        yield "what `admit` says differs: cases that one ruleset alone takes are not compared"
    for name, kind in new.kinds.items():
        before = old.kinds.get(name)
        if before is not None and (before.stream, before.phase) != (kind.stream, kind.phase):
            was, now = (f"{one.stream}, {one.phase}" for one in (before, kind))
            yield f"{name} is of another stream or phase: {was} in the old ruleset, {now} in the new one"
    if _in_all(old) != _in_all(new):
        yield "how much each role may give in all differs, and is not compared"


def _admitted(fact: Fact) -> tuple[object, ...]:
    """Which values a case may give, and where it must give one."""
    return fact.low, fact.high, fact.needed, fact.may_be_unknown or fact.default is not None


def _in_all(model: Model) -> list[tuple[object, ...]]:
    """How much each role may give in all."""
    return [(grant.role, grant.most, grant.unlimited) for grant in model.authority if not grant.kind]

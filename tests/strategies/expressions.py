"""Expressions as texts, by type. They read only facts that every case has, and are never below zero."""

from hypothesis import strategies as st

from tests.strategies.scope import Declared, Scope, literals


@st.composite
def quantities(draw: st.DrawFn, scope: Scope, kind: str, *, deepest: int = 2) -> str:
    """An expression of a quantity or date that is known and not negative, whatever the case."""
    readable = scope.select(lambda fact: fact.certain and fact.kind == kind)
    form = draw(st.sampled_from(["literal", "read", *(["apply"] if deepest else [])]))
    if form == "apply":
        return draw(_applied(scope, kind, deepest - 1))
    if form == "read" and readable:
        fact = draw(st.sampled_from(readable))
        return fact.name if fact.floor is not None else f"higher({fact.name}, {scope.literal(kind, 0)})"
    return draw(literals(scope, kind))


@st.composite
def _applied(draw: st.DrawFn, scope: Scope, kind: str, deepest: int) -> str:
    one, other = (draw(quantities(scope, kind, deepest=deepest)) for _ in range(2))
    zero = scope.literal(kind, 0)
    forms = [
        f"lower({one}, {other})",
        f"higher({one}, {other})",
        f"{one} + {other}",
        f"higher({one} - ({other}), {zero})",
        f"abs({one} - ({other}))",
        f"if {draw(truths(scope, deepest=0))} then {one} else {other}",
    ]
    if kind == "date":
        forms += [f"{one} + {days}" for days in draw(_whole_days(scope))]
        return "(" + draw(st.sampled_from([*forms[:2], *forms[5:]])) + ")"
    if kind == "integer":
        forms += [f"full {length} in {span}" for length, span in draw(_periods(scope))]
    else:
        forms.append(f"({one}) / 3")
    if kind == "duration":
        first, last = (draw(quantities(scope, "date", deepest=0)) for _ in range(2))
        forms.append(f"higher({last} - {first}, {zero})")
    if kind not in {"integer", "percent"}:  # half of a percentage would be a number
        forms.append(f"0.5 * ({one})")
    if kind == "money":
        step = f"{draw(st.sampled_from(['0.5', '1', '5']))} {scope.currency}"
        mode = draw(st.sampled_from(["", ", half_even", ", up"]))
        forms += [
            f"{draw(_shares(scope))} of ({one})",
            f"round({one}, {step}{mode})",
            f"round({one}, higher({other}, {step}){mode})",
            f"{draw(st.sampled_from(['floor', 'ceiling']))}({one}, {step})",
            *(f"({one}) * started {length} in {span}" for length, span in draw(_periods(scope))),
        ]
    # Bracketed, so that it can stand in any other expression.
    return "(" + draw(st.sampled_from(forms)) + ")"


def _shares(scope: Scope) -> st.SearchStrategy[str]:
    """Percentages to take of an amount."""
    known = [fact.name for fact in scope.select(lambda fact: fact.certain and fact.kind == "percent")]
    return st.one_of(literals(scope, "percent"), *([st.sampled_from(known)] if known else []))


@st.composite
def _periods(draw: st.DrawFn, scope: Scope) -> list[tuple[str, str]]:
    """A length and an expression to count it in, where some duration is known."""
    durations = scope.select(lambda fact: fact.certain and fact.kind == "duration")
    if not durations:
        return []
    lengths = ["24 h", "30 min", *(f"higher({fact.name}, 1 h)" for fact in durations)]
    return [(draw(st.sampled_from(lengths)), draw(st.sampled_from(durations)).name)]


@st.composite
def _whole_days(draw: st.DrawFn, scope: Scope) -> list[str]:
    """Durations by which a date can be moved."""
    counted = [f"1 d * full {length} in {span}" for length, span in draw(_periods(scope))]
    return [f"{draw(st.integers(0, 50))} d", "-1 d", "2 weeks", *counted]


@st.composite
def truths(draw: st.DrawFn, scope: Scope, *, deepest: int = 1) -> str:
    """A boolean expression; it may be unknown."""
    if deepest and draw(st.integers(0, 2)) == 0:
        one, other = (draw(truths(scope, deepest=deepest - 1)) for _ in range(2))
        return draw(st.sampled_from(["({} and {})", "({} or {})", "(not {})"])).format(one, other)
    readable = scope.select(lambda fact: fact.can_be_tested and (deepest > 0 or fact.certain))
    fact = draw(st.sampled_from(readable))
    if not fact.certain and draw(st.integers(0, 4)) == 0:
        return f"({fact.name} known)"
    return "(" + draw(_comparison(scope, fact)) + ")"


@st.composite
def _comparison(draw: st.DrawFn, scope: Scope, fact: Declared) -> str:
    match fact.kind:
        case "boolean":
            return fact.name
        case "set":
            return f"{fact.name} has {draw(st.sampled_from(fact.values))}"
        case "choice":
            form = draw(st.sampled_from(["{} = {}", "{} != {}", "{} in ({})"]))
            return form.format(fact.name, draw(st.sampled_from(fact.values)))
        case "scale":
            sign = draw(st.sampled_from(["at least", "=", "<", "under"]))
            return f"{fact.name} {sign} {draw(st.sampled_from(fact.values))}"
        case _:
            sign = draw(st.sampled_from([">", "<=", ">=", "<", "=", "!="]))
            other = draw(quantities(scope, fact.kind, deepest=1))
            return f"{fact.name} {sign} {other}"

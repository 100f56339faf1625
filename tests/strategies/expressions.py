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
        forms += draw(steps(scope, one))
        return "(" + draw(st.sampled_from([*forms[:2], *forms[5:]])) + ")"
    if kind == "integer":
        forms += [f"full {length} in {span}" for length, span in draw(_periods(scope))]
        forms += draw(working_days(scope))
    else:
        forms.append(f"({one}) / 3")
    if kind == "duration":
        first, last = (draw(quantities(scope, "date", deepest=0)) for _ in range(2))
        forms.append(f"higher({last} - {first}, {zero})")
        forms += [f"higher({later} - {earlier}, {zero})" for earlier, later in draw(_two_times(scope))]
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
def steps(draw: st.DrawFn, scope: Scope, day: str) -> list[str]:
    """Dates some months or working days from another, and those on which an instant falls."""
    if not scope.is_timed:
        return []
    literal = draw(st.integers(0, 30))
    count = draw(quantities(scope, "integer", deepest=0))
    times = [fact.name for fact in scope.select(lambda fact: fact.certain and fact.kind == "datetime")]
    unit = draw(st.sampled_from(["working days", "months", "years"]))
    return [
        f"{day} {draw(st.sampled_from('+-'))} {literal} {unit}",
        f"{day} {draw(st.sampled_from('+-'))} {count} {unit}",
        *(f"date of {time}" for time in times for _ in range(3)),
    ]


@st.composite
def working_days(draw: st.DrawFn, scope: Scope) -> list[str]:
    """How many working days lie between two dates."""
    if not scope.is_timed:
        return []
    first, last = (draw(quantities(scope, "date", deepest=0)) for _ in range(2))
    return [f"working days from {first} to {last}"]


@st.composite
def _two_times(draw: st.DrawFn, scope: Scope) -> list[tuple[str, str]]:
    """Two instants, where some are known."""
    times = [fact.name for fact in scope.select(lambda fact: fact.certain and fact.kind == "datetime")]
    if not times:
        return []
    later = draw(st.sampled_from(times))
    return [(draw(st.sampled_from(times)), draw(st.sampled_from([later, f"({later} + 36 h)", f"({later} - 5 min)"])))]


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
        case "date" if draw(st.integers(0, 3)) == 0:
            return f"weekday of {fact.name} in (sat, sun)"
        case _:
            sign = draw(st.sampled_from([">", "<=", ">=", "<", "=", "!="]))
            other = draw(quantities(scope, fact.kind, deepest=1))
            return f"{fact.name} {sign} {other}"

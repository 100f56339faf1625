"""Hypothesis strategies: plain values of a type, and well-typed expressions over the facts of `texts`."""

from datetime import UTC, datetime, timedelta, timezone
from fractions import Fraction

from hypothesis import strategies as st

from recovery_rules.language.durations import DAY
from recovery_rules.language.expressions import Apply, Constant, Expression, Known, Read
from recovery_rules.language.rationals import ROUNDINGS, Number
from recovery_rules.language.reading import FIRST_DAY, LAST_DAY
from recovery_rules.language.types import BOOLEAN, DATE, DATETIME, DURATION, INTEGER, NUMBER, Plain, Type
from tests.language.texts import BOUNDS, CNY, TYPES
from tests.strategies import calendars

_SCALE = 10**6


def decimals(places: int = 3) -> st.SearchStrategy[Number]:
    """Numbers that a decimal can write."""
    return st.integers(-_SCALE, _SCALE).map(lambda n: _simplest(Fraction(n, 10**places)))


def _simplest(number: Fraction) -> Number:
    return number.numerator if number.denominator == 1 else number


def plain_values(type_: Type, low: Number | None = None, high: Number | None = None) -> st.SearchStrategy[Plain]:
    """Values that a given fact of the type can have."""
    match type_.kind:
        case "choice" | "scale":
            return st.integers(0, len(type_.values) - 1)
        case "set":
            return st.frozensets(st.integers(0, len(type_.values) - 1))
        case "boolean":
            return st.booleans()
        case "number" | "percent":
            return st.integers(-_SCALE if low is None else 0, _SCALE**4 if high is None else 1) | decimals().filter(
                lambda n: (low is None or n >= low) and (high is None or n <= high)
            )
        case "date":
            return st.integers(FIRST_DAY, LAST_DAY)
        case "datetime":
            zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
            years = (datetime(1001, 1, 1), datetime(8998, 12, 31))  # noqa: DTZ001 - the zone is drawn
            return st.datetimes(*years, timezones=zones | st.just(UTC))
        case "text":
            return st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
        case _:
            least = None if low is None else int(low)
            most = None if high is None else int(high)
            return st.integers(-_SCALE if least is None else least, 10**9 if most is None else most)


def cases() -> st.SearchStrategy[dict[str, Plain | None]]:
    """A value within its bounds for each fact, or None."""
    return st.fixed_dictionaries(
        {name: st.none() | plain_values(type_, *BOUNDS.get(name, (None, None))) for name, type_ in TYPES.items()}
    )


def at_least(drawn: st.SearchStrategy[Expression], floor: Constant) -> st.SearchStrategy[Expression]:
    """Expressions that are never below a constant: steps, and lengths of periods."""
    return drawn.map(lambda one: Apply("greatest", (one, floor), floor.type))


def quantities(type_: Type, depth: int = 3) -> st.SearchStrategy[Expression]:
    """Expressions of a number or of money, of every operation."""
    facts = [Read(name, of) for name, of in TYPES.items() if of == type_]
    leaves: st.SearchStrategy[Expression] = st.sampled_from(facts) | decimals(0).map(
        lambda value: Constant(value, type_)
    )
    if not depth:
        return leaves
    same, number = quantities(type_, depth - 1), quantities(NUMBER, depth - 1)
    steps = st.sampled_from([Constant(1, type_), Constant(Fraction(1, 2), type_), Constant(500, type_)]) | at_least(
        same, Constant(Fraction(1, 2), type_)
    )

    def apply(operation: str, *arguments: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
        return st.tuples(*arguments).map(lambda drawn: Apply(operation, drawn, type_))  # type: ignore[arg-type]

    counted = st.builds(
        lambda word, of, length: Apply(word, (of, length), INTEGER),
        st.sampled_from(["full", "started"]),
        quantities(CNY, depth - 1),
        st.just(Constant(700, CNY)) | at_least(quantities(CNY, depth - 1), Constant(700, CNY)),
    )
    return st.one_of(
        leaves,
        apply("negate", same),
        apply("absolute", same),
        apply("add", same, same),
        apply("subtract", same, same),
        apply("multiply", same, number),
        apply("divide", same, st.sampled_from([Constant(3, NUMBER), Constant(-7, NUMBER), Read("attempts", INTEGER)])),
        apply("least", same, same, same),
        apply("greatest", same, same),
        apply("if", truths(depth - 1), same, same),
        st.builds(
            lambda x, step, mode: Apply("round", (x, step), type_, mode), same, steps, st.sampled_from(ROUNDINGS)
        ),
        counted if type_ == NUMBER else leaves,
    )


def dates(depth: int = 3) -> st.SearchStrategy[Expression]:
    """Expressions of a date, of every operation."""
    leaves: st.SearchStrategy[Expression] = st.sampled_from(
        [Read("bought_on", DATE), Read("returned_on", DATE), Constant(LAST_DAY, DATE), Constant(738_000, DATE)]
    )
    if not depth:
        return leaves
    same = dates(depth - 1)

    def apply(operation: str, *arguments: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
        return st.tuples(*arguments).map(lambda drawn: Apply(operation, drawn, DATE))  # type: ignore[arg-type]

    length = st.integers(-(10**4), 10**6).map(lambda days: Constant(days * DAY, DURATION)) | elapsed(depth - 1)
    month_end = st.sampled_from(["last_day", "next_day"])
    zone = st.sampled_from(["Asia/Shanghai", "Europe/London", "UTC"])
    return st.one_of(
        leaves,
        apply("shift", same, length),
        apply("least", same, same),
        apply("greatest", same, same),
        st.builds(lambda day, count, rule: Apply("months", (day, count), DATE, rule), same, counts(), month_end),
        st.builds(lambda time, place: Apply("day", (time,), DATE, place), times(), zone),
        st.builds(
            lambda day, count, by: Apply("working_day", (day, count), DATE, calendar=by), same, counts(), calendars()
        ),
    )


def counts() -> st.SearchStrategy[Expression]:
    """Whole numbers of any sign, some of them far beyond every calendar."""
    few: st.SearchStrategy[Expression] = st.integers(-400, 400).map(lambda count: Constant(count, INTEGER))
    many = st.integers(-(10**30), 10**30).map(lambda count: Constant(count, INTEGER))
    return few | many | st.just(Read("attempts", INTEGER)) | working_days(0)


def working_days(depth: int = 3) -> st.SearchStrategy[Expression]:
    """How many working days lie between two dates."""
    return st.builds(
        lambda after, until, by: Apply("working_days", (after, until), INTEGER, calendar=by),
        dates(depth),
        dates(depth),
        calendars(),
    )


def times() -> st.SearchStrategy[Expression]:
    """Expressions of a datetime."""
    given = st.sampled_from([Read("reported_at", TYPES["reported_at"]), Read("happened_at", TYPES["happened_at"])])
    length = st.integers(-(10**22), 10**22).map(lambda length: Constant(Fraction(length, 3), DURATION))
    moved = st.builds(lambda time, by: Apply("move", (time, by), DATETIME), given, length)
    both = st.builds(
        lambda word, *two: Apply(word, two, DATETIME), st.sampled_from(["least", "greatest"]), given, moved
    )
    return given | moved | both


def spans() -> st.SearchStrategy[Expression]:
    """The time between two instants."""
    return st.tuples(times(), times()).map(lambda two: Apply("span", two, DURATION))


def elapsed(depth: int = 3) -> st.SearchStrategy[Expression]:
    """The time between two dates."""
    return st.tuples(dates(depth), dates(depth)).map(lambda two: Apply("elapsed", two, DURATION))


def truths(depth: int = 3) -> st.SearchStrategy[Expression]:
    """Boolean expressions of every operation."""
    leaves: st.SearchStrategy[Expression] = st.sampled_from(
        [
            Read("verified", BOOLEAN),
            Constant(value=True, type=BOOLEAN),
            Known("delay"),
            Apply("has", (Read("harm", TYPES["harm"]), Read("main_harm", TYPES["main_harm"])), BOOLEAN),
            Apply("=", (Read("attribution", TYPES["attribution"]), Read("claimed", TYPES["claimed"])), BOOLEAN),
            Apply("<", (Read("reported_at", TYPES["reported_at"]), Read("happened_at", TYPES["happened_at"])), BOOLEAN),
        ]
    )
    if not depth:
        return leaves
    inner = truths(depth - 1)

    def apply(operation: str, *arguments: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
        return st.tuples(*arguments).map(lambda drawn: Apply(operation, drawn, BOOLEAN))  # type: ignore[arg-type]

    money, days = quantities(CNY, depth - 1), dates(depth - 1)
    return st.one_of(
        leaves,
        apply("not", inner),
        apply("and", inner, inner),
        apply("or", inner, inner),
        apply("if", inner, inner, inner),
        *(apply(sign, *two) for sign in ("<", "<=", ">", ">=", "=", "!=") for two in ((money, money), (days, days))),
    )

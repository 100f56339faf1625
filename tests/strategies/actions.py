"""Actions as rules propose them: bare, with arguments and bounds, nested, and as a choice."""

from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

from tests.strategies.expressions import quantities, truths
from tests.strategies.scope import QUANTITIES, Scope, Written
from tests.strategies.vocabulary import constants_of

DEEPEST = 2  # actions inside actions
OBLIGATIONS = ("may", "offer", "must")


@st.composite
def action_lists(draw: st.DrawFn, scope: Scope, *, in_bundle: bool = False) -> list[object]:
    """What stands under `then` or `otherwise`; in a bundle of a choice, the first must be given."""
    found = [draw(actions(scope, binding=in_bundle and not place)) for place in range(draw(st.integers(1, 3)))]
    if not in_bundle and draw(st.integers(0, 4)) == 0:
        bundles = st.lists(action_lists(scope, in_bundle=True), min_size=2, max_size=3)
        by = draw(st.sampled_from(["customer", *scope.roles]))
        found.append({"choice": {"by": by, "of": draw(bundles)}})
    return found


@st.composite
def actions(draw: st.DrawFn, scope: Scope, *, depth: int = 0, binding: bool = False) -> object:
    """One action; `depth` is in how many others it stands; a binding one must be given."""
    kind = draw(st.sampled_from(sorted(scope.kinds)))
    arguments: Written = {}
    for name, parameter in parameters(scope, kind).items():
        if "required" not in parameter and draw(st.booleans()):
            continue
        if parameter["type"] == "actions":
            if depth < DEEPEST:
                arguments[name] = draw(st.lists(actions(scope, depth=depth + 1), min_size=1, max_size=2))
        else:
            arguments[name] = draw(argument(scope, kind, name))
    if not depth and (times := _triggers(scope, kind, arguments)) and draw(st.booleans()):
        arguments["after"] = draw(st.sampled_from(times))
    if isinstance(arguments.get("amount"), str) and draw(st.integers(0, 2)) == 0:
        word = draw(st.sampled_from(["at_most", "at_least"]))
        arguments[word] = draw(quantities(scope, parameters(scope, kind)["amount"]["type"], deepest=1))
    if binding:
        arguments |= {"obligation": "must"} if "obligation" in scope.kinds[kind] else {}
    elif draw(st.integers(0, 5)) == 0:
        arguments["obligation"] = draw(_words_of_a_scale(scope, OBLIGATIONS))
    return {kind: arguments} if arguments else kind


def _triggers(scope: Scope, kind: str, arguments: Written) -> list[str]:
    """The facts after which the time limits of an action may run."""
    declared = parameters(scope, kind)
    runs = {"within", "every"} & arguments.keys()
    if not runs or declared.get("within", {"combine": "soonest"})["combine"] != "soonest":
        return []
    return [fact.name for fact in scope.facts if fact.kind == "datetime"]


@st.composite
def argument(draw: st.DrawFn, scope: Scope, kind: str, name: str) -> Any:
    """A value of a parameter: a constant or an expression, perhaps with bounds of its own."""
    parameter = parameters(scope, kind)[name]
    if (kind, name) in scope.constants:
        return scope.constants[kind, name]
    if name in scope.kinds[kind].get("distinct_by", ()):
        return draw(constants_of(scope, parameter))
    if name == "every":
        return draw(st.sampled_from(["24 h", "90 min", "higher(delay, 1 h)" if _knows_delay(scope) else "1 d"]))
    if parameter["type"] in QUANTITIES:
        value = draw(quantities(scope, parameter["type"]))
        if name == "amount" or draw(st.integers(0, 4)):
            return value
        bound = draw(quantities(scope, parameter["type"], deepest=1))
        return {"value": value, draw(st.sampled_from(["at_most", "at_least"])): bound}
    if parameter["type"] == "scale":
        return draw(_words_of_a_scale(scope, parameter["values"]))
    return draw(constants_of(scope, parameter))


def _knows_delay(scope: Scope) -> bool:
    return any(fact.name == "delay" and fact.certain for fact in scope.facts)


@st.composite
def _words_of_a_scale(draw: st.DrawFn, scope: Scope, words: Sequence[str]) -> str:
    """One of the words, or one or another as the case may be."""
    one, other = (draw(st.sampled_from(words)) for _ in range(2))
    certain = scope.select(lambda fact: fact.certain and fact.can_be_tested)
    if certain and draw(st.integers(0, 3)) == 0:
        return f"if {draw(truths(scope, deepest=0))} then {one} else {other}"
    return one


def parameters(scope: Scope, kind: str) -> dict[str, Written]:
    """The parameters of a kind."""
    found: dict[str, Written] = scope.kinds[kind].get("parameters", {})
    return found

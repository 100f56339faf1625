"""What can change from one decision to another, each change with the formula that says whether it does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, Literal, TypeAlias

from attrs import frozen

from recovery_rules.analysis.proof.actions import Action, Choice, Decided
from recovery_rules.analysis.proof.authority import authority
from recovery_rules.analysis.proof.concrete import decided_by
from recovery_rules.analysis.proof.logic import Formula, both, contrary, either, same_truth
from recovery_rules.analysis.proof.numbers import equal, less
from recovery_rules.analysis.proof.values import UNKNOWN, Value, same
from recovery_rules.engine.account import Account
from recovery_rules.language.literals import text_of
from recovery_rules.model.actions import CHOICE, Parameter
from recovery_rules.model.ruleset import Model

What: TypeAlias = Literal["given", "dropped", "more", "less", "sooner", "later", "other", "held", "released"]

AUTHORITY: Final = "authority"  # as if it were a parameter; none has this name


@frozen
class Change:
    """One thing that differs between the old decision and the new one.

    Attributes:
        kind: of the action; `choice` for a choice, which `form` then describes.
        what: how it differs; `other` where there is no more and no less.
        parameter: of which parameter; empty where the action as a whole differs.
        form: what keeps the action apart from others of its kind.
    """

    kind: str
    what: What
    parameter: str = ""
    form: tuple[tuple[str, str], ...] = ()


def changes(old: Decided, new: Decided, models: tuple[Model, Model]) -> dict[Change, Formula]:
    """All that may differ between two decisions of one case, without what surely does not."""
    mine, theirs = _by_form(old, models[0]), _by_form(new, models[1])
    pairs = [pair for form in {**mine, **theirs} for pair in _of_action(form, mine.get(form), theirs.get(form), models)]
    pairs += _of_choices(old.choices, new.choices, models)
    found: dict[Change, Formula] = {}
    for change, differs in pairs:
        if differs is not False:
            found[change] = either(found.get(change, False), differs)
    return found


def changed_in(before: Account, after: Account, models: tuple[Model, Model]) -> list[Change]:
    """What differs between two real decisions."""
    old, new = decided_by(before.actions, models[0]), decided_by(after.actions, models[1])
    return [change for change, differs in changes(old, new, models).items() if differs]


_Form: TypeAlias = "tuple[str, tuple[tuple[str, str], ...]]"


def _by_form(decided: Decided, model: Model) -> dict[_Form, Action]:
    return {(one.kind, _form(one, model)): one for one in decided.actions}


def _form(action: Action, model: Model) -> tuple[tuple[str, str], ...]:
    """What keeps an action apart, by names, so that it is the same in both rulesets."""
    parameters = model.kinds[action.kind].parameters
    return tuple(
        (name, text_of(value, parameters[name].type)) for name, value in action.apart.items() if value is not None
    )


def _of_action(
    form: _Form, old: Action | None, new: Action | None, models: tuple[Model, Model]
) -> Iterator[tuple[Change, Formula]]:
    kind, apart = form
    before: Formula = False if old is None else old.present
    after: Formula = False if new is None else new.present
    yield Change(kind, "given", form=apart), both(after, contrary(before))
    yield Change(kind, "dropped", form=apart), both(before, contrary(after))
    if old is None or new is None:
        return
    there = both(before, after)
    yield Change(kind, "held", form=apart), both(there, new.held, contrary(old.held))
    yield Change(kind, "released", form=apart), both(there, old.held, contrary(new.held))
    for name in {**old.values, **new.values}:
        parameter = models[0].kinds[kind].parameters.get(name) or models[1].kinds[kind].parameters[name]
        if _is_of_other_types(kind, name, models):
            yield Change(kind, "other", name, apart), there
            continue
        for what, differs in _of_values(parameter, old, new, name):
            yield Change(kind, what, name, apart), both(there, differs)
    yield Change(kind, "other", "after", apart), both(there, _runs_from_other(old, new))
    yield Change(kind, "other", AUTHORITY, apart), both(there, _is_up_to_other(old, new, models))
    beneath = _beneath_differs(old.beneath, new.beneath, models)
    yield Change(kind, "other", "if_overdue", apart), both(there, beneath)


def _of_values(parameter: Parameter, old: Action, new: Action, name: str) -> Iterator[tuple[What, Formula]]:
    before, after = old.values.get(name, UNKNOWN), new.values.get(name, UNKNOWN)
    differs = _is_unlike(before, after)
    if not parameter.type.is_ordered and not parameter.type.is_time:
        yield "other", differs
        return
    known = both(before.known, after.known)
    up, down = less(before.content, after.content), less(after.content, before.content)
    gone, came = both(before.known, contrary(after.known)), both(after.known, contrary(before.known))
    if parameter.is_deadline:  # none is later than any
        yield "later", either(both(known, up), gone)
        yield "sooner", either(both(known, down), came)
    else:
        yield "more", either(both(known, up), came)
        yield "less", either(both(known, down), gone)


def _of_choices(
    old: Sequence[Choice], new: Sequence[Choice], models: tuple[Model, Model]
) -> Iterator[tuple[Change, Formula]]:
    """Choices of one shape are compared in order; how they differ inside is one change."""
    left = list(new)
    for one in old:
        shape = _shape(one)
        other = next((it for it in left if _shape(it) == shape), None)
        if other is None:
            yield Change(CHOICE, "dropped", form=shape), _offered(one)
            continue
        left.remove(other)
        yield Change(CHOICE, "dropped", form=shape), both(_offered(one), contrary(_offered(other)))
        yield Change(CHOICE, "given", form=shape), both(_offered(other), contrary(_offered(one)))
        yield (
            Change(CHOICE, "other", form=shape),
            both(_offered(one), _offered(other), _differs_inside(one, other, models)),
        )
    for other in left:
        yield Change(CHOICE, "given", form=_shape(other)), _offered(other)


def _shape(choice: Choice) -> tuple[tuple[str, str], ...]:
    bundles = " or ".join(" and ".join(one.kind for one in actions) for _, actions in choice.bundles)
    return (("by", choice.by), ("of", bundles))


def _offered(choice: Choice) -> Formula:
    return either(*(left for left, _ in choice.bundles))


def _differs_inside(one: Choice, other: Choice, models: tuple[Model, Model]) -> Formula:
    bundles = list(zip(one.bundles, other.bundles, strict=True))
    offered = [contrary(same_truth(mine[0], theirs[0])) for mine, theirs in bundles]
    inside = [both(mine[0], theirs[0], _beneath_differs(mine[1], theirs[1], models)) for mine, theirs in bundles]
    return either(*offered, *inside, contrary(same_truth(one.held, other.held)))


def _beneath_differs(old: Sequence[Action], new: Sequence[Action], models: tuple[Model, Model]) -> Formula:
    """Whether nested actions differ; those of another number or of other kinds do wherever one is there."""
    if [(one.kind, _form(one, models[0])) for one in old] != [(one.kind, _form(one, models[1])) for one in new]:
        return either(*(one.present for one in (*old, *new)))
    return either(*(_nested_differs(*pair, models) for pair in zip(old, new, strict=True)))


def _nested_differs(old: Action, new: Action, models: tuple[Model, Model]) -> Formula:
    names = {**old.values, **new.values}
    values = [
        _is_of_other_types(old.kind, name, models)
        or _is_unlike(old.values.get(name, UNKNOWN), new.values.get(name, UNKNOWN))
        for name in names
    ]
    there = either(
        *values,
        _is_up_to_other(old, new, models),
        _runs_from_other(old, new),
        contrary(same_truth(old.held, new.held)),
        _beneath_differs(old.beneath, new.beneath, models),
    )
    return either(contrary(same_truth(old.present, new.present)), both(old.present, there))


def _is_up_to_other(old: Action, new: Action, models: tuple[Model, Model]) -> Formula:
    """Whether another role may execute what is otherwise the same."""
    if (models[0].roles, models[0].authority) == (models[1].roles, models[1].authority):
        return False
    names = {**old.values, **new.values}
    if any(_is_of_other_types(old.kind, name, models) for name in names):
        return False  # it is not the same
    same_values = (contrary(_is_unlike(old.values.get(name, UNKNOWN), new.values.get(name, UNKNOWN))) for name in names)
    roles = [authority(model, old.kind, old.values) for model in models]
    return both(contrary(equal(*roles)), *same_values)


def _runs_from_other(old: Action, new: Action) -> Formula:
    return either(_is_unlike(old.after, new.after), _is_unlike(old.trigger, new.trigger))


def _is_unlike(before: Value, after: Value) -> Formula:
    return contrary(same(before, after))


def _is_of_other_types(kind: str, name: str, models: tuple[Model, Model]) -> bool:
    """Whether a parameter has other values in the other ruleset: what it says is taken to differ then."""
    types = [one.kinds[kind].parameters[name].type for one in models if name in one.kinds[kind].parameters]
    return len(set(types)) > 1

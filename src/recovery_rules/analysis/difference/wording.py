"""Changes in words: `refund given`, `refund.amount less`."""

from __future__ import annotations

from recovery_rules.analysis.difference.changes import AUTHORITY, Change
from recovery_rules.model.actions import CHOICE


def change_in_words(change: Change) -> str:
    """What changes, with the form of the action where its kind has several."""
    name = f"{change.kind}.{change.parameter}" if change.parameter else change.kind
    if change.kind == CHOICE:
        told = dict(change.form)
        return f"choice of {told['of']} {_OF_CHOICES.get(change.what, _WORDS[change.what])}"
    form = [f"{key} {value}" for key, value in change.form]
    apart = f" ({', '.join(form)})" if form else ""
    if change.parameter == AUTHORITY:
        return f"{change.kind}{apart} up to another role"
    return f"{name}{apart} {_WORDS[change.what]}"


_OF_CHOICES = {"more": "with more in it", "less": "with less in it"}
_WORDS = {
    "given": "given now",
    "dropped": "no longer given",
    "more": "more",
    "less": "less",
    "sooner": "sooner",
    "later": "later",
    "other": "otherwise",
    "held": "held now",
    "released": "no longer held",
}

"""Texts that actions carry in several languages.

An action holds all languages in one text, `We are sorry / 非常抱歉`, as it does not know who will read it. In: a model.
Out: what each such text is in each language. Called by `words`, which knows the reader's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from recovery_rules.language.expressions import Constant
from recovery_rules.model.actions import Argument, Proposal
from recovery_rules.model.labels import Label
from recovery_rules.model.ruleset import Model


def wordings_of(model: Model) -> dict[str, Label]:
    """The languages of every text that some rule or limit gives in more than one."""
    owed = (limit.owed for limit in model.limits if limit.owed is not None)
    proposals = [*(one for rule in model.rules for one in rule.proposals), *owed, *model.otherwise]
    return {
        str(argument.value.value): argument.wording
        for argument in _arguments(proposals)
        if argument.wording and isinstance(argument.value, Constant)
    }


def _arguments(proposals: Iterable[Proposal]) -> Iterator[Argument]:
    for one in proposals:
        for argument in one.arguments.values():
            yield argument
            yield from _arguments(argument.nested)
        for bundle in one.options:
            yield from _arguments(bundle)


def on_one_line(text: str) -> str:
    r"""What an author wrote on several lines, as one.

    Example:
        >>> on_one_line("First line.\n\nSecond line.\n")
        'First line. Second line.'
    """
    return " ".join(line.strip() for line in text.splitlines() if line.strip())

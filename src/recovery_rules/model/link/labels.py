"""Texts for people. In: texts by locale, as nodes of a document. Out: labels without their places."""

from __future__ import annotations

from collections.abc import Mapping

from recovery_rules.model.labels import NO_LABEL, Label
from recovery_rules.source.tree import ScalarNode


def label_of(texts: Mapping[str, ScalarNode]) -> Label:
    """The label that an author wrote; `NO_LABEL` where there is none."""
    return Label({locale: node.text for locale, node in texts.items()}) if texts else NO_LABEL


def text_of(node: ScalarNode | None) -> str:
    """The text of a node that may be left out."""
    return "" if node is None else node.text

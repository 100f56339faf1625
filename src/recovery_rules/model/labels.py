"""Texts for people, by locale."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from attrs import field, frozen

from recovery_rules.model.read_only import read_only_mappings

Locale: TypeAlias = str


@frozen(field_transformer=read_only_mappings)
class Label:
    """A text in one or more locales; `in_locale` falls back to English, then to any, then to nothing."""

    texts: Mapping[Locale, str] = field(factory=dict)

    def in_locale(self, locale: Locale) -> str:
        """The text in `locale`, or the nearest that there is; empty where there is none."""
        texts = self.texts
        return texts.get(locale) or texts.get("en") or next(iter(texts.values()), "")

    def __bool__(self) -> bool:
        return bool(self.texts)


NO_LABEL = Label()

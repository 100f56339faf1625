"""`recovery-rules list`: the rulesets that ship."""

from __future__ import annotations

from recovery_rules.cli.decide import Locale, check_locale
from recovery_rules.cli.screen import console


def rulesets(locale: Locale = "en") -> None:
    """List the rulesets that ship with the package."""
    from recovery_rules.cli.columns import show_rows
    from recovery_rules.loading import load
    from recovery_rules.source.shipped import shipped_root, shipped_rulesets

    check_locale(locale)
    heads = {"en": ("name", "version", "status", "title"), "zh": ("名称", "版本", "状态", "标题")}[locale]
    found = [load(shipped_root() / path) for _, path in sorted(shipped_rulesets().items())]
    rows = [(one.id, one.version, one.status, one.model.title.in_locale(locale)) for one in found]
    show_rows(console(), heads, rows, shares={3: 1})

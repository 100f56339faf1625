"""`recovery-rules list`: the rulesets that ship, by the heads of their files, which are not loaded for that."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from recovery_rules.cli.decide import Locale, check_locale
from recovery_rules.cli.screen import console

_SIGNED: Final = frozenset({"status", "approval"})  # whether an approval holds is told by the whole content


def rulesets(locale: Locale = "en") -> None:
    """List the rulesets that ship with the package."""
    from recovery_rules.cli.columns import show_rows
    from recovery_rules.source.shipped import shipped_root, shipped_rulesets

    check_locale(locale)
    heads = {"en": ("name", "version", "status", "title"), "zh": ("名称", "版本", "状态", "标题")}[locale]
    rows = [_row(shipped_root() / path, locale) for _, path in sorted(shipped_rulesets().items())]
    show_rows(console(), heads, rows, shares={3: 1})


def _row(path: Path, locale: Locale) -> tuple[str, str, str, str]:
    from recovery_rules.loading import load
    from recovery_rules.model.labels import Label
    from recovery_rules.source.diagnostics import Problems
    from recovery_rules.source.limits import LoadLimits
    from recovery_rules.source.reader import read
    from recovery_rules.source.tree import plain

    tree = read(path.read_bytes(), file=path.name, problems=Problems(), limits=LoadLimits())
    assert tree is not None
    head = {key: plain(tree[key]) for key in ("ruleset", "version", "title") if key in tree}
    status = "" if _SIGNED.isdisjoint(tree) else load(path).status
    title = head.get("title", "")
    label = Label({"en": title} if isinstance(title, str) else title)
    return head["ruleset"], head.get("version", ""), status, label.in_locale(locale)

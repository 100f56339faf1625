"""A file and everything that it extends, as one tree.

In: the text of a file, and where the paths under its `extends` lead. Out: `Resolved`: one merged tree whose nodes still
know the file that they come from. Called by the façade before the document stage.

What a file extends comes first, in the order of `extends`, each file once; the file's own content follows. Facts,
types, kinds, units, derived facts, rules, tables, limits, `admit` and `properties` add up. A name twice is an error,
unless the later entry says `replaces: true`; then it takes the place of the earlier one. Of everything else the last
file wins. Examples are not inherited. Shapes are not judged here: what is no mapping or list of entries stays for the
document stage.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from attrs import frozen

from recovery_rules.source.diagnostics import Problems
from recovery_rules.source.limits import LoadLimits
from recovery_rules.source.merge import merged
from recovery_rules.source.printable import quote
from recovery_rules.source.reach import Found, Reach
from recovery_rules.source.reader import read
from recovery_rules.source.replaced import Replacement, replacements
from recovery_rules.source.tree import ListNode, MapNode, ScalarNode

MOST_FILES: Final = 16


@frozen
class Resolved:
    """A merged tree.

    `complete` is false where a file is missing or did not parse: names may be unknown only because of that, so the
    tree is good for the document stage and not for linking.
    """

    tree: MapNode
    files: tuple[str, ...]  # in the order of their content
    sources: Mapping[str, str]  # the text of each file, for showing problems
    reaches: Mapping[str, Reach]  # where the names in each file lead
    complete: bool
    replaced: tuple[Replacement, ...] = ()  # what takes the place of what a file under it says


def resolve(text: str | bytes, *, file: str, reach: Reach, problems: Problems, limits: LoadLimits) -> Resolved | None:
    r"""Read a file and what it extends.

    Args:
        text: The content of the file.
        file: The name under which problems point at it; where `reach` would find the same file, the same name.
        reach: Where the names in it lead.
        problems: Takes everything that is wrong.
        limits: What each file may ask of the host.

    Returns:
        The merged tree; None where the file itself is no tree.

    Example:
        >>> from recovery_rules.source.reach import reach_through
        >>> problems, limits = Problems(), LoadLimits()
        >>> base = {"base.yaml": "vocabulary: base\ncurrency: CNY\nunits: {points: {}}"}.get
        >>> resolved = resolve(
        ...     "ruleset: shop\nextends: [base.yaml]\nunits: {miles: {}}",
        ...     file="shop.yaml",
        ...     reach=reach_through(lambda path: (path, base(path)) if base(path) else None, limits),
        ...     problems=problems,
        ...     limits=limits,
        ... )
        >>> list(resolved.tree), list(resolved.tree["units"]), resolved.files
        (['currency', 'units', 'ruleset', 'extends'], ['points', 'miles'], ('base.yaml', 'shop.yaml'))
    """
    tree = read(text, file=file, problems=problems, limits=limits)
    if tree is None:
        return None
    layers = _Layers(problems, limits)
    layers.add(tree, (file,), reach)
    return Resolved(
        merged(list(layers.trees.values()), problems, complete=not layers.incomplete),
        tuple(layers.trees),
        problems.sources,
        layers.reaches,
        complete=not layers.incomplete,
        replaced=tuple(replacements(list(layers.trees.values()))),
    )


class _Layers:
    """The trees by file, what is extended before what extends it."""

    def __init__(self, problems: Problems, limits: LoadLimits) -> None:
        self.trees: dict[str, MapNode] = {}
        self.reaches: dict[str, Reach] = {}
        self.incomplete = False
        self._problems, self._limits = problems, limits
        self._opened = 1

    def add(self, tree: MapNode, chain: tuple[str, ...], reach: Reach) -> None:
        """Add what a tree extends, then the tree; `chain` are the files that lead to it, itself last."""
        for path in _extended(tree):
            found = self._find(path, reach)
            if found is None:
                continue
            file = found.file
            if file in chain:
                circle = " → ".join((*chain[chain.index(file) :], file))
                self._report("RR162", f"{quote(path.text)} closes a circle: {circle}", path, "leave it out")
            elif file not in self.trees and self._may_open_another(path):
                base = read(found.content, file=file, problems=self._problems, limits=self._limits)
                if base is None:
                    self.incomplete = True
                else:
                    self.add(base, (*chain, file), found.reach)
        self.trees[chain[-1]] = tree
        self.reaches[chain[-1]] = reach

    def _find(self, path: ScalarNode, reach: Reach) -> Found | None:
        found = reach.find(path, self._problems)
        self.incomplete |= found is None and not path.missing
        return found

    def _may_open_another(self, path: ScalarNode) -> bool:
        self._opened += 1
        if self._opened > MOST_FILES:
            self._report("RR163", f"more than {MOST_FILES} files", path, "put some of them together")
        return self._opened <= MOST_FILES

    def _report(self, code: str, message: str, path: ScalarNode, label: str) -> None:
        self.incomplete = True
        self._problems.add(code, message, path.span, label=label)


def _extended(tree: MapNode) -> Iterator[ScalarNode]:
    """The paths under `extends`; what has another shape is for the document stage to report."""
    paths = tree.get("extends")
    if isinstance(paths, ScalarNode):  # a list is due, which the document stage reports; what is meant is plain
        yield paths
    elif isinstance(paths, ListNode):
        yield from (path for path in paths if isinstance(path, ScalarNode))

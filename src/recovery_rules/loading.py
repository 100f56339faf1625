"""Loading: a file or a text through all stages to a `Ruleset`, or to every problem that it has."""

from __future__ import annotations

import functools
import gc
import os
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from recovery_rules import events
from recovery_rules.ruleset import Ruleset
from recovery_rules.source.diagnostics import Diagnostic, Problems
from recovery_rules.source.errors import RulesetError
from recovery_rules.source.limits import LoadLimits

if TYPE_CHECKING:
    from recovery_rules.document.properties import Property
    from recovery_rules.document.ruleset import RulesetDocument
    from recovery_rules.source.overlay import Resolved
    from recovery_rules.source.reach import Found, Reach, Resolver


@frozen
class Checked:
    """What came of reading a ruleset: the ruleset where it loads, and every problem and warning, in order."""

    ruleset: Ruleset | None
    diagnostics: tuple[Diagnostic, ...]
    sources: Mapping[str, str]  # the text of each file, to show problems in


def load(
    source: str | os.PathLike[str], *, limits: LoadLimits | None = None, require_approved: bool = False
) -> Ruleset:
    """Loads a ruleset from a file, or by the name of one that ships with the package.

    Args:
        source: a path, or a shipped name such as `"retail"`. Files under `extends` are looked up beside the file that
            names them, from the folder of this one and among what ships, and nowhere else.
        limits: how large a ruleset may be; the defaults are in `LoadLimits`.
        require_approved: whether a ruleset whose content nobody has approved is an error too.

    Raises:
        RulesetError: it does not load; every problem of the file is in it, with its place.
        FileNotFoundError: there is no such file and no such shipped ruleset.
        OSError: the file cannot be read.

    Example:
        >>> load("retail").id
        'retail'
    """
    return loaded(check(source, limits=limits), os.fspath(source), require_approved=require_approved)


def loads(
    text: str | bytes,
    *,
    file: str = "ruleset.yaml",
    resolver: Resolver | None = None,
    limits: LoadLimits | None = None,
    require_approved: bool = False,
) -> Ruleset:
    """Loads a ruleset from its text.

    Args:
        text: the YAML text.
        file: the name by which problems point at it.
        resolver: finds what `extends` names: a path to (name to show, content), or None. What a file in a folder
            names is asked for in that folder first. Without a resolver, only what ships with the package is found.
        limits: how large a ruleset may be.
        require_approved: whether a ruleset whose content nobody has approved is an error too.

    Raises:
        RulesetError: it does not load; every problem of the text is in it, with its place.

    Example:
        >>> loads('''
        ... language: 1
        ... ruleset: kiosk
        ... kinds: {apology: {stream: remedy, phase: acknowledge}}
        ... rules: [{id: always, then: [apology]}]
        ... ''').decide().actions
        (Action(kind='apology'),)
    """
    checked = check_text(text, file=file, resolver=resolver, limits=limits)
    return loaded(checked, file, require_approved=require_approved)


def check(
    source: str | os.PathLike[str], *, limits: LoadLimits | None = None, text: str | bytes | None = None
) -> Checked:
    """Like `load`, but gives problems and warnings instead of raising `RulesetError`.

    Args:
        source: a path, or a shipped name.
        limits: how large a ruleset may be.
        text: what the file is to hold, instead of what it holds.

    Raises:
        FileNotFoundError: there is no such file and no such shipped ruleset.
        OSError: the file cannot be read.
    """
    from recovery_rules.source.files import read_file
    from recovery_rules.source.reach import reach_of

    limits = limits or LoadLimits()
    path = _path_of(source)
    content = read_file(path, limits) if text is None else text
    return _checked(content, _shown(path), reach_of(path, limits), limits)


def check_text(
    text: str | bytes, *, file: str = "ruleset.yaml", resolver: Resolver | None = None, limits: LoadLimits | None = None
) -> Checked:
    """Like `loads`, but gives problems and warnings instead of raising `RulesetError`."""
    from recovery_rules.source.reach import reach_through

    limits = limits or LoadLimits()
    return _checked(text, file, reach_through(resolver, limits), limits)


def _checked(text: str | bytes, file: str, reach: Reach, limits: LoadLimits) -> Checked:
    problems = Problems()
    with _no_collection():
        ruleset = _through_all_stages(text, file, reach, problems, limits)
    return Checked(None if problems.has_errors else ruleset, problems.found, dict(problems.sources))


@contextmanager
def _no_collection() -> Generator[None]:
    """Holds the cycle collector off: a load makes many objects that stay, and looking through them finds nothing."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _through_all_stages(
    text: str | bytes, file: str, reach: Reach, problems: Problems, limits: LoadLimits
) -> Ruleset | None:
    from recovery_rules.cells.alternatives import shape_or_problems
    from recovery_rules.cells.follow_up import warn_of_no_follow_up
    from recovery_rules.cells.law_read import warn_of_law_read
    from recovery_rules.cells.nothing_left import warn_of_nothing_left
    from recovery_rules.cells.proofs import prove
    from recovery_rules.document.reading import read_document
    from recovery_rules.engine.decider import Decider
    from recovery_rules.engine.following import is_left_with_nothing, lacks_follow_up
    from recovery_rules.model.follow_up import asks_for_follow_up
    from recovery_rules.model.link.link import link
    from recovery_rules.source.merge import digests
    from recovery_rules.source.overlay import resolve

    resolved = resolve(text, file=file, reach=reach, problems=problems, limits=limits)
    if resolved is None:
        return None
    document = read_document(resolved.tree, problems)
    if document is None or not resolved.complete:
        return None
    document, others = _with_others(document, resolved, problems)
    found = digests(resolved.tree)
    model = link(
        document,
        digest=found.content,
        approval_digest=found.approved,
        file=file,
        problems=problems,
        limits=limits,
    )
    if model is None:
        return None
    shape = shape_or_problems(model, problems)
    if shape is None:
        return None
    ground = prove(model, shape, problems)
    if problems.has_errors:
        return None
    decider = Decider(model, shape)
    if asks_for_follow_up(model):
        warn_of_no_follow_up(ground, lacks_follow_up(decider), problems)
    warn_of_nothing_left(ground, is_left_with_nothing(decider), problems)
    warn_of_law_read(model, resolved.replaced, problems)
    return Ruleset(model, decider, problems.found, _loader_of(others, limits))


def _with_others(
    document: RulesetDocument, resolved: Resolved, problems: Problems
) -> tuple[RulesetDocument, Mapping[str, Found]]:
    """The rulesets that properties name, and the document with one name for each of them.

    Two files in two folders may mean two rulesets by the same name.
    """
    others: dict[str, Found] = {}

    def named(one: Property) -> Property:
        path = one.never_less_than
        found = None if path is None else resolved.reaches[path.span.file].find(path, problems)
        if path is None or found is None:
            return one
        others[found.name] = found
        return one.model_copy(update={"never_less_than": evolve(path, text=found.name)})

    return document.model_copy(update={"properties": tuple(map(named, document.properties))}), others


def _loader_of(files: Mapping[str, Found], limits: LoadLimits) -> Callable[[str], Ruleset]:
    """Loads a ruleset that another one names in a property, from what its file held when that one was loaded."""

    @functools.cache
    def load_other(name: str) -> Ruleset:
        found = files[name]
        return loaded(_checked(found.content, found.file, found.reach, limits), found.file, require_approved=False)

    return load_other


def loaded(checked: Checked, file: str, *, require_approved: bool) -> Ruleset:
    """The ruleset, where it loads and is approved if that is required; else raises `RulesetError`."""
    diagnostics = checked.diagnostics
    if checked.ruleset is not None and require_approved and checked.ruleset.approval is None:
        diagnostics = tuple(sorted((*diagnostics, _not_approved(checked.ruleset)), key=lambda one: one.order))
    if checked.ruleset is None or diagnostics is not checked.diagnostics:
        error = RulesetError(diagnostics, checked.sources)
        events.refused_ruleset(file, error)
        raise error
    events.loaded(checked.ruleset.model)
    return checked.ruleset


def _not_approved(ruleset: Ruleset) -> Diagnostic:
    why = {
        "draft": "it is a draft",
        "review": "it is in review",
        "void": "no approval of this content holds",
        "": "it does not say that it is",
    }[ruleset.status]
    notes = (f"to approve it: recovery-rules approve {ruleset.model.file} --by NAME",)
    span = ruleset.model.governance.span
    return Diagnostic("RR470", f"{ruleset.id} is not approved, and an approved ruleset is required", span, why, notes)


def _path_of(source: str | os.PathLike[str]) -> Path:
    from recovery_rules.source.shipped import shipped_root, shipped_rulesets
    from recovery_rules.source.suggest import closest

    path = Path(source)
    if path.exists():
        return path
    name = os.fspath(source)
    shipped = shipped_rulesets()
    if name in shipped:
        return shipped_root() / shipped[name]
    meant = closest(name, shipped)
    hint = f"; did you mean `{meant}`?" if meant else f"; shipped are {', '.join(sorted(shipped))}"
    raise FileNotFoundError(f"no file and no shipped ruleset `{name}`{hint}")


def _shown(path: Path) -> str:
    """The name of a file in messages and traces: shipped ones are named alike on every machine."""
    from recovery_rules.source.shipped import SHIPPED, shipped_root

    root = shipped_root()
    return f"{SHIPPED}/{path.relative_to(root).as_posix()}" if path.is_relative_to(root) else path.as_posix()

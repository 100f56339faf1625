"""The text of a ruleset or case file in, a located tree and diagnostics out.

Called by the document stage, the command line and the tests for every file that an author writes; JSON is
YAML here. All scalars stay text: `no`, `1e3` and `2:30` hold no surprises. Only diagnostics come out of here,
whatever goes in.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from recovery_rules.source.builder import Builder, Stop
from recovery_rules.source.characters import REPLACED, harmless, refused
from recovery_rules.source.layout import broken_entry
from recovery_rules.source.lines import Lines
from recovery_rules.source.printable import quote
from recovery_rules.source.span import Span
from recovery_rules.source.surrogates import hide
from recovery_rules.source.tree import ListNode, MapNode, Node, ScalarNode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from recovery_rules.source.diagnostics import Problems
    from recovery_rules.source.limits import LoadLimits

_MOST_CHARACTERS = 20  # a file with more unreadable characters is no text; one page of them is enough


def read(text: str | bytes, *, file: str, problems: Problems, limits: LoadLimits) -> MapNode | None:
    """Read one file.

    Args:
        text: The content; bytes are UTF-8, a byte order mark at the start is no matter.
        file: The name under which problems point at it.
        problems: Takes what is wrong, and the text for showing it.
        limits: What the file may ask of the host.

    Returns:
        The tree, also where problems were found that did not stop the parser: then values that are missing
        stand in it as scalars with `missing`. None where there is no mapping to go on with, and an error.

    Example:
        >>> from recovery_rules.source.diagnostics import Problems
        >>> from recovery_rules.source.limits import LoadLimits
        >>> tree = read("when: {severity: major}", file="a.yaml", problems=Problems(), limits=LoadLimits())
        >>> tree["when"]["severity"].text, tree["when"].key_spans["severity"].column
        ('major', 8)
    """
    decoded = _decode(text, file, problems, limits)
    if decoded is None:
        return None
    lines = Lines(decoded)
    problems.sources[file] = decoded
    found = list(islice(refused(decoded), _MOST_CHARACTERS + 1))
    if found and not _refuse_characters(found, lines, file, problems):
        return None
    parsed = harmless(decoded) if found else decoded
    root = _parse(parsed, lines, file, problems, limits)
    if root is None or isinstance(root, MapNode):
        return root
    _refuse_root(root, lines, file, problems)
    return None


def _refuse_root(root: ListNode | ScalarNode, lines: Lines, file: str, problems: Problems) -> None:
    what = "a list" if isinstance(root, ListNode) else "one piece of text"
    broken = broken_entry(root.span.line, lines) if isinstance(root, ScalarNode) else None
    if broken is not None:
        problems.add(broken.code, broken.message, lines.span(file, broken.start, broken.stop), label=broken.label)
        return
    label = "a file starts with entries like `key: value`"
    problems.add("RR106", f"the file is {what}, not `key: value` entries", root.span, label=label)


def _decode(text: str | bytes, file: str, problems: Problems, limits: LoadLimits) -> str | None:
    # Four bytes a character at most: only a text that could be too long is encoded to find out.
    size = len(text)
    if isinstance(text, str) and size <= limits.file_bytes < 4 * size:
        size = len(text.encode("utf-8", "surrogatepass"))
    if size > limits.file_bytes:
        message = f"the file has {size:,} bytes, at most {limits.file_bytes:,} are read"
        problems.add("RR102", message, Span(file, 1, 1, 1, 2))
        return None
    if isinstance(text, bytes):
        try:
            text = text.decode("utf-8")
        except UnicodeDecodeError as error:
            _refuse_encoding(error.object, error, file, problems)
            return None
    return text.removeprefix("\ufeff")


def _refuse_encoding(data: bytes, error: UnicodeDecodeError, file: str, problems: Problems) -> None:
    shown = data.decode("utf-8", "replace").removeprefix("\ufeff")
    problems.sources[file] = shown
    at = len(data[: error.start].decode("utf-8").removeprefix("\ufeff"))
    notes = ("save it as UTF-8; files of older Windows programs are often in GBK or Windows-1252",)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        notes = ("it looks like UTF-16: save it as UTF-8",)
    message = f"the file is not UTF-8 text: byte {data[error.start]:#04x} at position {error.start + 1:,}"
    problems.add("RR101", message, Lines(shown).span(file, at, at + 1), notes=notes)


def _refuse_characters(found: list[tuple[str, str, int, int]], lines: Lines, file: str, problems: Problems) -> bool:
    """Report unreadable characters; False where there are so many that the file is no text."""
    for code, message, start, stop in found[:_MOST_CHARACTERS]:
        problems.add(code, message, lines.span(file, start, stop), label="remove it")
    if len(found) <= _MOST_CHARACTERS:
        return True
    message = f"more than {_MOST_CHARACTERS} characters that cannot be read: the file is no text"
    problems.add("RR101", message, lines.span(file, *found[-1][2:]))
    return False


def _parse(text: str, lines: Lines, file: str, problems: Problems, limits: LoadLimits) -> Node | None:
    import yaml

    from recovery_rules.source.syntax import explain

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    hidden, restore = hide(text)
    if text is not lines.text:  # an author's own sign for a lost character stays
        restore = _without_refused(restore)
    builder = Builder(file, lines, restore, problems, limits)
    documents = 0
    try:
        for event in _events(loader(hidden)):
            kind = type(event)
            if kind is yaml.ScalarEvent:
                builder.scalar(event)
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                builder.begin(event, is_map=kind is yaml.MappingStartEvent)
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                builder.end(event)
            elif kind is yaml.AliasEvent:
                builder.alias(event)
            elif kind is yaml.DocumentStartEvent:
                documents += 1
                _check_document(event, documents, lines, file, problems)
    except Stop:
        return None
    except yaml.YAMLError as error:
        explain(error, lines, file, problems, builder.long_quote, builder.unclosed)
        return None
    except (ValueError, OverflowError) as error:
        # Only the parser in Python: it converts escapes and version numbers without a bound.
        problems.add("RR130", f"not readable as YAML: {quote(str(error))}", Span(file, 1, 1, 1, 2))
        return None
    root = builder.root
    if root is None or builder.empty:
        problems.add("RR105", "the file is empty", Span(file, 1, 1, 1, 2))
        return None
    # A hole at the top: what stood there has been reported.
    return None if isinstance(root, ScalarNode) and root.missing else root


def _events(loader: Any) -> Iterator[Any]:
    """All events; half the calls of `yaml.parse`, which asks before it takes."""
    try:
        while (event := loader.get_event()) is not None:
            yield event
    finally:
        loader.dispose()


def _without_refused(restore: Callable[[str], str] | None) -> Callable[[str], str]:
    """What is left of a text without the characters that were refused in it is most likely what was meant."""
    return lambda text: (restore(text) if restore else text).replace(REPLACED, "")


def _check_document(event: Any, number: int, lines: Lines, file: str, problems: Problems) -> None:
    start = event.start_mark.index
    if event.version or event.tags:
        line = lines.line(lines.number(start))
        message = "a line that starts with `%` sets up the YAML parser; a ruleset needs none"
        problems.add("RR117", message, lines.span(file, start, start + len(line.rstrip())), label="remove it")
    if number > 1:
        message = "a second document starts here; a file holds one"
        problems.add("RR107", message, lines.span(file, start, start + 3), label="remove the line, or make two files")
        raise Stop

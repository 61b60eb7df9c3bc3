"""What a person may ask the Filter for besides words: `@mandatory`, `@empty`, `@type:date` and so on.

There are three sorts: what the value itself tells (`of_value`), what the rights tell (`by_rights`), and marks that
only the window knows (MARKS): where something was modified or pinned, moves by itself, or has a problem.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain

from inspector.domain import checks, custom_fields, entity, rights
from inspector.domain.document import Node, Path
from inspector.domain.rights import Lock

MARKS = ("@modified", "@problem", "@pinned", "@volatile")
RIGHTS = ("@mandatory", "@readonly", "@hidden")
VALUES = ("@empty", "@reference", "@custom", "@type:")
ALL = (*RIGHTS, *VALUES, *MARKS)
"""Every tag there is; `@type:` is followed by the name of a type."""

_TYPES = {
    "date-time": "date",
    "int32": "number",
    "int64": "number",
    "double": "number",
    "string": "text",
    "enum": "choice",
    "array": "list",
    "dict": "fields",
    "object": "fields",
}
_SPEAKS = re.compile(rb'"(?:FieldProperties|TableRight)":\{"')
_READ_ONLY = (Lock.NO_RIGHT, Lock.TABLE, Lock.SCREENS, Lock.FIELD, Lock.COMPANION, Lock.KEY)
LONGEST = len(b'"FieldProperties":{"')
MEGABYTE = 1 << 20


def of_value(node: Node) -> str:
    """The tags that a property's own value and type earn, one space between them."""
    kind = entity.type_of(node)
    found = [f"@type:{_TYPES.get(kind.name, kind.name).casefold()}"]
    if checks.is_empty(node):
        found.append("@empty")
    if kind.is_carrier and kind.name in entity.REFERENCE_KEYS:
        found.append("@reference")
    if node.parent is not None and entity.type_of(node.parent).name == "dict":
        found.append("@custom")
    return " ".join(found)


def by_rights(root: Node) -> dict[str, set[Path]]:
    """The places that have the tags of RIGHTS: the property that a right speaks of, not everything inside it."""
    found: dict[str, set[Path]] = defaultdict(set)
    for node in chain(_spoken_of(root), custom_fields.named_in(root)):
        hint = rights.hint_of(node)
        if hint.mandatory:
            found["@mandatory"].add(node.path)
        if hint.lock is Lock.HIDDEN and not hint.inherited:
            found["@hidden"].add(node.path)
        if hint.lock in _READ_ONLY and not hint.inherited:
            found["@readonly"].add(node.path)
    return found


def _spoken_of(owner: Node) -> Iterator[Node]:
    """The properties of carriers that have rights; branches in which no right is spelled are passed over, uncut."""
    waiting = [iter(owner)]
    while waiting:
        if (node := next(waiting[-1], None)) is None:
            waiting.pop()
            continue
        if node.key in entity.RIGHTS_PROPERTIES:
            continue
        yield node
        if node.is_container and _speaks(node):
            waiting.append(iter(node))
        elif node.kind == "{" and entity.type_of(node).name == "dict":
            yield from _entries_spoken_of(node)


def _speaks(node: Node) -> bool:
    """Whether a right is spelled in it; a megabyte at a time, for Python's lock is held meanwhile."""
    text = memoryview(node.raw)
    starts = range(0, len(text), MEGABYTE)
    return any(_SPEAKS.search(text, start, start + MEGABYTE + LONGEST) for start in starts)


def _entries_spoken_of(dictionary: Node) -> Iterator[Node]:
    """Its entries, if it has rights itself; else those that rights further out speak of, as `CustomFields.x_foo`.

    That are few of perhaps a million.
    """
    wanted, prefix, owner = set[str](), f"{dictionary.key}.".casefold(), dictionary.parent
    while owner is not None:
        spoken = owner.get("FieldProperties") if owner.kind == "{" else None
        names = map(str.casefold, spoken.names()) if spoken is not None else ()
        wanted.update(name.removeprefix(prefix) for name in names if name.startswith(prefix))
        prefix, owner = f"{owner.key}.".casefold() + prefix, owner.parent
    entries: Iterable[Node] = map(dictionary.child, dictionary.rows_folded(wanted)) if wanted else ()
    if any(dictionary.get(name) is not None for name in entity.RIGHTS_PROPERTIES):
        entries = dictionary
    return (entry for entry in entries if entry.key not in entity.RIGHTS_PROPERTIES)

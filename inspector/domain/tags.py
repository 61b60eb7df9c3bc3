"""What a person may ask the Filter for besides words: `@mandatory`, `@empty`, `@type:date` and so on.

There are three sorts: what the value itself tells (`of_value`), what the rights tell (`by_rights`), and marks that
only the window knows (MARKS): where something was modified or pinned, moves by itself, or has a problem.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from inspector.domain import checks, entity, rights
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
    for node in _spoken_of(root):
        hint = rights.hint_of(node)
        if hint.mandatory:
            found["@mandatory"].add(node.path)
        if hint.lock is Lock.HIDDEN and not hint.inherited:
            found["@hidden"].add(node.path)
        if hint.lock in (Lock.NO_RIGHT, Lock.TABLE, Lock.SCREENS, Lock.KEY) and not hint.inherited:
            found["@readonly"].add(node.path)
    return found


def _spoken_of(owner: Node) -> Iterator[Node]:
    """The properties of carriers that have rights; branches in which no right is spelled are passed over, uncut."""
    for node in owner:
        if node.key in entity.RIGHTS_PROPERTIES:
            continue
        yield node
        if node.is_container and (
            _SPEAKS.search(memoryview(node.raw)) or entity.type_of(node).name == "dict"
        ):
            yield from _spoken_of(node)

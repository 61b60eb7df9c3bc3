"""What stands between this draft and a ticket. Server hints can be wrong (facts: spurious mandatory hints), so these
findings warn and never forbid saving."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from inspector.domain import entity, rights, values
from inspector.domain.document import Document, Node
from inspector.domain.rights import Lock


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing left to do, and where; `table`: the right to the whole table does not let this ticket be saved."""

    keys: tuple[str | int, ...]
    code: Literal["table", "mandatory", "too_long", "locked"]
    length: int = 0
    limit: int = 0


def problems(document: Document) -> list[Problem]:
    """Everything left to do in the ticket's own fields and its custom fields, in order."""
    found = [problem for node in _fields(document.root) if (problem := _problem(node))]
    return [Problem(("TableRight",), "table"), *found] if rights.table_forbids(document.root) else found


def _fields(root: Node) -> Iterator[Node]:
    """The ticket's own fields, and those custom fields that FieldProperties speaks of: there may be thousands."""
    rights_of = root.get("FieldProperties")
    dotted = [name for name in rights_of.names() if "." in name] if rights_of is not None else []
    for node in root:
        if node.key in entity.RIGHTS_PROPERTIES:
            continue
        yield node
        if entity.type_of(node).name == "dict" and node.kind == "{":
            prefix = f"{node.key}."
            found = (node.get(name.removeprefix(prefix)) for name in dotted if name.startswith(prefix))
            yield from (child for child in found if child is not None)


def _problem(node: Node) -> Problem | None:
    hint = rights.hint_of(node)
    if hint.lock is Lock.NONE and hint.mandatory and is_empty(node):
        return Problem(node.keys, "mandatory")
    if (
        node.kind == '"'
        and entity.type_of(node).name == "string"
        and hint.max_length
        and len(text := str(node.value)) > hint.max_length
    ):
        return Problem(node.keys, "too_long", len(text), hint.max_length)
    if (
        hint.lock in (Lock.NO_RIGHT, Lock.TABLE, Lock.HIDDEN, Lock.SCREENS)
        and not node.is_container
        and node.is_modified
    ):
        return Problem(node.keys, "locked")
    return None


def is_empty(node: Node) -> bool:
    """Whether a person would say that nothing is filled in: null, no text, no date, an empty list, nothing chosen."""
    match node.kind:
        case "n":
            return True
        case '"':
            text = str(node.value)
            date = values.parse_date(text) if entity.type_of(node).name == "date-time" else None
            return not text.strip() or (date is not None and not date.is_set)
        case "[":
            return len(node) == 0
        case "{":
            kind = entity.type_of(node)
            return kind.is_carrier and entity.key_of(node, kind.name) in ("0", "None")
    return False

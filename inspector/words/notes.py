"""The small note behind a value in the tree: what it means to whoever reads it."""

from __future__ import annotations

from datetime import datetime

from inspector.domain import entity, numbers, values
from inspector.domain.document import Node
from inspector.words.language import tr

DUE = ("Deadline", "AlertTimeout")
"""The ticket's own dates that the server counts from the moment at which it was asked."""


def note_words(node: Node, me: int | None = None) -> str:
    """The note; mostly there is none. `me`: the AssociateId of the user for whom the ticket was fetched."""
    if node.parent is None or node.parent.parent is not None:
        return ""
    if node.key in DUE:
        return _due_words(node, node.parent)
    if me is not None and entity.type_of(node).name == "Associate" and node.kind == "{":
        return tr("you") if numbers.served(entity.key_of(node, "Associate")) == me else ""
    return ""


def _due_words(node: Node, ticket: Node) -> str:
    """How long after its creation; nothing where the two dates can't be compared, or are not in that order."""
    created = ticket.get("CreatedAt")
    if node.kind != '"' or created is None or created.kind != '"':
        return ""
    start, end = values.parse_date(str(created.value)), values.parse_date(str(node.value))
    if start is None or end is None or not (start.is_set and end.is_set):
        return ""
    minutes = int((_minute(end) - _minute(start)).total_seconds() / 60)
    if minutes <= 0 or start.style.suffix != end.style.suffix:
        return ""
    parts = []
    for sign, size in (("d", 1440), ("h", 60), ("min", 1)):
        many, minutes = divmod(minutes, size)
        parts += [f"{many} {sign}"] if many else []
    return tr("{length} after creation").format(length=" ".join(parts))


def _minute(date: values.Date) -> datetime:
    """Some are cut to the minute, and some are not."""
    return date.wall.replace(second=0, microsecond=0)

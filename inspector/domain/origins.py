"""Where a default comes from, as far as answer and sign-in tell. What is not known is said to be unknown.

Sources: the flags of the carriers (TicketStatusEntity.IsDefault, TicketPriorityFlags.Default, TicketType.IsDefault and
its DefaultTicketStatus, DefaultTicketPriority: Swagger of the Ticket agent); that a request type's defaults go before
other preferences: SuperOffice's documentation of request types.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from inspector.domain import checks, entity, values
from inspector.domain.document import Keys, Node

Code = Literal[
    "edited",
    "type_status",
    "type_priority",
    "default_status",
    "default_priority",
    "default_type",
    "current_user",
    "new_ticket",
    "clock",
    "perhaps_clock",
    "perhaps_custom_field",
    "empty",
    "unknown",
]


@dataclass(frozen=True)
class Evidence:
    """What is known beside the answer: who asked, when, and what moved when it was asked again."""

    associate_id: int | None = None
    name: str = ""
    fetched: datetime | None = None
    """In UTC."""
    volatile: Collection[Keys] = field(default=frozenset())


QUARTER, NEAR = timedelta(minutes=15), timedelta(seconds=90)
"""Offsets from UTC are whole quarters of an hour; a clock may be wrong, and an answer slow, by so much."""


def origin_of(node: Node, evidence: Evidence) -> Code:
    """Where the value of a property comes from."""
    kind = entity.type_of(node)
    if node.is_modified:
        return "edited"
    if node.keys in evidence.volatile:
        return "clock" if kind.name == "date-time" else "unknown"
    if node.keys == ("TicketId",) and checks.is_zero(node):
        return "new_ticket"
    if checks.is_empty(node) or checks.is_zero(node):
        return "empty"
    if kind.is_carrier:
        return _of_carrier(node, kind.name, evidence)
    return _of_leaf(node, kind.name, evidence)


def _of_leaf(node: Node, kind: str, evidence: Evidence) -> Code:
    if kind == "string" and evidence.name and node.value == evidence.name:
        return "current_user"
    if kind == "date-time" and _is_near(node, evidence.fetched):
        return "perhaps_clock"
    if node.parent is not None and node.parent.key in ("CustomFields", "ExtraFields"):
        return "perhaps_custom_field"
    return "unknown"


def _of_carrier(node: Node, carrier: str, evidence: Evidence) -> Code:
    key = entity.key_of(node, carrier)
    root = node
    while root.parent is not None:
        root = root.parent
    of_type = root.get("TicketType")
    match carrier:
        case "TicketStatusEntity":
            if _number(of_type, "DefaultTicketStatus") == key:
                return "type_status"
            return "default_status" if _is_true(node, "IsDefault") else "unknown"
        case "TicketPriorityEntity":
            if _number(of_type, "DefaultTicketPriority") == key:
                return "type_priority"
            flags = node.get("Flags")
            names = str(flags.value).split(",") if flags is not None and flags.kind == '"' else []
            return "default_priority" if "Default" in map(str.strip, names) else "unknown"
        case "TicketType":
            return "default_type" if _is_true(node, "IsDefault") else "unknown"
        case "Associate":
            return "current_user" if key == str(evidence.associate_id) else "unknown"
    return "unknown"


def _number(node: Node | None, name: str) -> str | None:
    child = node.get(name) if node is not None and node.kind == "{" else None
    return None if child is None or child.is_container else getattr(child.value, "text", None)


def _is_true(node: Node, name: str) -> bool:
    child = node.get(name)
    return child is not None and child.kind == "t"


def _is_near(node: Node, fetched: datetime | None) -> bool:
    """Whether a date could be the moment of the answer, or whole quarters of an hour from it, within a day."""
    date = values.parse_date(str(node.value)) if node.kind == '"' else None
    if date is None or not date.is_set or fetched is None:
        return False
    apart = date.wall - fetched.replace(tzinfo=None)
    rest = apart % QUARTER
    return abs(apart) < timedelta(days=1) and (rest < NEAR or QUARTER - rest < NEAR)

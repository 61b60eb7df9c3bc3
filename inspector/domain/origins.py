"""Where a default comes from, as far as the answer and the sign-in tell. What is not known is said to be unknown.

Sources: the flags of the carriers (TicketStatusEntity.IsDefault, TicketPriorityFlags.Default, TicketType.IsDefault and
its DefaultTicketStatus, DefaultTicketPriority: Swagger of the Ticket agent). SuperOffice's help on requests: the
defaults of a request type go before other preferences, a category has a default status for new requests, a status is
the default of the internal status it stands for, a deadline is worked out from the priority's; on preferences:
"External access level as default".
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from inspector.domain import checks, custom_fields, encoded, entity, values
from inspector.domain.document import Keys, Node

Code = Literal[
    "edited",
    "file",
    "existing",
    "category",
    "category_status",
    "goes_with_status",
    "type_status",
    "type_priority",
    "perhaps_default_status",
    "default_priority",
    "default_type",
    "asked_type",
    "current_user",
    "new_ticket",
    "clock",
    "perhaps_clock",
    "deadline",
    "perhaps_escalation",
    "perhaps_access_level",
    "custom_field",
    "not_custom_field",
    "perhaps_custom_field",
    "empty",
    "unknown",
]


@dataclass(frozen=True)
class Evidence:
    """What is known besides the answer: who asked, when, and what moved when it was asked again."""

    associate_id: int | None = None
    name: str = ""
    fetched: datetime | None = None
    """In UTC."""
    volatile: Collection[Keys] = field(default=frozenset())
    is_file: bool = False
    """Whether the ticket came from a file and not as a server's default."""
    default: Node | None = None
    """The default that the draft in such a file was made from, if it is known."""

    asked_type: int | None = None
    """The request type that the defaults were asked for; None where the server chose it."""

    @property
    def is_only_a_file(self) -> bool:
        """Whether nobody knows what the server once sent."""
        return self.is_file and self.default is None


QUARTER, NEAR = timedelta(minutes=15), timedelta(seconds=90)
"""Offsets from UTC are whole quarters of an hour; a clock may be wrong, and an answer slow, by this much."""
_OF_PRIORITY: dict[str, Code] = {"Deadline": "deadline", "AlertTimeout": "perhaps_escalation"}


def origin_of(node: Node, evidence: Evidence) -> Code:
    """Where the value of a property comes from."""
    kind = entity.type_of(node)
    if node.is_modified:
        return "edited"
    if (code := _of_no_default(node, evidence)) is not None:
        return code
    if node.keys == ("TicketId",) and checks.is_zero(node):
        return "new_ticket"
    if checks.is_empty(node) or checks.is_zero(node) or _is_no_date(node):
        return "empty"
    if len(node.keys) == 1 and node.key in _OF_PRIORITY:
        return _OF_PRIORITY[str(node.key)]
    if node.keys in evidence.volatile:
        return "clock" if _is_date(node) else "unknown"
    if kind.is_carrier:
        return _of_carrier(node, kind.name, evidence)
    return _of_leaf(node, kind.name, evidence)


def _of_no_default(node: Node, evidence: Evidence) -> Code | None:
    """What is to be said of a ticket that is not what a server proposes for a new one, or not in this place."""
    if exists(node):
        return "existing"
    if not evidence.is_file:
        return None
    before = evidence.default.find(node.keys) if evidence.default is not None else None
    return None if before is not None and before.raw == node.raw else "file"


def exists(node: Node) -> bool:
    """Whether the ticket that the node lies in is one that was saved already, and no default."""
    number = node.root.get("TicketId")
    return (
        number is not None and not number.is_container and not checks.is_zero(number) and number.kind != "n"
    )


def _of_leaf(node: Node, kind: str, evidence: Evidence) -> Code:
    if node.keys == ("Author",) and evidence.name and node.value == evidence.name:
        return "current_user"
    if node.keys == ("Slevel",) and node.value in ("Internal", "External"):
        return "perhaps_access_level"
    if node.keys == ("BaseStatus",) and _goes_with_status(node):
        return "goes_with_status"
    if kind == "date-time" and _is_near(node, evidence.fetched):
        return "perhaps_clock"
    owner = carrier_of(node)
    if owner is node or owner.parent is None:
        return _of_custom(node)
    code = origin_of(owner, evidence)
    return "unknown" if code == "edited" else code


def _of_custom(node: Node) -> Code:
    """The default of a custom field is known where the field tells it, and is then what was served or not."""
    told = custom_fields.field_of(node)
    is_default = custom_fields.is_default(told, str(node.value)) if told is not None else None
    if is_default is None:
        return "perhaps_custom_field" if custom_key(node) else "unknown"
    return "custom_field" if is_default else "not_custom_field"


def carrier_of(node: Node) -> Node:
    """The innermost carrier that the node is, or is a part of: its parts come with it. The ticket itself for others."""
    while node.parent is not None and not (entity.type_of(node).is_carrier and node.kind == "{"):
        node = node.parent
    return node


def custom_key(node: Node) -> str:
    """The tenant's own name of an extra or custom field of the ticket, without `:DisplayText`; empty for others."""
    if len(node.keys) != 2 or node.keys[0] not in values.ENCODED_IN:
        return ""
    name = str(node.key)
    for companion in custom_fields.COMPANIONS:
        name = name.removesuffix(companion)
    return name


def _of_carrier(node: Node, carrier: str, evidence: Evidence) -> Code:
    key = entity.key_of(node, carrier)
    if node.keys[:1] == ("Category",) and len(node.keys) > 1:
        return "category"
    match carrier:
        case "TicketStatusEntity" if node.keys == ("Status",):
            return _of_status(node, key)
        case "TicketPriorityEntity" if node.keys == ("Priority",):
            if key is not None and served(node, "TicketType", "DefaultTicketPriority") == key:
                return "type_priority"
            flags = node.get("Flags")
            names = str(flags.value).split(",") if flags is not None and flags.kind == '"' else []
            return "default_priority" if "Default" in map(str.strip, names) else "unknown"
        case "TicketType" if evidence.asked_type is not None and key == str(evidence.asked_type):
            return "asked_type"
        case "TicketType":
            return "default_type" if _is_true(node, "IsDefault") else "unknown"
        case "Associate":
            return "current_user" if key == str(evidence.associate_id) else "unknown"
    return "unknown"


def _of_status(node: Node, key: str | None) -> Code:
    if key is not None and served(node, "TicketType", "DefaultTicketStatus") == key:
        return "type_status"
    if key is not None and served(node, "Category", "DefaultTicketStatus", "TicketStatusId") == key:
        return "category_status"
    return "perhaps_default_status" if _is_true(node, "IsDefault") else "unknown"


def served(node: Node, *names: str) -> str | None:
    """What was served at that place in the ticket, as written, whatever was picked there since; None for nothing.

    What was served explains what was served: another request type chosen by the person says nothing of it.
    """
    own = node.root.get(names[0])
    found = Node("", own.served).find(names[1:]) if own is not None and own.served is not None else None
    value = None if found is None or found.is_container else found.value
    if isinstance(value, bool):
        return str(value).lower()
    text = str(getattr(value, "text", value if isinstance(value, str) else ""))
    return text if text not in ("", "0") else None


def _goes_with_status(node: Node) -> bool:
    """Whether it is the basic state of the status that was served."""
    return served(node, "Status", "Status") == node.value


def _is_true(node: Node, name: str) -> bool:
    child = node.get(name)
    return child is not None and child.kind == "t"


def _is_date(node: Node) -> bool:
    kind = values.kind_of(node)
    return kind.name == "date-time" or (kind.name == "encoded" and kind.of in ("D", "DT"))


def _is_no_date(node: Node) -> bool:
    """Whether it is an encoded date that is not set."""
    form = encoded.parse(str(node.value)) if values.kind_of(node).name == "encoded" else None
    return form is not None and form.mark in ("D", "DT") and encoded.moment_of(form) is None


def _is_near(node: Node, fetched: datetime | None) -> bool:
    """Whether a date could be the moment of the answer, or whole quarters of an hour from it, within a day."""
    date = values.parse_date(str(node.value)) if node.kind == '"' else None
    if date is None or not date.is_set or fetched is None:
        return False
    apart = date.wall - fetched.replace(tzinfo=None)
    rest = apart % QUARTER
    return abs(apart) < timedelta(days=1) and (rest < NEAR or QUARTER - rest < NEAR)

"""TicketEntity and its carriers: the type of every property, the enums, the MDO lists.

The facts come from SuperOffice's own Swagger file for the Ticket agent and lie beside this module as package data
(`ticket_schema.json`). Servers differ by version, so anything may be missing or new: what the schema does not know
gets a type guessed from its JSON.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from inspector.domain.document import Document, Node
from inspector.domain.errors import InvalidJson, NotATicket

ROOT = "TicketEntity"
RIGHTS_PROPERTIES = ("TableRight", "FieldProperties")
"""The properties of a carrier that speak about its other properties."""

REFERENCE_KEYS = {
    "Associate": "AssociateId",
    "TicketCategoryEntity": "TicketCategoryId",
    "TicketStatusEntity": "TicketStatusId",
    "TicketPriorityEntity": "TicketPriorityId",
    "Person": "PersonId",
    "Sale": "SaleId",
    "Project": "ProjectId",
    "TicketType": "TicketTypeId",
    "TicketMessage": "TicketMessageId",
    "TicketFormSubmission": "FormSubmissionId",
    "Tag": "Id",
    "TicketMessageHeader": "Id",
    "TicketPriorityEscalationLevelEntity": "TicketAlertId",
}
"""The property by which a carrier is chosen: setting it inside the nested object picks another one."""

REFERENCE_NAMES = {
    "Associate": ("FullName", "FormalName", "Name"),
    "TicketCategoryEntity": ("Fullname", "Name"),
    "Person": ("FullName", "FormalName", "Lastname"),
    "Sale": ("Title",),
    "TicketMessage": ("Author", "PersonFullName"),
    "TicketFormSubmission": ("EmailAddress",),
    "TicketPriorityEscalationLevelEntity": ("AlertLevel",),
}
"""The properties that name a carrier to a person, best first; `Name` for all others."""

UNASSIGNED, BY_CATEGORY = "0", "2147483647"
"""AssociateId of OwnedBy for nobody, and for "as the category's rules say" (TicketEntity documentation)."""


@dataclass(frozen=True, slots=True)
class Type:
    """What a property holds.

    `name` is the schema's word: int32, int64, double, bool, string, date-time, enum, a carrier's name, array, dict, or
    object, array, number, bool, string, null where it was guessed from the JSON (then `known` is false).
    """

    name: str
    of: str = ""
    """The enum's name, or the type of an array's elements or a dictionary's values."""
    known: bool = True

    @property
    def is_carrier(self) -> bool:
        """Whether it is one of SuperOffice's carriers."""
        return self.known and self.name in _schema()["carriers"]

    @property
    def is_branch(self) -> bool:
        """Whether its values have parts: a carrier, a list, a dictionary."""
        return self.is_carrier or (self.known and self.name in ("array", "dict"))


@cache
def _schema() -> dict[str, Any]:
    from importlib.resources import files  # noqa: PLC0415 - the first ticket needs the schema, no start

    schema: dict[str, Any] = json.loads(files(__package__).joinpath("ticket_schema.json").read_text("utf-8"))
    return schema


@cache
def properties(carrier: str) -> dict[str, str]:
    """The properties of a carrier in server order, with their types as the schema spells them."""
    return {item["name"]: item["type"] for item in _schema()["carriers"].get(carrier, [])}


def enum(name: str) -> dict[str, int]:
    """The names of an enum with their numbers; empty for an unknown one."""
    found: dict[str, int] = _schema()["enums"].get(name, {})
    return found


def is_flags(name: str) -> bool:
    """Whether values of that enum may be joined by commas."""
    return name in _schema()["flags_enums"]


@cache
def spelled(text: str) -> Type:
    """The type that the schema spells `enum:X`, `array<X>`, `dict<string,X>` or with a plain name."""
    if text.startswith("enum:"):
        return Type("enum", text[5:])
    if text.startswith("array<"):
        return Type("array", text[6:-1])
    if text.startswith("dict<"):
        return Type("dict", text[text.index(",") + 1 : -1])
    return Type(text)


_GUESSES = {"{": "object", "[": "array", '"': "string", "t": "bool", "f": "bool", "n": "null"}


def type_of(node: Node) -> Type:
    """The type of a node, by its place in the entity; guessed from its JSON where the schema says nothing."""
    if node.parent is None:
        return Type(ROOT)
    owner = node.parent.inherited(type_of)  # thousands of children ask
    if owner.name in ("array", "dict"):
        text = owner.of
    else:
        text = properties(owner.name).get(str(node.key), "") if owner.known else ""
    return spelled(text) if text else Type(_GUESSES.get(node.kind, "number"), known=False)


def mdo_list(node: Node) -> str:
    """The MDO list that the documentation names for a property; empty where it names none."""
    owner = type_of(node.parent) if node.parent is not None else None
    known = _schema()["carriers"].get(owner.name, []) if owner is not None and owner.known else []
    return next((item["mdo_list"] or "" for item in known if item["name"] == node.key), "")


def reference_name(node: Node, carrier: str) -> str | None:
    """What a person calls the thing that a carrier stands for (`Tim Høyland`), if it says."""
    for name in REFERENCE_NAMES.get(carrier, ("Name",)):
        child = node.get(name)
        if child is not None and child.kind == '"' and (text := child.value):
            return str(text)
    return None


def key_of(node: Node, carrier: str) -> str | None:
    """The number that identifies the thing a carrier stands for, as written."""
    child = node.get(REFERENCE_KEYS.get(carrier, ""))
    return None if child is None or child.is_container else str(getattr(child.value, "text", child.value))


def rights_rows(node: Node) -> list[int]:
    """The rows of a node that speak about its other properties, in order."""
    return node.rows_named(RIGHTS_PROPERTIES)


def open_ticket(body: bytes, *, least: int = 3) -> Document:
    """The document in `body`, if it is a TicketEntity: an object with TicketId and `least` known properties in all.

    Its properties are cut, and it is known where rights stand in them: a window that shows them has nothing left to do.

    Raises InvalidJson or NotATicket.
    """
    if not body.strip():
        raise InvalidJson("empty")
    document = Document(body)
    match document.root.kind:
        case "{":
            known = properties(ROOT).keys() & set(document.root.names()) - set(RIGHTS_PROPERTIES)
            if "TicketId" not in known or len(known) < least:
                raise NotATicket("no_ticket_properties")
        case "n":
            raise NotATicket("null")
        case _:
            raise NotATicket("not_object")
    for child in document.root:
        child.derived(rights_rows)
    return document

"""TicketEntity and its carriers in a document: what each node is, what identifies and names it.

What the schema does not know gets a type guessed from its JSON.
"""

from __future__ import annotations

from inspector.domain import spelling
from inspector.domain.document import Document, Node
from inspector.domain.errors import InvalidJson, NotATicket
from inspector.domain.schema import ROOT, Type, enum, is_flags, mdo_list_of, properties, spelled

__all__ = ["ROOT", "Type", "enum", "is_flags", "properties", "spelled"]
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


def is_text(node: Node) -> bool:
    """Whether it is a text, or a text that is not set."""
    return type_of(node).name == "string" and node.kind in '"n'


def mdo_list(node: Node) -> str:
    """The MDO list that the documentation names for a property; empty where it names none."""
    owner = type_of(node.parent) if node.parent is not None else None
    return mdo_list_of(owner.name, str(node.key)) if owner is not None and owner.known else ""


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


LEGACY = frozenset(("CustId", "CreatedByName", "OwnedByName", "CategoryName", "PriorityName", "TicketStatus"))
"""What only the older carrier `Ticket` has. Its references are bare numbers."""


def open_ticket(body: bytes, *, least: int = 3) -> Document:
    """The document in `body`, if it is a TicketEntity: an object with TicketId and `least` known properties in all.

    Its properties are cut, and it is known where rights stand in them: a window that shows them has nothing left to do.
    However the text spells the names of the schema, in the document they are spelled as there (see `spelling`).

    Raises InvalidJson or NotATicket.
    """
    if not body.strip():
        raise InvalidJson("empty")
    document = Document(body)
    if document.root.kind == "{" and document.root.get("TicketId") is None:
        document = Document.of(*spelling.read(document.root.raw))
    match document.root.kind:
        case "{":
            known = properties(ROOT).keys() & set(document.root.names()) - set(RIGHTS_PROPERTIES)
            if "TicketId" not in known or len(known) < least:
                raise NotATicket("no_ticket_properties")
            if _is_legacy(document.root):
                raise NotATicket("older_carrier")
        case "n":
            raise NotATicket("null")
        case _:
            raise NotATicket("not_object")
    know_rights(document)
    return document


def know_rights(document: Document) -> None:
    """Cut its properties, and find out where rights stand in them, before a window has to."""
    for node in (document.root, *document.root):
        node.derived(rights_rows)


def _is_legacy(root: Node) -> bool:
    """Whether it is a `Ticket`, as Agents/Ticket/GetTicket answers it."""
    names = {name.casefold() for name in root.names()}
    references = (root.get(name) for name in ("CreatedBy", "OwnedBy", "Category", "Priority"))
    are_numbers = any(node is not None and node.kind in "-0123456789" for node in references)
    return are_numbers and any(name.casefold() in names for name in LEGACY)

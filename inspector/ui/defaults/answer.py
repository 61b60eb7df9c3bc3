"""An answer as a ticket, ready to be shown."""

from __future__ import annotations

from inspector.domain import entity
from inspector.domain.document import Document
from inspector.domain.errors import InvalidJson, NotATicket, ServerTrouble
from inspector.words import glossary


def read_answer(body: bytes) -> Document:
    """The ticket in an answer, so that painting has nothing left to do. Raises InspectorError."""
    try:
        document = entity.open_ticket(body, least=1)
    except (InvalidJson, NotATicket) as error:
        raise ServerTrouble("unreadable", reason=str(error.facts.get("reason") or error.code)) from error
    document.default = document.root.served
    glossary.meaning("", "")  # read from its file here, not while painting
    return document

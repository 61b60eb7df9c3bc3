"""Small tickets, made of the members that a test is about."""

from __future__ import annotations

import json
from typing import Protocol

from inspector.domain import custom_fields, entity
from inspector.domain.document import Document
from tests.present import present

Right = str | int | tuple[str, str, int] | None
"""A mask, or (mask, reason, length)."""


class Draft(Protocol):
    """Makes a document: members as JSON text, `right_of` names the right to each that has one."""

    def __call__(
        self, members: str = '"Title": "Printer on fire"', table: str | None = None, **right_of: Right
    ) -> Document: ...


def make_draft(
    members: str = '"Title": "Printer on fire"', table: str | None = None, **right_of: Right
) -> Document:
    """See `Draft`."""
    rights = {}
    for name, given in right_of.items():
        mask, reason, length = given if isinstance(given, tuple) else (given, "", -1)
        rights[name] = {"FieldRight": {"Mask": mask, "Reason": reason}, "FieldLength": length}
    whole = json.dumps({"Mask": table, "Reason": ""} if table else None)
    return entity.open_ticket(
        f'{{"TicketId": 0, "Sentiment": 0, "ConnectId": -1, {members}, "TableRight": {whole}, '
        f'"FieldProperties": {json.dumps(rights)}}}'.encode()
    )


def make_told(fields: dict[str, object], *told: dict[str, object], **right_of: object) -> Document:
    """A ticket with these CustomFields, whose tenant tells this of them; `right_of`, their FieldProperties by name."""
    document = make_draft(f'"CustomFields": {json.dumps(fields)}')
    own = {f"CustomFields.{key}": right for key, right in right_of.items()}
    present(document.find(("FieldProperties",))).replace(json.dumps(own, separators=(",", ":")).encode())
    custom_fields.learn(document.root, custom_fields.read(told))
    return document

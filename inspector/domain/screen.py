"""What SuperOffice's request screen, and the ways in beside it, may show otherwise than the API's default."""

from __future__ import annotations

from dataclasses import dataclass

from inspector.domain.ladder import Gap

NEW_REQUEST = ("SalesLoadTicket", "SalesBeforeSaveTicket", "NewTicket", "TicketSave")
"""Events of CRMScript triggers that may change a new request (documentation of CRMScript.Event.Trigger); the first runs
before the screen opens."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """An enabled script that may change a new request."""

    name: str
    event: str


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A way in by mail, with what it gives a request; empty where it gives none."""

    address: str
    category: str = ""
    priority: str = ""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What may act on a new request besides its default, each as far as one may look."""

    triggers: tuple[Trigger, ...] | Gap
    relations: tuple[str, ...] | Gap
    """Names of the rules between related requests."""
    mailboxes: tuple[Mailbox, ...] | Gap


def event_of(told: str) -> str:
    """The event that a text stands for, by name or number; empty where it says nothing of new requests."""
    plain = told.strip()
    numbers = {"1020": "SalesLoadTicket"}
    return next((event for event in NEW_REQUEST if event.lower() == plain.lower()), numbers.get(plain, ""))

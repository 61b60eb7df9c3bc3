"""What the request screen and the ways in may add to a default: triggers, mail boxes, rules of relations, webhooks.

Sources: SuperOffice's pages on the archive EventHandler and on relation rules; Swagger of the agents CustomerService
and List, and of the REST interface of webhooks.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import NamedTuple

from inspector.demo import company, desk
from inspector.demo.localise import Date
from inspector.demo.texts import words
from inspector.demo.wire import Tree


class Trigger(NamedTuple):
    """A script that runs on an event."""

    id: int
    name: str
    screen: str
    enabled: bool
    day: str


_TRIGGERS = (
    Trigger(101, "Fill in the site address", "SalesLoadTicket", True, "2026-09-14"),
    Trigger(102, "Ask for the serial number of heat pumps", "SalesBeforeSaveTicket", True, "2026-02-03"),
    Trigger(103, "Tell the duty officer about outages", "TicketSave", True, "2025-11-20"),
    Trigger(104, "Greeting by SMS (trial)", "NewTicket", False, "2024-06-05"),
    Trigger(105, "Round the amount of an offer", "SalesBeforeSaveSale", True, "2025-01-16"),
)
MAILBOXES = (
    (1, "desk@fjordlys.example", 1, 2),
    (2, "outage@fjordlys.example", 12, 4),
    (3, "invoice@fjordlys.example", 9, 1),
)
"""Number, address, category, priority."""


def triggers() -> list[Tree]:
    """The archive EventHandler. Sources of scripts are no column of it."""
    return [
        {
            "screenChooserId": trigger.id,
            "name": trigger.name,
            "screenType": trigger.screen,
            "enabled": trigger.enabled,
            "uniqueIdentifier": f"fjordlys-trigger-{trigger.id}",
            "path": f"/triggers/{trigger.screen}",
            "updatedBy": "TIM",
            "updatedDate": Date(datetime.fromisoformat(trigger.day).replace(hour=8, tzinfo=UTC), "system"),
            "registeredBy": "TIM",
            "registeredDate": Date(datetime(2024, 6, 5, 8, tzinfo=UTC), "system"),
        }
        for trigger in _TRIGGERS
    ]


def mailboxes() -> list[Tree]:
    """The Mailbox carriers."""
    return [
        {
            "MailInFilterId": number,
            "Address": address,
            "CategoryName": desk.CATEGORIES[category].full_name,
            "PriorityName": desk.PRIORITIES[priority].name,
            "TableRight": None,
            "FieldProperties": {},
        }
        for number, address, category, priority in MAILBOXES
    ]


def webhooks(event: str = "") -> list[Tree]:
    """The Webhook carriers, those of an event if one is named. What they are signed with nobody gets."""
    found = [
        _webhook(1, "Outage map", ["ticket.created", "ticket.changed"]),
        _webhook(2, "Offers", ["sale.created"]),
    ]
    return [hook for hook, events in found if not event or event.lower() in events]


def _webhook(number: int, name: str, events: list[str]) -> tuple[Tree, list[str]]:
    stamp = Date(datetime(2025, 10, 1, 8, tzinfo=UTC), "system")
    hook: Tree = {
        "WebhookId": number,
        "Name": name,
        "Events": events,
        "TargetUrl": f"https://hooks.fjordlys.example/{number}",
        "Secret": "",
        "State": "Active",
        "Type": "webhook",
        "Headers": {},
        "Properties": {},
        "Registered": stamp,
        "RegisteredAssociate": company.associate(company.BY_ID[1]),
        "Updated": stamp,
        "UpdatedAssociate": company.associate(company.BY_ID[1]),
        "ErrorsEmail": "",
        "ErrorEmails": [],
        "ErrorAssociates": [],
        "Description": "",
        "NotifyVia": "None",
        "NotifyWhen": "None",
        "TotalCalls": 0,
        "TotalErrors": 0,
        "ConsecutiveErrors": 0,
        "LastError": "",
    }
    return hook, events


def relations() -> list[Tree]:
    """The TicketRelationDefinitionEntity carriers: two that are SuperOffice's own, and a rule of the house."""
    return [
        _relation(1, words("Related"), "Related", built_in=True),
        _relation(2, words("Parent"), "Parent", built_in=True),
        {
            **_relation(3, words("Outage of a site"), "Child"),
            "Description": words("Complaints about an outage hang below it"),
            "IsParentMandatory": True,
            "IsCloseWithParent": True,
            "SourceTicketTypes": [3],
            "DestinationTicketTypes": [2],
        },
    ]


def _relation(number: int, name: str, kind: str, *, built_in: bool = False) -> Tree:
    return {
        "TicketRelationDefId": number,
        "Name": name,
        "Description": "",
        "Rank": number,
        "RelationType": kind,
        "IsBuiltIn": built_in,
        "IsParentMandatory": False,
        "IsCloseParentWithChild": False,
        "IsPreventClosingParent": False,
        "IsCloseWithParent": False,
        "SourceTicketTypes": [],
        "DestinationTicketTypes": [],
        "TableRight": None,
        "FieldProperties": {},
    }

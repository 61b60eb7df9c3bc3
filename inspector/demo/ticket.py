"""The default ticket: what the server puts into a new TicketEntity for the persona who asks."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cache
from importlib import resources

from inspector.demo import business, company, custom, desk, people, preferences, rights, users, wire
from inspector.demo.company import Persona
from inspector.demo.localise import NO_DATE, Date
from inspector.demo.wire import Tree

_NULL_SYSTEM_DATE = Date(None, "system")
_DEFAULT_PRIORITY = 2
"""The first of those flagged as the default."""


def default(persona: Persona, now: datetime, type_id: int = 1) -> Tree:
    """The TicketEntity a new ticket starts with; `now` is the server's clock, so no two fetches are alike.

    A type decides before the category, that before the user, and the preferences come last. What NetServer answers
    for a type that the person can't choose is written nowhere; here it is the default one. Raises KeyError for an
    unknown type of request.
    """
    if persona.rights == "seed":
        return seed_sample()
    kind = desk.TYPES[type_id]
    if not (kind.is_default or kind.may_be_chosen(persona.associate.groups)):
        kind = desk.TYPES[1]
    user = users.of(persona.associate)
    category = desk.CATEGORIES[user.category or 1]
    status = desk.STATUSES[
        kind.status or category.status or user.default_status or _preferred_status(persona)
    ]
    priority = desk.PRIORITIES[kind.priority or _DEFAULT_PRIORITY]
    return {
        "TicketId": 0,
        "Title": "",
        **_dates(now, priority),
        **_desk(persona, kind, category, status, priority),
        **_people(persona),
        **_counters(),
        **_relations(persona, kind),
        "ExtraFields": custom.extra_fields(),
        "CustomFields": custom.custom_fields(),
        "TableRight": rights.table_right("TicketEntity", persona.rights),
        "FieldProperties": rights.of_entity(persona.rights),
    }


def _preferred_status(persona: Persona) -> int:
    setting = preferences.effective(persona.associate, "serviceSettings", "defaultTicketStatusOpen")
    return int(setting.value) if setting else 1


@cache
def seed_sample() -> Tree:
    """The sample answer of SuperOffice's own reference page for this call: lorem text, null rights."""
    source = resources.files("inspector.demo").joinpath("seed_ticket.json")
    sample: Tree = json.loads(source.read_text("utf-8"), parse_float=Decimal)
    return sample


def _dates(now: datetime, priority: desk.Priority) -> Tree:
    due = now.replace(microsecond=0, second=0)
    return {
        "CreatedAt": Date(now, digits=7),
        "LastChanged": Date(now, "system", digits=7),
        "ReadByOwner": NO_DATE,
        "ReadByCustomer": NO_DATE,
        "FirstReadByOwner": NO_DATE,
        "FirstReadByUser": None,
        "Activate": NO_DATE,
        "ClosedAt": _NULL_SYSTEM_DATE,
        "RepliedAt": NO_DATE,
        "AlertTimeout": Date(due + timedelta(minutes=priority.escalation[0])),
        "Deadline": Date(due + timedelta(minutes=priority.deadline)),
    }


def _desk(
    persona: Persona,
    kind: desk.Type,
    category: desk.Category,
    status: desk.Status,
    priority: desk.Priority,
) -> Tree:
    me = company.associate(persona.associate)
    return {
        "CreatedBy": me,
        "Author": None,
        "OwnedBy": me,
        "Category": desk.category(category, *_rights("TicketCategoryEntity", persona)),
        "Slevel": "External" if kind.external else "Internal",
        "Priority": desk.priority(priority, *_rights("TicketPriorityEntity", persona)),
        "BaseStatus": status.base,
        "Status": desk.status(status),
        "Origin": "Unknown" if persona.rights == "trainee" else "Phone",
    }


def _people(persona: Persona) -> Tree:
    trainee = persona.rights == "trainee"
    return {
        "Person": None if trainee else people.person(people.LAST_CALLER, *_rights("Person", persona)),
        "SecondaryPersons": [people.person(people.ALSO_CALLED, None, {})],
    }


def _counters() -> Tree:
    return {
        "AlertLevel": 1,
        "ConnectId": -1,
        "ReadStatus": "Red",
        **dict.fromkeys(_counters_in_order(), 0),
        "HasAttachment": False,
        "NumReplies": 0,
        "NumMessages": 0,
        "FromAddress": "",
        "Messages": [],
        "Tags": [business.tag(5)],
        "Language": "",
        "Sentiment": 0,
        "SentimentConfidence": 0,
        "SuggestedCategoryId": 0,
        "SuggestedCategoryName": None,
        "OrigHumanCategoryId": 0,
        "IconHint": "",  # nobody may read it
    }


def _counters_in_order() -> list[str]:
    """TimeToReply, RealTimeToReply … TimeSpent: all the minutes and seconds nobody has spent yet."""
    return [
        entry["name"]
        for entry in wire.schema()["TicketEntity"]
        if "Time" in entry["name"] and entry["type"] == "int32"
    ]


def _relations(persona: Persona, kind: desk.Type) -> Tree:
    admin = persona.rights == "admin"
    sale = business.sale(business.SALES[201], *_rights("Sale", persona))
    project = business.project(business.PROJECTS[301], *_rights("Project", persona))
    return {
        "Sale": sale if admin else None,
        "Project": project if admin else None,
        "FormSubmission": {"FormSubmissionId": 0, "EmailAddress": "", "Status": "Unknown"} if admin else None,
        "TicketType": desk.ticket_type(kind),
        "ActiveStatusMonitorId": 0,
        "TelemetryId": 12345678901234567890,  # newer than any schema, and larger than 64 bits hold
    }


def _rights(carrier: str, persona: Persona) -> tuple[object, object]:
    return rights.table_right(carrier, persona.rights), rights.of_carrier(carrier, persona.rights)

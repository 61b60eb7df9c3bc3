"""The service desk: categories three levels deep, statuses, priorities with escalation, types of request.

It is set up as desks are after some years, which means not quite: two priorities are the default; no status is the
default of what is postponed; a refund starts closed; installations restrict their priorities and have no default;
meter readings start with a status that they don't offer, and with a priority that was deleted; and nobody can see
requests that praise.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from inspector.demo import company, wire
from inspector.demo.localise import NO_DATE, Date
from inspector.demo.texts import path, words
from inspector.demo.wire import Tree

FULL: Tree = {"Mask": "FULL", "Reason": ""}


class Category(NamedTuple):
    """A category; `parent` is -1 at the top, `master` the associate responsible, `status` a number of STATUSES."""

    id: int
    parent: int
    english: str
    master: int
    external: str = ""
    flags: str = "ListInMain"
    status: int = 1
    """What its requests start with; 0 leaves that to the user."""
    delegates: str = "Weighted"
    closing: str = "UserDefined"

    @property
    def name(self) -> str:
        """Its own name in every language."""
        return words(self.english)

    @property
    def full_name(self) -> str:
        """The whole path, `Support/Hardware/Printers`, in every language."""
        lineage: list[str] = []
        here: Category | None = self
        while here:
            lineage.insert(0, here.english)
            here = CATEGORIES.get(here.parent)
        return path(*lineage)


CATEGORIES: dict[int, Category] = {
    category.id: category
    for category in (
        Category(1, -1, "Support", 4),
        Category(2, 1, "Hardware", 5),
        Category(3, 2, "Heat pumps", 5),
        Category(4, 2, "Chargers", 6),
        Category(5, 2, "Printers", 1, flags="Internal"),
        Category(6, 1, "Software", 4),
        Category(7, 6, "My page", 2, status=0),
        Category(8, 6, "Mobile app", 2, status=0),
        Category(9, -1, "Billing", 11, flags="ListInMain, DefaultToCategoryMaster"),
        Category(10, 9, "Meter reading", 11),
        Category(11, 9, "Refund", 11, flags="MembersOnly", status=2, closing="Closed"),
        Category(12, -1, "Power cuts", 6, "Power cuts", delegates="Not"),
    )
}


class Status(NamedTuple):
    """A request status and the base status it stands for."""

    id: int
    name: str
    base: str
    counter: str
    in_queue: bool = False
    is_default: bool = False
    """Of its base status."""


STATUSES = {
    status.id: status
    for status in (
        Status(1, words("Open"), "Active", "Internally", is_default=True),
        Status(2, words("Closed"), "Closed", "None", is_default=True),
        Status(3, words("Postponed"), "Postponed", "Externally"),
        Status(4, words("Deleted"), "Deleted", "None", is_default=True),
        Status(6, words("Waiting for parts"), "Active", "Externally"),
        Status(7, words("In queue"), "Active", "Queue", True),
    )
}
BASE_STATUSES = {
    1: ("Active", STATUSES[1].name),
    2: ("Closed", STATUSES[2].name),
    3: ("Postponed", STATUSES[3].name),
    4: ("Deleted", STATUSES[4].name),
    5: ("Merged", words("Linked")),
}


class Priority(NamedTuple):
    """A priority: minutes to its deadline, office hours, and minutes until each step of escalation."""

    id: int
    name: str
    deadline: int
    hours: tuple[int, int]
    weekend: bool
    escalation: tuple[int, ...]
    flags: str = "External"
    deleted: bool = False


PRIORITIES = {
    priority.id: priority
    for priority in (
        Priority(1, words("Low"), 2880, (8, 16), False, (1440,)),
        Priority(2, words("Medium"), 480, (8, 16), False, (120, 240), "External, Default"),
        Priority(3, words("High"), 240, (7, 18), False, (30, 60, 120), "External, Default, AlertSchedule"),
        Priority(4, words("No power"), 60, (0, 23), True, (10, 20, 40), "AlertSchedule"),
        Priority(5, words("Very low"), 9600, (8, 16), False, (4800,), deleted=True),
    )
}


_EVERYBODY = tuple(company.GROUPS)


class Type(NamedTuple):
    """A type of request with the status and priority it starts with; 0 leaves them to what else decides.

    `statuses` and `priorities` are those it offers, none meaning all. `groups` may see it, in +New only if `in_new`.
    """

    id: int
    name: str
    icon: str
    status: int = 0
    priority: int = 0
    groups: tuple[int, ...] = _EVERYBODY
    statuses: tuple[int, ...] = ()
    priorities: tuple[int, ...] = ()
    in_new: bool = True
    external: bool = True
    template: int = -1

    @property
    def is_default(self) -> bool:
        """Whether requests are of this type unless another is asked for."""
        return self.id == 1

    def may_be_chosen(self, groups: Collection[int]) -> bool:
        """Whether members of these groups can make requests of this type."""
        return self.in_new and not set(groups).isdisjoint(self.groups)


TYPES = {
    kind.id: kind
    for kind in (
        Type(1, words("Request"), "request", 1, 2),
        Type(2, words("Outage"), "bolt", 1, 4, (2, 3), (1, 2, 6), (3, 4), external=False),
        Type(3, words("Complaint"), "sad", 0, 3, (2,), template=21),
        Type(4, words("Installation"), "tools", groups=(3,), priorities=(1, 2, 3)),
        Type(5, words("Meter reading"), "gauge", 6, 5, statuses=(1, 2, 3), in_new=False),
        Type(6, words("Praise"), "heart", 2, 1, groups=()),
    )
}


def status(row: Status) -> Tree:
    """The TicketStatusEntity carrier."""
    return {
        "TicketStatusId": row.id,
        "Name": row.name,
        "Status": row.base,
        "TimeCounter": row.counter,
        "NoEmailReopen": row.base == "Deleted",
        "IsDefault": row.is_default,
        "UsedInQueue": row.in_queue,
        "TableRight": FULL,
        "FieldProperties": {},
    }


def category(row: Category, table_right: object, field_properties: object) -> Tree:
    """The TicketCategoryEntity carrier."""
    return {
        "TicketCategoryId": row.id,
        "ParentId": row.parent,
        "Name": row.name,
        "Fullname": row.full_name,
        "CategoryMaster": company.BY_ID[row.master].service_id,
        "Flags": row.flags,
        "DelegateMethod": row.delegates,
        "ExternalName": row.external,
        "ClosingStatus": row.closing,
        "MsgClosingStatus": "Active",
        "AssignmentLag": 5,
        "ReplyTemplate": -1,
        "NotificationEmail": "desk@fjordlys.example",
        "DefaultTicketStatus": status(STATUSES[row.status]) if row.status else None,
        "DefaultMessageStatus": None,
        "EffectiveReplyTemplateId": 12,
        "ExtraFields": {"x_room": "B 204", "x_oncall": "[I:1]"},
        "CustomFields": {"x_room": "B 204", "x_oncall": "[I:1]"},
        "TableRight": table_right,
        "FieldProperties": field_properties,
    }


def priority(row: Priority, table_right: object, field_properties: object) -> Tree:
    """The TicketPriorityEntity carrier. Of its hours only the time of day counts; a closed day has the null date."""
    carrier: Tree = {
        "TicketPriorityId": row.id,
        "Name": row.name,
        "Status": "Deleted" if row.deleted else "Normal",
        "Flags": row.flags,
        "SortOrder": row.id,
        "TicketRead": "Continue",
        "ChangedOwner": "Restart",
        "TicketNewinfo": "Restart",
        "TicketClosed": "Stop",
        "TicketChangedPriority": "Restart",
        "TicketNew": "Continue",
        "Deadline": row.deadline,
    }
    for name in ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"):
        open_day = row.weekend or not name.startswith("S")
        for edge, hour in zip(("Start", "Stop"), row.hours, strict=True):
            carrier[name + edge] = Date(datetime(1970, 1, 1, hour), "wall") if open_day else NO_DATE
    carrier["NonDates"] = [
        Date(datetime(2026, month, day), "wall") for month, day in ((5, 17), (12, 24), (12, 25))
    ]
    carrier["EscalationLevels"] = [_escalation(row, level) for level in range(len(row.escalation))]
    return {**carrier, "TableRight": table_right, "FieldProperties": field_properties}


def simple_priority(row: Priority) -> Tree:
    """The TicketPriority carrier, as simple lists have it."""
    return {"Id": row.id, "Value": row.name, "Tooltip": "", "TableRight": None, "FieldProperties": {}}


def _escalation(row: Priority, level: int) -> Tree:
    last = level == len(row.escalation) - 1
    return {
        "TicketAlertId": row.id * 10 + level,
        "AlertLevel": level + 1,
        "AlertTimeout": row.escalation[level],
        "Action": 3 if last else 1,
        "DelegateTo": company.BY_ID[4].service_id if last else -1,
        "ScriptId": -1,
        "EmailTo": "duty@fjordlys.example" if last else "",
        "SmsTo": "+47 911 00 911" if last else "",
        "ReplyTemplateIdCustomer": -1,
        "ReplyTemplateIdUser": 14,
        "ReplyTemplateIdCatmast": 15 if last else -1,
        "ReplyTemplateIdEmail": -1,
        "RtiCustomerSms": -1,
        "ReplyTemplateIdUserSms": -1,
        "ReplyTemplateIdCatmastSms": -1,
        "ReplyTemplateIdSms": -1,
        "TableRight": None,
        "FieldProperties": {},
    }


def ticket_type(row: Type) -> Tree:
    """The TicketType carrier, which a ticket has."""
    full = ticket_type_entity(row)
    return {
        **{entry["name"]: full[entry["name"]] for entry in wire.schema()["TicketType"]},
        "FieldProperties": None,
    }


def ticket_type_entity(row: Type) -> Tree:
    """The TicketTypeEntity carrier: what the administrator sees of a type."""
    return {
        "TicketTypeId": row.id,
        "Name": row.name,
        "Rank": row.id,
        "Tooltip": "",
        "Icon": row.icon,
        "DefaultTicketStatus": row.status,
        "TicketStatuses": list(row.statuses),
        "DefaultTicketPriority": row.priority,
        "TicketPriorities": list(row.priorities),
        "ReplyTemplate": row.template,
        "IsExternalVisible": row.external,
        "IsDefault": row.is_default,
        "ShowInNew": row.in_new,
        "ExcludeSignature": False,
        "ExcludeEmailRecipients": False,
        "ExternalAsDefault": row.external,
        "VisibleForGroups": list(row.groups),
        "ReplyForwardNoSignature": False,
        "ReplyExternalAsDefault": True,
        "TableRight": None,
        "FieldProperties": {},
    }

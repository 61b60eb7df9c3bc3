"""The service desk: categories three levels deep, statuses, priorities with escalation, types of request."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from inspector.demo.localise import NO_DATE, Date
from inspector.demo.texts import path, words
from inspector.demo.wire import Tree

FULL: Tree = {"Mask": "FULL", "Reason": ""}


class Category(NamedTuple):
    """A category; `parent` is -1 at the top, `master` the associate responsible."""

    id: int
    parent: int
    english: str
    master: int
    external: str = ""
    flags: str = "ListInMain"

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
        Category(7, 6, "My page", 2),
        Category(8, 6, "Mobile app", 2),
        Category(9, -1, "Billing", 11, flags="ListInMain, DefaultToCategoryMaster"),
        Category(10, 9, "Meter reading", 11),
        Category(11, 9, "Refund", 11, flags="MembersOnly"),
        Category(12, -1, "Power cuts", 6, "Power cuts"),
    )
}


class Status(NamedTuple):
    """A request status and the base status it stands for."""

    id: int
    name: str
    base: str
    counter: str
    in_queue: bool = False


STATUSES = {
    status.id: status
    for status in (
        Status(1, words("Open"), "Active", "Internally"),
        Status(2, words("Closed"), "Closed", "None"),
        Status(3, words("Postponed"), "Postponed", "Externally"),
        Status(4, words("Deleted"), "Deleted", "None"),
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


PRIORITIES = {
    priority.id: priority
    for priority in (
        Priority(1, words("Low"), 2880, (8, 16), False, (1440,)),
        Priority(2, words("Medium"), 480, (8, 16), False, (120, 240), "External, Default"),
        Priority(3, words("High"), 240, (7, 18), False, (30, 60, 120), "External, AlertSchedule"),
        Priority(4, words("No power"), 60, (0, 23), True, (10, 20, 40), "AlertSchedule"),
    )
}


class Type(NamedTuple):
    """A type of request with the status and priority it starts with."""

    id: int
    name: str
    icon: str
    status: int
    priority: int
    groups: tuple[int, ...] = ()


TYPES = {
    kind.id: kind
    for kind in (
        Type(1, words("Request"), "request", 1, 2),
        Type(2, words("Outage"), "bolt", 1, 4, (2, 3)),
        Type(3, words("Complaint"), "sad", 7, 3, (2,)),
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
        "IsDefault": row.id == 1,
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
        "CategoryMaster": row.master,
        "Flags": row.flags,
        "DelegateMethod": "Weighted",
        "ExternalName": row.external,
        "ClosingStatus": "UserDefined",
        "MsgClosingStatus": "Active",
        "AssignmentLag": 5,
        "ReplyTemplate": -1,
        "NotificationEmail": "desk@fjordlys.example",
        "DefaultTicketStatus": status(STATUSES[1]),
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
        "Status": "Normal",
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


def _escalation(row: Priority, level: int) -> Tree:
    last = level == len(row.escalation) - 1
    return {
        "TicketAlertId": row.id * 10 + level,
        "AlertLevel": level + 1,
        "AlertTimeout": row.escalation[level],
        "Action": 3 if last else 1,
        "DelegateTo": 4 if last else -1,
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
    """The TicketType carrier."""
    return {
        "TicketTypeId": row.id,
        "Name": row.name,
        "Icon": row.icon,
        "DefaultTicketStatus": row.status,
        "DefaultTicketPriority": row.priority,
        "IsDefault": row.id == 1,
        "ShowInNew": True,
        "ExcludeSignature": False,
        "ExcludeEmailRecipients": False,
        "ExternalAsDefault": row.id != 2,
        "VisibleForGroups": list(row.groups),
        "ReplyForwardNoSignature": False,
        "ReplyExternalAsDefault": True,
        "TableRight": None,
        "FieldProperties": None,
    }

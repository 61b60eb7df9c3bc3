"""Sales, projects and tags."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import NamedTuple

from inspector.demo.company import BY_ID
from inspector.demo.localise import NO_DATE, Date, Display
from inspector.demo.people import PERSONS
from inspector.demo.texts import words
from inspector.demo.wire import Tree


class Sale(NamedTuple):
    """An opportunity; money as written, so that 1.10 stays 1.10."""

    id: int
    title: str
    person_id: int
    owner: int
    amount: str
    percent: str
    currency: str
    status: str
    probability: int
    day: str


SALES = {
    sale.id: sale
    for sale in (
        Sale(
            201,
            "Heat pumps for the harbour wing",
            42,
            7,
            "124500.50",
            "1.10",
            "NOK",
            "Open",
            60,
            "2026-12-15",
        ),
        Sale(202, "Cold store, night tariff", 45, 7, "890000", "7.5", "NOK", "Sold", 100, "2026-06-01"),
        Sale(203, "Stage lights to LED", 49, 7, "310200.00", "12.00", "SEK", "Open", 40, "2027-01-20"),
        Sale(204, "Oven hall, heat recovery", 53, 5, "78500.25", "9.90", "DKK", "Open", 75, "2026-12-01"),
        Sale(205, "Quayside charging, 12 posts", 56, 8, "96400", "15", "EUR", "Stalled", 20, "2027-03-31"),
        Sale(206, "Museum climate control", 60, 9, "41999.99", "1.10", "EUR", "Open", 55, "2027-02-14"),
        Sale(207, "Solar roof, gymnasium", 64, 10, "58000.00", "4.20", "EUR", "Lost", 0, "2026-04-30"),
        Sale(208, "Service agreement, three years", 41, 7, "36000", "30", "NOK", "Sold", 100, "2026-02-10"),
    )
}


class Project(NamedTuple):
    """A project; names are proper nouns, its type and status are list items."""

    id: int
    name: str
    number: str
    owner: int
    status_id: int
    start: str


_TYPES = words("Installation")
_STATES = {
    1: words("Planned"),
    2: words("Under way"),
    3: words("Finished"),
}
PROJECTS = {
    project.id: project
    for project in (
        Project(301, "Harbour light", "10015", 7, 2, "2026-03-02"),
        Project(302, "Cold chain north", "10016", 6, 2, "2026-05-18"),
        Project(303, "Kulturhus 2030", "10017", 5, 1, "2027-01-11"),
        Project(304, "Bread and heat", "10018", 5, 2, "2026-09-07"),
        Project(305, "Hanse charging", "10019", 8, 1, "2027-04-01"),
        Project(306, "Quiet canals", "10020", 9, 3, "2025-02-03"),
    )
}

TAGS = {
    1: words("Warranty"),
    2: words("On site"),
    3: words("Complaint"),
    4: words("Praise"),
    5: words("Winter"),
}


def day(text: str, hour: int = 8) -> Date:
    """A day of the data, at a whole hour UTC."""
    return Date(datetime.fromisoformat(text).replace(hour=hour, tzinfo=UTC))


def sale(row: Sale, table_right: object, field_properties: object) -> Tree:
    """The Sale carrier, in server order."""
    who, owner = PERSONS[row.person_id], BY_ID[row.owner]
    amount, percent = Decimal(row.amount), Decimal(row.percent)
    month, date, year = row.day[5:7], row.day[8:], row.day[:4]
    return {
        "ContactName": who.company.name,
        "SaleDate": day(row.day),
        "SaleId": row.id,
        "Probability": row.probability,
        "Title": row.title,
        "Amount": amount,
        "Currency": row.currency,
        "ProjectName": "Harbour light",
        "AssociateFullName": owner.name,
        "Description": Display(f"[M:{row.amount}] {row.currency}, [D:{month}/{date}/{year}]"),
        "Status": row.status,
        "WeightedAmount": amount * row.probability / 100,
        "ProjectId": 301,
        "EarningPercent": percent,
        "Earning": (amount * percent / 100).quantize(Decimal("0.00001")),
        "ContactId": who.company.id,
        "AssociateId": owner.id,
        "PersonId": who.id,
        "SaleTypeId": 2,
        "SaleTypeName": words("Upgrade"),
        "PersonFullName": who.name,
        "Completed": "Started",
        "ActiveErpLinks": 0,
        "NextDueDate": "0001-01-01T00:00:00Z",  # tagged unasked: seen in captures
        "Number": f"S-{row.id}",
        "TableRight": table_right,
        "FieldProperties": field_properties,
    }


def project(row: Project, table_right: object, field_properties: object) -> Tree:
    """The Project carrier, in server order."""
    return {
        "ProjectId": row.id,
        "Name": row.name,
        "Description": "",
        "URL": f"https://projects.fjordlys.example/{row.number}",
        "Type": _TYPES,
        "AssociateId": row.owner,
        "AssociateFullName": BY_ID[row.owner].name,
        "TypeId": 1,
        "Updated": Date(datetime(2026, 11, 2, 13, 5, 44, 120_000, tzinfo=UTC), "system", 2),
        "StatusId": row.status_id,
        "Status": _STATES[row.status_id],
        "TextId": 0,
        "PublishTo": "0001-01-01T01:00:00+01:00",  # a null that was moved to local time: seen in captures
        "PublishFrom": NO_DATE,
        "IsPublished": False,
        "URLName": "",
        "ProjectNumber": row.number,
        "ActiveErpLinks": 0,
        "EventId": 0,
        "StartDate": day(row.start, hour=7),
        "TableRight": table_right,
        "FieldProperties": field_properties,
    }


def tag(tag_id: int) -> Tree:
    """The Tag carrier."""
    return {"Id": tag_id, "Name": TAGS[tag_id], "ToolTip": "", "TableRight": None, "FieldProperties": {}}

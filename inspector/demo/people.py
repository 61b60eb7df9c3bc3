"""The people who call Fjordlys Energi: customers, caretakers, a museum director with cold feet."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources
from typing import NamedTuple

from inspector.demo.company import ASSOCIATES, BY_ID, COMPANIES, Company
from inspector.demo.texts import words
from inspector.demo.wire import Tree

_POSITIONS = {
    "manager": words("General manager"),
    "caretaker": words("Caretaker"),
    "accounts": words("Accounts"),
    "technician": words("Technician"),
    "colleague": words("Colleague"),
}


class Person(NamedTuple):
    """A contact person; `position` is a key of the positions, `owner` the associate who looks after them."""

    id: int
    first: str
    middle: str
    last: str
    title: str
    position: str
    company_id: int
    mobile: str
    email: str
    owner: int = 2
    associate_id: int = 0
    note: str = ""

    @property
    def name(self) -> str:
        """First, middle and last name."""
        return " ".join(part for part in (self.first, self.middle, self.last) if part)

    @property
    def company(self) -> Company:
        """Where they work."""
        return COMPANIES[self.company_id]


def _customers() -> Iterator[Person]:
    """The rows of people.tsv, whose columns are the fields of Person."""
    lines = resources.files("inspector.demo").joinpath("people.tsv").read_text("utf-8").splitlines()
    for line in lines[1:]:
        number, *texts, owner, associate_id, note = line.split("\t")
        first, middle, last, title, position, company_id, mobile, email = texts
        yield Person(
            int(number),
            first,
            middle,
            last,
            title,
            position,
            int(company_id),
            mobile,
            email,
            int(owner),
            int(associate_id),
            note,
        )


_COLLEAGUES = tuple(
    Person(
        who.person_id,
        who.first,
        "",
        who.last,
        "",
        "colleague",
        1,
        "",
        f"{who.user.lower()}@fjordlys.example",
        1,
        who.id,
    )
    for who in ASSOCIATES
)
PERSONS = {person.id: person for person in (*_COLLEAGUES, *_customers())}
LAST_CALLER, ALSO_CALLED = PERSONS[42], PERSONS[44]


def person(who: Person, table_right: object, field_properties: object) -> Tree:
    """The Person carrier, in server order."""
    owner, company = BY_ID[who.owner], who.company
    formal = f"{who.last}, {who.first}"
    return {
        "Position": _POSITIONS[who.position],
        "PersonId": who.id,
        "Mrmrs": who.title,
        "Firstname": who.first,
        "Lastname": who.last,
        "MiddleName": who.middle,
        "Title": "",
        "Description": who.note,
        "Email": who.email,
        "FullName": who.name,
        "DirectPhone": "",
        "FormalName": formal,
        "CountryId": company.country,
        "ContactId": company.id,
        "ContactName": company.name,
        "Retired": 0,
        "Rank": 1,
        "ActiveInterests": 2,
        "ContactDepartment": company.department,
        "ContactCountryId": company.country,
        "ContactOrgNr": company.org_nr,
        "FaxPhone": company.fax,
        "MobilePhone": who.mobile,
        "ContactPhone": company.phone,
        "AssociateName": owner.name,
        "AssociateId": owner.id,
        "UsePersonAddress": False,
        "ContactFax": company.fax,
        "Kanafname": None,
        "Kanalname": None,
        "Post1": None,
        "Post2": None,
        "Post3": None,
        "EmailName": who.name,
        "ContactFullName": f"{company.name}, {company.department}" if company.department else company.name,
        "ActiveErpLinks": 0,
        "TicketPriorityId": 2,
        "SupportLanguageId": 1,
        "SupportAssociateId": owner.id,
        "CategoryName": words("Customer"),
        "PersonNumber": f"P{10_000 + who.id}",
        "TableRight": table_right,
        "FieldProperties": field_properties,
    }

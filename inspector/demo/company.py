"""Fjordlys Energi AS: who works there, who signs in, and its customers' companies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from inspector.demo.wire import Tree

COMPANY = (1, "Fjordlys Energi AS")
NOBODY, AUTOMATIC = 0, 2147483647  # what AssociateId means as the owner of a ticket


class Associate(NamedTuple):
    """A colleague; `service_id` is the Service user (0: none), `group` a number of GROUPS."""

    id: int
    user: str
    first: str
    last: str
    group: int
    service_id: int
    title: str
    retired: bool = False

    @property
    def person_id(self) -> int:
        """Their own person card."""
        return 10 + self.id

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first} {self.last}"

    @property
    def groups(self) -> frozenset[int]:
        """Their own group, and those they belong to besides."""
        return frozenset((self.group, *SECONDARY_GROUPS.get(self.id, ())))


GROUPS = {1: "Administration", 2: "Customer care", 3: "Field service", 4: "Sales"}
ASSOCIATES = (
    Associate(1, "TIM", "Tim", "Høyland", 1, 2, "CRM administrator"),
    Associate(2, "INGRID", "Ingrid", "Solbakken", 2, 3, "Service agent"),
    Associate(3, "JONAS", "Jonas", "Lindqvist", 2, 4, "Trainee"),
    Associate(4, "ASTRID", "Astrid", "Bjørnstad", 2, 5, "Head of customer care"),
    Associate(5, "MIKKEL", "Mikkel", "Østergaard", 3, 6, "Field engineer, Denmark"),
    Associate(6, "SAARA", "Saara", "Nieminen", 3, 7, "Field engineer, battery storage"),
    Associate(7, "HANNE", "Hanne", "Brekke", 4, 0, "Key account manager"),
    Associate(8, "LUKAS", "Lukas", "Krüger", 4, 0, "Sales, Germany"),
    Associate(9, "FEMKE", "Femke", "de Vries", 2, 8, "Service agent, Benelux"),
    Associate(10, "CAMILLE", "Camille", "Lefèvre", 2, 9, "Service agent, France"),
    Associate(11, "PREBEN", "Preben", "Øye", 1, 11, "Accounts"),
    Associate(12, "GUNNVOR", "Gunnvor", "Åsen", 2, 10, "Service agent", True),
)
BY_ID = {associate.id: associate for associate in ASSOCIATES}
SECONDARY_GROUPS = {1: (2,)}
"""By AssociateId: the groups somebody belongs to besides their own."""


class Company(NamedTuple):
    """A customer's company; `country` is SuperOffice's own country number (578 Norway, 752 Sweden …)."""

    id: int
    name: str
    department: str
    country: int
    org_nr: str
    phone: str
    fax: str


COMPANIES = {
    company.id: company
    for company in (
        Company(1, "Fjordlys Energi AS", "Bergen", 578, "987 654 321", "+47 55 01 23 00", "+47 55 01 23 01"),
        Company(2, "Bryggen Hotell AS", "Drift", 578, "912 345 678", "+47 55 30 40 50", ""),
        Company(3, "Lofoten Fiskemottak SA", "Kjøl og frys", 578, "923 456 781", "+47 76 05 11 22", ""),
        Company(4, "Göta Kulturhus", "Fastighet", 752, "556677-8899", "+46 31 700 10 20", "+46 31 700 10 21"),
        Company(5, "Kastrup Bageri A/S", "", 208, "DK 31 22 44 55", "+45 32 50 60 70", ""),
        Company(
            6, "Hansehafen Lübeck GmbH", "Gebäudetechnik", 276, "HRB 20417", "+49 451 38 20", "+49 451 38 21"
        ),
        Company(7, "Grachtenhuis Musea B.V.", "Facilitair", 528, "KvK 33445566", "+31 20 555 01 02", ""),
        Company(
            8, "Lycée Jean-Rostand", "Intendance", 250, "SIRET 196 712 340 00017", "+33 3 88 14 43 50", ""
        ),
    )
}


@dataclass(frozen=True)
class Persona:
    """A sign-in of the demo: the rights it stands for and the colleague behind it."""

    user: str
    rights: str
    associate: Associate
    role: str


PASSWORD = "demo"
PERSONAS = {
    persona.user: persona
    for persona in (
        Persona("admin", "admin", BY_ID[1], "System administrator"),
        Persona("agent", "agent", BY_ID[2], "Service agent"),
        Persona("trainee", "trainee", BY_ID[3], "Trainee, restricted"),
        Persona("seed", "seed", BY_ID[1], "System administrator"),
    )
}


def associate(who: Associate) -> Tree:
    """The Associate carrier: list-like, so its rights are FULL and an empty dictionary."""
    return {
        "AssociateId": who.id,
        "Name": who.user,
        "PersonId": who.person_id,
        "Rank": who.id,
        "Tooltip": f"{who.name}, {who.title}",
        "Type": "InternalAssociate",
        "GroupIdx": who.group,
        "FullName": who.name,
        "FormalName": f"{who.last}, {who.first}",
        "Deleted": who.retired,
        "EjUserId": who.service_id,
        "UserName": f"{who.user.lower()}@fjordlys.example",
        "ExtraFields": {},
        "CustomFields": {},
        "TableRight": {"Mask": "FULL", "Reason": ""},
        "FieldProperties": {},
    }


def function_rights(persona: Persona) -> list[str]:
    """What their role may do besides."""
    return ["AllowBulkUpdate", "AdminAll"] if persona.associate.group == 1 else ["HideCrmScriptButton"]


def principal(persona: Persona) -> Tree:
    """The SoPrincipalCarrier of the signed-in user."""
    who = persona.associate
    admin = persona.associate.group == 1
    return {
        "UserType": "InternalAssociate",
        "Associate": who.user,
        "AssociateId": who.id,
        "IsPerson": True,
        "PersonId": who.person_id,
        "CountryId": 578,
        "HomeCountryId": 578,
        "ContactId": COMPANY[0],
        "GroupId": who.group,
        "BusinessId": 3,
        "CategoryId": 1,
        "ContactOwner": 1,
        "RoleId": 1 if admin else 4,
        "RoleName": persona.role,
        "RoleDescription": "",
        "RoleType": "Employee",
        "Licenses": ["SuperOffice.user", "SuperOffice.service", "SuperOffice.web"],
        "FullName": who.name,
        "EMailAddress": f"{who.user.lower()}@fjordlys.example",
        "FunctionRights": function_rights(persona),
        "EjUserId": who.service_id,
        "EjAccessLevel": 1 if admin else 0,
        "EjUserStatus": "StatusNormal",
        "ProvidedCredentials": [],
        "SecondaryGroups": list(SECONDARY_GROUPS.get(who.id, ())),
        "DatabaseContextIdentifier": "Default",
        "UserName": persona.user,
    }

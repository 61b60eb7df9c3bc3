"""Tickets that were saved: whole entities whatever was sent, the older carrier of numbers, and rows of the archive.

Sources: Swagger of the Ticket agent and of the REST interface; SuperOffice's page on its archive Ticket; its official
client for how entities are sent back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from inspector.demo import business, company, desk, people, rights, ticket
from inspector.demo.binding import blank, bound
from inspector.demo.call import Call, Refused
from inspector.demo.company import Persona
from inspector.demo.localise import Date
from inspector.demo.wire import Tree

_OWN = ("TicketId", "CreatedAt", "CreatedBy", "BaseStatus", "ActiveStatusMonitorId")
"""What the server decides, whatever is sent; the base status goes with the status."""
_NEEDED = ("Category", "OwnedBy", "Priority", "Status", "TicketType")
"""What a ticket always has."""


def save(call: Call, sent: object) -> Tree:
    """Save an entity under its number, or as a new one where it has none. Answers the whole of it.

    What is not sent stays what it was, or is the default. Raises Refused.
    """
    if not isinstance(sent, dict):
        raise Refused(400, "ArgumentNull", "A TicketEntity is needed in the body of the request.")
    entity = bound(sent, "TicketEntity")
    assert isinstance(entity, dict)
    number = entity.get("TicketId") or 0
    if not isinstance(number, int) or isinstance(number, bool):
        raise Refused(400, "Malformed", "TicketId is not a number.")
    _check(call.persona, "Update" if number else "Insert")
    before = _found(call, number) if number else _new(call, entity)
    saved = _changed(before, entity)
    saved["LastChanged"] = Date(call.now, "system", digits=7)
    saved["TicketId"] = number = number or call.store.next_ticket()
    call.store.tickets[number] = saved
    return whole(saved, call.persona)


def _changed(before: Tree, sent: Tree) -> Tree:
    saved = {**before}
    spelled = {name.lower(): name for name in before}  # the server has more than the schema
    for given, value in sent.items():
        name = spelled.get(given.lower(), given)
        if name not in _OWN:
            saved[name] = _over(name, before.get(name), value)
    saved["BaseStatus"] = _base_of(saved["Status"]) or before["BaseStatus"]
    return saved


def _new(call: Call, sent: Tree) -> Tree:
    """What a ticket of the type that was sent begins with."""
    kind = _number_of(sent.get("TicketType"), "TicketTypeId")
    asked = call.persona if call.persona.rights != "seed" else company.PERSONAS["admin"]
    return {**ticket.default(asked, call.now, kind if kind in desk.TYPES else 1)}


def _over(name: str, before: object, sent: object) -> object:
    """What is sent, over what was there: dictionaries by their keys; nothing over what a ticket needs."""
    if isinstance(sent, dict) and name in ("ExtraFields", "CustomFields") and isinstance(before, dict):
        return before | sent
    if name in _NEEDED and not (isinstance(sent, dict) and _key_of(name) in sent):
        return before
    return sent


def find(call: Call, number: int) -> Tree:
    """The whole entity. Raises KeyError."""
    return whole(call.store.tickets[number], call.persona)


def _found(call: Call, number: int) -> Tree:
    try:
        return call.store.tickets[number]
    except KeyError as error:
        raise Refused(404, "SoNotFoundException", f"Ticket {number} was not found.") from error


def delete(call: Call, number: int) -> None:
    """Take it away. Raises Refused; KeyError where it is not there."""
    _check(call.persona, "Delete")
    del call.store.tickets[number]


def _check(persona: Persona, right: str) -> None:
    if not rights.may(persona.rights, right):
        raise Refused(403, "SoSentryException", f"Sentry denies access: {right} on table ticket.")


# -- whole entities -------------------------------------------------------------------------------------


def whole(saved: Tree, persona: Persona) -> Tree:
    """The entity as it is served to somebody: each carrier with all that its number stands for, and their rights."""
    entity = {name: _filled(name, value, saved, persona) for name, value in saved.items()}
    return entity | {
        "TableRight": rights.table_right("TicketEntity", persona.rights),
        "FieldProperties": rights.of_entity(persona.rights),
    }


_Carrier = Callable[[int, Persona], Tree]


def _carrier_rights(carrier: str, persona: Persona) -> tuple[object, object]:
    return rights.table_right(carrier, persona.rights), rights.of_carrier(carrier, persona.rights)


def _category(number: int, persona: Persona) -> Tree:
    return desk.category(desk.CATEGORIES[number], *_carrier_rights("TicketCategoryEntity", persona))


def _priority(number: int, persona: Persona) -> Tree:
    return desk.priority(desk.PRIORITIES[number], *_carrier_rights("TicketPriorityEntity", persona))


def _person(number: int, persona: Persona) -> Tree:
    return people.person(people.PERSONS[number], *_carrier_rights("Person", persona))


def _sale(number: int, persona: Persona) -> Tree:
    return business.sale(business.SALES[number], *_carrier_rights("Sale", persona))


def _project(number: int, persona: Persona) -> Tree:
    return business.project(business.PROJECTS[number], *_carrier_rights("Project", persona))


CARRIERS: dict[str, tuple[str, _Carrier]] = {
    "TicketTypeEntity": ("TicketTypeId", lambda number, _: desk.ticket_type_entity(desk.TYPES[number])),
    "TicketType": ("TicketTypeId", lambda number, _: desk.ticket_type(desk.TYPES[number])),
    "TicketCategoryEntity": ("TicketCategoryId", _category),
    "TicketStatusEntity": ("TicketStatusId", lambda number, _: desk.status(desk.STATUSES[number])),
    "TicketPriorityEntity": ("TicketPriorityId", _priority),
    "Associate": ("AssociateId", lambda number, _: company.associate(company.BY_ID[number])),
    "Person": ("PersonId", _person),
    "Sale": ("SaleId", _sale),
    "Project": ("ProjectId", _project),
    "Tag": ("Id", lambda number, _: business.tag(number)),
}
"""By name: the property with its number, and what makes it. Raises KeyError where there is no such thing."""
_PROPERTIES = {
    "CreatedBy": "Associate",
    "OwnedBy": "Associate",
    "Category": "TicketCategoryEntity",
    "Priority": "TicketPriorityEntity",
    "Status": "TicketStatusEntity",
    "Person": "Person",
    "SecondaryPersons": "Person",
    "Sale": "Sale",
    "Project": "Project",
    "Tags": "Tag",
    "TicketType": "TicketType",
}


def _key_of(name: str) -> str:
    return CARRIERS[_PROPERTIES[name]][0]


def _number_of(carrier: object, key: str) -> int:
    """The number in a carrier; 0 where it has none."""
    number = carrier.get(key) if isinstance(carrier, dict) else 0
    return number if isinstance(number, int) and not isinstance(number, bool) else 0


def _filled(name: str, value: object, saved: Tree, persona: Persona) -> object:
    if name not in _PROPERTIES:
        return value
    if isinstance(value, list):
        filled = [_filled_one(name, item, saved, persona) for item in value if isinstance(item, dict)]
        no_rights: Tree = {"TableRight": None, "FieldProperties": {}}  # as carriers in lists have
        return [item | no_rights for item in filled if item is not None]
    return _filled_one(name, value, saved, persona) if isinstance(value, dict) else None


def _filled_one(name: str, value: Tree, saved: Tree, persona: Persona) -> Tree | None:
    """All that the number in a carrier stands for; of an unknown one, what was sent."""
    carrier = _PROPERTIES[name]
    key, make = CARRIERS[carrier]
    number = _number_of(value, key)
    if name == "OwnedBy" and number == company.AUTOMATIC:
        number = _assigned(saved)
    if not number:
        return blank(carrier) if name == "OwnedBy" else None
    try:
        return make(number, persona)
    except KeyError:
        return blank(carrier) | value


def _assigned(saved: Tree) -> int:
    """Who gets what the category assigns: whoever is responsible, or nobody where it assigns to nobody."""
    category = desk.CATEGORIES.get(_number_of(saved["Category"], "TicketCategoryId"))
    return category.master if category and category.delegates != "Not" else company.NOBODY


def _base_of(status: object) -> str | None:
    row = desk.STATUSES.get(_number_of(status, "TicketStatusId"))
    return row.base if row else None


# -- other shapes ---------------------------------------------------------------------------------------


def older(entity: Tree) -> Tree:
    """The carrier Ticket, of numbers and names, from a whole entity."""
    person, owner = _part(entity, "Person"), _part(entity, "OwnedBy")
    category, status, priority = _part(entity, "Category"), _part(entity, "Status"), _part(entity, "Priority")
    creator, kind = _part(entity, "CreatedBy"), _part(entity, "TicketType")
    sale, project, form = _part(entity, "Sale"), _part(entity, "Project"), _part(entity, "FormSubmission")
    return {
        **_copied(entity, "TicketId Title CreatedAt LastChanged ReadByOwner ReadByCustomer FirstReadByUser"),
        **_copied(entity, "Activate ClosedAt RepliedAt AlertTimeout Deadline"),
        "CreatedBy": creator.get("EjUserId", 0),
        "CreatedByName": creator.get("FullName", ""),
        "Author": entity["Author"],
        "OwnedBy": owner.get("EjUserId", 0),
        "OwnedByName": owner.get("FullName", ""),
        "Category": category.get("TicketCategoryId", 0),
        "CategoryName": category.get("Name", ""),
        "CategoryFullname": category.get("Fullname", ""),
        "Slevel": entity["Slevel"],
        "Priority": priority.get("TicketPriorityId", 0),
        "PriorityName": priority.get("Name", ""),
        "BaseStatus": entity["BaseStatus"],
        "TicketStatus": status.get("TicketStatusId", 0),
        "TicketStatusDisplayValue": status.get("Name", ""),
        "Origin": entity["Origin"],
        "CustId": person.get("PersonId", 0),
        "PersonFirstname": person.get("Firstname", ""),
        "PersonMiddleName": person.get("MiddleName", ""),
        "PersonLastname": person.get("Lastname", ""),
        "PersonFullname": person.get("FullName", ""),
        **_copied(entity, "AlertLevel ConnectId ReadStatus TimeToReply RealTimeToReply TimeToClose"),
        **_copied(entity, "RealTimeToClose TimeSpentInternally TimeSpentExternally TimeSpentQueue"),
        **_copied(entity, "RealTimeSpentInternally RealTimeSpentExternally RealTimeSpentQueue TimeSpent"),
        **_copied(entity, "HasAttachment NumReplies NumMessages FromAddress"),
        "ContactId": person.get("ContactId", 0),
        "ContactName": person.get("ContactName", ""),
        "OwnedByAssociateId": owner.get("AssociateId", 0),
        **_copied(entity, "Language Sentiment SentimentConfidence"),
        "SaleId": sale.get("SaleId", 0),
        "ProjectId": project.get("ProjectId", 0),
        "SaleHeading": sale.get("Title", ""),
        "ProjectName": project.get("Name", ""),
        "FormSubmissionId": form.get("FormSubmissionId", 0),
        "TicketTypeId": kind.get("TicketTypeId", 0),
        "TicketTypeName": kind.get("Name", ""),
        "TableRight": entity["TableRight"],
        "FieldProperties": {},
    }


def _part(entity: Tree, name: str) -> Tree:
    carrier = entity.get(name)
    return carrier if isinstance(carrier, dict) else {}


def _copied(entity: Tree, names: str) -> Tree:
    return {name: entity[name] for name in names.split()}


def rows(call: Call) -> Iterable[Tree]:
    """The archive Ticket."""
    for number in call.store.tickets:
        one = older(find(call, number))
        yield {
            "ticketId": number,
            "title": one["Title"],
            "createdAt": one["CreatedAt"],
            "lastChanged": one["LastChanged"],
            "deadline": one["Deadline"],
            "author": one["Author"],
            "ticketTypeName": one["TicketTypeName"],
            "ticketStatusId": one["TicketStatus"],
            "ticketStatusName": one["TicketStatusDisplayValue"],
            "priorityId": one["Priority"],
            "priorityName": one["PriorityName"],
            "categoryId": one["Category"],
            "categoryFullName": one["CategoryFullname"],
            "slevel": one["Slevel"],
            "origin": one["Origin"],
            "ownedBy": one["OwnedByName"],
            "ownedBy/associateDbId": one["OwnedByAssociateId"],
            "ownedBy/fullName": one["OwnedByName"],
            "createdBy": one["CreatedByName"],
            "createdBy/fullName": one["CreatedByName"],
            "personId": one["CustId"],
            "contactId": one["ContactId"],
            "saleId": one["SaleId"],
            "projectId": one["ProjectId"],
        }


def message(call: Call) -> Tree:
    """The TicketMessageEntity that a new message starts with."""
    return {
        "EjMessageId": 0,
        "Ticket": None,
        "CreatedAt": Date(call.now),
        "CreatedBy": company.associate(call.persona.associate),
        "Author": call.persona.associate.name,
        "Slevel": "Internal",
        "Type": "Html",
        "MessageId": "",
        "TimeSpent": 0,
        "Body": "",
        "HtmlBody": "",
        "EmailHeader": "",
        "DebugInfo": "",
        "MailSorter": "",
        "MessageCategory": "Message",
        "Person": None,
        "SearchTitle": "",
        "MessageHeaders": [],
        "Important": False,
        "Language": "",
        "Sentiment": 0,
        "SentimentConfidence": 0,
        "Badge": "Unknown",
        "AttachmentsInfo": [],
        "ExtraFields": {},
        "CustomFields": {},
        "TableRight": None,
        "FieldProperties": {},
    }

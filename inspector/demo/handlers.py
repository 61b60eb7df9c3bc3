"""What each address answers: one table, and small functions from a call to a tree."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import parse_qsl

from inspector.demo import (
    archive,
    business,
    company,
    custom,
    desk,
    lists,
    people,
    preferences,
    rights,
    surroundings,
    texts,
    ticket,
    timezones,
)
from inspector.demo.call import Call, Refused
from inspector.demo.localise import Date

Handler = Callable[[Call], object]


def form(body: bytes) -> dict[str, str]:
    """The fields of an application/x-www-form-urlencoded body."""
    return dict(parse_qsl(body.decode("utf-8", "replace")))


def _default_ticket(call: Call) -> object:
    return ticket.default(call.persona, call.now)


def _default_for_type(call: Call) -> object:
    wanted = call.argument("TicketTypeId", 0)
    try:
        return ticket.default(call.persona, call.now, int(str(wanted)))
    except (KeyError, ValueError):
        return None  # agents answer 200 and null where nothing is found


def _save_ticket(call: Call) -> object:
    if not rights.may_insert(call.persona.rights):
        raise Refused(403, "SoSentryException", "Sentry denies access: Insert on table ticket.")
    if not isinstance(call.body, dict):
        raise Refused(400, "ArgumentNull", "A TicketEntity is needed in the body of the request.")
    number = call.body.get("TicketId") or 48_213 + len(call.store.tickets)
    if not isinstance(number, int) or isinstance(number, bool):
        raise Refused(400, "Malformed", "TicketId is not a number.")
    saved = {
        **call.body,
        "TicketId": number,
        "LastChanged": call.locale.date(Date(call.now, "system", digits=7)),
    }
    call.store.tickets[number] = saved
    return saved


def _saved_ticket(call: Call) -> object:
    found = call.store.tickets.get(int(call.path["id"]))
    if found is None:
        raise Refused(404, "SoNotFoundException", f"Ticket {call.path['id']} was not found.")
    return found


def _rows(call: Call, name: str, additional: str, query: str) -> list[lists.Item]:
    try:
        return lists.rows(name, additional, query, call.locale, call.persona.associate.groups)
    except KeyError as error:
        raise Refused(404, "SoNotFoundException", f"There is no list named {name}.") from error


def _list(call: Call, *, selectable: bool = False) -> object:
    query = call.query.get("query") or call.query.get("search", "")
    found = _rows(call, call.path["name"], call.query.get("additional", ""), query)
    flat = bool(query) or call.query.get("flat", "").lower() == "true"
    return lists.items(found, flat=flat, selectable=selectable)


def _agent_list(call: Call) -> object:
    query = str(call.argument("SearchValue") or "")
    found = _rows(call, str(call.argument("Name")), str(call.argument("AdditionalInfo") or ""), query)
    return lists.items(found, flat=bool(query) or bool(call.argument("ForceFlatList")))


def _of_the_setup(handle: Handler) -> Handler:
    """What only those may ask who may see how others are set up."""

    def guarded(call: Call) -> object:
        if not rights.may_look(call.persona.rights):
            raise Refused(403, "SoSentryException", "Sentry denies access: the role may not see settings.")
        return handle(call)

    return guarded


def _search(name: str) -> Handler:
    """An archive by its name; what is set up shows only to those who may see it."""

    def search(call: Call) -> object:
        try:
            return archive.search(archive.of(name, call.query), call.query, call.url, call.locale)
        except archive.QueryError as error:
            raise Refused(400, "SoArchiveException", f"The query is not understood: {error}") from error

    return _of_the_setup(search) if name.lower() in _GUARDED else search


_GUARDED = ("dynamic", "eventhandler", "mappedpreferences", "userpreferences")


def _archive(call: Call) -> object:
    name = call.path["provider"]
    try:
        return _search(name)(call)
    except KeyError as error:
        raise Refused(404, "SoNotFoundException", f"There is no archive named {name}.") from error


def _number(call: Call, name: str) -> int:
    """The primary key that a getter is called with: in the address, or in the body. Raises Refused."""
    given = call.query.get(name.lower()) or call.argument(name)
    try:
        return int(str(given))
    except ValueError as error:
        raise Refused(400, "Malformed", f"{name} is not a number.") from error


def _getter(name: str, make: Callable[[Call, int], object]) -> Handler:
    """One carrier by its primary key; null where there is none, as agents answer."""

    def get(call: Call) -> object:
        try:
            return make(call, _number(call, name))
        except KeyError:
            return None

    return get


def _rights(call: Call, carrier: str) -> tuple[object, object]:
    who = call.persona.rights
    return rights.table_right(carrier, who), rights.of_carrier(carrier, who)


def _preferences(call: Call) -> object:
    specifications = call.argument("Specifications")
    if not isinstance(specifications, list):
        raise Refused(400, "ArgumentNull", "Specifications are needed in the body of the request.")
    named = [_in_any_case(one) for one in specifications]
    return [preferences.preference(call.persona, one.get("section", ""), one.get("key", "")) for one in named]


def _in_any_case(names: object) -> dict[str, str]:
    """Texts by their name in lower case; of anything but an object, none."""
    return {key.lower(): str(value) for key, value in names.items()} if isinstance(names, dict) else {}


def _startup(call: Call) -> object:
    offset = call.now.astimezone(timezones.BASE.info).utcoffset() or timedelta()
    return preferences.startup(call.persona, round(offset.total_seconds() / 60))


def _zone(call: Call) -> object:
    zone = timezones.BASE
    standard, daylight = zone.offsets
    rules = {
        "StartDay": 0,
        "StartMonth": 10,
        "EndDay": 0,
        "EndMonth": 3,
        "StartRulePattern": "last Sun",
        "EndRulePattern": "last Sun",
    }
    return {
        "TZLocationID": zone.id,
        "Name": zone.country,
        "TZLocationCode": zone.code,
        "TZLocationCities": zone.cities,
        "IsoNumber": zone.country_id,
        "TimeZoneSTDRules": {"Default": {**rules, "TZOffset": round(standard.total_seconds() / 60)}},
        "TimeZoneDSTRules": {
            "Default": {
                **rules,
                "StartMonth": 3,
                "EndMonth": 10,
                "TZOffset": round(daylight.total_seconds() / 60),
            }
        },
    }


def _preferred_zone(call: Call) -> object:
    zone = timezones.BASE
    return {
        "PreferenceId": 0,
        "TZLocationId": zone.id,
        "LocationCode": zone.code,
        "Description": zone.label,
        "Country": zone.country,
        "Bias": round(zone.offsets[0].total_seconds() / 60),
    }


def _string(call: Call) -> object:
    """A string id in the language asked for, else as it is stored."""
    name = call.path["id"].upper()
    if texts.resource(name) is None:
        raise Refused(404, "SoNotFoundException", f"There is no string {name}.")
    language = call.query.get("isolangcode", "")
    locale = call.locale.of({"so-language": language}) if language else call.locale
    return locale.text(f"[{name}]")


def _types(call: Call) -> object:
    return [desk.ticket_type_entity(row) for row in desk.TYPES.values()]


_type = _getter("ticketTypeEntityId", lambda call, key: desk.ticket_type_entity(desk.TYPES[key]))
_category = _getter(
    "ticketCategoryEntityId",
    lambda call, key: desk.category(desk.CATEGORIES[key], *_rights(call, "TicketCategoryEntity")),
)
_status = _getter("ticketStatusEntityId", lambda call, key: desk.status(desk.STATUSES[key]))
_priority = _getter(
    "ticketPriorityEntityId",
    lambda call, key: desk.priority(desk.PRIORITIES[key], *_rights(call, "TicketPriorityEntity")),
)
_person = _getter("personId", lambda call, key: people.person(people.PERSONS[key], *_rights(call, "Person")))
_associate = _getter("associateId", lambda call, key: company.associate(company.BY_ID[key]))
_sale = _getter("saleId", lambda call, key: business.sale(business.SALES[key], *_rights(call, "Sale")))
_project = _getter(
    "projectId", lambda call, key: business.project(business.PROJECTS[key], *_rights(call, "Project"))
)


def _custom_field(call: Call) -> object:
    try:
        return custom.description(call.path["name"])
    except KeyError as error:
        raise Refused(404, "SoNotFoundException", f"There is no field {call.path['name']}.") from error


_TICKET, _LIST = "Agents/Ticket", "Agents/List"
ROUTES: tuple[tuple[str, str, str, Handler], ...] = (
    ("GET", "User/currentPrincipal", "SoPrincipalCarrier", lambda call: company.principal(call.persona)),
    ("GET", "User/currentAssociate", "Associate", lambda call: company.associate(call.persona.associate)),
    ("POST", f"{_TICKET}/CreateDefaultTicketEntity", "TicketEntity", _default_ticket),
    ("POST", f"{_TICKET}/CreateDefaultForTicketType", "TicketEntity", _default_for_type),
    ("POST", f"{_TICKET}/SaveTicketEntity", "TicketEntity", _save_ticket),
    ("GET", "Ticket/default", "TicketEntity", _default_ticket),
    ("GET", "Ticket/CustomField", "array<FieldInfoBase>", lambda call: custom.descriptions()),
    ("GET", "Ticket/CustomField/{name}", "FieldInfoBase", _custom_field),
    ("GET", "Ticket/{id:int}", "TicketEntity", _saved_ticket),
    ("POST", "Ticket", "TicketEntity", _save_ticket),
    ("GET", "MDOList", "array<string>", lambda call: lists.names()),
    ("GET", "MDOList/{name}", "array<MDOListItem>", _list),
    (
        "GET",
        "MDOList/{name}/selectable",
        "array<SelectableMDOListItem>",
        lambda call: _list(call, selectable=True),
    ),
    ("POST", "Agents/MDO/GetList", "array<MDOListItem>", _agent_list),
    ("POST", "Agents/MDO/GetListWithRestriction", "array<MDOListItem>", _agent_list),
    ("POST", "Agents/MDO/GetSimpleList", "array<MDOListItem>", _agent_list),
    ("POST", "Agents/MDO/GetListNames", "array<string>", lambda call: lists.names()),
    ("GET", "TimeZone", "ODataResult", _search("TimeZone")),
    ("GET", "TimeZone/base", "TimeZoneData", _zone),
    ("GET", "TimeZone/current", "TimeZoneData", _zone),
    ("POST", "Agents/TimeZone/GetDefaultTimeZoneInformation", "PreferredTimeZone", _preferred_zone),
    ("POST", "Agents/TimeZone/GetBaseTimeZoneId", "int", lambda call: timezones.BASE.id),
    ("GET", "Person", "ODataResult", _search("Person")),
    ("GET", "Sale", "ODataResult", _search("Sale")),
    ("GET", "Project", "ODataResult", _search("Project")),
    ("GET", "String/{id}", "string", _string),
    ("GET", "Archive/{provider}", "ODataResult", _archive),
    ("GET", "TriggerScript", "ODataResult", _search("EventHandler")),
    ("POST", f"{_LIST}/GetTicketTypes", "array<TicketTypeEntity>", _types),
    ("POST", f"{_LIST}/GetTicketTypeEntity", "TicketTypeEntity", _type),
    ("POST", f"{_LIST}/GetTicketCategoryEntity", "TicketCategoryEntity", _category),
    ("POST", f"{_LIST}/GetTicketStatusEntity", "TicketStatusEntity", _status),
    ("POST", f"{_LIST}/GetTicketPriorityEntity", "TicketPriorityEntity", _priority),
    (
        "POST",
        f"{_LIST}/GetAllTicketRelationDefinitionEntities",
        "array<TicketRelationDefinitionEntity>",
        lambda call: surroundings.relations(),
    ),
    ("POST", "Agents/Person/GetPerson", "Person", _person),
    ("POST", "Agents/Associate/GetAssociate", "Associate", _associate),
    ("POST", "Agents/Sale/GetSale", "Sale", _sale),
    ("POST", "Agents/Project/GetProject", "Project", _project),
    ("POST", "Agents/Preference/GetPreferences", "array<Preference>", _of_the_setup(_preferences)),
    (
        "POST",
        "Agents/Sentry/GetNewTableRight",
        "TableRight",
        lambda call: rights.of_table(str(call.argument("TableName")), call.persona.rights),
    ),
    ("POST", "Agents/CustomerService/GetCustomerServiceStartup", "CustomerServiceStartup", _startup),
    ("POST", "Agents/CustomerService/GetMailboxes", "array<Mailbox>", lambda call: surroundings.mailboxes()),
)

"""What each address answers: one table, and small functions from a call to a tree."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from typing import TypeVar
from urllib.parse import parse_qsl

from inspector.demo import (
    archive,
    company,
    custom,
    desk,
    lists,
    patching,
    preferences,
    rights,
    surroundings,
    texts,
    ticket,
    tickets,
    timezones,
)
from inspector.demo.call import NO_CONTENT, Call, Refused
from inspector.demo.localise import localised

Handler = Callable[[Call], object]
Answer = TypeVar("Answer")


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
    return tickets.save(call, call.body)


def _save_with_notify(call: Call) -> object:
    return tickets.save(call, call.argument("NewEntity"))


def _put_ticket(call: Call) -> object:
    return tickets.save(call, _with_number(call, call.body))


def _patch_ticket(call: Call) -> object:
    entity = localised(_linked(call), call.locale)
    assert isinstance(entity, dict)
    patched = patching.patched(entity, call.body)
    return tickets.save(call, _with_number(call, patched)) | {"_Links": patched["_Links"]}


def _with_number(call: Call, body: object) -> object:
    """What was sent, under the number in the address."""
    if not isinstance(body, dict):
        return body
    return {name: value for name, value in body.items() if name.lower() not in ("ticketid", "_links")} | {
        "TicketId": int(call.path["id"])
    }


def _linked(call: Call) -> object:
    """A saved entity with its own address, as REST answers it."""
    return {**_by_address(call, tickets.find), "_Links": {"Self": call.url}}


def _delete_ticket(call: Call) -> object:
    _by_address(call, tickets.delete)
    return NO_CONTENT


def _by_address(call: Call, do: Callable[[Call, int], Answer]) -> Answer:
    try:
        return do(call, int(call.path["id"]))
    except KeyError as error:
        raise Refused(404, "SoNotFoundException", f"Ticket {call.path['id']} was not found.") from error


def _older_ticket(call: Call, number: int) -> object:
    return tickets.older(tickets.find(call, number))


def _removed(call: Call, number: int) -> object:
    tickets.delete(call, number)
    return NO_CONTENT


def _rows(call: Call, name: str, additional: str = "", query: str = "") -> list[lists.Item]:
    try:
        return lists.rows(name, additional, query, call.locale, call.persona.associate.groups)
    except KeyError as error:
        raise Refused(404, "SoNotFoundException", f"There is no list named {name}.") from error


def _list(call: Call, *, selectable: bool = False) -> object:
    query = call.query.get("query") or call.query.get("search", "")
    found = _rows(call, call.path["name"], call.query.get("additional", ""), query)
    flat = bool(query) or call.query.get("flat", "").lower() == "true"
    return lists.items(found, flat=flat, selectable=selectable)


def _agent_list(call: Call, *, selectable: bool = False) -> object:
    query = str(call.argument("SearchValue") or "")
    found = _rows(call, str(call.argument("Name")), str(call.argument("AdditionalInfo") or ""), query)
    recent = call.argument("HistoryItems")
    if call.argument("OnlyHistory") is True:
        found = [row for row in found if isinstance(recent, list) and row.id in recent]
    flat = bool(query) or bool(call.argument("ForceFlatList"))
    return lists.items(found, flat=flat, selectable=selectable)


def _agent_selectable(call: Call) -> object:
    return _agent_list(call, selectable=True)


def _list_item(call: Call) -> object:
    found = _rows(call, str(call.argument("ListName")))
    number = _number(call, "Id")
    return next(iter(lists.items([row for row in found if row.id == number], flat=True)), None)


def _search(name: str) -> Handler:
    """An archive by its name."""

    def search(call: Call) -> object:
        source = _source(call, name, call.query)
        return _understood(lambda: archive.search(source, call.query, call.url, call.locale))

    return search


def _source(call: Call, name: str, query: Mapping[str, str]) -> archive.Archive:
    """An archive by its name, in any case; what is set up shows only to those who may see it. Raises Refused."""
    if name.lower() in _GUARDED:
        _check_may_look(call)
    if name.lower() == "ticket":
        return archive.Archive("Ticket", "ticketId", lambda: tickets.rows(call))
    try:
        return _understood(lambda: archive.of(name, query))
    except KeyError as error:
        raise Refused(404, "SoNotFoundException", f"There is no archive named {name}.") from error


def _check_may_look(call: Call) -> None:
    if not rights.may_look(call.persona.rights):
        raise Refused(403, "SoSentryException", "Sentry denies access: the role may not see settings.")


def _understood(ask: Callable[[], Answer]) -> Answer:
    try:
        return ask()
    except archive.QueryError as error:
        raise Refused(400, "SoArchiveException", f"The query is not understood: {error}") from error


def _archive(call: Call) -> object:
    return _search(call.path["provider"])(call)


def _archive_by_columns(call: Call) -> object:
    """What `GetArchiveListByColumns2` asks for, put as a query."""
    name = str(call.argument("ProviderName"))
    size = str(call.argument("PageSize") or 500)
    page = str(call.argument("Page") or 0)
    query = {
        "$select": str(call.argument("Columns") or ""),
        "$filter": str(call.argument("Restrictions") or "").replace(",", " and "),
        "$orderby": str(call.argument("SortOrder") or ""),
        "$top": size,
        "$skip": str(int(page) * int(size)) if page.isdecimal() and size.isdecimal() else page,
    }
    source = _source(call, name, query)
    return _understood(lambda: archive.listed(source, query, call.locale))


_GUARDED = ("dynamic", "eventhandler", "existingcategorymembers", "mappedpreferences", "userpreferences")


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


def _carrier(name: str) -> tuple[str, Handler]:
    """A carrier and what gets it by its primary key, which is called after it."""
    make = tickets.CARRIERS[name][1]
    return name, _getter(f"{name}Id", lambda call, number: make(number, call.persona))


def _selected(get: Handler) -> Handler:
    """With `$select` the rest of an entity is null."""

    def select(call: Call) -> object:
        entity, asked = get(call), call.query.get("$select", "")
        names = {name.strip().lower() for name in asked.split(",")}
        if not asked or not isinstance(entity, dict):
            return entity
        return {name: value if name.lower() in names else None for name, value in entity.items()}

    return select


def _preferences(call: Call) -> object:
    _check_may_look(call)
    specifications = call.argument("Specifications")
    if not isinstance(specifications, list):
        raise Refused(400, "ArgumentNull", "Specifications are needed in the body of the request.")
    named = [_in_any_case(one) for one in specifications]
    return [preferences.preference(call.persona, one.get("section", ""), one.get("key", "")) for one in named]


def _preference(call: Call) -> object:
    _check_may_look(call)
    asked = (str(call.argument(name) or "") for name in ("PrefSection", "PrefKey"))
    return preferences.preference(call.persona, *asked)


def _webhooks(call: Call) -> object:
    _check_may_look(call)
    return surroundings.webhooks(call.query.get("eventfilter", ""))


def _has_function_right(call: Call) -> object:
    return call.argument("FunctionRight") in company.function_rights(call.persona)


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


def _every(name: str, numbers: Iterable[int]) -> tuple[str, Handler]:
    """All carriers of a kind, and what gets them."""
    make, chosen = tickets.CARRIERS[name][1], tuple(numbers)
    return f"array<{name}>", lambda call: [make(number, call.persona) for number in chosen]


def _custom_field(call: Call) -> object:
    try:
        return custom.description(call.path["name"])
    except KeyError as error:
        raise Refused(404, "SoNotFoundException", f"There is no field {call.path['name']}.") from error


def _priorities(call: Call) -> object:
    make = tickets.CARRIERS["TicketPriorityEntity"][1]
    wanted = bool(call.argument("IncludeDeleted"))
    return [make(row.id, call.persona) for row in desk.PRIORITIES.values() if wanted or not row.deleted]


_TICKET, _LIST = "Agents/Ticket", "Agents/List"
ROUTES: tuple[tuple[str, str, str, Handler], ...] = (
    ("GET", "User/currentPrincipal", "SoPrincipalCarrier", lambda call: company.principal(call.persona)),
    ("GET", "User/currentAssociate", "Associate", lambda call: company.associate(call.persona.associate)),
    ("POST", f"{_TICKET}/CreateDefaultTicketEntity", "TicketEntity", _default_ticket),
    ("POST", f"{_TICKET}/CreateDefaultForTicketType", "TicketEntity", _default_for_type),
    ("POST", f"{_TICKET}/SaveTicketEntity", "TicketEntity", _save_ticket),
    ("POST", f"{_TICKET}/SaveTicketEntityWithNotify", "TicketEntity", _save_with_notify),
    (
        "POST",
        f"{_TICKET}/GetTicketEntity",
        "TicketEntity",
        _selected(_getter("ticketEntityId", tickets.find)),
    ),
    ("POST", f"{_TICKET}/GetTicket", "Ticket", _selected(_getter("ticketId", _older_ticket))),
    ("POST", f"{_TICKET}/DeleteTicketEntity", "null", _getter("TicketEntityId", _removed)),
    ("POST", f"{_TICKET}/CreateDefaultTicketMessageEntity", "TicketMessageEntity", tickets.message),
    ("GET", "Ticket/default", "TicketEntity", _default_ticket),
    ("GET", "Ticket/CustomField", "array<FieldInfoBase>", lambda call: custom.descriptions()),
    ("GET", "Ticket/CustomField/{name}", "FieldInfoBase", _custom_field),
    ("GET", "Ticket/{id:int}", "TicketEntity", _selected(_linked)),
    ("PUT", "Ticket/{id:int}", "TicketEntity", _put_ticket),
    ("PATCH", "Ticket/{id:int}", "TicketEntity", _patch_ticket),
    ("DELETE", "Ticket/{id:int}", "null", _delete_ticket),
    ("GET", "Ticket", "ODataResult", _search("Ticket")),
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
    ("POST", "Agents/MDO/GetListWithHistory", "array<MDOListItem>", _agent_list),
    ("POST", "Agents/MDO/GetListItem", "MDOListItem", _list_item),
    *(
        ("POST", f"Agents/MDO/GetSelectable{name}", "array<SelectableMDOListItem>", _agent_selectable)
        for name in ("List", "ListWithHistory", "ListWithRestriction", "SimpleList")
    ),
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
    ("POST", "Agents/Archive/GetArchiveListByColumns2", "array<ArchiveListItem>", _archive_by_columns),
    ("GET", "TriggerScript", "ODataResult", _search("EventHandler")),
    ("POST", f"{_LIST}/GetTicketTypes", *_every("TicketTypeEntity", desk.TYPES)),
    ("POST", f"{_LIST}/GetTicketCategories", *_every("TicketCategoryEntity", desk.CATEGORIES)),
    (
        "POST",
        f"{_LIST}/GetTicketPriorities",
        "array<TicketPriority>",
        lambda call: [desk.simple_priority(row) for row in desk.PRIORITIES.values()],
    ),
    ("POST", f"{_LIST}/GetTicketStatuses", *_every("TicketStatusEntity", desk.STATUSES)),
    ("POST", f"{_LIST}/GetAllTicketPriorities", "array<TicketPriorityEntity>", _priorities),
    ("POST", f"{_LIST}/GetTicketTypeEntity", *_carrier("TicketTypeEntity")),
    ("POST", f"{_LIST}/GetTicketCategoryEntity", *_carrier("TicketCategoryEntity")),
    ("POST", f"{_LIST}/GetTicketStatusEntity", *_carrier("TicketStatusEntity")),
    ("POST", f"{_LIST}/GetTicketPriorityEntity", *_carrier("TicketPriorityEntity")),
    (
        "POST",
        f"{_LIST}/GetAllTicketRelationDefinitionEntities",
        "array<TicketRelationDefinitionEntity>",
        lambda call: surroundings.relations(),
    ),
    ("POST", "Agents/Person/GetPerson", *_carrier("Person")),
    ("POST", "Agents/Associate/GetAssociate", *_carrier("Associate")),
    ("POST", "Agents/Sale/GetSale", *_carrier("Sale")),
    ("POST", "Agents/Project/GetProject", *_carrier("Project")),
    ("POST", "Agents/Preference/GetPreferences", "array<Preference>", _preferences),
    ("POST", "Agents/Preference/GetPreferencesWithDisplayValues", "array<Preference>", _preferences),
    ("POST", "Agents/Preference/GetPreferenceByName", "Preference", _preference),
    ("POST", "Agents/Sentry/HasFunctionRight", "bool", _has_function_right),
    (
        "POST",
        "Agents/Sentry/GetFunctionRights",
        "array<string>",
        lambda call: company.function_rights(call.persona),
    ),
    ("GET", "Webhook", "array<Webhook>", _webhooks),
    (
        "POST",
        "Agents/Sentry/GetNewTableRight",
        "TableRight",
        lambda call: rights.of_table(str(call.argument("TableName")), call.persona.rights),
    ),
    ("POST", "Agents/CustomerService/GetCustomerServiceStartup", "CustomerServiceStartup", _startup),
    ("POST", "Agents/CustomerService/GetMailboxes", "array<Mailbox>", lambda call: surroundings.mailboxes()),
)

"""What each address answers: one table, and small functions from a call to a tree."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qsl

from inspector.demo import archive, company, custom, lists, rights, texts, ticket, timezones
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
        return lists.rows(name, additional, query, call.locale)
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


def _search(name: str) -> Handler:
    def search(call: Call) -> object:
        try:
            return archive.search(name, call.query, call.url, call.locale)
        except archive.QueryError as error:
            raise Refused(400, "SoArchiveException", f"The query is not understood: {error}") from error

    return search


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


_TICKET = "Agents/Ticket"
ROUTES: tuple[tuple[str, str, str, Handler], ...] = (
    ("GET", "User/currentPrincipal", "SoPrincipalCarrier", lambda call: company.principal(call.persona)),
    ("GET", "User/currentAssociate", "Associate", lambda call: company.associate(call.persona.associate)),
    ("POST", f"{_TICKET}/CreateDefaultTicketEntity", "TicketEntity", _default_ticket),
    ("POST", f"{_TICKET}/CreateDefaultForTicketType", "TicketEntity", _default_for_type),
    ("POST", f"{_TICKET}/SaveTicketEntity", "TicketEntity", _save_ticket),
    ("GET", "Ticket/default", "TicketEntity", _default_ticket),
    ("GET", "Ticket/CustomField", "array<FieldInfoBase>", lambda call: custom.descriptions()),
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
    ("GET", "Person", "ODataResult", _search("Person")),
    ("GET", "Sale", "ODataResult", _search("Sale")),
    ("GET", "Project", "ODataResult", _search("Project")),
    ("GET", "String/{id}", "string", _string),
)

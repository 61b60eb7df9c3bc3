"""The MDO lists that a ticket's fields draw from, and those of languages, cultures and time zones.

Ids, names and ExtraInfo follow the sample rows of SuperOffice's MDO reference.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import NamedTuple

from inspector.demo import business, company, custom, desk, people, timezones, wire
from inspector.demo.localise import NO_DATE, Locale
from inspector.demo.wire import Tree


class Item(NamedTuple):
    """A row of a list; `parent` is the id of the row above it, 0 for none."""

    id: int
    name: str
    extra: str = ""
    tip: str = ""
    kind: str = ""
    style: str = ""
    icon: str = ""
    color: int = 0
    parent: int = 0
    deleted: bool = False
    full_name: str | None = None
    groups: tuple[int, ...] | None = None
    """Whose members get to see it; None for everybody."""


_LANGUAGES = """
Norwegian no|English en|Swedish sv|Danish da|German de|Dutch nl|Czech cs|French fr|Italian it|Spanish es
Finnish fi|Polish pl|Russian ru|Chinese zh|Ukrainian uk|Korean ko|Brazilian Portuguese br|Vietnamese vi
Swiss German ch
"""


def _language(_: str) -> Iterable[Item]:
    for number, row in enumerate(_LANGUAGES.strip().replace("\n", "|").split("|"), 1):
        name, _space, code = row.rpartition(" ")
        yield Item(number, name, code)


_CULTURES = (
    *((2052, "Chinese", "zh-cn", "CN"), (1029, "Czech", "cs", "CZ"), (1030, "Danish", "da", "DA")),
    *((1043, "Dutch", "nl", "NL"), (1033, "English", "en", "US"), (1035, "Finnish", "fi", "FI")),
    *(
        (1036, "French", "fr", "FR"),
        (1031, "German", "de", "GE"),
        (2055, "German (Switzerland)", "de-ch", "CH"),
    ),
    *((1040, "Italian", "it", "IT"), (1041, "Japanese", "ja", "JP"), (1042, "Korean", "ko", "KO")),
    *((1044, "Norwegian, Bokmål", "no", "NO"), (1045, "Polish", "pl", "PL")),
    *(
        (1046, "Portuguese (Brazil)", "pt-br", "BR"),
        (1049, "Russian", "ru", "RU"),
        (1034, "Spanish", "es", "SP"),
    ),
    *((1053, "Swedish", "sv", "SW"), (1058, "Ukrainian", "uk", "UK"), (1066, "Vietnamese", "vi", "VI")),
)


def _zones(additional: str) -> list[timezones.Zone]:
    return [zone for zone in timezones.ZONES if zone.active or additional == "[all]"]


def _zone_icon(zone: timezones.Zone) -> str:
    return f"Flag_{zone.country.replace(' ', '_')}" if zone.country else ""


def _timezone(additional: str) -> Iterable[Item]:
    return (Item(z.id, z.label, str(z.country_id), z.cities, icon=_zone_icon(z)) for z in _zones(additional))


def _timezone_with_code(additional: str) -> Iterable[Item]:
    return (
        Item(z.id, z.label, str(z.country_id), kind=z.code, icon=_zone_icon(z)) for z in _zones(additional)
    )


def _timezone_iana(additional: str) -> Iterable[Item]:
    for zone in _zones(additional):
        extra = (
            f"countryId={zone.country_id}&locationCode={zone.code}&isActive={zone.active}&IANA={zone.iana}"
        )
        yield Item(zone.id, zone.label, extra, icon=_zone_icon(zone))


def _associate(_: str) -> Iterable[Item]:
    return (
        Item(who.id, who.name, f"person_id={who.person_id}&contact_id=0", f"{who.user}, {who.title}")
        for who in sorted(company.ASSOCIATES, key=lambda who: who.name)
        if not who.retired
    )


def _service_user(_: str) -> Iterable[Item]:
    users = (who for who in company.ASSOCIATES if who.service_id and not who.retired)
    return (Item(who.service_id, who.name, f"associateId={who.id}") for who in users)


def _category(additional: str) -> Iterable[Item]:
    """Full paths in one flat list; short names in a tree when the caller asks for `hierarchy`."""
    asked = dict(part.split("=", 1) for part in additional.lower().split("&") if "=" in part)
    tree = asked.get("hierarchy") == "true"
    for row in desk.CATEGORIES.values():
        above = max(row.parent, 0)
        name = row.name if tree or asked.get("shortnames") == "true" else row.full_name
        extra = f"parentId={above}&replyTemplateId=-1"
        yield Item(row.id, name, extra, parent=above if tree else 0, full_name=row.full_name)


def _priority(additional: str) -> Iterable[Item]:
    """Those of a type of request where its number is asked for; deleted ones only on demand."""
    asked = additional.lower()
    if "includedefaultitems" in asked:
        yield Item(-1, "[SR_PRIORITY_AUTOMATIC]", "0")
    kind = next((desk.TYPES.get(int(part)) for part in asked.split("&") if part.isdecimal()), None)
    for row in desk.PRIORITIES.values():
        offered = not kind or not kind.priorities or row.id in kind.priorities
        if offered and ("showdeleted" in asked or not row.deleted):
            yield Item(row.id, row.name, str(row.id), color=_COLORS[row.id], deleted=row.deleted)


_COLORS = {1: 0x7BA05B, 2: 0xE0B100, 3: 0xE07B00, 4: 0xC62828, 5: 0x9E9E9E}
"""Of the priorities, 0xRRGGBB."""


def _base_status(_: str) -> Iterable[Item]:
    return (Item(number, name, base) for number, (base, name) in desk.BASE_STATUSES.items())


def _status(additional: str) -> Iterable[Item]:
    """Those of a type of request where `ticketType` is asked for."""
    asked = dict(part.partition("=")[::2] for part in additional.lower().split("&"))
    bases = {base: str(number) for number, (base, _) in desk.BASE_STATUSES.items()}
    if asked.get("onlynormalwithpostponed", "false") != "false":
        bases = {base: bases[base] for base in ("Active", "Closed", "Postponed")}
    elif asked.get("onlynormal", "false") != "false":
        bases = {base: bases[base] for base in ("Active", "Closed")}
    wanted = asked.get("tickettype", "")
    kind = desk.TYPES.get(int(wanted)) if wanted.isdecimal() else None
    for row in desk.STATUSES.values():
        if row.base in bases and (not kind or not kind.statuses or row.id in kind.statuses):
            yield Item(row.id, row.name, bases[row.base])


def _person(additional: str) -> Iterable[Item]:
    wanted = dict(part.split("=", 1) for part in additional.split("&") if "=" in part)
    for who in people.PERSONS.values():
        if wanted.get("contact_id", str(who.company_id)) != str(who.company_id):
            continue
        linked = f"associate_id={who.associate_id}&" if who.associate_id else ""
        extra = f"{linked}contact_id={who.company_id}"
        yield Item(who.id, who.name, extra, who.company.name, full_name=f"{who.name}, {who.company.name}")


def _sale(_: str) -> Iterable[Item]:
    for row in business.SALES.values():
        buyer = people.PERSONS[row.person_id].company
        yield Item(row.id, row.title, f"contact_id={buyer.id}", buyer.name, style=row.status.lower())


def _project(_: str) -> Iterable[Item]:
    return (Item(row.id, row.name, "", row.number) for row in business.PROJECTS.values())


def _ticket_type(additional: str) -> Iterable[Item]:
    """Those in +New for the groups of whoever asks, all with `IncludeAll`."""
    for row in desk.TYPES.values():
        extra = (
            f"isDefault={int(row.is_default)}&description="
            f"&defaultStatus={row.status}&defaultPriority={row.priority}"
            f"&showInNew={int(row.in_new)}&excludeSignature=0&excludeEmailRecipients=0"
            f"&externalAsDefault={int(row.external)}"
            "&replyForwardNoSignature=0&replyExternalAsDefault=1"
        )
        groups = row.groups if row.in_new else ()
        yield Item(
            row.id,
            row.name,
            extra,
            icon=row.icon,
            groups=None if "includeall" in additional.lower() else groups,
        )


def _security_level(_: str) -> Iterable[Item]:
    return (Item(number, name, name) for name, number in _named("TicketSecurityLevel"))


def _origin(_: str) -> Iterable[Item]:
    return (Item(number, name) for name, number in _named("TicketOrigin"))


def _named(enum: str) -> list[tuple[str, int]]:
    """The names of an enum, without its Unknown."""
    return [(name, number) for name, number in wire.enum(enum).items() if number]


def _read_status(_: str) -> Iterable[Item]:
    return (Item(number, name) for number, name in enumerate(("Read", "Changed", "Unread"), 1))


LISTS: dict[str, Callable[[str], Iterable[Item]]] = {
    "associate": _associate,
    "culture": lambda _: (Item(lcid, name, code) for lcid, name, code, _so in _CULTURES),
    "culturesolanguage": lambda _: (Item(lcid, name, code) for lcid, name, _iso, code in _CULTURES),
    "ejcategory": _category,
    "ejuser": _service_user,
    "language": _language,
    "person": _person,
    "person_new": _person,
    "project": _project,
    "project_new": _project,
    "sale": _sale,
    "sale_new": _sale,
    "Tags": lambda _: (Item(number, name) for number, name in business.TAGS.items()),
    "ticketorigin": _origin,
    "ticketpriority": _priority,
    "ticketread": _read_status,
    "ticketslevel": _security_level,
    "ticketstatus": _base_status,
    "ticketticketstatus": _status,
    "TicketType": _ticket_type,
    "timezone": _timezone,
    "timezoneiana": _timezone_iana,
    "timezonewithcode": _timezone_with_code,
    "udlist30001": lambda _: (Item(number, name) for number, name in custom.PLACES.items()),
}
_BY_NAME = {name.lower(): make for name, make in LISTS.items()}


def names() -> list[str]:
    """GET MDOList."""
    return list(LISTS)


def rows(
    name: str,
    additional: str = "",
    query: str = "",
    locale: Locale | None = None,
    groups: Collection[int] | None = None,
) -> list[Item]:
    """The rows of a list that members of these groups see (None: all), whose name holds `query` in their language.

    Raises KeyError.
    """
    found = list(_BY_NAME[name.lower()](additional))
    if groups is not None:
        found = [row for row in found if row.groups is None or not set(groups).isdisjoint(row.groups)]
    shown = locale.text if locale else str
    return [row for row in found if query.casefold() in shown(row.name).casefold()]


def items(found: list[Item], *, flat: bool, selectable: bool = False) -> list[Tree]:
    """MDOListItem of each row, nested below their headings unless flat."""
    make = _selectable if selectable else _item
    if flat or not any(row.parent for row in found):
        return [make(rank, row, []) for rank, row in enumerate(found, 1)]
    below: Mapping[int, list[Item]] = {row.id: [r for r in found if r.parent == row.id] for row in found}

    def nested(level: list[Item]) -> list[Tree]:
        return [make(rank, row, nested(below[row.id])) for rank, row in enumerate(level, 1)]

    return nested([row for row in found if not row.parent])


def _item(rank: int, row: Item, children: list[Tree]) -> Tree:
    return {
        "Id": row.id,
        "Name": row.name,
        "ToolTip": row.tip,
        "Deleted": row.deleted,
        "Rank": rank,
        "Type": row.kind,
        "ChildItems": children,
        "IconHint": row.icon,
        "ColorBlock": row.color,
        "ExtraInfo": row.extra,
        "StyleHint": row.style,
        "FullName": row.name if row.full_name is None else row.full_name,
        "TableRight": None,
        "FieldProperties": {},
    }


def _selectable(rank: int, row: Item, children: list[Tree]) -> Tree:
    full = {**_item(rank, row, children), "Selected": False, "LastChanged": NO_DATE, "Hidden": False}
    return {entry["name"]: full[entry["name"]] for entry in wire.schema()["SelectableMDOListItem"]}

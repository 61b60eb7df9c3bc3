"""What references are picked from: the tenant's lists, kept for a while, and its archives, asked at each search.

Lists are remembered for each connection and language, in memory and as files in the system's cache folder: without the
network the last ones are offered, with their age. They hold names of colleagues, categories and the like, no secrets;
what is searched for (persons, sales, projects) is not kept.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, quote

from inspector.domain import entity, numbers, outside
from inspector.domain.errors import FileTrouble, ServerTrouble
from inspector.domain.references import WHOLE, Entry, Source
from inspector.services import files, settings
from inspector.services.superoffice.answers import MOST, Carrier, ListItem

if TYPE_CHECKING:
    from inspector.domain.context import RequestContext
    from inspector.services.superoffice.client import SuperOffice

FRESH = 600.0
"""Seconds for which a list is not asked for again; the documentation asks clients not to fetch lists often."""
HITS = 50
"""Rows that a search asks for."""


@dataclass(frozen=True)
class Offer:
    """What can be picked, and when it was fetched (seconds since 1970); `trouble`: why it could not be fetched now."""

    entries: tuple[Entry, ...]
    fetched: float
    trouble: ServerTrouble | None = None


_Key = tuple[str, str, str]
"""A list's name, the language it was asked in, and its own parameter."""


class Lists:
    """The lists of one connection. Nothing here blocks the event loop."""

    def __init__(self, place: Path, connection: str) -> None:
        """`place` is the cache folder, `connection` an id that can be a file name."""
        self._place, self._connection = place, connection
        self._known: dict[_Key, Offer] = {}

    async def entries(self, client: SuperOffice | None, source: Source, context: RequestContext) -> Offer:
        """A list, flat, in the tenant's order: from the tenant, else as last known. Raises ServerTrouble."""
        key = source.name, context.language or "", source.additional
        known = self._known.get(key)
        fresh = known is not None and known.trouble is None and time.time() - known.fetched < FRESH
        if known is not None and fresh and client is not None:
            return known
        try:
            if client is None:
                raise ServerTrouble("offline")
            items = await client.mdo_list(source.name, context=context, additional=source.additional)
            found = await asyncio.to_thread(_understood, lambda: _entries(source.name, items))
        except ServerTrouble as trouble:
            kept = known or await asyncio.to_thread(self._load, key)
            if kept is None:
                raise
            offer = replace(kept, trouble=trouble)
        else:
            offer = Offer(found, time.time())
            await asyncio.to_thread(self._store, key, offer)
        self._known[key] = offer
        return offer

    def numbers(self) -> dict[str, dict[int, bool]]:
        """By list: the numbers in it, and whether each is in use; only lists that have been asked for and are whole."""
        return {
            key[0]: {entry.id: not entry.deleted for entry in offer.entries}
            for key, offer in self._known.items()
            if len(offer.entries) < MOST and self._is_whole(key)
        }

    def _is_whole(self, key: _Key) -> bool:
        """Whether nothing is missing in a list. A server that does not know how to be asked for all gives a part."""
        name, language, additional = key
        if additional != WHOLE.get(name, ""):
            return False
        part = self._known.get((name, language, "")) if additional else None
        return not additional or (part is not None and len(self._known[key].entries) > len(part.entries))

    async def search(
        self, client: SuperOffice | None, source: Source, text: str, context: RequestContext
    ) -> Offer:
        """The first rows of an archive that hold the text. Raises ServerTrouble."""
        if client is None:
            raise ServerTrouble("offline")
        archive = ARCHIVES[source.name]
        rows = await client.rows(
            source.name,
            {
                "$select": ",".join(archive.columns),
                "$filter": archive.condition(text),
                "$orderby": archive.order,
                "$top": str(HITS),
            },
            context,
        )
        return Offer(_understood(lambda: map(archive.entry, map(Carrier, rows))), time.time())

    # -- files ----------------------------------------------------------------------------------------

    def _file(self, key: _Key) -> Path:
        list_name, language, additional = key
        told = "-".join((list_name, language or "none", *([additional] if additional else ())))
        name = quote(told, safe="")  # the language may be *, which Windows allows in no name
        return self._place / self._connection / f"{name}.json"

    def _load(self, key: _Key) -> Offer | None:
        try:
            kept: dict[str, Any] = outside.parsed(files.read_draft(self._file(key)))
            fetched = float(kept["fetched"])
            if not 0 <= fetched < 1e11:  # no moment that a calendar has
                return None
            return Offer(tuple(map(_kept_entry, kept["entries"][:MOST])), fetched)
        except (FileTrouble, *outside.UNFIT):
            return None  # it is only a cache, and the next answer takes its place

    def _store(self, key: _Key, offer: Offer) -> None:
        file = self._file(key)
        kept = {"fetched": offer.fetched, "entries": [asdict(entry) for entry in offer.entries]}
        try:
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            files.write_draft(file, json.dumps(kept).encode(), private=True)
        except (FileTrouble, OSError):
            return  # it is only a cache


def _kept_entry(kept: dict[str, Any]) -> Entry:
    """An entry as it was kept. Raises TypeError where another hand wrote it."""
    if settings.fitting(Entry(0, ""), kept, []) != kept:
        raise TypeError
    if any(not isinstance(value, str | int) for value in kept.get("known", {}).values()):
        raise TypeError
    return Entry(**kept)


# -- what items and rows say --------------------------------------------------------------------------


def _understood(entries: Callable[[], Iterable[Entry]]) -> tuple[Entry, ...]:
    """Those that the server told of. Raises ServerTrouble."""
    try:
        return tuple(entries())
    except outside.UNFIT:
        raise ServerTrouble("unreadable") from None


def _entries(name: str, items: Iterable[ListItem]) -> Iterable[Entry]:
    for item in items:
        extra = {key: values[0] for key, values in parse_qs(item.extra_info).items()}
        known = _known(name, item, extra)
        yield Entry(
            item.id,
            item.name,
            item.tooltip,
            item.deleted,
            parent=_number(extra, "parentId") or 0 if name == "ejcategory" else 0,
            color=_color(item.color_block),
            known=_told(known),
        )


def _known(name: str, item: ListItem, extra: dict[str, str]) -> dict[str, str | int | None]:
    """What the item tells of the carrier's properties: see the MDO reference of each list."""
    match name:
        case "associate":
            return {"Tooltip": item.tooltip or None, "PersonId": _number(extra, "person_id")}
        case "ejcategory":
            last = item.name.rsplit("/", 1)[-1]
            above = _number(extra, "parentId")  # at the top the list says 0, and the carrier -1
            return {"Name": last, "Fullname": item.name, "ParentId": -1 if above == 0 else above}
        case "ticketticketstatus":
            return {"Status": _enum_name("TicketBaseStatus", item.extra_info)}
        case "TicketType":
            return {
                "DefaultTicketStatus": _number(extra, "defaultStatus"),
                "DefaultTicketPriority": _number(extra, "defaultPriority"),
                **{name[:1].upper() + name[1:]: _flag(extra, name) for name in _TYPE_FLAGS},
            }
        case "timezoneiana":
            return {"code": extra.get("locationCode"), "iana": extra.get("IANA")}
        case "Tags":
            return {"ToolTip": item.tooltip or None}
    return {}


def _told(known: Mapping[str, str | int | None]) -> dict[str, str | int]:
    return {name: value for name, value in known.items() if value is not None}


_TYPE_FLAGS = (
    *("isDefault", "showInNew", "excludeSignature", "excludeEmailRecipients", "externalAsDefault"),
    *("replyForwardNoSignature", "replyExternalAsDefault"),
)
"""What the list of request types says besides, under the names of the carrier's properties."""


def _flag(extra: dict[str, str], name: str) -> bool | None:
    number = _number(extra, name)
    return None if number is None else number != 0


def _number(extra: dict[str, str], name: str) -> int | None:
    return numbers.served(extra.get(name))


def _color(block: int) -> str:
    """MDOListItem.ColorBlock, of which only the type is documented: taken as 0xRRGGBB; 0 and -1 as no colour."""
    return f"#{block & 0xFFFFFF:06x}" if block not in (0, -1) else ""


def _enum_name(enum: str, number: str) -> str | None:
    names = {str(value): name for name, value in entity.enum(enum).items()}
    return names.get(number)


@dataclass(frozen=True)
class Archive:
    """How one archive is searched, and its rows read."""

    columns: tuple[str, ...]
    order: str
    names: tuple[str, ...]
    """The columns that are searched."""
    entry: Callable[[Carrier], Entry]

    def condition(self, text: str) -> str:
        """The $filter: one of the columns holds the text; empty for all rows."""
        quoted = text.strip().replace("'", "''")
        return " or ".join(f"{name} contains '{quoted}'" for name in self.names) if quoted else ""


def _person(row: Carrier) -> Entry:
    known = _told(
        {
            "Firstname": row.text("firstName") or None,
            "Lastname": row.text("lastName") or None,
            "Email": row.text("email/emailAddress") or None,
            "ContactName": row.text("contact/name") or None,
            "ContactId": row.number("contactId") or None,
        }
    )
    hint = ", ".join(filter(None, (row.text("contact/name"), row.text("email/emailAddress"))))
    return Entry(row.number("PrimaryKey"), row.text("fullName"), hint, known=known)


def _sale(row: Carrier) -> Entry:
    known = _told({"ContactName": row.text("contact/name") or None})
    return Entry(row.number("PrimaryKey"), row.text("heading"), row.text("contact/name"), known=known)


def _project(row: Carrier) -> Entry:
    known = _told({"ProjectNumber": row.text("number") or None})
    return Entry(row.number("PrimaryKey"), row.text("name"), row.text("number"), known=known)


ARCHIVES = {
    "Person": Archive(
        ("personId", "fullName", "firstName", "lastName", "email/emailAddress", "contactId", "contact/name"),
        "fullName",
        ("fullName",),
        _person,
    ),
    "Sale": Archive(("saleId", "heading", "contact/name"), "heading", ("heading",), _sale),
    "Project": Archive(("projectId", "name", "number"), "name", ("name",), _project),
}

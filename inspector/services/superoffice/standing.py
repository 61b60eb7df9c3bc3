"""What decides the defaults of the person who asks, as far as their role may read it: settings of theirs and of others.

Only asked for when a person wants to know. Each call stands alone: one that fails leaves a gap, and the others told.
Sources: table `ejuser`, archives `UserPreferences` and `MappedPreferences`, `CustomerService/GetCustomerServiceStartup`
(documentation of the database, of archive providers, of the agent). The names of the preferences that are mapped from
Service's settings are printed nowhere, so they are read from that start.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Container, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, TypeVar

from inspector.domain import encoded, numbers
from inspector.domain.errors import ServerTrouble
from inspector.domain.ladder import Gap, Knowledge, Setting, Step, Zones, is_wanted
from inspector.domain.screen import Mailbox, Surroundings, Trigger, event_of
from inspector.domain.visible import LONGEST_NAME, clipped
from inspector.services.superoffice.answers import Carrier, carriers

if TYPE_CHECKING:
    from inspector.services.superoffice.answers import Principal
    from inspector.services.superoffice.client import SuperOffice

T = TypeVar("T")
COLUMNS = ("default_category", "last_category", "flags", "default_user", "default_status_new_ticket")
"""Of `ejuser`; the whole row holds a password."""
ARCHIVES = ("Archive/UserPreferences", "Archive/MappedPreferences")
MOST_NAMES = 20
"""Preferences that are looked at; a handful fits."""
MOST_SECTIONS = 2
MOST_SETTINGS = 1000
MOST_SHOWN = 200
"""Triggers, rules and mail boxes that are read."""
_NAME = re.compile(r"[A-Za-z0-9_. -]{1,100}")
"""What goes into a question as it is."""
_LEVELS: Mapping[str, Step] = {
    **{"1": "shipped", "2": "system", "3": "database", "4": "group", "5": "user", "6": "user"},
    **{"harddefault": "shipped", "systemwide": "system", "database": "database"},
    **{"group": "group", "individual": "user", "pc": "user"},
}
"""PreferenceLevel, by number and name."""


async def ask(client: SuperOffice, who: Principal) -> Knowledge:
    """What the calls told, and the gaps; at most four calls, three at once. Raises nothing that a server can cause."""
    user, settings = await asyncio.gather(
        told(_user(client, who.service_user_id)), told(_settings(client, who))
    )
    return Knowledge(user, settings, datetime.now(UTC))


async def told(call: Awaitable[T]) -> T | Gap:
    """What a call tells, or why it tells nothing."""
    try:
        return await call
    except ServerTrouble as trouble:
        return gap_of(trouble)


def gap_of(trouble: ServerTrouble) -> Gap:
    """Why somebody could not look. A method that an older server lacks is not found there, or not allowed."""
    status = numbers.served(trouble.facts.get("status")) or 0
    if status in (401, 403) or trouble.code in ("forbidden", "sign_in_refused"):
        return Gap("role", status)
    if status in (404, 405, 501) or trouble.code == "not_found":
        return Gap("version", status)
    return Gap("failed", status)


async def _user(client: SuperOffice, number: int) -> dict[str, int] | Gap:
    if not number:
        return Gap("not_told")
    named = [f"ejuser.{column}" for column in COLUMNS]
    rows = await client.rows(
        "Archive/dynamic", {"$select": ",".join(named), "$filter": f"ejuser.id eq {number}", "$top": "1"}
    )
    if not rows:
        return Gap("role")  # an archive leaves out what one may not see
    row = {name.lower().removeprefix("ejuser."): value for name, value in rows[0].items()}
    read = {column: whole_number(row.get(column)) for column in COLUMNS}
    return {column: value for column, value in read.items() if value is not None}


async def _settings(client: SuperOffice, who: Principal) -> tuple[Setting, ...]:
    """What is set on every level of the preferences that count; two sections are asked for at most."""
    names = wanted_names(await client.startup_preferences())
    sections = list(dict.fromkeys(section for section, _key in names))[:MOST_SECTIONS]
    if len(sections) == 1:
        first = await told(_rows(client, ARCHIVES[0], sections[0]))
        found = () if isinstance(first, Gap) else settings_of(first, names, who)
        if found:
            return found
        try:
            return settings_of(await _rows(client, ARCHIVES[1], sections[0]), names, who)
        except ServerTrouble:
            if isinstance(first, Gap):
                raise
            return ()
    answers = await asyncio.gather(*(_rows(client, ARCHIVES[0], section) for section in sections))
    return settings_of(chain.from_iterable(answers), names, who)


async def _rows(client: SuperOffice, archive: str, section: str) -> list[dict[str, Any]]:
    """One condition only, an equation: mapped preferences know no others."""
    asked = {
        "$select": "prefsection,prefkey,prefvalue,deflevel,deflevelname,ownerId,owner",
        "$filter": f"prefsection eq '{section}'",
        "$top": str(MOST_SETTINGS),
    }
    return await client.rows(archive, asked)


def wanted_names(served: Iterable[Any]) -> list[tuple[str, str]]:
    """Section and key of the preferences that decide defaults, among those of a start; only plain names."""
    found: dict[tuple[str, str], None] = {}
    for read in carriers(served):
        inner = read.carrier("Specification")
        name = (
            read.text("Section") or inner.text("Section"),
            read.text("Key") or inner.text("Key"),
        )
        if is_wanted(name[1]) and all(map(_NAME.fullmatch, name)):
            found[name] = None
    return list(found)[:MOST_NAMES]


def settings_of(
    rows: Iterable[Mapping[str, Any]], names: Container[tuple[str, str]], who: Principal
) -> tuple[Setting, ...]:
    """The levels of these preferences that concern a person; what has no level, or nobody's name, says nothing."""
    found = []
    for read in map(Carrier, rows):
        level, name = _level(read), (read.text("prefsection"), read.text("prefkey"))
        if level is not None and name in names and _concerns(read, level, who):
            value = read.text("prefvalue") or read.text("value")
            form = encoded.parse(value)
            value = clipped(form.body if form is not None else value)
            found.append(Setting(*name, level, value, clipped(read.text("owner"), LONGEST_NAME)))
    return tuple(found[:MOST_SETTINGS])


def _concerns(read: Carrier, level: Step, who: Principal) -> bool:
    """Whether what is set there for one user or group holds for this person."""
    if level not in ("user", "group"):
        return True
    mine = who.groups if level == "group" else (who.associate_id,)
    return bool(owner := whole_number(read.text("ownerId"))) and owner in mine


def _level(read: Carrier) -> Step | None:
    return next(filter(None, map(_LEVELS.get, _spellings(read))), None)


def _spellings(read: Carrier) -> Iterator[str]:
    number = whole_number(read.text("deflevel"))
    yield str(number)
    yield from (read.text(name).replace(" ", "").lower() for name in ("deflevel", "deflevelname"))


def whole_number(served: object) -> int | None:
    """An integer of an archive: as such, as a text, or encoded (`[I:3]`)."""
    form = encoded.parse(served) if isinstance(served, str) else None
    return numbers.served(form.body if form is not None and form.mark == "I" else served)


# -- time zones -----------------------------------------------------------------------------------------


async def ask_zones(client: SuperOffice) -> Zones:
    """The time zones that dates are told in; two calls at once. Raises nothing that a server can cause."""
    own, base = await asyncio.gather(
        told(_zone_name(client.own_zone())), told(_zone_name(client.base_zone()))
    )
    return Zones(own, base, datetime.now(UTC))


async def _zone_name(call: Awaitable[Carrier]) -> str:
    read = await call
    texts = map(read.text, ("Description", "LocationCode", "TZLocationCode", "Name"))
    return clipped(next(filter(None, texts), ""), LONGEST_NAME)


# -- what the screen adds -------------------------------------------------------------------------------


async def ask_screen(client: SuperOffice) -> Surroundings:
    """What else may act on a new request; three calls at once. Raises nothing that a server can cause."""
    triggers, relations, mailboxes = await asyncio.gather(
        told(_triggers(client)), told(_relations(client)), told(_mailboxes(client))
    )
    return Surroundings(triggers, relations, mailboxes)


async def _triggers(client: SuperOffice) -> tuple[Trigger, ...]:
    """Enabled ones only, and never what is in them."""
    rows = await client.rows("TriggerScript", {"$select": "Name,ScreenType,Enabled", "$top": str(MOST_SHOWN)})
    read = [Carrier(row) for row in rows]
    events = [event_of(one.text("ScreenType")) for one in read]
    return tuple(
        Trigger(clipped(one.text("Name"), LONGEST_NAME), event)
        for one, event in zip(read, events, strict=True)
        if event and not one.is_false("Enabled")
    )


async def _relations(client: SuperOffice) -> tuple[str, ...]:
    """Those that somebody made there; the ones that SuperOffice comes with act on nothing new."""
    served = islice(carriers(await client.relation_rules()), MOST_SHOWN)
    return tuple(
        clipped(name, LONGEST_NAME)
        for one in served
        if (name := one.text("Name")) and not one.is_true("IsBuiltIn")
    )


async def _mailboxes(client: SuperOffice) -> tuple[Mailbox, ...]:
    served = islice(carriers(await client.mailboxes()), MOST_SHOWN)
    texts = ([one.text(name) for name in ("Address", "CategoryName", "PriorityName")] for one in served)
    return tuple(Mailbox(*(clipped(text, LONGEST_NAME) for text in row)) for row in texts if row[0])

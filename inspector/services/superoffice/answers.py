"""What SuperOffice answers, as plain frozen values; read tolerantly, since servers differ in details."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any
from urllib.parse import parse_qs

from inspector.domain import numbers
from inspector.domain.choices import Choice


@dataclass(frozen=True)
class Answer:
    """A body as served, never parsed here; `seconds` from sending to the last byte."""

    body: bytes
    seconds: float
    status: int
    headers: dict[str, str]


@dataclass(frozen=True)
class VersionInfo:
    """What `GET /api` tells about the server, without signing in."""

    net_server: str
    """As in `11.10.721.0`."""
    api: str = ""
    date: str = ""
    label: str = ""


@dataclass(frozen=True)
class Principal:
    """The signed-in person, from `User/currentPrincipal` (SoPrincipalCarrier)."""

    user_name: str
    full_name: str = ""
    associate_id: int = 0
    associate: str = ""
    role: str = ""
    email: str = ""
    database: str = ""
    user_type: str = ""
    service_user_id: int = 0
    """0 for a person without a Service licence, who may not see requests at all."""
    groups: tuple[int, ...] = ()
    """The primary one first, then the secondary ones."""


@dataclass(frozen=True)
class ListItem:
    """An MDO list item; `children` only where a list was asked for as a tree."""

    id: int
    name: str
    tooltip: str = ""
    type: str = ""
    extra_info: str = ""
    deleted: bool = False
    style_hint: str = ""
    color_block: int = 0
    children: tuple[ListItem, ...] = ()


class Carrier:
    """An object of an answer whose names are found in any case, and whose nulls read as empty."""

    def __init__(self, served: Mapping[str, Any]) -> None:
        self._named = {name.lower(): value for name, value in served.items()}

    def text(self, name: str) -> str:
        """A text, or a number written out; empty where there is none."""
        value = self._named.get(name.lower())
        return str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""

    def number(self, name: str) -> int:
        """An integer, also from a text; 0 where there is none."""
        return numbers.served(self._named.get(name.lower())) or 0

    def value(self, name: str, missing: object = None) -> object:
        """What is there as it was served, be it null; `missing` where there is nothing of that name."""
        return self._named.get(name.lower(), missing)

    def is_false(self, name: str) -> bool:
        """Whether it is there and says no, in one of the spellings archives use."""
        return str(self._named.get(name.lower(), "")).lower() in {"false", "0", "[i:0]"}

    def is_true(self, name: str) -> bool:
        """Whether it is there and says yes, in one of the spellings archives use."""
        return str(self._named.get(name.lower(), "")).lower() in {"true", "1", "[i:1]"}

    def carrier(self, name: str) -> Carrier:
        """An object in it; one without names where there is none."""
        value = self._named.get(name.lower())
        return Carrier(value if isinstance(value, dict) else {})

    def items(self, name: str) -> list[Any]:
        """A list, empty where there is none."""
        value = self._named.get(name.lower())
        return value if isinstance(value, list) else []


def version_info(served: Mapping[str, Any]) -> VersionInfo | None:
    """None if this is not the answer of a SuperOffice server."""
    read = Carrier(served)
    number = read.text("NetServerVersion")
    if not number:
        return None
    label, date = read.text("NetServerLabel"), read.text("NetServerDate")
    return VersionInfo(number, read.text("Version"), date, label)


def principal(served: Mapping[str, Any]) -> Principal | None:
    """None if nobody is named: another server's JSON, or nobody signed in."""
    read = Carrier(served)
    user_name = read.text("UserName") or read.text("Associate")
    if not user_name:
        return None
    return Principal(
        user_name=user_name,
        full_name=read.text("FullName"),
        associate_id=read.number("AssociateId"),
        associate=read.text("Associate"),
        role=read.text("RoleName"),
        email=read.text("EMailAddress"),
        database=read.text("DatabaseContextIdentifier"),
        user_type=read.text("UserType"),
        service_user_id=read.number("EjUserId"),
        groups=_groups(read),
    )


def _groups(read: Carrier) -> tuple[int, ...]:
    others = (numbers.served(one) for one in read.items("SecondaryGroups"))
    return tuple(dict.fromkeys(filter(None, (read.number("GroupId"), *others))))


MOST = 20_000
"""Entries of one list that are read; the rest is not even built."""
MOST_CHOICES = 2_000
"""Languages, cultures or time zones that are offered; SuperOffice has some hundreds."""
DEEPEST = 50
"""Levels of a list that is asked for as a tree; categories have a handful."""


def carriers(served: Iterable[Any]) -> Iterator[Carrier]:
    """The objects of an array; whatever else is in it is left out."""
    return (Carrier(one) for one in served if isinstance(one, dict))


def list_items(served: list[Any], levels: int = DEEPEST) -> list[ListItem]:
    """The items of an MDO list; what is not an object, or deeper than so many levels, is left out."""
    return [_list_item(read, levels) for read in carriers(served)]


def _list_item(read: Carrier, levels: int) -> ListItem:
    return ListItem(
        id=read.number("Id"),
        name=read.text("Name"),
        tooltip=read.text("ToolTip"),
        type=read.text("Type"),
        extra_info=read.text("ExtraInfo"),
        deleted=bool(read.number("Deleted")),
        style_hint=read.text("StyleHint"),
        color_block=read.number("ColorBlock"),
        children=tuple(list_items(read.items("ChildItems"), levels - 1)) if levels > 1 else (),
    )


def coded_choices(items: list[ListItem], known: list[Choice]) -> list[Choice]:
    """Languages or cultures: the code is in ExtraInfo. The `language` list lacks names; ours help."""
    names = {choice.code: choice.name for choice in known}
    coded = [(item.extra_info, item.name) for item in items if item.extra_info and not item.deleted]
    del coded[MOST_CHOICES:]
    return [Choice(code, name or names.get(code.lower(), code)) for code, name in coded]


def archive_rows(served: Any) -> list[dict[str, Any]]:
    """The rows of an archive's answer. OData wraps them in an object. Raises ValueError where there are none."""
    rows = served.get("value") if isinstance(served, dict) else None
    if not isinstance(rows, list):
        raise ValueError("no rows")
    return [row for row in rows[:MOST] if isinstance(row, dict)]


def zones_of_archive(served: Any) -> list[Choice]:
    """Rows of the archive TimeZone; inactive ones can't be asked for.

    The documentation's page on time zones speaks of an array, not of OData's object. Raises ValueError.
    """
    choices: list[Choice] = []
    rows = archive_rows({"value": served} if isinstance(served, list) else served)
    for read in map(Carrier, rows[:MOST_CHOICES]):
        code = read.text("timeZone")
        place = ", ".join(text for text in (read.text("country"), read.text("region")) if text)
        cities = tuple(filter(None, map(str.strip, read.text("cities").split(","))))
        if code and not read.is_false("isActive"):
            choices.append(Choice(code, place or code, cities))
    return choices


def zones_of_iana(items: list[ListItem]) -> list[Choice]:
    """The MDO list timezoneiana: ExtraInfo is `countryId=36&locationCode=AU-NSW&isActive=True&IANA=…`."""
    choices = []
    for item in items[:MOST_CHOICES]:
        facts = {name: values[0] for name, values in parse_qs(item.extra_info).items()}
        code = facts.get("locationCode", "")
        if code and facts.get("isActive", "True").lower() == "true":
            choices.append(Choice(code, item.name or code, iana=facts.get("IANA", "")))
    return choices


def zones_with_code(items: list[ListItem]) -> list[Choice]:
    """The MDO list timezonewithcode: the code is in Type."""
    usable = (item for item in items if item.type and not item.deleted)
    return [Choice(item.type, item.name or item.type) for item in islice(usable, MOST_CHOICES)]

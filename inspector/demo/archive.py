"""Search in persons, sales, projects and time zones: the OData-like part of NetServer's archives.

Enough of it for a picker: `$filter` with contains, begins, eq and friends joined by and/or, `$select`,
`$orderby`, `$top` and `$skip`. Columns have the archives' own names: lower camel case, unlike properties.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from urllib.parse import urlencode

from inspector.demo import business, people, timezones
from inspector.demo.localise import Locale
from inspector.demo.timezones import offset_text
from inspector.demo.wire import Tree

_OPERATORS: dict[str, Callable[[str, str], bool]] = {
    "contains": lambda cell, wanted: wanted in cell,
    "begins": lambda cell, wanted: cell.startswith(wanted),
    "eq": lambda cell, wanted: cell == wanted,
    "equals": lambda cell, wanted: cell == wanted,
    "is": lambda cell, wanted: cell == wanted,
    "ne": lambda cell, wanted: cell != wanted,
}
_CONDITION = re.compile(r"^\s*([\w/]+)\s+(\w+)\s+(?:'((?:[^']|'')*)'|(\S+))\s*$")
_CALL = re.compile(r"^\s*(startswith|substringof)\(\s*(.+?)\s*,\s*(.+?)\s*\)\s*$", re.IGNORECASE)
_QUOTED = re.compile(r"'(?:[^']|'')*'")


class QueryError(ValueError):
    """A `$filter` this server does not understand."""


def _persons() -> Iterable[Tree]:
    for who in people.PERSONS.values():
        yield {
            "personId": who.id,
            "fullName": who.name,
            "firstName": who.first,
            "lastName": who.last,
            "email/emailAddress": who.email,
            "contact/contactId": who.company.id,
            "contact/name": who.company.name,
            "contactId": who.company.id,
        }


def _sales() -> Iterable[Tree]:
    for row in business.SALES.values():
        yield {
            "saleId": row.id,
            "heading": row.title,
            "amount": Decimal(row.amount),
            "currency": row.currency,
            "saleStatus": row.status,
            "date": business.day(row.day),
            "contact/name": people.PERSONS[row.person_id].company.name,
            "person/fullName": people.PERSONS[row.person_id].name,
        }


def _projects() -> Iterable[Tree]:
    for row in business.PROJECTS.values():
        yield {
            "projectId": row.id,
            "name": row.name,
            "number": row.number,
            "status": business.project(row, None, None)["Status"],
        }


def _zones() -> Iterable[Tree]:
    for zone in timezones.ZONES:
        standard, daylight = zone.offsets
        yield {
            "id": zone.id,
            "isActive": int(zone.active),
            "flag": zone.code[:2],
            "timeZone": zone.code,
            "country": zone.country,
            "region": zone.region,
            "cities": zone.cities,
            "offset": offset_text(standard),
            "daylight": offset_text(daylight) if daylight != standard else "",
            "offsetRaw": round(standard.total_seconds() / 60),
            "daylightRaw": round(daylight.total_seconds() / 60),
        }


ARCHIVES: Mapping[str, tuple[str, Callable[[], Iterable[Tree]]]] = {
    "Person": ("personId", _persons),
    "Sale": ("saleId", _sales),
    "Project": ("projectId", _projects),
    "TimeZone": ("id", _zones),
}


def search(archive: str, query: Mapping[str, str], url: str, locale: Locale) -> Tree:
    """The envelope: `odata.metadata`, `odata.nextLink` where there is more, `value`. Raises QueryError."""
    key, make = ARCHIVES[archive]
    rows = [row for row in make() if _fits(row, query.get("$filter", ""), locale)]
    column, _, direction = query.get("$orderby", key).partition(" ")
    rows.sort(
        key=lambda row: _sort_key(row, column, key, locale), reverse=direction.strip().lower() == "desc"
    )
    skip, top = _number(query, "$skip", 0), _number(query, "$top", 500)
    columns = [column.strip() for column in query.get("$select", "").split(",") if column.strip()]
    page = [_row(archive, key, row, columns) for row in rows[skip : skip + top]]
    envelope: Tree = {"odata.metadata": f"{url}/$metadata"}
    if len(rows) > skip + top:
        rest = {**query, "$skip": str(skip + top), "$top": str(top)}
        envelope["odata.nextLink"] = url + "?" + urlencode(rest, safe="$/,'")
    return {**envelope, "value": page}


def _row(archive: str, key: str, row: Tree, columns: list[str]) -> Tree:
    named = {name.lower(): value for name, value in row.items()}
    chosen = {name: named.get(name.lower()) for name in columns} if columns else row
    return {"PrimaryKey": str(row[key]), "EntityName": archive.lower(), **chosen}


def _sort_key(row: Tree, column: str, key: str, locale: Locale) -> tuple[str, int]:
    number = row[key]
    text = "" if column == key else _cell(row, column, locale)
    return text, number if isinstance(number, int) else 0


def _number(query: Mapping[str, str], name: str, default: int) -> int:
    text = query.get(name, str(default))
    if not text.isdecimal():
        raise QueryError(f"{name}={text}")
    return int(text)


def _fits(row: Tree, condition: str, locale: Locale) -> bool:
    """`or` binds less tightly than `and`; text between quotes is never split."""
    if not condition.strip():
        return True
    return any(
        all(_holds(row, part, locale) for part in _split(either, "and")) for either in _split(condition, "or")
    )


def _split(text: str, word: str) -> list[str]:
    masked = _QUOTED.sub(lambda quoted: "'" + "_" * (len(quoted[0]) - 2) + "'", text)
    cuts = [(match.start(), match.end()) for match in re.finditer(rf"\s{word}\s", masked, re.IGNORECASE)]
    starts = [0, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), len(text)]
    return [text[start:end] for start, end in zip(starts, ends, strict=True)]


def _holds(row: Tree, condition: str, locale: Locale) -> bool:
    if call := _CALL.match(condition):
        first, second = call[2], call[3]
        column, wanted = (first, second) if call[1].lower() == "startswith" else (second, first)
        operator, wanted = ("begins" if call[1].lower() == "startswith" else "contains"), wanted.strip("'")
    elif match := _CONDITION.match(condition):
        column, operator = match[1], match[2].lower()
        wanted = match[4] if match[3] is None else match[3]
    else:
        raise QueryError(condition)
    if operator not in _OPERATORS:
        raise QueryError(operator)
    return _OPERATORS[operator](_cell(row, column, locale), wanted.replace("''", "'").casefold())


def _cell(row: Tree, column: str, locale: Locale) -> str:
    named = {name.lower(): value for name, value in row.items()}
    if column.lower() not in named:
        raise QueryError(column)
    value = named[column.lower()]
    return (locale.text(value) if isinstance(value, str) else str(value)).casefold()

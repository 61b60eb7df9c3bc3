"""Search in persons, sales, projects and what is set up: the OData-like part of NetServer's archives.

Enough of it for a picker: `$filter` with contains, begins, eq and friends joined by and/or, `$select`,
`$orderby`, `$top` and `$skip`. Columns have the archives' own names: lower camel case, unlike properties.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple
from urllib.parse import urlencode

from inspector.demo import business, people, preferences, surroundings, timezones, users
from inspector.demo.localise import Date, Locale
from inspector.demo.timezones import offset_text
from inspector.demo.wire import Tree

_OPERATORS: dict[str, Callable[[str, str], bool]] = {
    "contains": lambda cell, wanted: wanted in cell,
    "begins": lambda cell, wanted: cell.startswith(wanted),
    "eq": lambda cell, wanted: cell == wanted,
    "=": lambda cell, wanted: cell == wanted,
    "equals": lambda cell, wanted: cell == wanted,
    "is": lambda cell, wanted: cell == wanted,
    "ne": lambda cell, wanted: cell != wanted,
}
_CONDITION = re.compile(r"^\s*([\w/.]+)\s+(\w+|=)\s+(?:'((?:[^']|'')*)'|(\S+))\s*$")
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


class Archive(NamedTuple):
    """An archive: its name, the column that is its primary key, and its rows."""

    name: str
    key: str
    rows: Callable[[], Iterable[Tree]]


ARCHIVES: Mapping[str, Archive] = {
    archive.name.lower(): archive
    for archive in (
        Archive("Person", "personId", _persons),
        Archive("Sale", "saleId", _sales),
        Archive("Project", "projectId", _projects),
        Archive("TimeZone", "id", _zones),
        Archive("ExistingCategoryMembers", "categoryMembershipId", users.category_members),
        Archive("EventHandler", "screenChooserId", surroundings.triggers),
        Archive("MappedPreferences", "PrimaryKey", lambda: preferences.rows(only_mapped=True)),
        Archive("UserPreferences", "PrimaryKey", preferences.rows),
    )
}
"""By name in lower case."""
TABLES: Mapping[str, Archive] = {
    table.name: table
    for table in (
        Archive("ejuser", "ejuser.id", users.rows),
        Archive("category_membership", "category_membership.id", users.memberships),
    )
}
"""What the archive `dynamic` reads columns of."""


def of(name: str, query: Mapping[str, str]) -> Archive:
    """An archive by its name, in any case.

    `dynamic` is any table, whose columns `$select` names: all of the same table, and each must be there.
    Raises KeyError where there is no such archive; QueryError.
    """
    if name.lower() != "dynamic":
        return ARCHIVES[name.lower()]
    columns = _columns(query)
    table = TABLES.get(columns[0].partition(".")[0].lower()) if columns else None
    if table is None or not {column.lower() for column in columns} <= next(iter(table.rows())).keys():
        raise QueryError(f"$select={query.get('$select', '')}")
    return table


def search(archive: Archive, query: Mapping[str, str], url: str, locale: Locale) -> Tree:
    """The envelope: `odata.metadata`, `odata.nextLink` where there is more, `value`. Raises QueryError."""
    rows, columns = _sought(archive, query, locale), _columns(query)
    skip, top = _number(query, "$skip", 0), _number(query, "$top", 500)
    envelope: Tree = {"odata.metadata": f"{url}/$metadata"}
    if len(rows) > skip + top:
        rest = {**query, "$skip": str(skip + top), "$top": str(top)}
        envelope["odata.nextLink"] = url + "?" + urlencode(rest, safe="$/,'")
    return {**envelope, "value": [_row(archive, row, columns) for row in rows[skip : skip + top]]}


def listed(archive: Archive, query: Mapping[str, str], locale: Locale) -> list[Tree]:
    """The same as ArchiveListItem of each row: values encoded, with their kind. Raises QueryError."""
    skip, top = _number(query, "$skip", 0), _number(query, "$top", 500)
    columns = _columns(query)
    found = [_row(archive, row, columns) for row in _sought(archive, query, locale)[skip : skip + top]]
    return [
        {
            "EntityName": row.pop("EntityName"),
            "PrimaryKey": int(str(row.pop("PrimaryKey"))),
            "ColumnData": {name: _encoded(value) for name, value in row.items()},
            "LinkHint": "",
            "StyleHint": "",
            "TableRight": None,
            "FieldProperties": {},
        }
        for row in found
    ]


def _encoded(value: object) -> Tree:
    match value:
        case bool() | int():
            text = f"[I:{int(value)}]"
        case Decimal():
            text = f"[F:{value}]"
        case Date():
            text = f"[DT:{value.when:%m/%d/%Y %H:%M:%S}.0000000]" if value.when else "[D:01/01/0001]"
        case _:
            text = "" if value is None else str(value)
    return {"DisplayValue": text, "TooltipHint": "", "LinkHint": ""}


def _sought(archive: Archive, query: Mapping[str, str], locale: Locale) -> list[Tree]:
    """The rows that fit `$filter`, in the order of `$orderby`."""
    rows = [row for row in archive.rows() if _fits(row, query.get("$filter", ""), locale)]
    column, _, direction = (query.get("$orderby") or archive.key).partition(" ")
    rows.sort(
        key=lambda row: _sort_key(row, column, archive.key, locale),
        reverse=direction.strip().lower() == "desc",
    )
    return rows


def _columns(query: Mapping[str, str]) -> list[str]:
    return [column.strip() for column in query.get("$select", "").split(",") if column.strip()]


def _row(archive: Archive, row: Tree, columns: list[str]) -> Tree:
    """Its columns, those of `$select` if there is one; every row has its key as text, and what it is."""
    named = {name.lower(): value for name, value in row.items()}
    chosen = {name: named.get(name.lower()) for name in columns} if columns else row
    kind = row.get("EntityName", archive.name.lower())
    head: Tree = {"PrimaryKey": str(row[archive.key]), "EntityName": kind}
    return head | chosen | head


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

"""SuperOffice's own description of the ticket: the type of every property of every carrier, and the enums.

The facts come from the Swagger file of the Ticket agent and lie beside this module as package data
(`ticket_schema.json`). Servers differ by version, so anything may be missing or new.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

ROOT = "TicketEntity"


@dataclass(frozen=True, slots=True)
class Type:
    """What a property holds.

    `name` is the schema's word: int32, int64, double, bool, string, date-time, enum, a carrier's name, array, dict, or
    object, array, number, bool, string, null where it was guessed from the JSON (then `known` is false).
    """

    name: str
    of: str = ""
    """The enum's name, or the type of an array's elements or a dictionary's values."""
    known: bool = True

    @property
    def is_carrier(self) -> bool:
        """Whether it is one of SuperOffice's carriers."""
        return self.known and self.name in _schema()["carriers"]

    @property
    def is_branch(self) -> bool:
        """Whether its values have parts: a carrier, a list, a dictionary."""
        return self.is_carrier or (self.known and self.name in ("array", "dict"))


@cache
def _schema() -> dict[str, Any]:
    from importlib.resources import files  # noqa: PLC0415 - the first ticket needs the schema, no start

    schema: dict[str, Any] = json.loads(files(__package__).joinpath("ticket_schema.json").read_text("utf-8"))
    return schema


@cache
def properties(carrier: str) -> dict[str, str]:
    """The properties of a carrier in server order, with their types as the schema spells them."""
    return {item["name"]: item["type"] for item in _schema()["carriers"].get(carrier, [])}


def enum(name: str) -> dict[str, int]:
    """The names of an enum with their numbers; empty for an unknown one."""
    found: dict[str, int] = _schema()["enums"].get(name, {})
    return found


def is_flags(name: str) -> bool:
    """Whether values of that enum may be joined by commas."""
    return name in _schema()["flags_enums"]


@cache
def spelled(text: str) -> Type:
    """The type that the schema spells `enum:X`, `array<X>`, `dict<string,X>` or with a plain name."""
    if text.startswith("enum:"):
        return Type("enum", text[5:])
    if text.startswith("array<"):
        return Type("array", text[6:-1])
    if text.startswith("dict<"):
        return Type("dict", text[text.index(",") + 1 : -1])
    return Type(text)


_LISTS = {
    ("TicketEntity", "Status"): "ticketticketstatus",
    ("TicketEntity", "Person"): "",
    ("TicketEntity", "SecondaryPersons"): "",
}
"""Lists of which the Swagger file names another: its `ticketstatus` holds basic states, its `person_new` is nowhere."""


def mdo_list_of(carrier: str, name: str) -> str:
    """The MDO list that the documentation names for a property; empty where it names none.

    The reference of the lists goes before the Swagger file.
    """
    if (carrier, name) in _LISTS:
        return _LISTS[carrier, name]
    known = _schema()["carriers"].get(carrier, [])
    return next((item["mdo_list"] or "" for item in known if item["name"] == name), "")

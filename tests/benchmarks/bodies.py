"""Tickets far larger than any server's default: what the speed is measured on. The same bytes on every machine."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

SEED = Path(__file__).parent.parent / "fixtures" / "seed_ticket.json"
RARE = "Hammerfest"
"""A word that stands in one property only."""

_WORDS = (
    *("invoice", "meter", "reading", "kunde", "Strøm", "tariff", "Bergen", "outage", "contract", "renewal"),
    *(
        "delivery",
        "gateway",
        "network",
        "fakturering",
        "Ålesund",
        "password",
        "reset",
        "grid",
        "solar",
        "battery",
    ),
    *("payment", "reminder", "moving", "address", "heat", "pump", "Tromsø", "support", "queue"),
)
_HEADERS = ["Message-ID", "Date", "From", "To", "Subject", "Return-Path", "X-Priority", "Content-Type"]


def realistic(properties: int) -> bytes:
    """A TicketEntity with about so many properties: messages with their headers, further persons, custom fields."""
    chance = random.Random(7)  # noqa: S311 - the same every time is the point
    ticket = json.loads(SEED.read_bytes())
    person, message = ticket["SecondaryPersons"][0], ticket["Messages"][0]
    ticket["SecondaryPersons"] = [_person(person, number, chance) for number in range(properties // 1000)]
    ticket["CustomFields"] = _custom_fields(properties // 10, chance)
    left = properties - _count(ticket)
    each = _count(_message(message, 0, chance))
    ticket["Messages"] = [_message(message, number, chance) for number in range(left // each)]
    ticket["CustomFields"]["x_rare"] = RARE
    return _bytes(ticket)


def flat(properties: int) -> bytes:
    """A TicketEntity that has nearly all its properties in one dictionary: the hard case for a tree."""
    chance = random.Random(7)  # noqa: S311
    ticket = json.loads(SEED.read_bytes())
    ticket["CustomFields"] = _custom_fields(properties - _count(ticket), chance)
    ticket["CustomFields"]["x_rare"] = RARE
    return _bytes(ticket)


SHAPES: dict[str, Callable[[int], bytes]] = {"realistic": realistic, "flat": flat}


def _bytes(ticket: dict[str, Any]) -> bytes:
    return json.dumps(ticket, ensure_ascii=False, separators=(",", ":")).encode()


def _count(value: Any) -> int:
    """How many properties, elements and entries lie in a value."""
    children = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return sum(1 + _count(child) for child in children)


def _text(chance: random.Random, words: int) -> str:
    return " ".join(chance.choices(_WORDS, k=words))


def _date(chance: random.Random) -> str:
    return (
        f"2026-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}T{chance.randint(0, 23):02}:15:00+02:00"
    )


def _person(like: dict[str, Any], number: int, chance: random.Random) -> dict[str, Any]:
    first, last = chance.choice(_WORDS).title(), chance.choice(_WORDS).title()
    names = {"Firstname": first, "Lastname": last, "FullName": f"{first} {last}", "PersonId": 1000 + number}
    return {**like, **names, "Email": f"person{number}@example.com", "FieldProperties": {}}


def _message(like: dict[str, Any], number: int, chance: random.Random) -> dict[str, Any]:
    return {
        **like,
        "TicketMessageId": 5000 + number,
        "CreatedAt": _date(chance),
        "ChangedAt": _date(chance),
        "Author": chance.choice(_WORDS).title(),
        "PersonId": chance.randint(1, 9999),
        "EmailHeader": _text(chance, 40),
        "Sentiment": chance.randint(-100, 100),
        "MessageHeaders": [
            {"Id": 8 * number + row, "Name": name, "Value": _text(chance, 8), "StdItem": "Unknown"}
            | {"StdItemCol": "Unknown", "TableRight": None, "FieldProperties": {}}
            for row, name in enumerate(_HEADERS)
        ],
        "FieldProperties": {},
    }


def _custom_fields(count: int, chance: random.Random) -> dict[str, str]:
    kinds: tuple[Callable[[], str], ...] = (
        lambda: f"[I:{chance.randint(0, 99999)}]",
        lambda: f"[F:{chance.randint(0, 9999)}.{chance.randint(0, 99):02}]",
        lambda: _text(chance, 4),
        lambda: "",
    )
    return {f"x_{number:06}": chance.choice(kinds)() for number in range(count)}

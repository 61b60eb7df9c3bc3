"""Secrets longer than a keyring's entry, kept in parts.

The entry itself then holds a note of where the parts are and how they must sum up. Another secret gets parts of its
own, and the note is changed in one write between writing the new and deleting the old: an interruption at any moment
leaves the old secret or the new one, whole.
"""

from __future__ import annotations

import hashlib
import re
from typing import Protocol

_NOTE = re.compile(r"\x1eparts (\d+) (\d+) ([0-9a-f]{64})")
_WINDOWS = 1280
"""Characters that one Windows credential holds (2,560 bytes of UTF-16; measured)."""


class Entries(Protocol):
    """The part of a keyring back-end that is used here."""

    def get_password(self, service: str, username: str) -> str | None:
        """The secret under that name."""

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep a secret."""

    def delete_password(self, service: str, username: str) -> None:
        """Forget one."""


class BrokenError(Exception):
    """Parts are missing, or do not sum up to what was written."""


def room_of(entries: object) -> int | None:
    """Characters that fit into one entry of a back-end; None where any number does."""
    windows = type(entries).__module__ == "keyring.backends.Windows"
    room = getattr(entries, "room", _WINDOWS if windows else None)
    return room if isinstance(room, int) else None


def read(entries: Entries, service: str, name: str) -> str | None:
    """The whole secret; None where there is none. Raises BrokenError."""
    head = entries.get_password(service, name)
    note = _NOTE.fullmatch(head or "")
    if note is None:
        return head
    parts = [entries.get_password(service, _part(name, note[1], row)) for row in range(int(note[2]))]
    secret = "".join(part or "" for part in parts)
    if _digest(secret) != note[3]:
        raise BrokenError
    return secret


def write(entries: Entries, service: str, name: str, secret: str) -> None:
    """Keep a secret, in parts where it does not fit otherwise."""
    room = room_of(entries)
    if room is None:
        entries.set_password(service, name, secret)
        return
    before = _NOTE.fullmatch(entries.get_password(service, name) or "")
    series = int(before[1]) if before else 0
    if _units(secret) <= room and not _NOTE.fullmatch(secret):
        entries.set_password(service, name, secret)
        kept = None
    else:
        kept = series + 1
        length = room // 2  # a character outside the basic plane takes two units
        pieces = [secret[at : at + length] for at in range(0, len(secret), length)]
        for row, piece in enumerate(pieces):
            entries.set_password(service, _part(name, kept, row), piece)
        entries.set_password(service, name, f"\x1eparts {kept} {len(pieces)} {_digest(secret)}")
    for old in range(series - 1, series + 3):  # those before, and what an interruption left of those after
        if old != kept:
            _delete_series(entries, service, name, old)


def delete(entries: Entries, service: str, name: str) -> None:
    """Forget a secret, its parts first: what is left after an interruption can't be read."""
    head = entries.get_password(service, name)
    if head is None:
        return
    if note := _NOTE.fullmatch(head):
        for series in range(int(note[1]) - 1, int(note[1]) + 2):
            _delete_series(entries, service, name, series)
    entries.delete_password(service, name)


def _delete_series(entries: Entries, service: str, name: str, series: int) -> None:
    row = 0
    while entries.get_password(service, part := _part(name, series, row)) is not None:
        entries.delete_password(service, part)
        row += 1


def _part(name: str, series: str | int, row: int) -> str:
    return f"{name}#{series}.{row}"


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()

"""Secrets longer than a keyring's entry, kept in parts.

The entry itself then holds a note of where the parts are and of their checksum. Another secret gets parts of its own,
in the other of two series; they are read back, and only then is the note changed, in one write. An interruption at any
moment leaves the old secret or the new one, whole; whatever else it leaves, the next change clears away.
"""

from __future__ import annotations

import hashlib
import re
from typing import Protocol

_NOTE = re.compile(r"\x1eparts ([01]) (\d+) ([0-9a-f]{64})")
SERIES = (0, 1)
"""One is in use, the other is where the next secret goes."""
_WINDOWS = 1280
"""Characters that one Windows credential holds (2,560 bytes of UTF-16; measured)."""
_MARKS = ("\ufeff", "\ufffe")
"""Byte order marks: keyring takes off one that an entry begins with, and may read the rest in the other order."""
_SHIELD = "."
"""Stands before each part, in case it begins with such a mark."""


class Entries(Protocol):
    """The part of a keyring back-end that is used here."""

    def get_password(self, service: str, username: str) -> str | None:
        """The secret under that name."""

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep a secret."""

    def delete_password(self, service: str, username: str) -> None:
        """Forget one."""


class BrokenError(Exception):
    """Parts are missing, or do not add up to what was written."""


def room_of(entries: object) -> int | None:
    """Characters (UTF-16 units) that fit into one entry of a back-end; None where any number does.

    A back-end may say so itself, as `room`; in a chain the tightest member counts.
    """
    rooms = [room_of(member) for member in getattr(entries, "backends", ())]
    windows = type(entries).__module__ == "keyring.backends.Windows"
    rooms.append(getattr(entries, "room", _WINDOWS if windows else None))
    return min((room for room in rooms if isinstance(room, int)), default=None)


def read(entries: Entries, service: str, name: str) -> str | None:
    """The whole secret; None where there is none. Raises BrokenError."""
    head = entries.get_password(service, name)
    note = _NOTE.fullmatch(head or "")
    if note is None:
        return head
    secret = _joined(entries, service, name, int(note[1]), int(note[2]))
    if _digest(secret) != note[3]:
        raise BrokenError
    return secret


def write(entries: Entries, service: str, name: str, secret: str) -> None:
    """Keep a secret, in parts where it does not fit otherwise. Raises BrokenError where they do not come back whole."""
    room = room_of(entries)
    if room is None:
        entries.set_password(service, name, secret)
        return
    before = _NOTE.fullmatch(entries.get_password(service, name) or "")
    kept = None
    if _units(secret) <= room and not secret.startswith(_MARKS) and not _NOTE.fullmatch(secret):
        head = secret
    else:
        kept = 1 - int(before[1]) if before else 0
        length = room // 2 - len(_SHIELD)  # a character outside the basic plane takes two units
        pieces = [secret[at : at + length] for at in range(0, len(secret), length)]
        head = _write_series(entries, service, name, kept, pieces)
    entries.set_password(service, name, head)
    for series in SERIES:
        if series != kept:
            _delete_series(entries, service, name, series)


def delete(entries: Entries, service: str, name: str) -> bool:
    """Forget a secret, its parts first: what is left if interrupted can't be read. Returns whether there was one."""
    head = entries.get_password(service, name)
    if room_of(entries) is not None or _NOTE.fullmatch(head or ""):
        for series in SERIES:
            _delete_series(entries, service, name, series)
    if head is not None:
        entries.delete_password(service, name)
    return head is not None


def _joined(entries: Entries, service: str, name: str, series: int, count: int) -> str:
    parts = (entries.get_password(service, _part(name, series, row)) for row in range(count))
    return "".join((part or "").removeprefix(_SHIELD) for part in parts)


def _write_series(entries: Entries, service: str, name: str, series: int, pieces: list[str]) -> str:
    """Write the parts, and make sure that they are there. Returns the note that tells of them."""
    _delete_series(entries, service, name, series)  # what an interruption left there may be longer
    for row, piece in enumerate(pieces):
        entries.set_password(service, _part(name, series, row), _SHIELD + piece)
    secret = "".join(pieces)
    if _joined(entries, service, name, series, len(pieces)) != secret:
        raise BrokenError
    return f"\x1eparts {series} {len(pieces)} {_digest(secret)}"


def _delete_series(entries: Entries, service: str, name: str, series: int) -> None:
    """The last first, so that what an interruption leaves can still be found from the first on."""
    count = 0
    while entries.get_password(service, _part(name, series, count)) is not None:
        count += 1
    for row in reversed(range(count)):
        entries.delete_password(service, _part(name, series, row))


def _part(name: str, series: int, row: int) -> str:
    return f"{name}#{series}.{row}"


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()

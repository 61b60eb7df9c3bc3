"""How a file spells a ticket. In the program every property bears the name that the schema gives it.

NetServer takes names in any case, SuperOffice's own client for JavaScript holds entities in camelCase (`ticketId`), and
what is sent to be saved lies in a request, `{"NewEntity": …, "Notify": false}`. Such a file is opened, its names are
put as in the schema, and it is saved as it was: what nobody edited is spelled as it came, and what is new as the rest.
Names that the schema does not have, and those in dictionaries, are not touched.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from inspector.domain import exact_json, schema
from inspector.domain.deep import Task, done
from inspector.domain.errors import NotATicket

if TYPE_CHECKING:
    from msgspec import Raw

INNER = "newentity"
"""The property of a request that holds the ticket, in lower case."""

Names = Mapping[tuple[str, str], bytes]
"""By carrier and the schema's name, how the file has it, as JSON text."""


@dataclass(frozen=True)
class Form:
    """What a file does otherwise than this program; nothing, in most."""

    names: Names | None = None
    """How the names are spelled; None: as in the schema, whatever else may be in there."""
    before: bytes = b""
    """What stands before the ticket, where it lies in a request."""
    after: bytes = b""

    @property
    def is_plain(self) -> bool:
        """Whether the file is just the ticket, with the schema's names."""
        return self == Form()

    def as_file(self, piece: Raw) -> bytes:
        """The text of the file: UTF-8, two-space indent, a newline at the end."""
        if self.names is not None:
            piece = done(_respelled(piece, schema.ROOT, _Writing(self.names)))
        if self.before:
            piece = exact_json.raw(self.before + bytes(piece) + self.after)
        return exact_json.pretty(piece) + b"\n"

    def told(self) -> str:
        """All of this as a text, for `from_text`; empty for a plain one."""
        if self.is_plain:
            return ""
        names = None if self.names is None else [[*key, name.decode()] for key, name in self.names.items()]
        return json.dumps([names, self.before.decode(), self.after.decode()])

    @classmethod
    def from_text(cls, text: str) -> Form:
        """What `told` told. Raises ValueError or TypeError for any other text."""
        if not text:
            return cls()
        names, before, after = json.loads(text)
        known = None if names is None else {(carrier, name): as_is.encode() for carrier, name, as_is in names}
        return cls(known, before.encode(), after.encode())


def read(piece: Raw) -> tuple[Raw, Form]:
    """The ticket in a file with the schema's names, and the form in which the file has it.

    What does not look like a ticket comes back as it is. Raises NotATicket `mixed_names` where the file spells the same
    name now so, now otherwise, so that nobody could tell how to save it.
    """
    before, ticket, after = _unwrapped(piece)
    if not _needs_names(ticket):
        return ticket, Form(None, before, after)
    reading = _Reading()
    respelled = done(_respelled(ticket, schema.ROOT, reading))
    if reading.is_mixed:
        raise NotATicket("mixed_names")
    return respelled, Form(reading.names, before, after)


def _unwrapped(piece: Raw) -> tuple[bytes, Raw, bytes]:
    """What stands before a ticket, the ticket, and what stands after it."""
    keys, values = exact_json.members(piece) if exact_json.first(piece) == "{" else ([], [])
    row = next((row for row, key in enumerate(keys) if key.casefold() == INNER), None)
    if row is None or exact_json.first(values[row]) != "{" or "ticketid" in map(str.casefold, keys):
        return b"", piece, b""
    parts = [exact_json.spell_member(key, value) + b"," for key, value in zip(keys, values, strict=True)]
    name = exact_json.spell_member(keys[row], exact_json.raw(b""))
    after = b"".join(b"," + part[:-1] for part in parts[row + 1 :]) + b"}"
    return b"{" + b"".join(parts[:row]) + name, values[row], after


def _needs_names(piece: Raw) -> bool:
    """Whether it is a ticket with other names than the schema's."""
    keys = exact_json.members(piece)[0] if exact_json.first(piece) == "{" else []
    return "TicketId" not in keys and any(key.casefold() == "ticketid" for key in keys)


@cache
def _folded(carrier: str) -> dict[str, str]:
    return {name.casefold(): name for name in schema.properties(carrier)}


@dataclass
class _Reading:
    """Puts the schema's names, and writes down what was there."""

    names: dict[tuple[str, str], bytes] = field(default_factory=dict)
    is_mixed: bool = False

    def of(self, carrier: str, keys: list[str]) -> list[tuple[str, bytes]]:
        """The schema's name, and the spelling, of each property; an empty name where the schema has none."""
        found, taken = [], set(keys)
        for key in keys:
            name, written = _folded(carrier).get(key.casefold(), ""), _written(key)
            if name != key and name in taken:
                name = ""
            elif name:
                taken.add(name)
                if self.names.setdefault((carrier, name), written) != written:
                    self.is_mixed = True
            found.append((name, exact_json.spell(name) if name else written))
        return found


@dataclass
class _Writing:
    """Puts the file's names."""

    names: Names

    def of(self, carrier: str, keys: list[str]) -> list[tuple[str, bytes]]:
        """As in _Reading."""
        known = schema.properties(carrier)
        return [(key if key in known else "", self._as_in_file(carrier, key, known)) for key in keys]

    def _as_in_file(self, carrier: str, key: str, known: Mapping[str, str]) -> bytes:
        if key not in known:
            return _written(key)
        return self.names.get((carrier, key)) or exact_json.spell(key[0].lower() + key[1:])


def _written(key: str) -> bytes:
    return key.spelled if isinstance(key, exact_json.Key) else exact_json.spell(key)


def _respelled(piece: Raw, text: str, names: _Reading | _Writing) -> Task[Raw]:
    """A value of the type that the schema spells so, with other names."""
    kind, first = schema.spelled(text), exact_json.first(piece)
    if first == "[" and kind.name == "array":
        items = []
        for item in exact_json.elements(piece):
            items.append((yield _respelled(item, kind.of, names)))
        return exact_json.raw(exact_json.spell_array(items))
    if first != "{" or not (kind.is_carrier or kind.name == "dict"):
        return piece
    keys, values = exact_json.members(piece)
    called = names.of(kind.name, keys) if kind.is_carrier else [("", _written(key)) for key in keys]
    inner = schema.properties(kind.name) if kind.is_carrier else {}
    parts = []
    for (name, written), value in zip(called, values, strict=True):
        of = inner.get(name, "") if kind.is_carrier else kind.of
        parts.append(written + b":" + bytes((yield _respelled(value, of, names))))
    return exact_json.raw(exact_json.spell_object(parts))

"""Connections as a file, to be given to a colleague: everything but secrets."""

from __future__ import annotations

import json
from dataclasses import replace

from inspector.domain import outside
from inspector.domain.errors import NotATicket
from inspector.services import settings
from inspector.services.settings import Connection

FORMAT = "ticket-draft-inspector connections"


def export(connections: list[Connection]) -> bytes:
    """The file. Secrets are not in a Connection; whether they are remembered, and the user name, are left out."""
    shared = [replace(_handed_on(one), user="") for one in connections]
    told = json.loads(settings.encode(settings.Settings(connections=shared)))
    return settings.as_file({"format": FORMAT, **told})


def read(data: bytes) -> list[Connection]:
    """The connections in a file, trusted no further than typed ones. Raises NotATicket `not_connections`."""
    try:
        told = outside.parsed(data)
        if told["format"] != FORMAT or not isinstance(told.get("connections", []), list):
            raise KeyError
        return [_handed_on(one) for one in settings.decode(told).connections]
    except outside.UNFIT:
        raise NotATicket("not_connections") from None


def _handed_on(connection: Connection) -> Connection:
    """What one person may decide for another: not which certificate to trust, nor to do without encryption."""
    return replace(
        connection,
        id="",
        url=settings.without_user(connection.url),
        discovery=settings.without_user(connection.discovery),
        remember=False,
        certificate="",
        certificate_origin="",
        allow_plain_http=False,
    )


def merged(known: list[Connection], brought: list[Connection]) -> list[Connection]:
    """Those brought in, under names that are not taken yet, each with an id of its own."""
    names = {one.name for one in known}
    found = []
    for one in brought:
        name = free_name(one.name or one.url, names)
        names.add(name)
        found.append(replace(one, id=settings.new_id(), name=name))
    return found


def free_name(name: str, taken: set[str]) -> str:
    """The name, followed by a number where it is taken."""
    number, free = 2, name
    while free in taken:
        free, number = f"{name} {number}", number + 1
    return free

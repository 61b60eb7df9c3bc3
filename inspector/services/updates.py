"""Which version of the program is the newest, asked for only when a person wants to know. Nothing is downloaded.

The address answers with JSON: `tag_name` and `html_url`, as the page of a project's latest release does
(GitHub's REST API, "Get the latest release"), or `version` and `page` for those who serve an answer of their own.
"""

from __future__ import annotations

import asyncio
import ssl
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlsplit

import httpx
from packaging.version import Version

from inspector.domain import outside
from inspector.domain.errors import ServerTrouble, UpdateTrouble
from inspector.services.superoffice import decoding, faults
from inspector.services.superoffice.routing import Routed

PATIENCE = 15.0
"""Seconds for the whole question."""
MOST_MOVES = 3
"""Redirects that are followed."""
LARGEST = 256 * 1024
"""Bytes of an answer; the description of a release can be long."""

Age = Literal["newer", "same", "older"]


@dataclass(frozen=True)
class Release:
    """The newest version, how it compares to this one, and the page where a person finds it (https; empty for none)."""

    version: str
    age: Age
    is_preview: bool
    page: str


async def newest(address: str, here: str, trust: ssl.SSLContext | None = None) -> Release:
    """Ask the address. `trust` is what to trust instead of the system's own choice. Raises UpdateTrouble."""
    try:
        host = urlsplit(address).hostname or ""
        async with asyncio.timeout(PATIENCE):
            body = await _get(address, trust)
    except TimeoutError as error:
        raise UpdateTrouble("timeout") from error
    except ServerTrouble as error:
        raise UpdateTrouble(error.code, **error.facts) from error
    except (httpx.HTTPError, ssl.SSLError, OSError) as error:
        found = faults.from_exception(error, host)
        raise UpdateTrouble(found.code, **found.facts) from error
    except (httpx.InvalidURL, ValueError) as error:  # an unclosed bracket, a name that no domain can have
        raise UpdateTrouble("bad_address") from error
    except outside.UNFIT as error:
        raise UpdateTrouble("unreadable") from error
    return read(body, here)


async def _get(address: str, trust: ssl.SSLContext | None) -> bytes:
    headers = {
        "Accept": "application/json",
        "Accept-Encoding": decoding.ACCEPTED,
        "User-Agent": "TicketDraftInspector",
    }
    hooks = {"request": [_refuse_plain]}
    way = httpx.AsyncClient(
        transport=Routed(trust=trust),
        trust_env=False,  # Routed reads the settings of the computer
        headers=headers,
        event_hooks=hooks,
    )
    async with way as client:
        request = client.build_request("GET", address)
        for _ in range(MOST_MOVES + 1):
            response = await client.send(request, stream=True)
            try:
                if response.next_request is None:
                    return await _body(response)
                request = response.next_request  # by our own hand: httpx would unpack all that is in between
            finally:
                await response.aclose()
    raise UpdateTrouble("unreadable")


async def _body(response: httpx.Response) -> bytes:
    if response.status_code != 200:
        raise UpdateTrouble("status", status=response.status_code)
    body = bytearray()
    async for piece in decoding.pieces(response):
        body += piece
        if len(body) > LARGEST:
            raise UpdateTrouble("unreadable")
    return bytes(body)


async def _refuse_plain(request: httpx.Request) -> None:
    if request.url.scheme != "https":
        raise UpdateTrouble("not_https")


def read(body: bytes, here: str) -> Release:
    """What an answer says, compared to the version of this program. Raises UpdateTrouble (`unreadable`)."""
    try:
        told: Any = outside.parsed(body)
        name = str(told.get("tag_name") or told["version"])
        version, own = Version(name), Version(here)
        page = str(told.get("html_url") or told.get("page") or "")
    except outside.UNFIT as error:  # InvalidVersion is a ValueError
        raise UpdateTrouble("unreadable") from error
    age: Age = "newer" if version > own else "same" if version == own else "older"
    return Release(str(version), age, version.is_prerelease, page if _is_safe(page) else "")


def _is_safe(page: str) -> bool:
    """Whether a browser may be sent there."""
    try:
        parts = urlsplit(page)
        return parts.scheme == "https" and bool(parts.hostname)
    except ValueError:
        return False

"""One call to a server and its answer: time limits, certificates, redirects, size."""

from __future__ import annotations

import logging
import ssl
from collections.abc import Awaitable, Callable, Mapping
from time import perf_counter
from urllib.parse import urlsplit

import anyio._backends._asyncio  # noqa: F401 - else httpcore imports it (60 ms) in the first request, on the event loop
import httpx
import truststore

from inspector.domain.errors import ServerTrouble

from . import faults
from .answers import Answer

TIMEOUT = httpx.Timeout(120, connect=10, pool=None)
"""Seconds. A create-default call on a busy tenant may think for a minute before its first byte."""

LARGEST_BODY = 64 * 1024 * 1024
"""Bytes, decoded: twice the largest ticket expected. An answer above it is dropped while it streams in."""

_MOST_REDIRECTS = 5
_LOOPBACK = ("localhost", "127.0.0.1", "[::1]")

# At level DEBUG httpcore writes down the headers of answers, session cookies included.
logging.getLogger("httpcore").setLevel(logging.INFO)


Transport = httpx.AsyncBaseTransport
"""What carries the calls; for annotations of those who only pass one on."""


def in_process(app: Callable[..., Awaitable[None]]) -> Transport:
    """A server in this very program, an ASGI app, reached without a port. If it crashes, it answers 500."""
    return httpx.ASGITransport(app, raise_app_exceptions=False)


class Wire:
    """An authenticated way to one server, to be closed after use."""

    def __init__(self, auth: httpx.Auth, transport: Transport | None, patience: httpx.Timeout) -> None:
        self._http = httpx.AsyncClient(
            auth=auth,
            transport=transport,
            verify=True if transport else truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT),
            # A server on this very machine is not reached through the company's proxy.
            mounts=None if transport else {f"all://{host}": None for host in _LOOPBACK},
            headers={"Accept": "application/json", "User-Agent": "TicketDraftInspector"},
            timeout=patience,
            limits=httpx.Limits(max_connections=None),
        )

    async def aclose(self) -> None:
        """Let go of the connections."""
        await self._http.aclose()

    async def call(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str] | None = None,
        parameters: Mapping[str, str] | None = None,
    ) -> Answer:
        """Send, follow redirects that stay with this server, and return an answer that is worth reading.

        Raises ServerTrouble.
        """
        host = urlsplit(url).hostname or ""
        began = perf_counter()
        try:
            for _ in range(_MOST_REDIRECTS):
                request = self._http.build_request(method, url, headers=headers, params=parameters)
                response, body = await self._receive(request)
                if not response.has_redirect_location:
                    break
                url, parameters = self._redirected(response), None
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            raise faults.from_exception(error, host) from error
        trouble = faults.from_answer(response.status_code, response.headers, body, host)
        if trouble:
            raise trouble
        return Answer(body, perf_counter() - began, response.status_code, dict(response.headers))

    async def _receive(self, request: httpx.Request) -> tuple[httpx.Response, bytes]:
        """The answer and its decoded body; piece by piece, so that the window lives on between the pieces."""
        response = await self._http.send(request, stream=True)
        pieces, size = [], 0
        try:
            async for piece in response.aiter_bytes():
                pieces.append(piece)
                size += len(piece)
                if size > LARGEST_BODY:
                    raise ServerTrouble(
                        "too_large", host=urlsplit(str(request.url)).hostname, limit=LARGEST_BODY
                    )
        finally:
            await response.aclose()
        return response, b"".join(pieces)

    def _redirected(self, response: httpx.Response) -> str:
        """Where to ask again, with the same method: an API that moved wants the same call.

        Only the same origin gets the password once more.
        """
        asked = response.request.url
        target = asked.join(response.headers["location"])
        if (target.scheme, target.raw_host, target.port) != (asked.scheme, asked.raw_host, asked.port):
            place = f"{target.scheme}://{target.netloc.decode('ascii', 'replace')}"
            raise ServerTrouble(
                "redirect", status=response.status_code, host=urlsplit(str(asked)).hostname, reason=place
            )
        return str(target)

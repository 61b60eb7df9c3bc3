"""One call to a server and its answer: time limits, certificates, redirects, size, further tries, the journal."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from time import perf_counter
from typing import Protocol
from urllib.parse import urlsplit

import anyio._backends._asyncio  # noqa: F401 - else httpcore imports it (60 ms) in the first request, on the event loop
import httpx

from inspector.domain import numbers
from inspector.domain.errors import ServerTrouble
from inspector.domain.outside import UNFIT
from inspector.services.superoffice import certificates, decoding, faults, journal, origin, retrying
from inspector.services.superoffice.answers import Answer
from inspector.services.superoffice.journal import Journal
from inspector.services.superoffice.routing import Routed

TIMEOUT = httpx.Timeout(120, connect=10, pool=None)
"""Seconds of silence. A create-default call on a busy tenant may think for a minute before its first byte; a server
that sends a byte now and then is waited for, since the person sees how far it is and can stop it."""

LARGEST_BODY = 64 * 1024 * 1024
"""Bytes, decoded: twice the largest ticket expected. An answer above it is dropped while it streams in."""

_MOST_REDIRECTS = 5

# httpcore asks several times in a request which library waits, by importing one that only trio brings. Python forgets
# that it was not there, and looks through every folder again, on the event loop.
sys.modules.setdefault("sniffio", None)  # type: ignore[arg-type]  # None is how Python itself notes what is not there

# At level DEBUG httpcore logs the headers of answers, session cookies included; at INFO httpx logs whole addresses.
logging.getLogger("httpcore").setLevel(logging.WARNING)
logging.getLogger("httpx").setLevel(logging.WARNING)


Transport = httpx.AsyncBaseTransport
"""What carries the calls; for annotations of those who only pass one on."""


def in_process(app: Callable[..., Awaitable[None]]) -> Transport:
    """A server in this very program, an ASGI app, reached without a port. If it crashes, it answers 500."""
    return httpx.ASGITransport(app, raise_app_exceptions=False)


LONGEST_WAIT = 600.0
"""Seconds until an answer begins: a server may say for ever that it works on it (102), and is heard that long."""
_FOREIGN = (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, OSError, *UNFIT)
"""What comes of a bad network, or of an answer that nobody foresaw; the last from the depths of libraries."""


@dataclass(frozen=True)
class Way:
    """How servers are reached; the same for all that belongs to one connection."""

    transport: Transport | None = None
    """Replaces the network, as for the demo tenant."""
    patience: httpx.Timeout = field(default_factory=lambda: TIMEOUT)
    certificate: str = ""
    """PEM of the one certificate to trust, knowingly, at `certificate_origin`; elsewhere, those the system trusts."""
    certificate_origin: str = ""
    largest_body: Callable[[], int] = lambda: LARGEST_BODY
    """Bytes, decoded; asked for at every answer, since a person may allow more meanwhile."""
    journal: Journal = field(default_factory=Journal)


class Watcher(Protocol):
    """Someone who shows a person how a call gets on."""

    def received(self, size: int, expected: int | None) -> None:
        """`size` bytes have come, of `expected` if that is known."""

    def waiting(self, seconds: float, attempt: int, trouble: ServerTrouble) -> None:
        """The call failed for a reason that passes; after so many seconds it is tried for the `attempt`-th time."""


class Wire:
    """An authenticated way to one server, to be closed after use."""

    def __init__(self, auth: httpx.Auth | None, way: Way) -> None:
        self._way = way
        self._http = httpx.AsyncClient(
            auth=auth,
            transport=way.transport
            or Routed(certificate=way.certificate, certificate_origin=way.certificate_origin),
            trust_env=False,  # Routed reads the settings of the computer
            headers={
                "Accept": "application/json",
                "Accept-Encoding": decoding.ACCEPTED,
                "User-Agent": "TicketDraftInspector",
            },
            timeout=way.patience,
        )

    async def aclose(self) -> None:
        """Let go of the connections."""
        await self._http.aclose()

    async def call(  # noqa: PLR0913 - all of it is one call
        self,
        method: str,
        url: str,
        headers: Mapping[str, str] | None = None,
        *,
        parameters: Mapping[str, str] | None = None,
        form: Mapping[str, str] | None = None,
        body: object = None,
    ) -> Answer:
        """Send once, follow redirects that stay with this server, and return an answer that is worth reading.

        `body` is sent as JSON. Raises ServerTrouble.
        """
        request = self._request(method, url, headers, parameters, form, body=body)
        return await self._send(request, 1, None)

    async def call_patiently(  # noqa: PLR0913 - all of it is one call
        self,
        method: str,
        url: str,
        headers: Mapping[str, str] | None = None,
        *,
        parameters: Mapping[str, str] | None = None,
        body: object = None,
        watcher: Watcher | None = None,
    ) -> Answer:
        """The same for a call that may be repeated: after trouble that passes, tried twice more.

        Raises ServerTrouble.
        """
        attempt = 1
        while True:
            request = self._request(method, url, headers, parameters, body=body)
            try:
                return await self._send(request, attempt, watcher)
            except ServerTrouble as trouble:
                seconds = retrying.pause(trouble, attempt)
                trouble.facts["attempts"] = attempt
                if seconds is None:
                    raise
                attempt += 1
                if watcher is not None:
                    watcher.waiting(seconds, attempt, trouble)
                await asyncio.sleep(seconds)

    def _request(  # noqa: PLR0913 - all of it is one request
        self,
        method: str,
        url: str,
        headers: Mapping[str, str] | None,
        parameters: Mapping[str, str] | None,
        form: Mapping[str, str] | None = None,
        *,
        body: object = None,
    ) -> httpx.Request:
        """Raises ServerTrouble `bad_address` and `not_sendable`: a server may have told the address, or a language."""
        try:
            fields = httpx.Headers(headers)
        except UnicodeError:  # its words quote the header
            raise ServerTrouble("not_sendable") from None
        try:
            request = self._http.build_request(
                method, url, headers=fields, params=parameters, data=form, json=body
            )
            usable = bool(request.url.host) and request.url.scheme in ("http", "https")
        except (httpx.InvalidURL, *UNFIT):
            usable = False
        if not usable:
            raise ServerTrouble("bad_address")
        return request

    async def _send(self, request: httpx.Request, attempt: int, watcher: Watcher | None) -> Answer:
        host, began, asked = request.url.host, perf_counter(), request
        entry = journal.Entry(request.method, "", {}, journal.now(), attempt)
        body = b""
        try:
            for _ in range(_MOST_REDIRECTS):
                response, body = await self._receive(request, watcher)
                entry = replace(entry, status=response.status_code, size=len(body))
                if not response.has_redirect_location:
                    break
                request = self._redirected(response, asked)
            if trouble := faults.from_answer(response.status_code, response.headers, body, host):
                raise trouble
        except _FOREIGN as error:
            trouble = faults.from_exception(error, host)
            await self._look_at_certificate(trouble, request)
            entry = replace(entry, trouble=trouble.code)
            raise self._with_facts(trouble, asked, began) from None  # what httpx raises holds the request
        except ServerTrouble as trouble:
            entry = replace(entry, trouble=trouble.code)
            raise self._with_facts(trouble, asked, began) from None
        except asyncio.CancelledError:
            entry = replace(entry, trouble="cancelled")
            raise
        finally:
            self._note(entry, request, began)
        return Answer(body, perf_counter() - began, response.status_code, dict(response.headers))

    def _note(self, entry: journal.Entry, request: httpx.Request, began: float) -> None:
        sent = journal.masked(request.headers)
        url, seconds = journal.harmless(str(request.url)), perf_counter() - began
        self._way.journal.write(replace(entry, url=url, headers=sent, seconds=seconds))

    @staticmethod
    def _with_facts(trouble: ServerTrouble, request: httpx.Request, began: float) -> ServerTrouble:
        """Add what the notice's details tell."""
        trouble.facts.setdefault("method", request.method)
        trouble.facts.setdefault("address", journal.harmless(str(request.url)))
        trouble.facts.setdefault("seconds", round(perf_counter() - began, 2))
        return trouble

    async def _look_at_certificate(self, trouble: ServerTrouble, request: httpx.Request) -> None:
        """Add the untrusted certificate that the server showed, so that a person can decide."""
        if trouble.code != "certificate" or self._way.transport is not None:
            return
        shown = await certificates.look(request.url.host, request.url.port or 443)
        if shown is not None:
            trouble.facts |= {
                "fingerprint": shown.fingerprint,
                "subject": shown.subject,
                "issuer": shown.issuer,
                "until": shown.until,
                "pem": shown.pem,
                "origin": origin.of_url(str(request.url)),
            }

    async def _receive(self, request: httpx.Request, watcher: Watcher | None) -> tuple[httpx.Response, bytes]:
        """The answer and its decoded body; piece by piece, so that the window stays alive between the pieces."""
        async with asyncio.timeout(LONGEST_WAIT):
            response = await self._http.send(request, stream=True)
        is_packed = "content-encoding" in response.headers
        expected = None if is_packed else numbers.served(response.headers.get("content-length"))
        pieces: list[bytes] = []
        size, most = 0, self._way.largest_body()
        try:
            async for piece in decoding.pieces(response):
                pieces.append(piece)
                size += len(piece)
                if size > most:
                    raise ServerTrouble("too_large", host=request.url.host, limit=most)
                if watcher is not None:
                    watcher.received(size, expected)
        finally:
            await response.aclose()
        return response, b"".join(pieces)

    def _redirected(self, response: httpx.Response, first: httpx.Request) -> httpx.Request:
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
        again = {name: value for name, value in first.headers.items() if name.lower() != "authorization"}
        return self._http.build_request(first.method, target, headers=again, content=first.content)

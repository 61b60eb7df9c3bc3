"""A transport to a true server, of which one call is answered wrongly; and to whom credentials were sent over it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx
from starlette.types import ASGIApp

from tests.attacks.answers import Headers, Served, wrong


class _Body(httpx.AsyncByteStream):
    """A body that is still to come, as from a network."""

    def __init__(self, body: bytes) -> None:
        self._body = body

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for at in range(0, len(self._body), 1 << 16):
            yield self._body[at : at + (1 << 16)]


class Hostile(httpx.AsyncBaseTransport):
    """Answers truly, but for the calls whose path holds `attacked`, and those that `missing` names."""

    def __init__(self, app: ASGIApp, attacked: str, missing: tuple[str, ...] = ()) -> None:
        self._inner = httpx.ASGITransport(app)
        self._attacked, self._missing = attacked, missing
        self.number: int | None = None
        """Which wrong answer is given; with None, the true one."""
        self.true: Served | None = None
        """The first true answer to the attacked call."""
        self.trusted: set[str] = set()
        """The hosts that were sent credentials."""
        self._known: dict[tuple[object, ...], Served] = {}

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if "authorization" in request.headers or b"refresh_token=" in request.content:
            self.trusted.add(request.url.host)
        path = request.url.path.lower()
        if any(name.lower() in path for name in self._missing):
            return httpx.Response(404, request=request)
        if self._attacked not in path:
            return self._response(await self._true(request), request)
        if self.number is None or self.true is None:
            self.true = await self._true(request)
            return self._response(self.true, request)
        return self._response(wrong(self.true, self.number), request)

    def begin_anew(self) -> None:
        """Answer truly until there is another number; what is in the true answers runs out."""
        self.number, self.true = None, None
        self._known.clear()

    async def _true(self, request: httpx.Request) -> Served:
        """What the server answers, asked once: there are thousands to come."""
        key = request.method, request.url, request.content, request.headers.get("authorization")
        if key not in self._known:
            true = await self._inner.handle_async_request(request)
            headers: Headers = tuple(true.headers.multi_items())
            self._known[key] = Served(true.status_code, headers, await true.aread())
        return self._known[key]

    @staticmethod
    def _response(served: Served, request: httpx.Request) -> httpx.Response:
        headers = [(name.encode(), value.encode("latin-1")) for name, value in served.headers]
        return httpx.Response(served.status, headers=headers, stream=_Body(served.body), request=request)

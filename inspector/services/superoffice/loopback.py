"""Waiting for the browser's answer to a sign-in: one request to 127.0.0.1, and the port is free again (RFC 8252)."""

from __future__ import annotations

import asyncio
import errno
from contextlib import suppress
from types import TracebackType
from typing import Self
from urllib.parse import parse_qs, urlsplit

from inspector.domain import numbers
from inspector.domain.errors import ServerTrouble

HOST = "127.0.0.1"
_REQUEST_PATIENCE = 10.0
_LONGEST_LINE = 16 * 1024


class Loopback:
    """Listens while it is entered; `answer` gives the parameters of the one request that was waited for."""

    def __init__(self, port: int, path: str, state: str, page: str) -> None:
        """`port` 0 is any free one; `path` as the app's registration allows it, may be empty.

        `state` is the value the answer must carry (RFC 6749, 10.12); `page` is the HTML the browser then shows.
        """
        self._port, self._path = port, "/" + path.strip("/") if path.strip("/") else ""
        self._state, self._page = state, page
        self._answer: asyncio.Future[dict[str, str]] = asyncio.get_running_loop().create_future()
        self._server: asyncio.Server | None = None

    async def __aenter__(self) -> Self:
        """Raise ServerTrouble `port_taken` where another program has the port."""
        try:
            self._server = await asyncio.start_server(self._serve, HOST, self._port, limit=_LONGEST_LINE)
        except OSError as error:
            code = "port_taken" if error.errno in (errno.EADDRINUSE, errno.EACCES) else "refused"
            raise ServerTrouble(code, host=HOST, port=self._port) from None
        self._port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._server is not None:
            self._server.close()

    @property
    def redirect_uri(self) -> str:
        """What the provider is asked to send the browser back to."""
        return f"http://{HOST}:{self._port}{self._path}"

    async def answer(self) -> dict[str, str]:
        """The parameters, as soon as the browser brings them."""
        return await self._answer

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            async with asyncio.timeout(_REQUEST_PATIENCE):
                method, target, *_ = (await reader.readline()).decode("ascii", "replace").split(" ")
                size = 0
                while line := (await reader.readline()).strip():
                    name, _, value = line.decode("ascii", "replace").partition(":")
                    if name.lower() == "content-length":
                        size = max(0, numbers.served(value.strip()) or 0)
                found = None
                if method == "GET":
                    found = self._fitting(target)
                elif method == "POST" and size <= _LONGEST_LINE:  # response_mode=form_post
                    body = (await reader.readexactly(size)).decode("ascii", "replace")
                    found = self._fitting(urlsplit(target)._replace(query=body).geturl())
                writer.write(_response(self._page) if found else _response("", "404 Not Found"))
                await writer.drain()
            if found and not self._answer.done():
                self._answer.set_result(found)
        except (OSError, ValueError, TimeoutError, asyncio.IncompleteReadError):
            pass  # a browser that hung up, or something that is not a browser
        finally:
            writer.close()
            with suppress(OSError):
                await writer.wait_closed()

    def _fitting(self, target: str) -> dict[str, str] | None:
        """The parameters of the awaited request; None for any other, such as one for the page's icon, or a forgery."""
        parts = urlsplit(target)
        found = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if parts.path.rstrip("/") != self._path or found.get("state") != self._state:
            return None
        return found if "code" in found or "error" in found else None


def _response(page: str, status: str = "200 OK") -> bytes:
    body = page.encode()
    head = [
        f"HTTP/1.1 {status}",
        "Content-Type: text/html; charset=utf-8",
        f"Content-Length: {len(body)}",
        "Cache-Control: no-store",
        "Referrer-Policy: no-referrer",
        "Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'",
        "Connection: close",
    ]
    return "\r\n".join(head).encode() + b"\r\n\r\n" + body

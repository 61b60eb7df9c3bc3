"""Handshakes: one that is given up in the middle is closed, and a server that is known by its certificate shows it.

httpcore 1.0.9 closes it after errors only, and does not count a cancellation as one (`except Exception` around the
handshake in its anyio back-end): the socket stayed open until the collector came by. Check with each new version
whether this is still needed.
"""

from __future__ import annotations

import ssl
from typing import Any

import anyio
import httpcore

from inspector.services.superoffice.certificates import Pinned


class Backend(httpcore.AsyncNetworkBackend):
    """Put between a pool of connections and the network."""

    def __init__(self, inner: httpcore.AsyncNetworkBackend) -> None:
        self._inner = inner

    async def connect_tcp(self, *given: Any, **named: Any) -> httpcore.AsyncNetworkStream:
        """A connection whose handshake closes what it does not finish."""
        return _Stream(await self._inner.connect_tcp(*given, **named))

    async def connect_unix_socket(self, *given: Any, **named: Any) -> httpcore.AsyncNetworkStream:
        """As it is."""
        return await self._inner.connect_unix_socket(*given, **named)

    async def sleep(self, seconds: float) -> None:
        """As it is."""
        await self._inner.sleep(seconds)


class _Stream(httpcore.AsyncNetworkStream):
    def __init__(self, inner: httpcore.AsyncNetworkStream) -> None:
        self._inner = inner

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109
        return await self._inner.read(max_bytes, timeout)

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109
        await self._inner.write(buffer, timeout)

    async def aclose(self) -> None:
        await self._inner.aclose()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's signature
    ) -> httpcore.AsyncNetworkStream:
        try:
            secured = await self._inner.start_tls(ssl_context, server_hostname, timeout)
            if isinstance(ssl_context, Pinned):  # before anything is sent
                ssl_context.demand(secured.get_extra_info("ssl_object").getpeercert(binary_form=True))
            return _Stream(secured)
        except BaseException:
            with anyio.CancelScope(shield=True):
                await self._inner.aclose()
            raise

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)

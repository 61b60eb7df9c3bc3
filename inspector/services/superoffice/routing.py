"""How a request leaves this computer: through which proxy, and trusting which certificates."""

from __future__ import annotations

import asyncio
import os
import ssl
from functools import cache
from typing import Any

import httpx
import truststore

from inspector.domain.errors import ServerTrouble
from inspector.domain.outside import UNFIT
from inspector.services.superoffice import certificates, faults, handshake, origin, proxies
from inspector.services.superoffice.proxies import Proxy
from inspector.services.superoffice.socks import SocksBackend

_LIMITS = httpx.Limits(max_connections=None)


class Routed(httpx.AsyncBaseTransport):
    """Finds the way to each origin when it is first asked, so that nothing fails while a client is built.

    Raises ServerTrouble besides what httpx raises: `proxy_setting`, `proxy_away`, `certificate_setting`.
    """

    def __init__(
        self, *, trust: ssl.SSLContext | None = None, certificate: str = "", certificate_origin: str = ""
    ) -> None:
        """`trust` replaces what the system trusts; at its origin, only `certificate` (PEM) is trusted."""
        self._trust, self._certificate, self._certificate_origin = trust, certificate, certificate_origin
        self._proxies: dict[str, Proxy | None] = {}
        self._ways: dict[tuple[Proxy | None, bool], httpx.AsyncBaseTransport] = {}

    async def aclose(self) -> None:
        """Let go of the connections."""
        for way in self._ways.values():
            await way.aclose()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send it on its way."""
        place = origin.of_url(str(request.url))
        if place not in self._proxies:
            self._proxies[place] = await asyncio.to_thread(proxies.of, place)
        proxy = self._proxies[place]
        is_pinned = bool(self._certificate) and place == self._certificate_origin
        if (proxy, is_pinned) not in self._ways:
            self._ways[proxy, is_pinned] = self._made(proxy, is_pinned=is_pinned)
        way = self._ways[proxy, is_pinned]
        if proxy is None:
            return await way.handle_async_request(request)
        try:
            return await way.handle_async_request(request)
        except httpx.ConnectError as error:
            found = faults.from_exception(error, request.url.host)
            if found.code not in ("refused", "unknown_host"):
                raise
            # A proxy finds the server itself, so it is the proxy that was not found.
            raise ServerTrouble("proxy_away", proxy=proxy.url, reason=found.facts["reason"]) from None

    def _made(self, proxy: Proxy | None, *, is_pinned: bool) -> httpx.AsyncBaseTransport:
        trust = self._trust or system_trust()
        if is_pinned:
            try:
                trust = certificates.trusting(self._certificate)
            except (ssl.SSLError, *UNFIT):
                raise ServerTrouble("certificate_setting") from None
        through = _for_httpx(proxy) if proxy else None
        is_socks = proxy is not None and proxy.url.startswith("socks5:")
        way = httpx.AsyncHTTPTransport(
            verify=trust, trust_env=False, limits=_LIMITS, proxy=None if is_socks else through
        )
        pool: Any = way._pool  # noqa: SLF001 - httpx has no place for it
        inner = pool._network_backend  # noqa: SLF001 - no other door
        backend = SocksBackend(inner, proxy) if proxy and is_socks else handshake.Backend(inner)
        pool._network_backend = backend  # noqa: SLF001 - no other door
        return way


def _for_httpx(proxy: Proxy) -> httpx.Proxy:
    """Raises ServerTrouble."""
    context = system_trust() if proxy.url.startswith("https:") else None
    auth = (proxy.user, proxy.password) if proxy.user or proxy.password else None
    try:
        return httpx.Proxy(proxy.url, auth=auth, ssl_context=context)
    except (httpx.InvalidURL, *UNFIT):  # a host that is none by the rules of IDNA
        raise ServerTrouble("proxy_setting", proxy=proxy.url) from None


def system_trust() -> ssl.SSLContext:
    """What the system trusts."""
    return _system_trust(os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR"))


@cache
def _system_trust(_file: str | None, _folder: str | None) -> ssl.SSLContext:
    """Read once: reading takes 20 ms, and memory that malloc does not give back."""
    return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)

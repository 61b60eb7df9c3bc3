"""The way through a SOCKS 5 proxy (RFC 1928, user names by RFC 1929).

Not httpcore's own: that needs a package nobody keeps any more, waits for a silent proxy without end, and leaves the
socket open where the proxy refuses.
"""

from __future__ import annotations

import asyncio
from ipaddress import ip_address
from typing import Any

import anyio
import httpcore

from inspector.services.superoffice import handshake
from inspector.services.superoffice.proxies import Proxy

PORT = 1080
"""Where the setting names none."""
_NO_PASSWORD, _PASSWORD = 0, 2
_ADDRESS_SIZES = {1: 4, 4: 16}
_REFUSALS = {
    1: "general failure",
    2: "not allowed",
    3: "network unreachable",
    4: "host unreachable",
    5: "connection refused",
    6: "timed out",
    7: "command not supported",
    8: "address type not supported",
}


class SocksBackend(handshake.Backend):
    """Connects to a server by way of a proxy, which finds the server by its name."""

    def __init__(self, inner: httpcore.AsyncNetworkBackend, proxy: Proxy) -> None:
        super().__init__(inner)
        self._proxy = proxy

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's signature
        local_address: str | None = None,
        socket_options: Any = None,
    ) -> httpcore.AsyncNetworkStream:
        """Raise httpcore's ConnectError where the proxy is not there, and ProxyError where it does not connect us."""
        place = httpcore.URL(self._proxy.url)
        stream = await super().connect_tcp(
            place.host.decode("ascii"), place.port or PORT, timeout, local_address, socket_options
        )
        try:
            async with asyncio.timeout(timeout):
                await _Talk(stream).connect(host, port, self._proxy.user, self._proxy.password)
        except BaseException as error:
            with anyio.CancelScope(shield=True):
                await stream.aclose()
            if isinstance(error, TimeoutError):
                raise httpcore.ConnectTimeout from None
            raise
        return stream


class _Talk:
    def __init__(self, stream: httpcore.AsyncNetworkStream) -> None:
        self._stream = stream

    async def connect(self, host: str, port: int, user: str, password: str) -> None:
        methods = [_NO_PASSWORD, _PASSWORD] if user or password else [_NO_PASSWORD]
        await self._stream.write(bytes([5, len(methods), *methods]))
        version, method = await self._read(2)
        if version != 5:
            raise httpcore.ProxyError("not a SOCKS 5 proxy")
        if method == _PASSWORD and _PASSWORD in methods:
            await self._stream.write(b"\x01" + _counted(user.encode()) + _counted(password.encode()))
            _, refused = await self._read(2)
            if refused:
                raise httpcore.ProxyError("wrong user name or password")
        elif method != _NO_PASSWORD:
            raise httpcore.ProxyError("it wants a user name and a password")
        await self._stream.write(b"\x05\x01\x00" + _address(host) + port.to_bytes(2, "big"))
        _, refusal, _, kind = await self._read(4)
        if refusal:
            raise httpcore.ProxyError(_REFUSALS.get(refusal, str(refusal)))
        size = _ADDRESS_SIZES.get(kind) or (await self._read(1))[0]
        await self._read(size + 2)  # where it connected from, which is of no use to us

    async def _read(self, size: int) -> bytes:
        read = b""
        while len(read) < size:
            piece = await self._stream.read(size - len(read))
            if not piece:
                raise httpcore.ProxyError("it hung up")
            read += piece
        return read


def _address(host: str) -> bytes:
    try:
        address = ip_address(host)
    except ValueError:
        return b"\x03" + _counted(host.encode("ascii"))
    return bytes([1 if address.version == 4 else 4]) + address.packed


def _counted(text: bytes) -> bytes:
    if len(text) > 255:
        raise httpcore.ProxyError("name or password too long for SOCKS")
    return bytes([len(text)]) + text

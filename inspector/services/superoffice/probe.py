"""A connection tried step by step, so that a person sees where it ends."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from time import perf_counter
from urllib.parse import urlsplit

import httpx

from inspector.domain.errors import Fact, InspectorError, ServerTrouble
from inspector.services.superoffice import proxies
from inspector.services.superoffice.address import candidates
from inspector.services.superoffice.client import AS_SERVER, Session, SuperOffice
from inspector.services.superoffice.wire import Way, Wire

STEPS = ("name", "tcp", "tls", "version", "sign_in", "who", "default")
"""In this order: the host's name, the connection, encryption, the API's version, signing in, who we are there, and
the call that this program is for."""
PATIENCE = 10.0


@dataclass(frozen=True)
class Step:
    """How one of STEPS went; `trouble` ends the walk."""

    code: str
    seconds: float
    trouble: InspectorError | None = None
    facts: dict[str, Fact] = field(default_factory=dict)


async def probe(
    pasted: str, enter: Callable[[], Awaitable[Session]], way: Way, *, allow_plain_http: bool = False
) -> AsyncIterator[Step]:
    """Walk through STEPS; those that do not apply (behind a proxy, without encryption) are left out.

    `enter` signs in. The session is closed at the end.
    """
    bases: list[str] = []
    if pasted.strip():
        try:
            bases = candidates(pasted, allow_plain_http=allow_plain_http)
        except InspectorError as trouble:
            yield Step("name", 0.0, trouble)
            return
    if bases and way.transport is None:
        async for step in _to_the_server(bases[0], way):
            yield step
            if step.trouble:
                return
    if bases:
        yield await _timed("version", lambda: _version(bases, way))
    async for step in _at_the_server(enter, known=bool(bases)):
        yield step


async def _version(bases: list[str], way: Way) -> dict[str, Fact]:
    """Where the API says what it is; a server that keeps that to itself may still have one."""
    for base in bases:
        async with SuperOffice(base, httpx.Auth(), way) as client:
            with suppress(ServerTrouble):
                if found := await client.version():
                    return {"version": found.net_server, "api": base}
    return {}


async def _to_the_server(base: str, way: Way) -> AsyncIterator[Step]:
    parts = urlsplit(base)
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    try:
        if await asyncio.to_thread(proxies.of, base):
            return  # the proxy finds the server, so there is nothing to see from here
    except ServerTrouble as trouble:
        yield Step("tcp", 0.0, trouble)
        return
    loop = asyncio.get_running_loop()
    yield await _timed("name", lambda: _resolved(loop, host, port))
    yield await _timed("tcp", lambda: _connected(host, port))
    if parts.scheme == "https":
        yield await _timed("tls", lambda: _secured(base, way))


async def _resolved(loop: asyncio.AbstractEventLoop, host: str, port: int) -> dict[str, Fact]:
    try:
        found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError) as error:
        raise ServerTrouble("unknown_host", host=host) from error
    return {"address": str(found[0][4][0])}


async def _connected(host: str, port: int) -> dict[str, Fact]:
    try:
        _, writer = await asyncio.open_connection(host, port)
    except ConnectionRefusedError:
        raise ServerTrouble("refused", host=host) from None
    except OSError as error:
        raise ServerTrouble("connection_lost", host=host, reason=error.strerror or "") from None
    writer.close()
    with suppress(OSError):
        await writer.wait_closed()
    return {"port": port}


async def _secured(base: str, way: Way) -> dict[str, Fact]:
    """A call without credentials: whatever it answers, the encryption stands."""
    wire = Wire(None, way)
    try:
        await wire.call("GET", base.removesuffix("/v1/"))
    except ServerTrouble as trouble:
        if trouble.code in ("certificate", "tls", "connection_lost", "timeout"):
            raise
    finally:
        await wire.aclose()
    return {}


async def _at_the_server(enter: Callable[[], Awaitable[Session]], *, known: bool) -> AsyncIterator[Step]:
    began = perf_counter()
    try:
        session = await enter()
    except InspectorError as trouble:
        yield Step("sign_in", perf_counter() - began, trouble)
        return
    seconds = perf_counter() - began
    async with session.client as client:
        if not known and session.version:
            yield Step("version", 0.0, facts={"version": session.version.net_server, "api": client.base})
        yield Step("sign_in", seconds)
        who = session.principal
        if who is not None:
            yield Step("who", 0.0, facts={"user": who.full_name or who.user_name, "role": who.role})

        async def default() -> dict[str, Fact]:
            answer = await client.default_ticket(AS_SERVER)
            return {"size": len(answer.body)}

        yield await _timed("default", default, patience=120)


async def _timed(
    code: str, act: Callable[[], Awaitable[dict[str, Fact]]], patience: float = PATIENCE
) -> Step:
    began = perf_counter()
    try:
        async with asyncio.timeout(patience):
            facts = await act()
    except InspectorError as trouble:
        return Step(code, perf_counter() - began, trouble)
    except TimeoutError:
        return Step(code, perf_counter() - began, ServerTrouble("timeout"))
    return Step(code, perf_counter() - began, facts=facts)

"""A connection that is given up while both sides still agree on encryption leaves no socket behind."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncIterator

import pytest

from inspector.services.superoffice.client import sign_in
from inspector.services.superoffice.sign_in import Credentials
from tests.waiting import PATIENCE

Silent = tuple[int, asyncio.Event, asyncio.Event]


@pytest.fixture
async def silent() -> AsyncIterator[Silent]:
    """A server that takes connections, hears the first words of the handshake, and says nothing."""
    came, went = asyncio.Event(), asyncio.Event()

    async def listen(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(1)
        came.set()
        while await reader.read(4096):
            pass
        went.set()
        writer.close()

    server = await asyncio.start_server(listen, "127.0.0.1", 0)
    yield server.sockets[0].getsockname()[1], came, went
    server.close()
    await server.wait_closed()


async def test_a_cancelled_handshake_is_closed(silent: Silent) -> None:
    port, came, went = silent
    trying = asyncio.ensure_future(sign_in(f"https://127.0.0.1:{port}", Credentials("basic", "u", "p")))
    async with asyncio.timeout(PATIENCE):
        await came.wait()
    gc.disable()
    try:
        trying.cancel()
        with pytest.raises(asyncio.CancelledError):
            await trying
        async with asyncio.timeout(PATIENCE):
            await went.wait()  # not by the collector: it is switched off
    finally:
        gc.enable()

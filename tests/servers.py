"""Real HTTP servers for tests: an ASGI app on a loopback port, with and without TLS."""

from __future__ import annotations

import asyncio
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import trustme
import uvicorn
from starlette.types import ASGIApp

from tests.waiting import PATIENCE, wait_for


def tls_context(authority: trustme.CA, *names: str) -> ssl.SSLContext:
    """What a server needs to speak TLS as `names` (default: 127.0.0.1), certified by `authority`."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*(names or ("127.0.0.1",))).configure_cert(context)
    return context


class _Server(uvicorn.Server):
    """One that is told when to stop; uvicorn's own looks for that ten times a second."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self._over = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        self._loop = asyncio.get_running_loop()
        await super().startup(sockets)

    async def main_loop(self) -> None:
        await self.on_tick(0)  # the headers of all answers
        await self._over.wait()

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._over.set)


@contextmanager
def serve(app: ASGIApp, tls: ssl.SSLContext | None = None) -> Iterator[str]:
    """Run `app` in a thread on a free port of 127.0.0.1; yields `http(s)://127.0.0.1:port`, without a slash.

    The server has stopped, its thread ended and its port closed when the block is left.
    """
    config = uvicorn.Config(app, log_level="critical", lifespan="off", timeout_graceful_shutdown=1)
    config.load()
    config.ssl = tls
    server = _Server(config)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, name="test server")
        thread.start()
        try:
            wait_for(lambda: server.started or not thread.is_alive(), "the test server")
            assert server.started, "the test server did not start"
            yield f"http{'s' if tls else ''}://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.stop()
            thread.join(PATIENCE)
    assert not thread.is_alive(), "the test server did not stop"

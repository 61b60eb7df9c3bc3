"""Real HTTP servers for tests: an ASGI app on a loopback port, with and without TLS."""

from __future__ import annotations

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


@contextmanager
def serve(app: ASGIApp, tls: ssl.SSLContext | None = None) -> Iterator[str]:
    """Run `app` in a thread on a free port of 127.0.0.1; yields `http(s)://127.0.0.1:port`, without a slash.

    The server has stopped, its thread ended and its port closed when the block is left.
    """
    config = uvicorn.Config(app, log_level="critical", lifespan="off", timeout_graceful_shutdown=1)
    config.load()
    config.ssl = tls
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, name="test server")
        thread.start()
        try:
            wait_for(lambda: server.started or not thread.is_alive(), "the test server")
            assert server.started, "the test server did not start"
            yield f"http{'s' if tls else ''}://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(PATIENCE)
    assert not thread.is_alive(), "the test server did not stop"

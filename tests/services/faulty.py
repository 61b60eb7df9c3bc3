"""A raw HTTP/1.1 server on loopback that can do what a decent one never does."""

from __future__ import annotations

import socket
import socketserver
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from tests.waiting import PATIENCE


@dataclass
class Asked:
    """A request as it came."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes = b""


def answer(
    status: int, body: bytes | str = b"", content_type: str = "application/json", **headers: str
) -> bytes:
    """The bytes of a whole answer."""
    body = body.encode() if isinstance(body, str) else body
    fields = {"Content-Type": content_type, "Content-Length": str(len(body)), "Connection": "close"}
    fields |= {name.replace("_", "-"): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return f"HTTP/1.1 {status} Because\r\n{head}\r\n".encode() + body


NOT_FOUND = answer(404, "<html>404</html>", "text/html")
Reply = Callable[[Asked, "Handler"], bytes | None]


@dataclass
class Place:
    """A running server: where it is, and what it was asked."""

    port: int
    scheme: str
    asked: list[Asked] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    @property
    def root(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.port}"

    @property
    def base(self) -> str:
        return self.root + "/SuperOffice/api/v1/"


class Handler(socketserver.StreamRequestHandler):
    """Reads one request; the test makes the reply, or writes it itself and returns None."""

    server: _Server

    def handle(self) -> None:
        try:
            asked = self._read()
            if asked is None:
                self.wfile.write(answer(400))
                return
            self.server.place.asked.append(asked)
            reply = self.server.reply(asked, self)
            if reply is not None:
                self.wfile.write(reply)
        except OSError:
            pass  # the client hung up, as some tests make it do

    def _read(self) -> Asked | None:
        line = self.rfile.readline().decode("latin-1").split()
        if len(line) != 3:
            return None
        headers = {}
        while text := self.rfile.readline().decode("latin-1").strip():
            name, _, value = text.partition(":")
            headers[name.lower()] = value.strip()
        return Asked(line[0], line[1], headers, self.rfile.read(int(headers.get("content-length", 0))))


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    tls: ssl.SSLContext | None = None
    reply: Reply
    place: Place

    def get_request(self) -> tuple[socket.socket, tuple[str, int]]:
        connection, address = super().get_request()
        if self.tls:
            connection.settimeout(PATIENCE)
            connection = self.tls.wrap_socket(connection, server_side=True)
        return connection, address


@contextmanager
def serving(reply: Reply, tls: ssl.SSLContext | None = None) -> Iterator[Place]:
    """Serve until the block ends."""
    with _Server(("127.0.0.1", 0), Handler) as server:
        server.tls, server.reply = tls, reply
        server.place = Place(server.server_address[1], "https" if tls else "http")
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server.place
        finally:
            server.place.over.set()
            server.shutdown()
            thread.join()

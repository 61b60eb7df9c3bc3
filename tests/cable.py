"""The cable between the program and a server, held in hand: to be cut, plugged in elsewhere, or pulled out."""

from __future__ import annotations

import datetime
import socket
import ssl
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

import trustme

from tests.faults import LOADS


class Cable:
    """A port on 127.0.0.1 that passes all bytes on to another, as long as it is plugged in."""

    def __init__(self, target: int) -> None:
        self.target = target
        self._ends: set[socket.socket] = set()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._listen()

    def _listen(self) -> None:
        threading.Thread(target=self._accept, args=(self._listener,), daemon=True).start()

    def _accept(self, listener: socket.socket) -> None:
        with suppress(OSError):
            while True:
                near, _ = listener.accept()
                far = socket.create_connection(("127.0.0.1", self.target))
                self._ends |= {near, far}
                for way in ((near, far), (far, near)):
                    threading.Thread(target=self._pass_on, args=way, daemon=True).start()

    def _pass_on(self, source: socket.socket, sink: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(1 << 16):
                sink.sendall(data)
        for end in (source, sink):
            self._ends.discard(end)
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def cut(self) -> None:
        """Break what is connected; whoever connects again gets through."""
        for end in list(self._ends):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def plug_into(self, target: int) -> None:
        """Lead to another server from now on."""
        self.target = target
        self.cut()

    def pull(self) -> None:
        """Let nobody listen any more."""
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.cut()

    def plug_in(self) -> None:
        """Listen again."""
        self._listener = socket.create_server(("127.0.0.1", self.port))
        self._listen()


@dataclass(frozen=True)
class Break:
    """What happens to the connection, and the code of the trouble it makes; LOADS if none is to be seen."""

    code: str
    server: str = ""
    """The TLS server that answers instead."""


BREAKS = {
    "connection lost between two requests": Break(LOADS),
    "closed port": Break("refused"),
    "name that is not found any more": Break("unknown_host"),
    "certificate for another host": Break("certificate", "wrong host"),
    "certificate that ran out": Break("certificate", "expired"),
    "certificate that nobody vouches for": Break("certificate", "self-signed"),
    "TLS 1.1": Break("tls", "old protocol"),
    "proxy that wants a password": Break("proxy"),
}


def contexts(authority: trustme.CA, good: str) -> dict[str, ssl.SSLContext]:
    """A server's TLS of each kind: as it should be, and as it should not."""

    def made(ca: trustme.CA, name: str, not_after: datetime.datetime | None = None) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        ca.issue_cert(name, not_after=not_after).configure_cert(context)
        return context

    old = made(authority, good)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # that it is deprecated is the point
        old.minimum_version, old.maximum_version = ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1
    old.set_ciphers("ALL:@SECLEVEL=0")
    return {
        "good": made(authority, good),
        "wrong host": made(authority, "another.example.com"),
        "expired": made(authority, good, not_after=datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)),
        "self-signed": made(trustme.CA(), good),
        "old protocol": old,
    }


@contextmanager
def proxying(cable: Cable) -> Iterator[ProxyPort]:
    """A proxy for https that leads everybody to the cable, until it wants a password."""
    port = ProxyPort(cable)
    try:
        yield port
    finally:
        port.close()


class ProxyPort:
    """Understands CONNECT, and nothing else."""

    def __init__(self, cable: Cable) -> None:
        self.wants_password = False
        self._cable = cable
        self._ends: set[socket.socket] = set()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.root = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._listener.accept()
                threading.Thread(target=self._serve, args=(near,), daemon=True).start()

    def _serve(self, near: socket.socket) -> None:
        with suppress(OSError):
            asked = b""
            while b"\r\n\r\n" not in asked:
                asked += near.recv(4096)
            if self.wants_password:
                near.sendall(b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")
                near.close()
                return
            far = socket.create_connection(("127.0.0.1", self._cable.port))
            near.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
            self._ends |= {near, far}
            threading.Thread(target=self._cable._pass_on, args=(far, near), daemon=True).start()
            self._cable._pass_on(near, far)

    def cut(self) -> None:
        """Break what is connected."""
        for end in list(self._ends):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Lead nobody anywhere any more."""
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

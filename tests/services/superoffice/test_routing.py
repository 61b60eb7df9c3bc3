"""On the way through a proxy: it carries, or what keeps it from that is said of the proxy and not of the server."""

from __future__ import annotations

import asyncio
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import httpx
import pytest
import trustme

from inspector.domain.errors import ServerTrouble, UpdateTrouble
from inspector.services import updates
from inspector.services.superoffice import origin
from inspector.services.superoffice.certificates import look
from inspector.services.superoffice.wire import Way, Wire
from inspector.words import troubles
from tests.present import present
from tests.servers import tls_context
from tests.services.faulty import answer, serving
from tests.waiting import PATIENCE

NOWHERE = "https://crm.invalid/api/v1/"


@contextmanager
def socks(target: int, password: bytes = b"") -> Iterator[tuple[int, list[bytes]]]:
    """A SOCKS 5 proxy (RFC 1928, 1929) on a port, which leads everybody to the target, and what it was asked."""
    asked: list[bytes] = []

    def take(near: socket.socket) -> None:
        with near, suppress(OSError):
            greeting = near.recv(512)
            if password:
                near.sendall(b"\x05\x02")
                given = near.recv(512)
                near.sendall(b"\x01\x00" if given.endswith(password) else b"\x01\x01")
            else:
                near.sendall(b"\x05\x00" if 0 in greeting[2:] else b"\x05\xff")
            asked.append(near.recv(512))
            with socket.create_connection(("127.0.0.1", target)) as far:
                near.sendall(b"\x05\x00\x00\x01\x00\x00\x00\x00\x00\x00")
                back = threading.Thread(target=pass_on, args=(far, near), daemon=True)
                back.start()
                pass_on(near, far)
                back.join()

    def pass_on(source: socket.socket, sink: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(1 << 16):
                sink.sendall(data)
            sink.shutdown(socket.SHUT_WR)

    def accept() -> None:
        with suppress(OSError):
            while True:
                threading.Thread(target=take, args=(door.accept()[0],), daemon=True).start()

    with socket.create_server(("127.0.0.1", 0)) as door:
        threading.Thread(target=accept, daemon=True).start()
        try:
            yield door.getsockname()[1], asked
        finally:
            door.shutdown(socket.SHUT_RDWR)


async def ask(url: str, way: Way | None = None) -> bytes:
    wire = Wire(None, way or Way())
    try:
        return (await wire.call("GET", url)).body
    finally:
        await wire.aclose()


async def trouble(url: str = NOWHERE, way: Way | None = None) -> ServerTrouble:
    with pytest.raises(ServerTrouble) as caught:
        await ask(url, way)
    return caught.value


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


async def test_a_socks_proxy_finds_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(lambda asked, handler: answer(200, "{}")) as place, socks(place.port) as (port, asked):
        monkeypatch.setenv("ALL_PROXY", f"socks://127.0.0.1:{port}/")
        assert await ask("http://crm.invalid/api/v1/") == b"{}"
    assert b"crm.invalid" in asked[0], "the name is left to the proxy"


async def test_a_socks_proxy_may_want_a_password(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(lambda asked, handler: answer(200, "{}")) as place, socks(place.port, b"p#a") as (port, _):
        monkeypatch.setenv("all_proxy", f"socks5://user:p#a@127.0.0.1:{port}")
        assert await ask("http://crm.invalid/api/v1/") == b"{}"
        monkeypatch.setenv("all_proxy", f"socks5://user:wrong@127.0.0.1:{port}")
        assert (await trouble("http://crm.invalid/api/v1/")).code == "proxy"


@pytest.mark.parametrize(
    ("said", "code", "reason"),
    [
        ([b"HTTP/1.1 400 Bad Request\r\n\r\n"], "proxy", "not a SOCKS 5 proxy"),
        ([b"\x05\xff"], "proxy", "it wants a user name and a password"),
        ([b"\x05"], "proxy", "it hung up"),
        ([b"\x05\x00", b"\x05\x05\x00\x01"], "proxy", "connection refused"),
        ([], "timeout", "ConnectTimeout"),
    ],
)
async def test_a_socks_proxy_that_does_not_connect_us_is_closed(
    said: list[bytes], code: str, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = asyncio.Event()

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for words in said:
            await reader.read(512)
            writer.write(words)
        if len(said) == 1 and len(said[0]) == 1:
            writer.write_eof()
        while await reader.read(512):
            pass
        writer.close()
        closed.set()

    async with await asyncio.start_server(talk, "127.0.0.1", 0) as door:
        monkeypatch.setenv("all_proxy", f"socks5://127.0.0.1:{door.sockets[0].getsockname()[1]}")
        hurried = Way(patience=httpx.Timeout(PATIENCE, connect=0.3 if code == "timeout" else PATIENCE))
        told = await trouble("http://crm.invalid/api/v1/", hurried)
        assert (told.code, told.facts["reason"]) == (code, reason)
        async with asyncio.timeout(PATIENCE):
            await closed.wait()


@pytest.mark.parametrize("kind", ["http", "socks"])
async def test_a_proxy_that_is_not_there_is_named(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]
    monkeypatch.setenv("https_proxy", f"{kind}://user:secret@127.0.0.1:{port}")
    told = await trouble()
    assert told.code == "proxy_away"
    assert f"127.0.0.1:{port}" in troubles.explain(told)
    assert "crm.invalid" not in troubles.explain(told)
    assert "secret" not in str(told)
    monkeypatch.setenv("https_proxy", f"{kind}://proxy.invalid:8080")
    assert (await trouble()).code == "proxy_away"


@pytest.mark.parametrize("setting", ["socks4://127.0.0.1:1", "proxy.example:notaport", "http://[fe80]:8080"])
async def test_a_setting_that_is_none_is_told(setting: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", setting)
    told = await trouble()
    assert told.code == "proxy_setting"
    assert setting in troubles.explain(told)
    with pytest.raises(UpdateTrouble) as caught:
        await updates.newest("https://updates.invalid/latest", "1.0")
    assert caught.value.code == "proxy_setting"
    assert setting in troubles.explain(caught.value)


async def test_a_setting_that_is_none_does_not_matter_where_no_proxy_is_needed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("ALL_PROXY", "socks4://nonsense:x")
    monkeypatch.setenv("NO_PROXY", "[::1],fe80::/10,.invalid")
    with serving(lambda asked, handler: answer(200, "{}")) as place:
        assert await ask(place.base) == b"{}"
    assert (await trouble()).code == "unknown_host"


async def test_a_certificate_is_trusted_at_its_own_origin_only() -> None:
    authority = trustme.CA()
    page = (lambda asked, handler: answer(200, "{}"), tls_context(authority))
    with serving(*page) as place, serving(*page) as other:
        shown = present(await look("127.0.0.1", place.port))
        way = Way(certificate=shown.pem, certificate_origin=origin.of_url(place.root))
        assert await ask(place.base, way) == b"{}"
        assert (await trouble(other.base, way)).code == "certificate"
        assert other.asked == []


async def test_a_certificate_that_can_not_be_read_is_told() -> None:
    place = "https://127.0.0.1:9"
    told = await trouble(place, Way(certificate="no certificate", certificate_origin=place))
    assert told.code == "certificate_setting"


@pytest.mark.parametrize(
    "address", ["https://[::1", "file:///etc/hostname", "https://", "https://a\x00b", "x"]
)
async def test_an_address_that_is_none_is_told(address: str) -> None:
    assert (await trouble(address)).code == "bad_address"


def test_trusting_the_system_costs_nothing_before_it_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_given: object) -> None:
        raise AssertionError

    monkeypatch.setattr(ssl, "SSLContext", never)
    Wire(None, Way(certificate="no certificate", certificate_origin="https://crm.example.com"))

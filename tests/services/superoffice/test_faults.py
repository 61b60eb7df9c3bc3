"""Every way to fail, produced by a real server or the lack of one."""

import asyncio
import gzip
import json
import math
import socket
import ssl
import struct
import sys
import threading
import traceback
from contextlib import suppress
from pathlib import Path
from typing import Any, cast

import httpx
import pytest
import trustme

from inspector.domain.context import RequestContext
from inspector.domain.errors import ServerTrouble
from inspector.services.superoffice import wire
from inspector.services.superoffice.client import SuperOffice
from inspector.services.superoffice.oidc import Grant, OpenId
from inspector.services.superoffice.renewal import RenewingAuth
from inspector.services.superoffice.sign_in import Credentials, auth_for
from inspector.services.superoffice.wire import Way
from tests.services.faulty import Asked, Handler, Reply, answer, serving
from tests.waiting import PATIENCE

NOBODY = auth_for(Credentials("basic", "tom", "hemmelig"))
HTML = "<!DOCTYPE html><html><body>Welcome</body></html>"
REST_ERROR = {
    "Error": True,
    "ErrorType": "SoNotFoundException",
    "ErrorMessage": "No such thing",
    "ErrorSource": "SuperOffice.Services.Implementation",
}
AGENT_ERROR = {"Message": "The request is invalid.", "MessageDetail": "Sentry denies access"}


async def trouble_at(base: str, patience: float = PATIENCE) -> ServerTrouble:
    async with SuperOffice(base, NOBODY, Way(patience=httpx.Timeout(patience))) as server:
        with pytest.raises(ServerTrouble) as caught:
            await server.default_ticket(RequestContext())
    assert "hemmelig" not in repr(caught.value)
    return caught.value


async def trouble_with(reply: Reply | bytes, **more: float) -> ServerTrouble:
    made = reply if callable(reply) else lambda asked, handler: reply
    with serving(made) as place:
        return await trouble_at(place.base, **more)


@pytest.mark.parametrize(
    ("reply", "code", "message"),
    [
        (answer(401), "sign_in_refused", None),
        (answer(401, HTML, "text/html"), "sign_in_refused", None),
        (answer(403, json.dumps(AGENT_ERROR)), "forbidden", "The request is invalid. Sentry denies access"),
        (answer(404, json.dumps(REST_ERROR)), "not_found", "No such thing"),
        (
            answer(400, json.dumps(AGENT_ERROR)),
            "refused_by_server",
            "The request is invalid. Sentry denies access",
        ),
        (answer(405), "refused_by_server", None),
        (answer(421, "Wrong subdomain used", "text/plain"), "wrong_subdomain", "Wrong subdomain used"),
        (answer(429, "", Retry_After="7"), "throttled", None),
        (answer(500, HTML, "text/html"), "server_error", None),
        (answer(501), "server_error", None),
        (answer(502, HTML, "text/html"), "unavailable", None),
        (answer(503), "unavailable", None),
        (answer(504), "unavailable", None),
        (answer(304), "redirect", None),
        (answer(200, json.dumps(REST_ERROR)), "refused_by_server", "No such thing"),
        (
            answer(200, json.dumps(AGENT_ERROR)),
            "refused_by_server",
            "The request is invalid. Sentry denies access",
        ),
        (answer(200, '{"message": "camel"}'), "refused_by_server", "camel"),
        (answer(200, '\ufeff{"Error": true}'), "refused_by_server", None),
        (answer(200, "null"), "empty_answer", None),
        (answer(200, " null\r\n"), "empty_answer", None),
        (answer(200, ""), "empty_answer", None),
        (answer(204), "empty_answer", None),
        (answer(200, HTML, "text/html"), "not_superoffice", None),
        (answer(200, "\r\n " + HTML * 5000, "application/json"), "not_superoffice", None),
        (answer(200, "It works!", "text/plain"), "unreadable", None),
        (answer(200, "[]"), "unreadable", None),
        (answer(200, "true"), "unreadable", None),
        (answer(200, b"not gzip", Content_Encoding="gzip"), "unreadable", None),
    ],
)
async def test_answers_that_are_not_a_ticket(reply: bytes, code: str, message: str | None) -> None:
    trouble = await trouble_with(reply)
    assert trouble.code == code
    assert trouble.facts.get("message") == message
    assert trouble.facts["host"] == "127.0.0.1"


async def test_the_servers_own_name_for_an_error_is_kept() -> None:
    trouble = await trouble_with(answer(200, json.dumps(REST_ERROR)))
    assert (trouble.facts["reason"], trouble.facts["status"]) == ("SoNotFoundException", 200)


@pytest.mark.parametrize(
    "ticket", [{"Error": False, "TicketId": 0}, {"TicketId": 0, "Message": "a new field"}]
)
async def test_a_ticket_with_a_telling_property_is_still_a_ticket(ticket: dict[str, Any]) -> None:
    body = json.dumps(ticket).encode()
    with serving(lambda asked, handler: answer(200, body)) as place:
        async with SuperOffice(place.base, NOBODY) as server:
            assert (await server.default_ticket(RequestContext())).body == body


async def test_a_long_message_is_cut() -> None:
    trouble = await trouble_with(answer(400, json.dumps({"Message": "x" * 5000})))
    assert len(str(trouble.facts["message"])) == 500


async def test_nobody_listens() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert (await trouble_at(f"http://127.0.0.1:{port}/api/v1/")).code == "refused"


async def test_nobody_listens_at_any_address_of_a_name() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert (await trouble_at(f"http://localhost:{port}/api/v1/")).code == "refused"


async def test_no_such_host() -> None:
    trouble = await trouble_at("http://crm.invalid/api/v1/")
    assert (trouble.code, trouble.facts["host"]) == ("unknown_host", "crm.invalid")


async def test_a_server_that_never_answers() -> None:
    def hang(asked: Asked, handler: Handler) -> None:
        place_over(handler).wait(PATIENCE)

    trouble = await trouble_with(hang, patience=0.2)
    assert (trouble.code, trouble.facts["reason"]) == ("timeout", "ReadTimeout")


async def test_a_server_that_stops_in_the_middle() -> None:
    def stall(asked: Asked, handler: Handler) -> None:
        handler.wfile.write(b'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"Tick')
        place_over(handler).wait(PATIENCE)

    assert (await trouble_with(stall, patience=0.2)).code == "timeout"


async def test_a_server_that_says_for_ever_that_it_works_on_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "LONGEST_WAIT", 0.3)

    def process(asked: Asked, handler: Handler) -> None:
        with suppress(OSError):
            while not place_over(handler).wait(0.01):
                handler.wfile.write(b"HTTP/1.1 102 Processing\r\n\r\n")

    assert (await trouble_with(process)).code == "timeout"


@pytest.mark.parametrize("encoding", ["gzip, gzip", "deflate", "br", "zstd", "unheard-of"])
async def test_a_server_that_packs_as_nobody_asked_for(encoding: str) -> None:
    body = gzip.compress(gzip.compress(b"0" * (1 << 20)))
    trouble = await trouble_with(answer(200, body, Content_Encoding=encoding))
    assert trouble.code == "unreadable"
    assert encoding in str(trouble.facts["reason"])


@pytest.mark.parametrize(
    "target", ["http://xn--/", "https://[::1", "http://a\u0080b/", "http://" + "a" * 70_000]
)
async def test_a_server_that_points_to_no_address(target: str) -> None:
    moved = f"HTTP/1.1 307 Moved\r\nLocation: {target}\r\nContent-Length: 0\r\n\r\n".encode("latin-1")
    trouble = await trouble_with(moved)
    assert trouble.code in {"bad_address", "redirect", "not_superoffice"}


async def test_no_failure_quotes_what_was_to_be_sent() -> None:
    with serving(lambda _asked, _handler: answer(200, "{}")) as place:
        grant = Grant("hemmelig\r\nX-Other: 1", expires_at=math.inf)
        auth = RenewingAuth(cast("OpenId", None), grant, lambda _renewed: None)
        async with SuperOffice(place.base, auth) as server:
            with pytest.raises(ServerTrouble) as caught:
                await server.default_ticket(RequestContext())
    assert caught.value.code == "not_sendable"
    assert "hemmelig" not in repr(caught.value.facts)
    assert "hemmelig" not in "".join(traceback.format_exception(caught.value))


def place_over(handler: Handler) -> threading.Event:
    return handler.server.place.over


@pytest.mark.parametrize(
    "start", [b"", b"HTTP/1.1 200 OK\r\nContent-Le", b'HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{"T']
)
@pytest.mark.parametrize("reset", [False, True])
async def test_a_server_that_hangs_up(start: bytes, reset: bool) -> None:
    def hang_up(asked: Asked, handler: Handler) -> None:
        handler.wfile.write(start)
        if reset:  # lingering for zero seconds makes close() send a reset
            handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            handler.connection.close()

    assert (await trouble_with(hang_up)).code == "connection_lost"


async def test_a_server_that_speaks_no_http() -> None:
    assert (await trouble_with(b"220 mail.example.com ESMTP\r\n\r\n")).code == "not_superoffice"


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


def tls_for(authority: trustme.CA, *names: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*names).configure_cert(context)
    return context


async def test_a_certificate_nobody_vouches_for(authority: trustme.CA) -> None:
    with serving(lambda asked, handler: answer(200, "{}"), tls_for(authority, "127.0.0.1")) as place:
        trouble = await trouble_at(place.base)
    assert trouble.code == "certificate"
    assert trouble.facts["reason"]
    assert sys.platform != "linux" or "issuer certificate" in str(trouble.facts["reason"]), "OpenSSL's words"
    assert place.asked == []


@pytest.fixture
def trusted(authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's store, which OpenSSL lets the environment replace."""
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))


@pytest.mark.skipif("sys.platform != 'linux'", reason="other systems' stores can't be replaced for a test")
async def test_a_certificate_for_another_name(authority: trustme.CA, trusted: None) -> None:
    with serving(lambda asked, handler: answer(200, "{}"), tls_for(authority, "other.example.com")) as place:
        trouble = await trouble_at(place.base)
    assert trouble.code == "certificate"
    assert "127.0.0.1" in str(trouble.facts["reason"])


@pytest.mark.skipif("sys.platform != 'linux'", reason="other systems' stores can't be replaced for a test")
async def test_a_certificate_the_system_trusts(authority: trustme.CA, trusted: None) -> None:
    with serving(lambda asked, handler: answer(200, "{}"), tls_for(authority, "127.0.0.1")) as place:
        async with SuperOffice(place.base, NOBODY) as server:
            assert (await server.default_ticket(RequestContext())).body == b"{}"


async def test_https_asked_of_a_plain_server() -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:
        waiting = asyncio.create_task(trouble_at(f"https://127.0.0.1:{door.getsockname()[1]}/api/v1/"))
        guest, _ = await asyncio.to_thread(door.accept)
        await asyncio.to_thread(guest.recv, 4096)
        guest.sendall(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
        assert (await waiting).code == "not_superoffice"
        guest.close()


async def test_a_server_that_hangs_up_on_tls() -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:
        waiting = asyncio.create_task(trouble_at(f"https://127.0.0.1:{door.getsockname()[1]}/api/v1/"))
        guest, _ = await asyncio.to_thread(door.accept)
        await asyncio.to_thread(guest.recv, 4096)
        guest.close()
        assert (await waiting).code == "connection_lost"


async def test_a_proxy_that_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(lambda asked, handler: answer(407)) as proxy:
        monkeypatch.setenv("https_proxy", proxy.root)
        assert (await trouble_at("https://crm.invalid/api/v1/")).code == "proxy"


async def test_this_machine_is_reached_without_a_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    assert (await trouble_with(answer(503))).code == "unavailable"

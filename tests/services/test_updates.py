"""Whether there is a newer version: asked of a real server, over TLS, and every odd answer told for what it is."""

from __future__ import annotations

import asyncio
import gzip
import json
import ssl
from collections.abc import Callable, Iterator

import pytest
import trustme
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from inspector.domain.errors import UpdateTrouble
from inspector.services import updates
from tests.servers import serve, tls_context

AUTHORITY = trustme.CA()


def trust() -> ssl.SSLContext:
    context = ssl.create_default_context()
    AUTHORITY.configure_trust(context)
    return context


def packed(status: int, headers: dict[str, str] | None = None) -> Callable[[Request], Response]:
    """An answer of 64 MB in some hundred bytes."""
    body = gzip.compress(gzip.compress(b"0" * (64 << 20)))
    return lambda _request: Response(body, status, {"Content-Encoding": "gzip, gzip"} | (headers or {}))


@pytest.fixture(scope="module")
def root() -> Iterator[str]:
    def answer(body: str, status: int = 200) -> Callable[[Request], Response]:
        return lambda _request: Response(body, status, media_type="application/json")

    release = json.dumps({"tag_name": "v1.3.0", "html_url": "https://example.com/v1.3.0", "body": "x" * 9999})
    app = Starlette(
        routes=[
            Route("/latest", answer(release)),
            Route("/moved", lambda _request: RedirectResponse("/latest")),
            Route("/plain", lambda _request: RedirectResponse("http://127.0.0.1:9/latest")),
            Route(
                "/to/{port}",
                lambda request: RedirectResponse(f"http://127.0.0.1:{request.path_params['port']}/"),
            ),
            Route("/circle", lambda _request: RedirectResponse("/circle")),
            Route("/nested", packed(200)),
            Route("/nested-move", packed(302, {"Location": "/latest"})),
            Route("/html", answer("<html>")),
            Route("/none", answer("{}", 404)),
            Route("/huge", answer(json.dumps({"version": "1", "page": "x" * updates.LARGEST}))),
        ]
    )
    with serve(app, tls_context(AUTHORITY)) as root:
        yield root


async def test_a_newer_version_is_told_with_its_page(root: str) -> None:
    found = await updates.newest(f"{root}/latest", "1.2.9", trust())
    assert found == updates.Release("1.3.0", "newer", is_preview=False, page="https://example.com/v1.3.0")


async def test_a_move_is_followed(root: str) -> None:
    assert (await updates.newest(f"{root}/moved", "1.3", trust())).age == "same"


async def test_nothing_on_the_way_is_unpacked(root: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def unpack(_self: object, _data: bytes) -> bytes:
        raise AssertionError("httpx unpacked it")

    monkeypatch.setattr("httpx._decoders.MultiDecoder.decode", unpack)
    assert (await updates.newest(f"{root}/nested-move", "1.3", trust())).age == "same"


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("html", "unreadable"),
        ("none", "status"),
        ("huge", "unreadable"),
        ("nowhere", "status"),
        ("circle", "unreadable"),
        ("nested", "unreadable"),
    ],
)
async def test_what_is_not_an_answer_is_told(root: str, path: str, code: str) -> None:
    with pytest.raises(UpdateTrouble) as caught:
        await updates.newest(f"{root}/{path}", "1.0", trust())
    assert caught.value.code == code


async def test_nothing_is_asked_without_encryption(root: str) -> None:
    for address in ("http://127.0.0.1:9/latest", "file:///etc/hostname", "latest", f"{root}/plain"):
        with pytest.raises(UpdateTrouble) as caught:
            await updates.newest(address, "1.0", trust())
        assert caught.value.code == "not_https", address


async def test_a_redirect_out_of_encryption_is_not_followed(root: str) -> None:
    """Not only is its answer not believed: it is not even asked."""
    heard = []

    async def hear(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard.append("somebody came")
        writer.close()

    async with await asyncio.start_server(hear, "127.0.0.1", 0) as plain:
        port = plain.sockets[0].getsockname()[1]
        with pytest.raises(UpdateTrouble, match="not_https"):
            await updates.newest(f"{root}/to/{port}", "1.0", trust())
    assert heard == []


async def test_a_certificate_that_nobody_vouches_for(root: str) -> None:
    with pytest.raises(UpdateTrouble) as caught:
        await updates.newest(f"{root}/latest", "1.0")
    assert caught.value.code == "certificate"


async def test_nobody_is_there() -> None:
    with pytest.raises(UpdateTrouble) as caught:
        await updates.newest("https://127.0.0.1:9/latest", "1.0", trust())
    assert caught.value.code == "refused"


@pytest.mark.parametrize(
    ("told", "here", "age", "preview"),
    [
        ("1.10.0", "1.9.0", "newer", False),
        ("v1.2.0", "1.2", "same", False),
        ("1.2.0rc1", "1.2.0", "older", True),
        ("1.3.0rc1", "1.2.0", "newer", True),
        ("1.2.0", "1.2.0.dev3", "newer", False),
        ("0.9", "1.0", "older", False),
    ],
)
def test_versions_are_compared_honestly(told: str, here: str, age: str, preview: bool) -> None:
    found = updates.read(json.dumps({"version": told}).encode(), here)
    assert (found.age, found.is_preview, found.page) == (age, preview, "")


@pytest.mark.parametrize(
    "page", ["http://example.com", "file:///etc/passwd", "javascript:alert(1)", "https:./example.com", 7]
)
def test_only_a_page_that_is_safe_to_open_is_offered(page: int | str) -> None:
    assert updates.read(json.dumps({"version": "2", "page": page}).encode(), "1").page == ""


@pytest.mark.parametrize("address", ["https://[", "https://xn--/", "https://a b/", "https://", "https://:x/"])
async def test_what_is_not_an_address_is_told(address: str) -> None:
    with pytest.raises(UpdateTrouble):
        await updates.newest(address, "1.0", trust())


def test_a_page_with_no_address_is_not_offered() -> None:
    assert updates.read(b'{"version": "2", "page": "https://["}', "1").page == ""


NONSENSE = st.recursive(st.none() | st.text() | st.integers(), st.lists).map(json.dumps).map(str.encode)


@given(st.binary() | NONSENSE)
def test_nonsense_is_called_so(body: bytes) -> None:
    with pytest.raises(UpdateTrouble, match="unreadable"):
        updates.read(body, "1.0")

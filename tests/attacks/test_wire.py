"""Answers that are wrong to the byte, on a real port: status, headers, lengths, chunks, and where they break off."""

from __future__ import annotations

import asyncio
import json
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count

import pytest
import trustme

from inspector.domain.context import RequestContext
from inspector.domain.errors import InspectorError, UpdateTrouble
from inspector.services import updates
from inspector.services.superoffice.client import SuperOffice
from inspector.services.superoffice.sign_in import Credentials, auth_for
from inspector.ui.defaults.answer import read_answer
from inspector.words import failures, troubles
from tests.attacks.answers import ANSWERS, Served, wrong
from tests.mutated import mutated
from tests.servers import tls_context
from tests.services.faulty import Asked, Handler, Place, serving
from tests.waiting import PATIENCE

TOM = Credentials("basic", "tom", "hemmelig")
TICKET = Served(200, (("Content-Type", "application/json"),), b'{"TicketId":0,"Title":"","OwnedBy":null}')
RELEASE = Served(
    200,
    TICKET.headers,
    json.dumps({"tag_name": "v1.3.0", "html_url": "https://example.com/", "assets": [{"id": 1}]}).encode(),
)


def raw(true: Served, number: int) -> bytes:
    """What is written: an answer that is wrong in what it says, or in how it says that, or both."""
    served = wrong(true, number) if number % 3 else true
    fields = dict((*served.headers, ("Content-Length", str(len(served.body)))))
    body = served.body
    if number % 7 == 0:
        fields.pop("Content-Length")
        fields["Transfer-Encoding"] = "chunked"
        body = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    text = f"HTTP/1.1 {served.status} Because\r\n{head}\r\n".encode("latin-1", "replace") + body
    return text if number % 2 else mutated(text, number)


@contextmanager
def twisted(true: Served, tls: ssl.SSLContext | None = None) -> Iterator[Place]:
    """A server each of whose answers is wrong in another way."""
    numbers = count()

    def reply(_asked: Asked, _handler: Handler) -> bytes:
        return raw(true, next(numbers))

    with serving(reply, tls) as place:
        yield place


async def test_whatever_comes_over_the_wire_the_error_is_ours() -> None:
    read, told = 0, ""
    with twisted(TICKET) as place:
        async with SuperOffice(place.base, auth_for(TOM)) as client:
            for _ in range(ANSWERS):
                try:
                    async with asyncio.timeout(PATIENCE):
                        read_answer((await client.default_ticket(RequestContext())).body)
                    read += 1
                except InspectorError as error:
                    told = f"{error!r} {troubles.explain(error)} {failures.write(error)}"
                assert "hemmelig" not in told
    assert 0 < read < ANSWERS


async def test_whatever_says_which_version_is_the_newest_the_error_is_ours(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("https_proxy", "socks5://127.0.0.1:9")  # a redirect leads nowhere from here
    authority, read = trustme.CA(), 0
    trust = ssl.create_default_context()
    authority.configure_trust(trust)
    with twisted(RELEASE, tls_context(authority)) as place:
        for _ in range(ANSWERS):
            with suppress(UpdateTrouble):
                async with asyncio.timeout(PATIENCE):
                    found = await updates.newest(f"{place.root}/latest", "1.2.9", trust)
                assert found.page.startswith("https://") or not found.page
                read += 1
    assert 0 < read < ANSWERS

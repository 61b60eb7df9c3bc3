import base64

import pytest

from inspector.domain.context import RequestContext
from inspector.domain.errors import ServerTrouble
from inspector.services.superoffice.client import SuperOffice
from inspector.services.superoffice.journal import MASK, Entry, Journal, harmless
from inspector.services.superoffice.sign_in import Credentials, auth_for
from inspector.services.superoffice.wire import Way
from tests.services.faulty import answer, serving

CREDENTIALS = [
    Credentials("basic", "tom", "hemmelig1"),
    Credentials("ticket", "", "7T:hemmelig2==", "app-hemmelig3"),
    Credentials("bearer", "", "8A:Cust1.hemmelig4"),
    Credentials("session", "", "ASP=hemmelig5; XSRF-TOKEN=hemmelig6"),
]


@pytest.mark.parametrize("credentials", CREDENTIALS, ids=lambda one: one.scheme)
async def test_requests_are_written_down_without_secrets(credentials: Credentials) -> None:
    journal = Journal()
    with serving(lambda asked, handler: answer(200, "{}")) as place:
        async with SuperOffice(place.base, auth_for(credentials), Way(journal=journal)) as client:
            await client.default_ticket(RequestContext("nb"))
    (asked,) = place.asked
    (entry,) = journal.entries
    assert (entry.method, entry.status, entry.size, entry.number) == ("POST", 200, 2, 1)
    assert entry.url.endswith("/Agents/Ticket/CreateDefaultTicketEntity")
    assert entry.headers["so-language"] == "nb"
    told = repr(entry) + entry.snippet().as_curl() + entry.snippet().as_http()
    assert "hemmelig" not in told
    assert base64.b64encode(b"tom:hemmelig1").decode() not in told
    assert MASK in entry.headers.values()
    assert MASK not in entry.snippet().as_curl()
    sent = {"ticket": "so-apptoken", "session": "x-xsrf-token"}.get(credentials.scheme, "authorization")
    assert "hemmelig" in asked.headers[sent] or credentials.scheme == "basic"


async def test_failures_are_written_down_and_told_to_the_listener() -> None:
    heard: list[Entry] = []
    journal = Journal(listener=heard.append)
    with serving(lambda asked, handler: answer(500)) as place:
        async with SuperOffice(place.base, auth_for(CREDENTIALS[0]), Way(journal=journal)) as client:
            with pytest.raises(ServerTrouble) as caught:
                await client.default_ticket(RequestContext())
    assert [(one.status, one.trouble) for one in heard] == [(500, "server_error")]
    assert caught.value.facts["method"] == "POST"
    assert caught.value.facts["address"] == heard[0].url


def test_an_address_loses_what_may_be_secret() -> None:
    url = "https://tom:pw@crm.example.com/api?flat=true&token=abc&%24top=5#x"
    assert harmless(url) == f"https://crm.example.com/api?flat=true&token={MASK}&%24top=5"


def test_only_the_last_are_kept() -> None:
    from inspector.services.superoffice import journal

    kept = Journal()
    for _ in range(journal.KEPT + 5):
        kept.write(journal.Entry("GET", "u", {}, journal.now()))
    assert len(kept.entries) == journal.KEPT
    assert kept.entries[-1].number == journal.KEPT + 5

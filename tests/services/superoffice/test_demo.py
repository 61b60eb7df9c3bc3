"""The client and the demo tenant, written apart, understand each other."""

from typing import Any

import pytest
from starlette.types import Receive, Scope, Send

from inspector.demo.tenant import app
from inspector.domain.choices import Choice
from inspector.domain.context import RequestContext
from inspector.domain.errors import ServerTrouble
from inspector.services.superoffice.client import Session, sign_in
from inspector.services.superoffice.sign_in import Credentials
from inspector.services.superoffice.wire import Way, in_process
from tests.present import present

ADMIN = Credentials("basic", "admin", "demo")


async def enter(
    pasted: str = "https://demo.invalid", credentials: Credentials = ADMIN, **weather: Any
) -> Session:
    return await sign_in(pasted, credentials, way=Way(in_process(app(**weather))))


async def test_signing_in_tells_who_and_what() -> None:
    session = await enter()
    async with session.client:
        assert session.client.base == "https://demo.invalid/SuperOffice/api/v1/"
        assert present(session.principal).user_name == "admin"
        assert present(session.principal).associate_id
        assert present(session.version).net_server


async def test_the_pickers_get_their_choices() -> None:
    async with (await enter()).client as client:
        assert {"en", "no", "sv"} <= {choice.code for choice in await client.languages()}
        assert {"en", "de-ch"} <= {choice.code for choice in await client.cultures()}
        zones = await client.time_zones()
    assert Choice("NO", "Norway") in zones
    assert "US-NY" in {choice.code for choice in zones}


async def test_a_default_is_served_in_the_language_asked_for() -> None:
    async with (await enter()).client as client:
        stored = await client.default_ticket(RequestContext("*"))
        norwegian = await client.default_ticket(RequestContext("no", "no", "NO", True))
    assert b"NO:" in stored.body
    assert b"NO:" not in norwegian.body


async def test_a_wrong_password_and_a_bad_day() -> None:
    with pytest.raises(ServerTrouble, match="sign_in_refused"):
        await enter(credentials=Credentials("basic", "admin", "wrong"))
    with pytest.raises(ServerTrouble, match="unavailable"):
        await enter(fail="503")
    with pytest.raises(ServerTrouble, match="server_error"):
        await enter(fail="message")


async def test_an_app_that_crashes_answers_500() -> None:
    async def crash(scope: Scope, receive: Receive, send: Send) -> None:
        raise RuntimeError

    with pytest.raises(ServerTrouble, match="server_error"):
        await sign_in("https://demo.invalid", ADMIN, way=Way(in_process(crash)))

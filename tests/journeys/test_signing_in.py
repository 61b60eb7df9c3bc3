"""Real servers, with and without TLS: signing in, being refused in words that tell cases apart, recovering."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
import trustme
from PySide6.QtWidgets import QComboBox, QLineEdit
from starlette.applications import Starlette
from starlette.responses import HTMLResponse
from starlette.types import Receive, Scope, Send

from tests.identity import Identity
from tests.journeys.program import Program, Start
from tests.journeys.recorded import Recorded
from tests.servers import serve, tls_context


async def test_sign_in_choose_a_context_edit_and_save(
    recorded: Recorded, server: str, program: Program, tmp_path: Path
) -> None:
    await program.menu("File", "Sign In…")
    program.shoot("sign-in")
    await program.sign_in(f"{server}/SuperOffice", "agent", name="Fjordlys")
    await program.filled()
    await program.gone()
    assert program.title == "New ticket – Fjordlys – Ticket Draft Inspector"
    assert recorded.fetches()[-1] == {"so-language": "en", "so-culture": None, "so-timezone": None}

    await program.pick("Language", "German (de)")
    await program.pick("Culture", "German (Switzerland) (de-ch)")
    await program.pick("Time zone", "Norway (NO)")
    await program.click("Include offset")
    wanted = {"so-language": "de", "so-culture": "de-ch", "so-timezone": "NO, includeTZOffset"}
    await program.until(lambda: recorded.fetches()[-1] == wanted, "a fetch in that context")
    await program.reads("Fjordlys .* German .*Switzerland.*Norway.*offset")
    await program.reads("^Fetched ")
    assert program.rows()["Priority"][0] == "Mittel"
    program.shoot("german")

    await program.edit("Title", "Wärmepumpe läuft nicht")
    await program.press("Ctrl+S")
    await program.give_path(tmp_path / "draft.json")
    await program.reads("^Saved ")
    draft = json.loads((tmp_path / "draft.json").read_text("utf-8"))
    assert draft["Title"] == "Wärmepumpe läuft nicht"
    assert draft["CreatedAt"].endswith("+01:00")


async def test_refused_and_recovered(server: str, program: Program) -> None:
    """A wrong password, told as such; the form keeps the rest, and the right one opens the way."""
    await program.sign_in(f"{server}/SuperOffice", secret="wrong")
    await program.reads("user name or password is wrong")
    program.shoot("refused")
    await program.fill("Password", "demo")
    await program.press("Return")
    await program.until(lambda: program.value("OwnedBy") == "Tim Høyland", "the defaults")
    assert not program.says("wrong")


@pytest.fixture
def closed_port() -> Iterator[int]:
    """A port that nobody listens on, and that nobody else gets."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield taken.getsockname()[1]


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("https://no-such-server.invalid/SuperOffice", "No server called no-such-server.invalid was found"),
        ("https://127.0.0.1:CLOSED", "was reached, but no server listens"),
        ("http://crm.example.com/SuperOffice", "without encryption"),
        ("::not an address::", "not a web address"),
        ("", "Enter the address"),
    ],
)
async def test_addresses_that_lead_nowhere(
    server: str, program: Program, closed_port: int, url: str, words: str
) -> None:
    await program.sign_in(url.replace("CLOSED", str(closed_port)))
    await program.reads(words)
    await program.fill("Server URL", server)
    await program.click("Sign in")
    await program.filled()


async def test_what_is_not_superoffice_is_called_so(program: Program, authority: trustme.CA) -> None:
    async def page(scope: Scope, receive: Receive, send: Send) -> None:
        await HTMLResponse("<h1>Intranet</h1>")(scope, receive, send)

    with serve(page, tls_context(authority)) as intranet:
        await program.sign_in(intranet)
        await program.reads("not a SuperOffice web API")


async def test_a_certificate_nobody_vouches_for(
    program: Program, tenant: Starlette, authority: trustme.CA
) -> None:
    with serve(tenant, tls_context(trustme.CA())) as server:
        await program.sign_in(server)
        await program.reads("certificate can't be trusted")


async def test_a_server_on_its_bad_day(server: str, tenant: Starlette, program: Program) -> None:
    """Without the list of users' own names nothing works; once the server is well, the same form does."""
    tenant.state.weather.status = 503
    await program.sign_in(server)
    await program.reads(r"not available just now \(503\)")
    tenant.state.weather.status = None
    await program.click("Sign in")
    await program.filled()


async def test_trying_without_entering(server: str, program: Program) -> None:
    await program.menu("File", "Sign In…")
    await program.fill("Server URL", server)
    await program.fill("User name", "trainee")
    await program.fill("Password", "demo")
    await program.click("Test")
    await program.reads("It works: every step went well")
    await program.click("Cancel")
    await program.gone()
    assert program.rows() == {}


async def test_cancelling_a_sign_in_that_takes_long(server: str, tenant: Starlette, program: Program) -> None:
    tenant.state.weather.delay = 30
    await program.sign_in(server)
    await program.reads("^Signing in…")
    await program.click("Cancel")
    await program.control("Sign in")
    tenant.state.weather.delay = 0
    await program.click("Sign in")
    await program.filled()


async def test_from_one_tenant_to_another(server: str, program: Program) -> None:
    """Unsaved changes are asked about; then the other server's defaults replace the demo's."""
    await program.click("Try the demo tenant")
    await program.filled()
    await program.edit("Title", "Mine")
    await program.sign_in(server, "trainee", name="Work")
    await program.answer("Cancel")
    await program.control("Sign in")
    assert program.title.startswith("*New ticket – Demo tenant")
    await program.click("Sign in")
    await program.answer("Don't Save")
    await program.until(
        lambda: program.title == "New ticket – Work – Ticket Draft Inspector", "the other tenant"
    )
    await program.until(lambda: program.value("Title") == "empty", "its defaults")
    await program.reads(r"^Work\s+·")


async def test_next_time_the_connection_is_there(server: str, start: Start) -> None:
    first = await start()
    await first.sign_in(server, "agent", name="Fjordlys")
    await first.filled()
    await first.pick("Language", "Swedish (sv)")
    await first.reads("Swedish")
    await first.press("Ctrl+Q")
    await first.until(lambda: first.has_ended, "the end")
    second = await start()
    await second.menu("File", "Sign In…")
    assert (await second.control("User name", QLineEdit)).text() == "agent"
    assert (await second.control("Password", QLineEdit)).text() == ""
    await second.fill("Password", "demo")
    await second.click("Sign in")
    await second.filled()
    await second.reads("Fjordlys .*Swedish")


async def test_another_user_on_the_same_server(server: str, program: Program) -> None:
    """The old session is closed and the new one entered, though its dialog is gone by then."""
    await program.sign_in(server, "admin", name="Work")
    await program.filled()
    await program.sign_in(server, "trainee", name="School")
    await program.reads("Jonas Lindqvist · Trainee")
    await program.filled()
    assert program.title == "New ticket – School – Ticket Draft Inspector"


async def test_who_am_i(server: str, program: Program) -> None:
    await program.sign_in(f"{server}/SuperOffice", "agent", name="Fjordlys")
    await program.filled()
    await program.menu("Connection", "Who Am I…")
    await program.reads(r"^11\.10\.721\.0$")
    assert program.says("/SuperOffice/api/v1/$")


async def test_a_ticket_a_token_and_a_session_open_the_same_door(
    program: Program, identity_server: Identity
) -> None:
    """The API takes a Bearer token only; what else is sent is refused in words, and the form stays."""
    await program.menu("File", "Sign In…")
    await program.fill("Server URL", f"{identity_server.root}{identity_server.api_path}")
    scheme = await program.control("Sign in with", QComboBox)
    scheme.setCurrentIndex(scheme.findData("ticket"))
    await program.fill("Ticket", "7T:stale")
    await program.click("Sign in")
    await program.reads("ticket is wrong or has run out")
    scheme.setCurrentIndex(scheme.findData("bearer"))
    await program.fill("Access token", "8A:Cust12345.stale")
    await program.click("Sign in")
    await program.reads("access token is wrong or has run out")
    identity_server.good.add("8A:Cust12345.pasted")
    await program.fill("Access token", "Bearer 8A:Cust12345.pasted")
    await program.click("Sign in")
    await program.gone()
    await program.until(lambda: "TicketId" in program.names(), "the defaults")


async def test_a_sign_in_that_ended_is_renewed_without_losing_an_edit(
    program: Program, identity_server: Identity, monkeypatch: pytest.MonkeyPatch
) -> None:
    from inspector.ui.sign_in import signing_in
    from tests.identity import CLIENT, TestBrowser

    browser = TestBrowser()
    monkeypatch.setattr(signing_in, "_open_browser", browser)
    await program.choose_provider(identity_server.root, CLIENT)
    await program.fill("Connection", "Online")
    await program.click("Sign in")
    await program.gone()
    await program.until(lambda: "TicketId" in program.names(), "the defaults")
    assert browser.pages[-1][0] == 200
    assert "You can close this page" in browser.pages[-1][1]

    await program.edit("Title", "Kept")
    identity_server.good.clear()
    identity_server.refuse_renewal = True
    await program.press("F5")
    await program.answer("Discard and Fetch")
    await program.reads("Your sign-in has ended")
    assert program.value("Title") == "Kept"
    program.shoot("signed-out")
    await program.click("Sign In…")
    await program.click("Sign in")
    await program.gone()
    await program.reads("Signed in again; your changes are as they were")
    assert program.value("Title") == "Kept"
    assert program.title.startswith("*")


async def test_with_a_draft_from_a_file_one_can_sign_in_at_the_top(program: Program, tmp_path: Path) -> None:
    (tmp_path / "draft.json").write_text('{"TicketId": 0, "Title": "x", "OwnedBy": null}', "utf-8")
    await program.menu("File", "Open Draft…")
    await program.give_path(tmp_path / "draft.json")
    await program.click("Sign In…")
    await program.control("Server URL")

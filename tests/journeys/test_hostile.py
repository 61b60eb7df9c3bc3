"""The nastiest answers to each call, in a real window: whatever says that it waits stops saying so, and tells why."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import pytest_asyncio
import trustme
from PySide6.QtWidgets import QPushButton
from starlette.applications import Starlette

from inspector.services import recovery, settings
from inspector.services.superoffice import retrying
from inspector.ui.references.dialog import ReferencePicker
from inspector.ui.sign_in import signing_in
from inspector.ui.sign_in.dialog import SignInDialog
from tests.attacks.twisted import NASTIEST, Twisted
from tests.identity import CLIENT, Identity, TestBrowser
from tests.journeys.program import Program, Start
from tests.present import present
from tests.servers import serve, tls_context

WAITING = r"Asking|Signing in|Testing…|Waiting for|Fetching"
UNFORESEEN = "Something unforeseen"


@pytest.fixture
def twisted(tenant: Starlette) -> Twisted:
    return Twisted(tenant)


@pytest.fixture
def root(twisted: Twisted, authority: trustme.CA, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The tenant on a real port; what passes by itself is asked for again at once."""
    monkeypatch.setattr(retrying, "PAUSES", (0.0, 0.0))
    with serve(twisted, tls_context(authority)) as place:
        yield place


@pytest_asyncio.fixture
async def entered(root: str, program: Program) -> Program:
    await program.sign_in(f"{root}/SuperOffice")
    await program.filled()
    return program


async def settled(program: Program) -> None:
    """Wait until nothing is awaited any more, and see that it was foreseen."""
    await program.rest()
    assert program.says(WAITING) is None
    assert program.says(UNFORESEEN) is None


def nastiest(twisted: Twisted, path: str) -> Iterator[str]:
    """Have the call answered in one nasty way after the other."""
    for name, served in NASTIEST.items():
        twisted.attacked, twisted.served = path, served
        yield name
    twisted.attacked = ""


@pytest.mark.parametrize("path", ["user/currentprincipal", "createdefault", "/api/", "/superoffice/api"])
async def test_the_sign_in_and_its_test(twisted: Twisted, root: str, program: Program, path: str) -> None:
    await program.sign_in(f"{root}/SuperOffice", secret="wrong")
    await program.reads("user name or password is wrong")
    dialog = present(program._window.findChild(SignInDialog))
    await program.fill("Password", "demo")
    for _ in nastiest(twisted, path):
        await program.click("Test")
        await program.until(lambda: not dialog.is_busy, "the end of the test")
        await settled(program)
        assert dialog.notice.isVisible()
    for _ in nastiest(twisted, path):
        if program._workspace.bench.place.signed is not None:
            break  # a server may keep to itself who we are
        await program.click("Sign in")
        await settled(program)
        assert program._workspace.bench.place.signed is not None or not dialog.is_busy


async def test_the_fetch_leaves_what_is_shown(twisted: Twisted, entered: Program) -> None:
    before = entered.ticket()
    for _ in nastiest(twisted, "createdefault"):
        entered._workspace.bench.voice.hush()
        await entered.press("F5")
        await settled(entered)
        assert entered._window.notice.isVisible()
        assert entered.ticket() == before
    await entered.press("F5")
    await entered.reads("^Fetched ")


@pytest.mark.parametrize(
    ("name", "path"), [("Priority", "mdolist/"), ("Category", "mdolist/"), ("Person", "v1/person")]
)
async def test_the_pickers_of_references(twisted: Twisted, entered: Program, name: str, path: str) -> None:
    await entered.rest()
    place = entered._workspace.bench.place
    for _ in nastiest(twisted, path):
        place._lists.clear()
        await entered.select(name)
        await entered.press("F2")
        dialog = await entered.until(lambda: entered._window.findChild(ReferencePicker), "the picker")
        await entered.until(lambda: not entered._workspace.bench.tasks.is_running("list"), "the list")
        assert dialog.told.text()
        assert entered.says(WAITING) is None
        assert entered.says(UNFORESEEN) is None
        await entered.press("Escape")
        await entered.gone()
        await settled(entered)


@pytest.mark.parametrize("path", ["mdolist/language", "mdolist/culture", "timezone"])
async def test_what_the_context_bar_offers(twisted: Twisted, entered: Program, path: str) -> None:
    await entered.rest()
    for name in nastiest(twisted, path):
        entered._workspace.bench.place._lists.clear()
        entered._workspace.bench.place.entered.emit()
        await settled(entered)
        offered = entered._workspace.bench.place.choices
        assert offered.languages, name
        assert offered.cultures, name
        assert offered.time_zones, name


async def test_the_question_for_updates(twisted: Twisted, root: str, program: Program) -> None:
    await program.menu("Help", "Check for Updates…")
    await program.fill("Address to ask", f"{root}/latest")
    for _ in nastiest(twisted, "/latest"):
        await program.click("Check")
        await program.until(lambda: program.says(WAITING) is None, "the end of the question")
        await settled(program)
        await program.control("Check", QPushButton)


ONLINE: dict[str, dict[str, object]] = {
    "described": {
        "token_endpoint": "https://[::1",
        "authorization_endpoint": 7,
        "issuer": None,
        "jwks_uri": [],
    },
    "served": {"access_token": "a\r\nb", "expires_in": "9" * 5000, "id_token": "a.b.c"},
    "state": {"Api": "http://[::1", "State": [], "IsRunning": 1e9, "ValidUntil": {}},
}
"""Members of the provider's answers that are wrong, one at a time."""


@pytest.mark.parametrize("where", ONLINE)
async def test_the_sign_in_through_the_browser(
    program: Program, identity_server: Identity, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    monkeypatch.setattr(signing_in, "_open_browser", TestBrowser())
    await program.choose_provider(identity_server.root, CLIENT)
    await program.fill("Connection", "Online")
    dialog = present(program._window.findChild(SignInDialog))
    for name, odd in ONLINE[where].items():
        setattr(identity_server, where, {name: odd})
        if program._workspace.bench.place.signed is None:
            await program.click("Sign in")
            await settled(program)
    assert program._workspace.bench.place.signed is not None or not dialog.is_busy


# -- what nobody foresaw ------------------------------------------------------------------------------


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beneath everything that asks a server, something raises what none of us has thought of."""

    async def send(*_given: object, **_named: object) -> httpx.Response:
        raise RuntimeError("hemmelig")

    monkeypatch.setattr(httpx.AsyncClient, "send", send)


async def unforeseen(program: Program) -> None:
    """Wait for the words; what was raised is not told."""
    await program.reads(UNFORESEEN)
    await program.rest()
    assert program.says(WAITING) is None
    assert program.says("hemmelig") is None


@pytest.mark.parametrize("button", ["Sign in", "Test"])
async def test_the_sign_in_ends_whatever_ended_it(
    root: str, program: Program, broken: None, button: str
) -> None:
    await program.menu("File", "Sign In…")
    await program.fill("Connection", "Work")
    await program.fill("Server URL", f"{root}/SuperOffice")
    await program.fill("User name", "admin")
    await program.fill("Password", "demo")
    await program.click(button)
    dialog = present(program._window.findChild(SignInDialog))
    await program.until(dialog.notice.isVisible, "the reason")
    assert not dialog.is_busy
    await unforeseen(program)
    await program.press("Escape")
    await program.gone()
    assert program.says_here(UNFORESEEN), "its details are in the window"


async def test_the_demo_tenant_ends_whatever_ended_it(program: Program, broken: None) -> None:
    await program.menu("Connection", "Try the Demo Tenant")
    await unforeseen(program)


@pytest.mark.parametrize("entry", ["Fetch Defaults", "Rebase onto New Defaults…", "Find Values That Move"])
async def test_a_fetch_ends_whatever_ended_it(
    demo: Program, request: pytest.FixtureRequest, entry: str
) -> None:
    request.getfixturevalue("broken")
    await demo.menu("Connection", entry)
    await unforeseen(demo)
    assert not demo._workspace.bench.ticket.is_stale
    await demo.control("Fetch defaults")


@pytest.mark.parametrize("name", ["Priority", "Person"])
async def test_a_picker_ends_whatever_ended_it(
    demo: Program, request: pytest.FixtureRequest, name: str
) -> None:
    await demo.rest()
    demo._workspace.bench.place._lists.clear()
    request.getfixturevalue("broken")
    await demo.select(name)
    await demo.press("F2")
    dialog = await demo.until(lambda: demo._window.findChild(ReferencePicker), "the picker")
    await demo.until(lambda: UNFORESEEN in dialog.told.text(), "the reason")
    assert not dialog.choose.isEnabled()
    await demo.press("Escape")
    await demo.gone()
    await unforeseen(demo)


async def test_the_question_for_updates_ends_whatever_ended_it(program: Program, broken: None) -> None:
    await program.menu("Help", "Check for Updates…")
    await program.click("Check")
    await unforeseen(program)
    await program.control("Check", QPushButton)


# -- what a start finds -------------------------------------------------------------------------------


async def test_a_start_tells_of_everything_that_was_damaged(start: Start, tmp_path: Path) -> None:
    place = tmp_path / "settings"
    (place / "recovery").mkdir(parents=True)
    damaged = {
        place / "settings.json": b'{"pins": 7, "last_connection": "x"}',
        place / "window.ini": b"[General]\nappearance=dork\nnames=label\n",
        place / "recovery" / f"a{recovery.ENDING}": b"\x01" * 99,
    }
    for file, data in damaged.items():
        file.write_bytes(data)
    program = await start()
    await program.reads(r"(?s)kept in .*settings\.broken-.*kept in .*window\.broken-.*kept in .*\.damaged")
    assert settings.load().last_connection == "x"
    assert program._window.memory.name_style == "label"
    kept = [file.read_bytes() for file in place.rglob("*") if file.is_file()]
    assert all(data in kept for data in damaged.values())


async def test_a_draft_that_can_not_be_read_is_told_and_stays(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "draft.json"
    for damaged in (b"", b"\0" * 99, b'{"TicketId":', b"[" * 9999, b"null", json.dumps("text").encode()):
        file.write_bytes(damaged)
        program._workspace.bench.voice.hush()
        program._workspace.features.drafts.open_path(file)
        await program.reads(r"draft\.json was not opened")
        assert file.read_bytes() == damaged
        assert program.says(UNFORESEEN) is None

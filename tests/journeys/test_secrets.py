"""Where a password goes: into the keyring where Remember is ticked, into memory where not, and nowhere else."""

from __future__ import annotations

import asyncio
import base64
import json
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from keyring.backend import KeyringBackend
from keyring.backends.SecretService import Keyring as SecretService
from PySide6.QtWidgets import QCheckBox, QLineEdit
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse

from inspector.services import parts
from inspector.services.credentials import SERVICE
from inspector.ui.sign_in import signing_in
from tests.desktop import secret_service
from tests.identity import CLIENT, Identity, TestBrowser
from tests.journeys.program import Program, Start
from tests.journeys.recorded import Recorded
from tests.present import present
from tests.servers import serve
from tests.waiting import PATIENCE

pytestmark = pytest.mark.skipif(
    "sys.platform != 'linux'", reason="a private keyring can only be started on Linux"
)

SECRET = "correct horse battery"


@pytest.fixture
def desktop() -> Iterator[Path]:
    """A desktop with an empty keyring; its home."""
    with secret_service() as home:
        yield home


@pytest.fixture
def tenant(tenant: Starlette, monkeypatch: pytest.MonkeyPatch) -> Starlette:
    """The demo tenant with a password that can be told from everything else."""
    monkeypatch.setattr("inspector.demo.company.PASSWORD", SECRET)
    return tenant


async def _kept(tmp_path: Path, kind: str = "password") -> str | None:
    """What the keyring holds for the connection that the settings name."""
    saved = json.loads((tmp_path / "settings" / "settings.json").read_text("utf-8"))
    entry = f"{saved['connections'][0]['id']}:{kind}"
    return await asyncio.to_thread(lambda: SecretService().get_password(SERVICE, entry))


def _files_that_hold_it(*places: Path) -> list[Path]:
    spellings = (SECRET.encode(), base64.b64encode(f"admin:{SECRET}".encode()), SECRET.encode("utf-16-le"))
    files = [file for place in places for file in place.rglob("*") if file.is_file()]
    assert files, "there must be something to look into"
    return [file for file in files if any(spelling in file.read_bytes() for spelling in spellings)]


async def _sign_in(program: Program, server: str, *, remember: bool) -> None:
    await program.menu("File", "Sign In…")
    box = await program.control_that("Remember the password in this computer's keyring", QCheckBox)
    if box.isChecked() is not remember:
        await program.click(box.text())
    await program.sign_in(f"{server}/SuperOffice", secret=SECRET)
    await program.filled()


async def test_remembered_in_the_keyring_and_nowhere_else(
    desktop: Path, server: str, start: Start, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    first = await start()
    await _sign_in(first, server, remember=True)
    first.shoot("signed-in")
    await first.press("Ctrl+Q")
    await first.until(lambda: first.has_ended, "the end")
    assert await _kept(tmp_path) == SECRET
    assert _files_that_hold_it(desktop, tmp_path, Path(os.environ["HOME"])) == []
    assert SECRET not in caplog.text

    second = await start()
    await second.menu("File", "Sign In…")
    password = await second.control("Password", QLineEdit)
    await second.until(lambda: password.placeholderText() != "", "the password from the keyring")
    assert password.text() == "", "it is not on screen, not even as dots"
    await second.press("Return")
    await second.filled()
    await second.press("Ctrl+Q")
    await second.until(lambda: second.has_ended, "the end")

    third = await start()
    await third.menu("File", "Sign In…")
    await third.until(
        lambda: present(third.find("Password", QLineEdit)).placeholderText() != "",
        "the password from the keyring",
    )
    await third.click((await third.control_that("Remember", QCheckBox)).text())
    await third.click("Sign in")
    await third.filled()
    await third.press("Ctrl+Q")
    await third.until(lambda: third.has_ended, "the end")
    assert await _kept(tmp_path) is None, "no longer wanted, it is forgotten"


async def test_not_ticked_it_stays_in_memory(
    desktop: Path, server: str, program: Program, tmp_path: Path
) -> None:
    await _sign_in(program, server, remember=False)
    await program.press("Ctrl+Q")
    await program.until(lambda: program.has_ended, "the end")
    assert await _kept(tmp_path) is None
    assert _files_that_hold_it(desktop, tmp_path, Path(os.environ["HOME"])) == []


async def test_without_a_keyring_people_work_on_and_are_told(
    server: str, program: Program, tmp_path: Path
) -> None:
    await program.menu("File", "Sign In…")
    await program.reads("This computer has no keyring, so the password is not stored. You can carry on")
    box = await program.control_that("Remember", QCheckBox, enabled=False)
    assert not box.isEnabled()
    program.shoot("no-keyring")
    await program.sign_in(f"{server}/SuperOffice", secret=SECRET)
    await program.filled()
    await program.edit("Title", "It works")
    assert program.value("Title") == "It works"
    assert _files_that_hold_it(tmp_path) == []


async def test_a_password_is_kept_although_the_dialog_is_opened_again(
    desktop: Path, server: str, program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, really = threading.Event(), parts.write

    def slow(backend: KeyringBackend, service: str, name: str, secret: str) -> None:
        assert go_on.wait(PATIENCE)
        really(backend, service, name, secret)

    monkeypatch.setattr(parts, "write", slow)
    try:
        await _sign_in(program, server, remember=True)
        await program.menu("File", "Sign In…")
        await program.control("Password", QLineEdit)
    finally:
        go_on.set()
    await program.press("Escape")
    await program.rest()
    assert await _kept(tmp_path) == SECRET
    assert [one.kind for one in program._workspace.bench.remembered.settings.receipts] == ["password"]


async def test_what_is_stored_is_not_sent_to_another_address(
    desktop: Path, server: str, start: Start, tmp_path: Path
) -> None:
    first = await start()
    await _sign_in(first, server, remember=True)
    await first.press("Ctrl+Q")
    await first.until(lambda: first.has_ended, "the end")

    second = await start()
    other = Recorded(PlainTextResponse("No", 404))
    with serve(other) as elsewhere:
        await second.menu("File", "Sign In…")
        password = await second.control("Password", QLineEdit)
        await second.until(lambda: password.placeholderText() != "", "the password from the keyring")
        await second.fill("Server URL", elsewhere)
        await second.reads(f"What is stored belongs to {server}")
        second.shoot("elsewhere")
        for button in ("Test", "Sign in"):
            await second.click(button)
            await second.reads("Enter your password")
        assert other.asked == []
        await second.fill("Password", "typed for that one")
        await second.click("Sign in")
        await second.reads("no such page")
    sent = {headers.get("authorization") for _, headers in other.asked}
    assert sent == {"Basic " + base64.b64encode(b"admin:typed for that one").decode()}
    assert await _kept(tmp_path) == SECRET

    await second.click("Password")
    await second.press("Ctrl+A")
    await second.press("Delete")
    await second.fill("Server URL", f"{server}/SuperOffice")
    await second.click("Sign in")
    await second.filled()


async def test_a_token_of_another_provider_is_not_remembered_in_place_of_ours(
    desktop: Path, program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Trying another sign-in service while we are signed in brings tokens, which are not for the one we are at."""
    monkeypatch.setattr(signing_in, "_open_browser", TestBrowser())
    ours, other = Identity(), Identity(served={"refresh_token": "of another"})
    with serve(ours.app()) as ours.root, serve(other.app()) as other.root:
        await program.choose_provider(ours.root, CLIENT)
        await program.fill("Connection", "Online")
        await program.click((await program.control_that("Remember the sign-in", QCheckBox)).text())
        await program.click("Sign in")
        await program.gone()
        await program.rest()
        assert await _kept(tmp_path, "refresh_token") == "refresh-1"

        await program.menu("File", "Sign In…")
        await program.fill("Discovery address", f"{other.root}/login/.well-known/openid-configuration")
        await program.click("Test")
        await program.reads("It works")
        await program.press("Escape")
        await program.rest()
    assert await _kept(tmp_path, "refresh_token") == "refresh-1"
    assert [form["grant_type"] for form in other.asked] == ["authorization_code"]
    assert not any("refresh-1" in form.values() for form in other.asked)

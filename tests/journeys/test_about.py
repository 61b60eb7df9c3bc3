"""About, and the question for updates, with a person in front of them."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import trustme
from PySide6.QtGui import QDesktopServices, QGuiApplication
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route

from inspector.services.credentials import Keyring
from inspector.ui.about import about
from inspector.version import version
from tests.desktop import secret_service
from tests.journeys.program import Program
from tests.present import present
from tests.servers import serve, tls_context
from tests.services.keyrings import Memory
from tests.waiting import PATIENCE


async def test_about_tells_what_a_support_person_asks_for(program: Program) -> None:
    with secret_service():
        await program.menu("Help", "About Ticket Draft Inspector")
        await program.reads("SecretService Keyring")
        program.shoot("about")
        await program.click("Copy")
    text = QGuiApplication.clipboard().text()
    for part in (
        version(),
        "Qt: 6.",
        f"Python: {sys.version.split()[0]}",
        "Keyring: SecretService",
        "from source",
    ):
        assert part in text, text
    await program.click("Licences")
    await program.until(lambda: "httpx" in _licences(program), "the licences")
    dialog = present(program._window.findChild(about.AboutDialog))
    await program.until(lambda: dialog.rect().contains(dialog._licences.geometry()), "room for them")
    await program.press("Escape")
    await program.gone()


async def test_about_may_be_closed_before_the_keyring_answers(program: Program) -> None:
    backend = Memory(waits=True)
    program._workspace.features.keyring = keyring = Keyring(backend, patience=PATIENCE)
    prompt = asyncio.ensure_future(keyring.get("1:password"))  # what is asked next waits behind it
    await program.menu("Help", "About Ticket Draft Inspector")
    await program.control("Licences")
    await program.press("Escape")
    await program.gone()
    await program.until(lambda: program._window.findChild(about.AboutDialog) is None, "its end")
    backend.gate.set()
    await prompt
    await program.rest()
    assert not program._window.notice.text()


async def test_a_packed_program_tells_its_commit_and_licences(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "commit.txt").write_text("0123456789ab", "utf-8")
    (tmp_path / "third-party.txt").write_text("The licence of everything", "utf-8")
    monkeypatch.setattr(about, "PACKED", Path(tmp_path))
    await program.menu("Help", "About Ticket Draft Inspector")
    await program.reads("0123456789ab")
    await program.click("Licences")
    await program.until(lambda: "The licence of everything" in _licences(program), "the licences")
    await program.press("Escape")
    await program.gone()


def _licences(program: Program) -> str:
    dialog = program._window.findChild(about.AboutDialog)
    return dialog._licences.toPlainText() if dialog is not None else ""


def test_the_commit_of_a_checkout_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "inspector").mkdir()
    monkeypatch.setattr(about, "PACKED", tmp_path / "inspector")
    assert about.commit() == "not known"
    (tmp_path / ".git" / "refs" / "heads").mkdir(parents=True)
    (tmp_path / ".git" / "HEAD").write_text("ref: refs/heads/main\n")
    (tmp_path / ".git" / "refs" / "heads" / "main").write_text("0123456789abcdef\n")
    assert about.commit() == "0123456789ab"
    (tmp_path / ".git" / "refs" / "heads" / "main").unlink()
    (tmp_path / ".git" / "packed-refs").write_text(
        "# pack-refs with: peeled\n1111111111111111 refs/heads/other-main\n2222222222222222 refs/heads/main\n"
    )
    assert about.commit() == "222222222222", "`git gc` puts branches into one file"
    (tmp_path / ".git" / "HEAD").write_text("fedcba9876543210\n")
    assert about.commit() == "fedcba987654"


def test_licences_are_told_from_source() -> None:
    text = about.licences()
    assert "httpx" in text
    assert "LGPL" in text


@pytest.fixture
def releases(authority: trustme.CA) -> Iterator[tuple[str, dict[str, str]]]:
    """A page of releases; a journey may choose which is the newest."""
    told = {"tag_name": "v99.0", "html_url": "https://example.com/v99.0"}
    app = Starlette(routes=[Route("/latest", lambda _request: JSONResponse(told))])
    with serve(app, tls_context(authority)) as root:
        yield f"{root}/latest", told


async def test_updates_are_asked_for_only_when_told_to(
    program: Program, releases: tuple[str, dict[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    address, told = releases
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    await program.menu("Help", "Check for Updates…")
    await program.reads(f"This is version {version()}".replace("(", "\\("))
    await program.fill("Address to ask", address)
    await program.click("Check")
    await program.reads("There is a newer version: 99.0")
    program.shoot("newer")
    await program.click("Open Page")
    assert opened == ["https://example.com/v99.0"], "a page for a person; nothing is downloaded"
    told["tag_name"] = "0.0.1a1"
    await program.click("Check")
    await program.reads("newer than the newest release: 0.0.1a1, a preview")
    await program.fill("Address to ask", address.replace("https", "http"))
    await program.click("Check")
    await program.reads("The address must begin with https")
    await program.fill("Address to ask", "https://[")
    await program.click("Check")
    await program.reads("This is not an address")
    await program.fill("Address to ask", address.replace("/latest", "/gone"))
    await program.click("Check")
    await program.reads("The server has no answer .404.")
    assert program._workspace.bench.remembered.settings.update_address.endswith("/gone"), "it is remembered"
    await program.press("Escape")
    await program.gone()

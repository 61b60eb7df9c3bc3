"""Connections are managed and their secrets accounted for, in a window, with a real keyring."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from keyring.backend import KeyringBackend
from keyring.backends.SecretService import Keyring as SecretService
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QTableView

from inspector.demo.company import PASSWORD
from inspector.services import parts
from inspector.services.credentials import SERVICE
from tests.desktop import secret_service
from tests.identity import CLIENT, Identity
from tests.journeys.program import Program
from tests.waiting import PATIENCE


@pytest.fixture
def desktop() -> Iterator[Path]:
    with secret_service() as home:
        yield home


def saved(tmp_path: Path) -> Any:
    return json.loads((tmp_path / "settings" / "settings.json").read_text("utf-8"))


async def test_connections_are_tagged_copied_handed_on_and_deleted(
    server: str, program: Program, tmp_path: Path
) -> None:
    await program.sign_in(f"{server}/SuperOffice", name="Fjordlys")
    await program.filled()
    await program.menu("Connection", "Manage Connections…")
    await program.fill("Tag", "PROD")
    await program.click("Duplicate")
    await program.fill("Name", "Fjordlys copy")
    await program.press("Tab")
    program.shoot("managing")
    await program.click("Export…")
    await program.give_path(tmp_path / "shared.json")
    await program.until((tmp_path / "shared.json").exists, "the file")
    shared = (tmp_path / "shared.json").read_text("utf-8")
    assert [one["name"] for one in json.loads(shared)["connections"]] == ["Fjordlys", "Fjordlys copy"]
    assert PASSWORD not in shared
    assert "admin" not in shared, "user names stay here too"
    await program.click("Delete…")
    await program.reads("Delete the connection “Fjordlys copy”")
    await program.click("Delete")
    await program.click("Import…")
    await program.give_path(tmp_path / "shared.json")
    await program.until(lambda: len(saved(tmp_path)["connections"]) == 3, "what was imported")
    await program.click("Close")
    await program.gone()
    assert [one["name"] for one in saved(tmp_path)["connections"]] == [
        *("Fjordlys", "Fjordlys 2", "Fjordlys copy"),
    ]
    assert program.says("^PROD$"), "the tag is in sight at once"


async def test_a_connection_in_use_is_not_deleted(server: str, program: Program) -> None:
    await program.sign_in(f"{server}/SuperOffice", name="Fjordlys")
    await program.filled()
    await program.menu("Connection", "Manage Connections…")
    await program.click("Delete…")
    await program.reads("You are signed in to Fjordlys.")


async def test_what_is_stored_is_listed_tried_and_forgotten(
    desktop: Path, server: str, program: Program, tmp_path: Path
) -> None:
    await program.menu("File", "Sign In…")
    box = await program.control_that("Remember the password in this computer's keyring", QCheckBox)
    await program.click(box.text())
    await program.sign_in(f"{server}/SuperOffice", name="Fjordlys")
    await program.filled()
    entry = f"{saved(tmp_path)['connections'][0]['id']}:password"

    async def kept() -> str | None:
        return await asyncio.to_thread(lambda: SecretService().get_password(SERVICE, entry))

    async with asyncio.timeout(PATIENCE):
        while await kept() is None:  # noqa: ASYNC110 - nothing tells
            await asyncio.sleep(0.05)
    assert await kept() == PASSWORD
    await program.menu("Connection", "Stored Secrets…")
    table = await program.control("Stored secrets", QTableView)
    row = [table.model().index(0, column).data() for column in range(4)]
    assert (row[0], row[1], row[3]) == ("Fjordlys", "Password", entry)
    table.selectRow(0)
    program.shoot("secrets")
    await program.click("Test")
    await program.reads("it is there and can be read")
    await program.click("Forget")
    await program.until(lambda: not table.model().rowCount(), "an empty list")
    assert await kept() is None


async def test_what_is_being_forgotten_is_forgotten_although_it_is_tried(
    desktop: Path, server: str, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    await program.menu("File", "Sign In…")
    box = await program.control_that("Remember the password in this computer's keyring", QCheckBox)
    await program.click(box.text())
    await program.sign_in(f"{server}/SuperOffice", name="Fjordlys")
    await program.filled()
    await program.rest()
    go_on, really = threading.Event(), parts.delete

    def slow(backend: KeyringBackend, service: str, name: str) -> bool:
        assert go_on.wait(PATIENCE)
        return really(backend, service, name)

    monkeypatch.setattr(parts, "delete", slow)
    try:
        await program.menu("Connection", "Stored Secrets…")
        (await program.control("Stored secrets", QTableView)).selectRow(0)
        await program.click("Forget")
        await program.click("Test")
    finally:
        go_on.set()
    await program.rest()
    assert not program._workspace.bench.remembered.settings.receipts


async def test_the_page_that_got_lost_is_opened_again(
    program: Program, identity_server: Identity, monkeypatch: pytest.MonkeyPatch
) -> None:
    from inspector.ui.sign_in import signing_in

    opened: list[str] = []
    monkeypatch.setattr(signing_in, "_open_browser", opened.append)
    await program.choose_provider(identity_server.root, CLIENT)
    await program.click("Sign in")
    await program.click("Open Page Again")
    assert len(opened) == 2
    assert opened[0] == opened[1]
    await program.click("Copy Address")
    assert QGuiApplication.clipboard().text() == opened[0]
    program.shoot("waiting")
    await program.press("Escape")
    await program.until(lambda: program.find("Open Page Again") is None, "the form again")

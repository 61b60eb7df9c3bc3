"""How a person begins: with what was used before, as one of the demo's users, or from a draft with no server."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QCheckBox, QPushButton

from inspector.ui.sign_in.dialog import SignInDialog
from tests.desktop import secret_service
from tests.journeys.program import Program, Start
from tests.journeys.test_every_verb import SEED


@pytest.fixture
def desktop() -> Iterator[Path]:
    """A desktop with an empty keyring; its home."""
    with secret_service() as home:
        yield home


@pytest.mark.skipif("sys.platform != 'linux'", reason="a private keyring can only be started on Linux")
async def test_a_second_start_needs_one_click(desktop: Path, server: str, start: Start) -> None:
    first = await start()
    await first.menu("File", "Sign In…")
    box = await first.control_that("Remember the password in this computer's keyring", QCheckBox)
    await first.click(box.text())
    await first.sign_in(f"{server}/SuperOffice")
    await first.filled()
    await first.press("Ctrl+Q")
    await first.until(lambda: first.has_ended, "the end")
    second = await start()
    second.shoot("second")
    await second.click("Work")
    await second.filled()


async def test_what_is_missing_is_asked_for(server: str, start: Start) -> None:
    first = await start()
    await first.sign_in(f"{server}/SuperOffice")
    await first.filled()
    await first.press("Ctrl+Q")
    await first.until(lambda: first.has_ended, "the end")
    second = await start()
    await second.click("Work")
    await second.until(lambda: isinstance(second._front(), SignInDialog), "the dialog")
    await second.fill("Password", "demo")
    await second.click("Sign in")
    await second.filled()


async def test_from_one_user_of_the_demo_to_another(program: Program) -> None:
    await program.click("Try as Trainee")
    await program.filled()
    await program.reads("Jonas Lindqvist")
    assert "read-only" in program.rows()["Priority"][2]
    program.shoot("trainee")
    await program.menu("Connection", "Demo User", "Agent (Ingrid Solbakken)")
    await program.until(lambda: program.says_here("Ingrid Solbakken"), "the agent")
    await program.filled()
    assert "read-only" not in program.rows()["Priority"][2]
    await program.menu("Connection", "Try the Demo Tenant")
    await program.rest()
    assert program.says_here("Ingrid Solbakken"), "as the one before"


async def test_without_a_server_one_can_sign_in_from_the_top_left(demo: Program, tmp_path: Path) -> None:
    assert demo.find("Sign In…", QPushButton) is None
    draft = tmp_path / "draft.json"
    shutil.copy(SEED, draft)
    await demo.menu("Connection", "Sign Out")
    await demo.rest()
    await demo.menu("File", "Open Draft…")
    await demo.give_path(draft)
    await demo.reads("^Opened ")
    demo.shoot("offline")
    await demo.click("Sign In…", QPushButton)
    await demo.until(lambda: isinstance(demo._front(), SignInDialog), "the dialog")

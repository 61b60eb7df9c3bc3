"""Journeys run as coroutines on the loop that the program runs on: asyncio inside Qt's."""

from __future__ import annotations

import asyncio
import functools
import inspect
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
import trustme
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication
from starlette.applications import Starlette

from inspector.ui.find import finding
from inspector.ui.kit.event_loop import EventLoop
from tests.collecting import bury
from tests.identity import Identity
from tests.journeys.program import Program, Start, choose_served_names
from tests.journeys.recorded import Recorded
from tests.journeys.slow_disk import SlowDisk
from tests.journeys.slow_screen import SlowScreen
from tests.servers import serve, tls_context


def pytest_asyncio_loop_factories(
    config: pytest.Config, item: pytest.Item
) -> dict[str, Callable[[], asyncio.AbstractEventLoop]]:
    return {"qt": lambda: EventLoop(_application())}


def _application() -> QApplication:
    made = QApplication.instance()
    return made if isinstance(made, QApplication) else QApplication([])


def pytest_itemcollected(item: pytest.Item) -> None:
    """End the program inside the journey, while its loop runs: between coroutines Qt's timers would still fire."""
    if not isinstance(item, pytest.Function):
        return
    journey = item.obj
    if not inspect.iscoroutinefunction(journey):
        return

    @functools.wraps(journey)
    async def journey_and_end(*given: Any, **named: Any) -> None:
        try:
            await journey(*given, **named)
            SlowScreen.catch_up()
        finally:
            await Program.end_all()

    item.obj = journey_and_end


@pytest.fixture(autouse=True)
def private_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No journey knows of another's connections, drafts and windows."""
    monkeypatch.setenv("TICKET_INSPECTOR_CONFIG", str(tmp_path / "settings"))
    monkeypatch.chdir(tmp_path)


@pytest.fixture(autouse=True)
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """No person looks at the tree while a journey waits for rest: the Filter need not wait until it is painted."""
    monkeypatch.setattr(finding, "PATIENCE", 0.0)


@pytest.fixture(autouse=True)
def screen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows are painted once in a while, and at the end; a file where every paint counts has its own."""
    SlowScreen.lay(monkeypatch)


@pytest.fixture
def served_names(private_settings: None) -> None:
    """Most journeys are those of a person who chose API names, in the order served; a new one has neither."""
    choose_served_names()


@pytest.fixture
def start(qapp: QApplication, tmp_path: Path, served_names: None) -> Iterator[Start]:
    """A coroutine function that starts the program; a journey may start it more than once."""

    async def begin() -> Program:
        program = Program(qapp, tmp_path)
        await program.appear()
        return program

    yield begin
    Program.drop_all()
    bury()
    qapp.setStyleSheet("")
    qapp.setPalette(QPalette())


@pytest_asyncio.fixture
async def program(start: Start) -> Program:
    return await start()


@pytest_asyncio.fixture
async def demo(program: Program) -> Program:
    """Signed in to the demo tenant, its defaults on screen."""
    await program.menu("Connection", "Try the Demo Tenant")
    await program.filled()
    return program


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> trustme.CA:
    """A certificate authority that this computer trusts."""
    made = trustme.CA()
    made.cert_pem.write_to_path(tmp_path / "ca.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    return made


@pytest.fixture
def tenant() -> Starlette:
    """The demo tenant as an app whose weather a journey may change."""
    from inspector.demo.tenant import app

    return app()


@pytest.fixture
def recorded(tenant: Starlette) -> Recorded:
    """The tenant, remembering what it is asked."""
    return Recorded(tenant)


@pytest.fixture
def server(recorded: Recorded, authority: trustme.CA) -> Iterator[str]:
    """The tenant on a real port, with TLS."""
    with serve(recorded, tls_context(authority)) as root:
        yield root


@pytest_asyncio.fixture
async def signed_in(server: str, program: Program) -> Program:
    """The program, signed in to the recorded tenant and filled."""
    await program.sign_in(f"{server}/SuperOffice")
    await program.filled()
    return program


@pytest.fixture
def slow_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SlowDisk:
    """The journey's own folder is on a disk that is slow when it says so."""
    return SlowDisk(monkeypatch, tmp_path)


@pytest.fixture
def identity_server() -> Iterator[Identity]:
    """A provider to sign in at through the browser, and the API of a tenant there."""
    identity = Identity()
    with serve(identity.app()) as identity.root:
        yield identity

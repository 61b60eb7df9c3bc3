"""Journeys run as coroutines on the loop that the program runs on: asyncio inside Qt's."""

from __future__ import annotations

import pytest
import pytest_asyncio
import qasync
import trustme
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication

from tests.journeys.program import Program
from tests.servers import serve, tls_context


def pytest_asyncio_loop_factories(config, item):
    return {"qt": lambda: qasync.QEventLoop(QApplication.instance() or QApplication([]))}


@pytest.fixture(autouse=True)
def private_settings(tmp_path, monkeypatch):
    """No journey knows of another's connections, drafts and windows."""
    monkeypatch.setenv("TICKET_INSPECTOR_CONFIG", str(tmp_path / "settings"))
    monkeypatch.chdir(tmp_path)


@pytest_asyncio.fixture
async def start(qapp, tmp_path, private_settings):
    """Start the program, as often as a journey needs it; what still runs at the end is ended."""
    programs = []

    async def begin() -> Program:
        programs.append(Program(qapp, tmp_path))
        await programs[-1].appear()
        return programs[-1]

    yield begin
    for program in programs:
        await program.end()
    qapp.setStyleSheet("")
    qapp.setPalette(QPalette())


@pytest_asyncio.fixture
async def program(start):
    return await start()


@pytest.fixture
def authority(tmp_path, monkeypatch):
    """A certificate authority that this computer trusts."""
    made = trustme.CA()
    made.cert_pem.write_to_path(tmp_path / "ca.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    return made


@pytest.fixture
def tenant():
    """The demo tenant as an app whose weather a journey may change."""
    from inspector.demo.tenant import app

    return app()


@pytest.fixture
def server(tenant, authority):
    """The tenant on a real port, with TLS."""
    with serve(tenant, tls_context(authority)) as root:
        yield root

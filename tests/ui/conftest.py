"""What tests of the window share: the look, tickets as servers send them, the model and the view of one; and the bench.

What is built on a bench has no window around it: a feature is made with the widgets that it is given, and a test
listens to what the bench tells.
"""

from __future__ import annotations

import asyncio
import functools
import inspect
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from starlette.applications import Starlette

from inspector.demo import tenant as demo
from inspector.demo.company import PASSWORD
from inspector.domain.context import RequestContext
from inspector.domain.document import Document, Node
from inspector.domain.errors import InvalidValue
from inspector.services.settings import Connection, Settings
from inspector.services.superoffice import client
from inspector.services.superoffice.sign_in import Credentials
from inspector.services.superoffice.wire import Way, in_process
from inspector.ui.bench.bench import Bench
from inspector.ui.bench.place import Place, Signed
from inspector.ui.bench.remembered import Remembered
from inspector.ui.bench.source import Source
from inspector.ui.bench.ticket import Decision, OpenTicket
from inspector.ui.bench.voice import Voice
from inspector.ui.kit.event_loop import EventLoop
from inspector.ui.kit.memory import WindowMemory
from inspector.ui.kit.tasks import Tasks
from inspector.ui.kit.theme import Theme
from inspector.ui.tree.model import EntityModel
from inspector.ui.tree.view import EntityView
from tests.collecting import bury
from tests.drafts import Draft, make_draft
from tests.present import present
from tests.waiting import until

DEFAULT_TICKET = "http://demo.invalid/SuperOffice/api/v1/Agents/Ticket/CreateDefaultTicketEntity"


@pytest.fixture(autouse=True)
def keys_let_go() -> Iterator[None]:
    """Qt takes Ctrl for held after a test that pressed Ctrl+C, until the next key: the next test is not to know."""
    yield
    if QApplication.instance() is not None:
        QTest.keyRelease(QWidget(), Qt.Key.Key_Control)
        assert QApplication.keyboardModifiers() == Qt.KeyboardModifier.NoModifier


class WatchedModel(EntityModel):
    """The model of a ticket, with what it refused."""

    def __init__(self, ticket: OpenTicket) -> None:
        super().__init__(ticket)
        self.stack = ticket.stack
        self.refusals: list[InvalidValue] = []
        self.rejected.connect(lambda _index, error: self.refusals.append(error))


class WatchedView(EntityView):
    """The tree, with what it told: the keys of nodes by signal."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.told: dict[str, list[str | int | None]] = {"locked": [], "reset": [], "current": []}
        self.locked.connect(lambda node: self.told["locked"].append(node.key))
        self.reset_wanted.connect(lambda node: self.told["reset"].append(node.key))
        self.current_node_changed.connect(lambda node: self.told["current"].append(node and node.key))

    def entity_model(self) -> WatchedModel:
        model = super().entity_model()
        assert isinstance(model, WatchedModel)
        return model


def node_at(model: EntityModel, *keys: str | int) -> Node:
    """The node of the model's ticket with these keys, which is there."""
    return present(present(model.document).find(keys))


def pytest_asyncio_loop_factories(
    config: pytest.Config, item: pytest.Item
) -> dict[str, Callable[[], asyncio.AbstractEventLoop]]:
    """Coroutines run as in the program: on its own event loop."""
    return {"qt": lambda: EventLoop(QApplication.instance() or QApplication([]))}


def pytest_itemcollected(item: pytest.Item) -> None:
    """End what a test has begun on a bench before the test itself ends: after that, its widgets are closed first."""
    if not isinstance(item, pytest.Function) or not inspect.iscoroutinefunction(test := item.obj):
        return

    @functools.wraps(test)
    async def test_and_end(*given: Any, **named: Any) -> None:
        try:
            await test(*given, **named)
        finally:
            if isinstance(bench := item.funcargs.get("bench"), Bench):
                await bench.tasks.close()

    item.obj = test_and_end


@pytest.fixture(autouse=True)
def _nobody_is_left() -> Iterator[None]:
    yield
    bury()


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    made = Theme(qapp, "light")
    yield made
    bury()
    made.set_zoom(100)
    qapp.setStyleSheet("")
    qapp.setPalette(QPalette())
    qapp.styleHints().setColorScheme(Qt.ColorScheme.Unknown)
    made.deleteLater()


@pytest.fixture(scope="session")
def served() -> dict[str, bytes]:
    """What the demo tenant serves as a new ticket to its personas, as bytes by user name."""

    async def ask(user: str) -> bytes:
        transport = httpx.ASGITransport(demo.app())
        async with httpx.AsyncClient(transport=transport, auth=(user, PASSWORD)) as client:
            return (await client.post(DEFAULT_TICKET, headers={"SO-Language": "en"})).content

    return {user: asyncio.run(ask(user)) for user in ("admin", "agent", "trainee")}


@pytest.fixture
def draft() -> Draft:
    return make_draft


@pytest.fixture
def ticket(qapp: QApplication) -> Iterator[OpenTicket]:
    made = OpenTicket()
    yield made
    made.stack.clear()  # the collector may take its commands apart in an order that PySide does not survive


@pytest.fixture
def model(ticket: OpenTicket) -> WatchedModel:
    return WatchedModel(ticket)


def show(model: EntityModel, document: Document | None) -> None:
    """Have the model's ticket show this document, or nothing."""
    if document is None:
        model.ticket.clear()
    else:
        model.ticket.show(document, Source("file"))


@pytest.fixture
def view(theme: Theme, model: WatchedModel, qtbot: QtBot) -> WatchedView:
    """The tree in a real window, with keys going to it."""
    made = WatchedView(theme)
    qtbot.addWidget(made)
    made.setModel(model)
    made.resize(900, 700)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.setFocus()
    return made


# -- the bench -----------------------------------------------------------------------------------------


@pytest_asyncio.fixture
async def bench(
    theme: Theme, ticket: OpenTicket, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Bench]:
    """With nothing open, nobody signed in and nothing remembered; what is kept lies in the test's own folder."""
    monkeypatch.setenv("TICKET_INSPECTOR_CONFIG", str(tmp_path / "settings"))
    remembered = Remembered(Settings())
    memory = WindowMemory()
    memory.name_style, memory.is_grouped = "api", False
    made = Bench(ticket, Place(), remembered, Voice(), Tasks(), theme, memory)
    unforeseen: list[BaseException] = []
    made.tasks.failed.connect(unforeseen.append)
    yield made
    await remembered.finish()
    remembered.close()
    assert unforeseen == []


class Told:
    """What a person was told on a bench."""

    def __init__(self, voice: Voice) -> None:
        self.notices: list[str] = []
        self.buttons: list[str] = []
        self.doings: list[str] = []
        voice.told.connect(self._take)
        voice.progressed.connect(self.doings.append)

    def _take(self, text: str, _level: str, button: str, _details: str) -> None:
        self.notices.append(text)
        self.buttons.append(button)


@pytest.fixture
def told(bench: Bench) -> Told:
    return Told(bench.voice)


class Says:
    """A person who has been asked about unsaved changes, and said this."""

    def __init__(self, decision: Decision) -> None:
        self._decision = decision

    async def may_leave(self) -> bool:
        return self._decision == "leave"

    async def may_fetch(self) -> Decision:
        return self._decision


@pytest.fixture
def tenant() -> Starlette:
    """The demo tenant; its `state.weather` may be changed."""
    return demo.app()


@pytest_asyncio.fixture
async def signed(tenant: Starlette) -> AsyncIterator[Signed]:
    """A sign-in at the tenant that has gone well, and that no place knows of yet."""
    connection = Connection("work", "Work", "https://demo.invalid/SuperOffice", user="admin")
    connection.context = RequestContext("en")
    way = Way(in_process(tenant))
    session = await client.sign_in(connection.url, Credentials("basic", "admin", PASSWORD), way=way)
    yield Signed(connection, session)
    await session.client.aclose()


async def asked(*before: QDialog) -> QDialog:
    """What the person is asked, as soon as they are; something else than they were asked before."""

    def dialog() -> QDialog | None:
        found = QApplication.activeModalWidget()
        return found if isinstance(found, QDialog) and found not in before else None

    return await until(dialog, "a question")


async def answered() -> None:
    """Wait until nothing is asked any more."""
    await until(lambda: QApplication.activeModalWidget() is None, "the end of the question")


def press(dialog: QDialog, text: str) -> None:
    """Press the button that says this."""
    (button,) = (one for one in dialog.findChildren(QPushButton) if one.text().replace("&", "") == text)
    button.click()


async def give_path(path: Path, *before: QDialog) -> QDialog:
    """Answer the file dialog."""
    dialog = await asked(*before)
    assert isinstance(dialog, QFileDialog)
    present(dialog.findChild(QLineEdit)).setText(str(path))
    dialog.accept()
    return dialog

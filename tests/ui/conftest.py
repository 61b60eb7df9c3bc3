"""What tests of the window share: the look, tickets as servers send them, the model and the view of one."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator

import httpx
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspector.demo import tenant
from inspector.demo.company import PASSWORD
from inspector.domain.document import Document, Node
from inspector.domain.errors import InvalidValue
from inspector.ui.bench.source import Source
from inspector.ui.bench.ticket import OpenTicket
from inspector.ui.kit.event_loop import EventLoop
from inspector.ui.kit.theme import Theme
from inspector.ui.tree.model import EntityModel
from inspector.ui.tree.view import EntityView
from tests.drafts import Draft, make_draft
from tests.present import present

DEFAULT_TICKET = "http://demo.invalid/SuperOffice/api/v1/Agents/Ticket/CreateDefaultTicketEntity"


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


def _bury() -> None:
    """Delete what is to be deleted later: only an event loop does that, and Qt styles anew whatever is still there."""
    if QApplication.instance() is not None:
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture(autouse=True)
def _nobody_is_left() -> Iterator[None]:
    yield
    _bury()


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    made = Theme(qapp, "light")
    yield made
    _bury()
    qapp.setStyleSheet("")
    qapp.setPalette(QPalette())
    qapp.styleHints().setColorScheme(Qt.ColorScheme.Unknown)
    made.deleteLater()


@pytest.fixture(scope="session")
def served() -> dict[str, bytes]:
    """What the demo tenant serves as a new ticket to its personas, as bytes by user name."""

    async def ask(user: str) -> bytes:
        transport = httpx.ASGITransport(tenant.app())
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

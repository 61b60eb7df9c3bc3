"""What tests of the window share: the look, tickets as servers send them, the model and the view of one."""

from __future__ import annotations

import asyncio
import json

import httpx
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPalette, QUndoStack
from PySide6.QtWidgets import QApplication

from inspector.demo import tenant
from inspector.demo.company import PASSWORD
from inspector.domain import entity
from inspector.ui.entity_model import EntityModel
from inspector.ui.entity_view import EntityView
from inspector.ui.event_loop import EventLoop
from inspector.ui.theme import Theme

DEFAULT_TICKET = "http://demo.invalid/SuperOffice/api/v1/Agents/Ticket/CreateDefaultTicketEntity"


def pytest_asyncio_loop_factories(config, item):
    """Coroutines run as in the program: on its own event loop."""
    return {"qt": lambda: EventLoop(QApplication.instance() or QApplication([]))}


def _bury() -> None:
    """Delete what is to be deleted later: only an event loop would, and Qt styles all that is there anew each time."""
    if QApplication.instance() is not None:
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture(autouse=True)
def _nobody_is_left():
    yield
    _bury()


@pytest.fixture
def theme(qapp):
    made = Theme(qapp, "light")
    yield made
    _bury()
    qapp.setStyleSheet("")
    qapp.setPalette(QPalette())
    qapp.styleHints().setColorScheme(Qt.ColorScheme.Unknown)
    made.deleteLater()


@pytest.fixture(scope="session")
def served():
    """What the demo tenant serves as a new ticket to its personas, as bytes by user name."""

    async def ask(user):
        transport = httpx.ASGITransport(tenant.app())
        async with httpx.AsyncClient(transport=transport, auth=(user, PASSWORD)) as client:
            return (await client.post(DEFAULT_TICKET, headers={"SO-Language": "en"})).content

    return {user: asyncio.run(ask(user)) for user in ("admin", "agent", "trainee")}


@pytest.fixture
def draft():
    """A function that makes a document: members as JSON text, `right_of` names a mask, or (mask, reason, length)."""

    def make(members='"Title": "Printer on fire"', table=None, **right_of):
        rights = {}
        for name, given in right_of.items():
            mask, reason, length = given if isinstance(given, tuple) else (given, "", -1)
            rights[name] = {"FieldRight": {"Mask": mask, "Reason": reason}, "FieldLength": length}
        table = json.dumps({"Mask": table, "Reason": ""} if table else None)
        return entity.open_ticket(
            f'{{"TicketId": 0, "Sentiment": 0, "ConnectId": -1, {members}, "TableRight": {table}, '
            f'"FieldProperties": {json.dumps(rights)}}}'.encode()
        )

    return make


@pytest.fixture
def stack(qapp):
    made = QUndoStack()
    yield made
    made.clear()  # the collector may take its commands apart in an order that PySide does not survive


@pytest.fixture
def model(stack):
    made = EntityModel(stack)
    made.stack, made.refusals = stack, []
    made.rejected.connect(lambda _index, error: made.refusals.append(error))
    return made


@pytest.fixture
def view(theme, model, qtbot):
    """The tree in a real window, with keys going to it."""
    made = EntityView(theme)
    qtbot.addWidget(made)
    made.setModel(model)
    made.resize(900, 700)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.setFocus()
    return made

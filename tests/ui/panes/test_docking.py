from __future__ import annotations

import pytest
from PySide6.QtWidgets import QDockWidget, QMainWindow
from pytestqt.qtbot import QtBot

from inspector.ui.bench.bench import Bench
from inspector.ui.panes.docking import Docking
from tests.drafts import Draft
from tests.ui.conftest import WatchedView, show
from tests.waiting import until


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    made = QMainWindow()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def docking(bench: Bench, window: QMainWindow, view: WatchedView, draft: Draft) -> Docking:
    show(view.entity_model(), draft())
    return Docking(bench, window, view)


@pytest.mark.parametrize("name", ["request_log", "raw_json", "history", "check_setup"])
async def test_a_pane_is_made_once_shown_and_hidden(docking: Docking, window: QMainWindow, name: str) -> None:
    told: list[tuple[str, bool]] = []
    docking.shown.connect(lambda name, shown: told.append((name, shown)))
    assert window.findChildren(QDockWidget) == []
    toggle = getattr(docking, f"toggle_{name}")
    for seen in (True, False, True):
        toggle()
        (pane,) = window.findChildren(QDockWidget)
        await until(lambda pane=pane, seen=seen: pane.isVisible() is seen, "the pane, or its end")  # type: ignore[misc]
        assert told[-1] == (name, seen)


async def test_a_pane_that_the_person_closes_is_told(docking: Docking, window: QMainWindow) -> None:
    docking.toggle_history()
    (pane,) = window.findChildren(QDockWidget)
    await until(pane.isVisible, "the pane")
    told: list[tuple[str, bool]] = []
    docking.shown.connect(lambda name, shown: told.append((name, shown)))
    pane.close()
    assert told == [("history", False)]

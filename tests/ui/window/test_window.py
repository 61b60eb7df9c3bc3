"""The main window by itself: what it shows, how it closes, what it remembers."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QStatusTipEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from inspector.ui.kit.theme import Theme
from inspector.ui.tree.model import EntityModel
from inspector.ui.window.furnish import furnish
from inspector.ui.window.window import MainWindow
from tests.drafts import Draft
from tests.ui.conftest import show


@pytest.fixture(autouse=True)
def private_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TICKET_INSPECTOR_CONFIG", str(tmp_path))


class Make(Protocol):
    def __call__(self, dressed: bool = True) -> MainWindow: ...


@pytest.fixture
def make(theme: Theme, qtbot: QtBot) -> Make:
    def made(dressed: bool = True) -> MainWindow:
        window = furnish(MainWindow(), theme) if dressed else MainWindow()
        qtbot.addWidget(window, before_close_func=lambda window: window.agree_to_close())
        return window

    return made


@pytest.fixture
def window(make: Make, qtbot: QtBot) -> MainWindow:
    made = make()
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def test_the_title_names_draft_connection_and_program(window: MainWindow) -> None:
    window.name_draft("Printer on fire", "Contoso")
    assert window.windowTitle() == "[*]Printer on fire – Contoso – Ticket Draft Inspector"
    window.name_draft("", "not signed in")
    assert window.windowTitle() == "[*]not signed in – Ticket Draft Inspector"


def test_it_greets_until_there_is_a_ticket(window: MainWindow) -> None:
    assert window.welcome.isVisible()
    assert not window.tree.isVisible()
    assert not window.context_bar.isVisible()
    window.show_ticket(True)
    assert not window.welcome.isVisible()
    assert window.tree.isVisible()
    assert window.context_bar.isVisible()
    assert window.details.isVisible()


@pytest.mark.parametrize("name", ["Properties", "Filter", "Details", "Notice"])
def test_what_the_contract_names_is_there_once(window: MainWindow, name: str) -> None:
    assert [widget.accessibleName() for widget in window.findChildren(QWidget)].count(name) == 1


def test_it_tells_when_it_was_first_painted_and_needs_no_furniture_for_that(
    make: Make, qtbot: QtBot, theme: Theme
) -> None:
    window, told = make(dressed=False), []
    window.first_painted.connect(lambda: told.append(True))
    with qtbot.waitSignal(window.first_painted):
        window.show()
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    furnish(window, theme)
    qtbot.waitUntil(window.welcome.isVisible)
    window.repaint()
    assert told == [True]


def test_it_asks_before_it_closes(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.closing):
        assert not window.close()
    assert window.isVisible()
    with qtbot.assertNotEmitted(window.closing):
        window.agree_to_close()
    assert not window.isVisible()


def test_esc_closes_the_notice(window: MainWindow, qtbot: QtBot) -> None:
    window.notice.tell("It failed.", "error")
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert window.notice.isHidden()
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert window.isVisible()


def test_tips_of_menus_do_not_wipe_out_what_was_told(window: MainWindow) -> None:
    window.tell_progress("Fetched in 0.3 s")
    QApplication.sendEvent(window, QStatusTipEvent("Save the draft as JSON"))
    assert window.progress.isVisible()
    assert window.statusBar().currentMessage() == ""
    assert QStatusTipEvent("").type() is QEvent.Type.StatusTip
    assert "Fetched in 0.3 s" in [label.text() for label in window.statusBar().findChildren(QLabel)]


def test_splitters_and_columns_are_remembered(
    make: Make, model: EntityModel, draft: Draft, qtbot: QtBot
) -> None:
    first = make()
    first.tree.setModel(model)
    show(model, draft())
    first.show_ticket(True)
    first.show()
    first.splitter.setSizes([900, 380])
    first.tree.header().resizeSection(0, 333)
    first.remember()
    second = make()
    second.tree.setModel(model)
    second.show_ticket(True)
    second.show()
    assert second.tree.header().sectionSize(0) != 333
    second.recall()
    assert second.splitter.sizes() == first.splitter.sizes()
    assert second.tree.header().sectionSize(0) == 333


def test_nothing_remembered_or_nonsense_changes_nothing(
    make: Make, model: EntityModel, tmp_path: Path
) -> None:
    (tmp_path / "window.ini").write_text("[General]\nsplitter=nonsense\nwidths=@ByteArray(xyz)\n")
    window = make()
    window.tree.setModel(model)
    before = window.splitter.sizes(), window.tree.header().sectionSize(0)
    window.recall()
    assert (window.splitter.sizes(), window.tree.header().sectionSize(0)) == before

from __future__ import annotations

import sys

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from inspector.ui.kit.theme import Theme
from inspector.ui.window.furnish import furnish
from inspector.ui.window.window import MainWindow


def test_macos_has_a_menu_of_windows(theme: Theme, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    made = [furnish(MainWindow(), theme), furnish(MainWindow(), theme)]
    monkeypatch.undo()
    for window in made:
        qtbot.addWidget(window, before_close_func=lambda window: window.agree_to_close())
        window.show()
    made[0].name_draft("one.json", "Work")
    bar = {action.text().replace("&", ""): action.menu() for action in made[1].menuBar().actions()}
    assert list(bar) == ["File", "Edit", "View", "Connection", "Window", "Help"]
    menu = bar["Window"]
    assert isinstance(menu, QMenu)
    for _ in range(2):
        menu.aboutToShow.emit()
        entries = {entry.text(): entry for entry in menu.actions() if not entry.isSeparator()}
        assert len(entries) == 4, "each window once"
    assert entries["Minimise"].shortcut() == QKeySequence("Ctrl+M")
    assert [entry.isChecked() for entry in entries.values()].count(True) == 1
    (other,) = (entry for text, entry in entries.items() if "one.json" in text)
    assert "[*]" not in other.text()
    other.trigger()
    qtbot.waitUntil(made[0].isActiveWindow)
    entries["Zoom"].trigger()
    assert made[1].isMaximized()
    entries["Zoom"].trigger()
    assert not made[1].isMaximized()
    entries["Minimise"].trigger()
    assert made[1].isMinimized()

"""The list of keys: every row, filtered by what it says."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from inspector.ui.guide.key_window import KeyWindow
from inspector.ui.kit.keyboard import Binding
from inspector.ui.kit.memory import WindowMemory
from inspector.ui.kit.theme import Theme

BINDINGS = [
    Binding("File", "Save Draft", (QKeySequence("Ctrl+S"), QKeySequence(Qt.Key.Key_Save))),
    Binding("Edit", "Undo", (QKeySequence("Ctrl+Z"),)),
    Binding("Filter", "Clear the Filter", (QKeySequence("Esc"),)),
]


@pytest.fixture
def window(theme: Theme, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> KeyWindow:
    monkeypatch.setenv("TICKET_INSPECTOR_CONFIG", str(tmp_path))
    made = KeyWindow(theme, WindowMemory(), BINDINGS)
    qtbot.addWidget(made)
    made.show()
    return made


def rows(window: KeyWindow) -> list[list[str]]:
    model = window.rows
    return [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_each_key_is_told_but_those_that_few_keyboards_have(window: KeyWindow) -> None:
    assert rows(window) == [
        ["File", "Save Draft", "Ctrl+S"],
        ["Edit", "Undo", "Ctrl+Z"],
        ["Filter", "Clear the Filter", "Esc"],
    ]


@pytest.mark.parametrize(
    ("typed", "left"),
    [("undo", ["Undo"]), ("ctrl+s", ["Save Draft"]), ("fil DRAFT", ["Save Draft"]), ("zebra", [])],
)
def test_what_is_typed_is_looked_for_in_the_whole_row(window: KeyWindow, typed: str, left: list[str]) -> None:
    window.search.setText(typed)
    assert [what for _, what, _ in rows(window)] == left


def test_esc_clears_and_closes(window: KeyWindow) -> None:
    window.search.setText("undo")
    QTest.keyClick(window.search, Qt.Key.Key_Escape)
    assert len(rows(window)) == 3
    QTest.keyClick(window.search, Qt.Key.Key_Escape)
    assert not window.isVisible()

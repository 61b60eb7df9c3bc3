"""Which page tells of a widget."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from inspector.ui.kit.guidance import explain, page_of


def test_the_nearest_note_counts_across_windows_too(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    pane, field = QWidget(window), QLineEdit()
    QVBoxLayout(pane).addWidget(field)
    question = QDialog(window)
    assert page_of(field) == page_of(None) == "getting-in"
    explain(window, "reading")
    assert page_of(field) == page_of(question) == "reading"
    explain(pane, "why")
    assert (page_of(field), page_of(question)) == ("why", "reading")

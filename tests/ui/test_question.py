"""Questions: our own look, and text that stays text."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from inspector.ui.kit.question import Button, question
from inspector.ui.kit.theme import Theme
from tests.present import present

BUTTONS = (Button.Save, Button.Discard, Button.Cancel)


def test_a_question_is_text_wide_enough_for_its_title_and_has_no_stock_icons(
    theme: Theme, qtbot: QtBot
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    box = question(
        theme,
        parent,
        "Unsaved changes",
        "Save the changes to “<b>x</b>.json”?",
        "Lost if you don't.",
        *BUTTONS,
    )
    qtbot.addWidget(box)
    box.open()
    title = f"{box.windowTitle()} — Ticket Draft Inspector"
    assert box.width() >= QFontMetrics(QApplication.font()).horizontalAdvance(title) + 120  # its buttons
    assert all(button.icon().isNull() for button in box.buttons())
    label = present(box.findChild(QLabel, "qt_msgbox_label"))
    assert (label.text(), label.textFormat()) == (box.text(), Qt.TextFormat.PlainText)
    assert box.iconPixmap().deviceIndependentSize().toSize().width() == 32


def test_return_is_the_default_and_escape_cancels(theme: Theme, qtbot: QtBot) -> None:
    for key, answer in ((Qt.Key.Key_Return, Button.Save), (Qt.Key.Key_Escape, Button.Cancel)):
        parent = QWidget()
        qtbot.addWidget(parent)
        parent.show()
        box = question(theme, parent, "Title", "Save?", "", *BUTTONS)
        with qtbot.waitSignal(box.finished) as told:
            box.open()
            qtbot.keyClick(box, key)
        assert told.args == [answer.value]

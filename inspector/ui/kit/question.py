"""The one look of every question this program asks."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from inspector.ui.kit.labels import restyle
from inspector.ui.kit.theme import Theme

Button = QMessageBox.StandardButton
ICON = 32
"""Logical pixels."""


def question(
    theme: Theme, parent: QWidget, title: str, text: str, more: str, *buttons: Button
) -> QMessageBox:
    """A box that asks, to be shown with `tasks.answer`; the first button is what Return does, Cancel what Esc does.

    Its icons are the program's own, and a name in the text is text whatever is in it. How wide it is stands in the
    style sheet: wide enough for its title.
    """
    box = QMessageBox(parent)
    box.setIconPixmap(theme.pixmap("warning", "amber", ICON, parent.devicePixelRatio()))
    box.setWindowTitle(title)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(text)
    box.setInformativeText(more)
    for button in buttons:
        box.addButton(button)
    box.setDefaultButton(buttons[0])
    restyle(box.button(buttons[0]), primary=True)
    if layout := box.layout():
        layout.setContentsMargins(24, 24, 24, 16)
    return box

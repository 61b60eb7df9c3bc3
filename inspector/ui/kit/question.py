"""Questions: their one look, and waiting for the answer."""

from __future__ import annotations

import asyncio

from PySide6.QtWidgets import QDialog, QMessageBox, QWidget
from shiboken6 import isValid

from inspector.domain.visible import in_lines
from inspector.ui.kit.labels import as_title, restyle, show_plainly
from inspector.ui.kit.saying import say
from inspector.ui.kit.theme import Theme
from inspector.words.language import through

Button = QMessageBox.StandardButton
ICON = 32
"""Logical pixels."""


def question(
    theme: Theme, parent: QWidget, title: str, text: str, more: str, *buttons: Button
) -> QMessageBox:
    """A box that asks, to be shown with `answer`; the first button is what Return does, Cancel what Esc does.

    Its icons are the program's own, and a name in the text is text whatever is in it. How wide it is stands in the
    style sheet: wide enough for its title.
    """
    box = QMessageBox(parent)
    box.setIconPixmap(theme.pixmap("warning", "amber", ICON, parent.devicePixelRatio()))
    say(box.setWindowTitle, as_title(title))
    say(box.setText, through(in_lines, text))
    say(box.setInformativeText, through(in_lines, more))
    show_plainly(box)
    for button in buttons:
        box.addButton(button)
    box.setDefaultButton(buttons[0])
    restyle(box.button(buttons[0]), primary=True)
    if layout := box.layout():
        layout.setContentsMargins(24, 24, 24, 16)
    return box


async def answer(dialog: QDialog) -> int:
    """Show the dialog and wait for its result; one that goes with the window below it was not agreed to.

    Never `dialog.exec()`: its nested event loop runs other tasks inside this one, and asyncio then drops them
    ("Cannot enter into task").
    """
    result: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    def settle(code: int) -> None:
        if not result.done():
            result.set_result(code)

    dialog.finished.connect(settle)
    dialog.destroyed.connect(lambda: settle(QDialog.DialogCode.Rejected.value))
    QDialog.open(dialog)  # QPrintDialog has another method of that name, and PySide then knows no other
    try:
        return await result
    finally:
        if isValid(dialog):
            dialog.finished.disconnect(settle)
            dialog.hide()
            dialog.deleteLater()

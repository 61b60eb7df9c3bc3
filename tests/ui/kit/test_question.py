"""Questions: our own look, text that stays text, and a window that goes on meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from inspector.ui.kit.question import Button, answer, question
from inspector.ui.kit.theme import Theme
from tests.present import present
from tests.waiting import PATIENCE, until

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
    for key, button in ((Qt.Key.Key_Return, Button.Save), (Qt.Key.Key_Escape, Button.Cancel)):
        parent = QWidget()
        qtbot.addWidget(parent)
        parent.show()
        box = question(theme, parent, "Title", "Save?", "", *BUTTONS)
        with qtbot.waitSignal(box.finished) as told:
            box.open()
            qtbot.keyClick(box, key)
        assert told.args == [button.value]


@pytest.fixture
def dialog(qtbot: QtBot) -> Iterator[QDialog]:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    yield QDialog(window)
    del window  # held until here


@pytest.mark.parametrize("verdict", ["accept", "reject"])
async def test_an_open_dialog_lets_other_tasks_run(dialog: QDialog, verdict: str) -> None:
    gone, ticks = [], []
    dialog.destroyed.connect(lambda: gone.append(True))

    async def tick() -> None:
        while True:
            await asyncio.sleep(0.001)
            ticks.append(dialog.isVisible())

    asking, ticking = asyncio.ensure_future(answer(dialog)), asyncio.ensure_future(tick())
    async with asyncio.timeout(PATIENCE):
        while ticks.count(True) < 5:  # noqa: ASYNC110 - ticks are counted
            await asyncio.sleep(0.001)
        getattr(dialog, verdict)()
        codes = {"accept": QDialog.DialogCode.Accepted, "reject": QDialog.DialogCode.Rejected}
        assert await asking == codes[verdict]
        while not gone:  # noqa: ASYNC110 - Qt tells, not asyncio
            await asyncio.sleep(0.001)
    ticking.cancel()


async def test_a_dialog_closes_with_the_task_that_asked(dialog: QDialog) -> None:
    asking = asyncio.ensure_future(answer(dialog))
    gone = []
    dialog.destroyed.connect(lambda: gone.append(True))
    async with asyncio.timeout(PATIENCE):
        while not dialog.isVisible():  # noqa: ASYNC110 - Qt tells, not asyncio
            await asyncio.sleep(0)
        asking.cancel()
        while not gone:  # noqa: ASYNC110 - Qt tells, not asyncio
            await asyncio.sleep(0.001)
    assert asking.cancelled()


@pytest.mark.parametrize("cancelled", [False, True])
async def test_what_goes_with_the_dialog_below_it_was_not_agreed_to(dialog: QDialog, cancelled: bool) -> None:
    above = QDialog(dialog)
    asking = asyncio.ensure_future(answer(above))
    await until(above.isVisible, "the question")
    shiboken6.delete(dialog)
    if cancelled:
        asking.cancel()
    (told,) = await asyncio.wait_for(asyncio.gather(asking, return_exceptions=True), PATIENCE)
    assert isinstance(told, asyncio.CancelledError) if cancelled else told == QDialog.DialogCode.Rejected

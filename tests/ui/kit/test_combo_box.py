"""Boxes and their lists: nothing is cut without a sign of it, and a list has room for its entries."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QHelpEvent, QImage
from PySide6.QtWidgets import QApplication, QLineEdit, QStyleOptionComboBox, QToolTip, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from inspector.ui.kit.combo_box import ChosenText, ComboBox
from inspector.ui.kit.theme import Theme

LONG = "Norwegian, the one that is called Bokmål"


@pytest.fixture
def page(theme: Theme, qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    QVBoxLayout(made)
    made.resize(160, 120)
    return made


def put(page: QWidget, qtbot: QtBot, *widgets: QWidget) -> None:
    layout = page.layout()
    assert layout is not None
    for widget in widgets:
        layout.addWidget(widget)
    page.show()
    qtbot.waitExposed(page)


def box(*entries: str) -> ComboBox:
    made = ComboBox()
    made.addItems(list(entries))
    made.setMinimumContentsLength(4)
    made.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return made


@pytest.mark.parametrize("count", [1, 2, 5, 16])
def test_a_list_is_as_tall_as_its_rows_and_as_wide_as_its_entries(
    page: QWidget, qtbot: QtBot, count: int
) -> None:
    made = box(*(f"{LONG} {number}" for number in range(count)))
    put(page, qtbot, made)
    for _ in range(2):
        made.showPopup()
        view = made.view()
        qtbot.waitUntil(view.isVisible)
        assert view.viewport().height() == count * view.sizeHintForRow(0)
        assert view.viewport().width() >= view.sizeHintForColumn(0)
        assert not view.horizontalScrollBar().isVisible()
        assert not view.verticalScrollBar().isVisible()
        made.hidePopup()


def test_a_long_list_can_be_scrolled(page: QWidget, qtbot: QtBot) -> None:
    made = box(*map(str, range(40)))
    put(page, qtbot, made)
    made.showPopup()
    view = made.view()
    qtbot.waitUntil(view.isVisible)
    assert view.viewport().height() == 16 * view.sizeHintForRow(0)
    assert view.verticalScrollBar().isVisible()


def test_what_is_cut_ends_in_an_ellipsis_and_its_tip_says_all(page: QWidget, qtbot: QtBot) -> None:
    cut, whole = box(LONG), box("No")
    put(page, qtbot, cut, whole)
    option = QStyleOptionComboBox()
    cut.initStyleOption(option)
    assert option.currentText.endswith("…")
    assert LONG.startswith(option.currentText.removesuffix("…"))
    whole.initStyleOption(option)
    assert option.currentText == "No"
    for made, tip in ((cut, LONG), (whole, "")):
        QToolTip.hideText()
        QApplication.sendEvent(
            made, QHelpEvent(QEvent.Type.ToolTip, QPoint(5, 5), made.mapToGlobal(QPoint(5, 5)))
        )
        qtbot.waitUntil(lambda tip=tip: QToolTip.text() == tip)  # type: ignore[misc]


def test_a_tip_of_its_own_is_left_alone(page: QWidget, qtbot: QtBot) -> None:
    made = box(LONG)
    made.setToolTip("of its own")
    put(page, qtbot, made)
    QApplication.sendEvent(
        made, QHelpEvent(QEvent.Type.ToolTip, QPoint(5, 5), made.mapToGlobal(QPoint(5, 5)))
    )
    qtbot.waitUntil(lambda: QToolTip.text() == "of its own")


def test_a_field_that_nobody_is_at_is_painted_with_an_ellipsis(page: QWidget, qtbot: QtBot) -> None:
    field, other = ChosenText(LONG), QLineEdit()
    put(page, qtbot, field, other)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    other.setFocus()

    def picture(text: str) -> QImage:
        field.setText(text)
        field.setCursorPosition(0)
        return field.grab().toImage()

    seen = picture(LONG)
    assert any(picture(f"{LONG[:letters]}…") == seen for letters in range(len(LONG)))
    field.setFocus()
    assert picture(LONG) != seen, "whoever is at it sees what is there"

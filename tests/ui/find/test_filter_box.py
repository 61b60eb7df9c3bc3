"""The field that the filter is typed into: which keys it keeps, and which lead out of it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from inspector.ui.find.filter_box import FilterBox, filter_box
from inspector.ui.kit.theme import Theme


@pytest.fixture
def box(theme: Theme, qtbot: QtBot) -> FilterBox:
    made = filter_box(theme)
    qtbot.addWidget(made)
    return made


def test_its_clear_button_has_a_name_and_clears(box: FilterBox) -> None:
    names = {
        QAccessible.queryAccessibleInterface(one).text(QAccessible.Text.Name): one
        for one in box.findChildren(QToolButton)
    }
    box.setText("x")
    names["Clear filter"].click()
    assert box.text() == ""


def test_esc_clears_it_first_and_leaves_it_second(box: FilterBox, qtbot: QtBot) -> None:
    qtbot.keyClicks(box, "title")
    with qtbot.assertNotEmitted(box.left):
        qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert box.text() == ""
    with qtbot.waitSignal(box.left):
        qtbot.keyClick(box, Qt.Key.Key_Escape)


@pytest.mark.parametrize("key", [Qt.Key.Key_Down, Qt.Key.Key_Return])
def test_down_and_return_leave_it_as_it_is(box: FilterBox, qtbot: QtBot, key: Qt.Key) -> None:
    qtbot.keyClicks(box, "title")
    with qtbot.waitSignal(box.left):
        qtbot.keyClick(box, key)
    assert box.text() == "title"

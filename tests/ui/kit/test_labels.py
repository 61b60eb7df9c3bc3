"""Labels and tips: what servers and people write is shown as it is, and never taken for rich text."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel, QToolButton
from pytestqt.qtbot import QtBot

from inspector.ui.find.filter_box import FilterBox
from inspector.ui.kit.labels import ElidedLabel, TagPill, plain
from inspector.ui.kit.theme import Theme
from inspector.ui.sign_in.dialog import SignInDialog
from inspector.ui.window.furnish import furnish
from inspector.ui.window.window import MainWindow

HOSTILE = '<img src="file:///etc/passwd"> <b>bold</b>'


def test_a_tip_shows_tags_as_text_and_loads_nothing(qtbot: QtBot) -> None:
    label = ElidedLabel(HOSTILE)
    qtbot.addWidget(label)
    assert label.toolTip().startswith("<qt>&lt;img")
    assert plain("1 < 2\n3") == "<qt>1 &lt; 2<br>3</qt>"
    assert plain("Norsk (no)") == "Norsk (no)"


@pytest.mark.parametrize("name", ["progress", "whereabouts"])
def test_the_status_bar_takes_names_and_paths_for_text_and_gives_way(
    theme: Theme, qtbot: QtBot, name: str
) -> None:
    window = furnish(MainWindow(), theme)
    qtbot.addWidget(window, before_close_func=lambda window: window.agree_to_close())
    least = window.minimumSizeHint().width()
    label = getattr(window, name)
    label.setText(HOSTILE + " and so on" * 100)
    window.show()
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert window.minimumSizeHint().width() <= least + 100


def test_a_tag_and_what_a_server_said_at_the_sign_in_are_text(theme: Theme, qtbot: QtBot) -> None:
    pill, dialog = TagPill(), SignInDialog(theme, [])
    for widget in (pill, dialog):
        qtbot.addWidget(widget)
    pill.set_tag("<b>x</b>")
    dialog.show_error(HOSTILE)
    labels = [label for label in dialog.findChildren(QLabel) if label.text() == HOSTILE]
    assert [label.textFormat() for label in (pill, *labels)] == [Qt.TextFormat.PlainText] * 2


def names_of_buttons(field: FilterBox) -> list[str]:
    name = QAccessible.Text.Name
    return [QAccessible.queryAccessibleInterface(one).text(name) for one in field.findChildren(QToolButton)]


def test_the_filter_s_clear_button_has_a_name_and_clears(theme: Theme, qtbot: QtBot) -> None:
    window = furnish(MainWindow(), theme)
    qtbot.addWidget(window, before_close_func=lambda window: window.agree_to_close())
    assert "Clear filter" in names_of_buttons(window.filter_box)
    window.filter_box.setText("x")
    next(
        one for one in window.filter_box.findChildren(QToolButton) if one.toolTip() == "Clear filter"
    ).click()
    assert window.filter_box.text() == ""

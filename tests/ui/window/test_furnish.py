"""The parts of the window, as they are put together."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from inspector.ui.kit.theme import Theme
from inspector.ui.window.furnish import furnish
from inspector.ui.window.window import MainWindow

HOSTILE = '<img src="file:///etc/passwd"> <b>bold</b>'


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

"""The card that says how to begin."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from inspector.ui.kit.theme import Theme
from inspector.ui.window.welcome import WelcomeCard


@pytest.fixture
def card(qapp: QApplication, qtbot: QtBot) -> Iterator[WelcomeCard]:
    theme = Theme(qapp, "dark")
    made = WelcomeCard(theme)
    qtbot.addWidget(made)
    made.resize(800, 600)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    qapp.setStyleSheet("")
    qapp.setPalette(QPalette())
    qapp.styleHints().setColorScheme(Qt.ColorScheme.Unknown)
    theme.deleteLater()


@pytest.mark.parametrize(
    ("button", "text", "signal"),
    [
        ("sign_in_button", "Sign in…", "sign_in_requested"),
        ("demo_button", "Try the demo tenant", "demo_requested"),
        ("open_button", "Open a draft…", "open_requested"),
    ],
)
def test_each_way_to_begin(card: WelcomeCard, qtbot: QtBot, button: str, text: str, signal: str) -> None:
    assert getattr(card, button).text() == text
    with qtbot.waitSignal(getattr(card, signal)):
        qtbot.keyClick(getattr(card, button), Qt.Key.Key_Space)


def test_the_keyboard_begins_at_sign_in(card: WelcomeCard) -> None:
    card.setFocus()
    assert card.sign_in_button.hasFocus()


def test_the_picture_is_as_sharp_as_the_screen(card: WelcomeCard) -> None:
    picture = card.picture.pixmap()
    assert picture.devicePixelRatio() == card.devicePixelRatio()
    assert card.picture.height() >= picture.deviceIndependentSize().height()

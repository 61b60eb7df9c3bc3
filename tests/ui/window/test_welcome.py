"""The card that says how to begin."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from inspector.services.settings import Connection, Settings
from inspector.ui.kit.labels import TagPill
from inspector.ui.kit.theme import Theme
from inspector.ui.sign_in.demo_tenant import DEMO
from inspector.ui.window.recent_list import RecentList
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


def test_what_was_used_before_is_a_click_away(card: WelcomeCard, qtbot: QtBot) -> None:
    acme, beta = Connection("a", "Acme", tag="PROD", remember=True), Connection("b", "Beta & Sons")
    files = [f"/drafts/{number}.json" for number in range(7)]
    card.show_recent(Settings([DEMO, acme, beta], last_connection="b", recent_files=files))
    assert listed(card) == ["Beta & Sons", "Acme", "0.json", "1.json", "2.json", "3.json", "4.json"]
    assert [pill.text() for pill in card.findChildren(TagPill)] == ["PROD"]
    with qtbot.waitSignal(card.connection_requested) as chosen:
        button(card, "Acme").click()
    assert chosen.args == [acme]
    with qtbot.waitSignal(card.draft_requested) as chosen:
        button(card, "0.json").click()
    assert chosen.args == [Path("/drafts/0.json")]
    card.show_recent(Settings())
    assert listed(card) == []


def test_each_user_of_the_demo_tenant_can_be_tried(card: WelcomeCard) -> None:
    wanted: list[str] = []
    card.demo_user_requested.connect(wanted.append)
    for one in card.findChildren(QPushButton):
        if one.text().startswith("Try as "):
            one.click()
    assert wanted == ["admin", "agent", "trainee"]


def listed(card: WelcomeCard) -> list[str]:
    """The names in the lists of what was used before."""
    lists = [one for one in card.findChildren(RecentList) if one.isVisible()]
    return [button.accessibleName() for one in lists for button in one.findChildren(QPushButton)]


def button(card: WelcomeCard, name: str) -> QPushButton:
    return next(one for one in card.findChildren(QPushButton) if one.accessibleName() == name)

"""The band that tells what happened."""

from __future__ import annotations

import gc
import itertools

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QColor, QGuiApplication
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from inspector.ui.kit.theme import Theme
from inspector.ui.window.notice import Level, NoticeBand
from tests.present import present


@pytest.fixture
def band(theme: Theme, qtbot: QtBot) -> NoticeBand:
    made = NoticeBand(theme)
    qtbot.addWidget(made)
    made.resize(600, 80)
    return made


def alike(drawn: QColor, named: QColor) -> bool:
    """Whether two colours are the same but for what a 16-bit screen loses."""
    apart = (drawn.red() - named.red(), drawn.green() - named.green(), drawn.blue() - named.blue())
    return all(abs(one) <= 8 for one in (*apart, drawn.alpha() - named.alpha()))


def test_it_is_there_only_when_it_has_something_to_say(band: NoticeBand, qtbot: QtBot) -> None:
    assert band.isHidden()
    assert band.text() == ""
    band.tell("The server did not answer.", "error")
    assert band.isVisible()
    assert band.text() == "The server did not answer."
    qtbot.mouseClick(band.findChild(QToolButton), Qt.MouseButton.LeftButton)
    assert band.isHidden()
    assert band.text() == ""


def test_a_newer_notice_takes_the_place_of_the_older_with_its_button(band: NoticeBand, qtbot: QtBot) -> None:
    button = present(band.findChild(QPushButton))
    band.tell("It is locked.", "warning", "Unlock for This Draft")
    assert button.isVisible()
    assert button.text() == "Unlock for This Draft"
    band.tell("Saved.")
    assert band.text() == "Saved."
    assert not button.isVisible()


def test_its_button_acts_and_closes_it(band: NoticeBand, qtbot: QtBot) -> None:
    band.tell("It failed.", "error", "Try Again")
    with qtbot.waitSignal(band.acted):
        qtbot.mouseClick(band.findChild(QPushButton), Qt.MouseButton.LeftButton)
    assert band.isHidden()


def test_what_acts_may_tell_something_new(band: NoticeBand, qtbot: QtBot) -> None:
    band.acted.connect(lambda: band.tell("Done."))
    band.tell("It failed.", "error", "Try Again")
    qtbot.mouseClick(band.findChild(QPushButton), Qt.MouseButton.LeftButton)
    assert band.text() == "Done."
    assert band.isVisible()


@pytest.mark.parametrize(("level", "colour"), [("info", "accent"), ("warning", "amber"), ("error", "red")])
def test_each_level_has_a_word_a_drawing_and_a_colour(
    band: NoticeBand, theme: Theme, level: Level, colour: str
) -> None:
    band.tell("Something.", level)
    icon = next(label for label in band.findChildren(QLabel) if not label.pixmap().isNull())
    assert icon.accessibleName() == level
    picture = icon.pixmap().toImage()
    places = itertools.product(range(picture.width()), range(picture.height()))
    assert any(alike(picture.pixelColor(*place), theme.colour(colour)) for place in places)
    assert alike(band.grab().toImage().pixelColor(300, 4), theme.colour(f"{colour}_soft"))


def test_a_screen_reader_hears_the_words(band: NoticeBand) -> None:
    band.tell("Saved.")
    assert "Saved." in [label.accessibleName() for label in band.findChildren(QLabel)]
    assert present(band.findChild(QToolButton)).accessibleName() == "Close notice"


def test_words_of_a_server_are_text_not_html(band: NoticeBand) -> None:
    band.tell("The server refused: “<h1>500</h1>”.", "error")
    told = next(label for label in band.findChildren(QLabel) if "500" in label.text())
    assert told.textFormat() == Qt.TextFormat.PlainText


def test_it_follows_the_theme(band: NoticeBand, theme: Theme) -> None:
    band.tell("Something.", "error")
    before = band.grab().toImage()
    theme.set_appearance("dark")
    assert band.grab().toImage() != before


def button(band: NoticeBand, words: str) -> QPushButton:
    return next(one for one in band.findChildren(QPushButton) if one.text() == words)


def test_details_are_there_on_demand_only(band: NoticeBand, qtbot: QtBot) -> None:
    band.tell("It failed.", "error", details="Status: 503\nRequest ID: abc")
    lines = present(band.findChild(QPlainTextEdit))
    assert not lines.isVisible()
    qtbot.mouseClick(button(band, "Details"), Qt.MouseButton.LeftButton)
    assert lines.isVisible()
    assert lines.toPlainText() == band.details() == "Status: 503\nRequest ID: abc"
    qtbot.mouseClick(button(band, "Details"), Qt.MouseButton.LeftButton)
    assert not lines.isVisible()

    qtbot.mouseClick(button(band, "Details"), Qt.MouseButton.LeftButton)
    band.tell("Saved.")
    assert not lines.isVisible()
    assert not button(band, "Details").isVisible()
    assert band.details() == ""


def test_details_can_be_copied(band: NoticeBand, qtbot: QtBot) -> None:
    band.tell("It failed.", "error", details="Status: 503")
    qtbot.mouseClick(button(band, "Details"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(button(band, "Copy details"), Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "Status: 503"


def test_assistive_technology_meets_an_alert_that_says_it(band: NoticeBand) -> None:
    def seen() -> QAccessibleInterface:
        return QAccessible.queryAccessibleInterface(band)

    assert seen().role() == QAccessible.Role.AlertMessage
    assert seen().text(QAccessible.Text.Name) == ""
    band.tell("The server did not answer.", "error")
    gc.collect()  # nobody but Qt holds the interface
    assert seen().role() == QAccessible.Role.AlertMessage
    assert seen().text(QAccessible.Text.Name) == "The server did not answer."
    assert "The server did not answer." in [
        seen().child(number).text(QAccessible.Text.Name) for number in range(seen().childCount())
    ]


def test_bands_come_and_go_while_somebody_listens(theme: Theme, qtbot: QtBot) -> None:
    for number in range(50):
        band = NoticeBand(theme)
        band.tell(f"Notice {number}")
        assert QAccessible.queryAccessibleInterface(band).text(QAccessible.Text.Name) == f"Notice {number}"
        band.close()
        band.deleteLater()
        qtbot.wait(1)

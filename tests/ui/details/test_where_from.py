"""Where a default comes from, in Details: asked for on demand, then as a ladder."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from inspector.ui.details.where_from import NOTHING, Told, WhereFrom
from inspector.ui.kit.theme import Theme
from inspector.words.ladders import Row
from tests.present import present

ROWS = (
    Row("Mail filter, contact person, company, mail box", "not for requests made by hand"),
    Row("Last used by Tim", "Heat pumps", "habit", "asked of Archive/dynamic (ejuser), 09:30", won=True),
    Row("Setting of Tim", "Support", told_by="asked of Archive/dynamic (ejuser), 09:30"),
)


@pytest.fixture
def part(theme: Theme, qtbot: QtBot) -> WhereFrom:
    made = WhereFrom(theme)
    qtbot.addWidget(made)
    made.resize(360, 400)
    return made


def button(part: WhereFrom, text: str) -> QPushButton:
    return next(one for one in part.findChildren(QPushButton) if one.text() == text)


def texts(part: WhereFrom) -> list[str]:
    return [one.text() for one in part.findChildren(QLabel) if one.isVisible() and one.text()]


def test_nothing_is_said_where_nothing_can_be(part: WhereFrom) -> None:
    part.show_told(NOTHING)
    assert part.isHidden()


def test_it_is_asked_for_once_and_says_that_it_asks(part: WhereFrom, qtbot: QtBot) -> None:
    part.show_told(Told(may_ask=True))
    asks = button(part, "Where does this come from?")
    with qtbot.waitSignal(part.ladder_wanted):
        asks.click()
    part.show_told(Told(may_ask=True, is_asking=True))
    assert (asks.text(), asks.isEnabled(), asks.isVisible()) == ("Asking the server…", False, True)
    part.show_told(Told(ROWS, may_ask=True))
    assert not asks.isVisible()


def test_the_ladder_marks_what_decided(part: WhereFrom) -> None:
    part.show_told(Told(ROWS, "An administrator could."))
    assert texts(part)[0] == "Where the default comes from"
    assert "An administrator could." in texts(part)
    bold = [one.text() for one in part.findChildren(QLabel) if one.isVisible() and one.font().bold()]
    assert bold == ["Last used by Tim", "Heat pumps"]
    assert "habit" in texts(part)
    told = [one.text() for one in part.findChildren(QLabel) if one.isVisible() and "ejuser" in one.text()]
    assert len(told) == 1, "who told of the others stands in their tips"
    spoken = part._ladder.accessibleDescription()
    assert "Last used by Tim: Heat pumps, decided; Setting of Tim: Support" in spoken
    part.show_told(Told(ROWS[:1]))
    assert "Setting of Tim" not in texts(part)


def test_what_the_screen_adds_is_asked_for_on_its_own(part: WhereFrom, qtbot: QtBot) -> None:
    told = Told(ROWS, may_ask=True)
    part.show_told(told)
    with qtbot.waitSignal(part.screen_wanted):
        button(part, "What else may the request screen show?").click()
    part.show_told(replace(told, screen=[("Scripts", "Set defaults (before the screen opens)")]))
    assert "The request screen may show something else" in texts(part)
    assert "Set defaults" in present(part._screen).toPlainText()
    assert not button(part, "What else may the request screen show?").isVisible()


def test_it_has_the_colours_of_either_look(part: WhereFrom, theme: Theme) -> None:
    part.show_told(Told(ROWS))
    pictures = []
    for look in ("light", "dark"):
        theme.set_appearance(look)
        pictures.append(part._ladder.grab().toImage())
    assert pictures[0] != pictures[1]
    accent = theme.colour("accent").rgb()
    painted = pictures[1]
    assert any(painted.pixel(x, y) == accent for x in range(20) for y in range(painted.height()))

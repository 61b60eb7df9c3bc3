"""The pane of the check-up by itself: what it shows in each state, and what it says the person wants."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QListWidget, QPushButton
from pytestqt.qtbot import QtBot

from inspector.domain.ladder import Gap
from inspector.ui.kit.theme import Theme
from inspector.ui.panes.checkup_pane import CheckupPane, State
from inspector.words import checkups
from inspector.words.checkups import Told
from tests.domain.test_checkup import broken
from tests.present import present

SETUP = replace(broken("type_unseen", "priority_two", "field_locked"), members=Gap("role", 403))
TOLD = checkups.told(SETUP, {"priority_two": "agreed"})


@pytest.fixture
def pane(theme: Theme, qtbot: QtBot) -> CheckupPane:
    made = CheckupPane(theme)
    qtbot.addWidget(made)
    made.resize(900, 300)
    made.show()
    return made


def lines(pane: CheckupPane) -> list[str]:
    rows = present(pane.findChild(QListWidget))
    return [rows.item(row).text() for row in range(rows.count())]


def button(pane: CheckupPane, text: str) -> QPushButton:
    return next(one for one in pane.findChildren(QPushButton) if one.text() == text)


@pytest.mark.parametrize(
    ("state", "offered"),
    [
        ("signed_out", set()),
        ("not_asked", {"Check Now"}),
        ("asking", set()),
        ("told", {"Check Again", "Show Muted (1)", "Copy as Text", "Copy as Markdown", "Mute…"}),
    ],
)
def test_what_can_be_done_in_each_state(pane: CheckupPane, state: State, offered: set[str]) -> None:
    pane.show_told(state, TOLD if state == "told" else Told())
    buttons = pane.findChildren(QPushButton)
    assert {one.text() for one in buttons if one.isVisible() and one.isEnabled()} == offered


def test_the_worst_is_on_top_and_explained(pane: CheckupPane) -> None:
    pane.show_told("told", TOLD)
    assert [line.partition(":")[0] for line in lines(pane)] == ["Fault", "Warning", "Not checked"]
    assert (
        present(pane._details._title).text()
        == "The field Priority is mandatory, and your role can't fill it in."
    )
    pane._rows.setCurrentRow(2)
    assert pane._details._title.text() == "Members of categories: not readable for your role"
    assert pane._details.mute.isHidden(), "there is no rule to mute"


def test_what_is_selected_stays_so_and_what_is_gone_gives_way_to_the_first(pane: CheckupPane) -> None:
    pane.show_told("told", TOLD)
    pane._rows.setCurrentRow(1)
    chosen = pane._current()
    pane.show_told("told", replace(TOLD, rows=(TOLD.rows[1], TOLD.rows[0])))
    assert pane._current() == chosen
    pane.show_told("told", replace(TOLD, rows=TOLD.rows[:1]))
    assert pane._current() == TOLD.rows[0]


def test_muted_ones_show_on_demand_and_their_number_always(pane: CheckupPane) -> None:
    pane.show_told("told", TOLD)
    show = button(pane, "Show Muted (1)")
    show.click()
    assert lines(pane)[-1] == "Muted: 2 priorities are the default: Low, High."
    pane._rows.setCurrentRow(len(lines(pane)) - 1)
    unmuted: list[str] = []
    pane.unmute_wanted.connect(unmuted.append)
    button(pane, "Unmute").click()
    assert unmuted == ["priority_two"]
    show.click()
    assert len(lines(pane)) == 3
    pane.show_told("told", replace(TOLD, muted=()))
    assert not button(pane, "Show Muted (0)").isEnabled()
    assert button(pane, "Show Muted (0)").isVisible()


def test_what_the_person_wants_is_told(pane: CheckupPane) -> None:
    pane.show_told("told", TOLD)
    told: list[str] = []
    pane.mute_wanted.connect(told.append)
    for signal, name in (
        (pane.check_wanted, "again"),
        (pane.text_wanted, "text"),
        (pane.markdown_wanted, "md"),
    ):
        signal.connect(lambda name=name: told.append(name))
    for text in ("Mute…", "Check Again", "Copy as Text", "Copy as Markdown"):
        button(pane, text).click()
    assert told == ["field_locked", "again", "text", "md"]


def test_where_nothing_was_found_there_is_nothing_to_mute(pane: CheckupPane) -> None:
    pane.show_told("told", Told())
    pane._mute()
    assert lines(pane) == []
    assert pane._details.isHidden()


def test_too_many_are_counted(pane: CheckupPane) -> None:
    pane.show_told("told", replace(TOLD, left_out=7))
    assert lines(pane)[-1] == "and 7 more"
    pane._rows.setCurrentRow(len(lines(pane)) - 1)
    assert pane._details.isHidden()


def test_the_keyboard_goes_to_the_list_or_to_what_fills_it(pane: CheckupPane, qtbot: QtBot) -> None:
    pane.activateWindow()
    qtbot.waitUntil(pane.isActiveWindow)
    pane.show_told("not_asked", Told())
    pane.focus()
    assert button(pane, "Check Now").hasFocus()
    pane.show_told("told", TOLD)
    pane.focus()
    assert pane._rows.hasFocus()


def test_icons_follow_the_look(pane: CheckupPane, theme: Theme) -> None:
    pane.show_told("told", TOLD)
    before = pane._rows.item(0).icon().pixmap(16).toImage()
    theme.set_appearance("dark")
    assert pane._rows.item(0).icon().pixmap(16).toImage() != before

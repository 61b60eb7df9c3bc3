"""The list of what is left to do."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QListWidget
from pytestqt.qtbot import QtBot

from inspector.domain import checks
from inspector.domain.checks import Problem
from inspector.ui.kit.theme import Theme
from inspector.ui.problems.pane import ProblemsPane
from tests.drafts import Draft
from tests.present import present

MANDATORY = Problem(("Title",), "mandatory")
TOO_LONG = Problem(("CustomFields", "x_serial"), "too_long", 12, 10)
LOCKED = Problem(("Tags", 0), "locked")


@pytest.fixture
def pane(theme: Theme, qtbot: QtBot) -> ProblemsPane:
    made = ProblemsPane(theme)
    qtbot.addWidget(made)
    made.resize(400, 300)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def rows(pane: ProblemsPane) -> QListWidget:
    return present(pane.findChild(QListWidget))


def test_the_head_counts_them(pane: ProblemsPane) -> None:
    pane.show_problems([MANDATORY, LOCKED])
    assert "2 things left" in [label.text() for label in pane.findChildren(QLabel)]


def test_it_lists_what_the_checks_find(pane: ProblemsPane, rows: QListWidget, draft: Draft) -> None:
    pane.show_problems(checks.problems(draft('"Title": ""', Title="Update, UIHintMandatory")))
    assert [rows.item(row).text() for row in range(rows.count())] == ["Title is mandatory and empty"]
    assert rows.isVisible()
    assert not rows.item(0).icon().isNull()
    pane.show_problems([])
    assert rows.count() == 0
    assert not rows.isVisible()


def test_a_click_or_return_leads_there(pane: ProblemsPane, rows: QListWidget, qtbot: QtBot) -> None:
    pane.show_problems([MANDATORY, TOO_LONG, LOCKED])
    with qtbot.waitSignal(pane.chosen) as chosen:
        qtbot.mouseClick(
            rows.viewport(), Qt.MouseButton.LeftButton, pos=rows.visualItemRect(rows.item(1)).center()
        )
    assert chosen.args == [("CustomFields", "x_serial")]
    rows.setFocus()
    with qtbot.waitSignal(pane.chosen) as chosen:
        qtbot.keyClick(rows, Qt.Key.Key_Down)
        qtbot.keyClick(rows, Qt.Key.Key_Return)
    assert chosen.args == [("Tags", 0)]


def test_it_has_a_name_and_its_head_names_it(pane: ProblemsPane, rows: QListWidget) -> None:
    assert rows.accessibleName() == "Problems"
    assert rows in [label.buddy() for label in pane.findChildren(QLabel)]


def test_one_step_leads_to_the_next_and_round_also_where_one_was_mended(
    pane: ProblemsPane, qtbot: QtBot
) -> None:
    def led_to(by: int) -> object:
        with qtbot.waitSignal(pane.chosen) as chosen:
            pane.step(by)
        return present(chosen.args)[0]

    pane.show_problems([MANDATORY, TOO_LONG, LOCKED])
    assert [led_to(1), led_to(1)] == [MANDATORY.keys, TOO_LONG.keys]
    pane.show_problems([MANDATORY, LOCKED])
    assert led_to(1) == LOCKED.keys, "it has taken the row of the one that was mended"
    assert led_to(1) == MANDATORY.keys
    assert led_to(-1) == LOCKED.keys
    pane.show_problems([MANDATORY])
    assert led_to(-1) == MANDATORY.keys
    pane.show_problems([])
    with qtbot.assertNotEmitted(pane.chosen):
        assert pane.step(1) == "Ready: nothing left to do"

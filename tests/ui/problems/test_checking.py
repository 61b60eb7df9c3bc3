"""Checking, on a bench: the problems of what is open are known, shown, counted and mended."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QListWidget, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from inspector.ui.bench.bench import Bench
from inspector.ui.bench.source import Source
from inspector.ui.kit.theme import Theme
from inspector.ui.problems.checking import Checking
from inspector.ui.problems.pane import ProblemsPane
from tests.drafts import Draft
from tests.present import present


@pytest.fixture
def pane(theme: Theme, qtbot: QtBot) -> ProblemsPane:
    made = ProblemsPane(theme)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def light(qtbot: QtBot) -> QToolButton:
    made = QToolButton()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def checking(bench: Bench, pane: ProblemsPane, light: QToolButton) -> Checking:
    return Checking(bench, pane, light)


def listed(pane: ProblemsPane) -> int:
    return present(pane.findChild(QListWidget)).count()


def mend(pane: ProblemsPane) -> None:
    """Select the only problem, and press the button below."""
    present(pane.findChild(QListWidget)).setCurrentRow(0)
    present(pane.findChild(QPushButton)).click()


async def test_each_change_is_looked_at(
    bench: Bench, checking: Checking, pane: ProblemsPane, light: QToolButton, draft: Draft
) -> None:
    assert light.isHidden()
    bench.ticket.show(draft('"Title": ""', Title="Update, UIHintMandatory"), Source("file"))
    assert [problem.code for problem in bench.ticket.problems] == ["mandatory"]
    assert (listed(pane), light.text()) == (1, "1 thing left")
    bench.ticket.set_value(present(present(bench.ticket.document).find(("Title",))), "x")
    assert bench.ticket.problems == []
    assert (listed(pane), light.text()) == (0, "Ready: nothing left to do")
    bench.ticket.stack.undo()
    assert listed(pane) == 1
    bench.ticket.clear()
    assert bench.ticket.problems == []
    assert light.isHidden()


async def test_where_no_button_can_mend_it_the_person_is_led_there(
    bench: Bench, checking: Checking, pane: ProblemsPane, draft: Draft
) -> None:
    wanted: list[tuple[str, ...]] = []
    checking.edit_wanted.connect(wanted.append)
    bench.ticket.show(draft('"Title": ""', Title="Update, UIHintMandatory"), Source("file"))
    mend(pane)
    assert wanted == [("Title",)]
    assert bench.ticket.stack.count() == 0


async def test_what_a_button_can_mend_is_one_step_but_not_while_something_newer_comes(
    bench: Bench, checking: Checking, pane: ProblemsPane, draft: Draft
) -> None:
    bench.ticket.show(draft('"Title": "much too long"', Title=("Update", "", 4)), Source("file"))
    bench.ticket.set_stale(True)
    mend(pane)
    assert bench.ticket.stack.count() == 0
    bench.ticket.set_stale(False)
    mend(pane)
    assert present(present(bench.ticket.document).find(("Title",))).value == "much"
    assert bench.ticket.stack.count() == 1
    assert bench.ticket.problems == []

"""The list of what is left to do."""

from __future__ import annotations

from typing import get_args, get_type_hints

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QListWidget
from pytestqt.qtbot import QtBot

from inspector.domain import checks
from inspector.domain.checks import Problem
from inspector.ui.kit.theme import Theme
from inspector.ui.problems.pane import ProblemsPane, sentence, summary
from tests.drafts import Draft
from tests.present import present

EVERY = [
    (Problem(("Title",), "mandatory"), "Title is mandatory and empty"),
    (
        Problem(("CustomFields", "x_serial"), "too_long", 12, 10),
        "CustomFields.x_serial is 12 characters long; only 10 fit",
    ),
    (Problem(("Tags", 0), "locked"), "Tags.0 was changed although it is locked"),
    (Problem(("Sentiment",), "out_of_range", -100, 100), "Sentiment should lie between -100 and 100"),
    (Problem(("Title",), "wrong_type"), "Title is not of the type that SuperOffice expects"),
    (Problem(("Origin",), "not_in_enum"), "Origin has a value that is not one of its choices"),
    (Problem(("Deadline",), "not_a_date"), "Deadline is not a date"),
    (Problem(("OwnedBy",), "deleted"), "OwnedBy points to something that was deleted"),
    (Problem(("OwnedBy",), "not_in_list"), "OwnedBy is not in the tenant's list"),
    (Problem(("TableRight",), "table"), "Your rights do not let you save this ticket"),
]


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


@pytest.mark.parametrize(("problem", "text"), EVERY)
def test_each_problem_is_a_sentence(problem: Problem, text: str) -> None:
    assert sentence(problem) == text


def test_no_code_is_without_a_sentence() -> None:
    codes = set(get_args(get_type_hints(Problem)["code"]))
    assert codes == {problem.code for problem, _ in EVERY}


@pytest.mark.parametrize(
    ("count", "text"), [(0, "Ready: nothing left to do"), (1, "1 thing left"), (2, "2 things left")]
)
def test_the_head_counts_them(pane: ProblemsPane, count: int, text: str) -> None:
    found = [EVERY[0][0]] * count
    assert summary(found) == text
    pane.show_problems(found)
    assert text in [label.text() for label in pane.findChildren(QLabel)]


def test_it_lists_what_the_checks_find(pane: ProblemsPane, rows: QListWidget, draft: Draft) -> None:
    pane.show_problems(checks.problems(draft('"Title": ""', Title="Update, UIHintMandatory")))
    assert [rows.item(row).text() for row in range(rows.count())] == ["Title is mandatory and empty"]
    assert rows.isVisible()
    assert not rows.item(0).icon().isNull()
    pane.show_problems([])
    assert rows.count() == 0
    assert not rows.isVisible()


def test_a_click_or_return_leads_there(pane: ProblemsPane, rows: QListWidget, qtbot: QtBot) -> None:
    pane.show_problems([problem for problem, _ in EVERY])
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

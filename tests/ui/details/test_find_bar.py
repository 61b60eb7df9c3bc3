"""Finding a text in Details: what is marked, which is looked at, and where the keyboard goes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from inspector.ui.details.fact_sheet import FactSheet
from inspector.ui.details.find_bar import FindBar
from inspector.ui.details.pane import DetailsPane
from inspector.ui.details.story_label import StoryLabel
from inspector.ui.details.where_from import Told
from inspector.ui.kit.theme import Theme
from inspector.words.ladders import Row
from tests.drafts import Draft
from tests.present import present

Key = Qt.Key


@pytest.fixture
def window(theme: Theme, qtbot: QtBot) -> QWidget:
    """Details, and something beside them that had the keyboard before."""
    made = QWidget()
    qtbot.addWidget(made)
    column = QVBoxLayout(made)
    column.addWidget(QLineEdit())
    column.addWidget(DetailsPane(theme))
    made.resize(420, 460)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    present(made.findChild(QLineEdit)).setFocus()
    return made


@pytest.fixture
def pane(window: QWidget, draft: Draft) -> DetailsPane:
    made = present(window.findChild(DetailsPane))
    made.show_node(draft(Title=("Update, UIHintMandatory", "A title, please", 254)).find(("Title",)))
    return made


def bar(pane: DetailsPane) -> FindBar:
    return present(pane.findChild(FindBar))


def find(pane: DetailsPane, text: str) -> None:
    pane.open_search()
    bar(pane).field.setText(text)


def count(pane: DetailsPane) -> str:
    return present(bar(pane).findChild(QLabel)).text()


def marked(pane: DetailsPane) -> tuple[list[str], list[str]]:
    """What is marked, in the order of reading, and what of it is looked at."""
    found, here = [], []
    for part in pane._parts():
        found += [part.told()[at : at + length] for at, length in part._spots]
        here += [part.told()[at : at + length] for at, length in filter(None, [part._here])]
    return found, here


def test_all_that_is_said_is_searched_whatever_its_case_and_the_first_is_looked_at(pane: DetailsPane) -> None:
    find(pane, "TITLE")
    found, here = marked(pane)
    assert found[:2] == ["Title", "title"]
    assert here == ["Title"]
    assert count(pane) == f"1 of {len(found)}"


def test_keys_go_from_one_to_the_next_and_round(pane: DetailsPane) -> None:
    find(pane, "title")
    total = len(marked(pane)[0])
    seen = []
    for _ in range(total):
        seen.append(count(pane))
        QTest.keyClick(bar(pane).field, Key.Key_Return)
    assert seen == [f"{number} of {total}" for number in range(1, total + 1)]
    assert count(pane) == f"1 of {total}"
    QTest.keyClick(bar(pane).field, Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    assert count(pane) == f"{total} of {total}"


@pytest.mark.parametrize(("text", "told"), [("zebra", "not found"), ("", ""), (" ", "")])
def test_what_is_not_there_is_said_and_nothing_is_marked(pane: DetailsPane, text: str, told: str) -> None:
    find(pane, text)
    QTest.keyClick(bar(pane).field, Key.Key_Return)
    assert count(pane) == told
    assert marked(pane) == ([], [])


def test_words_on_grounds_of_their_own_are_found_too(pane: DetailsPane) -> None:
    find(pane, "mandatory")
    assert marked(pane)[1] == ["mandatory"]


def test_where_a_default_comes_from_is_searched_once_it_is_told(pane: DetailsPane) -> None:
    row = Row("Last used by Tim", "Heat pumps", "habit", "asked of ejuser", won=True)
    find(pane, "heat pumps")
    assert count(pane) == "not found"
    pane.where_from.show_told(Told((row,), screen=[("Scripts", "Ask for heat pumps")]))
    bar(pane).seek()
    assert marked(pane)[0] == ["Heat pumps", "heat pumps"]


def test_what_is_folded_away_is_unfolded_when_it_is_come_to(pane: DetailsPane, qtbot: QtBot) -> None:
    told: list[bool] = []
    pane.unfolded.connect(told.append)
    find(pane, "UIHintMandatory")
    assert told == [True]
    sheet = next(one for one in pane.findChildren(FactSheet) if one._spots)

    def in_sight() -> bool:
        place = sheet.place_of(present(sheet._here)).center()
        return sheet.isVisible() and pane.rect().contains(sheet.mapTo(pane, QPoint(place)))

    qtbot.waitUntil(in_sight)


def test_esc_unmarks_all_and_gives_the_keyboard_back(window: QWidget, pane: DetailsPane) -> None:
    find(pane, "title")
    QTest.keyClick(bar(pane).field, Key.Key_Escape)
    assert not bar(pane).isVisible()
    assert marked(pane) == ([], [])
    assert present(window.findChild(QLineEdit)).hasFocus()


def test_another_property_is_searched_as_well(pane: DetailsPane, draft: Draft) -> None:
    find(pane, "author")
    assert count(pane) == "not found"
    pane.show_node(draft('"Author": "Ida"').find(("Author",)))
    assert marked(pane)[1] == ["Author"]
    pane.show_node(None)
    assert count(pane) == "not found"


def test_a_text_is_shown_as_it_is_between_the_marks(theme: Theme, qtbot: QtBot) -> None:
    label = StoryLabel(theme)
    qtbot.addWidget(label)
    label.tell("a <b> & two", strong="One  bold")
    assert label.text() == "<b>One  bold</b> a &lt;b&gt; &amp; two"
    label.mark([(12, 3)], (12, 3))
    assert label.told() == "One  bold a <b> & two"
    ink = theme.colour("on_accent").name()
    assert f"color:{ink};" in label.text()
    assert "&lt;b&gt;</span> &amp; two" in label.text()
    theme.set_appearance("dark")
    assert theme.colour("on_accent").name() != ink
    assert f"color:{theme.colour('on_accent').name()};" in label.text()
    label.tell("plain <i>")
    assert (label.text(), label.textFormat()) == ("plain <i>", Qt.TextFormat.PlainText)

"""What is said follows the language: by the objects that say it, and by no other way."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialogButtonBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from inspector.ui.guide.key_window import KeysModel
from inspector.ui.kit.combo_box import ComboBox
from inspector.ui.kit.labels import ElidedLabel, Label
from inspector.ui.kit.saying import said, say, speak, speech
from inspector.words.language import tr

ROOT = Path(__file__).parents[3]
SETTERS = {
    *("setToolTip", "setStatusTip", "setWhatsThis", "setAccessibleName", "setAccessibleDescription"),
    *("setWindowTitle", "setTitle", "setPlaceholderText", "setSpecialValueText", "setInformativeText"),
    *("addAction", "addMenu", "addButton", "QAction", "QMenu", "QPushButton", "QCheckBox", "QDockWidget"),
}
"""Whoever gives words to one of these lets nobody say them again."""


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    speak("en")


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def test_each_setter_says_its_last_text_again(window: QWidget) -> None:
    button, action = said(QPushButton(window), tr("Save Draft")), said(QAction(window), tr("Quit"))
    say(button.setToolTip, tr("{n} of {limit}").format(n=1, limit=tr("Quit")))
    say(button.setAccessibleName, tr("Cancel"))
    say(button.setAccessibleName, "of the person's own")
    speak("de")
    assert (button.text(), action.text()) == ("Entwurf speichern", "Beenden")
    assert (button.toolTip(), button.accessibleName()) == ("1 von Beenden", "of the person's own")
    speak("nb")
    assert action.text() == "Avslutt"
    speak("en")
    assert (button.text(), button.toolTip()) == ("Save Draft", "1 of Quit")


def test_labels_do_so_by_themselves(window: QWidget) -> None:
    label, line = (
        Label(tr("Quit"), window),
        ElidedLabel(tr("{name} is not a date").format(name="A  B"), window),
    )
    speak("de")
    assert label.text() == "Beenden"
    assert line.text() == line.toolTip() == "A B ist kein Datum"
    label.setText("plain")
    speak("nb")
    assert label.text() == "plain"


def test_a_box_goes_on_with_what_is_chosen(window: QWidget) -> None:
    box = ComboBox(window)
    for text, code in ((tr("Light"), 1), ("125 %", 2), (tr("Dark"), 3)):
        box.addItem(text, code)
    box.insertItem(0, "null")
    box.setCurrentIndex(3)
    speak("de")
    assert [box.itemText(row) for row in range(4)] == ["null", "Hell", "125 %", "Dunkel"]
    assert (box.currentText(), box.currentData()) == ("Dunkel", 3)


def test_a_button_that_qt_made_keeps_our_words(window: QWidget) -> None:
    box = QDialogButtonBox(
        QDialogButtonBox.StandardButton.Close | QDialogButtonBox.StandardButton.Save, window
    )
    said(box.button(QDialogButtonBox.StandardButton.Save), tr("Quit"))
    speak("de")
    assert box.button(QDialogButtonBox.StandardButton.Save).text() == "Beenden"
    assert box.button(QDialogButtonBox.StandardButton.Close).text() == "Schließen"


def test_headings_are_said_when_they_are_asked_for(qtbot: QtBot) -> None:
    model = KeysModel([])
    told: list[object] = []
    model.headerDataChanged.connect(lambda *what: told.append(what))
    speak("de")
    assert model.headerData(0, Qt.Orientation.Horizontal) == "Wo"
    assert told


def test_it_is_told_once_and_only_when_another_language_is_spoken(qtbot: QtBot) -> None:
    told: list[str] = []
    speech.changed.connect(lambda: told.append("changed"))
    speak("en")
    assert told == []
    with qtbot.waitSignal(speech.changed):
        speak("de")
    assert told == ["changed"]


def test_no_words_go_to_qt_without_being_noted() -> None:
    found = []
    for file in (ROOT / "inspector" / "ui").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and _name(node.func) in SETTERS:
                words = [
                    one for one in (*node.args, *(word.value for word in node.keywords)) if _are_words(one)
                ]
                found += [f"{file.name}:{node.lineno}" for _ in words]
    assert found == []


def _name(called: ast.expr) -> str:
    return called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")


def _are_words(given: ast.expr) -> bool:
    """Whether it is made of words of ours, in any way but by a function that may note them."""
    if isinstance(given, ast.Call):
        if _name(given.func) == "format" and isinstance(given.func, ast.Attribute):
            return _are_words(given.func.value)
        return _name(given.func) in {"tr", "counted"}
    return any(_are_words(one) for one in ast.iter_child_nodes(given) if isinstance(one, ast.expr))

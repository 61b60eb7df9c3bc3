"""What texts call keys, and keys that stay with whoever is writing."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QTreeView, QWidget
from pytestqt.qtbot import QtBot

from inspector.ui.kit.keyboard import belongs_to_writer, for_keyboard

CTRL, NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier


def test_words_for_keys_are_those_of_the_keyboard(monkeypatch: pytest.MonkeyPatch) -> None:
    assert for_keyboard("Ctrl+Return (Delete)") == "Ctrl+Return (Delete)"
    monkeypatch.setattr(sys, "platform", "darwin")
    told = [for_keyboard(text) for text in ("Ctrl+Return", "(Strg+F)", "zurück (Entf)", "back (Delete)")]
    monkeypatch.undo()
    assert told == ["⌘Return", "(⌘F)", "zurück (⌫)", "back (⌫)"]


def pressed(key: Qt.Key, modifiers: Qt.KeyboardModifier = CTRL) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.ShortcutOverride, key, modifiers)


@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit, QComboBox])
def test_whoever_writes_keeps_the_keys_that_move_and_delete(qtbot: QtBot, kind: type[QWidget]) -> None:
    field = kind()
    qtbot.addWidget(field)
    if isinstance(field, QComboBox):
        field.setEditable(True)
    assert belongs_to_writer(pressed(Qt.Key.Key_Delete), field)
    assert not belongs_to_writer(pressed(Qt.Key.Key_Delete, NONE), field)
    assert not belongs_to_writer(pressed(Qt.Key.Key_S), field)


def test_where_nothing_is_written_they_stand_for_verbs(qtbot: QtBot) -> None:
    fixed, tree, choice = QLineEdit(), QTreeView(), QComboBox()
    fixed.setReadOnly(True)
    for field in (fixed, tree, choice):
        qtbot.addWidget(field)
        assert not belongs_to_writer(pressed(Qt.Key.Key_Delete), field)
    assert not belongs_to_writer(pressed(Qt.Key.Key_Delete), None)

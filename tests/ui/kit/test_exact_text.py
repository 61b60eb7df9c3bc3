"""Qt's editors give back what they were given, whatever is typed around it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from inspector.ui.kit.exact_text import LONG_LINE, PIECE, ExactTextEdit, Spelling, unlimited

LOST = "\ufeff\ufffe\r\n\u00a0\u2028\u2029\ufdd0\ufdd1\ud800\udc00\ufffd←↵¶\ue000 ab"
texts = st.text(st.one_of(st.sampled_from(LOST), st.characters(exclude_categories=()))) | st.text(
    st.sampled_from(LOST), min_size=5
)


@pytest.fixture
def edit(qtbot: QtBot) -> ExactTextEdit:
    made = ExactTextEdit()
    qtbot.addWidget(made)
    return made


def pasted(text: str) -> QMimeData:
    data = QMimeData()
    data.setText(text)
    return data


@given(texts)
def test_a_text_comes_back_from_a_document(qapp: object, text: str) -> None:
    edit = ExactTextEdit()
    edit.begin(text)
    assert edit.text() == text


@given(texts)
def test_a_text_comes_back_from_a_line(qapp: object, text: str) -> None:
    edit, spelling = unlimited(QLineEdit()), Spelling.in_line(text)
    edit.setText(spelling.show(text))
    assert spelling.read(edit.text()) == text


@given(texts, st.sampled_from(["\n", "\r\n", "\r"]))
def test_a_long_line_comes_back_and_is_shown_in_pieces(qapp: object, text: str, newline: str) -> None:
    text = newline.join([text, "A" * (LONG_LINE + 1), "b c " * LONG_LINE, text])
    edit = ExactTextEdit()
    edit.begin(text)
    assert edit.text() == text
    assert max(map(len, edit.document().toRawText().split("\u2029"))) <= PIECE + 1


@given(texts.filter(lambda text: "x" not in text), st.data())
def test_a_letter_more_changes_nothing_else(qapp: object, text: str, data: st.DataObject) -> None:
    edit = ExactTextEdit()
    edit.begin(text)
    cursor = edit.textCursor()
    shown = edit.spelling.show(text)
    before = shown[: data.draw(st.integers(0, len(shown)))]
    cursor.setPosition(len(before.encode("utf-16-le")) // 2)
    cursor.insertText("x")
    assert edit.text().replace("x", "", 1) == text


def test_nothing_is_cut(qtbot: QtBot) -> None:
    edit = unlimited(QLineEdit())
    qtbot.addWidget(edit)
    edit.setText("A" * 40_000)
    edit.insert("B" * 40_000)
    assert len(edit.text()) == 80_000


@pytest.mark.parametrize(
    ("text", "after"), [("a\nb", "\na\nb"), ("a\r\nb", "\r\na\r\nb"), ("a\r\nb\nc", "\na\r\nb\nc")]
)
@pytest.mark.parametrize("shift", [Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier])
def test_a_new_line_ends_as_the_others_do(
    edit: ExactTextEdit, qtbot: QtBot, text: str, after: str, shift: Qt.KeyboardModifier
) -> None:
    edit.begin(text)
    qtbot.keyClick(edit, Qt.Key.Key_Return, shift)
    assert edit.text() == after


def test_among_pieces_a_line_can_be_begun_ended_and_pasted(edit: ExactTextEdit, qtbot: QtBot) -> None:
    line = "A" * (2 * LONG_LINE)
    edit.begin(line + "\nb")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert edit.text() == f"\n{line}\nb"
    qtbot.keyClick(edit, Qt.Key.Key_Backspace)  # the end of a piece
    qtbot.keyClick(edit, Qt.Key.Key_Backspace)  # the sign
    assert edit.text() == f"{line}\nb"
    edit.insertFromMimeData(pasted("one\r\n" + "B" * LONG_LINE))
    assert edit.text() == f"one\n{'B' * LONG_LINE}{line}\nb"
    assert max(map(len, edit.document().toRawText().split("\u2029"))) <= 2 * PIECE


def test_a_long_line_that_is_pasted_is_shown_in_pieces(edit: ExactTextEdit) -> None:
    edit.begin("one\r\ntwo\r\n😀three")
    cursor = edit.textCursor()
    cursor.setPosition(4)
    cursor.setPosition(7, QTextCursor.MoveMode.KeepAnchor)
    edit.setTextCursor(cursor)
    edit.insertFromMimeData(pasted("x" * (LONG_LINE + 1) + "\ny"))
    edit.insertPlainText("!")
    assert edit.text() == f"one\r\n{'x' * (LONG_LINE + 1)}\r\ny!\r\n😀three"
    assert max(map(len, edit.document().toRawText().split("\u2029"))) <= PIECE + 1


def test_what_is_copied_is_the_text_itself(edit: ExactTextEdit) -> None:
    text = "10\u00a0000\rkr\n" + "A" * (LONG_LINE + 1)
    edit.begin(text)
    edit.selectAll()
    assert edit.createMimeDataFromSelection().text() == text


def test_what_is_pasted_keeps_its_spaces(edit: ExactTextEdit) -> None:
    edit.begin("")
    edit.insertFromMimeData(pasted("10\u00a0000"))
    edit.insertFromMimeData(QMimeData())
    assert edit.text() == "10\u00a0000"

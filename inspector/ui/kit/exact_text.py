"""Texts in Qt's editors, so that they give back exactly what they were given.

A line edit cuts at 32,767 characters unless told otherwise. A text document takes CR, U+2029, U+FDD0 and U+FDD1 for
ends of a line, and neither holds half of a surrogate pair, or begins with a byte order mark. In the editor a sign
stands for each of these; read back, it is the character again, whatever was typed around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

LONG_LINE = 10_000
"""Characters from which a line is shown in pieces: laying out a line takes Qt time that grows with its square."""
PIECE = 2_000
_LOST_BY_LINE = re.compile("[\ufeff\ufffe\ud800-\udfff]")
_LOST_BY_DOCUMENT = re.compile("[\r\u2029\ufdd0\ufdd1\ufeff\ufffe\ud800-\udfff]")
_BREAK = re.compile("\r\n|[\n\r\u2029]")
_SIGNS = {"\r": "←", "\n": "↵", "\u2029": "¶"}
_OTHER_SIGN = "\ufffd"
_PRIVATE = range(0xE000, 0xF900)


def unlimited(edit: QLineEdit) -> QLineEdit:
    """The same line edit, which cuts nothing any more."""
    edit.setMaxLength(2**31 - 1)
    return edit


@dataclass(frozen=True)
class Spelling:
    """How a text stands in an editor: with signs that the text itself does not have."""

    signs: dict[str, str] = field(default_factory=dict)
    """By the character that a sign stands for."""
    newline: str = "\n"
    """What a line ends with, in the text; in the editor it is always LF."""
    end: str = ""
    """The sign for the end of a line where lines are shown in pieces; empty where they are whole."""

    @classmethod
    def in_line(cls, text: str) -> Spelling:
        """For a line edit."""
        return cls(_signs(text, _LOST_BY_LINE.findall(text)))

    @classmethod
    def in_document(cls, text: str) -> Spelling:
        """For a text document."""
        kinds = set(_BREAK.findall(text))
        newline = kinds.pop() if len(kinds) == 1 else "\n"
        plain = text.replace(newline, "\n")
        is_long = has_long_line(plain)
        lost = [*_LOST_BY_DOCUMENT.findall(plain), *(["\n"] if is_long else [])]
        signs = _signs(plain, lost)
        return cls(signs, newline, signs.pop("\n", ""))

    def show(self, text: str) -> str:
        """What stands in the editor for the text."""
        shown = text.replace(self.newline, "\n").translate(
            {ord(character): sign for character, sign in self.signs.items()}
        )
        return self.in_pieces(shown) if self.end else shown

    def in_pieces(self, shown: str) -> str:
        """That, with each of its lines cut, and the sign at the end of it."""
        return f"{self.end}\n".join("\n".join(_pieces(line)) for line in shown.split("\n"))

    def read(self, shown: str) -> str:
        """The text that stands in the editor like this."""
        if self.end:
            shown = shown.replace("\n", "").replace(self.end, "\n")
        back = {ord(sign): character for character, sign in self.signs.items()}
        return shown.replace("\n", self.newline).translate(back)


def has_long_line(text: str) -> bool:
    """Whether a line of it is too long to be laid out whole."""
    return len(text) > LONG_LINE and max(map(len, text.split("\n"))) > LONG_LINE


def _signs(text: str, lost: Iterable[str]) -> dict[str, str]:
    """A sign for each character that would be lost."""
    signs: dict[str, str] = {}
    for character in dict.fromkeys(lost):
        wanted = (_SIGNS.get(character, _OTHER_SIGN), *map(chr, _PRIVATE))
        signs[character] = next(sign for sign in wanted if sign not in text and sign not in signs.values())
    return signs


def _pieces(line: str) -> Iterable[str]:
    """The line cut where a space is, or in the middle of a word that is too long."""
    start = 0
    while len(line) - start > PIECE:
        end = line.rfind(" ", start + PIECE // 2, start + PIECE) + 1 or start + PIECE
        yield line[start:end]
        start = end
    yield line[start:]


class ExactTextEdit(QPlainTextEdit):
    """Several lines of text, whose every character comes back."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.spelling = Spelling()
        """How the text that was begun with is shown."""

    def begin(self, text: str) -> None:
        """Show this text; nothing before it can be undone."""
        self.spelling = Spelling.in_document(text)
        self.setPlainText(self.spelling.show(text))

    def text(self) -> str:
        """The text that is shown."""
        return self._read(self.document().toRawText())

    def _read(self, raw: str) -> str:
        return self.spelling.read(raw.replace("\u2029", "\n"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return ends a line, with Shift too: Qt would insert U+2028."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.insertPlainText(self.spelling.end + "\n")
        else:
            super().keyPressEvent(event)

    def createMimeDataFromSelection(self) -> QMimeData:
        """What is copied, cut or dragged is the text itself."""
        data = QMimeData()
        data.setText(self._read(self.textCursor().selectedText()))
        return data

    def insertFromMimeData(self, source: QMimeData) -> None:
        """What is pasted or dropped; one with a long line makes all be shown in pieces."""
        text = _BREAK.sub("\n", source.text())
        if not source.hasText():
            super().insertFromMimeData(source)
        elif self.spelling.end:
            self.textCursor().insertText(self.spelling.in_pieces(text))
            self.ensureCursorVisible()
        elif has_long_line(text):
            self._begin_in_pieces(text.replace("\n", self.spelling.newline))
        else:
            self.textCursor().insertText(text)
            self.ensureCursorVisible()

    def _begin_in_pieces(self, inserted: str) -> None:
        cursor = self.textCursor()
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        before = self._between(0, start) + inserted
        self.begin(before + self._between(end, self.document().characterCount() - 1))
        cursor = self.textCursor()
        shown = self.spelling.show(before)
        cursor.setPosition(len(shown.encode("utf-16-le")) // 2)
        self.setTextCursor(cursor)

    def _between(self, start: int, end: int) -> str:
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        return self._read(cursor.selectedText())

"""The part of the notice that unfolds: what stands behind a failure, line by line (see words/failures.py)."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from inspector.domain.visible import in_lines
from inspector.ui.kit.saying import said, say
from inspector.ui.kit.theme import fixed_font
from inspector.words.language import through, tr

_LINES_SHOWN = 9
LONGEST = 20_000
"""Characters shown."""


class FailurePanel(QWidget):
    """The lines, to be read, selected and copied."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = QPlainTextEdit()
        self._lines.setReadOnly(True)
        self._lines.setTabChangesFocus(True)
        say(self._lines.setAccessibleName, tr("Failure details"))
        self._lines.setFont(fixed_font())
        copy = said(QPushButton(), tr("Copy details"))
        copy.clicked.connect(self._copy)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 0, 8, 0)
        column.setSpacing(8)
        column.addWidget(self._lines)
        column.addLayout(row)
        self.hide()

    def set_text(self, text: str) -> None:
        """Show these lines, in as much room as they need and a window can spare."""
        say(self._lines.setPlainText, through(lambda whole: in_lines(whole, LONGEST), text))
        lines = min(text.count("\n") + 2, _LINES_SHOWN)
        self._lines.setFixedHeight(lines * self._lines.fontMetrics().lineSpacing() + 16)

    def text(self) -> str:
        """The lines shown."""
        return self._lines.toPlainText()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text())

"""The band under the top of the window that tells what happened; it stays until it is read or superseded."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from inspector.ui.texts import tr
from inspector.ui.theme import Theme

Level = Literal["info", "warning", "error"]
_COLOURS = {"info": "accent", "warning": "amber", "error": "red"}


class NoticeBand(QFrame):
    """One notice at a time, with at most one button beside Close."""

    acted = Signal()
    """The notice's own button was pressed."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._level: Level = "info"
        self.setAccessibleName("Notice")
        self._icon = QLabel()
        self._text = QLabel()
        self._text.setTextFormat(Qt.TextFormat.PlainText)  # a server's own words may be in it
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._button = QPushButton()
        self._button.clicked.connect(self._act)
        close = QToolButton()
        close.setAutoRaise(True)
        close.setIcon(theme.icon("close", "text"))
        close.setToolTip(tr("Close this notice (Esc)"))
        close.setAccessibleName("Close notice")
        close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 8, 8)
        row.setSpacing(12)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)
        row.addWidget(self._button)
        row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        theme.changed.connect(self._dress)
        self.hide()

    def tell(self, text: str, level: Level = "info", button: str = "") -> None:
        """Show a notice in place of the one before."""
        self._level = level
        self._text.setText(text)
        self._text.setAccessibleName(text)
        self._button.setText(button)
        self._button.setVisible(bool(button))
        self._dress()
        self.show()

    def text(self) -> str:
        """What it says; empty when there is nothing."""
        return "" if self.isHidden() else self._text.text()

    def _act(self) -> None:
        self.hide()
        self.acted.emit()

    def _dress(self) -> None:
        self.setProperty("notice", self._level)
        self.style().unpolish(self)
        self.style().polish(self)
        name = "info" if self._level == "info" else self._level
        self._icon.setPixmap(self._theme.icon(name, _COLOURS[self._level]).pixmap(20, 20))
        self._icon.setAccessibleName(self._level)

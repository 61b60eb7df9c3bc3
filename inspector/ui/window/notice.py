"""The band under the top of the window that tells what happened; it stays until it is read or superseded."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleEvent,
    QAccessibleInterface,
    QHideEvent,
)
from PySide6.QtWidgets import (
    QAccessibleWidget,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from inspector.ui.kit.labels import Label
from inspector.ui.kit.saying import said, say
from inspector.ui.kit.theme import Theme
from inspector.ui.window.failure_panel import FailurePanel
from inspector.words.language import tr

Level = Literal["info", "warning", "error"]
ICON = 20
_COLOURS = {"info": "accent", "warning": "amber", "error": "red"}


class NoticeBand(QFrame):
    """One notice at a time, with at most one button beside Details and Close."""

    acted = Signal()
    """The notice's own button was pressed."""
    closed = Signal()
    """There is nothing left to read."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._level: Level = "info"
        say(self.setAccessibleName, tr("Notice"))
        self._icon = Label()
        self._text = Label()
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._button = QPushButton()
        self._button.clicked.connect(self._act)
        self._more = said(QPushButton(), tr("Details"))
        self._more.setCheckable(True)
        say(self._more.setToolTip, tr("Show what the server said, and what a support person would ask for"))
        self._panel = FailurePanel()
        self._more.toggled.connect(self._panel.setVisible)
        self._lay_out(self._close_button())
        theme.changed.connect(self._dress)
        self.hide()

    def _close_button(self) -> QToolButton:
        close = QToolButton()
        close.setAutoRaise(True)
        close.setIcon(self._theme.icon("close", "text"))
        say(close.setToolTip, tr("Close this notice (Esc)"))
        say(close.setAccessibleName, tr("Close notice"))
        close.clicked.connect(self.hide)
        return close

    def _lay_out(self, close: QToolButton) -> None:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)
        row.addWidget(self._button)
        row.addWidget(self._more)
        row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 8, 8)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self._panel)

    def tell(self, text: str, level: Level = "info", button: str = "", details: str = "") -> None:
        """Show a notice in place of the one before, and say it to a screen reader.

        `details` are further lines, shown when asked for.
        """
        self._level = level
        self._text.setText(text)
        self._text.setAccessibleName(text)
        say(self._button.setText, button)
        self._button.setVisible(bool(button))
        self._panel.set_text(details)
        self._more.setChecked(False)
        self._panel.hide()
        self._more.setVisible(bool(details))
        self._dress()
        self.show()
        self._announce(text)

    def text(self) -> str:
        """What it says; empty when there is nothing."""
        return "" if self.isHidden() else self._text.text()

    @property
    def is_error(self) -> bool:
        """Whether an error is on show: what does not answer something the person did waits until it is closed."""
        return self._level == "error" and not self.isHidden()

    def hideEvent(self, event: QHideEvent) -> None:
        """Tell that it is closed, unless it is only the window that is hidden."""
        super().hideEvent(event)
        if self.isHidden():
            self.closed.emit()

    def details(self) -> str:
        """The further lines; empty when there are none."""
        return "" if self.isHidden() else self._panel.text()

    def _act(self) -> None:
        self.hide()
        self.acted.emit()

    def _announce(self, text: str) -> None:
        """An event that older screen readers know, and a sentence to say for newer ones."""
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))
        sentence = QAccessibleAnnouncementEvent(self, text)
        if self._level != "info":
            sentence.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
        QAccessible.updateAccessibility(sentence)

    def _dress(self) -> None:
        self.setProperty("notice", self._level)
        self.style().unpolish(self)
        self.style().polish(self)
        size = self._theme.px(ICON)
        self._icon.setPixmap(self._theme.icon(self._level, _COLOURS[self._level]).pixmap(size, size))
        self._icon.setAccessibleName(self._level)


class _Alert(QAccessibleWidget):
    """What assistive technology sees: an alert whose name is the notice itself."""

    def __init__(self, band: NoticeBand) -> None:
        super().__init__(band, QAccessible.Role.AlertMessage)

    def text(self, which: QAccessible.Text) -> str:
        """The notice as name; else what Qt says."""
        band = self.object()
        if which == QAccessible.Text.Name and isinstance(band, NoticeBand):
            return band.text()
        return super().text(which)


def _interface_of(_kind: str, thing: QObject) -> QAccessibleInterface | None:
    """Qt asks this of every object that assistive technology looks at; it owns what it gets."""
    return _Alert(thing) if isinstance(thing, NoticeBand) else None


QAccessible.installFactory(_interface_of)  # here, since every call would install it again

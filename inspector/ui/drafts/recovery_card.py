"""The question about a draft that was not saved when the program ended."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from inspector.ui.kit.labels import Label
from inspector.ui.kit.theme import Theme
from inspector.words.language import counted, tr

if TYPE_CHECKING:
    from inspector.services.recovery import Leftover


class RecoveryCard(QFrame):
    """Offers to restore or to discard it; waits, and hinders nothing."""

    restore = Signal()
    discard = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("notice", "warning")
        self.setAccessibleName(tr("Recovery"))
        self._theme = theme
        self._icon, self._text = Label(), Label()
        theme.changed.connect(self._dress)
        self._text.setWordWrap(True)
        self._yes, self._no = QPushButton(tr("Restore")), QPushButton(tr("Discard"))
        self._yes.clicked.connect(self.restore)
        self._no.clicked.connect(self.discard)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 8, 8)
        row.setSpacing(12)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)
        row.addWidget(self._yes)
        row.addWidget(self._no)
        self.hide()

    def _dress(self) -> None:
        self._icon.setPixmap(self._theme.icon("warning", "amber").pixmap(20, 20))

    def set_busy(self, busy: bool) -> None:
        """While an answer is being carried out, none can be given."""
        self._yes.setDisabled(busy)
        self._no.setDisabled(busy)

    def ask(self, leftover: Leftover) -> None:
        """Tell what there is, and what may be missing."""
        self._dress()
        self._text.setText(story(leftover))
        self._text.setAccessibleName(self._text.text())
        self.setAccessibleDescription(self._text.text())
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))


def story(leftover: Leftover) -> str:
    """What was left, when, where, and what is lost for sure or perhaps."""
    count = counted(leftover.changes, tr("1 change"), tr("{n} changes"), "")
    when = QLocale().toString(
        datetime.fromtimestamp(leftover.ended),  # type: ignore[call-overload]
        QLocale.FormatType.ShortFormat,
    )
    where = tr(" on {connection}").format(connection=leftover.about.connection)
    if leftover.about.context:
        where = tr(" on {connection} ({context})").format(
            connection=leftover.about.connection, context=leftover.about.context
        )
    sentence = tr(
        "The program ended before {count} to “{name}”{where} could be saved, last at {when}."
    ).format(
        count=count,
        name=leftover.about.name or tr("a draft whose name is lost"),
        where=where if leftover.about.connection else "",
        when=when,
    )
    if leftover.damaged:
        loss = tr("What was noted of it is damaged: some may be missing or wrong. The damaged file is kept.")
        return f"{sentence} {loss}"
    if leftover.cut:
        return f"{sentence} {tr('The very last change was cut off and is lost; those before it are whole.')}"
    return f"{sentence} {tr('What was done in the last second before that may be missing.')}"

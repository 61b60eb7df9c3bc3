"""The dialog in which a reference is picked: a field to type into, and the tenant's entries below it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QListView,
    QVBoxLayout,
    QWidget,
)

from inspector.domain.references import Entry
from inspector.ui.labels import plain
from inspector.ui.language import tr
from inspector.ui.texts import counted
from inspector.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
PATIENCE = 250
"""Milliseconds without a key before an archive is searched."""


class EntriesModel(QAbstractListModel):
    """The entries that hold every word typed; those picked last come first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: list[Entry] = []
        self._folded: list[str] = []
        self._shown: list[Entry] = []
        self._text = ""

    def set_entries(self, entries: Sequence[Entry], recent: Sequence[int] = ()) -> None:
        """Other entries."""
        order = {number: place for place, number in enumerate(recent)}
        usable = [entry for entry in entries if not entry.deleted]
        self._all = sorted(usable, key=lambda entry: order.get(entry.id, len(order)))
        self._folded = [f"{entry.name}\n{entry.hint}\n{entry.id}".casefold() for entry in self._all]
        self.filter(self._text)

    def filter(self, text: str) -> None:
        """Show those only in which every word is found."""
        self._text = text
        shown = list(range(len(self._all)))
        for word in text.casefold().split():
            shown = [place for place in shown if word in self._folded[place]]
        self.beginResetModel()
        self._shown = [self._all[place] for place in shown]
        self.endResetModel()

    def entry(self, index: Index) -> Entry | None:
        """The entry in a row."""
        return self._shown[index.row()] if index.isValid() else None

    def row_of(self, number: int) -> int:
        """The row of the entry with that number, else the first."""
        return next((row for row, entry in enumerate(self._shown) if entry.id == number), 0)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """One row an entry."""
        return 0 if parent.isValid() else len(self._shown)

    def total(self) -> int:
        """How many there are in all."""
        return len(self._all)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Name and hint."""
        entry = self.entry(index)
        if entry is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            name = entry.name.replace("/", " › ") or tr("number {n}").format(n=entry.id)
            return f"{name}   ·  {entry.hint}" if entry.hint and entry.hint != entry.name else name
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain(tr("Number {n}").format(n=entry.id))
        return None


class _Field(QLineEdit):
    """Up and Down go through the list while one types."""

    walked = Signal(QKeyEvent)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Type, or walk."""
        keys = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
        if event.key() in keys:
            self.walked.emit(event)
        else:
            super().keyPressEvent(event)


class ReferencePicker(QDialog):
    """Shown with open(); `picked` is what was chosen, if it was accepted."""

    search_wanted = Signal(str)
    """A text was typed for which an archive should be searched."""

    def __init__(self, theme: Theme, name: str, parent: QWidget, *, searches: bool) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Choose {name}").format(name=name))
        self.setAccessibleName(tr("Choose {name}").format(name=name))
        self.resize(520, 480)
        self.picked: Entry | None = None
        self._searches = searches
        self._current = 0
        self.model = EntriesModel(self)
        self.field = _Field()
        self.field.setAccessibleName(tr("Search"))
        self.field.setPlaceholderText(tr("Type a part of the name"))
        self.view = QListView()
        self.view.setAccessibleName(tr("Entries"))
        self.view.setModel(self.model)
        self.view.setUniformItemSizes(True)
        self.view.setSpacing(2)
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.told = QLabel(tr("Asking the server…"))
        self.told.setWordWrap(True)
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        self.told.setProperty("muted", True)
        self._lay_out(theme, name)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PATIENCE)
        self._pause.timeout.connect(lambda: self.search_wanted.emit(self.field.text()))
        self.field.textChanged.connect(self._typed)
        self.field.walked.connect(self.view.keyPressEvent)
        self.view.activated.connect(lambda _index: self.accept())

    def _lay_out(self, theme: Theme, name: str) -> None:
        title = QLabel(tr("Choose {name}").format(name=name))
        title.setFont(theme.font(1.2, bold=True))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.choose = buttons.addButton(tr("Choose"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.choose.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(12)
        for part in (title, self.field, self.view, self.told, buttons):
            column.addWidget(part)

    def offer(self, entries: Sequence[Entry], recent: Sequence[int], current: int | None, told: str) -> None:
        """Show what can be picked, the current one selected; `told` says where that is known from."""
        self._current = current if current is not None else 0
        self.model.set_entries(entries, recent)
        self._told = told
        self._settle()

    def fail(self, text: str) -> None:
        """There is nothing to offer, and why."""
        self.model.set_entries([])
        self.told.setText(text)
        self.choose.setEnabled(False)

    def _typed(self, text: str) -> None:
        if self._searches:
            self._pause.start()
        else:
            self.model.filter(text)
            self._settle()

    def _settle(self) -> None:
        count, total = self.model.rowCount(), self.model.total()
        self.view.setCurrentIndex(self.model.index(self.model.row_of(self._current)))
        self.choose.setEnabled(count > 0)
        words = counted(count, tr("1 entry"), tr("{n} entries"), tr("nothing matches"))
        if count < total:
            words = tr("{n} of {total}").format(n=count, total=total)
        self.told.setText(" · ".join(filter(None, (words, getattr(self, "_told", "")))))

    def accept(self) -> None:
        """Take the selected entry."""
        self.picked = self.model.entry(self.view.currentIndex())
        if self.picked is not None:
            super().accept()


def since_words(seconds: float) -> str:
    """From when something kept is."""
    when = datetime.fromtimestamp(seconds)
    return tr("as of {when}").format(when=QLocale().toString(when, QLocale.FormatType.ShortFormat))  # type: ignore[call-overload]

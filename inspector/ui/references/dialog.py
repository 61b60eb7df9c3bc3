"""The dialog in which a reference is picked: a field to type into, and the tenant's entries below it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QLocale, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from inspector.domain.references import Entry
from inspector.ui.kit.labels import Label, as_title
from inspector.ui.kit.paging import Paging
from inspector.ui.kit.theme import Theme
from inspector.ui.references.entries import PAGE, EntriesModel
from inspector.words.language import counted, tr

PATIENCE = 250
"""Milliseconds without a key before an archive is searched."""


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
        self.setWindowTitle(as_title(tr("Choose {name}").format(name=name)))
        self.setAccessibleName(tr("Choose {name}").format(name=name))
        self.resize(520, 480)
        self.picked: Entry | None = None
        self._searches = searches
        self._current: int | None = None
        self._told = ""
        self.model = EntriesModel(self)
        self.field = _Field()
        self.field.setAccessibleName(tr("Search"))
        self.field.setPlaceholderText(tr("Type part of the name"))
        self.view = QTreeView()
        self.view.setAccessibleName(tr("Entries"))
        self.view.setModel(self.model)
        Paging(self.view)
        self.view.setHeaderHidden(True)
        self.view.setUniformRowHeights(True)
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.told = Label(tr("Asking the server…"))
        self.told.setWordWrap(True)
        self.told.setProperty("muted", True)
        self._lay_out(theme, name)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PATIENCE)
        self._pause.timeout.connect(lambda: self.search_wanted.emit(self.field.text()))
        self.field.textChanged.connect(self._typed)
        self.field.walked.connect(self.view.keyPressEvent)
        self.view.activated.connect(lambda _index: self.accept())
        self.view.selectionModel().currentChanged.connect(lambda now, _before: self._chosen(now))

    def _lay_out(self, theme: Theme, name: str) -> None:
        title = Label(tr("Choose {name}").format(name=name))
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

    def offer(
        self,
        entries: Sequence[Entry],
        recent: Sequence[int],
        current: int | None,
        told: str,
        rest: Sequence[Entry] = (),
    ) -> None:
        """Show what can be picked, the current one selected; `told` says where that is known from.

        The `rest` is there as well, folded away: it is not for the ticket's request type.
        Where nothing is current nothing is selected, until something is looked for: Return must not choose for anybody.
        """
        self._current = current
        self.model.set_entries(entries, recent, rest, tr("Not for this type"))
        self._told = told
        self._settle()

    def fail(self, text: str) -> None:
        """Say that there is nothing to offer, and why."""
        self.model.set_entries([])
        self.told.setText(text)
        self.choose.setEnabled(False)

    def _typed(self, text: str) -> None:
        if self._searches:
            self.view.setCurrentIndex(QModelIndex())  # what was found before is not what is looked for now
            self._pause.start()
        else:
            self.model.filter(text)
            self._settle()

    def _settle(self) -> None:
        count, total = self.model.count(), self.model.total()
        self.view.setRootIsDecorated(self.model.is_tree)
        if self.model.is_tree and self.field.text() and count <= PAGE:
            self.view.expandAll()
        current = self.model.index_of(self._current, else_first=bool(self.field.text()))
        self.view.setCurrentIndex(current)  # opens what it stands below
        self.view.scrollTo(current)
        self._chosen(current)
        words = counted(count, tr("1 entry"), tr("{n} entries"), tr("nothing matches"))
        if 0 < count < total:
            words = tr("{n} of {total}").format(n=count, total=total)
        self.told.setText(" · ".join(filter(None, (words, self._told))))

    def _chosen(self, index: QModelIndex) -> None:
        self.choose.setEnabled(self.model.entry(index) is not None)

    def accept(self) -> None:
        """Take the selected entry."""
        self.picked = self.model.entry(self.view.currentIndex())
        if self.picked is not None:
            super().accept()


def since_words(seconds: float) -> str:
    """How old something kept is."""
    when = datetime.fromtimestamp(seconds)
    return tr("as of {when}").format(when=QLocale().toString(when, QLocale.FormatType.ShortFormat))  # type: ignore[call-overload]

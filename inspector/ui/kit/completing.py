"""Completing what is typed, compared as people see it (see `folding`), in a list that has room for what is found."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QCompleter, QListView, QStyledItemDelegate

from inspector.domain.folding import folded

FOLDED_ROLE = Qt.ItemDataRole.UserRole + 1
"""The role under which an entry has everything that may be typed to find it, folded."""


class FoldingCompleter(QCompleter):
    """Looks through what its model has under FOLDED_ROLE, and writes what is on the screen into the field."""

    def __init__(self, model: QAbstractItemModel, parent: QObject) -> None:
        super().__init__(model, parent)
        self.setCompletionRole(FOLDED_ROLE)
        self.view = fit_list(self)
        """The list of what is found."""

    def splitPath(self, path: str) -> list[str]:
        """What is looked for."""
        return [folded(path)]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        """What a found entry puts into the field."""
        return str(index.data(Qt.ItemDataRole.DisplayRole))


def fit_list(completer: QCompleter) -> QListView:
    """Have it offer what it finds in a list with room for that, and give that back."""
    view = _FoundList(completer)
    completer.setPopup(view)
    view.setItemDelegate(QStyledItemDelegate(view))  # Qt's own for completers knows no style sheet
    return view


class _FoundList(QListView):
    """As tall as its rows and as wide as its entries: Qt reckons without the frame that the style sheet gives it."""

    def __init__(self, completer: QCompleter) -> None:
        super().__init__()
        self._completer = completer
        self.setProperty("popup", True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)

    def event(self, event: QEvent) -> bool:
        """Qt gave it a size, for other entries perhaps than before. (A resizeEvent would be the viewport's.)"""
        done = super().event(event)
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            self._fit()
        return done

    def _fit(self) -> None:
        """Take the room that is needed, and is there, where Qt put it: below the field, or above it."""
        box, field, screen = self.geometry(), self._completer.widget(), self.screen().availableGeometry()
        if field is None or self.model() is None:
            return
        start = field.mapToGlobal(field.rect().topLeft())
        is_above = box.top() < start.y()
        room = box.bottom() + 1 - screen.top() if is_above else screen.bottom() + 1 - box.top()
        frame, row = self.height() - self.viewport().height(), max(self.sizeHintForRow(0), 1)
        count = self.model().rowCount()
        shown = min(count, self._completer.maxVisibleItems(), max((room - frame) // row, 1))
        width = self.sizeHintForColumn(0) + frame
        if shown < count:
            width += self.verticalScrollBar().sizeHint().width()
        if is_above:
            box.setTop(box.bottom() + 1 - shown * row - frame)
        box.setHeight(shown * row + frame)
        box.setWidth(min(max(field.width(), width), screen.width()))
        box.moveLeft(max(screen.left(), min(start.x(), screen.right() + 1 - box.width())))
        if box != self.geometry():
            self.setGeometry(box)

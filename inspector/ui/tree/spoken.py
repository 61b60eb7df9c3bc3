"""What assistive technology knows of the tree: kept in step with the rows that are on the screen.

Qt (6.11) hands out a cell by its place and remembers it. When a branch is folded it remembers what was there before, so
that a screen reader hears other rows than there are; when rows come or go it forgets all of them, so that what has the
keyboard is no more, and nothing says what has it instead.
"""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QTimer
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleEvent,
    QAccessibleTableModelChangeEvent,
)
from PySide6.QtWidgets import QTreeView

from inspector.words.language import tr

CALM = 50
"""Milliseconds without a change, after which one is told. Qt forgets its cells some turns after it has laid them out,
and one act may be several changes: said at once, a row would be heard for each."""
_RESET = QAccessibleTableModelChangeEvent.ModelChangeType.ModelReset


class Spoken(QObject):
    """Has Qt look every cell up anew after a change, and says once more what has the keyboard."""

    def __init__(self, view: QTreeView) -> None:
        super().__init__(view)
        self._view = view
        self._calm = QTimer(self, singleShot=True, interval=CALM)
        self._calm.timeout.connect(self._look_anew)
        self._said = 0
        """Qt's number of the cell that was said to have the keyboard."""
        self._sure = QTimer(self, singleShot=True, interval=CALM)
        self._sure.timeout.connect(self._make_sure)
        view.expanded.connect(lambda index: self._fold(index, tr("unfolded")))
        view.collapsed.connect(lambda index: self._fold(index, tr("folded")))

    def watch(self, model: QAbstractItemModel) -> None:
        """Hear of it when a cell of this model says something else."""
        model.dataChanged.connect(self.look_anew_soon)

    def look_anew_soon(self, *_what: object) -> None:
        """When whatever is being done to the rows is done; for nobody, where nobody listens."""
        if QAccessible.isActive():
            self._calm.start()

    def _fold(self, index: QModelIndex, word: str) -> None:
        self._forget()  # a person may go on to the next row at once
        self.look_anew_soon()
        if self._view.hasFocus() and index == self._view.currentIndex().siblingAtColumn(index.column()):
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._view, word))

    def _forget(self) -> None:
        QAccessible.updateAccessibility(QAccessibleTableModelChangeEvent(self._view, _RESET))

    def _look_anew(self) -> None:
        view = self._view
        view.executeDelayedItemsLayout()
        if self._calm.isActive():
            return  # there was something to lay out, which is a change
        self._forget()
        self._say_where()

    def _say_where(self) -> None:
        view = self._view
        cell = QAccessible.queryAccessibleInterface(view).focusChild() if view.hasFocus() else None
        if cell is not None:
            event = QAccessibleEvent(cell, QAccessible.Event.Focus)
            self._said = event.uniqueId()
            QAccessible.updateAccessibility(event)
            self._sure.start()

    def _make_sure(self) -> None:
        """Say it again where Qt has forgotten that cell since: some of its own events wait for their turn."""
        if QAccessible.accessibleInterface(self._said) is None:
            self._say_where()

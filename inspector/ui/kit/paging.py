"""Rows that a tree's model gives page by page (`fetchMore`), got when they come near."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QTreeView


class Paging(QObject):
    """Has a view get more rows of any list whose last known one is on the screen: Qt asks at the tree's end only."""

    def __init__(self, view: QTreeView) -> None:
        super().__init__(view)
        self._view = view
        self._soon = QTimer(self, singleShot=True, interval=0)  # within a change of rows nobody may fetch
        self._soon.timeout.connect(self._fetch)
        view.verticalScrollBar().valueChanged.connect(lambda _value: self._soon.start())
        view.expanded.connect(lambda _index: self._soon.start())

    def _fetch(self) -> None:
        view, model, area = self._view, self._view.model(), self._view.viewport().rect()
        index = view.indexAt(area.topLeft())
        while index.isValid() and view.visualRect(index).top() <= area.bottom():
            below, owner = view.indexBelow(index), index.parent()
            if index.row() == model.rowCount(owner) - 1 and model.canFetchMore(owner):
                model.fetchMore(owner)
            index = below

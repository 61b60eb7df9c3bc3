"""What every flat table of the program has in common: its headings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from inspector.ui.kit.saying import speech
from inspector.words.language import again

Index = QModelIndex | QPersistentModelIndex


class TableModel(QAbstractTableModel):
    """A table with these headings; rows and cells are the subclass's."""

    def __init__(self, headings: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._headings = headings
        speech.changed.connect(self._say_again)

    def _say_again(self) -> None:
        """In another language headings are others, and so may be cells."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self._headings) - 1)
        if rows := self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(rows - 1, len(self._headings) - 1))

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """One column per heading."""
        return 0 if parent.isValid() else len(self._headings)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """What stands above a column."""
        if role != Qt.ItemDataRole.DisplayRole or orientation is not Qt.Orientation.Horizontal:
            return None
        return again(self._headings[section])

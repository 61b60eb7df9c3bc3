"""Completing what is typed, compared as people see it (see `folding`)."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QCompleter

from inspector.domain.folding import folded

FOLDED_ROLE = Qt.ItemDataRole.UserRole + 1
"""The role under which an entry has everything that may be typed to find it, folded."""


class FoldingCompleter(QCompleter):
    """Looks through what its model has under FOLDED_ROLE, and writes what is on the screen into the field."""

    def __init__(self, model: QAbstractItemModel, parent: QObject) -> None:
        super().__init__(model, parent)
        self.setCompletionRole(FOLDED_ROLE)

    def splitPath(self, path: str) -> list[str]:
        """What is looked for."""
        return [folded(path)]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        """What a found entry puts into the field."""
        return str(index.data(Qt.ItemDataRole.DisplayRole))

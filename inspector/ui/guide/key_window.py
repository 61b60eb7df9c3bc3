"""Help > Keys: every key and what it does, as a list that is filtered by typing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QSize, QSortFilterProxyModel, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QVBoxLayout

from inspector.domain import folding
from inspector.ui.guide.help_window import HelpWindow
from inspector.ui.kit.keyboard import Binding
from inspector.ui.kit.memory import WindowMemory
from inspector.ui.kit.saying import say
from inspector.ui.kit.table_model import Index, TableModel
from inspector.ui.kit.theme import Theme
from inspector.words.language import tr

SIZE = QSize(760, 640)
"""Logical pixels of a first window."""


class KeysModel(TableModel):
    """A row for each: where, what, and the keys."""

    def __init__(self, bindings: Sequence[Binding]) -> None:
        super().__init__([tr("Where"), tr("What"), tr("Key")])
        self._rows = [(one.where, one.what, one.spelled()) for one in bindings]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """One row per binding."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell in words."""
        is_shown = role == Qt.ItemDataRole.DisplayRole and index.isValid()
        return self._rows[index.row()][index.column()] if is_shown else None

    def text(self, row: int) -> str:
        """All that a row says."""
        return " ".join(self._rows[row])


class _Filtered(QSortFilterProxyModel):
    """The rows that hold every word."""

    def __init__(self, model: KeysModel) -> None:
        super().__init__(model)
        self._words: list[str] = []
        self._texts = [folding.folded(model.text(row)) for row in range(model.rowCount())]
        self.setSourceModel(model)

    def look_for(self, text: str) -> None:
        """Keep to these words."""
        self._words = folding.words(text)
        self.invalidate()

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:
        """Whether a row holds them."""
        return all(word in self._texts[row] for word in self._words)


class KeyWindow(HelpWindow):
    """One for the whole program."""

    def __init__(self, theme: Theme, memory: WindowMemory, bindings: Sequence[Binding]) -> None:
        super().__init__("keys", tr("Keys"), theme, memory, SIZE)
        self._model = KeysModel(bindings)
        self._model.setParent(self)
        self.rows = _Filtered(self._model)
        say(self.search.setAccessibleName, tr("Filter keys"))
        say(self.search.setPlaceholderText, tr("Filter by what it does, by key or menu"))
        self.search.textChanged.connect(self.rows.look_for)
        self.table = QTableView()
        say(self.table.setAccessibleName, tr("Keys"))
        self.table.setModel(self.rows)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(12)
        column.addWidget(self.search)
        column.addWidget(self.table, 1)

"""View > Request Log: what was asked and answered, for those who look for a cause."""

from __future__ import annotations

from enum import IntEnum
from typing import Any

from PySide6.QtCore import QLocale, QModelIndex, QObject, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDockWidget,
    QHBoxLayout,
    QHeaderView,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from inspector.services.superoffice.journal import Entry, Journal
from inspector.ui.kit.saying import said, say
from inspector.ui.kit.table_model import Index, TableModel
from inspector.ui.kit.theme import Theme, fixed_font
from inspector.words.language import tr


class Column(IntEnum):
    """The columns, from left to right."""

    TIME = 0
    METHOD = 1
    ADDRESS = 2
    STATUS = 3
    SIZE = 4
    SECONDS = 5


class RequestModel(TableModel):
    """The journal as a table, newest first."""

    def __init__(self, journal: Journal, parent: QObject | None = None) -> None:
        super().__init__(
            [tr("Time"), tr("Method"), tr("Address"), tr("Answer"), tr("Size"), tr("Seconds")], parent
        )
        self._journal = journal
        self._entries = list(reversed(journal.entries))
        journal.listener = self._add

    def _add(self, entry: Entry) -> None:
        self.beginInsertRows(QModelIndex(), 0, 0)
        self._entries.insert(0, entry)
        self.endInsertRows()
        most = self._journal.entries.maxlen or len(self._entries)
        if len(self._entries) > most:
            self.beginRemoveRows(QModelIndex(), most, len(self._entries) - 1)
            del self._entries[most:]
            self.endRemoveRows()

    def entry(self, index: Index) -> Entry | None:
        """The request in a row."""
        return self._entries[index.row()] if index.isValid() else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """One row per request."""
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell in words."""
        entry = self.entry(index)
        if entry is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _words(entry, Column(index.column()))
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() >= Column.SIZE:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None


def _words(entry: Entry, column: Column) -> str:
    locale = QLocale()
    match column:
        case Column.TIME:
            return entry.started.astimezone().strftime("%H:%M:%S")
        case Column.METHOD:
            return entry.method
        case Column.ADDRESS:
            return entry.url
        case Column.STATUS:
            tries = tr("try {n}").format(n=entry.attempt) if entry.attempt > 1 else ""
            known = str(entry.status) if entry.status is not None else ""
            return " · ".join(filter(None, (known, entry.trouble, tries)))
        case Column.SIZE:
            return locale.formattedDataSize(entry.size, 1, QLocale.DataSizeFormat.DataSizeSIFormat)
        case _:
            return locale.toString(entry.seconds, "f", 2)


class RequestLog(QDockWidget):
    """The table, and the headers of the selected request."""

    def __init__(self, theme: Theme, journal: Journal, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        say(self.setWindowTitle, tr("Request Log"))
        self._theme, self._zoom = theme, 100
        self.setObjectName("request_log")
        say(self.setAccessibleName, tr("Request Log"))
        self._model = RequestModel(journal, self)
        self._table = self._make_table()
        self._headers = QPlainTextEdit()
        self._headers.setReadOnly(True)
        say(self._headers.setAccessibleName, tr("Headers sent"))
        self._headers.setFont(fixed_font())
        self._copies = [
            self._button(tr("Copy as cURL"), lambda entry: entry.snippet().as_curl()),
            self._button(tr("Copy as .http"), lambda entry: entry.snippet().as_http()),
        ]
        self._lay_out()
        self._table.selectionModel().currentRowChanged.connect(lambda _now, _before: self._show())
        self._measure()
        theme.changed.connect(self._measure)
        self._show()

    def _measure(self) -> None:
        """Rows and columns grow with the zoom; those that a person drew wider do as well."""
        growth, self._zoom = self._theme.zoom / self._zoom, self._theme.zoom
        self._table.verticalHeader().setDefaultSectionSize(self._theme.px(26))
        for column in (Column.TIME, Column.METHOD, Column.STATUS, Column.SIZE):
            self._table.setColumnWidth(column, round(self._table.columnWidth(column) * growth))

    def _make_table(self) -> QTableView:
        table = QTableView()
        table.setModel(self._model)
        say(table.setAccessibleName, tr("Requests"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        table.verticalHeader().hide()
        table.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        table.horizontalHeader().setSectionResizeMode(Column.ADDRESS, QHeaderView.ResizeMode.Stretch)
        for column, width in (
            (Column.TIME, 80),
            (Column.METHOD, 64),
            (Column.STATUS, 176),
            (Column.SIZE, 80),
        ):
            table.setColumnWidth(column, width)
        return table

    def _button(self, text: str, write: Any) -> QPushButton:
        def copy() -> None:
            if (entry := self._model.entry(self._table.currentIndex())) is not None:
                QGuiApplication.clipboard().setText(write(entry))

        button = said(QPushButton(), text)
        say(button.setToolTip, tr("With placeholders where secrets belong"))
        button.clicked.connect(copy)
        action = said(QAction(self._table), text)
        action.triggered.connect(copy)
        self._table.addAction(action)
        return button

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addStretch()
        for button in self._copies:
            buttons.addWidget(button)
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 8, 8)
        column.addWidget(self._headers, 1)
        column.addLayout(buttons)
        parts = QSplitter()
        parts.addWidget(self._table)
        parts.addWidget(side)
        parts.setStretchFactor(0, 1)
        parts.setSizes([800, 360])
        self.setWidget(parts)

    def _show(self) -> None:
        entry = self._model.entry(self._table.currentIndex())
        for button in self._copies:
            button.setEnabled(entry is not None)
        lines = [f"{name}: {value}" for name, value in entry.headers.items()] if entry else []
        self._headers.setPlainText("\n".join(lines))

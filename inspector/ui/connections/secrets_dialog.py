"""Connection > Stored Secrets: what this program keeps in the keyring, and how to get rid of it; never a secret."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from enum import IntEnum
from typing import Any

from PySide6.QtCore import (
    QLocale,
    QModelIndex,
    QObject,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from inspector.services.settings import Receipt, Settings
from inspector.ui.kit.guidance import explain
from inspector.ui.kit.labels import Label
from inspector.ui.kit.room import room
from inspector.ui.kit.saying import said, say
from inspector.ui.kit.table_model import Index, TableModel
from inspector.ui.kit.theme import Theme
from inspector.words.language import tr


class Column(IntEnum):
    """The columns, from left to right."""

    CONNECTION = 0
    KIND = 1
    BACKEND = 2
    NAME = 3
    USED = 4


def kind_words(kind: str) -> str:
    """What a kind of secret is called."""
    return {
        "password": tr("Password"),
        "ticket": tr("Ticket"),
        "app_token": tr("App token"),
        "access_token": tr("Access token"),
        "refresh_token": tr("Sign-in through the browser"),
        "client_secret": tr("Client secret"),
        "cookie": tr("Cookies"),
        "xsrf": tr("XSRF token"),
    }.get(kind, kind)


class ReceiptsModel(TableModel):
    """One row for each entry in the keyring."""

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__([tr("Connection"), tr("Kind"), tr("Keyring"), tr("Entry"), tr("Last used")], parent)
        self._settings = settings
        self._shown = list(settings.receipts)

    def reload(self) -> None:
        """Entries may have come or gone, or been used, in whichever window."""
        if list(map(id, self._shown)) != list(map(id, self._settings.receipts)):
            self.beginResetModel()
            self._shown = list(self._settings.receipts)
            self.endResetModel()
        elif self._shown:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._shown) - 1, Column.USED))

    def receipt(self, row: int) -> Receipt | None:
        """The entry in a row."""
        return self._shown[row] if 0 <= row < len(self._shown) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """One row per entry."""
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell in words."""
        receipt = self.receipt(index.row()) if index.isValid() else None
        if receipt is None or role != Qt.ItemDataRole.DisplayRole:
            return None
        connection = self._settings.connection(receipt.connection)
        match Column(index.column()):
            case Column.CONNECTION:
                return connection.name if connection else tr("(deleted)")
            case Column.KIND:
                return kind_words(receipt.kind)
            case Column.BACKEND:
                return receipt.backend
            case Column.NAME:
                return receipt.entry
            case _:
                return _moment(receipt.used)


def _moment(iso: str) -> str:
    try:
        when = datetime.fromisoformat(iso).astimezone()
    except ValueError:
        return ""
    return QLocale().toString(when.replace(tzinfo=None), QLocale.FormatType.ShortFormat)  # type: ignore[call-overload,no-any-return]


class StoredSecretsDialog(QDialog):
    """The table, and Test, Forget, Forget All."""

    test_requested = Signal(object)
    forget_requested = Signal(list)

    def __init__(self, theme: Theme, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        say(self.setWindowTitle, tr("Stored Secrets"))
        explain(self, "getting-in")
        self.resize(QSize(theme.px(760), theme.px(360)).boundedTo(room(self)))
        self.model = ReceiptsModel(settings, self)
        self._settings = settings
        self.table = QTableView()
        self.table.setModel(self.model)
        say(self.table.setAccessibleName, tr("Stored secrets"))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.horizontalHeader().setStretchLastSection(True)
        self.told = Label()
        self.told.setWordWrap(True)
        self.told.setProperty("muted", True)
        self._lay_out(theme)
        self.table.selectionModel().currentRowChanged.connect(lambda _now, _before: self.refresh())
        self.refresh()

    def _lay_out(self, theme: Theme) -> None:
        title = Label(tr("Secrets in your computer's keyring"))
        title.setFont(theme.font(1.35, bold=True))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.test = self._button(buttons, tr("&Test"), self.test_requested.emit)
        self.forget = self._button(buttons, tr("&Forget"), lambda one: self.forget_requested.emit([one]))
        self.forget_all = said(
            buttons.addButton("", QDialogButtonBox.ButtonRole.ActionRole), tr("Forget &All")
        )
        self.forget_all.clicked.connect(lambda: self.forget_requested.emit(list(self._settings.receipts)))
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(12)
        column.addWidget(title)
        column.addWidget(self.table, 1)
        column.addWidget(self.told)
        column.addWidget(buttons)

    def _button(self, buttons: QDialogButtonBox, text: str, act: Callable[[Receipt], None]) -> QPushButton:
        def run() -> None:
            if (receipt := self.model.receipt(self.table.currentIndex().row())) is not None:
                act(receipt)

        button = said(buttons.addButton("", QDialogButtonBox.ButtonRole.ActionRole), text)
        button.clicked.connect(run)
        return button

    def reload(self) -> None:
        """Entries may have come or gone."""
        self.model.reload()
        self.refresh()

    def refresh(self) -> None:
        """Offer what can be done."""
        chosen = self.model.receipt(self.table.currentIndex().row()) is not None
        self.test.setEnabled(chosen)
        self.forget.setEnabled(chosen)
        self.forget_all.setEnabled(bool(self._settings.receipts))
        if not self._settings.receipts:
            self.tell(tr("Nothing is stored. Tick Remember when you sign in to change that."))

    def tell(self, text: str) -> None:
        """Say what came of it."""
        self.told.setText(text)

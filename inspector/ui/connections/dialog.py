"""Connection > Manage Connections: their names, tags and order."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from inspector.services.exchange import free_name
from inspector.services.settings import Connection, new_id
from inspector.ui.kit.combo_box import ComboBox
from inspector.ui.kit.exact_text import unlimited
from inspector.ui.kit.guidance import explain
from inspector.ui.kit.labels import Label, plain, without_key
from inspector.ui.kit.saying import said, say
from inspector.ui.kit.theme import Theme
from inspector.words.language import tr

Index = QModelIndex | QPersistentModelIndex


def colours() -> list[tuple[str, str]]:
    """The colours a tag may have: their names for people, and in the theme."""
    return [
        (tr("As the tag says"), ""),
        (tr("Red"), "red"),
        (tr("Amber"), "amber"),
        (tr("Green"), "green"),
        (tr("Violet"), "violet"),
        (tr("Blue"), "accent"),
    ]


class ConnectionsModel(QAbstractListModel):
    """The saved connections, in the order of the sign-in form; every change is made to the list it was given.

    Other windows change that list too: `follow` then shows what has become of it.
    """

    changed = Signal()

    def __init__(self, connections: list[Connection], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._list = connections
        self._shown = list(connections)
        """What the views were told is in it."""

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """One row per connection."""
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Name and tag; the address as a tip."""
        if not index.isValid():
            return None
        one = self._shown[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{one.name}  [{one.tag}]" if one.tag else one.name
        return plain(one.url) if role == Qt.ItemDataRole.ToolTipRole else None

    def connection(self, row: int) -> Connection | None:
        """The connection in a row."""
        return self._shown[row] if 0 <= row < len(self._shown) else None

    def row_of(self, connection: Connection) -> int:
        """The row of a connection; -1 where it is not in the list any more."""
        return next((row for row, one in enumerate(self._shown) if one is connection), -1)

    def follow(self) -> None:
        """Show the list as it is now, whoever changed it."""
        if list(map(id, self._shown)) != list(map(id, self._list)):
            self.beginResetModel()
            self._shown = list(self._list)
            self.endResetModel()
        elif self._shown:
            self.dataChanged.emit(self.index(0), self.index(len(self._shown) - 1))

    def add(self, connection: Connection, row: int) -> None:
        """Insert a connection."""
        self.beginInsertRows(QModelIndex(), row, row)
        self._list.insert(row, connection)
        self._shown = list(self._list)
        self.endInsertRows()
        self.changed.emit()

    def duplicate(self, row: int) -> None:
        """Insert a copy after it, under a name of its own; its secrets stay with the first."""
        one = self._shown[row]
        name = free_name(one.name, {other.name for other in self._list})
        self.add(replace(one, id=new_id(), name=name, remember=False, unknown=dict(one.unknown)), row + 1)

    def remove(self, connection: Connection) -> None:
        """Remove a connection, if it is still there."""
        if (row := self.row_of(connection)) < 0:
            return  # another window was faster
        self.beginRemoveRows(QModelIndex(), row, row)
        del self._list[row]
        self._shown = list(self._list)
        self.endRemoveRows()
        self.changed.emit()

    def move(self, row: int, by: int) -> bool:
        """Swap it with its neighbour; False at the ends."""
        if not (0 <= row < len(self._shown) and 0 <= row + by < len(self._shown)):
            return False
        self.beginMoveRows(QModelIndex(), row, row, QModelIndex(), row + by + (by > 0))
        self._list[row], self._list[row + by] = self._list[row + by], self._list[row]
        self._shown = list(self._list)
        self.endMoveRows()
        self.changed.emit()
        return True

    def tell(self, row: int) -> None:
        """Tell the views that a row's connection was changed."""
        self.dataChanged.emit(self.index(row), self.index(row))
        self.changed.emit()


class ConnectionsDialog(QDialog):
    """The list, what can be done with it, and the name, tag and colour of the selected one."""

    delete_requested = Signal(object)
    import_requested = Signal()
    export_requested = Signal()

    def __init__(self, theme: Theme, model: ConnectionsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        say(self.setWindowTitle, tr("Manage Connections"))
        explain(self, "getting-in")
        self.model = model
        self.list = QListView()
        self.list.setModel(model)
        say(self.list.setAccessibleName, tr("Connections"))
        self.list.setSpacing(3)
        self.list.setMinimumSize(theme.px(280), theme.px(260))
        self.name, self.tag, self.colour = unlimited(QLineEdit()), unlimited(QLineEdit()), ComboBox()
        for text, code in colours():
            self.colour.addItem(text, code)
        say(self.tag.setPlaceholderText, tr("For example PROD or TEST"))
        self._buttons: list[QPushButton] = []
        self._lay_out(theme)
        self.list.selectionModel().currentChanged.connect(lambda _now, _before: self._show())
        self.name.editingFinished.connect(self._take)
        self.tag.editingFinished.connect(self._take)
        self.colour.activated.connect(lambda _row: self._take())
        self.list.setCurrentIndex(model.index(0))
        self._current = model.connection(0)
        model.modelReset.connect(self._find_again)
        model.dataChanged.connect(self._show)
        self._show()

    def _lay_out(self, theme: Theme) -> None:
        title = Label(tr("Connections"))
        title.setFont(theme.font(1.35, bold=True))
        form = QFormLayout()
        for text, widget in (
            (tr("&Name"), self.name),
            (tr("T&ag"), self.tag),
            (tr("C&olour"), self.colour),
        ):
            label = Label(text)
            label.setBuddy(widget)
            say(widget.setAccessibleName, without_key(text))
            form.addRow(label, widget)
        side = QVBoxLayout()
        side.addLayout(form)
        for text, act in (
            (tr("D&uplicate"), self._duplicate),
            (tr("Move U&p"), lambda: self._move(-1)),
            (tr("Move &Down"), lambda: self._move(1)),
            (tr("D&elete…"), lambda: self.delete_requested.emit(self.model.connection(self._row()))),
        ):
            button = said(QPushButton(), text)
            button.clicked.connect(lambda _on=False, act=act: act())
            side.addWidget(button)
            self._buttons.append(button)
        side.addStretch()
        row = QHBoxLayout()
        row.addWidget(self.list, 1)
        row.addLayout(side)
        bottom = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        role = QDialogButtonBox.ButtonRole.ActionRole
        said(bottom.addButton("", role), tr("&Import…")).clicked.connect(self.import_requested)
        said(bottom.addButton("", role), tr("E&xport…")).clicked.connect(self.export_requested)
        bottom.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(16)
        column.addWidget(title)
        column.addLayout(row, 1)
        column.addWidget(bottom)

    def _row(self) -> int:
        return self.list.currentIndex().row()

    def _duplicate(self) -> None:
        """Copy it; the copy is what the person wants to change."""
        row = self._row()
        self.model.duplicate(row)
        self.list.setCurrentIndex(self.model.index(row + 1))
        self.name.setFocus()

    def _move(self, by: int) -> None:
        if self.model.move(self._row(), by):
            self._show()

    def _find_again(self) -> None:
        """The list was changed in another window: what was selected still is, if it is still there."""
        row = -1 if self._current is None else self.model.row_of(self._current)
        self.list.setCurrentIndex(self.model.index(max(row, 0)))
        self._show()

    def _show(self) -> None:
        one = self._current = self.model.connection(self._row())
        for widget in (self.name, self.tag, self.colour, *self._buttons):
            widget.setEnabled(one is not None)
        self.name.setText(one.name if one else "")
        self.tag.setText(one.tag if one else "")
        self.colour.setCurrentIndex(max(self.colour.findData(one.color if one else ""), 0))

    def _take(self) -> None:
        row = self._row()
        if (one := self.model.connection(row)) is None:
            return
        found = (
            _typed(self.name, one.name) or one.name,
            _typed(self.tag, one.tag),
            str(self.colour.currentData()),
        )
        if found != (one.name, one.tag, one.color):
            one.name, one.tag, one.color = found
            self.model.tell(row)


def _typed(field: QLineEdit, before: str) -> str:
    """What was typed; what was only looked at stays as it was."""
    return before if field.text() == before else field.text().strip()

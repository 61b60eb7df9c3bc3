"""What the cells of the open ticket say, how they look, and what a person types into them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal

from inspector.domain import entity, values
from inspector.domain.document import Keys, Node
from inspector.domain.errors import InvalidValue
from inspector.domain.exact_json import Scalar
from inspector.domain.visible import in_line
from inspector.ui.bench.ticket import OpenTicket
from inspector.ui.kit.labels import plain
from inspector.ui.kit.saying import speech
from inspector.ui.tree import cells
from inspector.ui.tree.cells import Cell, Column
from inspector.ui.tree.row_model import COLUMNS, Index, RowModel
from inspector.ui.tree.rows import Heading, Row, Twin
from inspector.words.language import counted, tr
from inspector.words.names import api_name, heading_words, styled_name
from inspector.words.rights import moving_mark
from inspector.words.values import typed_value

Role = Qt.ItemDataRole
CELL_ROLE = Role.UserRole
"""The role that gives a `Cell`."""


class EntityModel(RowModel):
    """The model of the property tree."""

    rejected = Signal(QModelIndex, object)
    """A typed value was refused, with the InvalidValue that says why."""

    def __init__(self, ticket: OpenTicket, parent: QObject | None = None) -> None:
        super().__init__(ticket, parent)
        self.name_style = "api"
        self.is_unfolded: Callable[[Index], bool] = lambda _index: False
        """Whether the view shows what lies in a row of the first column."""
        ticket.unlocked.connect(self._changed)
        ticket.moving_changed.connect(self._show_moving)
        ticket.learned.connect(self.layoutChanged)
        speech.changed.connect(self._say_again)

    def _say_again(self) -> None:
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)
        self.layoutChanged.emit()

    def set_name_style(self, style: str) -> None:
        """Show names as served (`api`), as people say them (`label`), or both (`both`)."""
        self.name_style = style
        self.layoutChanged.emit()

    def _show_moving(self, changed: frozenset[Keys]) -> None:
        """Only the Rights change: an editor on a value keeps what was typed."""
        for keys in changed:
            node = self.document.find(keys) if self.document is not None else None
            if node is not None and self._rows.lets_through(node):
                index = self.index_of(node, Column.RIGHTS)
                self.dataChanged.emit(index, index)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """The columns' names."""
        if orientation is Qt.Orientation.Horizontal and role == Role.DisplayRole:
            return (tr("Property"), tr("Value"), tr("Type"), tr("Rights"))[section]
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Locked values stay selectable, so that they can be read, copied and explained."""
        flags = super().flags(index)
        node = self.node(index)
        if (
            node is None
            or index.column() != Column.VALUE
            or node.is_container
            or not self.ticket.is_editable(node)
        ):
            return flags
        if node.kind == "n" and entity.type_of(node).is_branch:
            return flags  # a reference is picked, and a list gets elements: see picking.py, restructuring.py
        return flags | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """The text of a cell, how it looks, and what an editor begins with."""
        row = index.internalPointer() if index.isValid() else None
        if row is None:
            return None
        column = COLUMNS[index.column()]
        if role == Role.AccessibleTextRole:
            return self._said(row, index)
        if isinstance(row, Heading):
            return self._heading_data(row, column, role)
        node: Node = row.of if isinstance(row, Twin) else row
        if role == Role.DisplayRole:
            is_pin = isinstance(row, Twin) and column is Column.PROPERTY
            return in_line(self._way_to(node) if is_pin else self.text(node, column))
        if role == CELL_ROLE:
            moves = bool(self.ticket.moving) and node.keys in self.ticket.moving
            unlocked = self.ticket.is_lifted(node)
            return cells.look(node, column, unlocked=unlocked, moves=moves, me=self._me())
        return self._beside(node, column, role)

    def _beside(self, node: Node, column: Column, role: int) -> Any:
        """What is seldom asked for: the tip, what an editor begins with, what a screen reader adds to a name."""
        if role == Role.ToolTipRole:
            return plain(cells.tool_tip(node, column) or "") or None
        if role == Role.EditRole and column is Column.VALUE and not node.is_container:
            return self.text_to_edit(node)
        if role == Role.AccessibleDescriptionRole and column is Column.PROPERTY:
            pinned = tr("pinned") if self._rows.twins_of(node) else ""
            served = "" if self.name_style == "api" else api_name(node)
            return ", ".join(filter(None, (served, pinned))) or None
        return None

    def _me(self) -> int | None:
        """For whom the ticket was fetched."""
        source = self.ticket.source
        return source.asked_by.associate_id if source is not None and source.asked_by is not None else None

    def _said(self, row: Row, index: Index) -> str:
        """What a screen reader says of a cell: what the property is called, and then what the cell says.

        Nobody hears what stands beside a cell. The value has the keyboard: it tells all that is to be known of the row.
        """
        name_cell = index.sibling(index.row(), Column.PROPERTY)
        name = str(name_cell.data())
        if isinstance(row, Twin):
            name = tr("{name}, pinned").format(name=name)
        if index.column() == Column.PROPERTY:
            return name
        told = [name, str(index.data())]
        if index.column() == Column.VALUE:
            cell = index.data(CELL_ROLE)
            told.append(cell.note)
            if self.hasChildren(name_cell):
                told.append(tr("unfolded") if self.is_unfolded(name_cell) else tr("folded"))
            told.append(tr("changed") if cell.modified else "")
            told.append(str(index.sibling(index.row(), Column.RIGHTS).data()))
            told.append(tr("pinned") if isinstance(row, Node) and self._rows.twins_of(row) else "")
        return ", ".join(filter(None, told))

    def text_to_edit(self, node: Node) -> str | None:
        """What an editor begins with; None is null. Qt's own way to it loses halves of surrogate pairs."""
        return None if node.kind == "n" else values.to_text(node.value, values.kind_of(node))

    def _heading_data(self, heading: Heading, column: Column, role: int) -> Any:
        """What a heading says: its name, and how many stand under it."""
        if role == CELL_ROLE:
            return Cell(quiet=True, heading=True)
        if role != Role.DisplayRole:
            return None
        if column is Column.PROPERTY:
            return heading_words(heading.group)
        count = len(heading)
        return counted(count, tr("1 property"), tr("{n} properties"), "") if column is Column.VALUE else ""

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        """Take what a person typed, as text; what does not fit is refused through `rejected`."""
        node = self.node(index) if index.isValid() else None
        if node is None or role != Role.EditRole or not self.flags(index) & Qt.ItemFlag.ItemIsEditable:
            return False
        if value is None:
            return self.ticket.set_null(node)
        before = node.value
        kind = values.kind_of(node)
        if value == values.to_text(before, kind) and (before is not None or not value):
            return False
        try:
            return self.ticket.set_value(node, self.typed_value(node, str(value)))
        except InvalidValue as error:
            self.rejected.emit(index, error)
            return False

    def typed_value(self, node: Node, text: str) -> Scalar:
        """The value that a person means who types this there. Raises InvalidValue."""
        kind = values.kind_of(node)
        return typed_value(text, kind, values.modelled_on(node), sibling_style(node), self.ticket.zone)

    def text(self, node: Node, column: Column) -> str:
        """What a cell says."""
        if column is Column.PROPERTY:
            return styled_name(node, self.name_style)
        told = cells.text(
            node, column, unlocked=self.ticket.is_lifted(node), stored=self.ticket.is_untranslated
        )
        if column is Column.RIGHTS and self.ticket.moving and node.keys in self.ticket.moving:
            return ", ".join(filter(None, (told, moving_mark().word)))
        return told

    def _way_to(self, node: Node) -> str:
        """The name of a pinned property after the names of what it lies in, since it is shown apart from them."""
        steps = [self.text(node, Column.PROPERTY)]
        inner, owner = node, node.parent
        while owner is not None and owner.parent is not None:
            if not isinstance(inner.key, int):  # an element is called after its list
                steps.append(self.text(owner, Column.PROPERTY))
            inner, owner = owner, owner.parent
        return " › ".join(reversed(steps))


def sibling_style(node: Node) -> values.DateStyle | None:
    """How the other dates beside this one are spelled: the first one that is set."""
    if entity.type_of(node).name != "date-time":
        return None
    owner = node.parent
    while owner is not None:
        for child in owner if owner.kind == "{" else ():
            if entity.type_of(child).name == "date-time" and child.kind == '"' and child is not node:
                date = values.parse_date(str(child.value))
                if date and date.is_set:
                    return date.style
        owner = owner.parent
    return None

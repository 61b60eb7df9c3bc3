"""The draft as Qt sees it. Every change comes in as an edit, goes on the undo stack, and is applied in one place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from inspector.domain import entity, exact_json, rights, search, values
from inspector.domain.document import Document, Edit, Insert, Keys, Node, Remove, SetValue
from inspector.domain.errors import InvalidValue
from inspector.domain.exact_json import Scalar
from inspector.domain.rights import Lock
from inspector.ui.kit.labels import plain
from inspector.ui.kit.language import tr
from inspector.ui.tree import cells
from inspector.ui.tree.cells import Cell, Column
from inspector.ui.tree.rows import Heading, Layout, Row, ShownRows, Twin
from inspector.words import values as texts

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
COLUMNS = tuple(Column)
CELL_ROLE = Role.UserRole
"""The role that gives a `Cell`."""
__all__ = ["CELL_ROLE", "Cell", "Column", "EditCommand", "EntityModel", "sibling_style"]


class EditCommand(QUndoCommand):
    """One edit on the undo stack; the only undo command there is."""

    def __init__(self, model: EntityModel, edit: Edit, text: str) -> None:
        super().__init__(text)
        self._model, self._edit = model, edit

    def redo(self) -> None:
        """Apply the edit."""
        self._model.apply(self._edit)

    def undo(self) -> None:
        """Apply its inverse."""
        self._model.apply(self._edit.inverse)


class EntityModel(QAbstractItemModel):
    """The tree of properties, or of those that a filter lets through."""

    applying = Signal(object)
    """An edit is about to be carried out."""
    edited = Signal()
    """The document changed, by an edit, its undoing or its redoing."""
    rejected = Signal(QModelIndex, object)
    """A typed value was refused, with the InvalidValue that says why."""

    def __init__(self, undo_stack: QUndoStack, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._undo_stack = undo_stack
        self._document: Document | None = None
        self._layout = Layout()
        self._rows = ShownRows()
        self._unlocked: set[tuple[str | int, ...]] = set()
        self.name_style = "api"
        self.volatile: frozenset[Keys] = frozenset()
        """Properties whose value differs each time the server is asked."""

    # -- what is shown --------------------------------------------------------------------------------

    @property
    def document(self) -> Document | None:
        """The draft, if one is open."""
        return self._document

    def load(self, document: Document | None) -> None:
        """Show another document, with nothing to undo and nothing unlocked."""
        before = self._document  # kept alive until no index points into it
        self.beginResetModel()
        self._document = document
        rows, self._rows = self._rows, ShownRows(layout=self._layout)
        self._unlocked.clear()
        self._undo_stack.clear()
        self.endResetModel()
        del before, rows

    def swap(self, document: Document) -> None:
        """Show another document in place of this one; an undo step does so, and all others stay."""
        before = self._document
        self.beginResetModel()
        self._document = document
        rows, self._rows = self._rows, ShownRows(layout=self._layout)
        self.endResetModel()
        del before, rows

    def show_matches(self, matches: search.Matches | None) -> None:
        """Show only the rows that lead to a hit; None shows all."""
        if matches == self._rows.matches:
            return
        self._lay_out(matches)

    def set_layout(self, layout: Layout) -> None:
        """Show the ticket's own properties with these pins, in groups or as served."""
        if layout != self._layout:
            self._layout = layout
            self._lay_out(self._rows.matches)

    def _lay_out(self, matches: search.Matches | None) -> None:
        before = self._rows  # kept alive until no index points into it
        self.beginResetModel()
        self._rows = ShownRows(matches, self._layout)
        self.endResetModel()
        del before

    @property
    def layout(self) -> Layout:
        """What is pinned, and whether there are groups."""
        return self._layout

    def headings(self) -> list[QModelIndex]:
        """The rows that are not properties themselves, but stand above some."""
        above = self._rows.headings(self._document.root) if self._document is not None else []
        return [self.createIndex(row, Column.PROPERTY, heading) for row, heading in enumerate(above)]

    def set_name_style(self, style: str) -> None:
        """Show names as served (`api`), as people say them (`label`), or both (`both`)."""
        self.name_style = style
        self.layoutChanged.emit()

    def set_volatile(self, moved: frozenset[Keys]) -> None:
        """These properties move by themselves. Only the Rights change: an editor on a value keeps what was typed."""
        document, before = self._document, self.volatile
        self.volatile = moved
        for keys in before ^ moved:
            node = document.find(keys) if document is not None else None
            if node is not None and self._rows.lets_through(node):
                index = self.index_of(node, Column.RIGHTS)
                self.dataChanged.emit(index, index)

    def unlock(self, node: Node) -> None:
        """Let a field be edited although the SuperOffice screens lock it."""
        self._unlocked.add(node.keys)
        self._changed(node)

    def is_unlocked(self, node: Node) -> bool:
        """Whether the person unlocked this field, or one it lies in."""
        keys = node.keys
        return any(keys[:length] in self._unlocked for length in range(1, len(keys) + 1))

    def is_editable(self, node: Node) -> bool:
        """Whether the rights, or the person, let it be changed."""
        hint = rights.hint_of(node)
        return hint.editable or self._is_lifted(node)

    # -- changing it ----------------------------------------------------------------------------------

    def push(self, edit: Edit, text: str) -> None:
        """Carry out an edit as an undo step of that name."""
        self._undo_stack.push(EditCommand(self, edit, text))

    def push_all(self, edits: Sequence[Edit], text: str) -> None:
        """Carry out several edits as one undo step."""
        self._undo_stack.beginMacro(text)
        for edit in edits:
            self.push(edit, text)
        self._undo_stack.endMacro()

    def set_raw(self, node: Node, text: bytes, name: str) -> bool:
        """Give a node another piece of JSON, as an undo step; False where it is already that."""
        old = bytes(node.raw)
        if old == text:
            return False
        self.push(SetValue(node.path, old, text), name)
        return True

    def set_null(self, node: Node) -> bool:
        """Set a node to null, as an undo step."""
        return self.set_raw(node, b"null", tr("Set {name} to Null").format(name=texts.field_title(node)))

    def reset(self, node: Node) -> bool:
        """Give a node the served value back, as an undo step."""
        if node.served is None:
            return False
        return self.set_raw(node, bytes(node.served), tr("Reset {name}").format(name=texts.field_title(node)))

    def set_value(self, node: Node, value: Scalar) -> bool:
        """Give a node another value, as an undo step."""
        return self.set_raw(
            node, exact_json.spell(value), tr("Change {name}").format(name=texts.field_title(node))
        )

    def apply(self, edit: Edit) -> None:
        """Change the document, and tell the views; only undo commands call this."""
        assert self._document is not None
        self.applying.emit(edit)
        node = self._document.node(edit.path)
        if not isinstance(edit, SetValue) or node.is_container:
            self.show_matches(None)  # its row numbers are about to mean something else
        if node.parent is None and self._layout != Layout():
            self._apply_anew(edit)
        else:
            self._reveal(node)
            pins = self._rows.has_pins_in(node)
            if pins:
                self._remove_twins()  # else one might stand for what is no longer there
            self._apply_rows(node, edit)
            if pins:
                self._insert_twins()
        self._changed(node)
        self.edited.emit()

    def _apply_rows(self, node: Node, edit: Edit) -> None:
        match edit:
            case SetValue():
                self._apply_value(node, edit)
            case Insert():
                self._apply_insert(node, edit)
            case Remove():
                self._apply_remove(node, edit)

    def _apply_anew(self, edit: Edit) -> None:
        """Change the ticket's own properties, and work out again which of them stand where."""
        assert self._document is not None
        before, gone = self._rows, list(self._document.root)  # kept alive until no index points at them
        self.beginResetModel()
        self._document.apply(edit)
        self._rows = ShownRows(layout=self._layout)
        self.endResetModel()
        del before, gone

    def _remove_twins(self) -> None:
        assert self._document is not None
        heading = self._rows.pinned(self._document.root)
        if heading is not None and heading.rows:
            gone = list(heading.rows)  # kept alive until no index points at them
            self.beginRemoveRows(self.index_of(heading), 0, len(gone) - 1)
            heading.rows.clear()
            self.endRemoveRows()
            gone.clear()

    def _insert_twins(self) -> None:
        assert self._document is not None
        root, heading = self._document.root, self._rows.pinned(self._document.root)
        found = self._rows.find_pinned(root)
        if heading is None and found.rows:
            self.beginInsertRows(QModelIndex(), 0, 0)
            self._rows.set_known(root, self._rows.known(root) + 1)
            self._rows.put_pinned(root, found)
            self.endInsertRows()
        elif heading is not None and found.rows:
            self.beginInsertRows(self.index_of(heading), 0, len(found.rows) - 1)
            heading.rows += [Twin(row.of, heading) for row in found.rows if isinstance(row, Twin)]
            self.endInsertRows()
        elif heading is not None:
            self.beginRemoveRows(QModelIndex(), 0, 0)
            self._rows.set_known(root, self._rows.known(root) - 1)
            self._rows.take_pinned(root)
            self.endRemoveRows()

    def _apply_value(self, node: Node, edit: SetValue) -> None:
        assert self._document is not None
        index = self.index_of(node)
        shown = self._rows.known(node)
        if shown:
            self.beginRemoveRows(index, 0, shown - 1)
        gone = list(node) if shown else []  # kept alive until no index points at them
        self._document.apply(edit)
        self._rows.forget(node)
        self._rows.set_known(node, 0)
        if shown:
            self.endRemoveRows()
        self.fetchMore(index)
        gone.clear()

    def _apply_insert(self, node: Node, edit: Insert) -> None:
        assert self._document is not None
        position = self._rows.row_of_new(node, edit)
        while self._rows.known(node) < position:
            self.fetchMore(self.index_of(node))
        self.beginInsertRows(self.index_of(node), position, position)
        self._document.apply(edit)
        self._rows.forget(node)
        self._rows.set_known(node, self._rows.known(node) + 1)
        self.endInsertRows()

    def _apply_remove(self, node: Node, edit: Remove) -> None:
        assert self._document is not None
        gone = node.child(edit.row)  # kept alive until no index points at it
        self._reveal(gone)
        position = self._rows.row(gone)
        self.beginRemoveRows(self.index_of(node), position, position)
        self._document.apply(edit)
        self._rows.forget(node)
        self._rows.set_known(node, self._rows.known(node) - 1)
        self.endRemoveRows()

    def _changed(self, node: Node | None) -> None:
        """Tell the views about a node, what it lies in, and what depends on it."""
        while node is not None and node.parent is not None:
            self.dataChanged.emit(self.index_of(node, Column.PROPERTY), self.index_of(node, Column.RIGHTS))
            for twin in self._rows.twins_of(node):
                self.dataChanged.emit(
                    self.index_of(twin, Column.PROPERTY), self.index_of(twin, Column.RIGHTS)
                )
            if count := self._rows.known(node):
                self.dataChanged.emit(
                    self.index_of(self._rows.child(node, 0), 0),
                    self.index_of(self._rows.child(node, count - 1), 3),
                )
            node = node.parent

    def _reveal(self, node: Node) -> None:
        """Make sure the views know of this row, and of those it lies in; a filter that hides it is dropped."""
        if not self._rows.lets_through(node):
            self.show_matches(None)
        chain = []
        while node.parent is not None:
            chain.append(node)
            node = node.parent
        for step in reversed(chain):
            assert step.parent is not None
            if self._rows.heading_of(step) is not None:
                continue  # all rows of a heading are known
            while self._rows.row(step) >= self._rows.known(step.parent):
                self.fetchMore(self.index_of(step.parent))

    # -- what Qt asks for -----------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many rows the views know of; the first column only has children."""
        row = self._row(parent)
        return 0 if row is None or parent.column() > 0 else self._rows.known(row)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Property, Value, Type, Rights."""
        return len(COLUMNS)

    def hasChildren(self, parent: Index = QModelIndex()) -> bool:  # noqa: B008
        """Whether there is anything in it; asks the text, so nothing is cut to answer."""
        node = self._row(parent)
        if isinstance(node, Heading):
            return parent.column() <= 0 and bool(node.rows)
        if node is None or parent.column() > 0 or isinstance(node, Twin) or not node.is_container:
            return False
        return len(node) > 0 if node.restructured or node.parent is None else exact_json.size(node.raw) > 2

    def canFetchMore(self, parent: Index) -> bool:
        """Whether rows wait that the views do not know of yet."""
        node = self._row(parent)
        return (
            isinstance(node, Node)
            and parent.column() <= 0
            and node.is_container
            and self._rows.known(node) < self._rows.count(node)
        )

    def fetchMore(self, parent: Index) -> None:
        """Give the views one page more."""
        node = self._row(parent)
        if not isinstance(node, Node):
            return
        start = self._rows.known(node)
        end = self._rows.next_page(node)
        if end > start:
            self.beginInsertRows(parent, start, end - 1)
            self._rows.set_known(node, end)
            self.endInsertRows()

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        """The index of a shown row."""
        node = self._row(parent) if parent.column() <= 0 else None  # hasIndex() would ask Python three times
        if node is None or not (0 <= row < self._rows.known(node) and 0 <= column < len(COLUMNS)):
            return QModelIndex()
        return self.createIndex(row, column, self._rows.child(node, row))

    def parent(self, index: Index | None = None) -> Any:
        """The index of what a row lies in; without an index, the QObject's parent."""
        if index is None:
            return super().parent()
        row = index.internalPointer() if index.isValid() else None
        if isinstance(row, Twin):
            return self.index_of(row.heading)
        if not isinstance(row, Node) or row.parent is None:
            return QModelIndex()
        if row.parent.parent is not None:
            return self.index_of(row.parent)
        return self.index_of(self._rows.heading_of(row))

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """The columns' names."""
        if orientation is Qt.Orientation.Horizontal and role == Role.DisplayRole:
            return (tr("Property"), tr("Value"), tr("Type"), tr("Rights"))[section]
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Locked values stay selectable, so that they can be read, copied and explained."""
        flags = super().flags(index)
        node = self.node(index)
        if node is None or index.column() != Column.VALUE or node.is_container or not self.is_editable(node):
            return flags
        if node.kind == "n" and entity.type_of(node).is_branch:
            return flags  # a reference is picked, and a list gets elements: see picking.py, restructuring.py
        return flags | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """The text of a cell, how it looks, and what an editor begins with."""
        row = index.internalPointer() if index.isValid() else None
        if isinstance(row, Heading):
            return self._heading_data(row, COLUMNS[index.column()], role)
        node = row.of if isinstance(row, Twin) else row
        if node is None:
            return None
        column = COLUMNS[index.column()]
        if role in (Role.DisplayRole, Role.AccessibleTextRole):
            if isinstance(row, Twin) and column is Column.PROPERTY:
                name = self._way_to(node)
                return name if role == Role.DisplayRole else tr("{name}, pinned").format(name=name)
            return self.text(node, column)
        if role == CELL_ROLE:
            moves = bool(self.volatile) and node.keys in self.volatile
            return cells.look(node, column, unlocked=self._is_lifted(node), moves=moves)
        return self._beside(node, column, role)

    def _beside(self, node: Node, column: Column, role: int) -> Any:
        """What is seldom asked for: the tip, what an editor begins with, what a screen reader adds to a name."""
        if role == Role.ToolTipRole:
            return plain(cells.tool_tip(node, column) or "") or None
        if role == Role.EditRole and column is Column.VALUE and not node.is_container:
            return values.to_text(node.value, values.kind_of(node))
        if role == Role.AccessibleDescriptionRole and column is Column.PROPERTY:
            return tr("pinned") if self._rows.twins_of(node) else None
        return None

    def _heading_data(self, heading: Heading, column: Column, role: int) -> Any:
        """What a heading says: its name, and how many stand under it."""
        if role == CELL_ROLE:
            return Cell(quiet=column is not Column.PROPERTY, heading=column is Column.PROPERTY)
        if role not in (Role.DisplayRole, Role.AccessibleTextRole):
            return None
        if column is Column.PROPERTY:
            return texts.heading_words(heading.group)
        count = len(heading.rows)
        return (
            texts.counted(count, tr("1 property"), tr("{n} properties"), "") if column is Column.VALUE else ""
        )

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        """Take what a person typed, as text; what does not fit is refused through `rejected`."""
        node = self.node(index) if index.isValid() else None
        if node is None or role != Role.EditRole or not self.flags(index) & Qt.ItemFlag.ItemIsEditable:
            return False
        if value is None:
            return self.set_null(node)
        before = node.value
        kind = values.kind_of(node)
        if value == values.to_text(before, kind) and (before is not None or not value):
            return False
        try:
            return self.set_value(node, values.from_text(str(value), kind, before, sibling_style(node)))
        except InvalidValue as error:
            self.rejected.emit(index, error)
            return False

    def text(self, node: Node, column: Column) -> str:
        """What a cell says."""
        if column is Column.PROPERTY and self.name_style != "api":
            return texts.styled_name(node, self.name_style)
        told = cells.text(node, column, unlocked=self._is_lifted(node))
        if column is Column.RIGHTS and self.volatile and node.keys in self.volatile:
            return ", ".join(filter(None, (told, texts.moving_mark().word)))
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

    def _is_lifted(self, node: Node) -> bool:
        return rights.hint_of(node).lock is Lock.SCREENS and self.is_unlocked(node)

    # -- nodes and indexes ----------------------------------------------------------------------------

    def _row(self, index: Index) -> Row | None:
        """What stands in a row; the root for an invalid index."""
        if not index.isValid():
            return self._document.root if self._document else None
        found: Row = index.internalPointer()
        return found

    def node(self, index: Index) -> Node | None:
        """The node of an index; the root for an invalid one, None for a heading."""
        row = self._row(index)
        if isinstance(row, Twin):
            return row.of
        return row if isinstance(row, Node) else None

    def index_of(self, row: Row | None, column: int = Column.PROPERTY) -> QModelIndex:
        """The index of a node that is shown, or of a heading."""
        if row is None or (isinstance(row, Node) and row.parent is None):
            return QModelIndex()
        return self.createIndex(self._rows.row(row), column, row)

    def index_at(self, keys: tuple[str | int, ...], column: int = Column.PROPERTY) -> QModelIndex:
        """The index of the node that these names lead to; invalid where there is none, or the filter hides it."""
        node = self._document.find(keys) if self._document else None
        if node is None or not self._rows.lets_through(node):
            return QModelIndex()
        self._reveal(node)
        return self.index_of(node, column)


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

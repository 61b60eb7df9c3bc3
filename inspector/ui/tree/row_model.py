"""Which rows of the open ticket there are, and what happens to them around each change (see bench/ticket.py)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex

from inspector.domain import exact_json, search
from inspector.domain.document import Document, Edit, Insert, Node, Remove, SetValue
from inspector.ui.bench.ticket import OpenTicket
from inspector.ui.tree.cells import Column
from inspector.ui.tree.rows import Heading, Layout, Row, ShownRows, Twin

Index = QModelIndex | QPersistentModelIndex
COLUMNS = tuple(Column)


class RowModel(QAbstractItemModel):
    """The tree of properties, or of those that a filter lets through; what their cells say is EntityModel's matter."""

    def __init__(self, ticket: OpenTicket, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.ticket = ticket
        self._layout = Layout()
        self._rows = ShownRows()
        ticket.add_view(self)

    # -- what is shown ---------------------------------------------------------------------------------

    @property
    def document(self) -> Document | None:
        """The draft, if one is open."""
        return self.ticket.document

    @contextmanager
    def replacing(self) -> Iterator[None]:
        """Around the moment at which another document is shown: all rows are others then."""
        self.beginResetModel()
        yield
        before, self._rows = self._rows, ShownRows(layout=self._layout)
        self.endResetModel()
        del before  # kept alive until no index points into it

    def shows(self, matches: search.Matches | None) -> bool:
        """Whether it is these rows that are shown."""
        return matches == self._rows.matches

    def show_matches(self, matches: search.Matches | None) -> None:
        """Show only the rows that lead to a hit; None shows all."""
        if not self.shows(matches):
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
        above = self._rows.headings(self.document.root) if self.document is not None else []
        return [self.createIndex(row, Column.PROPERTY, heading) for row, heading in enumerate(above)]

    # -- around a change -------------------------------------------------------------------------------

    @contextmanager
    def changing(self, edit: Edit) -> Iterator[None]:
        """Around the moment at which an edit is carried out: tell the views which rows come and go."""
        assert self.document is not None
        node = self.document.node(edit.path)
        if not isinstance(edit, SetValue) or node.is_container:
            self.show_matches(None)  # its row numbers are about to mean something else
        if node.parent is None and self._layout != Layout():
            with self._all_anew():
                yield
        else:
            self._reveal(node)
            pins = self._rows.has_pins_in(node)
            if pins:
                self._remove_twins()  # else one might stand for what is no longer there
            with self._around(node, edit):
                yield
            if pins:
                self._insert_twins()
        self._changed(node)

    def _around(self, node: Node, edit: Edit) -> AbstractContextManager[None]:
        match edit:
            case SetValue():
                return self._around_value(node)
            case Insert():
                return self._around_insert(node, edit)
            case _:
                return self._around_remove(node, edit)

    @contextmanager
    def _all_anew(self) -> Iterator[None]:
        """The ticket's own properties change: work out again which of them stand where."""
        assert self.document is not None
        before, gone = self._rows, list(self.document.root)  # kept alive until no index points at them
        self.beginResetModel()
        yield
        self._rows = ShownRows(layout=self._layout)
        self.endResetModel()
        del before, gone

    def _remove_twins(self) -> None:
        assert self.document is not None
        heading = self._rows.pinned(self.document.root)
        if heading is not None and heading.twins:
            gone = list(heading.twins)  # kept alive until no index points at them
            self.beginRemoveRows(self.index_of(heading), 0, len(gone) - 1)
            heading.twins.clear()
            self.endRemoveRows()
            gone.clear()

    def _insert_twins(self) -> None:
        assert self.document is not None
        root, heading = self.document.root, self._rows.pinned(self.document.root)
        found = self._rows.find_pinned(root)
        if heading is None and found.twins:
            self.beginInsertRows(QModelIndex(), 0, 0)
            self._rows.set_known(root, self._rows.known(root) + 1)
            self._rows.put_pinned(root, found)
            self.endInsertRows()
        elif heading is not None and found.twins:
            self.beginInsertRows(self.index_of(heading), 0, len(found.twins) - 1)
            heading.twins += [Twin(twin.of, heading) for twin in found.twins]
            self.endInsertRows()
        elif heading is not None:
            self.beginRemoveRows(QModelIndex(), 0, 0)
            self._rows.set_known(root, self._rows.known(root) - 1)
            self._rows.take_pinned(root)
            self.endRemoveRows()

    @contextmanager
    def _around_value(self, node: Node) -> Iterator[None]:
        index = self.index_of(node)
        shown = self._rows.known(node)
        if shown:
            self.beginRemoveRows(index, 0, shown - 1)
        gone = list(node) if shown else []  # kept alive until no index points at them
        yield
        self._rows.forget(node)
        self._rows.set_known(node, 0)
        if shown:
            self.endRemoveRows()
        self.fetchMore(index)
        gone.clear()

    @contextmanager
    def _around_insert(self, node: Node, edit: Insert) -> Iterator[None]:
        position = self._rows.row_of_new(node, edit)
        while self._rows.known(node) < position:
            self.fetchMore(self.index_of(node))
        self.beginInsertRows(self.index_of(node), position, position)
        yield
        self._rows.forget(node)
        self._rows.set_known(node, self._rows.known(node) + 1)
        self.endInsertRows()

    @contextmanager
    def _around_remove(self, node: Node, edit: Remove) -> Iterator[None]:
        gone = node.child(edit.row)  # kept alive until no index points at it
        self._reveal(gone)
        position = self._rows.row(gone)
        self.beginRemoveRows(self.index_of(node), position, position)
        yield
        self._rows.forget(node)
        self._rows.set_known(node, self._rows.known(node) - 1)
        self.endRemoveRows()
        del gone

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
            owner: Row = self._rows.heading_of(step) or step.parent
            while self._rows.row(step) >= self._rows.known(owner):
                self.fetchMore(self.index_of(owner))

    # -- what Qt asks for ------------------------------------------------------------------------------

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
            return parent.column() <= 0 and len(node) > 0
        if node is None or parent.column() > 0 or isinstance(node, Twin) or not node.is_container:
            return False
        return len(node) > 0 if node.restructured or node.parent is None else exact_json.size(node.raw) > 2

    def canFetchMore(self, parent: Index) -> bool:
        """Whether rows wait that the views do not know of yet."""
        node = self._row(parent)
        return (
            node is not None
            and not isinstance(node, Twin)
            and parent.column() <= 0
            and (isinstance(node, Heading) or node.is_container)
            and self._rows.known(node) < self._rows.count(node)
        )

    def fetchMore(self, parent: Index) -> None:
        """Give the views one page more."""
        node = self._row(parent)
        if node is None or isinstance(node, Twin):
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

    # -- nodes and indexes -----------------------------------------------------------------------------

    def _row(self, index: Index) -> Row | None:
        """What stands in a row; the root for an invalid index."""
        if not index.isValid():
            return self.document.root if self.document else None
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
        node = self.document.find(keys) if self.document else None
        if node is None or not self._rows.lets_through(node):
            return QModelIndex()
        self._reveal(node)
        return self.index_of(node, column)

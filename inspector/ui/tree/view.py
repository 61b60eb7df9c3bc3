"""The tree on screen: what is current and open in it, and what keys and clicks do."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QTreeView,
    QWidget,
)

from inspector.domain import entity, exact_json, references, search, values
from inspector.domain.document import Node
from inspector.ui.bench.ticket import Typed
from inspector.ui.kit.keyboard import Binding, binding
from inspector.ui.kit.theme import Theme
from inspector.ui.tree.cells import Cell, Column
from inspector.ui.tree.columns import Columns
from inspector.ui.tree.delegate import EntityDelegate, revert_rect
from inspector.ui.tree.model import CELL_ROLE, EntityModel
from inspector.ui.tree.rows import PAGE
from inspector.words.language import tr

Index = QModelIndex | QPersistentModelIndex
AUTO_EXPAND = 200
"""Rows that a filter shows by opening branches itself; with more, the person opens what matters. Before it paints, Qt
asks for every row of an open branch."""

EDITING = (Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter)
RESETTING = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
LONGEST_IN_CELL = 100_000
"""Bytes of a text that is edited in its cell; Qt lays out all of a line at each key."""


class EntityView(QTreeView):
    """The property tree."""

    locked = Signal(Node)
    """Someone tried to edit a field that can't be edited."""
    pick_wanted = Signal(Node)
    """Someone wants to choose another reference."""
    reset_wanted = Signal(Node)
    """Someone asked for the served value of a field back."""
    large_editor_wanted = Signal()
    """Someone wants to edit the current text, which is too long for one line."""
    refusal_over = Signal()
    """An editor is left in which something stood that could not be taken."""
    current_node_changed = Signal(object)
    """The current row's Node, or None."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Properties"))
        self.setAccessibleDescription(
            tr("The properties of the ticket: name, value, type, and what you may do")
        )
        self._current_keys: tuple[str | int, ...] = ()
        self._is_refused = False
        """Whether an editor is kept open because what was typed there can't be taken."""
        self._open: list[tuple[str | int, ...]] = []
        """What was open before another document came."""
        self.columns = Columns(self.header())
        self._delegate = EntityDelegate(theme, self)
        self.setItemDelegate(self._delegate)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(False)  # Fusion would lay a frame over the row's text
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.setExpandsOnDoubleClick(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.doubleClicked.connect(self._double_clicked)
        self._paging = QTimer(self, singleShot=True, interval=0)  # within a change of rows nobody may fetch
        self._paging.timeout.connect(self._fetch_what_is_near)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._paging.start())
        self.expanded.connect(lambda _index: self._paging.start())
        theme.changed.connect(self._paint_anew)

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """Take the model, and give the columns their first widths."""
        super().setModel(model)
        if isinstance(model, EntityModel):
            model.rowsInserted.connect(self._open_heading)
            model.modelReset.connect(self._recall)  # after the selection model has let go of everything
            model.ticket.replacing.connect(self._remember_open)
            model.ticket.shown.connect(self._open_again)
            model.ticket.stale_changed.connect(self._show_stale)
            model.ticket.typed_wanted.connect(self.take_typed)
            model.ticket.moving_changed.connect(self._paint_anew)
            self.columns.begin()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The columns share the new room."""
        super().resizeEvent(event)
        self.columns.share()

    def mark_hits(self, words: tuple[str, ...]) -> None:
        """Mark these words wherever they are shown; none unmarks all."""
        if words != self._delegate.hits:
            self._delegate.hits = words
            self._paint_anew()

    def entity_model(self) -> EntityModel:
        """The model, by its own type."""
        model = self.model()
        assert isinstance(model, EntityModel)
        return model

    def _show_stale(self) -> None:
        """Dim what is shown, and do not let it be edited, while something newer is on its way."""
        stale = self.entity_model().ticket.is_stale
        if stale is not self._delegate.stale:
            self._delegate.stale = stale
            self._paint_anew()

    def _paint_anew(self, *_what: object) -> None:
        self.viewport().update()  # not at the start: asked for that widget, PySide makes every class it might be, 5 ms

    # -- what is current ------------------------------------------------------------------------------

    def current_node(self) -> Node | None:
        """The node of the current row."""
        index = self.currentIndex()
        return self.entity_model().node(index) if index.isValid() else None

    def selected_nodes(self) -> list[Node]:
        """The nodes of the selected rows, in the draft's order."""
        model = self.entity_model()
        found = [node for index in self.selectionModel().selectedRows() if (node := model.node(index))]
        return sorted(dict.fromkeys(found), key=lambda node: node.path)

    def select(self, keys: tuple[str | int, ...]) -> bool:
        """Make the node that these names lead to the current one; False where none is shown."""
        index = self.entity_model().index_at(keys)
        if not index.isValid():
            return False
        self._make_current(index.siblingAtColumn(Column.VALUE))
        self.scrollTo(index)
        return True

    def _make_current(self, index: QModelIndex) -> None:
        """Select that row and no other. Qt's own looks at the keys held: Ctrl+Z would add what it undoes."""
        flag = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flag.ClearAndSelect | flag.Rows)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which node is current."""
        super().currentChanged(current, previous)
        node = self.current_node()
        self._current_keys = node.keys if node is not None else ()
        self.current_node_changed.emit(node)

    def _recall(self) -> None:
        """Make current again what was current before the model was reset, as soon as it is shown."""
        for heading in self.entity_model().headings():
            self.expand(heading)
        if self._current_keys and not self.select(self._current_keys):
            self.current_node_changed.emit(None)

    def _open_heading(self, parent: QModelIndex, first: int, _last: int) -> None:
        """Unfold the heading of what is pinned when it first appears, or comes back."""
        if not parent.isValid() and first == 0:
            for heading in self.entity_model().headings()[:1]:
                self.expand(heading)

    def _fetch_what_is_near(self) -> None:
        """Get more rows of a list whose last known one is on the screen; Qt asks at the end of the tree only."""
        model, area = self.entity_model(), self.viewport().rect()
        index = self.indexAt(area.topLeft())
        while index.isValid() and self.visualRect(index).top() <= area.bottom():
            below, owner = self.indexBelow(index), index.parent()
            if index.row() == model.rowCount(owner) - 1 and model.canFetchMore(owner):
                model.fetchMore(owner)
            index = below

    # -- what is open ---------------------------------------------------------------------------------

    def _remember_open(self) -> None:
        self._open = self.expanded_keys()

    def _open_again(self) -> None:
        """Another document: what was selected and unfolded stays so, where it is still there."""
        self.expand_keys(self._open)
        if self.entity_model().document is None:
            self._current_keys = ()
        elif not self.currentIndex().isValid() and not self.select(("Title",)):
            self._make_current(self.entity_model().index(0, Column.VALUE))

    def expanded_keys(self) -> list[tuple[str | int, ...]]:
        """The open branches, outer ones first."""
        model, found, stack = self.entity_model(), [], [QModelIndex()]
        while stack:
            parent = stack.pop()
            for row in range(model.rowCount(parent)):
                index = model.index(row, 0, parent)
                if self.isExpanded(index):
                    if (node := model.node(index)) is not None:
                        found.append(node.keys)
                    stack.append(index)
        return found

    def expand_keys(self, branches: list[tuple[str | int, ...]]) -> None:
        """Open these branches, where they are still there."""
        for keys in sorted(branches, key=len):
            self.expand(self.entity_model().index_at(keys))

    def expand_matches(self, matches: search.Matches) -> None:
        """Open the branches that a hit lies in."""
        document = self.entity_model().document
        if document is None:
            return
        self.scheduleDelayedItemsLayout()  # one layout for all of them, not one each
        queue: list[tuple[Node, search.Matches]] = [(document.root, matches)]
        shown = 0
        while queue:
            node, rows = queue.pop(0)
            for row in rows.rows[:PAGE]:
                if shown >= AUTO_EXPAND:
                    return
                if inner := rows.below(row):
                    child = node.child(row)
                    self.expand(self.entity_model().index_of(child))
                    shown += min(len(inner), PAGE)
                    queue.append((child, inner))

    # -- keys and clicks ------------------------------------------------------------------------------

    def edit_current(self) -> None:
        """Edit the current value, or explain why that can't be."""
        index = self.currentIndex().siblingAtColumn(Column.VALUE)
        node = self.current_node()
        if node is None:
            return
        if index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.setCurrentIndex(index)
            self.edit(index)
        elif references.source_of(entity.type_of(node)) is not None:
            self.pick_wanted.emit(node)
        elif self.entity_model().hasChildren(index.siblingAtColumn(0)) or (
            node.is_container and self.entity_model().ticket.is_editable(node)  # empty, but nothing locks it
        ):
            self.setExpanded(index.siblingAtColumn(0), not self.isExpanded(index.siblingAtColumn(0)))
        else:
            self.locked.emit(node)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F2 edits, and Return where there is nothing to unfold; Space turns yes into no; Delete gives the served value
        back."""
        if self.state() == QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)
            return
        key = event.key()
        if key in EDITING:
            if key == Qt.Key.Key_F2 or not self._unfolds():
                self.edit_current()
        elif key == Qt.Key.Key_Space and self._toggles():
            pass
        elif key in RESETTING:
            if (node := self.current_node()) is not None:
                self.reset_wanted.emit(node)
        else:
            super().keyPressEvent(event)

    def _unfolds(self) -> bool:
        """Fold or unfold the current row; False where there is nothing in it."""
        index = self.currentIndex().siblingAtColumn(Column.PROPERTY)
        if not self.entity_model().hasChildren(index):
            return False
        self.setExpanded(index, not self.isExpanded(index))
        return True

    def _toggles(self) -> bool:
        """Turn yes into no, and no or null into yes; False where the current value is neither."""
        node = self.current_node()
        if node is None or node.is_container or values.kind_of(node).name not in ("bool", "tick"):
            return False
        model, index = self.entity_model(), self.currentIndex().siblingAtColumn(Column.VALUE)
        if not index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.locked.emit(node)
        elif not self._delegate.stale:
            model.setData(index, "false" if model.text_to_edit(node) == "true" else "true")
        return True

    def _double_clicked(self, index: QModelIndex) -> None:
        node = self.entity_model().node(index)
        if node is None:
            self._unfolds()  # a heading
            return
        editable = self.entity_model().ticket.is_editable(node)
        if index.column() == Column.RIGHTS and not editable:
            self.locked.emit(node)
        elif index.column() == Column.VALUE and editable and references.source_of(entity.type_of(node)):
            self.pick_wanted.emit(node)
        elif not self._unfolds() and not index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit_current()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the revert arrow gives the served value back."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        cell = index.data(CELL_ROLE) if index.column() == Column.VALUE else None
        on_arrow = revert_rect(self.visualRect(index)).contains(event.position().toPoint())
        if (
            isinstance(cell, Cell)
            and cell.modified
            and on_arrow
            and event.button() is Qt.MouseButton.LeftButton
        ):
            node = self.entity_model().node(index)
            if node is not None:
                self.reset_wanted.emit(node)

    def take_typed(self, asked: Typed | None = None) -> bool:
        """Take what stands in an open editor, as if the person had left it.

        False where that can't be taken: the person is told, and it stays in the editor.
        """
        for editor in self._delegate.open_editors():
            self.commitData(editor)
            self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        if kept := self._delegate.open_editors():
            kept[0].setFocus()
            if asked is not None:
                asked.refuse()
        return not kept

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Whatever closes an editor, what can't be taken stays in it; only Esc gives it up."""
        if hint is not QAbstractItemDelegate.EndEditHint.RevertModelCache and self._delegate.refuses(editor):
            self._is_refused = True
            return
        super().closeEditor(editor, hint)
        if self._is_refused:
            self._is_refused = False
            self.refusal_over.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Keys go where something stands that can't be taken."""
        super().focusInEvent(event)
        if self._is_refused and (kept := self._delegate.open_editors()):
            kept[0].setFocus()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click goes elsewhere only where what is typed can be taken."""
        if self.take_typed():
            super().mousePressEvent(event)

    def edit(self, index: Index, *how: Any) -> Any:
        """Whatever column was hit, the value is what is edited; nothing is while something newer is on its way."""
        if self._delegate.stale or (self._is_refused and not self.take_typed()):
            return False if how else None
        value = index.sibling(index.row(), Column.VALUE) if index.isValid() else index
        node = self.entity_model().node(value) if value.isValid() else None
        if node is not None and _is_too_long(node):
            starts = not how or how[0] & self.editTriggers()
            if starts and value.flags() & Qt.ItemFlag.ItemIsEditable:
                self.large_editor_wanted.emit()
            return False if how else None
        return super().edit(value, *how)


def _is_too_long(node: Node) -> bool:
    """Whether it is a text for the large editor alone."""
    is_text = node.kind == '"' and entity.type_of(node).name == "string"
    return is_text and exact_json.size(node.raw) > LONGEST_IN_CELL


def keys() -> list[Binding]:
    """What keys do in the tree that are no verbs'."""
    where = tr("Properties")
    return [
        binding(where, tr("Edit the value; Return also unfolds"), *EDITING[:2]),
        binding(where, tr("Take back what the server sent"), *RESETTING),
        binding(where, tr("Turn yes into no, and no into yes"), Qt.Key.Key_Space),
        binding(where, tr("Unfold, fold"), Qt.Key.Key_Right, Qt.Key.Key_Left),
    ]

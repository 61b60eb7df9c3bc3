"""The tree on screen: how cells are drawn and edited, and what keys and clicks do."""

from __future__ import annotations

from typing import Any, cast

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from inspector.domain import search
from inspector.domain.document import Node
from inspector.ui.editors import Editor, TextEditor, make_editor
from inspector.ui.entity_model import CELL_ROLE, Cell, Column, EntityModel
from inspector.ui.texts import tr
from inspector.ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
ICON = 16
GAP = 8
AUTO_EXPAND = 200
"""Branches that a filter opens by itself; with more, the person opens what matters."""


class EntityDelegate(QStyledItemDelegate):
    """Draws the cells and makes the editors of the Value column."""

    def __init__(self, theme: Theme, view: QTreeView) -> None:
        super().__init__(view)
        self._theme = theme
        self.stale = False
        """Whether something newer is on its way: what is shown is then dimmed."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Quiet cells are muted and, where they stand for a value that isn't there, italic; modified ones are bold."""
        super().initStyleOption(option, index)
        cell = index.data(CELL_ROLE)
        if not isinstance(cell, Cell):
            return
        if cell.quiet:
            colour = self._theme.colour("muted")
            for role in (option.palette.ColorRole.Text, option.palette.ColorRole.HighlightedText):
                option.palette.setColor(role, colour)
            option.font.setItalic(index.column() == Column.VALUE)
        if cell.modified:
            option.font.setWeight(QFont.Weight.Bold)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """A cell; the Rights column as icons with words, a bar and a revert arrow where the value was changed."""
        cell = index.data(CELL_ROLE)
        painter.setOpacity(0.5 if self.stale else 1.0)
        if not isinstance(cell, Cell):
            super().paint(painter, option, index)
        elif index.column() == Column.RIGHTS:
            self._paint_marks(painter, option, index, cell)
        else:
            inner = QStyleOptionViewItem(option)
            if cell.modified:
                inner.rect = option.rect.adjusted(0, 0, -ICON - GAP, 0)
                self._paint_background(painter, option, index)
            super().paint(painter, inner, index)
            if cell.modified:
                self._paint_modified(painter, option)

    def _paint_background(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        empty = QStyleOptionViewItem(option)
        super().initStyleOption(empty, index)
        empty.text = ""
        style = option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, empty, painter, option.widget)

    def _paint_modified(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        bar = QRect(option.rect.left(), option.rect.top() + 3, 3, option.rect.height() - 6)
        painter.fillRect(bar, self._theme.colour("accent"))
        self._theme.icon("revert", "accent").paint(painter, revert_rect(option.rect))

    def _paint_marks(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, cell: Cell) -> None:
        self._paint_background(painter, option, index)
        rect: QRect = option.rect.adjusted(GAP, 0, -4, 0)
        painter.save()
        painter.setClipRect(rect)
        x, metrics = rect.left(), option.fontMetrics
        for mark in cell.marks:
            self._theme.icon(mark.icon, mark.colour).paint(
                painter, QRect(x, rect.center().y() - ICON // 2 + 1, ICON, ICON)
            )
            x += ICON + 4
            word = metrics.elidedText(mark.word, Qt.TextElideMode.ElideRight, max(0, rect.right() - x))
            painter.setPen(QColor(self._theme.colour(mark.colour)))
            painter.drawText(
                QRect(x, rect.top(), rect.right() - x, rect.height()), Qt.AlignmentFlag.AlignVCenter, word
            )
            x += metrics.horizontalAdvance(word) + 2 * GAP
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Comfortable rows."""
        hint = super().sizeHint(option, index)
        return QSize(hint.width(), max(hint.height(), option.fontMetrics.height() + 10))

    # -- editing --------------------------------------------------------------------------------------

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """An editor that fits the type."""
        model = index.model()
        assert isinstance(model, EntityModel)
        node = model.node(index)
        assert node is not None
        return make_editor(node, parent, self._commit)

    def _commit(self, editor: QWidget) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Begin with the value as it is."""
        model = index.model()
        assert isinstance(model, EntityModel)
        node = model.node(index)
        is_null = node is not None and node.kind == "n"
        cast(Editor, editor).set_text(None if is_null else index.data(Qt.ItemDataRole.EditRole))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Hand what was typed to the model, as text; None means null."""
        model.setData(index, cast(Editor, editor).typed(), Qt.ItemDataRole.EditRole)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Qt's own takes Return and Tab to commit and leave; not what does not fit."""
        if isinstance(editor, TextEditor) and editor.stays(event):
            return True
        return super().eventFilter(editor, event)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Over the cell, and as tall as the editor needs to be."""
        rect: QRect = option.rect
        height = max(rect.height(), editor.sizeHint().height() if editor.property("multiline") else 0)
        editor.setGeometry(QRect(rect.left(), rect.top(), rect.width(), height))


def revert_rect(cell: QRect) -> QRect:
    """Where the revert arrow of a modified value stands."""
    return QRect(cell.right() - ICON - 4, cell.center().y() - ICON // 2 + 1, ICON, ICON)


class EntityView(QTreeView):
    """The property tree."""

    locked = Signal(Node)
    """Someone tried to edit a field that can't be edited."""
    reset_wanted = Signal(Node)
    """Someone asked for the served value of a field back."""
    current_node_changed = Signal(object)
    """The current row's Node, or None."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Properties")
        self.setAccessibleDescription(
            tr("The properties of the ticket: name, value, type, and what you may do")
        )
        self._current_keys: tuple[str | int, ...] = ()
        self._delegate = EntityDelegate(theme, self)
        self.setItemDelegate(self._delegate)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.setExpandsOnDoubleClick(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.doubleClicked.connect(self._double_clicked)
        theme.changed.connect(self.viewport().update)

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """Take the model, and give the columns their first widths."""
        super().setModel(model)
        if model is not None:
            model.modelReset.connect(self._recall)  # after the selection model has let go of all
        header = self.header()
        header.setStretchLastSection(True)
        for column, width in ((Column.PROPERTY, 208), (Column.VALUE, 288), (Column.TYPE, 152)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            header.resizeSection(column, width)

    def entity_model(self) -> EntityModel:
        """The model, by its own type."""
        model = self.model()
        assert isinstance(model, EntityModel)
        return model

    def set_stale(self, stale: bool) -> None:
        """Dim what is shown, and do not let it be edited, while something newer is on its way."""
        self._delegate.stale = stale
        self.viewport().update()

    # -- what is current ------------------------------------------------------------------------------

    def current_node(self) -> Node | None:
        """The node of the current row."""
        index = self.currentIndex()
        return self.entity_model().node(index) if index.isValid() else None

    def select(self, keys: tuple[str | int, ...]) -> bool:
        """Make the node current that these names lead to; False where there is none to be seen."""
        index = self.entity_model().index_at(keys)
        if not index.isValid():
            return False
        self.setCurrentIndex(index.siblingAtColumn(Column.VALUE))
        self.scrollTo(index)
        return True

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which node is current."""
        super().currentChanged(current, previous)
        node = self.current_node()
        self._current_keys = node.keys if node is not None else ()
        self.current_node_changed.emit(node)

    def _recall(self) -> None:
        """What was current before the model began anew is so again, as soon as it is there to be seen."""
        if self._current_keys and not self.select(self._current_keys):
            self.current_node_changed.emit(None)

    # -- what is open ---------------------------------------------------------------------------------

    def expanded_keys(self) -> list[tuple[str | int, ...]]:
        """The open branches, outer ones first."""
        model, found, stack = self.entity_model(), [], [QModelIndex()]
        while stack:
            parent = stack.pop()
            for row in range(model.rowCount(parent)):
                index = model.index(row, 0, parent)
                if self.isExpanded(index) and (node := model.node(index)):
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
        queue: list[tuple[Node, search.Matches]] = [(document.root, matches)]
        opened = 0
        while queue and opened < AUTO_EXPAND:
            node, rows = queue.pop(0)
            for row, inner in rows.items():
                if inner and opened < AUTO_EXPAND:
                    child = node.child(row)
                    self.expand(self.entity_model().index_of(child))
                    opened += 1
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
        elif node.is_container and self.entity_model().is_editable(node):
            self.setExpanded(index.siblingAtColumn(0), not self.isExpanded(index.siblingAtColumn(0)))
        else:
            self.locked.emit(node)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return and F2 edit, Delete and Backspace give the served value back, the rest is Qt's."""
        if self.state() == QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)
            return
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_F2:
                self.edit_current()
            case Qt.Key.Key_Delete | Qt.Key.Key_Backspace:
                if (node := self.current_node()) is not None:
                    self.reset_wanted.emit(node)
            case _:
                super().keyPressEvent(event)

    def _double_clicked(self, index: QModelIndex) -> None:
        if not index.flags() & Qt.ItemFlag.ItemIsEditable:
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

    def edit(self, index: Index, *how: Any) -> Any:
        """Whatever column was hit, the value is what is edited; nothing, while something newer is on its way."""
        if self._delegate.stale:
            return False if how else None
        value = index.sibling(index.row(), Column.VALUE) if index.isValid() else index
        return super().edit(value, *how)

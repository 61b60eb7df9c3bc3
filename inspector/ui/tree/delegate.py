"""How the cells of the tree are drawn, and which editors they get."""

from __future__ import annotations

from typing import cast

import shiboken6
from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QHelpEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QTreeView,
    QWidget,
)

from inspector.domain.folding import spots
from inspector.ui.kit.labels import escaped
from inspector.ui.kit.theme import Theme
from inspector.ui.tree.cells import Cell, Column, tool_tip
from inspector.ui.tree.editors import Editor, TextEditor, make_editor
from inspector.ui.tree.model import CELL_ROLE, EntityModel

Index = QModelIndex | QPersistentModelIndex
ICON = 16
GAP = 8
LONGEST_PAINTED = 2000
"""Characters of a cell that are laid out: no screen shows more, and Qt would lay out a whole text to find out."""
LONGEST_IN_TIP = 500
"""Characters of a cut text that its tip shows."""
INDENT = 5
"""How far a cell's text begins from where the header's begins in Qt; the bar of a modified value stands there."""
_LIT = QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver
_UNFOCUSED = ~QStyle.StateFlag.State_HasFocus
"""No frame around the cell: the row is lit and the tree has a ring."""


class EntityDelegate(QStyledItemDelegate):
    """Draws the cells and makes the editors of the Value column."""

    def __init__(self, theme: Theme, view: QTreeView) -> None:
        super().__init__(view)
        self._theme = theme
        self._measure()
        theme.changed.connect(self._measure)
        self.stale = False
        """Whether something newer is on its way: what is shown is then dimmed."""
        self._begun: dict[QWidget, object] = {}
        """What each open editor held when it was opened, as it would give it back."""
        self.hits: tuple[str, ...] = ()
        """The words being looked for, folded: they are marked where they are painted."""

    def _measure(self) -> None:
        self._note_font = self._theme.font(0.9)

    @property
    def icon(self) -> int:
        """The size of the icons, in logical pixels."""
        return self._theme.px(ICON)

    @property
    def _arrow(self) -> int:
        """The width that the revert arrow of a modified value takes."""
        return self.icon + GAP

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Quiet cells are muted and, where they stand for a value that isn't there, italic; modified ones are bold."""
        cell = index.data(CELL_ROLE)
        if isinstance(cell, Cell):
            self._dress(option, index, cell)
        else:
            super().initStyleOption(option, index)
            option.state &= _UNFOCUSED

    def _dress(self, option: QStyleOptionViewItem, index: Index, cell: Cell) -> None:
        """Fill in what the cell says and how; Qt's own asks the model for seven roles, of which it has one.

        What a property is called recedes behind its value.
        """
        option.index = cast(QModelIndex, index)
        option.features |= QStyleOptionViewItem.ViewItemFeature.HasDisplay
        text = self.displayText(index.data(), option.locale)
        option.text = text if len(text) <= LONGEST_PAINTED else text[:LONGEST_PAINTED] + "…"
        option.state &= _UNFOCUSED
        column = index.column()
        if cell.quiet or column == Column.PROPERTY:
            colour = self._theme.colour("muted")
            for role in (QPalette.ColorRole.Text, QPalette.ColorRole.HighlightedText):
                option.palette.setColor(role, colour)
            option.font.setItalic(column == Column.VALUE and not cell.heading)
        if cell.modified or (cell.heading and column == Column.PROPERTY):
            option.font.setWeight(QFont.Weight.Bold)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """A cell; the Rights column as icons with words, a bar and a revert arrow where the value was changed."""
        cell, column = index.data(CELL_ROLE), index.column()
        painter.setOpacity(0.5 if self.stale else 1.0)
        if not isinstance(cell, Cell):
            super().paint(painter, option, index)
            return
        if (
            option.state & _LIT and column != Column.PROPERTY
        ):  # else there is nothing to paint beside the text
            self._paint_background(painter, option, index)
        if column == Column.RIGHTS:
            self._paint_marks(painter, option, cell)
            return
        dressed = QStyleOptionViewItem(option)
        if column != Column.PROPERTY:
            dressed.rect = option.rect.adjusted(INDENT, 0, -self._arrow if cell.modified else 0, 0)
        self._dress(dressed, index, cell)
        widget = option.widget
        widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, dressed, painter, widget)
        if cell.note:
            self._paint_note(painter, dressed, cell.note)
        if self.hits and column in (Column.PROPERTY, Column.VALUE):
            self._paint_hits(painter, dressed)
        if cell.modified:
            self._paint_modified(painter, option)

    def _paint_note(self, painter: QPainter, dressed: QStyleOptionViewItem, note: str) -> None:
        """Behind the value, where there is room for all of it."""
        style = dressed.widget.style()
        room = style.subElementRect(QStyle.SubElement.SE_ItemViewItemText, dressed, dressed.widget)
        start = QFontMetrics(dressed.font).horizontalAdvance(dressed.text) + 2 * GAP
        metrics = QFontMetrics(self._note_font)
        if start + metrics.horizontalAdvance(note) <= room.width():
            painter.save()
            painter.setFont(self._note_font)
            painter.setPen(self._theme.colour("muted"))
            painter.drawText(room.adjusted(start, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, note)
            painter.restore()

    def _paint_hits(self, painter: QPainter, dressed: QStyleOptionViewItem) -> None:
        """Underline what was looked for; colour alone would not be seen by all."""
        style = dressed.widget.style()
        room = style.subElementRect(QStyle.SubElement.SE_ItemViewItemText, dressed, dressed.widget)
        metrics, text = QFontMetrics(dressed.font), dressed.text
        margin = style.pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin, dressed, dressed.widget) + 1
        ground = QColor(self._theme.colour("amber"))
        ground.setAlpha(56)
        for at, length in spots(text, self.hits):
            x = room.left() + margin + metrics.horizontalAdvance(text[:at])
            width = min(metrics.horizontalAdvance(text[at : at + length]), room.right() - x)
            if width <= 0:
                break  # what comes after does not fit either
            spot = QRect(x, room.center().y() - metrics.height() // 2, width, metrics.height())
            painter.fillRect(spot, ground)
            painter.fillRect(spot.adjusted(0, spot.height() - 2, 0, 0), self._theme.colour("amber"))

    def _paint_background(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        empty = QStyleOptionViewItem(option)
        empty.index = cast(QModelIndex, index)
        style = option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, empty, painter, option.widget)

    def _paint_modified(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        bar = QRect(option.rect.left(), option.rect.top() + 3, 3, option.rect.height() - 6)
        painter.fillRect(bar, self._theme.colour("accent"))
        self._theme.icon("revert", "accent").paint(painter, revert_rect(option.rect, self.icon))

    def _paint_marks(self, painter: QPainter, option: QStyleOptionViewItem, cell: Cell) -> None:
        rect: QRect = option.rect.adjusted(GAP, 0, -4, 0)
        painter.save()
        painter.setClipRect(rect)
        x, metrics, icon = rect.left(), option.fontMetrics, self.icon
        for mark in cell.marks:
            self._theme.icon(mark.icon, mark.colour).paint(
                painter, QRect(x, rect.center().y() - icon // 2 + 1, icon, icon)
            )
            x += icon + 4
            word = metrics.elidedText(mark.word, Qt.TextElideMode.ElideRight, max(0, rect.right() - x))
            if len(word) < min(len(mark.word), 4):
                break  # the icon alone says more than an ellipsis; the tip has the words
            painter.setPen(QColor(self._theme.colour(mark.colour)))
            painter.drawText(
                QRect(x, rect.top(), rect.right() - x, rect.height()), Qt.AlignmentFlag.AlignVCenter, word
            )
            x += metrics.horizontalAdvance(word) + 2 * GAP
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Comfortable rows, and all the room that a cell's marks take."""
        hint = super().sizeHint(option, index)
        cell = index.data(CELL_ROLE)
        width = hint.width()
        if isinstance(cell, Cell) and index.column() == Column.RIGHTS:
            words = (option.fontMetrics.horizontalAdvance(mark.word) for mark in cell.marks)
            width = sum(self.icon + 4 + word + 2 * GAP for word in words)
        elif isinstance(cell, Cell) and index.column() != Column.PROPERTY:
            width += INDENT + (self._arrow if cell.modified else 0)
        return QSize(width, max(hint.height(), option.fontMetrics.height() + self._theme.px(12)))

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """The whole of a text that is cut, above the tip of its cell; in lines, where the tip is long."""
        model = index.model()
        if event.type() is not QEvent.Type.ToolTip or not isinstance(model, EntityModel):
            return super().helpEvent(event, view, option, index)
        is_cut = self.sizeHint(option, index).width() > view.visualRect(index).width()
        node = model.node(index)
        more = tool_tip(node, Column(index.column())) if node is not None else None
        told = [part for part in (str(index.data())[:LONGEST_IN_TIP] if is_cut else "", more) if part]
        text = "<br>".join(map(escaped, told))
        QToolTip.showText(event.globalPos(), f"<qt>{text}</qt>" if text else "", view)
        return True

    # -- editing --------------------------------------------------------------------------------------

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """An editor that fits the type."""
        model = index.model()
        assert isinstance(model, EntityModel)
        node = model.node(index)
        assert node is not None
        return make_editor(node, parent, self._commit, model.ticket.zone)

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        """The editor is done with."""
        self._begun.pop(editor, None)
        super().destroyEditor(editor, index)

    def _commit(self, editor: QWidget) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Begin with the value as it is; what is typed already stays, whoever changes the value meanwhile."""
        model = index.model()
        assert isinstance(model, EntityModel)
        node = model.node(index)
        if node is not None and not self.is_typed_in(editor):
            held = cast(Editor, editor)
            held.set_text(model.text_to_edit(node))
            self._begun[editor] = held.typed()

    def is_typed_in(self, editor: QWidget) -> bool:
        """Whether an editor holds something else than it began with: only that is the person's."""
        return editor in self._begun and cast(Editor, editor).typed() != self._begun[editor]

    def open_editors(self) -> list[QWidget]:
        """The editors that are open: one, unless something in another can't be taken."""
        return [editor for editor in self._begun if shiboken6.isValid(editor) and not editor.isHidden()]

    def refuses(self, editor: QWidget) -> bool:
        """Whether what was typed there can't be taken, which the editor then shows."""
        return isinstance(editor, TextEditor) and self.is_typed_in(editor) and bool(editor.refusal())

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Hand what was typed to the model, as text; None means null."""
        if self.is_typed_in(editor):
            model.setData(index, cast(Editor, editor).typed(), Qt.ItemDataRole.EditRole)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Qt's own filter commits and leaves on Return and Tab; not with a value that does not fit."""
        if isinstance(editor, TextEditor) and editor.stays(event):
            return True
        return super().eventFilter(editor, event)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Over the cell, and as tall as the editor needs to be."""
        rect: QRect = option.rect
        height = max(rect.height(), editor.sizeHint().height() if editor.property("multiline") else 0)
        parent = editor.parentWidget()
        room = parent.height() if parent is not None else rect.top() + height
        top = max(0, min(rect.top(), room - height))  # a tall one at the lower end grows upwards
        editor.setGeometry(QRect(rect.left(), top, rect.width(), height))


def revert_rect(cell: QRect, icon: int = ICON) -> QRect:
    """Where the revert arrow of a modified value stands, which is as large as the icons are."""
    return QRect(cell.right() - icon - 4, cell.center().y() - icon // 2 + 1, icon, icon)

"""How the entries of a picker are drawn: the name, and at the other end what shows at a glance what it stands for."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

Index = QModelIndex | QPersistentModelIndex
HINT_ROLE = Qt.ItemDataRole.UserRole + 2
"""The role under which an entry has its hint."""
FIRST_ROLE = Qt.ItemDataRole.UserRole + 3
"""True for the first entry of those in alphabetical order."""
GAP, EDGE = 24, 8
"""Logical pixels between a name and its hint, and from that to the edge."""


class EntryDelegate(QStyledItemDelegate):
    """A hairline parts the entries on top from those in alphabetical order."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Room for both."""
        size = super().sizeHint(option, index)
        hint = self._hint_width(option, index)
        return QSize(size.width() + (GAP + hint + EDGE if hint else 0), size.height())

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """The name ends where the hint begins."""
        super().initStyleOption(option, index)
        if (hint := self._hint_width(option, index)) and option.rect.isValid():
            room = option.rect.width() - GAP - hint - EDGE
            option.text = option.fontMetrics.elidedText(option.text, Qt.TextElideMode.ElideRight, room)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The entry, its hint, and the line above the first in alphabetical order."""
        super().paint(painter, option, index)
        palette = QApplication.palette()  # the view's own is what the style sheet left of it
        if hint := str(index.data(HINT_ROLE) or ""):
            is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
            painter.setPen((palette.text() if is_selected else palette.placeholderText()).color())
            ends = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(option.rect.adjusted(0, 0, -EDGE, 0), ends, hint)
        if index.data(FIRST_ROLE) and index.row():
            painter.setPen(palette.mid().color())
            painter.drawLine(option.rect.topLeft(), option.rect.topRight())

    @staticmethod
    def _hint_width(option: QStyleOptionViewItem, index: Index) -> int:
        hint = index.data(HINT_ROLE)
        return option.fontMetrics.horizontalAdvance(str(hint)) if hint else 0

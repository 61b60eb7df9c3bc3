"""Choosing one of a few: a box that says where its text is cut, over a list that has room for its entries."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionComboBox,
    QStyleOptionFrame,
    QToolTip,
    QWidget,
)

from inspector.ui.kit.labels import plain
from inspector.ui.kit.saying import speech
from inspector.words.language import Words, again

WORDS_ROLE = Qt.ItemDataRole.UserRole + 16
"""The role under which an entry has the words it is made of."""
MARGIN = 2
"""Logical pixels that Qt leaves at both ends of a text in a field."""


@dataclass(frozen=True)
class _Held:
    """Words as they are; Qt would keep a text."""

    words: Words


class ComboBox(QComboBox):
    """All boxes of this program are such; those that are typed into get a `ChosenText`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaxVisibleItems(16)
        speech.changed.connect(self._say_again)
        self.setItemDelegate(QStyledItemDelegate(self))  # Qt's own for boxes knows no style sheet

    def addItem(self, text: str, data: object = None) -> None:  # type: ignore[override]
        """One more entry, in the language that is spoken."""
        super().addItem(text, data)
        if isinstance(text, Words):
            self.setItemData(self.count() - 1, _Held(text), WORDS_ROLE)

    def _say_again(self) -> None:
        for row in range(self.count()):
            if isinstance(held := self.itemData(row, WORDS_ROLE), _Held):
                self.setItemText(row, again(held.words))

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        """An ellipsis where what is chosen is cut: Qt's style would paint half a letter."""
        super().initStyleOption(option)
        room = self._room(option)
        option.currentText = self.fontMetrics().elidedText(
            option.currentText, Qt.TextElideMode.ElideRight, room
        )

    def _room(self, option: QStyleOptionComboBox) -> int:
        style, field = self.style(), QStyle.SubControl.SC_ComboBoxEditField
        return style.subControlRect(QStyle.ComplexControl.CC_ComboBox, option, field, self).width()

    def event(self, event: QEvent) -> bool:
        """Say in a tip what is cut, unless there is another tip."""
        if event.type() == QEvent.Type.ToolTip and not self.toolTip():
            option = QStyleOptionComboBox()
            super().initStyleOption(option)
            if self.fontMetrics().horizontalAdvance(self.currentText()) > self._room(option):
                QToolTip.showText(self.mapToGlobal(self.rect().bottomLeft()), plain(self.currentText()), self)
                return True
        return super().event(event)

    def showPopup(self) -> None:
        """As wide as its entries need, within the screen."""
        view = self.view()
        needed = (
            view.sizeHintForColumn(0) + 2 * view.frameWidth() + view.verticalScrollBar().sizeHint().width()
        )
        view.setMinimumWidth(min(max(self.width(), needed), self.screen().availableGeometry().width()))
        super().showPopup()


class ChosenText(QLineEdit):
    """The field in a box: while nobody is at it, a text that has no room ends in an ellipsis."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt's own would cut it, in the middle of a letter."""
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        room = self.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, self)
        room.adjust(MARGIN, 0, -MARGIN, 0)
        if self.hasFocus() or self.fontMetrics().horizontalAdvance(self.text()) <= room.width():
            super().paintEvent(event)
            return
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter = QPainter(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_PanelLineEdit, option, painter, self)
        self.style().drawItemText(
            painter, room, int(Qt.AlignmentFlag.AlignVCenter), option.palette, self.isEnabled(), text,
            self.foregroundRole(),
        )  # fmt: skip

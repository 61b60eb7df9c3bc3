"""Choosing one of a few: a box that says where its text is cut, over a list that has room for its entries."""

from __future__ import annotations

import sys

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleActionInterface,
    QAccessibleInterface,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import (
    QAccessibleWidget,
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

MARGIN = 2
"""Logical pixels that Qt leaves at both ends of a text in a field."""


class ComboBox(QComboBox):
    """All boxes of this program are such; those that are typed into get a `ChosenText`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaxVisibleItems(16)
        self.setItemDelegate(QStyledItemDelegate(self))  # Qt's own for boxes knows no style sheet

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


class _Named(QAccessibleWidget):
    """What assistive technology sees of a box on Linux: one that is called what its label says.

    Qt's own is called what is chosen, since nothing else would tell that; where it is typed, its field does.
    """

    def __init__(self, box: ComboBox) -> None:
        super().__init__(box, QAccessible.Role.ComboBox)

    def _box(self) -> ComboBox:
        box = self.object()
        assert isinstance(box, ComboBox)
        return box

    def text(self, which: QAccessible.Text) -> str:
        """As Qt's own, but for the name of a box with a field."""
        box = self._box()
        is_chosen = which == QAccessible.Text.Value or (
            which == QAccessible.Text.Name and not box.isEditable()
        )
        return box.currentText() if is_chosen else super().text(which)

    def state(self) -> QAccessible.State:
        """With a list that can be opened."""
        state = super().state()
        state.expandable = state.hasPopup = True
        state.expanded = self._box().view().isVisible()
        state.editable = self._box().isEditable()
        return state

    def _parts(self) -> list[QWidget]:
        return [part for part in (self._box().view(), self._box().lineEdit()) if part is not None]

    def childCount(self) -> int:
        """Its list, and the field in it."""
        return len(self._parts())

    def child(self, index: int) -> QAccessibleInterface:
        """The list first; nothing where there is none."""
        parts = dict(enumerate(self._parts()))
        return QAccessible.queryAccessibleInterface(parts.get(index))  # type: ignore[arg-type]

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """Which of them it is; -1 where it is neither."""
        return next((place for place, part in enumerate(self._parts()) if part is child.object()), -1)

    def actionNames(self) -> list[str]:
        """Opening its list goes first."""
        return [QAccessibleActionInterface.showMenuAction(), *super().actionNames()]

    def doAction(self, name: str) -> None:
        """Open the list, or close it."""
        box = self._box()
        if name != QAccessibleActionInterface.showMenuAction():
            super().doAction(name)
        elif box.view().isVisible():
            box.hidePopup()
        else:
            box.showPopup()


def _interface_of(_kind: str, thing: QObject) -> QAccessibleInterface | None:
    """Qt asks this of every object that assistive technology looks at; it owns what it gets."""
    return _Named(thing) if isinstance(thing, ComboBox) else None


if sys.platform == "linux":
    QAccessible.installFactory(_interface_of)  # here, since every call would install it again

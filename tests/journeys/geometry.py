"""What is wrong with a window by its measures alone: a text that is cut, a control outside, one over another."""

from __future__ import annotations

from itertools import combinations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QWidget,
)

from inspector.ui.kit.labels import ElidedLabel

CONTROLS = (QLabel, QAbstractButton, QLineEdit, QComboBox, QAbstractScrollArea)


def faults(window: QWidget) -> list[str]:
    """Every fault, in words."""
    controls = [one for one in window.findChildren(QWidget) if _counts(one, window)]
    return [*_outside(controls, window), *_cut(controls), *_cut_headers(window), *_covered(controls)]


def _counts(widget: QWidget, window: QWidget) -> bool:
    inner = isinstance(widget.parentWidget(), QComboBox | QLineEdit | QHeaderView)  # parts of a control
    hidden = not widget.isVisible() or (widget.visibleRegion().isEmpty() and _scroller(widget) is not None)
    return isinstance(widget, CONTROLS) and widget.window() is window and not inner and not hidden


def _scroller(widget: QWidget) -> QAbstractScrollArea | None:
    """What scrolls the widget, if anything does."""
    owner = widget.parentWidget()
    while owner is not None:
        if isinstance(owner, QAbstractScrollArea):
            return owner
        owner = owner.parentWidget()
    return None


def _place(widget: QWidget) -> QRect:
    return QRect(widget.mapTo(widget.window(), QPoint()), widget.size())


def _outside(controls: list[QWidget], window: QWidget) -> list[str]:
    found = []
    for control in controls:
        place, area = _place(control), _scroller(control)
        if area is not None:  # what one scrolls to counts sideways only
            room, place = _place(area), QRect(place.left(), 0, place.width(), 1)
            room = QRect(room.left(), 0, room.width(), 1)
        else:
            room = window.rect()
        if not room.contains(place):
            found.append(f"outside: {called(control)} at {place.getRect()} of {room.getRect()}")
    return found


def _cut(controls: list[QWidget]) -> list[str]:
    return [f"cut: {called(control)}" for control in controls if _is_cut(control)]


def _is_cut(control: QWidget) -> bool:
    match control:
        case ElidedLabel():
            return bool(control.text()) and not control.toolTip()
        case QLabel() if control.wordWrap():
            return control.height() < control.heightForWidth(control.width())
        case QLabel() if control.text():
            return control.width() < control.sizeHint().width()
        case QCheckBox() if control.hasHeightForWidth():
            return control.height() < control.heightForWidth(control.width())
        case QPushButton() | QCheckBox() | QToolButton() if control.text():
            return control.width() < control.sizeHint().width()
        case QComboBox() if not control.isEditable():
            text = control.fontMetrics().horizontalAdvance(control.currentText())
            return control.width() < text and not control.toolTip()
    return False


def _cut_headers(window: QWidget) -> list[str]:
    found = []
    for header in window.findChildren(QHeaderView):
        model = header.model()
        if not header.isVisible() or model is None or header.orientation() is not Qt.Orientation.Horizontal:
            continue
        for section in range(header.count()):
            text = str(model.headerData(section, Qt.Orientation.Horizontal) or "")
            size = header.sectionSize(section)
            if (
                not header.isSectionHidden(section)
                and size < header.fontMetrics().horizontalAdvance(text) + 8
            ):
                found.append(f"cut: the column {text!r}, {size} wide")
    return found


def _covered(controls: list[QWidget]) -> list[str]:
    """Neighbours that lie over one another."""
    found = []
    for one, other in combinations(controls, 2):
        if one.parentWidget() is other.parentWidget() and one.geometry().intersects(other.geometry()):
            found.append(f"one over the other: {called(one)} and {called(other)}")
    return found


def called(widget: QWidget) -> str:
    """How a fault names it."""
    text = getattr(widget, "text", str)()
    return f"{type(widget).__name__} {(text if isinstance(text, str) and text else widget.accessibleName())[:60]!r}"

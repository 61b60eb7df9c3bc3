"""Everything that a window says: each text, tip and spoken name of each object in it, shown or not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QMenu,
    QPlainTextEdit,
    QProgressBar,
    QTextEdit,
    QWidget,
)

Role = Qt.ItemDataRole
PROPERTIES = (
    *("text", "title", "windowTitle", "toolTip", "statusTip", "whatsThis", "placeholderText"),
    *("accessibleName", "accessibleDescription", "specialValueText", "emptyLabel"),
)
ROLES = (Role.DisplayRole, Role.ToolTipRole, Role.AccessibleTextRole, Role.AccessibleDescriptionRole)
MOST = 120
"""Rows of a list that are looked at."""
MOVING = re.compile(r"\d+([.,]\d+)*")


def everything() -> list[str]:
    """Of all top-level windows, in a fixed order; numbers are no words, and some count seconds."""
    tops = [top for top in QApplication.topLevelWidgets() if top.parent() is None and _is_ours(top)]
    found = [line for top in tops for line in of(top)]
    return sorted(found)


def _is_ours(top: QWidget) -> bool:
    return not isinstance(top, QMenu) and top.metaObject().className() != "QTipLabel"


def of(top: QWidget) -> Iterator[str]:
    """Of one window."""
    for thing in (top, *top.findChildren(QObject)):
        name = _called(thing)
        for told in _texts(thing):
            if words := MOVING.sub("#", told).strip():
                yield f"{name}: {words}"


def _called(thing: QObject) -> str:
    owner: QObject | None = thing
    names = []
    while owner is not None:
        names.append(owner.objectName() if isinstance(owner, QAction) else type(owner).__name__)
        owner = owner.parent()
    return " < ".join(names[:4])


def _texts(thing: QObject) -> Iterator[str]:
    for name in PROPERTIES:
        value = thing.property(name) if not isinstance(thing, QProgressBar) else None
        if isinstance(value, str):
            yield f"{name} {value}" if value else ""
    match thing:
        case QPlainTextEdit() | QTextEdit():
            yield thing.toPlainText()
        case QComboBox():
            yield from (f"entry {thing.itemText(row)}" for row in range(thing.count()))
        case QAbstractItemView() if thing.model() is not None:
            yield from _cells(thing.model(), QModelIndex())


def _cells(model: QAbstractItemModel, parent: QModelIndex) -> Iterator[str]:
    columns = range(1 if isinstance(model, QAbstractListModel) else model.columnCount(parent))
    if not parent.isValid():
        for column in columns:
            yield f"heading {model.headerData(column, Qt.Orientation.Horizontal)}"
    for row in range(min(model.rowCount(parent), MOST)):
        for column in columns:
            index = model.index(row, column, parent)
            for role in ROLES:
                if isinstance(told := index.data(role), str):
                    yield f"cell {told}"
        yield from _cells(model, model.index(row, 0, parent))

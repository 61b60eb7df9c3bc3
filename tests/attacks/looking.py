"""Whether anything on the screen takes a text from outside for something else than text."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtGui import QAccessible, QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

LONGEST = 5_000
"""Characters of one text that anybody may have to lay out."""
_TURNING = {
    *"\u061c\u200b\u200e\u200f\u2060\u2028\u2029\ufeff",
    *map(chr, range(0x202A, 0x202F)),
    *map(chr, range(0x2066, 0x206A)),
}
ROWS = 150
"""Rows of one model that are looked at."""


def faults() -> list[str]:
    """What is wrong with what can be seen and heard now, each with where it stands."""
    found: list[str] = []
    for top in QApplication.topLevelWidgets():
        if not top.isVisible():
            continue
        for widget in [top, *top.findChildren(QWidget)]:
            for what, text, wrong in _wrong_in(widget):
                found.append(
                    f"{type(top).__name__} > {type(widget).__name__} {what}: {wrong}: {text[:200]!r}"
                )
    return list(dict.fromkeys(found))


def _wrong_in(widget: QWidget) -> Iterator[tuple[str, str, str]]:
    for what, text, rules in _texts(widget):
        for wrong in _broken(text, rules):
            yield what, text, wrong


def _texts(widget: QWidget) -> Iterator[tuple[str, str, str]]:
    """Each text of a widget, and the rules that it has to keep: `l` in one line, `r` may be rich, `k` may mark keys."""
    yield "tip", widget.toolTip(), "r"
    yield "what's this", widget.whatsThis(), "r"
    yield "accessible name", widget.accessibleName(), ""
    yield "accessible description", widget.accessibleDescription(), ""
    if interface := QAccessible.queryAccessibleInterface(widget):
        yield "said", interface.text(QAccessible.Text.Name), ""
    if widget.isWindow():
        yield "title", widget.windowTitle().replace("[*][*]", ""), "lt"
    for action in widget.actions():
        yield from _of_action(action)
    match widget:
        case QLabel():
            is_plain = widget.textFormat() is Qt.TextFormat.PlainText
            yield "text", widget.text(), "" if is_plain else "r"
        case QAbstractButton():
            yield "text", widget.text(), "lk"
        case QGroupBox():
            yield "title", widget.title(), "lk"
        case QMenu():
            yield "title", widget.title(), "lk"
        case QLineEdit():
            yield "text", widget.text(), "l"
            yield "placeholder", widget.placeholderText(), "l"
        case QTextEdit():
            yield "html", widget.toHtml(), "r"
        case QPlainTextEdit():
            yield "text", widget.toPlainText(), "d"
        case QComboBox() if widget.model() is not None:
            yield from _of_model(widget.model())
        case QAbstractItemView() if widget.model() is not None:
            yield from _of_model(widget.model())


def _of_action(action: QAction) -> Iterator[tuple[str, str, str]]:
    yield "entry", action.text(), "lk"
    yield "tip of an entry", action.toolTip(), "r"
    yield "status tip of an entry", action.statusTip(), ""


def _of_model(model: QAbstractItemModel) -> Iterator[tuple[str, str, str]]:
    waiting = [QModelIndex()]
    seen = 0
    while waiting and seen < ROWS:
        parent = waiting.pop()
        for row in range(model.rowCount(parent)):
            seen += 1
            columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(parent)
            for column in range(columns):
                index = model.index(row, column, parent)
                for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
                    yield f"cell {column}", _said(index.data(role)), "d"
                yield f"tip of cell {column}", _said(index.data(Qt.ItemDataRole.ToolTipRole)), "r"
                yield (
                    f"description of cell {column}",
                    _said(index.data(Qt.ItemDataRole.AccessibleDescriptionRole)),
                    "",
                )
            first = model.index(row, 0, parent)
            if model.rowCount(first):
                waiting.append(first)


def _said(data: object) -> str:
    return data if isinstance(data, str) else ""


@cache
def _broken(text: str, rules: str) -> tuple[str, ...]:
    """What is wrong with the text; most texts are seen again at each look."""
    found = []
    if unseen := [sign for sign in text if _does_something(sign) and not (sign == "\n" and "l" not in rules)]:
        found.append(f"not shown as what it is: {unseen[:5]}")
    if len(text) > LONGEST and "d" not in rules and not text.startswith("<!DOCTYPE"):
        found.append(f"{len(text)} characters long")
    if "r" in rules and ('<img src="file:///etc' in text or "<b>bold" in text):
        found.append("taken for markup")
    if "k" in rules and "&Xyz" in text.replace("&&", ""):
        found.append("marks a key")
    if "t" in rules and "[*]" in text.removeprefix("[*]"):
        found.append("marks the star")
    return tuple(found)


def _does_something(sign: str) -> bool:
    return sign in _TURNING or unicodedata.category(sign) in ("Cc", "Cs")

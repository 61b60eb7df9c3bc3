"""View > Raw JSON: the draft as the text it will be saved as, in step with the tree both ways.

A list of lines rather than a text widget: only what is in sight is coloured, so a million lines cost no more than a
screenful. The text is made and cut in a worker thread.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDockWidget,
    QHBoxLayout,
    QListView,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from inspector.domain import exact_json, outline
from inspector.domain.document import Node, Path
from inspector.ui.kit.labels import Label
from inspector.ui.kit.saying import said, say, speech
from inspector.ui.kit.theme import Theme, fixed_font
from inspector.words.language import tr

if TYPE_CHECKING:
    from msgspec import Raw

    from inspector.ui.bench.bench import Bench
    from inspector.ui.tree.view import EntityView

Index = QModelIndex | QPersistentModelIndex
LARGEST = 8 << 20
"""Bytes of JSON that are shown; of a larger draft the selected branch is."""
LONGEST = 2000
"""Characters of a line that are drawn."""
_TEXT = r'"(?:[^"\\]|\\.)*"'
_TOKENS = re.compile(rf'(?P<key>{_TEXT}(?=:))|(?P<text>{_TEXT}?)|(?P<word>[\w.+-]+)|(?P<mark>[^"\w]+)')


class LinesModel(QAbstractListModel):
    """The lines of a text."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: Sequence[str] = []

    def show_lines(self, lines: Sequence[str]) -> None:
        """Show another text."""
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """One row per line."""
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """The line."""
        return self.lines[index.row()] if role == Qt.ItemDataRole.DisplayRole else None


class LineDelegate(QStyledItemDelegate):
    """Draws a line with names, texts and numbers in colours of their own."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self.marked = range(0)
        """The lines of the current property."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As tall as the font; all alike."""
        return QSize(option.fontMetrics.averageCharWidth() * 120, option.fontMetrics.height() + 2)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The background, then the pieces from left to right."""
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected or index.row() in self.marked:
            painter.fillRect(option.rect, self._theme.colour("selection"))
        painter.setFont(option.font)
        x, base = option.rect.left() + 8, option.rect.top() + 1 + option.fontMetrics.ascent()
        for piece in _TOKENS.finditer(str(index.data())[:LONGEST]):
            painter.setPen(self._colour(piece))
            painter.drawText(x, base, piece[0])
            x += option.fontMetrics.horizontalAdvance(piece[0])
        painter.restore()

    def _colour(self, piece: re.Match[str]) -> QColor:
        names = {"key": "accent", "text": "text", "word": "violet", "mark": "muted"}
        return self._theme.colour(names[str(piece.lastgroup)])


class LinesView(QListView):
    """The lines; Ctrl+C copies those that are selected."""

    def __init__(self, model: LinesModel, delegate: LineDelegate) -> None:
        super().__init__()
        self.setModel(model)
        self.setItemDelegate(delegate)
        say(self.setAccessibleName, tr("Raw JSON text"))
        self.setUniformItemSizes(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setFont(fixed_font())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy, or move."""
        if event.matches(QKeySequence.StandardKey.Copy):
            rows = sorted(index.row() for index in self.selectedIndexes())
            QGuiApplication.clipboard().setText(
                "\n".join(str(self.model().index(row, 0).data()) for row in rows)
            )
        else:
            super().keyPressEvent(event)


class RawJsonPane(QDockWidget):
    """The lines, and whether they are the whole or the selected branch."""

    line_chosen = Signal(int)
    scope_changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        say(self.setWindowTitle, tr("Raw JSON"))
        self.setObjectName("raw_json")
        say(self.setAccessibleName, tr("Raw JSON"))
        self.model = LinesModel(self)
        self._delegate = LineDelegate(theme, self)
        self.view = LinesView(self.model, self._delegate)
        self.view.clicked.connect(lambda index: self.line_chosen.emit(index.row()))
        self.view.activated.connect(lambda index: self.line_chosen.emit(index.row()))
        self.branch_only = said(QCheckBox(), tr("Selected &branch only"))
        self.branch_only.toggled.connect(lambda _on: self.scope_changed.emit())
        self.told = Label()
        self.told.setProperty("muted", True)
        copy = said(QPushButton(), tr("Copy All"))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText("\n".join(self.model.lines)))
        row = QHBoxLayout()
        row.setContentsMargins(8, 4, 8, 0)
        row.addWidget(self.branch_only)
        row.addWidget(self.told, 1)
        row.addWidget(copy)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self.view, 1)
        self.setWidget(inside)
        theme.changed.connect(self.view.viewport().update)

    def mark(self, first: int, last: int) -> None:
        """Show these lines as those of the current property, and bring them in sight."""
        self._delegate.marked = range(first, last + 1)
        index = self.model.index(first)
        selection = self.view.selectionModel()
        selection.setCurrentIndex(index, selection.SelectionFlag.NoUpdate)
        self.view.scrollTo(self.model.index(last))
        self.view.scrollTo(index)
        self.view.viewport().update()


class RawJson(QObject):
    """Keeps the pane in step with document and tree."""

    chosen = Signal(tuple)
    """The keys of a property whose line was chosen."""

    def __init__(self, bench: Bench, tree: EntityView) -> None:
        super().__init__(tree)
        self._bench, self._ticket, self._tree = bench, bench.ticket, tree
        self._shown: tuple[Raw | None, Path] = (None, ())
        self.pane = RawJsonPane(bench.theme, tree.window())
        self.pane.line_chosen.connect(self._select)
        self.pane.scope_changed.connect(self.refresh)
        self.pane.visibilityChanged.connect(self.refresh)
        tree.current_node_changed.connect(self.refresh)
        bench.ticket.edited.connect(self.refresh)
        bench.ticket.shown.connect(self.refresh)
        speech.changed.connect(self._say_again)

    def _say_again(self) -> None:
        """The end of what is too long is in words."""
        self._shown = None, ()
        self.refresh()

    def refresh(self, *_what: object) -> None:
        """Document, selection or scope changed."""
        if self.pane.isVisible():
            self._bench.tasks.start("raw_json", self._refresh(), again="replace")

    async def _refresh(self) -> None:
        await asyncio.sleep(0.03)  # keys that repeat move on faster than a text is made
        document, current = self._ticket.document, self._tree.current_node()
        root = document.root if document else None
        pane = self.pane
        large = root is not None and _is_large(root)
        shown = root if current is None or not (large or pane.branch_only.isChecked()) else _branch(current)
        if shown is not None and _is_large(shown) and shown.is_container:
            shown = None
        piece, path = (shown.raw, shown.path) if shown is not None else (None, ())
        if (piece, path) != self._shown:
            lines = await asyncio.to_thread(_lines, piece)
            self._shown = piece, path
            pane.model.show_lines(lines)
        pane.told.setText(_told(large, shown is not None))
        if current is not None and pane.model.lines and current.path[: len(path)] == path:
            first = outline.line_of(pane.model.lines, current.path[len(path) :])
            pane.mark(first, outline.end_of(pane.model.lines, first))

    def _select(self, line: int) -> None:
        document, (_piece, path) = self._ticket.document, self._shown
        if document is None:
            return
        with suppress(IndexError):  # an edit came a moment ago, and the text is about to follow
            keys = document.node(path + outline.path_at(self.pane.model.lines, line)).keys
            if keys and self._tree.current_node() is not document.find(keys):
                self.chosen.emit(keys)
                self.pane.view.setFocus()


def _is_large(node: Node) -> bool:
    return exact_json.size(node.raw) > LARGEST


def _branch(current: Node) -> Node:
    """What is shown of a draft where the selected branch is wanted: a value with those beside it, if they fit."""
    owner = current.parent
    return current if current.is_container or owner is None or _is_large(owner) else owner


def _told(large: bool, shown: bool) -> str:
    if not large:
        return ""
    if shown:
        return tr("The draft is large: this is the selected branch.")
    return tr("Too large to be shown. Select something in it.")


def _lines(piece: Raw | None) -> list[str]:
    """The text of a piece, line by line; of a huge one the beginning."""
    if piece is None:
        return []
    text = exact_json.pretty(piece).decode("utf-8", "surrogatepass")
    if len(text) <= 4 * LARGEST:
        return text.split("\n")
    return [*text[:LARGEST].split("\n")[:-1], tr("… and {n} characters more").format(n=len(text) - LARGEST)]

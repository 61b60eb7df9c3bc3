"""The widths of the tree's columns: what is known of a property keeps its room, and the value takes what is left."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QObject, Qt
from PySide6.QtWidgets import QHeaderView

from inspector.ui.kit.saying import speech
from inspector.ui.kit.theme import Theme
from inspector.ui.tree.cells import Column
from inspector.words.language import tr

LEAST = 96
"""Pixels, before the zoom, below which no column is squeezed."""
MARK = 44
"""What a mark takes beside its word: its icon, and the gaps around both."""


class Columns(QObject):
    """Shares out the room; a person may draw each border, and their widths are kept."""

    def __init__(self, header: QHeaderView, theme: Theme) -> None:
        super().__init__(header)
        self._header, self._theme = header, theme
        self._is_sharing = False
        self._wanted: dict[Column, int] = {}
        """Pixels, before the zoom."""
        self._first: dict[Column, int] = {}
        """The same, as long as nobody draws a border."""
        speech.changed.connect(self._say_again)
        header.setStretchLastSection(False)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        header.sectionResized.connect(self._resized)

    def begin(self) -> None:
        """The first widths: the longest of the usual marks fits."""
        self._first = self._measured()
        self._wanted = dict(self._first)
        self.share()

    def _say_again(self) -> None:
        """In another language marks have other lengths; what a person has drawn stays."""
        if not self._wanted:
            return
        drawn = {column: width for column, width in self._wanted.items() if width != self._first.get(column)}
        self._first = self._measured()
        self._wanted = self._first | drawn
        self.share()

    def _measured(self) -> dict[Column, int]:
        word = self._unzoomed(self._header.fontMetrics().horizontalAdvance(tr("read-only in the screens")))
        return {Column.PROPERTY: 200, Column.TYPE: 168, Column.RIGHTS: min(word + MARK + 24, 232)}

    def state(self) -> QByteArray:
        """The widths, to be kept."""
        return QByteArray(" ".join(str(self._wanted[column]) for column in self._wanted).encode())

    def restore(self, state: QByteArray) -> None:
        """Take widths that were kept; what is none changes nothing."""
        widths = bytes(state.data()).split()
        if len(widths) == len(self._wanted) and all(width.isdigit() for width in widths):
            self._wanted = dict(zip(self._wanted, map(int, widths), strict=True))
            self.share()

    def hide(self, column: Column, *, hidden: bool) -> None:
        """Hide a column, or show it again."""
        self._header.setSectionHidden(column, hidden)
        self.share()

    def share(self) -> None:
        """The value takes what the others leave; where that is too little, the last one is the last to give way."""
        px, room = self._theme.px, self._header.viewport().width()
        shown = {column: px(width) for column, width in self._wanted.items() if not self._is_hidden(column)}
        least = px(LEAST)
        over = max(0, sum(shown.values()) + least - room)
        self._is_sharing = True
        self._header.setMinimumSectionSize(least)
        for column, wanted in shown.items():
            width = max(least, wanted - over)
            over -= wanted - width
            self._header.resizeSection(column, width)
        left = room - sum(self._header.sectionSize(column) for column in shown)
        self._header.resizeSection(Column.VALUE, max(least, left))
        self._is_sharing = False

    def _is_hidden(self, column: Column) -> bool:
        return self._header.isSectionHidden(column)

    def _resized(self, section: int, old: int, new: int) -> None:
        """A person drew a border."""
        if self._is_sharing or not (self._wanted and old and new):
            return
        if section != Column.VALUE:
            self._wanted[Column(section)] = self._unzoomed(new)
        else:
            last = next(column for column in reversed(self._wanted) if not self._is_hidden(column))
            self._wanted[last] = max(LEAST, self._wanted[last] + self._unzoomed(old - new))
        self.share()

    def _unzoomed(self, length: int) -> int:
        return round(length * 100 / self._theme.zoom)

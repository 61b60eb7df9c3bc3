"""What a reference can be picked from: the entries that hold every word typed, below the entries they belong to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QIcon, QPixmap

from inspector.domain import folding
from inspector.domain.references import Entry
from inspector.domain.visible import clipped, in_line
from inspector.ui.kit.labels import plain
from inspector.words.language import tr
from inspector.words.texts import shown

Index = QModelIndex | QPersistentModelIndex
SWATCH = 12
"""Logical pixels of a colour's square."""


@dataclass(slots=True, eq=False)
class _Row:
    """A place for an entry; one that was picked recently may have two."""

    entry: Entry
    folded: str
    """What is searched."""
    parent: _Row | None = None
    place: int = 0
    below: list[_Row] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Below its parent its own name, else the whole path to it."""
        path = clipped(shown(self.entry.name)).split("/")
        return path[-1] if self.parent is not None else " › ".join(path)


class EntriesModel(QAbstractItemModel):
    """Those picked recently come first. Entries of a hierarchy (`Entry.parent`) make a tree, all others a list."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: list[_Row] = []
        self._top: list[_Row] = []
        self._shown: list[_Row] = []
        """As they stand on the screen, from above, all branches open."""
        self._text = ""
        self._hits: set[_Row] = set()
        self.is_tree = False
        """Whether some stand below others."""

    def set_entries(self, entries: Sequence[Entry], recent: Sequence[int] = ()) -> None:
        """Take these entries in place of the earlier ones."""
        before = self._all  # Qt may hold on to these rows until the model is reset
        usable = {entry.id: _row(entry) for entry in entries if not entry.deleted}
        self._all = list(usable.values())
        for row in self._all:
            row.parent = usable.get(row.entry.parent) if row.entry.parent else None
        _cut_circles(self._all)
        first = [usable[number] for number in recent if number in usable]
        self.is_tree = any(row.parent for row in self._all)
        if self.is_tree:  # in the tree they also keep their place
            first = [_row(row.entry) for row in first]
        else:
            self._all = [row for row in self._all if row not in first]
        self._all = [*first, *self._all]
        self.filter(self._text)
        before.clear()

    def filter(self, text: str) -> None:
        """Show only those that contain every word, and what they stand below."""
        self._text = text
        words = folding.words(text)
        hits = [row for row in self._all if all(word in row.folded for word in words)]
        self.beginResetModel()
        self._top = _arranged(hits)
        self._shown = list(_from_above(self._top))
        self._hits = set(hits)
        self.endResetModel()

    def entry(self, index: Index) -> Entry | None:
        """The entry in a row."""
        return index.internalPointer().entry if index.isValid() else None

    def index_of(self, number: int | None, *, else_first: bool) -> QModelIndex:
        """The entry with that number; else the first that was found, or none."""
        hits = [row for row in self._shown if row in self._hits]
        found = next((row for row in hits if row.entry.id == number), None)
        return self._index(found or (hits[0] if hits and else_first else None))

    def count(self) -> int:
        """How many were found."""
        return len({row.entry.id for row in self._hits})

    def total(self) -> int:
        """How many there are in all."""
        return len({row.entry.id for row in self._all})

    def _index(self, row: _Row | None) -> QModelIndex:
        return QModelIndex() if row is None else self.createIndex(row.place, 0, row)

    # -- what Qt asks -----------------------------------------------------------------------------------

    def index(self, row: int, column: int = 0, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        """The place of a row."""
        level = self._level(parent)
        return self._index(level[row]) if 0 <= row < len(level) and column == 0 else QModelIndex()

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]
        """What a row stands below."""
        return self._index(index.internalPointer().parent) if index.isValid() else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """One row per entry."""
        return len(self._level(parent))

    def columnCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: B008
        """One."""
        return 1

    def _level(self, parent: Index) -> list[_Row]:
        return parent.internalPointer().below if parent.isValid() else self._top

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Name and hint, and the colour that the tenant gave it."""
        if not index.isValid():
            return None
        row: _Row = index.internalPointer()
        entry = row.entry
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                name = row.name or tr("number {n}").format(n=entry.id)
                hint = shown(entry.hint) if entry.hint != entry.name else ""
                return in_line(f"{name}   ·  {hint}" if hint else name)
            case Qt.ItemDataRole.ToolTipRole:
                told = tr("Number {n}").format(n=entry.id)
                path = " › ".join(clipped(shown(entry.name)).split("/"))
                colour = tr("colour {code}").format(code=entry.color) if entry.color else ""
                return plain(" · ".join(filter(None, (path if row.parent else "", told, colour))))
            case Qt.ItemDataRole.DecorationRole:
                return _swatch(entry.color) if entry.color else None
        return None


def _row(entry: Entry) -> _Row:
    name, hint = clipped(entry.name), clipped(entry.hint)
    return _Row(entry, folding.folded(f"{name}\n{hint}\n{entry.id}"))


def _cut_circles(rows: Iterable[_Row]) -> None:
    """Detach entries that stand below themselves: they would be shown nowhere."""
    sound: set[_Row] = set()
    for row in rows:
        line: dict[_Row, None] = {}
        above: _Row | None = row
        while above is not None and above not in sound:
            line[above] = None
            if above.parent in line:
                above.parent = None
            above = above.parent
        sound.update(line)


def _arranged(hits: Iterable[_Row]) -> list[_Row]:
    """The hits with all that they stand below; each row knows its place and what is below it."""
    rows: dict[_Row, None] = {}
    for hit in hits:
        line: list[_Row] = []
        above: _Row | None = hit
        while above is not None and above not in rows:
            line.append(above)
            above = above.parent
        rows.update(dict.fromkeys(reversed(line)))
    top: list[_Row] = []
    for row in rows:
        row.below = []
    for row in rows:
        level = top if row.parent is None else row.parent.below
        row.place = len(level)
        level.append(row)
    return top


def _from_above(level: Iterable[_Row]) -> Iterable[_Row]:
    waiting = list(level)[::-1]
    while waiting:
        row = waiting.pop()
        yield row
        waiting += reversed(row.below)


def _swatch(color: str) -> QIcon:
    square = QPixmap(SWATCH, SWATCH)
    square.fill(QColor(color))
    return QIcon(square)

"""What a reference can be picked from: the entries that hold every word typed, below the entries they belong to.

Those that are there but do not fit stand below a heading of their own.
"""

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
PAGE = 500
"""Rows that the view hears of at once: it asks about each, and there may be 20,000."""


@dataclass(slots=True, eq=False)
class _Row:
    """A place for an entry; one that was picked recently may have two."""

    entry: Entry
    parent: _Row | None = None
    place: int = 0
    below: list[_Row] = field(default_factory=list)
    known: int = PAGE
    """Of those below, how many the view knows of at most."""
    is_heading: bool = False
    """Whether it is there for those below it, and can't be picked."""
    _folded: str = ""

    @property
    def name(self) -> str:
        """Below its parent its own name, else the whole path to it."""
        path = clipped(shown(self.entry.name)).split("/")
        is_part = self.parent is not None and not self.parent.is_heading
        return path[-1] if is_part else " › ".join(path)

    @property
    def folded(self) -> str:
        """What is searched; of 20,000 entries it takes 50 ms, which those who open a picker need not wait for."""
        if not self._folded:
            name, hint = clipped(self.entry.name), clipped(self.entry.hint)
            self._folded = folding.folded(f"{name}\n{hint}\n{self.entry.id}")
        return self._folded


class EntriesModel(QAbstractItemModel):
    """Those picked recently come first. Entries of a hierarchy (`Entry.parent`) make a tree, all others a list."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: list[_Row] = []
        self._root = _Row(Entry(0, ""))
        """Has all others below itself, and is not shown."""
        self._shown: list[_Row] = []
        """As they stand on the screen, from above, all branches open."""
        self._text = ""
        self._hits: set[_Row] = set()
        self.is_tree = False
        """Whether some stand below others."""

    def set_entries(
        self,
        entries: Sequence[Entry],
        recent: Sequence[int] = (),
        rest: Sequence[Entry] = (),
        heading: str = "",
    ) -> None:
        """Take these entries in place of the earlier ones; the `rest` goes below a heading at the end."""
        before = self._all  # Qt may hold on to these rows until the model is reset
        usable = {entry.id: _Row(entry) for entry in entries if not entry.deleted}
        self._all = list(usable.values())
        for row in self._all:
            row.parent = usable.get(row.entry.parent) if row.entry.parent else None
        _cut_circles(self._all)
        first = [usable[number] for number in recent if number in usable]
        self.is_tree = any(row.parent for row in self._all)
        if self.is_tree:  # in the tree they also keep their place
            first = [_Row(row.entry) for row in first]
        else:
            self._all = [row for row in self._all if row not in first]
        self._all = [*first, *self._all]
        if rest:
            above = _Row(Entry(0, heading), is_heading=True)
            self._all += [_Row(entry, above) for entry in rest]
            self.is_tree = True
        self.filter(self._text)
        before.clear()

    def filter(self, text: str) -> None:
        """Show only those that contain every word, and what they stand below."""
        self._text = text
        words = folding.words(text)
        hits = [row for row in self._all if all(word in row.folded for word in words)]
        self.beginResetModel()
        self._root.below, self._root.known = _arranged(hits), PAGE
        self._shown = list(_from_above(self._root.below)) if self.is_tree else hits
        self._hits = set(hits)
        self.endResetModel()

    def entry(self, index: Index) -> Entry | None:
        """The entry in a row; None in a heading."""
        row: _Row | None = index.internalPointer() if index.isValid() else None
        return None if row is None or row.is_heading else row.entry

    def index_of(self, number: int | None, *, else_first: bool) -> QModelIndex:
        """The entry with that number; else the first that was found, or none."""
        hits = [row for row in self._shown if row in self._hits]
        found = next((row for row in hits if row.entry.id == number), None)
        found = found or (hits[0] if hits and else_first else None)
        self._reveal(found)
        return self._index(found)

    def count(self) -> int:
        """How many were found."""
        return len({row.entry.id for row in self._hits})

    def total(self) -> int:
        """How many there are in all."""
        return len({row.entry.id for row in self._all})

    def _index(self, row: _Row | None) -> QModelIndex:
        return QModelIndex() if row is None else self.createIndex(row.place, 0, row)

    def _reveal(self, row: _Row | None) -> None:
        """Have the view hear of a row, and first of those that it stands below."""
        line = []
        while row is not None:
            line.append(row)
            row = row.parent
        for step in reversed(line):
            while step.place >= (step.parent or self._root).known:
                self.fetchMore(self._index(step.parent))

    # -- what Qt asks -----------------------------------------------------------------------------------

    def index(self, row: int, column: int = 0, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        """The place of a row."""
        level = self._owner(parent).below
        is_known = column == 0 and 0 <= row < self.rowCount(parent)
        return self._index(level[row]) if is_known else QModelIndex()

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]
        """What a row stands below."""
        return self._index(index.internalPointer().parent) if index.isValid() else QModelIndex()

    def hasChildren(self, parent: Index = QModelIndex()) -> bool:  # noqa: B008
        """Whether others stand below it."""
        return bool(self._owner(parent).below)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """One row per entry, as far as the view has asked for them."""
        owner = self._owner(parent)
        return min(len(owner.below), owner.known)

    def canFetchMore(self, parent: Index) -> bool:
        """Whether rows wait that the view does not know of yet."""
        owner = self._owner(parent)
        return owner.known < len(owner.below)

    def fetchMore(self, parent: Index) -> None:
        """Give the view one page more."""
        owner = self._owner(parent)
        if owner.known < len(owner.below):
            self.beginInsertRows(parent, owner.known, min(owner.known + PAGE, len(owner.below)) - 1)
            owner.known += PAGE
            self.endInsertRows()

    def columnCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: B008
        """One."""
        return 1

    def _owner(self, parent: Index) -> _Row:
        return parent.internalPointer() if parent.isValid() else self._root

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Name and hint, and the colour that the tenant gave it."""
        if not index.isValid():
            return None
        row: _Row = index.internalPointer()
        entry = row.entry
        if row.is_heading:
            is_shown = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
            return entry.name if is_shown else None
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
    """The hits with all that they stand below; each row knows its place and what is below it, first pages only."""
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
        row.below, row.known = [], PAGE
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

"""From JSON to columns (see `columns`): a slice at a time, and objects that are alike together.

A property costs half a microsecond so; any step for each of them alone would be as much again.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, compress, repeat
from typing import TYPE_CHECKING, Any

from inspector.domain import trees
from inspector.domain.columns import Column, Entries, Records, Table
from inspector.domain.document import Node
from inspector.domain.exact_json import Runs
from inspector.domain.folding import folded
from inspector.domain.matches import Matches
from inspector.domain.places import TELLING, Place
from inspector.domain.trees import LEAVES, Doubled

if TYPE_CHECKING:
    from msgspec import Raw

ALIKE = 4
"""Objects with the same keys from which on each key is given a column."""

Content = tuple[int, Place, Any]
"""A cell, its place, and the list or object in it."""
Filled = tuple[int, list[Content]]
"""The number of a column, and what lies in its cells."""


class Sheet:
    """The columns of one of the ticket's own properties, which is itself the only cell of the first."""

    def __init__(
        self,
        place: Place,
        key: str,
        piece: Raw,
        cut_into: Runs | None,
        rest: Callable[[], None],
    ) -> None:
        self.piece = piece
        self._labels, self._rest = place.labels, rest
        self._columns: list[Column] = []
        self._tables: list[Table] = []
        """Each stands after the one that it lies in."""
        self._inner: dict[int, list[Table]] = defaultdict(list)
        """The tables that lie in each column."""
        filling: list[Iterator[Filled]] = [iter([self._column(key, [trees.read(piece, cut_into)], place)])]
        while filling:
            if (filled := next(filling[-1], None)) is None:
                filling.pop()
            elif filled[1]:
                rest()
                filling.append(
                    self._fill(*filled)
                )  # what lies deeper comes first: it is forgotten the sooner

    def __len__(self) -> int:
        return sum(column.count for column in self._columns)

    # -- what is in it --------------------------------------------------------------------------------

    def mark(self, words: Sequence[str], kinds: Collection[int] | None) -> Marks | None:
        """Where the hits are, and what leads there; None where there are none."""
        masks = []
        for column in self._columns:
            self._rest()
            masks.append(column.mask(words, kinds))
        if not any(masks):
            return None
        hits = sum(map(int.bit_count, masks))
        for table in reversed(self._tables):
            self._rest()
            cells = bytearray(self._columns[table.above].count)
            for cell in compress(table.owners, table.touched(masks)):
                cells[cell] = 1
            masks[table.above] |= int.from_bytes(cells, "little")
        return Marks(self, hits, masks)

    def __eq__(self, other: object) -> bool:
        """Whether there is the same in the same rows, as far as masks speak of it."""
        return self is other or (isinstance(other, Sheet) and self._tables == other._tables)

    __hash__ = object.__hash__

    def matches(self, masks: list[int], column: int = 0, cell: int = 0) -> Matches | None:
        """The rows that lead to a hit in what lies in a cell; None where nothing does."""
        tables = [
            (table, at)
            for table in self._inner.get(column, ())
            if (at := bisect_left(table.owners, cell)) < len(table.owners) and table.owners[at] == cell
        ]
        rows = array("I")
        for table, at in tables:
            rows.extend(table.rows(at, masks))

        def below(row: int) -> Matches | None:
            table, at = tables[bisect_right(tables, row, key=_first_row) - 1]
            return self.matches(masks, *table.cell(at, row))

        return Matches(rows, below) if rows else None

    # -- making it ------------------------------------------------------------------------------------

    def _fill(self, above: int, contents: list[Content]) -> Iterator[Filled]:
        """Make the columns of what lies in the cells of one."""
        alike: dict[tuple[Place, Any], list[Content]] = defaultdict(list)
        loose: list[Content] = []
        for content in contents:
            _, place, value = content
            if value.__class__ is dict:
                alike[place, tuple(value) if place.has_columns else None].append(content)
            elif value.__class__ is list:
                alike[place, None].append(content)
            elif value.__class__ is Doubled:
                loose.append(content)
            else:
                yield from self._fill_large(above, *content)
        for (place, keys), same in alike.items():
            if keys is None:
                yield self._fill_entries(above, same, place.inside())
            elif len(same) < ALIKE:
                loose += same
            else:
                yield from self._fill_records(above, same, place, keys)
        if loose:
            loose.sort(key=lambda content: content[0])
            yield self._fill_entries(above, loose)

    def _fill_records(
        self, above: int, contents: list[Content], place: Place, keys: Sequence[str]
    ) -> list[Filled]:
        owners, _, objects = zip(*contents, strict=True)
        self._add(Records(above, array("I", owners), len(self._columns), len(keys)))
        columns = zip(keys, zip(*map(dict.values, objects), strict=True), strict=True)
        return [self._column(key, values, place.inside(key)) for key, values in columns]

    def _fill_entries(self, above: int, contents: list[Content], place: Place | None = None) -> Filled:
        """What lies in lists and dictionaries, all at one place; or in objects that are not alike."""
        owners, places, holders = zip(*contents, strict=True)
        names = list(map(str, chain.from_iterable(map(_names, holders))))
        values = list(chain.from_iterable(map(_values, holders)))
        starts = array("I", accumulate(map(len, holders), initial=0))
        self._add(Entries(above, array("I", owners), len(self._columns), starts))
        holding = chain.from_iterable(map(repeat, places, map(len, holders)))
        return self._column(names, values, place or list(map(Place.inside, holding, names)))

    def _fill_large(self, above: int, cell: int, place: Place, holder: Node) -> Iterator[Filled]:
        """What lies in one large list or object, in parts."""
        row = 0
        for names, values in trees.parts(holder):
            starts = array("I", (0, len(values)))
            self._add(Entries(above, array("I", (cell,)), len(self._columns), starts, row))
            each = list(map(place.inside, names)) if place.has_columns else []
            called = names or list(map(str, range(row, row + len(values))))
            yield self._column(called, values, each or place.inside())
            row += len(values)

    def _add(self, table: Table) -> None:
        self._tables.append(table)
        self._inner[table.above].append(table)

    def _column(self, names: str | list[str], values: Sequence[Any], place: Place | list[Place]) -> Filled:
        """Make a column of cells with one name or a name each, at one place or a place each."""
        types = set(map(type, values))
        if isinstance(place, Place) and not (isinstance(names, str) or _are_alike(names, types)):
            place = list(map(place.named, names))
        if isinstance(place, Place):
            words, kinds = place.say_all(values, types)
        else:
            words, kinds = zip(*map(Place.say, place, values), strict=True)
        self._columns.append(Column(len(values), self._label(names), _lines(words), _numbers(kinds)))
        return len(self._columns) - 1, [] if types <= LEAVES else _contents(values, place)

    def _label(self, names: str | list[str]) -> str:
        """The lines of names, with what else people call a property."""
        labels = self._labels
        if isinstance(names, str):
            names = [names]
        if labels.keys().isdisjoint(names):
            return _lines(names)
        return _lines([f"{name} {labels.get(name, '')}" for name in names])


@dataclass(frozen=True, slots=True)
class Marks:
    """What was found in a sheet. Two are equal where the same rows lead to hits."""

    sheet: Sheet
    hits: int
    masks: list[int]
    """Of each column the cells that are hits or lead to one."""

    def matches(self) -> Matches | None:
        """The rows that lead to a hit in the property itself."""
        return self.sheet.matches(self.masks)


def _first_row(part: tuple[Table, int]) -> int:
    return part[0].row


def _are_alike(names: list[str], types: set[type]) -> bool:
    """Whether no name tells more of an entry than that of any other."""
    return types <= LEAVES or TELLING.isdisjoint(names)


def _contents(values: Sequence[Any], place: Place | list[Place]) -> list[Content]:
    places = repeat(place) if isinstance(place, Place) else place
    return [
        (cell, where, value)
        for cell, (where, value) in enumerate(zip(places, values, strict=False))
        if value and value.__class__ not in LEAVES and where.is_open
    ]


def _lines(words: Sequence[str]) -> str:
    """A line for each, folded; or one, where all are the same."""
    if words[0] == words[-1] and words.count(words[0]) == len(words):
        words = words[:1]
    text = "\n".join(words)
    if text.count("\n") != len(words) - 1:
        text = "\n".join(word.replace("\n", " ") for word in words)
    return folded(text)


def _numbers(kinds: Sequence[int]) -> array[int] | int:
    if kinds.count(kinds[0]) == len(kinds):
        return kinds[0]
    return kinds if isinstance(kinds, array) else array("H", kinds)


def _names(holder: dict[str, Any] | list[Any]) -> Iterable[Any]:
    return holder if isinstance(holder, dict) else range(len(holder))


def _values(holder: dict[str, Any] | list[Any]) -> Iterable[Any]:
    return holder.values() if isinstance(holder, dict) else holder

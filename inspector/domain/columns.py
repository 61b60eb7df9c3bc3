"""The words of a ticket's properties, laid out as columns: what is kept, and how it is asked.

What stands under one name in many objects that are alike is one text, a line for each. A name is then looked at once,
however many objects bear it, and values are read at the speed of memory. What is found is a mask for each column: a
number with a byte for every cell, 1 where it is a hit. `sheets` makes the columns.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import compress, pairwise, repeat
from operator import contains


@dataclass(frozen=True, slots=True)
class Column:
    """Cells that bear one name, or entries of lists and dictionaries, each with its own."""

    count: int
    names: str
    """Folded (see `folding`), a line for each cell; or one line, where it is the same for all."""
    values: str
    """Likewise."""
    kinds: array[int] | int
    """The numbers of their tags (see `Wording.kinds`); or one number, likewise."""

    def mask(self, words: Sequence[str], kinds: Collection[int] | None) -> int:
        """The cells that hold every word, and whose tags are among those, if any are given."""
        found = _everywhere(self.count)
        for word in words:
            found &= self._holding(self.names, word) | self._holding(self.values, word)
            if not found:
                return 0
        if kinds is None:
            return found
        if isinstance(self.kinds, int):
            return found if self.kinds in kinds else 0
        return found & int.from_bytes(bytes(map(kinds.__contains__, self.kinds)), "little")

    def _holding(self, lines: str, word: str) -> int:
        if word not in lines:
            return 0  # most columns, for a rare word
        if "\n" not in lines:
            return _everywhere(self.count)
        return int.from_bytes(bytes(map(contains, lines.split("\n"), repeat(word))), "little")


def _everywhere(count: int) -> int:
    return int.from_bytes(b"\1" * count, "little")


@dataclass(frozen=True, slots=True)
class Records:
    """Objects with the same keys, in cells of one column. Each key has a column, and each object a cell in it."""

    above: int
    """The number of the column that they lie in."""
    owners: array[int]
    """Their cells there, in order."""
    first: int
    """The number of the first of their own columns."""
    width: int
    row: int = 0
    """The row of the first column."""

    def touched(self, masks: Sequence[int]) -> bytes:
        """For each of them 1 or 0: whether there is a hit in it."""
        found = 0
        for mask in masks[self.first : self.first + self.width]:
            found |= mask
        return found.to_bytes(len(self.owners), "little")

    def rows(self, at: int, masks: Sequence[int]) -> Iterable[int]:
        """The rows with a hit in one of them."""
        return [row for row in range(self.width) if masks[self.first + row] >> 8 * at & 1]

    def cell(self, at: int, row: int) -> tuple[int, int]:
        """The column and the cell of a row in one of them."""
        return self.first + row, at


@dataclass(frozen=True, slots=True)
class Entries:
    """Lists, dictionaries and whatever is not alike, in cells of one column. All that is in them is in another one."""

    above: int
    owners: array[int]
    column: int
    starts: array[int]
    """In it, the first cell of each of them; and the end."""
    row: int = 0
    """The row of the first cell: this may be a later part of a long list."""

    def touched(self, masks: Sequence[int]) -> bytes:
        """For each of them 1 or 0: whether there is a hit in it."""
        cells = masks[self.column].to_bytes(self.starts[-1], "little")
        return bytes(cells.find(1, start, end) >= 0 for start, end in pairwise(self.starts))

    def rows(self, at: int, masks: Sequence[int]) -> Iterable[int]:
        """The rows with a hit in one of them."""
        start, end = self.starts[at : at + 2]
        cells = masks[self.column].to_bytes(self.starts[-1], "little")
        return compress(range(self.row, self.row + end - start), cells[start:end])

    def cell(self, at: int, row: int) -> tuple[int, int]:
        """The column and the cell of a row in one of them."""
        return self.column, self.starts[at] + row - self.row


Table = Records | Entries

"""Which rows of a tree lead to something that was looked for; worked out only where somebody looks."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable
from functools import cache
from typing import Any

from inspector.domain.document import Path

Nested = dict[int, Any]
"""Rows that lead to a hit, each with those below it; None below a row where it is a hit and nothing in it is."""


class Matches:
    """The rows under one node that are hits or lead to one.

    What is a hit itself and has none in it has no matches below: all that is in it is to be shown.
    """

    def __init__(
        self, rows: array[int], below: Callable[[int], Matches | None], whole: object = None
    ) -> None:
        self.rows = rows
        """In order."""
        self._below = cache(below)
        self._whole = object() if whole is None else whole
        """Of the matches of a whole ticket: what tells whether they are those of another one."""

    @classmethod
    def of(cls, nested: Nested) -> Matches:
        """The matches that are written out in `nested`."""
        return cls(
            array("I", sorted(nested)),
            lambda row: cls.of(inner) if (inner := nested[row]) else None,
            nested,
        )

    def below(self, row: int) -> Matches | None:
        """The matches in one of the rows; None where there are none, or no such row."""
        at = bisect_left(self.rows, row)
        return self._below(row) if self.rows[at : at + 1] == array("I", (row,)) else None

    def including(self, path: Path) -> Matches:
        """These, and what lies at `path`; where all that is in a hit is shown, that is so already."""
        if not path:
            return self
        row, inner = path[0], path[1:]
        known = row in self.rows
        rows = self.rows if known else array("I", sorted((*self.rows, row)))

        def below(at: int) -> Matches | None:
            if at != row:
                return self.below(at)
            found = self.below(at) if known or not inner else Matches.of({})
            return None if found is None else found.including(inner)

        return Matches(rows, below, (self._whole, path))

    def __len__(self) -> int:
        return len(self.rows)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Matches) and self._whole == other._whole

    __hash__ = object.__hash__

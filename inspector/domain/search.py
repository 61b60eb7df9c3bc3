"""Finding properties by name or value, over a hundred thousand of them between two key presses.

The words of every property are written down once, a line each; a search then only reads lines. Built and asked in a
worker thread, from pieces of JSON only, so the nodes on screen are never touched.
"""

from __future__ import annotations

import time
from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import compress, repeat
from operator import contains
from typing import TYPE_CHECKING

from inspector.domain import entity, exact_json
from inspector.domain.document import Node, Path

if TYPE_CHECKING:
    from msgspec import Raw

STRIDE, PAUSE = 128, 0.0005
"""Properties between two pauses, and seconds of one: a thread that never pauses would make the window wait for Python's
lock at every single call from Qt."""

BLOCK = 1024
"""Lines that are kept as one text: a string of its own for each would take three times the memory."""

Words = Callable[[Node], str]
"""Says what a person may look for in a node."""

Matches = dict[int, "Matches | None"]
"""Rows that lead to a hit; None below a row shows everything in it, because it is a hit and nothing below is."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a search needs of a document at one moment: its pieces, nothing that changes."""

    keys: list[str]
    pieces: list[Raw]

    @classmethod
    def of(cls, root: Node) -> Snapshot:
        """The state of the document under `root`."""
        return cls([str(child.key) for child in root], [child.raw for child in root])


@dataclass(frozen=True, slots=True)
class Found:
    """The answer: how many properties match, of how many, and which rows to show (None: all)."""

    hits: int
    total: int
    rows: Matches | None


class StoppedError(Exception):
    """An index was given up while it was being read."""


class _Chunk:
    """The searchable lines of one top-level property, in order, and where each belongs."""

    def __init__(self, row: int, key: str, piece: Raw, root: Node, words: Words) -> None:
        self.piece = piece
        self._blocks: list[str] = []
        self._parents = array("i")
        self._rows = array("I")
        lines: list[str] = []
        for node, parent in self._walk(Node(key, piece, root, row)):
            if len(lines) == BLOCK:
                self._blocks.append("\n".join(lines))
                lines.clear()
            lines.append(words(node).casefold().replace("\n", " "))
            self._parents.append(parent)
            self._rows.append(node.row)
        self._blocks.append("\n".join(lines))

    def __len__(self) -> int:
        return len(self._rows)

    @staticmethod
    def _walk(top: Node) -> Iterator[tuple[Node, int]]:
        stack, number = [(iter([top]), -1)], 0
        while stack:
            siblings, parent = stack[-1]
            if (node := next(siblings, None)) is None:
                stack.pop()
                continue
            yield node, parent
            if node.is_container and node.key not in entity.RIGHTS_PROPERTIES:
                stack.append((node.passing(), number))
            number += 1

    def find(self, needles: list[str]) -> list[int]:
        """The numbers of the entries whose line holds every needle."""
        found: list[int] = []
        first, *others = needles
        for start, block in enumerate(self._blocks):
            if not all(needle in block for needle in needles):
                continue  # most blocks, for a rare word
            lines = block.split("\n")
            hits = list(compress(range(len(lines)), map(contains, lines, repeat(first))))
            for needle in others:
                hits = [number for number in hits if needle in lines[number]]
            found += [start * BLOCK + number for number in hits]
        return found

    def mark(self, entries: list[int], rows: Matches) -> None:
        """Add the rows that lead to those entries."""
        below: dict[int, Matches] = {-1: rows}
        parents, own = self._parents, self._rows
        last, owner = -1, rows
        for parent, row in zip(map(parents.__getitem__, entries), map(own.__getitem__, entries), strict=True):
            if parent != last:
                last, owner = parent, below[parent] if parent in below else self._open(parent, below)
            owner[row] = None

    def _open(self, number: int, below: dict[int, Matches]) -> Matches:
        """The rows under an entry that is not yet among the shown, opened from the outside in."""
        chain = []
        while number not in below:
            chain.append(number)
            number = self._parents[number]
        for number in reversed(chain):
            below[number] = below[self._parents[number]][self._rows[number]] = {}
        return below[chain[0]]


class Index:
    """Remembers the searchable text of a document from one search to the next."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._chunks: dict[str, _Chunk] = {}
        self._stopped = False
        self._said = 0

    def stop(self) -> None:
        """Give up an update under way in another thread; this index is of no more use."""
        self._stopped = True

    def update(self, snapshot: Snapshot) -> None:
        """Take in what changed since the last call; slow the first time (about 4 µs a property, in small steps)."""
        root = Node("", exact_json.raw(b"{}"))
        fresh: dict[str, _Chunk] = {}
        for row, (key, piece) in enumerate(zip(snapshot.keys, snapshot.pieces, strict=True)):
            name = f"{row} {key}"
            old = self._chunks.get(name)
            fresh[name] = (
                old if old is not None and old.piece == piece else _Chunk(row, key, piece, root, self._say)
            )
        self._chunks = fresh

    def _say(self, node: Node) -> str:
        if self._stopped:
            raise StoppedError
        self._said += 1
        if self._said % STRIDE == 0:
            time.sleep(PAUSE)
        return self._words(node)

    def find(self, text: str) -> Found:
        """Every property that holds all the words of `text`, in any case, in its name or its value."""
        needles = sorted(text.casefold().split(), key=len, reverse=True)
        total = sum(map(len, self._chunks.values()))
        if not needles:
            return Found(total, total, None)
        hits, rows = 0, Matches()
        for chunk in self._chunks.values():
            entries = chunk.find(needles)
            chunk.mark(entries, rows)
            hits += len(entries)
        return Found(hits, total, rows)


def rows_at(rows: Matches | None, path: Path) -> Matches | None:
    """The part of an answer that speaks of the children of the node at `path`; None shows all of them."""
    for row in path:
        if not rows:
            return None
        rows = rows.get(row)
    return rows or None

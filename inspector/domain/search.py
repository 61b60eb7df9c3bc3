"""Finding properties by name or value, over a hundred thousand of them between two key presses.

What a person may look for in them is written down in columns (see `sheets`), which takes a few hundredths of a second;
a search then only reads lines. Built and asked in a worker thread, from pieces of JSON only, so the nodes on screen are
never touched.
"""

from __future__ import annotations

import time
from array import array
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from inspector.domain import custom_fields, folding, tags
from inspector.domain.custom_fields import Fields
from inspector.domain.document import Node, Path, Root
from inspector.domain.exact_json import Runs
from inspector.domain.folding import folded
from inspector.domain.matches import Matches, Nested
from inspector.domain.places import Place, Wording
from inspector.domain.sheets import Sheet

if TYPE_CHECKING:
    from msgspec import Raw

__all__ = ["Found", "Index", "Matches", "Snapshot", "StoppedError", "Wording"]

WORK, PAUSE = 0.008, 0.0005
"""Seconds between two pauses, and of one: a thread that never pauses would make the window wait for Python's lock at
every single call from Qt."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a search needs of a document at one moment: its pieces, nothing that changes."""

    keys: list[str]
    pieces: list[Raw]
    marks: Mapping[str, Collection[Path]] = field(default_factory=dict)
    """The places that have the tags of `tags.MARKS`."""
    cut_into: Mapping[int, Runs] = field(default_factory=dict)
    """What the large ones of the pieces are cut into already, by their rows."""
    told: Fields = custom_fields.NONE
    """What the tenant tells of its own fields."""

    @classmethod
    def of(cls, root: Node, marks: Mapping[str, Collection[Path]] | None = None) -> Snapshot:
        """The state of the document under `root`."""
        cut_into = {child.row: runs for child in root.made() if (runs := child.cut_into) is not None}
        told = custom_fields.told_of(root)
        return cls(list(root.names()), root.pieces(), marks or {}, cut_into, told)

    def tree(self) -> Node:
        """A fresh copy of the document, for a thread of its own."""
        tree = Root.holding(self.keys, self.pieces)
        custom_fields.learn(tree, self.told)
        return tree


@dataclass(frozen=True, slots=True)
class Found:
    """The answer: how many properties match, of how many, and which rows to show (None: all)."""

    hits: int
    total: int
    rows: Matches | None


class StoppedError(Exception):
    """An index was given up while it was being made."""


class Index:
    """Remembers the searchable text of a document from one search to the next."""

    def __init__(self, wording: Wording) -> None:
        self._wording = wording
        self._sheets: dict[str, Sheet] = {}
        self._snapshot: Snapshot | None = None
        self._by_rights: dict[str, set[Path]] | None = None
        self._stopped = False
        self._paused = 0.0

    def stop(self) -> None:
        """Give up what is under way in another thread; this index is of no further use."""
        self._stopped = True

    def update(self, snapshot: Snapshot) -> None:
        """Take in what changed since the last call; the first time that is all: half a microsecond a property."""
        fresh: dict[str, Sheet] = {}
        for row, (key, piece) in enumerate(zip(snapshot.keys, snapshot.pieces, strict=True)):
            name = f"{row} {key}"
            old = self._sheets.get(name)
            if old is None or old.piece != piece:
                place, runs = Place.top(self._wording, key), snapshot.cut_into.get(row)
                old = Sheet(place, key, piece, runs, self._rest)
            fresh[name] = old
        self._wording.forget()
        self._sheets = fresh
        if self._snapshot is None or snapshot.pieces != self._snapshot.pieces:
            self._by_rights = None
        self._snapshot = snapshot

    def _rest(self) -> None:
        """Give way to the window, if it is time."""
        if self._stopped:
            raise StoppedError
        if time.perf_counter() - self._paused > WORK:
            time.sleep(PAUSE)
            self._paused = time.perf_counter()

    def find(self, text: str) -> Found:
        """Every property that holds all the words of `text`, as people see them, in its name or its value.

        A word that begins with `@` is a tag that it must have (see `tags`); its beginning is enough.
        """
        total = sum(map(len, self._sheets.values()))
        query = _Query.of(text)
        if query.is_empty:
            return Found(total, total, None)
        if query.places:
            return self._find_places(query, total)
        kinds = None
        if query.kinds:
            kinds = {number for tagged, number in self._wording.kinds.items() if query.fits(tagged)}
        found = {
            row: marks
            for row, sheet in enumerate(self._sheets.values())
            if (marks := sheet.mark(query.words, kinds)) is not None
        }
        matches = Matches(array("I", found), lambda row: found[row].matches(), found)
        for row in found:
            matches.below(row)  # may be half a million rows: better here than in the window
        return Found(sum(marks.hits for marks in found.values()), total, matches)

    def _find_places(self, query: _Query, total: int) -> Found:
        """The few places that are known to have a mark or a right, if all the rest fits too."""
        assert self._snapshot is not None
        root = self._snapshot.tree()
        if self._by_rights is None:
            self._by_rights = tags.by_rights(root)
        known = {**self._by_rights, **self._snapshot.marks}
        wanted = [
            {path for tag, paths in known.items() if tag.startswith(asked) for path in paths}
            for asked in query.places
        ]
        hits, rows = 0, Nested()
        for path in sorted(set.intersection(*wanted)):
            if (node := _at(root, path)) is not None and self._fits(query, node):
                _mark(path, rows)
                hits += 1
        return Found(hits, total, Matches.of(rows))

    def _fits(self, query: _Query, node: Node) -> bool:
        line = folded(self._wording.words(node))
        return all(word in line for word in query.words) and query.fits(tags.of_value(node))


@dataclass(frozen=True, slots=True)
class _Query:
    """What was typed: words, tags of the value, and tags whose places are known."""

    words: list[str]
    kinds: list[str]
    places: list[str]

    @classmethod
    def of(cls, text: str) -> _Query:
        query = cls([], [], [])
        for part in sorted(folding.words(text), key=len, reverse=True):
            if not part.startswith("@"):
                query.words.append(part)
            elif any(
                tag.startswith(part) or (tag == "@type:" and part.startswith(tag)) for tag in tags.VALUES
            ):
                query.kinds.append(part)
            else:
                query.places.append(part)
        return query

    @property
    def is_empty(self) -> bool:
        return not (self.words or self.kinds or self.places)

    def fits(self, tagged: str) -> bool:
        """Whether the tags of a value, as `tags.of_value` writes them, include every kind that was typed."""
        return all(any(tag.startswith(kind) for tag in tagged.split()) for kind in self.kinds)


def _at(root: Node, path: Path) -> Node | None:
    node = root
    for row in path:
        if row >= len(node):
            return None
        node = node.child(row)
    return node


def _mark(path: Path, rows: Nested) -> None:
    for row in path[:-1]:
        inner = rows.get(row)
        if inner is None:
            inner = rows[row] = {}
        rows = inner
    rows.setdefault(path[-1], None)


def rows_at(rows: Matches | None, path: Path) -> Matches | None:
    """The part of an answer that speaks of the children of the node at `path`; None shows all of them."""
    for row in path:
        if not rows:
            return None
        rows = rows.below(row)
    return rows or None

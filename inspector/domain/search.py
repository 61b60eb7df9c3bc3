"""Finding properties by name or value, over a hundred thousand of them between two key presses.

The words of every property are written down once, a line each; a search then only reads lines. Built and asked in a
worker thread, from pieces of JSON only, so the nodes on screen are never touched.
"""

from __future__ import annotations

import time
from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import compress, repeat
from operator import contains
from typing import TYPE_CHECKING

from inspector.domain import entity, exact_json, tags
from inspector.domain.document import Node, Path

if TYPE_CHECKING:
    from msgspec import Raw

STRIDE, PAUSE = 128, 0.0005
"""Properties between two pauses, and the seconds that a pause lasts: a thread that never pauses would make the window
wait for Python's lock at every single call from Qt."""

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
    marks: Mapping[str, Collection[Path]] = field(default_factory=dict)
    """The places that have the tags of `tags.MARKS`."""

    @classmethod
    def of(cls, root: Node, marks: Mapping[str, Collection[Path]] | None = None) -> Snapshot:
        """The state of the document under `root`."""
        return cls([str(child.key) for child in root], [child.raw for child in root], marks or {})

    def tree(self) -> Node:
        """A fresh copy of the document, for a thread of its own."""
        members = (exact_json.spell_member(*member) for member in zip(self.keys, self.pieces, strict=True))
        return Node("", exact_json.raw(exact_json.spell_object(members)))


@dataclass(frozen=True, slots=True)
class Found:
    """The answer: how many properties match, of how many, and which rows to show (None: all)."""

    hits: int
    total: int
    rows: Matches | None


class StoppedError(Exception):
    """An index was given up while it was being made."""


class _Chunk:
    """The searchable lines of one top-level property, in order, and where each belongs."""

    def __init__(self, top: Node, words: Words, kinds: dict[str, int]) -> None:
        self.piece = top.raw
        self._blocks: list[str] = []
        self._parents = array("i")
        self._rows = array("I")
        self._kinds = array("H")
        lines: list[str] = []
        for node, parent in self._walk(top):
            if len(lines) == BLOCK:
                self._blocks.append("\n".join(lines))
                lines.clear()
            lines.append(words(node).casefold().replace("\n", " "))
            self._kinds.append(kinds.setdefault(tags.of_value(node), len(kinds)))
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

    def find(self, words: list[str], kinds: Collection[int] | None) -> list[int]:
        """The numbers of the entries whose line holds every word and whose kind is one of those given, if any are."""
        found: Iterable[int] = self._with(words) if words else range(len(self._rows))
        return list(found if kinds is None else (number for number in found if self._kinds[number] in kinds))

    def _with(self, words: list[str]) -> list[int]:
        found: list[int] = []
        first, *others = words
        for start, block in enumerate(self._blocks):
            if not all(word in block for word in words):
                continue  # most blocks, for a rare word
            lines = block.split("\n")
            hits = list(compress(range(len(lines)), map(contains, lines, repeat(first))))
            for word in others:
                hits = [number for number in hits if word in lines[number]]
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
        """The rows under an entry that is not yet among those shown, opened from the outside in."""
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
        self._kinds: dict[str, int] = {}
        self._snapshot: Snapshot | None = None
        self._by_rights: dict[str, set[Path]] | None = None
        self._stopped = False
        self._said = 0

    def stop(self) -> None:
        """Give up an update under way in another thread; this index is of no further use."""
        self._stopped = True

    def update(self, snapshot: Snapshot) -> None:
        """Take in what changed since the last call; slow the first time (about 4 µs a property, in small steps)."""
        root = Node("", exact_json.raw(b"{}"))
        fresh: dict[str, _Chunk] = {}
        for row, (key, piece) in enumerate(zip(snapshot.keys, snapshot.pieces, strict=True)):
            name = f"{row} {key}"
            old = self._chunks.get(name)
            if old is None or old.piece != piece:
                old = _Chunk(Node(key, piece, root, row), self._say, self._kinds)
            fresh[name] = old
        self._chunks = fresh
        if self._snapshot is None or snapshot.pieces != self._snapshot.pieces:
            self._by_rights = None
        self._snapshot = snapshot

    def _say(self, node: Node) -> str:
        if self._stopped:
            raise StoppedError
        self._said += 1
        if self._said % STRIDE == 0:
            time.sleep(PAUSE)
        return self._words(node)

    def find(self, text: str) -> Found:
        """Every property that holds all the words of `text`, in any case, in its name or its value.

        A word that begins with `@` is a tag that it must have (see `tags`); its beginning is enough.
        """
        total = sum(map(len, self._chunks.values()))
        query = _Query.of(text)
        if query.is_empty:
            return Found(total, total, None)
        if query.places:
            return self._find_places(query, total)
        kinds = None
        if query.kinds:
            kinds = {number for tagged, number in self._kinds.items() if query.fits(tagged)}
        hits, rows = 0, Matches()
        for chunk in self._chunks.values():
            entries = chunk.find(query.words, kinds)
            chunk.mark(entries, rows)
            hits += len(entries)
        return Found(hits, total, rows)

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
        hits, rows = 0, Matches()
        for path in sorted(set.intersection(*wanted)):
            if (node := _at(root, path)) is not None and self._fits(query, node):
                _mark(path, rows)
                hits += 1
        return Found(hits, total, rows)

    def _fits(self, query: _Query, node: Node) -> bool:
        line = self._words(node).casefold()
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
        for part in sorted(text.casefold().split(), key=len, reverse=True):
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


def _mark(path: Path, rows: Matches) -> None:
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
        rows = rows.get(row)
    return rows or None

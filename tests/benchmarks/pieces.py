"""Small parts that people wait for, without a window.

A process of its own: `python -m tests.benchmarks.pieces ROUNDS` prints the median seconds of each as JSON, beside what
it is compared with:

- `list`, `tree`: filtering 10,000 entries of a picker by their slowest word; `plain` looks for one in the same texts;
- `claim`: what a first start pays to know that it is the first; `write` writes one byte into a new file.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import IO

from PySide6.QtWidgets import QApplication

from inspector.domain.references import Entry
from inspector.services import locking
from inspector.ui.references.entries import EntriesModel

ENTRIES = 10_000
WORDS = ("p", "pe", "person 9", "person 99 comp", "zzz", "")


def seconds(act: Callable[[], object]) -> float:
    """How long it takes."""
    began = perf_counter()
    act()
    return perf_counter() - began


def entries(below: int) -> list[Entry]:
    """People with a company and an address; `below` so many of them stand below each other, 0 is a list."""
    return [
        Entry(n, f"Person {n} of Company {n % 97}", f"mail{n}@example.com", parent=below and n // below)
        for n in range(1, ENTRIES + 1)
    ]


def filtering(below: int, rounds: int) -> float:
    """The slowest word."""
    model = EntriesModel()
    model.set_entries(entries(below))
    return max(median(seconds(partial(model.filter, word)) for _ in range(rounds)) for word in WORDS)


def plain(rounds: int) -> float:
    """The least that looking for a word can take in Python: every text is asked whether it holds it."""
    texts = [f"{one.name} {one.hint}".casefold() for one in entries(0)]
    return median(seconds(lambda: [text for text in texts if "person 9" in text]) for _ in range(rounds))


def claiming(rounds: int) -> tuple[float, float]:
    """To claim the place of the first program; to write a file."""
    with tempfile.TemporaryDirectory() as home:
        held: list[IO[bytes]] = []
        claims, writes = [], []
        for number in range(rounds):
            place = Path(home, str(number))
            claims.append(seconds(partial(_claim, place / "running.lock", held)))
            writes.append(seconds(partial((place / "other").write_bytes, b"x")))
        for one in held:
            one.close()
    return median(claims), median(writes)


def _claim(file: Path, held: list[IO[bytes]]) -> None:
    mark = locking.claim(file)
    assert mark is not None
    held.append(mark)


def main(rounds: int) -> dict[str, float]:
    app = QApplication([])
    claim, write = claiming(4 * rounds)
    found = {"list": filtering(0, rounds), "tree": filtering(100, rounds), "plain": plain(rounds)}
    del app
    return {**found, "claim": claim, "write": write}


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]))))

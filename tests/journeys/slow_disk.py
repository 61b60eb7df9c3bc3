"""A disk that takes as long as the journey wants: what is written there is held back, in the thread that writes."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import pytest

from inspector.services import files
from tests.waiting import PATIENCE

Where = Literal["before", "after"]
"""Held back before anything is in the file, or when all of it is and the program has not heard yet."""


class SlowDisk:
    """Files written straight into one folder; all others are written at once."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
        self._folder = folder
        self._really_write = files.write_draft
        self._gates: dict[Where, threading.Event] = {"before": threading.Event(), "after": threading.Event()}
        for gate in self._gates.values():
            gate.set()
        self.begun: list[str] = []
        """The names of the files whose writing began."""
        self.waiting = 0
        """How many are held back now."""
        monkeypatch.setattr(files, "write_draft", self._write)

    def _write(self, path: str | Path, data: bytes) -> None:
        if Path(path).parent != self._folder:
            self._really_write(path, data)
            return
        self.begun.append(Path(path).name)
        self._pass("before")
        self._really_write(path, data)
        self._pass("after")

    def _pass(self, where: Where) -> None:
        self.waiting += not self._gates[where].is_set()
        assert self._gates[where].wait(PATIENCE), "nobody let it go on"

    @contextmanager
    def held(self, where: Where = "before") -> Iterator[None]:
        """Hold back whatever is written meanwhile; at the end it goes on."""
        self._gates[where].clear()
        try:
            yield
        finally:
            self.waiting = 0
            self._gates[where].set()

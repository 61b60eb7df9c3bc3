"""A disk that takes as long as the journey wants: whoever reads or writes there is held back, in their own thread."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import pytest

from inspector.domain.errors import FileTrouble
from inspector.services import files
from tests.waiting import PATIENCE

Where = Literal["before", "after", "reading"]
"""Held back before anything is in the file, or when all of it is and the program has not heard yet; or when read."""


class SlowDisk:
    """Files written straight into one folder; all others are written at once."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
        self._folder = folder
        self._really_write, self._really_read = files.write_draft, files.read_draft
        self._gates: dict[Where, threading.Event] = {
            where: threading.Event() for where in ("before", "after", "reading")
        }
        for gate in self._gates.values():
            gate.set()
        self.begun: list[str] = []
        """The names of the files whose writing began."""
        self._first_only = False
        self.full_for: set[str] = set()
        """The names of files for which there is no room."""
        self.waiting = 0
        """How many are held back now."""
        self.at_work = 0
        """How many are being written."""
        monkeypatch.setattr(files, "write_draft", self._write)
        monkeypatch.setattr(files, "read_draft", self._read)

    def _write(self, path: str | Path, data: bytes, **named: Any) -> None:
        if Path(path).parent != self._folder:
            self._really_write(path, data, **named)
            return
        self.begun.append(Path(path).name)
        self.at_work += 1
        try:
            self._pass("before")
            if Path(path).name in self.full_for:
                raise FileTrouble("disk_full", path=str(path))
            self._really_write(path, data, **named)
            self._pass("after")
        finally:
            self.at_work -= 1

    def _read(self, path: str | Path) -> bytes:
        if Path(path).parent == self._folder:
            self._pass("reading")
        return self._really_read(path)

    def _pass(self, where: Where) -> None:
        if self._first_only and self.waiting:
            return
        self.waiting += not self._gates[where].is_set()
        assert self._gates[where].wait(PATIENCE), "nobody let it go on"

    @contextmanager
    def held(self, where: Where = "before", *, first_only: bool = False) -> Iterator[None]:
        """Hold back whatever comes meanwhile, or only what comes first; at the end it goes on."""
        self._first_only = first_only
        self._gates[where].clear()
        try:
            yield
        finally:
            self.waiting = 0
            self._gates[where].set()

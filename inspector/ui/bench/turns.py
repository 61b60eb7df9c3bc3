"""Who writes a file next: what was begun later is in it last, however slow the disk is."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from weakref import WeakValueDictionary


class Turns:
    """A lock for each file, for all windows; files of other names are not waited for."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def of(self, path: Path) -> asyncio.Lock:
        """To be held while the file is written; those who wait get it in the order in which they came."""
        return self._locks.setdefault(os.path.normcase(path.absolute()), asyncio.Lock())

"""What the program remembers, one for all windows: whoever changes it says so here, and whoever shows it hears it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress

from PySide6.QtCore import QObject, Signal

from inspector.domain.errors import FileTrouble
from inspector.services import settings
from inspector.services.settings import Settings


class Remembered(QObject):
    """The settings in memory, and behind them their file, which one thread writes: the latest is written last."""

    changed = Signal()
    """Something is remembered otherwise than before, whichever window did it."""
    failed = Signal(object)
    """The FileTrouble that kept them from being written; in memory they are as they should be."""

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.settings = settings
        """To be read; changed only within `edit`."""
        self._writer = ThreadPoolExecutor(1, "settings")
        self._last: Future[None] = Future()
        self._last.set_result(None)

    @contextmanager
    def edit(self) -> Iterator[Settings]:
        """The settings, to be changed within the block; then they are written behind, and everybody is told."""
        yield self.settings
        self.keep()

    def keep(self) -> None:
        """They have been changed: write them behind, and tell everybody."""
        data = settings.encode(self.settings)
        self._last.cancel()  # if it has not begun; this one holds all that it held
        self._last = self._writer.submit(settings.write, data)
        self._last.add_done_callback(self._written)
        self.changed.emit()

    def _written(self, done: Future[None]) -> None:
        """Runs in the writer's thread; the signal leads to the window's."""
        if not done.cancelled() and (error := done.exception()):
            self.failed.emit(error)

    async def finish(self) -> None:
        """Wait until the file holds what is remembered, or could not be written, which is then told."""
        with suppress(FileTrouble):  # told already, see above
            await asyncio.wrap_future(self._last)

    def close(self) -> None:
        """The program ends; what was begun is still written."""
        self._writer.shutdown(wait=False)

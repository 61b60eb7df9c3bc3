"""Coroutines started from the window: kept alive, named, cancelled, and never silent."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from typing import Any, Literal, TypeVar

from PySide6.QtCore import QObject, Signal

from inspector.domain.errors import InspectorError

T = TypeVar("T")
Again = Literal["replace", "join", "refuse"]
"""What becomes of a start while something runs under the same name.

`replace`: what runs is cancelled; only the latest counts, as of what is asked or looked for.
`join`: what runs goes on, and its end is the end of both; they are the same, as two saves of one draft.
`refuse`: what runs goes on, and the new one does not happen; they are not the same, as forgetting and trying a secret.
"""


class Tasks(QObject):
    """Runs at most one coroutine per name; each start says what becomes of it while another runs."""

    failed = Signal(object)
    """An exception that a coroutine ended with."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._running: dict[str, asyncio.Task[Any]] = {}
        self._ending: set[asyncio.Task[Any]] = set()

    def start(self, name: str, work: Coroutine[Any, Any, T], *, again: Again) -> asyncio.Task[T] | None:
        """Run `work` under that name; the task that does it, or did already, or None where it was refused."""
        if again != "replace" and self.is_running(name):
            work.close()
            return self._running[name] if again == "join" else None
        self.cancel(name)
        task = asyncio.ensure_future(work)
        self._running[name] = task
        task.add_done_callback(lambda done: self._finished(name, done))
        return task

    def is_running(self, *names: str) -> bool:
        """Whether something runs under one of these names."""
        # One that has just ended is no longer there, though its end has not been told yet.
        return any(name in self._running and not self._running[name].done() for name in names)

    def cancel(self, name: str) -> None:
        """Stop what runs under that name, if anything does."""
        if task := self._running.pop(name, None):
            self._ending.add(task)
            task.add_done_callback(self._ending.discard)
            task.cancel()

    async def finish(self, name: str) -> None:
        """Wait until nothing runs under that name any more; whoever gives up waiting does not stop it."""
        while task := self._running.get(name):
            await asyncio.wait([task])

    async def close(self) -> None:
        """Stop everything, and wait until it has stopped; the caller, if it is one of them, goes on."""
        caller = asyncio.current_task()
        running = [task for task in self._running.values() if task is not caller]
        ending = [task for task in self._ending if task is not caller]
        for task in running:  # those already ending are not disturbed in it
            task.cancel()
        await asyncio.gather(*running, *ending, return_exceptions=True)

    def _finished(self, name: str, task: asyncio.Task[Any]) -> None:
        if self._running.get(name) is task:
            del self._running[name]
        if not task.cancelled() and (error := task.exception()):
            self.failed.emit(error)


@contextmanager
def told(tell: Callable[[Exception], None]) -> Iterator[None]:
    """Tell of whatever ends the block, so that nobody goes on waiting for it.

    What nobody foresaw is then for `Tasks.failed` as well, which has the room for its details.
    """
    try:
        yield
    except InspectorError as error:
        tell(error)
    except Exception as error:
        tell(error)
        raise

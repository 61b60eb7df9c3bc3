"""asyncio on Qt's event loop: qasync's, with what its release 0.28 lacks for the Pythons of today.

Imported after the first paint only: qasync brings asyncio, which takes 50 ms.
"""

from __future__ import annotations

import asyncio
import functools
import sys
from collections.abc import Callable
from contextvars import Context

import qasync
from PySide6.QtCore import QTimerEvent
from PySide6.QtWidgets import QApplication


class EventLoop(qasync.QEventLoop):  # type: ignore[misc,unused-ignore]
    """The one loop of the program; as asyncio's own loops, but in Qt's `exec()`.

    What is overridden, and why it is not qasync's:

    - `run_forever` sets the hooks for asynchronous generators. Without them a download that was cut short ended in
      "async generator ignored GeneratorExit".
    - `call_later` asks qasync's way whether the callback is a coroutine function: by a function of asyncio that is
      deprecated in Python 3.14 and gone in 3.16. Every step of every task comes through here, so that warnings that are
      errors kept even `shutdown_asyncgens()` from its first step ("was never awaited"). asyncio's own loops ask only in
      debug mode; this one never does.
    - Callbacks wait until the loop runs. qasync goes through Qt's events once more after it was told to stop, and so do
      others between two runs, as pytest-qt after each fixture. From Python 3.14 on no task can take a step then ("not
      the running loop"): it was lost, and whoever waited for it, as the end of the program does, waited forever.
    - `_add_reader` and `_add_writer`, which connections call, get a context to run the callback in from Python 3.15 on;
      qasync's refuse it. (On Windows connections do without them.)

    What else Python 3.16 takes away, the event loop policies, nobody here uses from Python 3.12 on: `asyncio.Runner` is
    told how to make this loop.
    """

    def __init__(self, app: QApplication) -> None:
        super().__init__(app, already_running=False)
        self._timer = _Timer(self)

    def run_forever(self) -> int:
        """Run Qt's event loop until `stop`; its exit code."""
        before = sys.get_asyncgen_hooks()
        sys.set_asyncgen_hooks(self._asyncgen_firstiter_hook, self._asyncgen_finalizer_hook)
        try:
            return int(super().run_forever() or 0)
        finally:
            sys.set_asyncgen_hooks(*before)

    def call_later(
        self, delay: float, callback: Callable[..., object], *args: object, context: Context | None = None
    ) -> asyncio.Handle:
        """Have the callback run after so many seconds; `call_soon` and `call_at` come here as well."""
        handle: asyncio.Handle = self._add_callback(asyncio.Handle(callback, args, self, context), delay)
        return handle

    def _add_reader(
        self, fd: int, callback: Callable[..., object], *args: object, context: Context | None = None
    ) -> None:
        super()._add_reader(fd, _within(context, callback), *args)

    def _add_writer(
        self, fd: int, callback: Callable[..., object], *args: object, context: Context | None = None
    ) -> None:
        super()._add_writer(fd, _within(context, callback), *args)


class _Timer(qasync._SimpleTimer):  # type: ignore[misc,unused-ignore]
    def __init__(self, loop: EventLoop) -> None:
        super().__init__()
        self._loop = loop

    def timerEvent(self, event: QTimerEvent) -> None:
        if self._stopped or self._loop.is_running():  # else it comes again
            super().timerEvent(event)


def _within(context: Context | None, callback: Callable[..., object]) -> Callable[..., object]:
    return callback if context is None else functools.partial(context.run, callback)

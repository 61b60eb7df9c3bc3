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


class EventLoop(qasync.QEventLoop):  # type: ignore[misc,unused-ignore]
    """The one loop of the program; as asyncio's own loops, but in Qt's `exec()`.

    What is overridden, and why it is not qasync's:

    - `run_forever` sets the hooks for asynchronous generators. Without them a download that was cut short ended in
      "async generator ignored GeneratorExit".
    - `call_later` asks qasync's way whether the callback is a coroutine function: by a function of asyncio that is
      deprecated in Python 3.14 and gone in 3.16. Every step of every task comes through here, so that warnings that are
      errors kept even `shutdown_asyncgens()` from its first step ("was never awaited"). asyncio's own loops ask only in
      debug mode; this one never does.
    - Callbacks wait until the loop runs: see `_Handle`.
    - `_add_reader` and `_add_writer`, which connections call, get a context to run the callback in from Python 3.15 on;
      qasync's refuse it. (On Windows connections do without them.)

    What else Python 3.16 takes away, the event loop policies, nobody here uses from Python 3.12 on: `asyncio.Runner` is
    told how to make this loop.
    """

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
        handle: asyncio.Handle = self._add_callback(_Handle(callback, args, self, context), delay)
        return handle

    def _add_reader(
        self, fd: int, callback: Callable[..., object], *args: object, context: Context | None = None
    ) -> None:
        super()._add_reader(fd, _within(context, callback), *args)

    def _add_writer(
        self, fd: int, callback: Callable[..., object], *args: object, context: Context | None = None
    ) -> None:
        super()._add_writer(fd, _within(context, callback), *args)


class _Handle(asyncio.Handle):
    """A callback that Qt may call whenever it likes, and that waits until its loop runs.

    qasync has Qt work through its events once more when a loop has ended, and so do others between two runs, as
    pytest-qt after each fixture. A task that took a step there found no loop that runs, and what it had locked, as the
    pool of connections, stayed locked for good; from Python 3.14 on it was lost, and whoever waited for it waited for
    ever.
    """

    _loop: EventLoop

    def _run(self) -> None:
        if self._loop.is_running():
            super()._run()
        else:
            self._loop._add_callback(self, 0)  # noqa: SLF001 - the loop of qasync has no other door


def _within(context: Context | None, callback: Callable[..., object]) -> Callable[..., object]:
    return callback if context is None else functools.partial(context.run, callback)

"""Garbage of tests with Qt: left alone while they run, and collected between them.

Python's collector runs in whatever thread makes the next object, and what it finds it destroys there. An object of Qt
that is destroyed in another thread than its own, or before what hangs on it, takes the process with it.
"""

from __future__ import annotations

import functools
import gc
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication


def bury() -> None:
    """Delete what is to be deleted later, while all that it hangs on is there: only an event loop does it by itself."""
    if QApplication.instance() is not None:
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@contextmanager
def afterwards(*, leaves_file: bool, all_of_it: bool) -> Iterator[None]:
    """Around a test, its fixtures included; without `all_of_it` the collector takes up what is due by then.

    When a file is left, all of its garbage goes, so that none is destroyed by the threads of other tests. What is there
    then stays, as does what was there after the first test: to look through it each time takes longer than some tests.
    """
    gc.disable()
    try:
        yield
    finally:
        bury()
        if all_of_it or leaves_file:
            gc.collect()
        if leaves_file:
            gc.freeze()
        else:
            _freeze_once()
        gc.enable()


@functools.cache
def _freeze_once() -> None:
    """Asking Python how much is set aside would count all of it, 13 ms after each test."""
    gc.freeze()

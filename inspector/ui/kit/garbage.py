"""When Python looks for garbage: in the window's thread, among everything only while nobody uses the program."""

from __future__ import annotations

import gc
import sys

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QGuiApplication, QWindow

OFTEN = 200
"""Milliseconds between two looks among what is new: what is made meanwhile takes 25 ms at most."""
PAUSE = 5_000
"""Milliseconds without a key, a click or a move of the mouse after which nobody minds."""
GROWN = 0.25
"""Of what was left the last time: the share of new things that is worth a search, by Python's own rule."""
GROWING = 0.02
"""The same since the last look: something is being made, as a large ticket's index, and what it makes is no garbage."""
TOO_MUCH = 10_000_000
"""Pieces of memory (`sys.getallocatedblocks`) more than were left the last time, half a gigabyte: nobody is asked."""
_USES = {
    *(QEvent.Type.KeyPress, QEvent.Type.MouseMove, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel),
    *(QEvent.Type.TouchBegin, QEvent.Type.TouchUpdate, QEvent.Type.InputMethod),
}


class Collector(QObject):
    """Takes the search for garbage out of Python's hands; one for the whole program.

    Python searches in whatever thread makes the next object, and destroys there what it finds: a timer or a widget that
    is destroyed in another thread than the window's takes the process with it. And as soon as a quarter is new it
    searches everything that is alive, holding its lock until the end. Beside 100,000 properties that stopped the window
    for 0.2 to 0.5 s while they were still being read, again and again, and for nothing: what is being read is no
    garbage.
    """

    def __init__(self, app: QGuiApplication) -> None:
        super().__init__(app)
        gc.disable()
        self._window: QWindow | None = None
        self._was_used = True
        self._left = self._seen = sys.getallocatedblocks()
        app.focusWindowChanged.connect(self._watch)
        self._watch(app.focusWindow())
        for pause, look in ((OFTEN, self.look_at_new), (PAUSE, self.look_at_all)):
            timer = QTimer(self, interval=pause)
            timer.timeout.connect(look)
            timer.start()

    def look_at_new(self) -> None:
        """Collect among what is new, once, if there is enough of it by Python's own measure."""
        if gc.get_count()[0] > gc.get_threshold()[0]:
            gc.collect(1)  # with 0 it would be looked through again later, ten times as much at once

    def look_at_all(self) -> None:
        """Collect among everything if that is due, and nobody has done anything since the last look."""
        was_used, self._was_used = self._was_used, False
        before, self._seen = self._seen, sys.getallocatedblocks()
        is_growing = self._seen - before > GROWING * before
        is_due = self._seen - self._left > GROWN * self._left
        if self._seen - self._left > TOO_MUCH or (is_due and not was_used and not is_growing):
            gc.collect()
            self._left = self._seen = sys.getallocatedblocks()

    def _watch(self, window: QWindow | None) -> None:
        """Whatever a person does comes to the window with the focus first."""
        self._was_used = True
        if self._window is not None:
            self._window.removeEventFilter(self)
            self._window.destroyed.disconnect(self._forget)
        self._window = window
        if window is not None:
            window.installEventFilter(self)
            window.destroyed.connect(self._forget)

    def _forget(self) -> None:
        self._window = None

    def eventFilter(self, _window: QObject, event: QEvent) -> bool:
        """Keep in mind that the program is being used, and let everything through."""
        if event.type() in _USES:
            self._was_used = True
        return False

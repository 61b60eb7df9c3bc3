"""A screen that shows a picture a second: what changes in between is painted once, as it is then.

Nobody looks at what a journey passes through, and to paint the tree takes 10 ms, some thirty times in a journey.
"""

from __future__ import annotations

from typing import ClassVar

import pytest
import shiboken6
from PySide6.QtCore import QEvent, QTimer

from inspector.ui.window.window import MainWindow

PICTURE = 1000
"""Milliseconds from a change to the picture of it, unless something asks for that earlier."""
_PAINT = QEvent.Type.UpdateRequest
_event = MainWindow.event


class SlowScreen:
    """What windows are on while this is laid; dialogs and menus are painted at once."""

    _due: ClassVar[dict[MainWindow, QTimer]] = {}
    """The windows that have changed since they were last painted."""

    @classmethod
    def lay(cls, monkeypatch: pytest.MonkeyPatch) -> None:
        """From here to the end of the test."""
        monkeypatch.setattr(MainWindow, "event", cls._take)

    @staticmethod
    def _take(window: MainWindow, event: QEvent) -> bool:
        if event.type() is not _PAINT:
            return _event(window, event)
        if window not in SlowScreen._due:
            timer = SlowScreen._due[window] = QTimer(window, singleShot=True, interval=PICTURE)
            timer.timeout.connect(lambda: SlowScreen._paint(window))
            timer.start()
        return True

    @classmethod
    def _paint(cls, window: MainWindow) -> None:
        if (timer := cls._due.pop(window, None)) is not None and shiboken6.isValid(window):
            timer.deleteLater()
            _event(window, QEvent(_PAINT))

    @classmethod
    def catch_up(cls) -> None:
        """Paint what is still due: each journey's end is seen."""
        for window in list(cls._due):
            cls._paint(window)

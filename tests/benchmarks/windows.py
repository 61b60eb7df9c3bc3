"""A process that says when its window is painted: `python -m tests.benchmarks.windows program` or `… bare`.

The program goes on until everything is in its window and painted, says so, does for a second what it does after its
start, and says how long it answered nothing in that second at most. This module imports nothing that the window itself
does not need, so that both sides carry the same small burden.
"""

from __future__ import annotations

import os
import sys
from typing import Any

AFTER = 1.0
"""Seconds after the start in which a person may do something."""
TICK = 5
"""Milliseconds between two ticks of the timer that shows whether the window answers."""


def _say(word: str) -> None:
    print(word, flush=True)


def _leave(word: str) -> None:
    _say(word)
    os._exit(0)  # taking the window down is not what is measured


def _program() -> None:
    from inspector import app

    make, go_on = app._Program._make_window, app._Program._begin

    def watched(self: Any, app: Any) -> Any:
        from PySide6.QtCore import QTimer

        window = make(self, app)
        window.first_painted.connect(lambda: QTimer.singleShot(0, lambda: _say("painted")))
        return window

    async def begin(self: Any, workspace: Any) -> None:
        workspace.window.repaint()
        _say("ready" if _is_whole(workspace.window) else "not everything is to be seen")
        await _standstill(go_on(self, workspace))

    app._Program._make_window = watched  # type: ignore[method-assign]
    app._Program._begin = begin  # type: ignore[method-assign]
    app.main([])


def _is_whole(window: Any) -> bool:
    """Whether what a person sees at the start is there, laid out: the card, its buttons, the menus, the status bar."""
    card = window.welcome
    seen = (card.sign_in_button, card.demo_button, card.open_button, window.menuBar(), window.statusBar())
    return all(not part.visibleRegion().isEmpty() for part in seen) and len(window.actions_by_name) > 0


async def _standstill(going_on: Any) -> None:
    """Say the longest time between two ticks, in seconds."""
    import asyncio
    from itertools import pairwise
    from time import perf_counter

    from PySide6.QtCore import Qt, QTimer

    ticks = [perf_counter()]
    timer = QTimer(interval=TICK, timerType=Qt.TimerType.PreciseTimer)
    timer.timeout.connect(lambda: ticks.append(perf_counter()))
    timer.start()
    await going_on
    await asyncio.sleep(AFTER)
    _leave(str(max(later - earlier for earlier, later in pairwise(ticks))))


def _bare() -> None:
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QMainWindow, QTreeView

    class Window(QMainWindow):
        def paintEvent(self, event: Any) -> None:
            super().paintEvent(event)
            QTimer.singleShot(0, lambda: _leave("painted"))  # when the tree inside is painted too

    app = QApplication(sys.argv[:1])
    window = Window()
    window.setCentralWidget(QTreeView())
    window.resize(1280, 800)
    window.show()
    app.exec()


if __name__ == "__main__":
    {"program": _program, "bare": _bare}[sys.argv[1]]()

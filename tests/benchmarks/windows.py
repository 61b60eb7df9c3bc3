"""A process that says when its window is painted: `python -m tests.benchmarks.windows program` or `… bare`.

The program goes on until everything is in its window and painted, and ends then. This module imports nothing
that the window itself does not need, so that both sides carry the same small burden.
"""

from __future__ import annotations

import os
import sys
from typing import Any


def _say(word: str) -> None:
    print(word, flush=True)


def _leave(word: str) -> None:
    _say(word)
    os._exit(0)  # taking the window down is not what is measured


def _program() -> None:
    from inspector import app

    make = app._Program._make_window

    def watched(self: Any, app: Any) -> Any:
        from PySide6.QtCore import Qt

        window = make(self, app)
        window.first_painted.connect(lambda: _say("painted"), Qt.ConnectionType.QueuedConnection)
        return window

    async def begin(self: Any, workspace: Any) -> None:
        workspace.window.repaint()
        _leave("ready")

    app._Program._make_window = watched  # type: ignore[method-assign]
    app._Program._begin = begin  # type: ignore[method-assign]
    app.main([])


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

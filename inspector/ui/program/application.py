"""The application object: on macOS the system hands it the drafts that are double-clicked, rather than as arguments."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication


class Application(QApplication):
    """Tells of files that the system wants opened, and keeps those that come before anybody listens."""

    file_wanted = Signal(object)
    """The Path of a draft."""

    def __init__(self, arguments: list[str]) -> None:
        super().__init__(arguments)
        self._early: list[Path] | None = []

    def early_files(self) -> list[Path]:
        """The files that came before now; from here on the signal tells of each."""
        early, self._early = self._early or [], None
        return early

    def event(self, event: QEvent) -> bool:
        """Qt's own events, and files to open."""
        if isinstance(event, QFileOpenEvent) and event.file():
            path = Path(event.file())
            if self._early is None:
                self.file_wanted.emit(path)
            else:
                self._early.append(path)
            return True
        return super().event(event)

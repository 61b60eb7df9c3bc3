"""When a view was painted."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QAbstractItemView


class Painting(QObject):
    """Watches the painting of a view, for as long as it is kept."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__()
        self.painted = False
        self._view = view  # a view must live as long as someone waits for it
        view.viewport().installEventFilter(self)

    def forget(self) -> None:
        """From here on only a new painting counts; one is asked for."""
        self.painted = False
        self._view.viewport().update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.painted |= event.type() is QEvent.Type.Paint
        return super().eventFilter(watched, event)

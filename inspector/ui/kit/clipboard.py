"""What is on the clipboard. Where nothing is, Qt has no data at all, which its signature does not tell."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication


def held() -> QMimeData | None:
    """What is there; None where nothing is."""
    return QGuiApplication.clipboard().mimeData()


def leave_as_text() -> None:
    """The program ends: what Python put there stays as Qt's own text, for Qt can't take ours apart without Python."""
    data = held()
    if data is not None and shiboken6.createdByPython(data):
        QGuiApplication.clipboard().setText(data.text())

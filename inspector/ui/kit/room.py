"""How large a window may be: what it asks for, within the screen it is on."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

FRAME = QSize(16, 48)
"""Logical pixels that a desktop may lay around a window."""


def room(widget: QWidget) -> QSize:
    """What its screen has for it, within a frame."""
    return widget.screen().availableGeometry().size() - FRAME

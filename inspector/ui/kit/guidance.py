"""Which page of the guide tells of what has the keyboard: a note on panes and dialogs, read when F1 is pressed."""

from __future__ import annotations

from typing import Literal

from PySide6.QtWidgets import QWidget

Page = Literal["getting-in", "reading", "why", "drafts", "keys"]
"""The names of the pages, in their order; a test holds that they are there, in every language."""
_NOTE = "guide"


def explain(widget: QWidget, page: Page) -> None:
    """That page tells of this widget, and of all in it that has no note of its own."""
    widget.setProperty(_NOTE, page)


def page_of(widget: QWidget | None) -> str:
    """The page that tells of this widget, of what it lies in, or of what it was opened from."""
    while widget is not None:
        if page := widget.property(_NOTE):
            return str(page)
        widget = widget.parentWidget()
    return "getting-in"

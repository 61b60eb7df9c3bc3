"""A screen reader finds a name at everything that takes the keyboard: in the window, its panes and its dialogs."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget

from tests.journeys.program import Program


def in_sight() -> set[QWidget]:
    """Everything that can be seen now."""
    return {widget for widget in QApplication.allWidgets() if widget.isVisible()}


def nameless() -> list[str]:
    """What is in sight, takes the keyboard and has no name."""
    found = []
    for widget in QApplication.allWidgets():
        takes = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isEnabled()
        if not (takes and widget.isVisible() and widget.focusProxy() is None):
            continue
        face = QAccessible.queryAccessibleInterface(widget)
        if face is None or not face.text(QAccessible.Text.Name).strip():
            found.append(f"{type(widget).__name__} in {_line(widget)}")
    return found


def _line(widget: QWidget | None) -> str:
    names = []
    while widget is not None:
        names.append(widget.objectName() or type(widget).__name__)
        widget = widget.parentWidget()
    return " < ".join(names[1:4])


VERBS = (
    *(("File", "Sign In…"), ("Edit", "Go to Path…"), ("Edit", "Edit in Large Editor…"), ("View", "Raw JSON")),
    *(("View", "History"), ("View", "Request Log"), ("Connection", "Rebase onto New Defaults…")),
    *(("Connection", "Who Am I…"), ("Connection", "Manage Connections…"), ("Connection", "Stored Secrets…")),
    *(("Help", "About Ticket Draft Inspector"), ("Help", "Check for Updates…"), ("File", "Save Draft As…")),
)

BESIDE = {"Go to Path…", "Raw JSON", "History", "Request Log", "Who Am I…"}
"""What leaves the window in front; all else comes before it."""


@pytest.mark.parametrize("verb", VERBS, ids=[verb[1] for verb in VERBS])
async def test_everything_has_a_name(demo: Program, verb: tuple[str, ...]) -> None:
    await demo.select("Title")
    assert nameless() == []
    before = in_sight()
    await demo.menu(*verb)
    in_front = verb[1] not in BESIDE
    await demo.until(
        lambda: demo._front() is not demo._window if in_front else in_sight() - before, "what was asked for"
    )
    found = nameless()
    if verb[1] == "Save Draft As…":  # Qt's own dialog, where the system has none
        found = [one for one in found if "QFileDialog" not in one]
    assert found == []


@pytest.mark.parametrize(
    "name", ["Category", "Person", "BaseStatus", "Deadline", "Slevel", "Title", "AlertLevel"]
)
async def test_every_editor_has_a_name(demo: Program, name: str) -> None:
    await demo.select(name)
    before = in_sight()
    await demo.press("F2")
    await demo.until(lambda: in_sight() - before, "the editor")
    assert nameless() == []

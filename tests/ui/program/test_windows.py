"""Where a further window opens."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect

from inspector.ui.program.windows import within

ROOM = QRect(0, 24, 1366, 744)


@pytest.mark.parametrize(
    ("place", "found"),
    [
        (QRect(32, 56, 800, 600), QRect(32, 56, 800, 600)),
        (QRect(700, 300, 800, 600), QRect(566, 168, 800, 600)),
        (QRect(-50, 0, 800, 600), QRect(0, 24, 800, 600)),
        (QRect(32, 56, 1920, 1080), ROOM),
    ],
)
def test_a_window_opens_inside_the_screen(place: QRect, found: QRect) -> None:
    assert within(ROOM, place) == found

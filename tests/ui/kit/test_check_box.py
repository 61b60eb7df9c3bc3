"""A long text of a check box is there in full, at any width that holds its longest word."""

from __future__ import annotations

from PySide6.QtCore import QRect
from pytestqt.qtbot import QtBot

from inspector.ui.kit.check_box import WrappingCheckBox

TEXT = "Remember the pass&word in this computer's keyring (SecretService Keyring)"


def last_column(box: WrappingCheckBox, rows: QRect) -> int:
    """The rightmost column in which something is drawn."""
    picture = box.grab(rows).toImage()
    ground = picture.pixelColor(picture.width() - 1, 0)
    return max(
        x
        for x in range(picture.width())
        if any(picture.pixelColor(x, y) != ground for y in range(picture.height()))
    )


def test_one_line_where_there_is_room(qtbot: QtBot) -> None:
    box = WrappingCheckBox(TEXT)
    qtbot.addWidget(box)
    hint = box.sizeHint()
    assert box.heightForWidth(hint.width()) == hint.height()
    assert box.heightForWidth(hint.width() - 1) > hint.height()


def test_at_its_smallest_every_line_is_drawn_whole(qtbot: QtBot) -> None:
    box = WrappingCheckBox(TEXT)
    qtbot.addWidget(box)
    width = box.minimumSizeHint().width()
    assert width < box.sizeHint().width() / 3
    assert "".join(box._lines(width)).replace(" ", "") == TEXT.replace(" ", "")
    for room in (width, width + 40, width * 2):
        box.resize(room + 20, box.heightForWidth(room))
        box.setFixedWidth(room)
        assert last_column(box, box.rect()) < room
        lines = box._lines(room)
        assert all(box._width_of(line) <= room - box._frame() for line in lines)
        assert box.height() >= len(lines) * box.fontMetrics().height()


def test_a_click_on_any_line_counts(qtbot: QtBot) -> None:
    box = WrappingCheckBox(TEXT)
    qtbot.addWidget(box)
    width = box.minimumSizeHint().width()
    box.resize(width, box.heightForWidth(width))
    assert all(
        box.hitButton(box.rect().topLeft() + offset)
        for offset in (box.rect().center(), box.rect().bottomRight() / 2)
    )

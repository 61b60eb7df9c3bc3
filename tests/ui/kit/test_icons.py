"""Drawings: each there, in its colour, crisp, and following the theme."""

from __future__ import annotations

import subprocess
import sys

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QApplication

from inspector import resources
from inspector.ui.kit.theme import Theme, load_colours

ICONS = [
    "lock",
    "lock-screen",
    "key",
    "eye",
    "eye-off",
    "asterisk",
    "calendar",
    "empty-set",
    "pencil",
    "revert",
    "refresh",
    "search",
    "close",
    "check",
    "warning",
    "error",
    "info",
    "chevron-left",
    "chevron-right",
    "chevron-down",
    "chevron-up",
    "plug",
    "user",
    "globe",
    "clock",
    "file",
    "save",
    "folder-open",
    "undo",
    "redo",
    "copy",
    "filter",
    "question",
    "plus",
    "app",
]


@pytest.mark.parametrize("name", ICONS)
def test_every_icon_is_drawn_in_its_colour(theme: Theme, name: str) -> None:
    image = theme.pixmap(name, "violet", 16, 2.0).toImage()
    assert image.size() == QSize(32, 32)
    seen = {
        image.pixelColor(x, y).name()
        for x in range(32)
        for y in range(32)
        if image.pixelColor(x, y).alpha() == 255
    }
    assert seen
    if name != "app":
        assert seen == {theme.colour("violet").name()}


def test_no_icon_is_missing_from_the_list() -> None:
    assert {file.stem for file in (resources.folder() / "icons").glob("*.svg")} == set(ICONS)


def test_the_application_icon_as_png(qapp: QApplication) -> None:
    assert QPixmap(str(resources.path("icons/app.png"))).size() == QSize(256, 256)


def test_an_unknown_icon_is_an_error(theme: Theme) -> None:
    with pytest.raises(FileNotFoundError):
        theme.pixmap("no-such-drawing")


def centre(pixmap: QPixmap) -> str:
    image = pixmap.toImage()
    return image.pixelColor(image.width() // 2, image.height() // 2).name()


def test_an_icon_is_crisp_and_follows_the_theme(theme: Theme) -> None:
    icon = theme.icon("plus", "text")
    assert icon.pixmap(QSize(16, 16), 3.0).size() == QSize(48, 48)
    light = centre(icon.pixmap(QSize(16, 16), 2.0))
    theme.set_appearance("dark")
    dark = centre(icon.pixmap(QSize(16, 16), 2.0))
    assert (light, dark) == (load_colours("light")["text"].name(), load_colours("dark")["text"].name())


def test_an_icon_of_a_disabled_control_is_faint(theme: Theme) -> None:
    pixmap = theme.icon("plus").pixmap(QSize(16, 16), 2.0, QIcon.Mode.Disabled)
    assert centre(pixmap) == theme.colour("faint").name()


def test_a_copied_icon_outlives_the_first(theme: Theme) -> None:
    copies = []
    for _ in range(50):
        copy = QIcon(theme.icon("plus"))
        copy.addPixmap(QPixmap(4, 4))  # makes Qt clone the engine
        copies.append(copy)
    assert all(centre(copy.pixmap(QSize(16, 16), 1.0)) == theme.colour("text").name() for copy in copies)


def test_no_svg_is_read_before_the_first_icon_is_drawn() -> None:
    code = (
        "import sys; from PySide6.QtWidgets import QApplication; app = QApplication(['x', '-platform', 'offscreen']);"
        "from inspector.ui.kit.theme import Theme; t = Theme(app); i = t.icon('lock');"
        "assert 'PySide6.QtSvg' not in sys.modules; i.pixmap(16); assert 'PySide6.QtSvg' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=resources.folder().parent)  # noqa: S603

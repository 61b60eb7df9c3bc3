"""Drawings in the colours of the theme: SVG files whose `currentColor` is filled in when they are drawn."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import ClassVar

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QIconEngine, QImage, QPainter, QPixmap, QPixmapCache

from inspector import resources


class Engine(QIconEngine):
    """An icon that asks for its colour by name whenever it is drawn: a change of theme needs no new icons."""

    # Qt owns a clone, but PySide does not know: without a reference here it would die under Qt's hands.
    _clones: ClassVar[list[QIconEngine]] = []

    def __init__(self, name: str, colour: str, colour_of: Callable[[str], QColor]) -> None:
        super().__init__()
        self._name, self._colour, self._colour_of = name, colour, colour_of

    def clone(self) -> QIconEngine:
        """A copy, as Qt asks for when an icon is changed."""
        clone = Engine(self._name, self._colour, self._colour_of)
        self._clones.append(clone)
        return clone

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Draw in the middle of `rect`, as large a square as fits."""
        side = min(rect.width(), rect.height())
        square = QRect(0, 0, side, side)
        square.moveCenter(rect.center())
        painter.drawPixmap(square, self._drawn(side, painter.device().devicePixelRatio(), mode))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """The drawing at `size` in device pixels."""
        return self._drawn(min(size.width(), size.height()), 1.0, mode)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        """The drawing at `size` in logical pixels, for a screen of that scale."""
        return self._drawn(min(size.width(), size.height()), scale, mode)

    def _drawn(self, side: int, ratio: float, mode: QIcon.Mode) -> QPixmap:
        name = "faint" if mode == QIcon.Mode.Disabled else self._colour
        return draw(self._name, self._colour_of(name), side, ratio)


def quiet(name: str) -> QIcon:
    """The drawing in the palette's colour for asides; for code that has no theme at hand."""
    return QIcon(Engine(name, "muted", lambda _colour: QGuiApplication.palette().placeholderText().color()))


def draw(name: str, colour: QColor, size: int, ratio: float) -> QPixmap:
    """The drawing `icons/NAME.svg`, `size` logical pixels square; kept in Qt's pixmap cache.

    Raises FileNotFoundError where there is no such drawing.
    """
    key = f"{name}/{colour.name()}/{size}/{ratio}"
    pixmap = QPixmap()
    if QPixmapCache.find(key, pixmap):
        return pixmap
    from PySide6.QtSvg import QSvgRenderer  # noqa: PLC0415 - the first icon is drawn after the window is up

    drawing = QSvgRenderer(_source(name).replace("currentColor", colour.name()).encode())
    image = QImage(QSize(size, size) * ratio, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    drawing.render(painter, QRectF(0, 0, size, size))
    painter.end()
    pixmap = QPixmap.fromImage(image)
    QPixmapCache.insert(key, pixmap)
    return pixmap


@lru_cache(maxsize=64)
def _source(name: str) -> str:
    return resources.path(f"icons/{name}.svg").read_text(encoding="utf-8")

"""The program's icon in the forms that systems want, drawn from `resources/icons/app.svg`."""

from __future__ import annotations

import os
import struct
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtGui import QGuiApplication, QImage

ROOT = Path(__file__).resolve().parent.parent
SVG = ROOT / "resources" / "icons" / "app.svg"
ICO = (16, 20, 24, 32, 40, 48, 64, 256)
"""Pixels: what Windows shows at 100 to 250 %."""
ICNS = {
    b"ic04": 16,
    b"ic05": 32,
    b"ic07": 128,
    b"ic08": 256,
    b"ic09": 512,
    b"ic10": 1024,
    b"ic11": 32,
    b"ic12": 64,
    b"ic13": 256,
    b"ic14": 512,
}
"""Pixels by the type of macOS's icon file, as Apple's iconutil writes it; ic11 to ic14 are those of Retina screens."""
ARGB = (b"ic04", b"ic05")
"""Those that are not PNG: a .app would not show a PNG of their size (Wikipedia, Apple Icon Image format)."""
WIZARD = (164, 314)
"""Width and height of the picture that NSIS shows on the first and last page, at 100 % (Modern UI 2)."""
HICOLOR = (16, 24, 32, 48, 64, 128, 256, 512)


def png(pixels: int) -> bytes:
    """The icon as a square PNG."""
    return _bytes(_drawn(pixels), "PNG")


def argb(pixels: int) -> bytes:
    """The icon in macOS's form for small ones: opacity, red, green and blue one after the other, in runs of 128 bytes.

    Each run begins with its length less one; runs of one repeated byte would be shorter, and nobody needs that.
    """
    blue_first = bytes(_drawn(pixels).constBits())  # as a little-endian computer has it
    channels = b"".join(blue_first[channel::4] for channel in (3, 2, 1, 0))
    return b"ARGB" + b"".join(b"\x7f" + channels[at : at + 128] for at in range(0, len(channels), 128))


def _drawn(pixels: int) -> QImage:
    from PySide6.QtCore import Qt  # noqa: PLC0415 - most steps need no icon
    from PySide6.QtGui import QImage, QPainter  # noqa: PLC0415
    from PySide6.QtSvg import QSvgRenderer  # noqa: PLC0415

    app = _application()
    image = QImage(pixels, pixels, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(SVG)).render(painter)
    painter.end()
    del app
    return image


def wizard(scale: int) -> bytes:
    """The picture beside the text of the Windows wizard, a 24-bit BMP: the icon on the light theme's background."""
    from PySide6.QtCore import QRectF  # noqa: PLC0415
    from PySide6.QtGui import QColor, QImage, QPainter  # noqa: PLC0415
    from PySide6.QtSvg import QSvgRenderer  # noqa: PLC0415

    app = _application()
    colours = tomllib.loads((ROOT / "resources" / "themes" / "light.toml").read_text("utf-8"))
    width, height = WIZARD
    image = QImage(width * scale, height * scale, QImage.Format.Format_RGB888)
    image.fill(QColor(colours["backgrounds"]["selection"]))
    painter = QPainter(image)
    painter.scale(scale, scale)
    side = width * 0.62
    QSvgRenderer(str(SVG)).render(painter, QRectF((width - side) / 2, (height - side) * 0.42, side, side))
    painter.fillRect(QRectF(width - 1, 0, 1, height), QColor(colours["lines"]["line"]))
    painter.end()
    del app
    return _bytes(image, "BMP")


def _application() -> QGuiApplication:
    """Painting needs one; it lives as long as something refers to it."""
    from PySide6.QtGui import QGuiApplication  # noqa: PLC0415

    app = QGuiApplication.instance()
    if isinstance(app, QGuiApplication):
        return app
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return QGuiApplication([])


def _bytes(image: QImage, form: str) -> bytes:
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice  # noqa: PLC0415

    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, form)  # type: ignore[call-overload]  # the stub wants bytes, Qt a text
    return bytes(held.data())


def ico() -> bytes:
    """The icon file of Windows, with PNG inside, which it has read since Vista."""
    pictures = [png(pixels) for pixels in ICO]
    offset = 6 + 16 * len(pictures)
    entries = b""
    for pixels, picture in zip(ICO, pictures, strict=True):
        side = pixels % 256  # 0 stands for 256
        entries += struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(picture), offset)
        offset += len(picture)
    return struct.pack("<HHH", 0, 1, len(pictures)) + entries + b"".join(pictures)


def icns() -> bytes:
    """The icon file of macOS."""
    parts = b""
    for kind, pixels in ICNS.items():
        picture = argb(pixels) if kind in ARGB else png(pixels)
        parts += kind + struct.pack(">I", 8 + len(picture)) + picture
    return b"icns" + struct.pack(">I", 8 + len(parts)) + parts

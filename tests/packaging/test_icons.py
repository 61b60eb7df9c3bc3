"""The icon files hold every size that their systems ask for."""

from __future__ import annotations

import math
import struct
from types import ModuleType

import pytest
from PySide6.QtWidgets import QApplication

from tests.packaging.loading import load

PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture(scope="module")
def icons() -> ModuleType:
    return load("icons.py")


def side(picture: bytes) -> int:
    assert picture.startswith(PNG)
    width: int
    width, height = struct.unpack(">II", picture[16:24])
    assert width == height
    return width


def argb_side(picture: bytes) -> int:
    """As macOS reads it, which also knows runs of one repeated byte."""
    assert picture.startswith(b"ARGB")
    pixels, at = 0, 4
    while at < len(picture):
        control = picture[at]
        pixels += control + 1 if control < 128 else control - 125
        at += control + 2 if control < 128 else 2
    assert at == len(picture)
    return math.isqrt(pixels // 4)


def test_ico(qapp: QApplication, icons: ModuleType) -> None:
    data = icons.ico()
    assert struct.unpack("<HHH", data[:6]) == (0, 1, len(icons.ICO))
    for number, pixels in enumerate(icons.ICO):
        entry = struct.unpack("<BBBBHHII", data[6 + 16 * number : 22 + 16 * number])
        assert entry[0] == entry[1] == pixels % 256
        assert side(data[entry[7] : entry[7] + entry[6]]) == pixels


def test_icns(qapp: QApplication, icons: ModuleType) -> None:
    data = icons.icns()
    assert data[:4] == b"icns"
    assert struct.unpack(">I", data[4:8])[0] == len(data)
    found, at = {}, 8
    while at < len(data):
        kind, length = data[at : at + 4], struct.unpack(">I", data[at + 4 : at + 8])[0]
        picture = data[at + 8 : at + length]
        found[kind] = argb_side(picture) if kind in icons.ARGB else side(picture)
        at += length
    assert found == icons.ICNS


def test_small_pictures_have_their_colours_in_the_order_of_macos(
    qapp: QApplication, icons: ModuleType
) -> None:
    from PySide6.QtGui import QImage

    pixels, image = 16, QImage.fromData(icons.png(16))
    packed = icons.argb(pixels)[4:]
    plain = b"".join(packed[at + 1 : at + 129] for at in range(0, len(packed), 129))
    middle = 8 * pixels + 8
    colour = image.pixelColor(8, 8)
    assert [plain[middle + channel * pixels * pixels] for channel in range(4)] == [
        *(colour.alpha(), colour.red(), colour.green(), colour.blue()),
    ]


def test_the_icon_is_drawn(qapp: QApplication, icons: ModuleType) -> None:
    from PySide6.QtGui import QImage

    image = QImage.fromData(icons.png(64))
    assert image.pixelColor(0, 0).alpha() < 255, "round corners"
    assert image.pixelColor(32, 32).alpha() == 255


@pytest.mark.parametrize("scale", [1, 2])
def test_the_wizard_s_picture_is_of_the_kind_that_nsis_reads(
    qapp: QApplication, icons: ModuleType, scale: int
) -> None:
    data = icons.wizard(scale)
    assert data[:2] == b"BM"
    header, width, height, planes, bits, compression = struct.unpack("<IiiHHI", data[14:34])
    assert (header, planes, bits, compression) == (40, 1, 24, 0), "Windows 3.x, uncompressed"
    assert (width, abs(height)) == (164 * scale, 314 * scale)

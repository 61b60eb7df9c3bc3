"""The icon files hold every size that their systems ask for."""

from __future__ import annotations

import struct

import pytest

from tests.packaging.loading import load

PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture(scope="module")
def icons():
    return load("icons.py")


def side(picture: bytes) -> int:
    assert picture.startswith(PNG)
    width, height = struct.unpack(">II", picture[16:24])
    assert width == height
    return width


def test_ico(qapp, icons):
    data = icons.ico()
    assert struct.unpack("<HHH", data[:6]) == (0, 1, len(icons.ICO))
    for number, pixels in enumerate(icons.ICO):
        entry = struct.unpack("<BBBBHHII", data[6 + 16 * number : 22 + 16 * number])
        assert entry[0] == entry[1] == pixels % 256
        assert side(data[entry[7] : entry[7] + entry[6]]) == pixels


def test_icns(qapp, icons):
    data = icons.icns()
    assert data[:4] == b"icns"
    assert struct.unpack(">I", data[4:8])[0] == len(data)
    found, at = {}, 8
    while at < len(data):
        kind, length = data[at : at + 4], struct.unpack(">I", data[at + 4 : at + 8])[0]
        found[kind] = side(data[at + 8 : at + length])
        at += length
    assert found == icons.ICNS


def test_the_icon_is_drawn(qapp, icons):
    from PySide6.QtGui import QImage

    image = QImage.fromData(icons.png(64))
    assert image.pixelColor(0, 0).alpha() < 255, "round corners"
    assert image.pixelColor(32, 32).alpha() == 255


@pytest.mark.parametrize("scale", [1, 2])
def test_the_wizard_s_picture_is_of_the_kind_that_nsis_reads(qapp, icons, scale):
    data = icons.wizard(scale)
    assert data[:2] == b"BM"
    header, width, height, planes, bits, compression = struct.unpack("<IiiHHI", data[14:34])
    assert (header, planes, bits, compression) == (40, 1, 24, 0), "Windows 3.x, uncompressed"
    assert (width, abs(height)) == (164 * scale, 314 * scale)

"""The machine code in a folder, recognised by what it is and not by its name: a framework's main file has no extension.

`python packaging/macos/macho.py APP` lists what must be signed before the .app itself, inner things first, each with
a zero byte after it: all files of machine code except the .app's own program, then the frameworks around them.
"""

from __future__ import annotations

import struct
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

THIN, FAT = b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe"
"""How files begin: MH_MAGIC_64 of one machine, FAT_MAGIC of several (mach-o/loader.h, mach-o/fat.h)."""
MACHINES = {0x01000007: "x86_64", 0x0100000C: "arm64"}
LC_VERSION_MIN_MACOSX, LC_BUILD_VERSION = 0x24, 0x32


class Slice(NamedTuple):
    """What a file has for one machine."""

    machine: str
    minimum: tuple[int, int]
    """The oldest macOS that it was built for; (0, 0) where it doesn't say."""


def slices(file: Path) -> list[Slice]:
    """What a file has for each machine; nothing where it is not machine code."""
    with file.open("rb") as stream:
        magic = stream.read(4)
        if magic == THIN:
            return [_slice(stream, 0)]
        if magic != FAT:
            return []
        (count,) = struct.unpack(">I", stream.read(4).ljust(4, b"\xff"))
        if count > 30:  # a Java class begins the same way, and goes on with a version of at least 45
            return []
        entries = [struct.unpack(">5I", stream.read(20)) for _ in range(count)]
        return [_slice(stream, offset) for _machine, _kind, offset, _size, _align in entries]


def _slice(stream: BinaryIO, start: int) -> Slice:
    stream.seek(start)
    _magic, machine, _variant, _kind, count, size, _flags, _ = struct.unpack("<8I", stream.read(32))
    return Slice(MACHINES.get(machine, hex(machine)), _minimum(stream.read(size), count))


def _minimum(commands: bytes, count: int) -> tuple[int, int]:
    at = 0
    for _ in range(count):
        command, size, first, second = struct.unpack_from("<4I", commands.ljust(at + 16, b"\0"), at)
        if command in (LC_BUILD_VERSION, LC_VERSION_MIN_MACOSX):
            packed = second if command == LC_BUILD_VERSION else first
            return packed >> 16, packed >> 8 & 0xFF
        at += size
    return 0, 0


def files(folder: Path) -> Iterator[Path]:
    """The files of machine code below a folder, deeper ones first; links do not count."""
    found = [file for file in folder.rglob("*") if file.is_file() and not file.is_symlink()]
    yield from (file for file in sorted(found, key=_depth) if slices(file))


def _depth(path: Path) -> tuple[int, Path]:
    return -len(path.parts), path


def to_sign(app: Path) -> list[Path]:
    """What must be signed before the .app, which seals it: inner things first."""
    programs = app / "Contents" / "MacOS"
    code = [file for file in files(app / "Contents") if file.parent != programs]
    frameworks = [one for one in app.rglob("*.framework") if one.is_dir() and not one.is_symlink()]
    return code + sorted(frameworks, key=_depth)


if __name__ == "__main__":
    for path in to_sign(Path(sys.argv[1])):
        sys.stdout.buffer.write(bytes(path) + b"\0")

"""Whether a .app has what macOS wants of it: `python packaging/macos/check.py APP [MACHINE]`.

Each fault is told in one line. Files are only read, so this works on every system. What only a Mac can say (signatures,
whether it starts) is left to codesign and the smoke test.
"""

from __future__ import annotations

import os
import platform
import plistlib
import struct
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path, PurePath
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(HERE), str(HERE.parent)]

import bundle  # noqa: E402
import icons  # noqa: E402
import macho  # noqa: E402
import needed  # noqa: E402

VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
LANGUAGES = sorted(file.stem for file in (ROOT / "resources" / "translations").glob("*.json"))


def faults(app: Path, machine: str) -> Iterator[str]:
    """What is wrong, in words."""
    info = plistlib.loads((app / "Contents" / "Info.plist").read_bytes())
    yield from _description(info)
    yield from _icons(app, info)
    yield from _document_types(info)
    yield from _code(app, info, machine)
    yield from _links(app)
    yield from _parts(app)
    yield from _data(app)


def _description(info: dict[str, Any]) -> Iterator[str]:
    """Info.plist says what bundle.py does, and what PyInstaller adds."""
    said = {
        "CFBundleIdentifier": bundle.IDENTIFIER,
        "CFBundlePackageType": "APPL",
        "CFBundleInfoDictionaryVersion": "6.0",
        **bundle.info(VERSION, ["en", *LANGUAGES]),
    }
    for key, value in said.items():
        if info.get(key) != value:
            yield f"Info.plist: {key} is {info.get(key)!r}, not {value!r}"
    if info.get("LSBackgroundOnly"):
        yield "Info.plist: LSBackgroundOnly hides the program"


def _icons(app: Path, info: dict[str, Any]) -> Iterator[str]:
    named = [info, *info.get("CFBundleDocumentTypes", ()), *info.get("UTExportedTypeDeclarations", ())]
    keys = ("CFBundleIconFile", "CFBundleTypeIconFile", "UTTypeIconFile")
    for name in {one[key] for one in named for key in keys if key in one} | {
        info.get("CFBundleIconFile", "")
    }:
        file = app / "Contents" / "Resources" / name
        if not file.is_file():
            yield f"icon {name!r} is not in Contents/Resources"
        elif missing := set(icons.ICNS) - set(_pictures(file.read_bytes())):
            yield f"icon {name!r} lacks {sorted(kind.decode() for kind in missing)}"


def _pictures(icon: bytes) -> Iterator[bytes]:
    """The types of the pictures in an icon file."""
    at = 8
    while at + 8 <= len(icon):
        kind, size = struct.unpack_from(">4sI", icon, at)
        yield kind
        at += max(size, 8)


def _document_types(info: dict[str, Any]) -> Iterator[str]:
    """Every type that is opened is declared, or one of the system's own."""
    declared = {one["UTTypeIdentifier"] for one in info.get("UTExportedTypeDeclarations", ())}
    opened = {kind for one in info.get("CFBundleDocumentTypes", ()) for kind in one["LSItemContentTypes"]}
    yield from (
        f"type {kind} is opened but not declared" for kind in opened - declared if "public." not in kind
    )
    yield from (f"type {kind} is declared but not opened" for kind in declared - opened)


def _code(app: Path, info: dict[str, Any], machine: str) -> Iterator[str]:
    """Machine code is for this machine, asks for no later system than Info.plist does (except Qt's bindings, see
    bundle.py), and lies where it is signed.
    """
    contents = app / "Contents"
    least = tuple(map(int, info.get("LSMinimumSystemVersion", "0.0").split(".")[:2]))
    found = list(macho.files(contents))
    program = contents / "MacOS" / info.get("CFBundleExecutable", "")
    if program not in found or not os.access(program, os.X_OK):
        yield f"no program at {program.relative_to(app)}"
    for file in found:
        name, slices = file.relative_to(app), {one.machine: one.minimum for one in macho.slices(file)}
        if machine not in slices:
            yield f"{name} is for {', '.join(slices)}, not for {machine}"
        elif slices[machine] > least and not bundle.BINDINGS.search(file.name):
            yield f"{name} asks for macOS {'.'.join(map(str, slices[machine]))}, Info.plist for less"
        if file.is_relative_to(contents / "Resources"):
            yield f"{name} is code among the resources, where nothing signs it"


def _links(app: Path) -> Iterator[str]:
    """Links lead to something in the .app, wherever that is put."""
    for link in (path for path in app.rglob("*") if path.is_symlink()):
        name, target = link.relative_to(app), link.readlink()
        if target.is_absolute():
            yield f"{name} leads to the absolute {target}"
        elif not link.exists():
            yield f"{name} leads to {target}, where nothing is"
        elif not link.resolve().is_relative_to(app.resolve()):
            yield f"{name} leads out of the program, to {target}"


def _parts(app: Path) -> Iterator[str]:
    """Nothing that inspector.spec leaves out is there all the same."""
    for folder in ("Frameworks", "Resources"):
        base = app / "Contents" / folder
        for file in (path for path in base.rglob("*") if path.is_symlink() or path.is_file()):
            if not needed.needed(file.relative_to(base).as_posix(), "", "darwin", LANGUAGES):
                yield f"{file.relative_to(app)} is not needed"


def _data(app: Path) -> Iterator[str]:
    """What the program reads lies where inspector/resources.py and others look for it: beside their modules."""
    modules = app / "Contents" / "Frameworks" / "inspector"
    yield from (f"{name} is missing" for name in data() if not (modules / name).is_file())


def data() -> list[PurePath]:
    """The files that the program reads, as seen from the package `inspector`."""
    package, resources = ROOT / "inspector", ROOT / "resources"
    beside = [file.relative_to(package) for file in package.rglob("*.*") if file.suffix in (".json", ".tsv")]
    packed = [Path("_resources") / file.relative_to(resources) for file in resources.rglob("*.*")]
    return [*beside, *packed, PurePath("commit.txt"), PurePath("third-party.txt")]


if __name__ == "__main__":
    told = faults(Path(sys.argv[1]), *(sys.argv[2:] or [platform.machine()]))
    sys.exit("\n".join(told) or 0)

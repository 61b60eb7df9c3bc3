"""The .app for macOS, as far as it can be made and checked off a Mac.

PyInstaller's own code lays it out, from a few files; what needs a Mac is left out (signing, and changing what is in
machine code). The real Info.plist, icon and data are in it.
"""

from __future__ import annotations

import os
import plistlib
import shutil
import struct
import subprocess
import sys
import types
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from tests.packaging.loading import load

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a .app is full of links and file modes")
ROOT = Path(__file__).parents[2]
QT = "PySide6/Qt/lib/QtCore.framework"
FRAMEWORK = f"Contents/Frameworks/{QT}/Versions/A/QtCore"
PROGRAM = "Contents/MacOS/ticket-inspector"
ICON = "Contents/Resources/app.icns"
INTEL, ARM = 0x01000007, 0x0100000C


def code(machine: int = ARM, minimum: tuple[int, int] = (13, 0), *, old: bool = False) -> bytes:
    """A file of machine code that holds nothing but what it is for (mach-o/loader.h)."""
    packed = minimum[0] << 16 | minimum[1] << 8
    uuid = struct.pack("<2I16s", 0x1B, 24, b"some")
    least = struct.pack("<4I", 0x24, 16, packed, 0) if old else struct.pack("<6I", 0x32, 24, 1, packed, 0, 0)
    commands = uuid + least
    return struct.pack("<8I", 0xFEEDFACF, machine, 0, 6, 2, len(commands), 0, 0) + commands


def fat(*parts: bytes) -> bytes:
    """The same for several machines (mach-o/fat.h)."""
    head, body, start = struct.pack(">4sI", b"\xca\xfe\xba\xbe", len(parts)), b"", 4096
    for part in parts:
        head += struct.pack(">5I", *struct.unpack_from("<I", part, 4), 0, start + len(body), len(part), 12)
        body += part
    return head.ljust(start, b"\0") + body


@pytest.fixture(scope="module")
def check() -> Iterator[types.ModuleType]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "path", [*sys.path])
        yield load("macos/check.py")


@pytest.fixture(scope="module")
def macho(check: types.ModuleType) -> types.ModuleType:
    part: types.ModuleType = check.macho
    return part


@pytest.fixture(scope="module")
def entries(check: types.ModuleType, tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, str, str]]:
    """What PyInstaller would have found on a Mac: (name in the program, where it is, kind)."""
    folder = tmp_path_factory.mktemp("found")

    def made(name: str, content: bytes) -> str:
        file = folder / name.replace("/", "_")
        file.write_bytes(content)
        return str(file)

    plist = plistlib.dumps({"CFBundleIdentifier": "org.qt-project.QtCore"})
    return [
        ("ticket-inspector", made("ticket-inspector", code(minimum=(11, 0))), "EXECUTABLE"),
        ("Python.framework/Versions/3.13/Python", made("Python", code(minimum=(10, 13), old=True)), "BINARY"),
        ("Python", "Python.framework/Versions/3.13/Python", "SYMLINK"),
        ("PySide6/QtCore.abi3.so", made("QtCore.so", code(minimum=(15, 0))), "EXTENSION"),
        (f"{QT}/Versions/A/QtCore", made("QtCore", fat(code(INTEL), code(ARM))), "BINARY"),
        (f"{QT}/Versions/A/Resources/Info.plist", made("qt.plist", plist), "DATA"),
        (f"{QT}/Versions/Current", "A", "SYMLINK"),
        (f"{QT}/QtCore", "Versions/Current/QtCore", "SYMLINK"),
        (f"{QT}/Resources", "Versions/Current/Resources", "SYMLINK"),
        ("QtCore", f"{QT}/Versions/A/QtCore", "SYMLINK"),
        ("PySide6/Qt/plugins/platforms/libqcocoa.dylib", made("cocoa", code()), "BINARY"),
        ("PySide6/Qt/translations/qtbase_de.qm", made("qtbase_de.qm", b"words"), "DATA"),
        ("base_library.zip", made("base_library.zip", b"PK"), "DATA"),
        ("cryptography-50.0.2.dist-info/METADATA", made("METADATA", b"Name: cryptography"), "DATA"),
        *((f"inspector/{name.as_posix()}", made(f"data/{name}", b"data"), "DATA") for name in check.data()),
    ]


def laid_out(entries: list[tuple[str, str, str]], check: types.ModuleType, folder: Path) -> Path:
    """PyInstaller's BUNDLE, as inspector.spec calls it; it does nothing unless it believes that this is a Mac."""
    from PyInstaller import config
    from PyInstaller.building import osx
    from PyInstaller.building.api import COLLECT

    icon = folder / "app.icns"
    icon.write_bytes(check.icons.icns())
    collected = COLLECT.__new__(COLLECT)
    vars(collected).update(toc=entries, console=False, target_arch="arm64", codesign_identity=None)
    vars(collected).update(entitlements_file=None, strip_binaries=False, upx_binaries=False, upx_exclude=[])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            config, "CONF", {"workpath": str(folder), "distpath": str(folder), "specpath": str(folder)}
        )
        patch.setattr(osx, "is_darwin", True)
        patch.setattr(
            osx, "osxutils", types.SimpleNamespace(sign_binary=lambda *_, **__: None), raising=False
        )
        patch.setattr(osx, "process_collected_binary", lambda source, *_, **__: source)
        osx.BUNDLE(
            collected,
            name="Ticket Draft Inspector.app",
            icon=str(icon),
            bundle_identifier=check.bundle.IDENTIFIER,
            version=check.VERSION,
            info_plist=check.bundle.info(check.VERSION, ["en", *check.LANGUAGES]),
        )
    return folder / "Ticket Draft Inspector.app"


@pytest.fixture(scope="module")
def sound(
    qapp: QApplication,
    check: types.ModuleType,
    entries: list[tuple[str, str, str]],
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    """A .app without fault, to be left alone."""
    return laid_out(entries, check, tmp_path_factory.mktemp("bundle"))


@pytest.fixture
def app(sound: Path, tmp_path: Path) -> Path:
    """A .app to be broken."""
    return Path(shutil.copytree(sound, tmp_path / sound.name, symlinks=True))


def test_the_app_is_sound(check: types.ModuleType, sound: Path) -> None:
    assert list(check.faults(sound, "arm64")) == []


def test_the_check_tells_by_its_exit_code(check: types.ModuleType, app: Path) -> None:
    command: list[str | Path] = [sys.executable, ROOT / "packaging" / "macos" / "check.py", app, "arm64"]
    assert subprocess.run(command, check=False).returncode == 0
    (app / ICON).unlink()
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (told.returncode, told.stderr) == (1, "icon 'app.icns' is not in Contents/Resources\n")


def test_resources_are_found_where_the_frozen_program_looks_for_them(
    sound: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PyInstaller sets a module's file below Contents/Frameworks, whether it is there or not."""
    from inspector import resources

    module = sound / "Contents" / "Frameworks" / "inspector" / "resources.pyc"
    monkeypatch.setattr(resources, "__file__", str(module))
    resources.folder.cache_clear()
    try:
        assert resources.path("themes/dark.toml").is_file()
        assert sound in resources.path("icons/app.png").parents
    finally:
        resources.folder.cache_clear()


Break = Callable[[Path], object]


def described(change: Callable[[dict[str, Any]], object]) -> Break:
    """A fault of Info.plist."""

    def breaks(app: Path) -> None:
        file = app / "Contents" / "Info.plist"
        info = plistlib.loads(file.read_bytes())
        change(info)
        file.write_bytes(plistlib.dumps(info))

    return breaks


def holding(name: str, content: bytes) -> Break:
    """A fault of a file, or a file too many."""
    return lambda app: (app / name).write_bytes(content)


def linking(name: str, target: str) -> Break:
    """A link that should not be."""
    return lambda app: (app / name).symlink_to(target)


def half_an_icon(app: Path) -> None:
    icon = (app / ICON).read_bytes()
    (app / ICON).write_bytes(icon[: 8 + struct.unpack_from(">I", icon, 12)[0]])


FAULTS: dict[str, tuple[Break, str]] = {
    "no icon": (lambda app: (app / ICON).unlink(), "icon 'app.icns' is not in"),
    "an icon with one picture": (half_an_icon, "icon 'app.icns' lacks"),
    "an icon that is not named": (described(lambda info: info.pop("CFBundleIconFile")), "icon '' is not in"),
    "no program": (lambda app: (app / PROGRAM).unlink(), "no program at Contents/MacOS/ticket-inspector"),
    "a program nobody may start": (lambda app: (app / PROGRAM).chmod(0o644), "no program at"),
    "another program": (described(lambda info: info.update(CFBundleExecutable="other")), "no program at"),
    "another name": (
        described(lambda info: info.update(CFBundleIdentifier="x")),
        "CFBundleIdentifier is 'x'",
    ),
    "no version": (described(lambda info: info.pop("CFBundleVersion")), "CFBundleVersion is None"),
    "hidden": (described(lambda info: info.update(LSBackgroundOnly=True)), "LSBackgroundOnly hides"),
    "an older system": (
        described(lambda info: info.update(LSMinimumSystemVersion="12.0")),
        "QtCore asks for macOS 13.0, Info.plist for less",
    ),
    "a newer file": (holding(FRAMEWORK, code(minimum=(26, 1))), "QtCore asks for macOS 26.1"),
    "another machine": (holding(FRAMEWORK, code(INTEL)), "QtCore is for x86_64, not for arm64"),
    "two other machines": (holding(FRAMEWORK, fat(code(INTEL), code(7))), "QtCore is for x86_64, 0x7, not"),
    "code among resources": (holding("Contents/Resources/tool", code()), "tool is code among the resources"),
    "a type not declared": (
        described(lambda info: info.pop("UTExportedTypeDeclarations")),
        "TicketDraftInspector.draft is opened but not declared",
    ),
    "a type not opened": (
        described(lambda info: info.pop("CFBundleDocumentTypes")),
        "TicketDraftInspector.draft is declared but not opened",
    ),
    "a broken link": (linking("Contents/Frameworks/lost", "nowhere"), "lost leads to nowhere, where nothing"),
    "an absolute link": (linking("Contents/Frameworks/far", "/usr"), "far leads to the absolute /usr"),
    "a link to outside": (linking("Contents/up", "../.."), "up leads out of the program"),
    "what a broken link was for": (
        lambda app: shutil.rmtree(app / "Contents" / "Frameworks" / QT),
        f"Contents/Frameworks/QtCore leads to {QT}/Versions/A/QtCore, where nothing is",
    ),
    "a part too many": (holding("Contents/Frameworks/QtQml", b""), "Frameworks/QtQml is not needed"),
    "no data": (
        lambda app: (app / "Contents/Frameworks/inspector").unlink(),
        "_resources/icons/app.svg is missing",
    ),
    "less data": (
        lambda app: (app / "Contents/Resources/inspector/_resources/translations/de.json").unlink(),
        "_resources/translations/de.json is missing",
    ),
}


@pytest.mark.parametrize(("breaks", "words"), FAULTS.values(), ids=FAULTS)
def test_each_fault_is_told(check: types.ModuleType, app: Path, breaks: Break, words: str) -> None:
    breaks(app)
    told = list(check.faults(app, "arm64"))
    assert any(words in one for one in told), told


def test_machine_code_is_recognised_by_what_it_is(macho: types.ModuleType, tmp_path: Path) -> None:
    file = tmp_path / "file"
    for content, known in (
        (code(minimum=(11, 3)), [("arm64", (11, 3))]),
        (code(INTEL, (10, 13), old=True), [("x86_64", (10, 13))]),
        (fat(code(INTEL, (13, 0)), code(ARM, (14, 2))), [("x86_64", (13, 0)), ("arm64", (14, 2))]),
        (b"\xca\xfe\xba\xbe\0\0\0\x41" + bytes(99), []),  # a Java class
        (b"\xca\xfe\xba\xbe", []),
        (b"#!/bin/sh\n", []),
        (b"", []),
    ):
        file.write_bytes(content)
        assert macho.slices(file) == known


def test_everything_but_the_program_is_signed_from_the_inside_out(sound: Path) -> None:
    told = subprocess.run(
        [sys.executable, ROOT / "packaging" / "macos" / "macho.py", sound], capture_output=True, check=True
    )
    paths = [
        Path(os.fsdecode(name)).relative_to(sound / "Contents" / "Frameworks")
        for name in told.stdout.split(b"\0")[:-1]
    ]
    assert {path.as_posix() for path in paths} == {
        *("PySide6/QtCore.abi3.so", "PySide6/Qt/plugins/platforms/libqcocoa.dylib"),
        *(f"{QT}/Versions/A/QtCore", QT, "Python.framework/Versions/3.13/Python", "Python.framework"),
    }
    for outer in paths:
        for inner in (path for path in paths if outer in path.parents):
            assert paths.index(inner) < paths.index(outer)

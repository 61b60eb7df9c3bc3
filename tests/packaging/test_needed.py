"""What the frozen program is made of: all of ours, and no part of Qt that a window never loads."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path

import pytest

from tests.packaging.loading import load

RESOURCES = Path(__file__).parents[2] / "resources"
LANGUAGES = sorted(file.stem for file in (RESOURCES / "translations").glob("*.json"))
USED = {
    "linux": """
        libpython3.13.so.1.0 libxcb-cursor.so.0 libicuuc.so.73 _cffi_backend.cpython-313-x86_64-linux-gnu.so
        PySide6/QtCore.abi3.so libpyside6.abi3.so.6.11 PySide6/Qt/lib/libQt6Core.so.6
        PySide6/Qt/plugins/platforms/libqxcb.so PySide6/Qt/translations/qtbase_de.qm
        """,
    "win32": r"""
        python313.dll PySide6\Qt6Core.dll PySide6\QtCore.pyd PySide6\pyside6.abi3.dll
        PySide6\plugins\platforms\qwindows.dll PySide6\translations\qtbase_de.qm
        """,
    "darwin": """
        Python Python.framework/Versions/3.13/Python libssl.3.dylib PySide6/QtCore.abi3.so
        PySide6/libpyside6.abi3.6.11.dylib QtCore QtDBus QtWidgets QtPrintSupport
        PySide6/Qt/lib/QtCore.framework/QtCore PySide6/Qt/lib/QtCore.framework/Versions/A/QtCore
        PySide6/Qt/lib/QtCore.framework/Resources PySide6/Qt/lib/QtSvg.framework/Versions/Current
        PySide6/Qt/lib/QtCore.framework/Versions/A/Resources/Info.plist
        PySide6/Qt/plugins/platforms/libqcocoa.dylib PySide6/Qt/plugins/styles/libqmacstyle.dylib
        PySide6/Qt/plugins/imageformats/libqsvg.dylib PySide6/Qt/translations/qtbase_de.qm
        """,
}
UNUSED = {
    "linux": """
        ticket_draft_inspector-0.1.0.dist-info/direct_url.json
        libGL.so.1 libfontconfig.so.1 libglib-2.0.so.0 libstdc++.so.6
        PySide6/Qt/lib/libQt6Qml.so.6 PySide6/Qt/lib/libQt6QuickWidgets.so.6
        PySide6/Qt/plugins/imageformats/libqpdf.so PySide6/Qt/plugins/platforms/libqminimal.so
        PySide6/Qt/translations/qtbase_fr.qm PySide6/Qt/translations/qt_de.qm
        """,
    "win32": r"""
        PySide6\Qt6Qml.dll PySide6\Qt6QuickWidgets.dll PySide6\opengl32sw.dll
        PySide6\plugins\platforms\qminimal.dll PySide6\translations\qtbase_fr.qm
        """,
    "darwin": """
        QtQml QtQmlModels QtQuick QtPdf QtVirtualKeyboard QtOpenGL
        PySide6/Qt/lib/QtQml.framework/QtQml PySide6/Qt/lib/QtQml.framework/Versions/A/QtQml
        PySide6/Qt/lib/QtQml.framework/Resources PySide6/Qt/lib/QtQuickControls2Basic.framework/Versions/Current
        PySide6/Qt/lib/QtQml.framework/Versions/A/Resources/Info.plist
        PySide6/Qt/plugins/platforminputcontexts/libqtvirtualkeyboardplugin.dylib
        PySide6/Qt/plugins/imageformats/libqpdf.dylib PySide6/Qt/plugins/imageformats/libqmacheif.dylib
        PySide6/Qt/plugins/tls/libqopensslbackend.dylib PySide6/Qt/plugins/platforms/libqminimal.dylib
        PySide6/Qt/plugins/networkinformation/libqapplenetworkinformation.dylib
        PySide6/Qt/translations/qtbase_fr.qm
        """,
}
"""By system: names as PyInstaller finds them; those of Qt are from its wheels."""


Needed = Callable[[str, str, str, Collection[str]], bool]


@pytest.fixture(scope="module")
def needed() -> Needed:
    asked: Needed = load("needed.py").needed
    return asked


@pytest.mark.parametrize(("system", "name"), [(key, name) for key in USED for name in USED[key].split()])
def test_what_the_program_uses_is_there(needed: Needed, system: str, name: str) -> None:
    assert needed(name, "BINARY", system, LANGUAGES)


@pytest.mark.parametrize(("system", "name"), [(key, name) for key in UNUSED for name in UNUSED[key].split()])
def test_what_it_never_loads_is_left_out(needed: Needed, system: str, name: str) -> None:
    assert not needed(name, "BINARY", system, LANGUAGES)


@pytest.mark.parametrize("system", USED)
def test_nothing_of_our_own_is_left_out(needed: Needed, system: str) -> None:
    files = [file.relative_to(RESOURCES) for file in RESOURCES.rglob("*") if file.is_file()]
    assert len(files) > 30
    for file in files:
        name = f"inspector/_resources/{file.as_posix()}"
        name = name.replace("/", "\\") if system == "win32" else name
        assert needed(name, "DATA", system, LANGUAGES), name

"""Which of the files that PyInstaller finds the program uses.

The decision of inspector.spec, kept apart from it so that it can be tried with the names of all systems on any of them.
"""

from __future__ import annotations

import re
from collections.abc import Collection

UNUSED_QT = (
    *("Qt6Qml", "Qt6Quick", "Qt6VirtualKeyboard", "Qt6Pdf", "Qt6OpenGLWidgets", "opengl32sw", "d3dcompiler"),
    *("qvirtualkeyboard", "qpdf", "qtga", "qtiff", "qwbmp", "qwebp", "qicns", "qgif", "qjpeg"),
    *("egldeviceintegrations", "qeglfs", "qlinuxfb", "qvnc", "qvkkhrdisplay", "qminimalegl", "qminimal."),
    *("qgtk3", "EglFSDeviceIntegration", "EglFsKms", "ibusplatform", "libivi-shell", "fullscreen-shell"),
    *("qtuiotouch", "qevdev", "qopensslbackend", "qcertonlybackend", "qmlls", "networkinformation"),
)
"""Parts of Qt that come along with others, and that a window of widgets never loads."""

UNUSED_ON_MACOS = re.compile(
    r"(^|/)Qt(Qml|Quick|VirtualKeyboard|Pdf|OpenGL|Labs|Lottie)\w*(\.framework/|$)|qtvirtualkeyboard|qmacheif|qmacjp2"
)
"""The same as macOS has them: frameworks, a link to each at the top, and plugins that Linux and Windows don't have.

Those that are left (Core, Gui, DBus, Widgets, Network, PrintSupport, Svg and their plugins) are linked to none of
these, as the load commands show in the wheel of PySide6-Essentials 6.12.0.
"""

OWN_LIBRARIES = (
    *("libpython", "libssl", "libcrypto", "libffi", "libz.", "liblzma", "libbz2", "libsqlite3", "libzstd"),
    *("libxcb-", "libxkbcommon", "libX11-xcb", "libmpdec", "libuuid", "libQt6", "libicu"),
    *("libpyside6", "libshiboken6"),
)
"""On Linux: libraries that Python was built with, or that are not on every desktop.

All others are the system's own business: graphics drivers, fonts and GLib must be those that the desktop runs with.
packaging/package.py makes the Debian package depend on them.
"""


def needed(name: str, kind: str, system: str, languages: Collection[str]) -> bool:
    """Whether the program uses a file: its name in the frozen program, PyInstaller's word for its kind, `sys.platform`.

    Of Qt's own translations, those of our languages are used.
    """
    name = name.replace("\\", "/")
    if name.endswith(".dist-info/direct_url.json"):  # where the packer's checkout lies is nobody's business
        return False
    if system == "linux" and kind == "BINARY" and "/" not in name and ".so" in name:
        return name.startswith(OWN_LIBRARIES) or ".cpython-" in name
    if name.startswith("PySide6/") and "/translations/" in name:
        return any(name.endswith(f"/qtbase_{code}.qm") for code in languages)
    if system == "darwin" and UNUSED_ON_MACOS.search(name):
        return False
    if "PySide6" not in name and "Qt6" not in name:
        return True
    return not any(part in name for part in UNUSED_QT)

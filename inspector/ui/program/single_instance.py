"""One program for each person and settings folder: a second start hands its draft to the first and ends.

The first holds a file (see `app.py`), so that there is no doubt who is the first, and listens on a local socket. That
lies in a folder which only the same user may enter: in /tmp itself anybody could take its name first, and would be told
which draft is opened. What comes over it is a path, never a secret.
"""

from __future__ import annotations

import getpass
import hashlib
import json
import os
import stat
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from inspector.domain import outside
from inspector.ui.kit.memory import folder

STARTING = 4.0
"""Seconds that the first gets until it listens: somebody may have opened two drafts at once."""
PATIENCE = 3000
"""Milliseconds that it gets to answer; one that hangs does not keep the second from starting."""
LONGEST_FOLDER = 64
"""Bytes of its path; the name in it has 33, and Qt needs some beside it while it begins to listen."""
LONGEST = 32 * 1024
"""Bytes of a message."""


def name() -> str | None:
    """The socket's name; None where there is no place for it that is this user's alone."""
    user = ""
    with suppress(OSError, KeyError, ImportError):  # on Windows user names are in the environment only
        user = getpass.getuser()
    told = f"{user}\n{Path(folder()).absolute()}"
    short = "ticket-inspector-" + hashlib.sha256(told.encode(errors="backslashreplace")).hexdigest()[:16]
    if sys.platform == "win32":  # no file: a pipe, which has rights of its own
        return short
    place = _own_folder()
    return str(place / short) if place is not None else None


def _own_folder() -> Path | None:
    """A folder that nobody else may enter, with a path short enough for a socket (107 bytes on Linux, 103 on a Mac)."""
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    if runtime and _is_own(place := Path(runtime)):
        return place
    place = Path(tempfile.gettempdir(), f"ticket-inspector-{os.geteuid()}")
    with suppress(OSError):
        place.mkdir(mode=0o700, exist_ok=True)
    return place if _is_own(place) else None


def _is_own(place: Path) -> bool:
    with suppress(OSError, ValueError):
        found = place.lstat()
        is_private = found.st_uid == os.geteuid() and not found.st_mode & 0o077
        return stat.S_ISDIR(found.st_mode) and is_private and len(os.fsencode(place)) < LONGEST_FOLDER
    return False


def hand_over(path: Path | None) -> bool:
    """Have the program already running come to the front and open that draft; False where it does not answer."""
    socket = _connected()
    if socket is None:
        return False
    _let_come_forward()
    socket.write(json.dumps({"open": str(path.absolute()) if path else ""}).encode() + b"\n")
    socket.flush()
    taken = socket.waitForReadyRead(PATIENCE) and bytes(socket.readLine().data()) == b"ok\n"
    socket.disconnectFromServer()
    return taken


def _connected() -> QLocalSocket | None:
    """A way to the first, once it listens."""
    end = time.monotonic() + STARTING
    place = name()
    if place is None:
        return None
    while time.monotonic() < end:
        socket = QLocalSocket()
        socket.connectToServer(place)
        if socket.waitForConnected(PATIENCE):
            return socket
        time.sleep(0.05)
    return None


def _let_come_forward() -> None:
    """Windows lets only the program in front put another there."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - Windows only

        ctypes.windll.user32.AllowSetForegroundWindow(-1)


class Listener(QObject):
    """Hears of further starts."""

    started = Signal(object)
    """The Path of the draft to open, or None: somebody started the program again."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._greet)

    def listen(self) -> bool:
        """Begin; a socket that a crash left behind is cleared away. Only for the one that holds the file.

        False where nothing can be heard: then another start finds nobody, and shows a window of its own.
        """
        place = name()
        if place is None:
            return False
        QLocalServer.removeServer(place)
        return self._server.listen(place)

    def close(self) -> None:
        """Stop listening."""
        self._server.close()

    def _greet(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.readyRead.connect(lambda socket=socket: self._hear(socket))
            socket.disconnected.connect(socket.deleteLater)
            self._hear(socket)

    def _hear(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            if socket.bytesAvailable() > LONGEST:
                socket.abort()
            return
        try:
            asked = outside.parsed(bytes(socket.readLine(LONGEST).data()))
            path = Path(asked["open"]) if asked["open"] else None
        except outside.UNFIT:
            socket.abort()
            return
        socket.write(b"ok\n")
        socket.flush()
        self.started.emit(path)

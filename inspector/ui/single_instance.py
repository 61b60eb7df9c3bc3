"""One program for each person and settings folder: a second start hands its draft to the first and ends.

The first listens on a local socket that only the same user may open. What comes over it is a path, never a secret.
"""

from __future__ import annotations

import getpass
import hashlib
import json
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from inspector.services import settings

PATIENCE = 1000
"""Milliseconds that a first start gets to answer; one that hangs does not keep the second from starting."""
LONGEST = 32 * 1024


def name() -> str:
    """The socket's name."""
    with suppress(OSError, KeyError):
        told = f"{getpass.getuser()}\n{settings.folder().absolute()}"
        return "ticket-inspector-" + hashlib.sha256(told.encode()).hexdigest()[:16]
    return "ticket-inspector"


def hand_over(path: Path | None) -> bool:
    """Have a program that runs already come to the front and open that draft; False where none does."""
    socket = QLocalSocket()
    socket.connectToServer(name())
    if not socket.waitForConnected(PATIENCE):
        return False
    socket.write(json.dumps({"open": str(path.absolute()) if path else ""}).encode() + b"\n")
    socket.flush()
    taken = socket.waitForReadyRead(PATIENCE) and bytes(socket.readLine().data()) == b"ok\n"
    socket.disconnectFromServer()
    return taken


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
        """Begin; a socket that a crash left behind is cleared away. Call it only where `hand_over` found nobody."""
        if self._server.listen(name()):
            return True
        QLocalServer.removeServer(name())
        return self._server.listen(name())

    def close(self) -> None:
        """Hear no more."""
        self._server.close()

    def _greet(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.readyRead.connect(lambda socket=socket: self._hear(socket))
            socket.disconnected.connect(socket.deleteLater)

    def _hear(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            if socket.bytesAvailable() > LONGEST:
                socket.abort()
            return
        try:
            asked = json.loads(bytes(socket.readLine(LONGEST).data()))
            path = Path(asked["open"]) if asked["open"] else None
        except (ValueError, KeyError, TypeError):
            socket.abort()
            return
        socket.write(b"ok\n")
        socket.flush()
        self.started.emit(path)

"""All windows of the program.

Each has a draft, undo steps, a filter and a sign-in of its own; they share what is remembered, and how it looks.
"""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtWidgets import QApplication

from inspector.services import redaction
from inspector.services.credentials import Keyring
from inspector.services.recovery import Leftover
from inspector.services.settings import Connection, Settings
from inspector.ui.bench.place import Others
from inspector.ui.bench.remembered import Remembered
from inspector.ui.bench.turns import Turns
from inspector.ui.kit.clipboard import leave_as_text
from inspector.ui.kit.theme import Theme
from inspector.ui.program.helping import Helping
from inspector.ui.sign_in.demo_tenant import Tenant
from inspector.ui.window.furnish import furnish
from inspector.ui.window.window import MainWindow
from inspector.ui.window.wiring import Workspace
from inspector.words.language import tr

ASIDE = QPoint(32, 32)
"""Logical pixels from a window to the next, so that both are seen."""


class Windows(QObject):
    """Makes them, closes them one by one or all, and finds the one that a draft is opened in."""

    def __init__(self, theme: Theme, settings: Settings, keyring: Keyring, tenant: Tenant) -> None:
        super().__init__(theme)
        self._theme, self._keyring, self._tenant = theme, keyring, tenant
        self._remembered = Remembered(settings, self)
        self._remembered.failed.connect(self._tell_not_remembered)
        self._helping = Helping(theme, self)
        self._all: list[Workspace] = []
        self._turns = Turns()
        self._is_quitting = False
        self.ended = asyncio.Event()
        """Set when the last is closed."""

    # -- opening --------------------------------------------------------------------------------------

    def add(self, window: MainWindow) -> Workspace:
        """Bring a window to life."""
        workspace = Workspace(window, self._remembered, self._theme, self._keyring, self._tenant)
        workspace.bench.place.others = Others(
            self._is_used,
            partial(self._go_where_open, workspace),
            partial(self._held_beside, workspace),
            self._turns,
        )
        window.recall()
        window.closing.connect(
            lambda: workspace.bench.tasks.start("close", self._close(workspace), again="join")
        )
        workspace.window_wanted.connect(self.open)
        window.quit_wanted.connect(self.quit)
        self._helping.serve(window)
        workspace.bench.place.signed_out.connect(self._forget_secrets)
        self._all.append(workspace)
        self._tell_put_aside(workspace)
        return workspace

    def open(self, what: Path | Leftover | None = None) -> Workspace:
        """Another window: with a draft that none shows yet, with what an earlier run left, or empty."""
        if isinstance(what, Path) and (shown := self._showing(what)):
            shown.come_forward()
            return shown
        beside = self.front.window
        window = furnish(MainWindow(beside.memory), self._theme)
        window.setGeometry(
            within(beside.screen().availableGeometry(), beside.normalGeometry().translated(ASIDE))
        )
        workspace = self.add(window)
        window.show()
        if isinstance(what, Path):
            workspace.features.drafts.open_path(what)
        elif what is not None:
            workspace.features.recovering.take_over(what)
        return workspace

    def take(self, path: Path | None) -> None:
        """Somebody started the program again, or double-clicked a draft: here it is.

        A draft that is open already is only shown, and none is put in place of changes that are not saved.
        """
        if path is None:
            self.front.come_forward()
            return
        if shown := self._showing(path):
            shown.come_forward()
        elif self.front.bench.may_be_replaced():
            self.front.come_forward()
            self.front.features.drafts.open_path(path)
        else:
            self.open(path).come_forward()

    def _showing(self, path: Path) -> Workspace | None:
        return next((one for one in self._all if one.holds(path)), None)

    def _go_where_open(self, asking: Workspace, path: Path) -> bool:
        """Show the other window that has that draft; False where none but the one that asks has."""
        shown = self._showing(path)
        if shown is None or shown is asking:
            return False
        shown.come_forward()
        return True

    def _held_beside(self, asking: Workspace) -> list[Path]:
        return [path for one in self._all if one is not asking for path in one.bench.ticket.files()]

    @property
    def front(self) -> Workspace:
        """The window that is in use, or was made last."""
        active = QApplication.activeWindow()
        return next((one for one in self._all if one.window is active), self._all[-1])

    # -- closing --------------------------------------------------------------------------------------

    def quit(self) -> None:
        """Close one window after the other, asking in each; whoever says Cancel there keeps the rest."""
        self._is_quitting = True
        self._close_next()

    def _close_next(self) -> None:
        self.front.come_forward()
        self.front.window.close()

    async def _close(self, workspace: Workspace) -> None:
        if not await workspace.close():
            self._is_quitting = False
            return
        self._all.remove(workspace)
        workspace.window.agree_to_close()
        if not self._all:
            leave_as_text()
            self._remembered.close()
            self._helping.close()
            self.ended.set()
            return
        workspace.window.deleteLater()
        if self._is_quitting:
            self._close_next()

    # -- what they share ------------------------------------------------------------------------------

    def _forget_secrets(self) -> None:
        """Nothing is secret any more, once nobody is signed in."""
        if not any(one.bench.place.signed for one in self._all):
            redaction.forget()

    def _is_used(self, connection: Connection) -> bool:
        """Whether any window is signed in there."""
        return any(one.bench.place.connection is connection for one in self._all)

    def _tell_put_aside(self, workspace: Workspace) -> None:
        """Say, once, that settings or the windows' look could not be read, or not all of them."""
        remembered, memory, voice = self._remembered.settings, workspace.bench.memory, workspace.bench.voice
        lost, remembered.put_aside = remembered.put_aside, None
        look, memory.put_aside = memory.put_aside, ""
        partly = tr(
            "Some of the settings could not be understood and are not in use. They are kept in {file}."
        )
        wholly = tr(
            "The settings could not be read, so connections and choices are missing. They are kept in {file}."
        )
        if lost is not None:
            voice.tell_besides((partly if lost.is_partial else wholly).format(file=lost.file), "damaged")
        if look:
            voice.tell_besides(partly.format(file=look), "damaged")

    def _tell_not_remembered(self, error: BaseException) -> None:
        self.front.bench.voice.fail(error)


def within(room: QRect, place: QRect) -> QRect:
    """The same place, moved and made smaller as far as it must be to lie on the screen."""
    size = place.size().boundedTo(room.size())
    x = max(room.left(), min(place.left(), room.right() + 1 - size.width()))
    y = max(room.top(), min(place.top(), room.bottom() + 1 - size.height()))
    return QRect(QPoint(x, y), size)

"""The program as app.py builds it, with a person at it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtWidgets import QAbstractItemDelegate, QApplication, QComboBox, QTreeView
from shiboken6 import isValid

from inspector.app import DemoTenant
from inspector.demo.company import PASSWORD
from inspector.services import settings
from inspector.services.credentials import Keyring
from inspector.ui.kit.memory import WindowMemory
from inspector.ui.kit.theme import Theme
from inspector.ui.program.windows import Windows
from inspector.ui.window.furnish import furnish
from inspector.ui.window.window import MainWindow
from tests.journeys.person import Person
from tests.present import present


class Program(Person):
    """One run of the program, with a person at it."""

    _runs: ClassVar[list[Program]] = []
    asks_quietly: ClassVar[bool] = False
    """Whether it looks by itself, some seconds after a fetch, for values that move."""

    def __init__(self, app: QApplication, shots: Path) -> None:
        self._theme = theme = Theme(app, with_sheet=False)
        super().__init__(furnish(MainWindow(), theme), shots)
        theme.lay_sheet()
        saved = settings.load()
        saved.look_for_volatile = self.asks_quietly
        self._windows = Windows(theme, saved, Keyring(), DemoTenant())
        self._workspace = self._windows.add(self._window)
        app.setQuitOnLastWindowClosed(False)
        self._runs.append(self)

    async def appear(self) -> None:
        """Show the window, and have it take the keyboard."""
        self._window.show()
        await self.until(self._window.isVisible, "the window")
        self._workspace.features.recovering.look()

    @classmethod
    async def end_all(cls) -> None:
        """End every run that a journey left open, with no question asked."""
        while cls._runs:
            await cls._runs.pop()._end()

    @classmethod
    def drop_all(cls) -> None:
        """Destroy what never got to run a journey."""
        while cls._runs:
            window = cls._runs.pop()._window
            window.agree_to_close()
            window.deleteLater()

    async def _end(self) -> None:
        if not self._windows.ended.is_set():
            for box in QApplication.topLevelWidgets():
                if not isinstance(box, MainWindow) and box.isVisible():
                    box.close()
            for one in self._windows._all:
                for editor in one.window.tree._delegate.open_editors():
                    one.window.tree.closeEditor(editor, QAbstractItemDelegate.EndEditHint.RevertModelCache)
                one.bench.ticket.stack.setClean()
                one.window.setUpdatesEnabled(False)  # nobody looks any more
            await self.until(
                lambda: not any(one.bench.tasks.is_running("close") for one in self._windows._all),
                "the end of an earlier try to close",
            )
            self._windows.quit()
            await self.until(self._windows.ended.is_set, "the end of the program")
        self._theme.set_zoom(100)
        # Else each program that ever ran would dress the windows of all later tests.
        self._theme._hints.colorSchemeChanged.disconnect(self._theme._follow)
        if isValid(self._window):  # the last to be closed goes with the program
            self._window.deleteLater()
        await asyncio.sleep(0)

    @property
    def has_ended(self) -> bool:
        return self._windows.ended.is_set()

    async def other_window(self) -> Person:
        """A person at the window that was opened last."""
        first = self._window

        def another() -> Person | None:
            made = self._windows._all[-1].window
            return Person(made, self._shots) if made is not first and made.isVisible() else None

        return await self.until(another, "another window")

    async def filled(self) -> None:
        """Wait until there is a ticket whose fields bear their names, and nothing is under way."""
        await self.until(lambda: "Title" in self.names(), "a ticket")
        await self.gone()
        await self.until(lambda: not self._workspace.bench.is_busy and self.is_free_of("fields"), "rest")

    async def rest(self) -> None:
        """Wait until nothing at all is under way in any window."""
        await self.until(lambda: self.is_at_rest, "the end of all that was begun")

    @property
    def is_at_rest(self) -> bool:
        """Whether nothing at all is under way in any window."""
        return not any(one.bench.tasks._running for one in self._windows._all)

    def is_free_of(self, task: str) -> bool:
        """Whether nothing of that name is under way in the window."""
        return not self._workspace.bench.tasks.is_running(task)

    def ticket(self) -> dict[str, Any]:
        """The draft as it would be saved."""
        found: dict[str, Any] = json.loads(present(self._workspace.bench.ticket.document).to_bytes())
        return found

    async def pick_reference(self, name: str, typed: str, wanted: str) -> None:
        """Pick a reference by keyboard, and wait until the picker is gone."""
        await self.select(name)
        await self.press("F2")
        view = await self.control("Entries", QTreeView)
        await self.until(lambda: view.model().rowCount() > 0, "entries")
        await self.type(typed)
        await self.until(lambda: wanted in str(view.currentIndex().data()), f"{wanted} to be selected")
        self.shoot(f"choose-{name}-{wanted}")
        await self.press("Return")
        await self.gone()

    async def choose_provider(self, root: str, client_id: str) -> None:
        """Open the dialog and say that the browser is to sign in at this provider."""
        await self.menu("File", "Sign In…")
        scheme = await self.control("Sign in with", QComboBox)
        scheme.setCurrentIndex(scheme.findData("browser"))
        environment = await self.control("Environment", QComboBox)
        environment.setCurrentIndex(environment.findData(""))
        await self.fill("Discovery address", f"{root}/login/.well-known/openid-configuration")
        await self.fill("Client ID", client_id)

    async def sign_in(
        self, url: str, user: str = "admin", secret: str = PASSWORD, name: str = "Work"
    ) -> None:
        """Fill in the dialog, opened if it is not, and sign in."""
        if self.find("Server URL") is None:
            await self.menu("File", "Sign In…")
        await self.fill("Connection", name)
        await self.fill("Server URL", url)
        await self.fill("User name", user)
        await self.fill("Password", secret)
        await self.click("Sign in")


def choose_served_names() -> None:
    """Call properties by the names of the API, in the order served, as a person would who had chosen so."""
    memory = WindowMemory()
    memory.name_style, memory.is_grouped = "api", False


Start = Callable[[], Awaitable[Program]]
"""Starts the program."""

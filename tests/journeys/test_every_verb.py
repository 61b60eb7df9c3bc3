"""Every menu entry and every button, in every state of the window: none of them ends in something unforeseen.

The dialogs that they open are walked through as well: each of their buttons is pressed once.
"""

from __future__ import annotations

import asyncio
import logging
import shutil
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtGui import QAction, QDesktopServices
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QFileDialog, QMenu, QToolButton, QWidget

from inspector.ui.sign_in.demo_tenant import FAIR
from tests.journeys.program import Program
from tests.present import present

SEED = Path(__file__).parents[1] / "fixtures" / "seed_ticket.json"
LEAVING = ("Close Window", "Quit")
"""What ends the program: last of all."""
MOST = 12
"""Buttons of one dialog that are pressed."""
FEW, TURNS = 8, 40
"""Of the loop: until what was begun is under way, and at most while it is."""


@dataclass
class Walk:
    """A person who presses everything."""

    program: Program
    prepare: Callable[[], Awaitable[None]]
    pressed: list[str] = field(default_factory=list)

    async def everything(self) -> None:
        """Each entry, each button, and each button of what they open."""
        await self.prepare()
        names = [*self._entries(), *self._buttons(self.program._window)]
        for name in names:
            number = 0
            while await self._press(name, number) and number < MOST:
                number += 1

    async def _press(self, name: str, number: int) -> bool:
        """Press that, and in the dialog that comes the button of that number; whether there is one after it."""
        await self.prepare()
        found = (self._entries() | self._buttons(self.program._window)).get(name)
        if found is None or not found.isEnabled() or name.endswith(LEAVING):
            return False
        self.pressed.append(name)
        act = found.trigger if isinstance(found, QAction) else found.click
        await self.program._do(act)
        await self._opened()
        dialog = self._in_front()
        if dialog is None:
            return False
        buttons = self._buttons(dialog)
        if isinstance(dialog, QFileDialog | QPrintDialog):  # Qt's own
            await self._answer(dialog, accept=not number)
            return not number
        if number < len(buttons):
            label, button = list(buttons.items())[number]
            self.pressed.append(f"{name} > {label}")
            await self.program._do(button.click)
            await self._opened()
        await self.tidy()
        return number + 1 < len(buttons)

    async def _answer(self, dialog: QFileDialog | QPrintDialog, *, accept: bool) -> None:
        if isinstance(dialog, QFileDialog) and accept:
            saves = dialog.acceptMode() is QFileDialog.AcceptMode.AcceptSave
            await self.program.give_path(
                Path.cwd() / (f"out{len(self.pressed)}.json" if saves else "seed.json")
            )
        else:
            await self.program._do(dialog.accept if accept else dialog.reject)
        await self._opened()
        await self.tidy()

    async def tidy(self) -> None:
        """Close all that was opened, without saving anything."""
        for _ in range(TURNS):
            dialog = self._in_front()
            if dialog is None:
                break
            await self.program._do(dialog.close)
            await self._turn(FEW)
        for other in self.program._windows._all[1:]:
            other.bench.ticket.stack.setClean()
            other.window.close()
        await self.program.until(lambda: len(self.program._windows._all) == 1, "one window")

    async def _opened(self) -> None:
        """Wait until whatever opens at once is open: nothing is under way, or it takes its time."""
        await self._turn(FEW)
        for _ in range(TURNS):
            if self.program.is_at_rest:
                break
            await self._turn(1)

    @staticmethod
    async def _turn(times: int) -> None:
        """Let the loop go round, and threads with it."""
        for _ in range(times):
            await asyncio.sleep(0)
            await asyncio.to_thread(int)

    def _in_front(self) -> QWidget | None:
        """What was opened above the window."""
        tops = [
            one
            for one in QApplication.topLevelWidgets()
            if one.isVisible() and isinstance(one, QDialog | QMenu)
        ]
        return QApplication.activePopupWidget() or QApplication.activeModalWidget() or next(iter(tops), None)

    def _entries(self) -> dict[str, QAction]:
        """Every menu entry that opens no further menu, by its way through the menus."""
        found: dict[str, QAction] = {}
        waiting: list[tuple[str, QWidget]] = [("", self.program._window.menuBar())]
        while waiting:
            way, owner = waiting.pop(0)
            if isinstance(owner, QMenu):
                owner.aboutToShow.emit()
            for action in owner.actions():
                name = f"{way} > {action.text().replace('&', '')}".removeprefix(" > ")
                below = action.menu()
                if isinstance(below, QMenu):
                    waiting.append((name, below))
                elif not action.isSeparator():
                    found[name] = action
        return found

    @staticmethod
    def _buttons(owner: QWidget) -> dict[str, QAbstractButton]:
        """The buttons that can be seen there, by what they are called."""
        found: dict[str, QAbstractButton] = {}
        for button in owner.findChildren(QAbstractButton):
            opens_menu = isinstance(button, QToolButton) and button.menu() is not None
            if button.isVisible() and button.isEnabled() and button.window() is owner and not opens_menu:
                found[
                    f"{(button.accessibleName() or button.text()).replace('&', '')} ({type(button).__name__})"
                ] = button
        return found


class Log(logging.Handler):
    """Whatever was not foreseen."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.found: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Remember it."""
        self.found.append(f"{record.getMessage()}: {record.exc_info and record.exc_info[1]!r}")


@pytest.fixture
def log() -> Iterator[Log]:
    made = Log()
    logging.getLogger().addHandler(made)
    yield made
    logging.getLogger().removeHandler(made)


@pytest.fixture(autouse=True)
def screen() -> None:
    """One that shows everything at once: whatever was pressed is painted as well."""


@pytest.fixture(autouse=True)
def no_browser(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No page is opened and nothing outside asked; there is a draft to be opened."""
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: True)
    shutil.copy(SEED, tmp_path / "seed.json")


async def nothing_open(program: Program) -> None:
    """Signed out, and no draft."""
    bench = program._workspace.bench
    if bench.ticket.document is None and bench.place.signed is None:
        return
    bench.ticket.stack.setClean()
    program._workspace.features.signing_in.sign_out()
    await program.rest()
    bench.ticket.clear()


async def at_the_demo_tenant(program: Program, delay: float = 0.0, fail: str | None = None) -> None:
    """Signed in, with a ticket, and this weather from now on."""
    bench, tenant = program._workspace.bench, program._windows._tenant
    if bench.place.signed is None or bench.ticket.document is None:
        bench.tasks.cancel("fetch")
        bench.ticket.stack.setClean()
        tenant.set_weather(*FAIR)
        program._workspace.features.signing_in.demo()
        await program.until(lambda: bench.ticket.document is not None and not bench.is_busy, "a ticket")
        bench.voice.hush()
    tenant.set_weather(delay, fail)
    program._window.tree.select(("Title",))


async def with_an_edited_draft(program: Program) -> None:
    """Not signed in; a draft from a file, with a change that is in no file."""
    ticket = program._workspace.bench.ticket
    if ticket.document is None or program._workspace.bench.place.signed is not None:
        await nothing_open(program)
        shutil.copy(SEED, "seed.json")
        program._workspace.features.drafts.open_path(Path("seed.json").absolute())
        await program.until(lambda: ticket.document is not None, "the draft")
    title = present(ticket.document).find(("Title",))
    if title is not None and not ticket.is_unsaved:
        ticket.set_raw(title, b'"Mine"', "Edit")
    program._window.tree.select(("OwnedBy",))


async def while_a_fetch_waits(program: Program) -> None:
    """The demo tenant does not answer."""
    bench = program._workspace.bench
    await at_the_demo_tenant(program, delay=3600.0)
    if not bench.ticket.is_stale:
        bench.ticket.stack.setClean()
        program._workspace.features.fetching.fetch()
        await program.until(lambda: bench.ticket.is_stale, "a fetch")


async def in_bad_weather(program: Program) -> None:
    """The demo tenant answers with failures only."""
    await at_the_demo_tenant(program, fail="500")


@pytest.mark.parametrize(
    ("prepare", "least"),
    [
        (nothing_open, 40),
        (at_the_demo_tenant, 80),
        (with_an_edited_draft, 80),
        (while_a_fetch_waits, 60),
        (in_bad_weather, 80),
    ],
)
async def test_nothing_ends_in_something_unforeseen(
    program: Program, prepare: Callable[[Program], Awaitable[None]], least: int, log: Log
) -> None:
    bench = program._workspace.bench
    program._windows._remembered.settings.update_address = "https://127.0.0.1:9/none"
    unforeseen: list[str] = []
    bench.voice.told.connect(lambda text, *_: unforeseen.append(text) if "unforeseen" in text else None)
    walk = Walk(program, lambda: prepare(program))
    await walk.everything()
    bench.ticket.stack.setClean()
    assert not unforeseen + log.found, walk.pressed
    assert len(set(walk.pressed)) >= least, walk.pressed

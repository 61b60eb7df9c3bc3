"""`--smoke-test`: whether this copy of the program works on this computer, step by step, in a real window.

It touches neither the person's settings nor their drafts, and leaves nothing behind but its report. An installer's test
runs it on the installed program; so can a person whom the program fails.
"""

from __future__ import annotations

import asyncio
import os
import platform
import sys
import tempfile
import threading
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from inspector.ui.window.wiring import Workspace

PATIENCE = 60
"""Seconds for one step; a keyring may ask the person something."""
LAST_PATIENCE = 300
"""Seconds for all, in case the event loop itself stands still."""
ENTRY = "smoke-test:probe"


class Report:
    """Tells each step on standard output, if there is one (windowed programs on Windows have none), and in a file."""

    def __init__(self, file: Path | None) -> None:
        self._file = file.open("w", encoding="utf-8") if file else None
        self.failed = False
        self.step = "start"

    def tell(self, line: str) -> None:
        """One line, at once."""
        for out in (sys.stdout, self._file):
            if out is not None:
                print(line, file=out, flush=True)

    def close(self) -> None:
        """The last line: passed or failed."""
        self.tell("SMOKE TEST FAILED" if self.failed else "Smoke test passed")
        if self._file is not None:
            self._file.close()

    def fail(self, error: Exception) -> None:
        """Tell that the current step failed, and why."""
        self.failed = True
        self.tell(f"FAILED {self.step}: {_reason(error)}")

    @asynccontextmanager
    async def doing(self, step: str) -> AsyncIterator[None]:
        """Name a step, time it, and tell why it failed. Raises Failed then."""
        self.step, began = step, time.perf_counter()
        try:
            async with asyncio.timeout(PATIENCE):
                yield
        except Exception as error:
            self.fail(error)
            raise Failed from error
        self.tell(f"ok {step} ({time.perf_counter() - began:.1f} s)")


class Failed(Exception):
    """A step failed, and this was reported."""


def _reason(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return f"no answer within {PATIENCE} seconds"
    return f"{type(error).__name__} {error}".strip()


def move_away() -> tempfile.TemporaryDirectory[str]:
    """Have everything that the program remembers go to a temporary folder; to be called before anything else."""
    place = tempfile.TemporaryDirectory(prefix="ticket-inspector-smoke-", ignore_cleanup_errors=True)
    os.environ["TICKET_INSPECTOR_CONFIG"] = place.name
    return place


def watch(report: Report) -> None:
    """End the process if it is not done after LAST_PATIENCE seconds."""

    def give_up() -> None:
        report.failed = True
        report.tell(f"FAILED {report.step}: the test did not end within {LAST_PATIENCE} seconds")
        report.close()
        os._exit(1)

    timer = threading.Timer(LAST_PATIENCE, give_up)
    timer.daemon = True
    timer.start()


async def tour(workspace: Workspace, report: Report, version: str) -> None:
    """Every step, in a window that is already on screen; the report says how it went."""
    try:
        for line in _versions(version):
            report.tell(line)
        await _work(workspace, report)
        await _keyring(report)
    except Failed:
        pass


def _versions(version: str) -> list[str]:
    from PySide6.QtCore import qVersion
    from PySide6.QtGui import QGuiApplication

    frozen = "frozen" if getattr(sys, "frozen", False) else "from source"
    return [
        f"Ticket Draft Inspector {version}, {frozen}",
        f"Python {platform.python_version()}, Qt {qVersion()} ({QGuiApplication.platformName()})",
        platform.platform(),
    ]


async def _work(workspace: Workspace, report: Report) -> None:
    ticket, window = workspace.bench.ticket, workspace.window
    draft = Path(os.environ["TICKET_INSPECTOR_CONFIG"], "smoke test ö.json")
    async with report.doing("window"):
        await _until(lambda: window.isVisible() and not window.grab().isNull())
    async with report.doing("speak every language"):
        _speak_every_language()
    async with report.doing("sign in to the demo tenant, fetch the defaults"):
        workspace.features.signing_in.demo()
        await _until(lambda: _done(workspace) and ticket.document is not None)
    async with report.doing("edit"):
        assert ticket.document is not None
        title = ticket.document.find(("Title",))
        assert title is not None
        assert ticket.set_value(title, "Smoke test")
    async with report.doing("save a draft"):
        await workspace.features.drafts.write_to(ticket.document, draft)
        assert b"Smoke test" in await asyncio.to_thread(draft.read_bytes)
    async with report.doing("open it again"):
        saved = ticket.document
        workspace.features.drafts.open_path(draft)
        await _until(lambda: _done(workspace) and ticket.document is not saved)
        found = ticket.document.find(("Title",)) if ticket.document is not None else None
        assert found is not None
        assert found.value == "Smoke test"


def _speak_every_language() -> None:
    """Read each catalogue, and Qt's own, and have the window say all that."""
    from inspector.ui.kit import saying
    from inspector.words import language

    before = language.spoken()
    for code in (*language.LANGUAGES, before):
        saying.speak(code)
        assert language.spoken() == code


def _done(workspace: Workspace) -> bool:
    """Whether nothing is under way. Raises AssertionError with the notice where something went wrong."""
    if told := workspace.window.notice.text():
        raise AssertionError(told)
    return not workspace.bench.is_busy


async def _keyring(report: Report) -> None:
    from inspector.services.credentials import Keyring

    keyring, secret = Keyring(), os.urandom(12).hex()
    async with report.doing("write, read and delete in the keyring"):
        await keyring.set(ENTRY, secret)
        try:
            assert await keyring.get(ENTRY) == secret
        finally:
            await keyring.delete(ENTRY)
        assert await keyring.get(ENTRY) is None
    report.tell(f"keyring: {keyring.name}")


async def _until(ready: Callable[[], bool]) -> None:
    while not ready():  # noqa: ASYNC110 - several conditions, no one event
        await asyncio.sleep(0.02)

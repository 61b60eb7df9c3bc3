"""The program with someone who types without pause, until it is killed: run by test_recovery.

Arguments: the draft to open, and after how many edits to save; 0 is never. Tells on standard output each edit that was
`made`, and each that is `kept`: in the journal, and on the disk.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from inspector.app import DemoTenant
from inspector.domain.document import Edit, SetValue
from inspector.services import recovery, settings
from inspector.services.credentials import Keyring
from inspector.ui.drafts import recovering
from inspector.ui.kit.event_loop import EventLoop
from inspector.ui.kit.theme import Theme
from inspector.ui.program.windows import Windows
from inspector.ui.window.furnish import furnish
from inspector.ui.window.window import MainWindow
from tests.present import present

PACE = 0.02


def tell(what: str, number: object) -> None:
    """In one piece, for two threads tell."""
    os.write(1, f"{what} {number}\n".encode())


class Telling(recovery.Journal):
    """A journal that says what it holds."""

    def write(self, *edits: Edit) -> None:
        super().write(*edits)
        for edit in edits:
            if isinstance(edit, SetValue) and edit.path:
                tell("kept", json.loads(edit.new).removeprefix("edit "))


async def type_on(app: QApplication, draft: Path, often: int) -> None:
    theme = Theme(app)
    workspace = Windows(theme, settings.load(), Keyring(), DemoTenant()).add(furnish(MainWindow(), theme))
    workspace.window.show()
    workspace.features.drafts.open_path(draft)
    while workspace.bench.ticket.document is None:  # noqa: ASYNC110 - nothing signals it
        await asyncio.sleep(0.01)
    number = 0
    while True:
        number += 1
        title = present(workspace.bench.ticket.document.find(("Title",)))
        workspace.bench.ticket.set_value(title, f"edit {number}")
        tell("made", number)
        if often and number % often == 0:
            workspace.features.drafts.save()
        await asyncio.sleep(PACE)


if __name__ == "__main__":
    recovering.Journal = Telling  # type: ignore[attr-defined]  # in place of the one that it imported
    app = QApplication([])
    with asyncio.Runner(loop_factory=lambda: EventLoop(app)) as runner:
        runner.run(type_on(app, Path(sys.argv[1]), int(sys.argv[2])))

"""The program with somebody who types without pause, until it is killed: run by test_recovery.

Arguments: the draft to open, and after how many edits to save; 0 is never. Tells every edit and the time on standard
output before the next.
"""

from __future__ import annotations

import asyncio
import sys
import time
from pathlib import Path

from PySide6.QtWidgets import QApplication

from inspector.app import DemoTenant, event_loop
from inspector.services import settings
from inspector.services.credentials import Keyring
from inspector.ui.theme import Theme
from inspector.ui.window import MainWindow
from inspector.ui.windows import Windows
from tests.present import present

PACE = 0.02


async def type_on(app: QApplication, draft: Path, often: int) -> None:
    theme = Theme(app)
    workspace = Windows(theme, settings.load(), Keyring(), DemoTenant()).add(MainWindow(theme))
    workspace.window.show()
    workspace.drafts.open_path(draft)
    while workspace.model.document is None:  # noqa: ASYNC110 - nothing tells
        await asyncio.sleep(0.01)
    number = 0
    while True:
        number += 1
        title = present(workspace.model.document.find(("Title",)))
        workspace.model.set_value(title, f"edit {number}")
        print(number, time.monotonic(), flush=True)
        if often and number % often == 0:
            workspace.drafts.save()
        await asyncio.sleep(PACE)


if __name__ == "__main__":
    app = QApplication([])
    with asyncio.Runner(loop_factory=lambda: event_loop(app)) as runner:
        runner.run(type_on(app, Path(sys.argv[1]), int(sys.argv[2])))

"""What every feature gets: what is open, where we are, what is remembered, how the person is told."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from inspector.services import files

if TYPE_CHECKING:
    from pathlib import Path

    from inspector.ui.bench.place import Place
    from inspector.ui.bench.remembered import Remembered
    from inspector.ui.bench.ticket import OpenTicket
    from inspector.ui.bench.voice import Voice
    from inspector.ui.kit.memory import WindowMemory
    from inspector.ui.kit.tasks import Tasks
    from inspector.ui.kit.theme import Theme

REPLACING = ("sign_in", "fetch", "open", "save", "save_as")
"""Tasks that will put something else on screen, or into the file."""
ASKING = ("ask", "pick", "rebase", "close")
"""Tasks that ask the person about what is on screen."""


@dataclass(frozen=True)
class Bench:
    """Of one window; `remembered`, `theme` and `memory` are the same in all."""

    ticket: OpenTicket
    place: Place
    remembered: Remembered
    voice: Voice
    tasks: Tasks
    theme: Theme
    memory: WindowMemory

    @property
    def is_busy(self) -> bool:
        """Whether something is under way that will change what is shown."""
        return self.tasks.is_running(*REPLACING, "find")

    async def open_elsewhere(self, path: Path) -> Path | None:
        """What another window calls this file, if its draft is there; links and other spellings count."""
        held = self.place.others.held()
        return await asyncio.to_thread(files.same, path, held) if held else None

    async def is_own_file(self, path: Path) -> bool:
        """Whether this file holds the draft itself."""
        held = self.ticket.file
        return held is not None and await asyncio.to_thread(files.same, path, [held.path]) is not None

    def may_be_replaced(self) -> bool:
        """Whether another draft may be shown here without a question, and takes nothing from whoever is at work."""
        taken = self.ticket.take_typed()
        return taken and not self.tasks.is_running(*REPLACING, *ASKING) and not self.ticket.is_unsaved

"""What is left to do before the draft is a ticket: looked for after each change, listed, counted, mended."""

from __future__ import annotations

import asyncio
from itertools import islice
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from inspector.domain import checks
from inspector.ui.problems.words import fix_words, summary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QToolButton

    from inspector.domain.checks import Problem
    from inspector.ui.bench.bench import Bench
    from inspector.ui.problems.pane import ProblemsPane


AT_ONCE = 200
"""Properties that are looked at before the window has its turn."""


class Checking(QObject):
    """Keeps the pane and the light in the status bar in step with what is open."""

    edit_wanted = Signal(tuple)
    """The keys of the property that the person has to mend, where no button can."""

    def __init__(self, bench: Bench, pane: ProblemsPane, light: QToolButton) -> None:
        super().__init__(pane)
        self._bench, self._ticket, self._pane, self._light = bench, bench.ticket, pane, light
        bench.ticket.shown.connect(self._check)
        bench.ticket.edited.connect(self._check)
        bench.ticket.learned.connect(self._check)
        bench.theme.changed.connect(self._show_light)
        bench.memory.changed.connect(self._call_names)
        self._call_names()
        pane.fix_wanted.connect(self._fix)
        light.clicked.connect(pane.focus)
        self._show_light()

    def _call_names(self) -> None:
        self._pane.call_names(self._bench.memory.name_style)

    def go(self, step: int) -> None:
        """To the property of the next problem for 1, of the one before for -1, and round; say what is left there."""
        self._bench.voice.progress(self._pane.step(step))

    def _check(self) -> None:
        """Look at once, so that what was just typed is judged at once; only a huge ticket takes several turns."""
        self._bench.tasks.cancel("check")
        document = self._ticket.document
        look = checks.look(document, self._bench.place.known()) if document is not None else iter(())
        self._ticket.problems = []
        if self._go_on(look):
            self._show()
        else:
            self._bench.tasks.start("check", self._finish(look), again="replace")

    def _go_on(self, look: Iterator[Problem | None]) -> bool:
        """Look at some more properties; whether these were all."""
        some = list(islice(look, AT_ONCE))
        self._ticket.problems += filter(None, some)
        return len(some) < AT_ONCE

    async def _finish(self, look: Iterator[Problem | None]) -> None:
        more = True
        while more:
            await asyncio.sleep(0)
            more = not self._go_on(look)
        self._show()

    def _show(self) -> None:
        self._pane.show_problems(self._ticket.problems)
        self._show_light()

    def _show_light(self) -> None:
        """Say in the status bar how much is left."""
        light, left = self._light, bool(self._ticket.problems)
        light.setVisible(self._ticket.document is not None)
        light.setText(summary(self._ticket.problems))
        light.setIcon(self._bench.theme.icon("warning" if left else "check", "amber" if left else "green"))

    def _fix(self, problem: Problem) -> None:
        """Mend a problem, or lead to where the person can."""
        document = self._ticket.document
        node = document.find(problem.keys) if document is not None and not self._ticket.is_stale else None
        if node is None or not self._ticket.take_typed():
            return
        edit = checks.fix(problem, node)
        if edit is not None:
            self._ticket.push(edit, fix_words(problem, self._bench.memory.name_style))
        else:
            self.edit_wanted.emit(problem.keys)

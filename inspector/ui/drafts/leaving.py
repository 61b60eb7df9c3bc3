"""Nothing that is not saved is given up without a question."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMessageBox

from inspector.ui.kit.question import Button, answer, question
from inspector.words.language import tr

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from inspector.ui.bench.bench import Bench
    from inspector.ui.bench.ticket import Decision


class Leaving:
    """Asks whoever is about to lose changes; the Guard of what is open."""

    def __init__(self, bench: Bench, window: QWidget, save: Callable[[], Awaitable[bool]]) -> None:
        self._bench, self._window, self._save = bench, window, save

    async def may_leave(self) -> bool:
        """Ask what to do with unsaved changes, if there are any; False where the person wants to stay."""
        return await self._ask() == "leave"

    async def may_fetch(self) -> Decision:
        """The same before new defaults come; `keep` where the changes are to be carried over."""
        return await self._ask(tr("Keep My Edits"))

    async def _ask(self, keep: str = "") -> Decision:
        while True:
            await self._bench.tasks.finish("save")  # there may be nothing left to ask
            if not self._bench.ticket.take_typed():
                return "stay"
            if not self._bench.ticket.is_unsaved:
                return "leave"
            decision = await self._decide(keep)
            if decision is not None:
                return decision

    async def _decide(self, keep: str) -> Decision | None:
        """None where it was saved: the person may have gone on working meanwhile."""
        ticket = self._bench.ticket
        box = question(
            self._bench.theme,
            self._window,
            tr("Unsaved changes"),
            tr("Save the changes to “{name}”?").format(name=ticket.name),
            tr("One change will be lost if you don't.")
            if ticket.stack.index() == 1
            else tr("Your changes will be lost if you don't."),
            *(Button.Save, Button.Discard, Button.Cancel),
        )
        box.button(Button.Discard).setText(tr("Don't Save"))
        kept = box.addButton(keep, QMessageBox.ButtonRole.AcceptRole) if keep else None
        chosen = await answer(box)
        if kept is not None and box.clickedButton() is kept:
            return "keep"
        if chosen == Button.Save:
            return None if await self._save() else "stay"
        return "leave" if chosen == Button.Discard else "stay"

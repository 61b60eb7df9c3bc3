"""Nothing that is not saved is given up without a question."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from inspector.domain.visible import name_in_line
from inspector.ui.kit.question import Button, answer, question
from inspector.ui.kit.saying import said
from inspector.words.language import tr

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMessageBox, QWidget

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
        return await self._ask(for_fetch=True)

    async def _ask(self, *, for_fetch: bool = False) -> Decision:
        while True:
            await self._bench.tasks.finish("save")  # there may be nothing left to ask
            if not self._bench.ticket.take_typed():
                return "stay"
            if not self._bench.ticket.is_unsaved:
                return "leave"
            box = self._about_a_fetch() if for_fetch else self._about_leaving()
            decision = await self._decide(box)
            if decision is not None:
                return decision

    def _about_leaving(self) -> QMessageBox:
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
        said(box.button(Button.Discard), tr("Don't Save"))
        return box

    def _about_a_fetch(self) -> QMessageBox:
        """Nothing need be lost here, so that comes first."""
        ticket = self._bench.ticket
        count = ticket.stack.index()
        told = {
            0: tr("“{name}” is not saved. What is to become of it?"),  # undone to before what was saved
            1: tr("“{name}” has one change that is not saved. What is to become of it?"),
        }.get(count, tr("“{name}” has {n} changes that are not saved. What is to become of them?"))
        box = question(
            self._bench.theme,
            self._window,
            tr("Fetch new defaults"),
            told.format(name=name_in_line(ticket.name), n=count),
            tr(
                "“Keep My Edits” puts them onto what the server sends now. “Save and Fetch” writes the draft as it is "
                "into a file first. “Discard and Fetch” gives them up."
            ),
            *(Button.Retry, Button.Save, Button.Discard, Button.Cancel),
        )
        said(box.button(Button.Retry), tr("Keep My Edits"))
        said(box.button(Button.Save), tr("Save and Fetch"))
        said(box.button(Button.Discard), tr("Discard and Fetch"))
        return box

    async def _decide(self, box: QMessageBox) -> Decision | None:
        """None where it was saved: the person may have gone on working meanwhile."""
        match await answer(box):
            case Button.Retry:
                return "keep"
            case Button.Save:
                return None if await self._save() else "stay"
            case Button.Discard:
                return "leave"
        return "stay"

"""Drafts as files: open and save."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from inspector.domain import entity
from inspector.domain.errors import FileTrouble, InspectorError
from inspector.services import defaults, files
from inspector.ui.bench.source import Source
from inspector.ui.bench.ticket import DraftFile
from inspector.ui.drafts.file_watch import FileWatch
from inspector.ui.drafts.leaving import Leaving
from inspector.ui.drafts.recent import Recent
from inspector.ui.kit.choosing import begin_in, choose_place
from inspector.ui.kit.guidance import explain
from inspector.ui.kit.question import Button, answer, question
from inspector.ui.kit.saying import said
from inspector.words.language import tr

if TYPE_CHECKING:
    from msgspec import Raw
    from PySide6.QtWidgets import QMenu, QWidget

    from inspector.domain.document import Document
    from inspector.domain.spelling import Form
    from inspector.ui.bench.bench import Bench

ENDINGS = (".json", ".ticketdraft")
"""The second is our JSON with an extension of its own, which installers associate with this program."""


class Drafts(QObject):
    """The file behind the open draft, if it has one."""

    window_wanted = Signal(object)
    """Another window is to show the draft in this Path, or an empty one for None."""
    compare_wanted = Signal()
    """What is open is to be compared with what the server says now."""

    def __init__(self, bench: Bench, window: QWidget, recent_menu: QMenu) -> None:
        super().__init__(window)
        self._bench, self._ticket, self._window = bench, bench.ticket, window
        self._again = False
        """Whether the draft is to be saved once more when it has been saved."""
        self._watch = FileWatch(bench, self)
        self._watch.reload_wanted.connect(self.open_path)
        self._recent = Recent(bench.remembered, recent_menu)
        self._recent.chosen.connect(self.open_path)
        bench.ticket.closing.connect(lambda: bench.voice.withdraw("made_from"))
        bench.ticket.guard = Leaving(bench, window, self.write)

    # -- opening --------------------------------------------------------------------------------------

    def open(self) -> None:
        """Ask which draft, and show it."""
        self._bench.tasks.start("open", self._choose_and_open(), again="replace")

    def open_path(self, path: Path) -> None:
        """Show that draft."""
        self._bench.tasks.start("open", self._open(path), again="replace")

    def open_window(self) -> None:
        """A second window, for a second draft."""
        self.window_wanted.emit(None)

    def open_dropped(self, paths: list[Path]) -> None:
        """Show the first of these drafts here, and each other in a window of its own."""
        if paths:
            self.open_path(paths[0])
            for path in paths[1:]:
                self.window_wanted.emit(path)

    async def _choose_and_open(self) -> None:
        dialog = self._dialog(QFileDialog.FileMode.ExistingFile, tr("Open Draft"))
        if await answer(dialog) and (chosen := dialog.selectedFiles()):
            await self._open(Path(chosen[0]))

    async def _open(self, path: Path) -> None:
        if self._bench.place.others.go_where_open(await self._bench.open_elsewhere(path) or path):
            return
        while await self._ticket.guard.may_leave():
            agreed = self._ticket.at_stake(), self._ticket.file
            if await self._load(path, lambda agreed=agreed: self._is_as_it_was(agreed)):  # type: ignore[misc]
                return

    def _is_as_it_was(self, agreed: object) -> bool:
        """Whether nobody has worked on what is open, and nothing was saved: what was read may be older than that."""
        now = self._ticket.at_stake(), self._ticket.file
        return now == agreed and not self._bench.tasks.is_running("save")

    async def _load(self, path: Path, may_go_on: Callable[[], bool] = lambda: True) -> bool:
        """Show that draft in place of what is shown, or tell why not; False where, once read, it may not be shown."""
        async with self._bench.place.others.turns.of(path):  # it may just be exported to
            try:
                document, fingerprint = await asyncio.to_thread(_read, path)
            except FileTrouble as error:
                self._bench.voice.fail(error)
            except InspectorError as error:
                self._bench.voice.fail(error, tr("{name} was not opened.").format(name=path.name))
            else:
                if not may_go_on():
                    return False
                self._bench.voice.hush()
                self._ticket.show(document, Source("file"), DraftFile(path, fingerprint))
                told = tr("Opened {path}").format(path=path)
                self._bench.voice.progress(" · ".join((told, *form_words(document.form))))
                self._recent.add(path)
                if document.default is None:
                    self._tell_unknown()
        return True

    def _tell_unknown(self) -> None:
        """Say why nothing is marked as changed, and offer what can be done about it."""
        voice = self._bench.voice
        told = tr("What this draft was made from is not known here, so its changes are not marked.")
        if self._bench.place.signed is None:
            how = tr("Sign in to compare it with today's defaults.")
            voice.tell(f"{told} {how}", about="made_from")
        else:
            button = tr("Compare with Today's Defaults…")
            voice.tell(told, "info", button, self.compare_wanted.emit, about="made_from")

    # -- saving ---------------------------------------------------------------------------------------

    def save(self) -> None:
        """Save where it was saved before; else ask where."""
        self._start_saving()

    def save_as(self) -> None:
        """Ask where, and save there."""
        self._bench.tasks.start("save_as", self._choose_and_save(), again="refuse")

    async def _choose_and_save(self) -> None:
        if path := await self._choose_place():
            await self._bench.tasks.finish("save")  # that goes to where it was going
            self._start_saving(path)

    def _start_saving(self, path: Path | None = None) -> asyncio.Task[bool] | None:
        self._again = True
        return self._bench.tasks.start("save", self._save(path), again="join")

    async def _save(self, path: Path | None) -> bool:
        """Save; whoever saves again meanwhile means what they changed meanwhile."""
        self._again = False
        while saved := await self._write(path):
            if not self._again or self._ticket.stack.isClean():
                break
            self._again, path = False, None
        return saved

    async def write(self) -> bool:
        """Save for somebody who goes on then: to the end, even where nobody waits for it any more.

        False where the person changed their mind or it failed, which is then told.
        """
        saving = self._start_saving()
        return saving is not None and await asyncio.shield(saving)

    async def _write(self, path: Path | None) -> bool:
        ticket = self._ticket
        taken = ticket.take_typed()
        document, serial, held = ticket.document, ticket.serial, ticket.file
        if document is None or not taken:
            return False
        path = path or (held.path if held is not None else await self._choose_place())
        over = held.fingerprint if held is not None and path == held.path else None
        while path is not None:
            if ticket.serial == serial and ticket.document is not None:
                document = ticket.document  # a rebase may have been done or undone meanwhile
            try:
                await self.write_to(document, path, over)
            except FileTrouble as error:
                if error.code == "changed":
                    path, over = await self._settle_conflict(path), None
                    continue
                self._bench.voice.fail(error, tr("The draft was not saved."), about="file")
                return False
            return True
        return False

    async def _settle_conflict(self, path: Path) -> Path | None:
        """Another program changed the file: where to save all the same; None where the person wants to look first."""
        box = question(
            self._bench.theme,
            self._window,
            tr("The file was changed"),
            tr("“{name}” was changed by another program since you opened or saved it.").format(
                name=path.name
            ),
            tr(
                "Save As keeps both. Overwrite loses what is in the file now. "
                "Reload shows it, and loses your changes."
            ),
            *(Button.Save, Button.Yes, Button.Reset, Button.Cancel),
        )
        for button, text in (
            (Button.Save, tr("Save As…")),
            (Button.Yes, tr("Overwrite")),
            (Button.Reset, tr("Reload")),
        ):
            said(box.button(button), text)
        match await answer(box):
            case Button.Save:
                return await self._choose_place()
            case Button.Yes:
                return path
            case Button.Reset:
                await self._load(path)
        return None

    async def write_to(self, document: Document, path: Path, over: str | None = None) -> None:
        """Write the draft to that file, and call it saved, if it still is what is open.

        Raises FileTrouble: `changed` where the file holds anything but what has the fingerprint `over`, `open_here`
        where another window has it.
        """
        bench, ticket = self._bench, self._ticket
        ticket.being_written = path  # from now on no other window begins with it
        try:
            async with bench.place.others.turns.of(path):
                if await bench.open_elsewhere(path) is not None:
                    raise FileTrouble("open_here", path=str(path))
                saved = ticket.snapshot(document)
                fingerprint = await asyncio.to_thread(
                    _write, path, document.form, saved.piece, saved.default, over
                )
        finally:
            ticket.being_written = None
        if ticket.serial == saved.serial:
            bench.voice.settle("file")
        ticket.note_saved(DraftFile(path, fingerprint), saved)
        bench.voice.done(tr("Saved {path}").format(path=path))
        self._recent.add(path)

    async def _choose_place(self) -> Path | None:
        def make() -> QFileDialog:
            dialog = self._dialog(QFileDialog.FileMode.AnyFile, tr("Save Draft"))
            dialog.selectFile(self._ticket.file.path.name if self._ticket.file else "ticket-draft.json")
            return dialog

        return await choose_place(self._bench.theme, self._window, make, ENDINGS)

    def _dialog(self, mode: QFileDialog.FileMode, title: str) -> QFileDialog:
        dialog = QFileDialog(self._window, title)
        explain(dialog, "drafts")
        dialog.setFileMode(mode)
        pattern = " ".join(f"*{ending}" for ending in ENDINGS)
        dialog.setNameFilters([tr("Ticket drafts ({pattern})").format(pattern=pattern), tr("All files (*)")])
        held, latest = self._ticket.file, self._recent.latest()
        begin_in(dialog, held.path.parent if held else None, latest.parent if latest else None)
        return dialog


def form_words(form: Form) -> list[str]:
    """What is told when a file is opened that is not just a ticket with the schema's names."""
    found = []
    if form.before:
        found.append(tr("It is the entity of a request; the rest of the request is saved with it."))
    if form.names is not None:
        found.append(tr("Its names are shown as SuperOffice documents them, and saved as they came."))
    return found


def _read(path: Path) -> tuple[Document, str]:
    """The draft in a file, and the file's fingerprint."""
    data = files.read_draft(path)
    document, fingerprint = entity.open_ticket(data), files.fingerprint_of(data)
    if (default := defaults.of(fingerprint)) is not None:
        document.compare_with(default)
        entity.know_rights(document)
    return document, fingerprint


def _write(path: Path, form: Form, piece: Raw, default: bytes | Raw | None, over: str | None) -> str:
    """Write a draft, and give the fingerprint of what is in the file then; remember what it was made from."""
    data = form.as_file(piece)
    files.write_draft(path, data, over=over)
    fingerprint = files.fingerprint_of(data)
    if default is not None:
        defaults.keep(fingerprint, bytes(default))
    return fingerprint

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
from inspector.ui.kit.question import Button, answer, question
from inspector.words.language import tr

if TYPE_CHECKING:
    from msgspec import Raw
    from PySide6.QtWidgets import QMenu, QWidget

    from inspector.domain.document import Document
    from inspector.domain.spelling import Form
    from inspector.ui.bench.bench import Bench

PATTERN = "*.json *.ticketdraft"
"""The second is our JSON with an extension of its own, which installers associate with this program."""


class Drafts(QObject):
    """The file behind the open draft, if it has one."""

    window_wanted = Signal(object)
    """Another window is to show the draft in this Path, or an empty one for None."""

    def __init__(self, bench: Bench, window: QWidget, recent_menu: QMenu) -> None:
        super().__init__(window)
        self._bench, self._ticket, self._window = bench, bench.ticket, window
        self._again = False
        """Whether the draft is to be saved once more when it has been saved."""
        self._watch = FileWatch(bench, self)
        self._watch.reload_wanted.connect(self.open_path)
        self._recent = Recent(bench.remembered, recent_menu)
        self._recent.chosen.connect(self.open_path)
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
        dialog = self._dialog(QFileDialog.AcceptMode.AcceptOpen, tr("Open Draft"))
        if await answer(dialog) and (chosen := dialog.selectedFiles()):
            await self._open(Path(chosen[0]))

    async def _open(self, path: Path) -> None:
        if self._bench.place.others.go_where_open(path):
            return
        while await self._ticket.guard.may_leave():
            agreed = self._ticket.at_stake()
            if await self._load(path, lambda agreed=agreed: self._ticket.at_stake() == agreed):  # type: ignore[misc]
                return

    async def _load(self, path: Path, may_go_on: Callable[[], bool] = lambda: True) -> bool:
        """Show that draft in place of what is shown, or tell why not; False where, once read, it may not be shown."""
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
        return True

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
        taken = self._ticket.take_typed()
        document = self._ticket.document
        if document is None or not taken:
            return False
        held = self._ticket.file
        path = path or (held.path if held is not None else await self._choose_place())
        if path is None:
            return False
        try:
            if held is not None and path == held.path and await self._watch.is_other():
                path = await self._settle_conflict(path)
                if path is None:
                    return False
            await self.write_to(document, path)
        except FileTrouble as error:
            self._bench.voice.fail(error, tr("The draft was not saved."), about="file")
            return False
        return True

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
            box.button(button).setText(text)
        match await answer(box):
            case Button.Save:
                return await self._choose_place()
            case Button.Yes:
                return path
            case Button.Reset:
                await self._load(path)
        return None

    async def write_to(self, document: Document, path: Path) -> None:
        """Write the draft to that file, and call it saved, if it still is what is open. Raises FileTrouble."""
        serial, piece = self._ticket.serial, document.root.raw
        fingerprint = await asyncio.to_thread(_write, path, document.form, piece, document.default)
        if self._ticket.serial == serial:
            self._bench.voice.settle("file")
            self._ticket.note_saved(DraftFile(path, fingerprint), piece)
        self._bench.voice.progress(tr("Saved {path}").format(path=path))
        self._recent.add(path)

    async def _choose_place(self) -> Path | None:
        dialog = self._dialog(QFileDialog.AcceptMode.AcceptSave, tr("Save Draft"))
        dialog.setDefaultSuffix("json")
        dialog.selectFile(self._ticket.file.path.name if self._ticket.file else "ticket-draft.json")
        chosen = dialog.selectedFiles() if await answer(dialog) else []
        return Path(chosen[0]) if chosen else None

    def _dialog(self, mode: QFileDialog.AcceptMode, title: str) -> QFileDialog:
        dialog = QFileDialog(self._window, title)
        dialog.setAcceptMode(mode)
        dialog.setFileMode(
            QFileDialog.FileMode.AnyFile
            if mode is QFileDialog.AcceptMode.AcceptSave
            else QFileDialog.FileMode.ExistingFile
        )
        dialog.setNameFilters([tr("Ticket drafts ({pattern})").format(pattern=PATTERN), tr("All files (*)")])
        beside = self._ticket.file.path if self._ticket.file is not None else self._recent.latest()
        if beside is not None and beside.parent.is_dir():
            dialog.setDirectory(str(beside.parent))
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
    document.default = defaults.of(fingerprint)
    return document, fingerprint


def _write(path: Path, form: Form, piece: Raw, default: bytes | Raw | None) -> str:
    """Write a draft, and give the fingerprint of what is in the file then; remember what it was made from."""
    data = form.as_file(piece)
    files.write_draft(path, data)
    fingerprint = files.fingerprint_of(data)
    if default is not None:
        defaults.keep(fingerprint, bytes(default))
    return fingerprint

"""Drafts as files: open, save, and never lose one."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QMessageBox

from inspector.domain import entity, exact_json
from inspector.domain.document import Document
from inspector.domain.errors import FileTrouble, InspectorError
from inspector.services import defaults, files
from inspector.ui.bench.source import Source
from inspector.ui.drafts.file_watch import FileWatch
from inspector.ui.kit.labels import plain
from inspector.ui.kit.question import Button, answer, question
from inspector.words.language import tr

if TYPE_CHECKING:
    from msgspec import Raw

    from inspector.ui.window.wiring import Workspace

RECENT = 10
"""Files in File > Open Recent."""
PATTERN = "*.json *.ticketdraft"
"""The second is our JSON with an extension of its own, which installers associate with this program."""


class Drafts(QObject):
    """The file behind the open draft, if it has one."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self.path: Path | None = None
        self._again = False
        """Whether the draft is to be saved once more when it has been saved."""
        self.watch = FileWatch(workspace)
        self._recent_menu = workspace.window.recent_menu
        self.fill_recent()
        workspace.remembered.changed.connect(self.fill_recent)

    def name(self) -> str:
        """What the title calls the draft."""
        return self.path.name if self.path else tr("New ticket")

    # -- opening --------------------------------------------------------------------------------------

    def open(self) -> None:
        """Ask which draft, and show it."""
        self._workspace.tasks.start("open", self._choose_and_open(), again="replace")

    def open_path(self, path: Path) -> None:
        """Show that draft."""
        self._workspace.tasks.start("open", self._open(path), again="replace")

    def open_window(self) -> None:
        """A second window, for a second draft."""
        self._workspace.window_wanted.emit(None)

    def open_dropped(self, paths: list[Path]) -> None:
        """Show the first of these drafts here, and each other in a window of its own."""
        if paths:
            self.open_path(paths[0])
            for path in paths[1:]:
                self._workspace.window_wanted.emit(path)

    async def _choose_and_open(self) -> None:
        dialog = self._dialog(QFileDialog.AcceptMode.AcceptOpen, tr("Open Draft"))
        if await answer(dialog) and (chosen := dialog.selectedFiles()):
            await self._open(Path(chosen[0]))

    async def _open(self, path: Path) -> None:
        if self._workspace.others.go_where_open(path):
            return
        while await self.may_leave():
            agreed = self.at_stake()
            if await self._load(path, lambda agreed=agreed: self.at_stake() == agreed):  # type: ignore[misc]
                return

    async def _load(self, path: Path, may_go_on: Callable[[], bool] = lambda: True) -> bool:
        """Show that draft in place of what is shown, or tell why not; False where, once read, it may not be shown."""
        try:
            document, fingerprint = await asyncio.to_thread(_read, path)
        except FileTrouble as error:
            self._workspace.fail(error)
        except InspectorError as error:
            self._workspace.fail(error, tr("{name} was not opened.").format(name=path.name))
        else:
            if not may_go_on():
                return False
            self._workspace.fetching.stop()
            self.path = path
            self._workspace.window.notice.hide()
            self._workspace.show(document, Source("file"))
            self.watch.hold(path, fingerprint)
            self._workspace.window.tell_progress(tr("Opened {path}").format(path=path))
            self._remember(path)
        return True

    # -- saving ---------------------------------------------------------------------------------------

    def save(self) -> None:
        """Save where it was saved before; else ask where."""
        self._start_saving()

    def save_as(self) -> None:
        """Ask where, and save there."""
        self._workspace.tasks.start("save_as", self._choose_and_save(), again="refuse")

    async def _choose_and_save(self) -> None:
        if path := await self._choose_place():
            await self._workspace.tasks.finish("save")  # that goes to where it was going
            self._start_saving(path)

    def _start_saving(self, path: Path | None = None) -> asyncio.Task[bool] | None:
        self._again = True
        return self._workspace.tasks.start("save", self._save(path), again="join")

    async def _save(self, path: Path | None) -> bool:
        """Save; whoever saves again meanwhile means what they changed meanwhile."""
        self._again = False
        while saved := await self._write(path):
            if not self._again or self._workspace.undo_stack.isClean():
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
        self._workspace.window.tree.take_typed()
        document = self._workspace.model.document
        if document is None:
            return False
        path = path or self.path or await self._choose_place()
        if path is None:
            return False
        try:
            if path == self.path and await self.watch.is_other(path):
                path = await self._settle_conflict(path)
                if path is None:
                    return False
            await self.write_to(document, path)
        except FileTrouble as error:
            self._workspace.fail(error, tr("The draft was not saved."), about="file")
            return False
        return True

    async def _settle_conflict(self, path: Path) -> Path | None:
        """Another program changed the file: where to save all the same; None where the person wants to look first."""
        workspace = self._workspace
        box = question(
            workspace.theme,
            workspace.window,
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
        workspace = self._workspace
        ticket, piece = workspace.ticket, document.root.raw
        fingerprint = await asyncio.to_thread(_write, path, piece, document.default)
        if workspace.ticket is ticket:
            self.path = path
            self.watch.hold(path, fingerprint)
            workspace.settle("file")
            self._compare(piece)
        workspace.window.tell_progress(tr("Saved {path}").format(path=path))
        workspace.refresh()
        self._remember(path)

    def _compare(self, piece: Raw) -> None:
        """The file holds this now; what is on screen may have been changed, undone or redone meanwhile."""
        workspace = self._workspace
        document = workspace.model.document
        if document is None or document.root.raw == piece:
            workspace.undo_stack.setClean()
        else:
            workspace.undo_stack.resetClean()  # no step leads to what is in the file, as far as anybody knows
            workspace.recovering.begin_anew(document)

    async def _choose_place(self) -> Path | None:
        dialog = self._dialog(QFileDialog.AcceptMode.AcceptSave, tr("Save Draft"))
        dialog.setDefaultSuffix("json")
        dialog.selectFile(self.path.name if self.path else "ticket-draft.json")
        chosen = dialog.selectedFiles() if await answer(dialog) else []
        return Path(chosen[0]) if chosen else None

    def _dialog(self, mode: QFileDialog.AcceptMode, title: str) -> QFileDialog:
        dialog = QFileDialog(self._workspace.window, title)
        dialog.setAcceptMode(mode)
        dialog.setFileMode(
            QFileDialog.FileMode.AnyFile
            if mode is QFileDialog.AcceptMode.AcceptSave
            else QFileDialog.FileMode.ExistingFile
        )
        dialog.setNameFilters([tr("Ticket drafts ({pattern})").format(pattern=PATTERN), tr("All files (*)")])
        recent = self.path or next(
            (Path(one) for one in self._workspace.remembered.settings.recent_files), None
        )
        if recent is not None and recent.parent.is_dir():
            dialog.setDirectory(str(recent.parent))
        return dialog

    # -- not losing anything --------------------------------------------------------------------------

    def forget_file(self) -> None:
        """What is shown now is in no file."""
        self.path = None
        self.watch.release()

    def resume(self, path: str, fingerprint: str) -> None:
        """What is shown now was once in that file, or in none; the file had that fingerprint then."""
        self.forget_file()
        if path:
            self.path = Path(path)
            self.watch.hold(self.path, fingerprint)

    def at_stake(self) -> object:
        """What would be lost. Whoever asked and had to wait then compares: equal as long as nobody worked on."""
        self._workspace.window.tree.take_typed()
        document = self._workspace.model.document
        return self._workspace.ticket, None if document is None else document.root.raw

    async def may_leave(self) -> bool:
        """Ask what to do with unsaved changes, if there are any; False where the person wants to stay."""
        return await self._ask_to_leave() == "leave"

    async def may_fetch(self) -> Literal["leave", "stay", "keep"]:
        """The same before new defaults come; `keep` where the changes are to be carried over."""
        return await self._ask_to_leave(tr("Keep My Edits"))

    async def _ask_to_leave(self, keep: str = "") -> Literal["leave", "stay", "keep"]:
        workspace = self._workspace
        await workspace.tasks.finish("save")  # there may be nothing left to ask
        workspace.window.tree.take_typed()
        if workspace.model.document is None or workspace.undo_stack.isClean():
            return "leave"
        count = workspace.undo_stack.index()
        box = question(
            workspace.theme,
            workspace.window,
            tr("Unsaved changes"),
            tr("Save the changes to “{name}”?").format(name=self.name()),
            tr("One change will be lost if you don't.")
            if count == 1
            else tr("Your changes will be lost if you don't."),
            *(Button.Save, Button.Discard, Button.Cancel),
        )
        box.button(Button.Discard).setText(tr("Don't Save"))
        kept = box.addButton(keep, QMessageBox.ButtonRole.AcceptRole) if keep else None
        chosen = await answer(box)
        if kept is not None and box.clickedButton() is kept:
            return "keep"
        left = chosen == Button.Discard or (chosen == Button.Save and await self.write())
        return "leave" if left else "stay"

    # -- recent files ---------------------------------------------------------------------------------

    def _remember(self, path: Path) -> None:
        path = path.absolute()
        with self._workspace.remembered.edit() as settings:
            others = [one for one in settings.recent_files if Path(one) != path]  # whatever its case
            settings.recent_files = [str(path), *others][:RECENT]

    def fill_recent(self) -> None:
        """Bring File > Open Recent in line with the settings."""
        menu = self._recent_menu
        menu.clear()
        for name in self._workspace.remembered.settings.recent_files:
            action = menu.addAction(Path(name).name)
            action.setToolTip(plain(name))
            action.triggered.connect(lambda _checked=False, name=name: self.open_path(Path(name)))
        menu.menuAction().setEnabled(not menu.isEmpty())


def _read(path: Path) -> tuple[Document, str]:
    """The draft in a file, and the file's fingerprint."""
    data = files.read_draft(path)
    document, fingerprint = entity.open_ticket(data), files.fingerprint_of(data)
    document.default = defaults.of(fingerprint)
    return document, fingerprint


def _write(path: Path, piece: Raw, default: bytes | Raw | None) -> str:
    """Write a draft, and give the fingerprint of what is in the file then; remember what it was made from."""
    data = exact_json.pretty(piece) + b"\n"
    files.write_draft(path, data)
    fingerprint = files.fingerprint_of(data)
    if default is not None:
        defaults.keep(fingerprint, bytes(default))
    return fingerprint

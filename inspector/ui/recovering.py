"""Nothing is lost: edits go into a journal as they are made, and what an earlier run left is offered again."""

from __future__ import annotations

import asyncio
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton

from inspector.domain.document import Document, Edit, SetValue
from inspector.services import recovery
from inspector.services.recovery import About, Journal, Leftover
from inspector.ui import texts
from inspector.ui.texts import tr
from inspector.ui.theme import Theme

if TYPE_CHECKING:
    from msgspec import Raw

    from inspector.ui.workspace import Workspace


class RecoveryCard(QFrame):
    """The question about a draft that was not saved when the program ended; it waits, and hinders nothing."""

    restore = Signal()
    discard = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("notice", "warning")
        self.setAccessibleName("Recovery")
        icon, self._text = QLabel(), QLabel()
        icon.setPixmap(theme.icon("warning", "amber").pixmap(20, 20))
        self._text.setTextFormat(Qt.TextFormat.PlainText)  # names of files and connections
        self._text.setWordWrap(True)
        yes, no = QPushButton(tr("Restore")), QPushButton(tr("Discard"))
        yes.clicked.connect(self.restore)
        no.clicked.connect(self.discard)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 8, 8)
        row.setSpacing(12)
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)
        row.addWidget(yes)
        row.addWidget(no)
        self.hide()

    def ask(self, leftover: Leftover) -> None:
        """Tell what there is, and what may be missing."""
        self._text.setText(story(leftover))
        self._text.setAccessibleName(self._text.text())
        self.setAccessibleDescription(self._text.text())
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))


def story(leftover: Leftover) -> str:
    """What was left, when, where, and what is lost for sure or perhaps."""
    count = texts.counted(leftover.changes, tr("1 change"), tr("{n} changes"), "")
    when = QLocale().toString(
        datetime.fromtimestamp(leftover.ended),  # type: ignore[call-overload]
        QLocale.FormatType.ShortFormat,
    )
    where = tr(" on {connection}").format(connection=leftover.about.connection)
    sentence = tr(
        "The program ended before {count} to “{name}”{where} could be saved, last at {when}."
    ).format(
        count=count, name=leftover.about.name, where=where if leftover.about.connection else "", when=when
    )
    if leftover.damaged:
        return f"{sentence} {tr('The very last change was cut off and is lost; those before it are whole.')}"
    return f"{sentence} {tr('What was done in the last second before that may be missing.')}"


class Recovering(QObject):
    """Keeps the journal of the open draft, and offers those of earlier runs."""

    _failed = Signal(object)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._writer = ThreadPoolExecutor(1, "journal")
        self._journal: Journal | None = None  # the writer's own
        self._begun = False
        self._told = False
        self._waiting: list[Leftover] = []
        card = workspace.window.recovery
        card.restore.connect(lambda: workspace.tasks.start("recovery", self._restore()))
        card.discard.connect(lambda: workspace.tasks.start("recovery", self._discard()))
        self._failed.connect(self._tell)
        workspace.model.applying.connect(self._note)
        workspace.undo_stack.cleanChanged.connect(self._saved)

    # -- writing --------------------------------------------------------------------------------------

    def _note(self, edit: Edit) -> None:
        """An edit is about to be carried out: it goes into the journal, which begins with the first."""
        document = self._workspace.model.document
        if document is None:
            return
        if not self._begun:
            self._begun = True
            before = self._before(document)
            about = replace(self._about(), more=-len(before))
            self._do(partial(self._begin, about, document.root.served, before))
        self._do(partial(self._write, edit))

    @staticmethod
    def _before(document: Document) -> list[Edit]:
        """What leads from the served document to the one at hand, where a saved draft is edited on."""
        root = document.root
        return [SetValue((), b"", bytes(root.raw))] if root.is_modified else []

    def begin_anew(self, document: Document) -> None:
        """Another document takes the place of the one at hand: a journal of its own, from the beginning."""
        self._begun = True
        before = self._before(document)
        self._do(partial(self._begin, self._about(), document.root.served, before))

    def _about(self) -> About:
        workspace = self._workspace
        path = str(workspace.drafts.path.absolute()) if workspace.drafts.path else ""
        return About(
            workspace.drafts.name(), path, workspace.signed.connection.name if workspace.signed else ""
        )

    def _do(self, work: partial[None]) -> None:
        self._writer.submit(work).add_done_callback(self._written)

    def _begin(self, about: About, served: Raw | None, edits: list[Edit]) -> None:
        self._end()
        self._journal = Journal(about, bytes(served or b"null"))
        self._journal.write(*edits)

    def _write(self, edit: Edit) -> None:
        if self._journal is not None:
            self._journal.write(edit)

    def _end(self) -> None:
        if self._journal is not None:
            self._journal.discard()
            self._journal = None

    def _written(self, done: Future[None]) -> None:
        """Runs in the writer's thread; the signal leads to the window's."""
        if error := done.exception():
            self._failed.emit(error)

    def _tell(self, error: BaseException) -> None:
        if self._told:
            return
        self._told = True
        reason = getattr(error, "strerror", None) or type(error).__name__
        text = tr("Your changes can't be kept safe against a crash just now ({reason}). Save the draft soon.")
        self._workspace.tell(text.format(reason=reason), "warning")

    def _saved(self, clean: bool) -> None:
        """Nothing is unsaved any more, so nothing could be lost."""
        if clean:
            self.forget()

    def forget(self) -> None:
        """The draft was saved or given up."""
        if self._begun:
            self._begun = False
            self._do(partial(self._end))

    async def close(self) -> None:
        """The program ends in order: what was to be kept is."""
        self.forget()
        await asyncio.to_thread(self._writer.shutdown)

    # -- offering -------------------------------------------------------------------------------------

    def look(self) -> None:
        """See whether an earlier run left something."""
        self._workspace.tasks.start("recovery", self._look())

    async def _look(self) -> None:
        self._waiting = await asyncio.to_thread(recovery.leftovers)
        self._offer()

    def _offer(self) -> None:
        card = self._workspace.window.recovery
        if self._waiting:
            card.ask(self._waiting[0])
        else:
            card.hide()

    async def _restore(self) -> None:
        if not self._waiting or not await self._workspace.drafts.may_leave():
            return
        leftover = self._waiting[0]
        document = await asyncio.to_thread(leftover.document)
        workspace = self._workspace
        workspace.fetching.cancel()
        workspace.drafts.path = Path(leftover.about.path) if leftover.about.path else None
        workspace.drafts.offline = True
        workspace.show(document)
        workspace.explaining.left()
        workspace.undo_stack.resetClean()  # it is in no file yet
        self._begun = True
        before = self._before(document)
        about = replace(leftover.about, more=leftover.changes - len(before))
        begin = partial(self._begin, about, document.root.served, before)
        await asyncio.get_running_loop().run_in_executor(self._writer, begin)
        workspace.refresh()
        workspace.window.tell_progress(
            texts.counted(leftover.changes, tr("1 change restored"), tr("{n} changes restored"), "")
        )
        await self._discard()

    async def _discard(self) -> None:
        if self._waiting:
            await asyncio.to_thread(recovery.forget, self._waiting.pop(0))
        self._offer()

"""Nothing is lost: edits go into a journal as they are made, and what an earlier run left is offered again."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from inspector.domain.document import Document, Edit, SetValue
from inspector.services import defaults, files, recovery
from inspector.services.recovery import About, Journal, Leftover
from inspector.ui.bench.source import Source
from inspector.ui.bench.ticket import DraftFile
from inspector.words.language import counted, tr

if TYPE_CHECKING:
    from msgspec import Raw

    from inspector.ui.bench.bench import Bench
    from inspector.ui.drafts.recovery_card import RecoveryCard


class Recovering(QObject):
    """Keeps the journal of the open draft, and offers those of earlier runs."""

    _failed = Signal(object)

    window_wanted = Signal(object)
    """Another window is to restore this Leftover."""

    def __init__(self, bench: Bench, card: RecoveryCard) -> None:
        super().__init__(card)
        self._bench, self._ticket, self._card = bench, bench.ticket, card
        self._writer = ThreadPoolExecutor(1, "journal")
        self._journal: Journal | None = None  # the writer's own
        self._begun = False
        """Whether edits are being written down."""
        self._ended = False
        self._told = False
        self._pending: list[Edit] = []
        """Edits for the latest journal; the writer takes all there are at once."""
        self._waiting: list[Leftover] = []
        card.restore.connect(lambda: self._start_to(self._restore))
        card.discard.connect(lambda: self._start_to(self._discard))
        self._failed.connect(self._give_up)
        self._ticket.applying.connect(self._note)
        self._ticket.begun_anew.connect(self._begin_anew)
        self._ticket.stack.cleanChanged.connect(self._saved)

    # -- writing --------------------------------------------------------------------------------------

    def _note(self, edit: Edit) -> None:
        """An edit is about to be carried out: it goes into the journal, which begins with the first."""
        document = self._ticket.document
        if document is None:
            return
        if not self._begun:
            before = self._before(document)
            self._start(replace(self._about(), more=-len(before)), document, before)
        self._pending.append(edit)
        self._do(partial(self._write, self._pending))

    @staticmethod
    def _before(document: Document) -> list[Edit]:
        """What leads from the served document to the one at hand, where a saved draft is edited on."""
        root = document.root
        return [SetValue((), b"", bytes(root.raw))] if root.is_modified else []

    def _begin_anew(self) -> None:
        """The journal does not lead to what is open now: another one, from the beginning."""
        if (document := self._ticket.document) is not None:
            self._start(self._about(), document, self._before(document))

    def _start(self, about: About, document: Document, before: list[Edit]) -> None:
        self._begun, self._pending = True, []
        self._do(partial(self._begin, about, document.root.served, before))

    def _about(self) -> About:
        file, connection = self._ticket.file, self._bench.place.connection
        source = self._ticket.source
        return About(
            self._ticket.name,
            str(file.path.absolute()) if file is not None else "",
            file.fingerprint if file is not None else "",
            connection.name if connection is not None else "",
            context=self._bench.place.context_words(source) if source and source.is_from(connection) else "",
            form=self._ticket.document.form.told() if self._ticket.document is not None else "",
        )

    def _do(self, work: partial[None]) -> None:
        if not self._ended:
            self._writer.submit(work).add_done_callback(self._written)

    def _begin(self, about: About, served: Raw | None, edits: list[Edit]) -> None:
        """Runs in the writer's thread. The earlier journal goes when this one is whole."""
        replaces = self._journal.path.name if self._journal is not None else ""
        journal = Journal(replace(about, replaces=replaces), bytes(served or b"null"))
        try:
            journal.write(*edits)
        except OSError:
            journal.discard()
            raise
        self._end()
        self._journal = journal

    def _write(self, pending: list[Edit]) -> None:
        edits = pending[:]  # the window may be adding to them
        del pending[: len(edits)]
        if self._journal is not None and edits:
            self._journal.write(*edits)

    def _end(self) -> None:
        if self._journal is not None:
            self._journal.discard()
            self._journal = None

    def _written(self, done: Future[None]) -> None:
        """Runs in the writer's thread; the signal leads to the window's."""
        if error := done.exception():
            self._failed.emit(error)

    def _give_up(self, error: BaseException) -> None:
        """What is written so far stays; the next edit tries again, with a journal of all there is then."""
        self._begun = False
        self._tell(error)

    def _tell(self, error: BaseException) -> None:
        if self._told:
            return
        self._told = True
        reason = getattr(error, "strerror", None) or type(error).__name__
        text = tr(
            "Your changes can't be protected against a crash at the moment ({reason}). Save the draft soon."
        )
        self._bench.voice.tell(text.format(reason=reason), "warning")

    def _saved(self, clean: bool) -> None:
        """Nothing is unsaved any more, so nothing could be lost."""
        if clean:
            self.forget()

    def forget(self) -> None:
        """The draft was saved or given up."""
        self._begun = False
        self._do(partial(self._end))

    async def close(self) -> None:
        """The program ends in good order: what was to be kept is kept, and what was not decided is asked next time."""
        self.forget()
        self._ended = True
        await asyncio.to_thread(self._writer.shutdown)
        for leftover in self._waiting:
            leftover.release()

    # -- offering -------------------------------------------------------------------------------------

    def look(self) -> None:
        """See whether an earlier run left something; under another name than the answer, which may come at once."""
        self._bench.tasks.start("leftovers", self._look(), again="refuse")

    def take_over(self, leftover: Leftover) -> None:
        """Restore what was offered in another window."""
        self._waiting.insert(0, leftover)
        self._start_to(self._restore)

    async def _look(self) -> None:
        found = await asyncio.to_thread(recovery.look)
        self._waiting = found.leftovers
        self._offer()
        if found.put_aside:
            text = tr("Changes that an earlier run left could not be read. They are kept in {files}.")
            names = ", ".join(map(str, found.put_aside))
            self._bench.voice.tell_besides(text.format(files=names), "damaged")

    def _offer(self) -> None:
        if self._waiting:
            self._card.ask(self._waiting[0])
        else:
            self._card.hide()

    def _start_to(self, answer: Callable[[], Coroutine[Any, Any, None]]) -> None:
        self._bench.tasks.start("recovery", self._settle(answer), again="refuse")

    async def _settle(self, answer: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Carry out the person's answer; another is not taken meanwhile."""
        self._card.set_busy(True)
        try:
            await answer()
        finally:
            self._card.set_busy(False)

    async def _restore(self) -> None:
        leftover = self._waiting[0]
        document, is_saved = await asyncio.to_thread(_rebuilt, leftover)
        if not self._bench.may_be_replaced():  # asked only now: the person may have gone on working
            self.window_wanted.emit(self._waiting.pop(0))
            self._offer()
            return
        about = leftover.about
        file = DraftFile(Path(about.path), about.fingerprint) if about.path else None
        self._ticket.show(document, Source("recovered"), file)
        if not is_saved:
            self._ticket.stack.resetClean()  # it is in no file yet
            before = self._before(document)
            self._start(replace(about, more=leftover.changes - len(before)), document, before)
        self._bench.voice.progress(
            counted(leftover.changes, tr("1 change restored"), tr("{n} changes restored"), "")
        )
        if is_saved or await self._is_kept():
            await self._discard()

    async def _is_kept(self) -> bool:
        """Whether what was restored is on disk again, so that its earlier journal may go."""
        return await asyncio.get_running_loop().run_in_executor(
            self._writer, lambda: self._journal is not None
        )

    async def _discard(self) -> None:
        if self._waiting:
            await asyncio.to_thread(recovery.forget, self._waiting.pop(0))
        self._offer()


def _rebuilt(leftover: Leftover) -> tuple[Document, bool]:
    """The draft, and whether its file holds just that: the end came between saving and removing the journal."""
    document, path = leftover.document(), leftover.about.path
    document.default = defaults.of(leftover.about.fingerprint) if path else document.root.served
    return document, bool(path) and files.fingerprint(path) == files.fingerprint_of(document.to_bytes())

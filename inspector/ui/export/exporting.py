"""File > Export: the draft in the shapes that other people and programs want."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog

from inspector.domain import references
from inspector.domain.errors import FileTrouble, ServerTrouble
from inspector.reports.portrait import Occasion
from inspector.services import files
from inspector.ui.bench.source_texts import origin_words
from inspector.ui.export import paper
from inspector.ui.export.shapes import MERGE_PATCH, Shape, Subject, shapes
from inspector.ui.kit.choosing import choose_place
from inspector.ui.kit.guidance import explain
from inspector.ui.kit.question import answer
from inspector.words.dates import moment_words
from inspector.words.language import tr
from inspector.words.texts import shown

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter
    from PySide6.QtWidgets import QMenu, QWidget

    from inspector.ui.bench.bench import Bench
    from inspector.ui.bench.place import Place
    from inspector.ui.bench.source import Source


LISTS = [one for name, one in references.SOURCES.items() if not one.is_search and name != "Associate"]
"""The lists of which a portrait tells what they offer; one of colleagues would tell of people."""
PATIENCE = 5.0
"""Seconds that a portrait waits for them; it can do without, and a window that closes waits for it."""


class Exporting(QObject):
    """The entries of File > Export, and what they do."""

    def __init__(self, bench: Bench, window: QWidget, menu: QMenu) -> None:
        super().__init__(window)
        self._bench, self._window = bench, window
        self._count = 0
        self._under_way: set[asyncio.Task[bool]] = set()
        for shape in shapes():
            if shape.line_before:
                menu.addSeparator()
            action = menu.addAction(shape.text)
            action.triggered.connect(lambda _checked=False, shape=shape: self.export(shape))
        printing = menu.addAction(tr("Print Portrait…"))
        printing.triggered.connect(lambda _checked=False: self._start_print())
        self._masked = QAction(tr("Mask Personal Data in Portraits"), self, checkable=True)
        self._masked.setToolTip(tr("Put dots in place of people's names, addresses and numbers"))
        self._with_edits = QAction(tr("Show Your Edits in Portraits"), self, checkable=True)
        self._with_edits.setChecked(True)
        self._with_edits.setToolTip(tr("In a column of their own, beside what was served"))
        menu.addActions([self._masked, self._with_edits])

    # -- exporting ------------------------------------------------------------------------------------

    def export(self, shape: Shape) -> None:
        """Ask where, and write it there."""
        self._bench.tasks.start("ask where to export", self._ask_and_export(shape), again="refuse")

    async def finish(self) -> bool:
        """Wait until all is written and printed; False where something failed, which was told."""
        went_well = True
        while self._under_way:
            ended = await asyncio.gather(*self._under_way, return_exceptions=True)
            went_well &= all(one is True for one in ended)
        return went_well

    def _begin(self, work: Coroutine[Any, Any, bool]) -> None:
        """Go on without whoever asked: another export may be asked for, and runs beside this one."""
        self._count += 1
        task = self._bench.tasks.start(f"export {self._count}", work, again="refuse")
        assert task is not None
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def _ask_and_export(self, shape: Shape) -> None:
        ticket = self._bench.ticket
        if not ticket.take_typed():
            return
        if ticket.document is None or (path := await self._choose_place(shape)) is None:
            return
        if (subject := self._subject()) is not None:
            self._begin(self._export(shape, path, subject))

    async def _export(self, shape: Shape, path: Path, subject: Subject) -> bool:
        bench = self._bench
        bench.voice.progress(tr("Exporting {path}…").format(path=path))
        try:
            async with bench.place.others.turns.of(path):
                if await bench.is_own_file(path):
                    raise FileTrouble("is_draft", path=str(path))
                if await bench.open_elsewhere(path) is not None:
                    raise FileTrouble("open_here", path=str(path))
                if shape.is_portrait:
                    subject = await self._with_choices(subject)
                await asyncio.to_thread(lambda: files.write_draft(path, shape.make(subject)))
        except Exception as error:  # whatever it is, nobody waits any longer
            bench.voice.progress("")
            bench.voice.fail(error, tr("Nothing was exported."))
            return False
        bench.voice.done(tr("Exported {path}").format(path=path))
        lost = subject.merge_patch[1] if shape.name == MERGE_PATCH else []  # made when it was written
        if lost:
            text = tr("A Merge Patch can't set a value to null, so it leaves out: {names}. A JSON Patch can.")
            bench.voice.tell(text.format(names=", ".join(lost[:5])), "warning")
        return True

    async def _choose_place(self, shape: Shape) -> Path | None:
        ending = Path(shape.name).suffix

        def make() -> QFileDialog:
            dialog = QFileDialog(self._window, shape.text.removesuffix("…"))
            explain(dialog, "drafts")
            dialog.setNameFilters([f"*{ending}", tr("All files (*)")])
            file = self._bench.ticket.file
            draft = file.path if file is not None else None
            if draft is not None:
                dialog.setDirectory(str(draft.parent))
            dialog.selectFile(f"{draft.stem}-{shape.name}" if draft is not None else shape.name)
            return dialog

        return await choose_place(self._bench.theme, self._window, make, [ending])

    def _subject(self) -> Subject | None:
        ticket, place = self._bench.ticket, self._bench.place
        document, signed, source = ticket.document, place.signed, ticket.source
        if document is None or source is None:
            return None
        masked, sender = self._masked.isChecked(), source.connection
        if signed is not None and sender is not None and not source.is_from(signed.connection):
            signed = None  # it came from elsewhere
        return Subject(
            old=document.root.served or document.root.raw,
            new=document.root.raw,
            default=document.default,
            occasion=_occasion(place, source, masked=masked, is_of_defaults=document.default is not None),
            connection=sender,
            masked=masked,
            with_edits=self._with_edits.isChecked(),
            base=signed.session.client.base if signed else "https://{{server}}/SuperOffice/api/v1/",
            scheme=signed.connection.scheme if signed else "basic",
            context=source.context or place.context,
            fields=self._bench.ticket.fields,
        )

    async def _with_choices(self, subject: Subject) -> Subject:
        """The same with what can be chosen, as far as the tenant that it is from tells now, in its language."""
        place = self._bench.place
        is_here = subject.connection is not None and subject.connection is place.connection
        if not is_here or subject.context.language != place.context.language:
            return subject
        names = await asyncio.gather(*map(self._names, LISTS))
        return replace(subject, offered={one.name: found for one, found in zip(LISTS, names, strict=True)})

    async def _names(self, source: references.Source) -> list[str]:
        """What that list offers; nothing where it can't be asked for: the portrait does without."""
        try:
            async with asyncio.timeout(PATIENCE):
                offer = await self._bench.place.entries(source)
        except (ServerTrouble, TimeoutError):
            return []
        return [shown(entry.name).replace("/", " › ") for entry in offer.entries if not entry.deleted]

    # -- printing -------------------------------------------------------------------------------------

    def _start_print(self) -> None:
        self._bench.tasks.start("print", self._ask_and_print(), again="refuse")

    async def _ask_and_print(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # noqa: PLC0415 - few print

        if not self._bench.ticket.take_typed() or (subject := self._subject()) is None:
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageLayout(paper.layout())
        if await answer(QPrintDialog(printer, self._window)):
            self._begin(self._print_on(printer, subject))

    async def _print_on(self, printer: QPrinter, subject: Subject) -> bool:
        voice = self._bench.voice
        voice.progress(tr("Printing…"))
        try:
            subject = await self._with_choices(subject)
            await asyncio.to_thread(lambda: paper.write(subject.portrait(), printer))
        except BaseException:
            voice.progress("")
            raise
        is_printed = printer.printerState().name == "Idle"
        voice.done(tr("Printed") if is_printed else "")
        if not is_printed:
            told = tr("Nothing was printed. Check the printer, or the file that you chose, and try again.")
            voice.tell(told, "error")
        return is_printed


def _occasion(place: Place, source: Source, *, masked: bool, is_of_defaults: bool) -> Occasion:
    """Where a ticket came from, for whom, and when; `masked`: not for whom."""
    who = None if masked else source.asked_by
    when = source.fetched.astimezone() if source.fetched is not None else datetime.now().astimezone()
    known = (
        (
            tr("SuperOffice tenant"),
            source.connection.name if source.connection else origin_words(source, "", None),
        ),
        (tr("User"), (who.full_name or who.user_name) if who is not None else ""),
        (tr("Role"), source.asked_by.role if source.asked_by is not None else ""),
        (tr("Asked for"), place.context_words(source) if source.context is not None else ""),
        (tr("Fetched") if source.fetched is not None else tr("Written"), moment_words(when)),
    )
    return Occasion([(name, text) for name, text in known if text], is_of_defaults)

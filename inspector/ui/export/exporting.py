"""File > Export: the draft in the shapes that other people and programs want."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QObject
from PySide6.QtGui import QAction, QPageLayout, QPageSize, QPdfWriter, QTextCursor, QTextDocument
from PySide6.QtWidgets import QFileDialog

from inspector.domain import exact_json, patches
from inspector.domain.context import RequestContext
from inspector.domain.document import Document
from inspector.domain.errors import FileTrouble
from inspector.reports import portrait
from inspector.services import files
from inspector.services.superoffice import snippets
from inspector.ui.bench.source import Source
from inspector.ui.bench.source_texts import origin_words, whereabouts
from inspector.ui.kit.choosing import choose_place
from inspector.ui.kit.question import answer
from inspector.words.language import tr

if TYPE_CHECKING:
    from msgspec import Raw
    from PySide6.QtPrintSupport import QPrinter
    from PySide6.QtWidgets import QMenu, QWidget

    from inspector.ui.bench.bench import Bench


MERGE_PATCH = "changes.merge.json"


@dataclass(frozen=True)
class Subject:
    """What is exported: pieces and words, nothing of the window, so that a thread may work on it."""

    old: Raw
    new: Raw
    default: bytes | Raw | None
    """What the server sent, as far as that is known."""
    place: str
    masked: bool
    with_edits: bool
    base: str
    scheme: str
    context: RequestContext

    @cached_property
    def merge_patch(self) -> tuple[bytes, list[str]]:
        """The edits as a JSON Merge Patch, and the pointers of what it can't say."""
        return patches.merge_patch(self.old, self.new)

    def portrait(self) -> portrait.Portrait:
        """The page about it."""
        served = self.old if self.default is None else self.default
        return portrait.take(
            Document(bytes(served)),
            self.place,
            edited=Document(bytes(self.new)) if self.with_edits else None,
            mask=self.masked,
            is_of_defaults=self.default is not None,
        )

    def page(self) -> QTextDocument:
        """The page to print."""
        page = QTextDocument()
        page.setDefaultStyleSheet(portrait.STYLE)
        cursor = QTextCursor(page)
        for piece in self.portrait().pieces():
            cursor.insertHtml(piece)
        return page


@dataclass(frozen=True)
class Shape:
    """One way to export: what the menu says, the file's default name, and what to write."""

    text: str
    name: str
    make: Callable[[Subject], bytes]
    line_before: bool = False


def shapes() -> list[Shape]:
    """Every way there is, in the order of the menu."""
    return [
        Shape(
            tr("Changes as JSON Patch…"), "changes.patch.json", lambda it: patches.json_patch(it.old, it.new)
        ),
        Shape(tr("Changes as Merge Patch…"), MERGE_PATCH, lambda it: it.merge_patch[0]),
        Shape(tr("Ticket without Rights…"), "ticket.json", _without_rights),
        Shape(tr("Requests for curl…"), "requests.sh", _curl, line_before=True),
        Shape(tr("Requests as .http File…"), "requests.http", _http),
        Shape(tr("Portrait as HTML…"), "portrait.html", _html, line_before=True),
        Shape(tr("Portrait as PDF…"), "portrait.pdf", _pdf),
        Shape(tr("Portrait as Markdown…"), "portrait.md", _markdown),
        Shape(tr("Portrait as CSV…"), "portrait.csv", _csv),
    ]


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
                await asyncio.to_thread(lambda: files.write_draft(path, shape.make(subject)))
        except Exception as error:  # whatever it is, nobody waits any longer
            bench.voice.progress("")
            bench.voice.fail(error, tr("Nothing was exported."))
            return False
        bench.voice.progress(tr("Exported {path}").format(path=path))
        lost = subject.merge_patch[1] if shape.name == MERGE_PATCH else []  # made when it was written
        if lost:
            text = tr("A Merge Patch can't set a value to null, so it leaves out: {names}. A JSON Patch can.")
            bench.voice.tell(text.format(names=", ".join(lost[:5])), "warning")
        return True

    async def _choose_place(self, shape: Shape) -> Path | None:
        ending = Path(shape.name).suffix

        def make() -> QFileDialog:
            dialog = QFileDialog(self._window, shape.text.removesuffix("…"))
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
            place=_place(source) if masked else whereabouts(place, source),
            masked=masked,
            with_edits=self._with_edits.isChecked(),
            base=signed.session.client.base if signed else "https://{{server}}/SuperOffice/api/v1/",
            scheme=signed.connection.scheme if signed else "basic",
            context=source.context or place.context,
        )

    # -- printing -------------------------------------------------------------------------------------

    def _start_print(self) -> None:
        self._bench.tasks.start("print", self._ask_and_print(), again="refuse")

    async def _ask_and_print(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # noqa: PLC0415 - few print

        if not self._bench.ticket.take_typed() or (subject := self._subject()) is None:
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageLayout(_page())
        if await answer(QPrintDialog(printer, self._window)):
            self._begin(self._print_on(printer, subject))

    async def _print_on(self, printer: QPrinter, subject: Subject) -> bool:
        voice = self._bench.voice
        voice.progress(tr("Printing…"))
        try:
            await asyncio.to_thread(lambda: subject.page().print_(printer))
        except BaseException:
            voice.progress("")
            raise
        is_printed = printer.printerState().name == "Idle"
        voice.progress(tr("Printed") if is_printed else "")
        if not is_printed:
            told = tr("Nothing was printed. Check the printer, or the file that you chose, and try again.")
            voice.tell(told, "error")
        return is_printed


def _place(source: Source) -> str:
    """Where a ticket came from, without whoever asked."""
    return source.connection.name if source.connection is not None else origin_words(source, "", None)


def _page() -> QPageLayout:
    return QPageLayout(
        QPageSize(QPageSize.PageSizeId.A4),
        QPageLayout.Orientation.Landscape,
        QMarginsF(12, 12, 12, 12),
        QPageLayout.Unit.Millimeter,
    )


def _without_rights(subject: Subject) -> bytes:
    return exact_json.pretty(exact_json.raw(patches.without_rights(subject.new))) + b"\n"


def _requests(subject: Subject) -> list[snippets.Snippet]:
    return snippets.of_ticket(subject.base, subject.scheme, subject.context, _without_rights(subject))


def _encoded(text: str) -> bytes:
    """As UTF-8; half a surrogate pair, which JSON may hold, as JSON escapes it."""
    return text.encode(errors="backslashreplace")


def _curl(subject: Subject) -> bytes:
    return _encoded("\n".join(one.as_curl() for one in _requests(subject)))


def _http(subject: Subject) -> bytes:
    return _encoded("".join(one.as_http() for one in _requests(subject)))


def _html(subject: Subject) -> bytes:
    return _encoded(subject.portrait().to_html())


def _markdown(subject: Subject) -> bytes:
    return _encoded(subject.portrait().to_markdown())


def _csv(subject: Subject) -> bytes:
    return _encoded(subject.portrait().to_csv())


def _pdf(subject: Subject) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageLayout(_page())
    writer.setTitle(tr("What a new ticket begins with"))
    subject.page().print_(writer)
    del writer  # it writes the end of the file when it is destroyed
    return bytes(buffer.data().data())

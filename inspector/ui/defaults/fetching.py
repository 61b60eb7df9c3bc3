"""Asking the server what it would put into a new ticket, in the language, culture and zone of the pickers."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, QTimer

from inspector.domain import entity
from inspector.domain.choices import CULTURES, LANGUAGES, TIME_ZONES
from inspector.domain.document import Document
from inspector.domain.errors import InspectorError, InvalidJson, NotATicket
from inspector.services.superoffice.context import RequestContext
from inspector.ui.bench.source_texts import kept_words, origin_words
from inspector.ui.kit.language import tr
from inspector.words import glossary

if TYPE_CHECKING:
    from inspector.domain.errors import ServerTrouble
    from inspector.services.settings import Connection
    from inspector.ui.window.wiring import Signed, Workspace

RECENT = 5
"""Choices of each picker that are remembered as recent."""


LARGER = 4
"""How many times as large an answer may be after the person allowed it."""

LARGE = 1_000_000
"""Bytes from which a bar shows how much has come."""


class Progress:
    """How a call is getting on: what the client tells, and what is said about it."""

    def __init__(self) -> None:
        self.size, self.expected = 0, 0
        self._pause = ""

    def received(self, size: int, expected: int | None) -> None:
        """This many bytes have come."""
        self.size, self.expected, self._pause = size, expected or 0, ""

    def waiting(self, seconds: float, attempt: int, trouble: ServerTrouble) -> None:
        """It failed, perhaps only for the moment, and is tried again."""
        text = tr("the server asks us to wait {seconds} s before try {attempt} of 3")
        if "retry_after" not in trouble.facts:
            text = tr("no luck yet; try {attempt} of 3 in {seconds} s")
        self._pause = text.format(seconds=QLocale().toString(seconds, "g", 3), attempt=attempt)
        self.size = 0

    def words(self) -> str:
        """Why it waits, or how much has come; empty where there is little to say."""
        if self._pause or self.size < LARGE:
            return self._pause
        sizes = [_size_words(size) for size in (self.size, self.expected) if size]
        return tr("{size} of {all}").format(size=sizes[0], all=sizes[1]) if len(sizes) > 1 else sizes[0]


def _size_words(size: int) -> str:
    return QLocale().formattedDataSize(size, 1, QLocale.DataSizeFormat.DataSizeSIFormat)


class Fetching(QObject):
    """The fetch under way, and what the pickers offer."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._bar = workspace.window.context_bar
        self._asked = RequestContext()
        """What was asked for last in this window, which the pickers go back to where the person would rather not."""
        self._task: asyncio.Task[None] | None = None
        self._since = 0.0
        self._ticker = QTimer(self)
        self._ticker.setInterval(100)
        self._ticker.timeout.connect(self._tick)
        self._progress = Progress()
        self._kept = ""
        """Why what is shown is not the latest answer; empty while it is."""
        self._ageing = QTimer(self)
        self._ageing.setInterval(15_000)
        self._ageing.timeout.connect(self._tell_age)
        self._bar.fetch_requested.connect(self.fetch)
        self._bar.cancel_requested.connect(self.cancel)
        self._bar.context_changed.connect(self._context_changed)
        self.offer_built_in()
        workspace.remembered.changed.connect(self.show_recent)
        workspace.shown.connect(self._tell_age)

    @property
    def is_busy(self) -> bool:
        """Whether an answer is awaited."""
        return self._ticker.isActive()

    # -- fetching -------------------------------------------------------------------------------------

    def fetch(self) -> None:
        """Ask the server, unless it is being asked the very same already; unsaved changes are asked about first."""
        if self._workspace.signed is not None:
            self._workspace.tasks.start("fetch", self._ask_and_fetch(), again="join")

    def cancel(self) -> None:
        """Stop waiting; what is shown stays."""
        if self.is_busy:
            self._workspace.tasks.cancel("fetch")
            self._idle()
            self._keep_old(tr("Cancelled"))

    def _context_changed(self, _context: object) -> None:
        if self._workspace.signed is None:
            return
        self._workspace.tasks.cancel("fetch")
        self._idle()
        self.fetch()

    async def _ask_and_fetch(self) -> None:
        decided = await self._workspace.drafts.may_fetch()
        if decided == "stay":
            self._bar.set_context(self._asked)
            return
        signed, context = self._workspace.signed, self._bar.context()
        if signed is not None:
            before = self._accept(context)
            self._busy()
            try:
                if not await self._fetch(signed, context, keep=decided == "keep"):
                    self._bar.set_context(before)
                    self._accept(before)
            except InspectorError as error:
                self._tell(error)
                self._keep_old(tr("Not fetched"))
            finally:
                if asyncio.current_task() is self._task:
                    self._idle()

    def _tell(self, error: InspectorError) -> None:
        """Why there are no new defaults, with the button that fits."""
        match error.code:
            case "signed_out":
                button, act = tr("Sign In…"), self._workspace.connecting.open_dialog
            case "too_large":
                size = QLocale().formattedDataSize(self._larger(), 0)
                button, act = tr("Allow {size}").format(size=size), self._allow_larger
            case _:
                button, act = tr("Try Again"), self.fetch
        self._workspace.fail(error, tr("The defaults could not be fetched."), button, act)

    def _larger(self) -> int:
        return self._workspace.remembered.settings.largest_body * LARGER

    def _allow_larger(self) -> None:
        """Take in larger answers from now on; the person was told the size."""
        with self._workspace.remembered.edit() as settings:
            settings.largest_body = self._larger()
        self.fetch()

    async def _fetch(self, signed: Signed, context: RequestContext, *, keep: bool = False) -> bool:
        """Ask, and show the answer, or let the person decide what of the draft stays; False where they rather not."""
        self._progress = Progress()
        answer = await signed.session.client.default_ticket(context, self._progress)
        workspace = self._workspace
        if keep:
            self._idle()
            return await workspace.rebasing.onto(answer.body, signed.source(context))
        document = await asyncio.to_thread(read_answer, answer.body)
        self._stop_ageing()
        workspace.drafts.forget_file()
        workspace.window.notice.hide()
        workspace.show(document, signed.source(context))
        seconds = QLocale().toString(answer.seconds, "f", 2)
        size = QLocale().formattedDataSize(len(answer.body), 0, QLocale.DataSizeFormat.DataSizeSIFormat)
        workspace.window.tell_progress(tr("Fetched {size} in {seconds} s").format(size=size, seconds=seconds))
        return True

    # -- busy or not ----------------------------------------------------------------------------------

    def _busy(self) -> None:
        self._workspace.explaining.make_way()
        self._workspace.tasks.cancel("rebase")  # the same question, and these are the answers that are wanted
        self._task = asyncio.current_task()
        self._since = time.monotonic()
        self._bar.set_busy(True)
        self._workspace.window.tree.set_stale(True)
        self._ticker.start()
        self._tick()
        self._workspace.refresh()

    def _idle(self) -> None:
        self._task = None
        self._ticker.stop()
        self._workspace.window.transfer.hide()
        self._bar.set_busy(False)
        self._workspace.window.tree.set_stale(False)
        self._workspace.refresh()

    def _tick(self) -> None:
        seconds = QLocale().toString(time.monotonic() - self._since, "f", 1)
        text = tr("Fetching… {seconds} s").format(seconds=seconds)
        window, progress = self._workspace.window, self._progress
        window.tell_progress(" · ".join(filter(None, (text, progress.words()))))
        window.transfer.setVisible(progress.size >= LARGE)
        window.transfer.setRange(0, 100 if progress.expected else 0)
        if progress.expected:
            window.transfer.setValue(100 * progress.size // progress.expected)

    def _keep_old(self, why: str) -> None:
        """Say that what is shown is not what was asked for, and keep saying how old it is."""
        self._kept = why
        self._workspace.window.tell_progress(why)
        self._ageing.start()
        self._tell_age()

    def _tell_age(self) -> None:
        window, source = self._workspace.window, self._workspace.source
        if source is None or not window.progress.text().startswith(self._kept):
            self._stop_ageing()  # something newer has taken its place
        elif self._kept:
            window.tell_progress(kept_words(self._kept, source, self._here()))

    def _stop_ageing(self) -> None:
        self._kept = ""
        self._ageing.stop()

    def _here(self) -> Connection | None:
        return self._workspace.signed.connection if self._workspace.signed is not None else None

    def refresh(self) -> None:
        """Say in the status bar where we are, and where what is shown came from."""
        workspace = self._workspace
        signed, source = workspace.signed, workspace.source
        where = [signed.connection.name, signed.user] if signed else [tr("not signed in")]
        if source is not None:
            context = self._bar.describe(source.context or RequestContext())
            where.append(origin_words(source, context, self._here()))
        workspace.window.whereabouts.setText("  ·  ".join(where))
        self._bar.fetch_button.setEnabled(signed is not None)

    def stop(self) -> None:
        """Stop waiting without a word: something else takes the place of what is shown."""
        if self.is_busy:
            self._workspace.tasks.cancel("fetch")
            self._idle()
        self._stop_ageing()

    # -- what the pickers offer -----------------------------------------------------------------------

    def offer_built_in(self) -> None:
        """Offer the built-in lists, until the tenant's arrive."""
        self._bar.set_choices(LANGUAGES, CULTURES, TIME_ZONES)
        self.show_recent()

    def show_recent(self) -> None:
        """Offer first what was picked lately, in whichever window."""
        self._bar.set_recent(self._workspace.remembered.settings.recent_choices)

    def signed_in(self, signed: Signed) -> None:
        """Take the context remembered for this connection, fetch, and ask for the tenant's lists."""
        self.offer_built_in()
        self._bar.set_context(signed.connection.context)
        self._asked = signed.connection.context
        self._workspace.tasks.cancel("fetch")
        self.fetch()
        self._workspace.tasks.start("lists", self._fetch_lists(signed), again="replace")

    async def _fetch_lists(self, signed: Signed) -> None:
        client = signed.session.client
        lists = []
        for ask, built_in in (
            (client.languages, LANGUAGES),
            (client.cultures, CULTURES),
            (client.time_zones, TIME_ZONES),
        ):
            try:
                lists.append(await ask() or built_in)
            except InspectorError:
                lists.append(built_in)  # the pickers work without the tenant's list
        self._bar.set_choices(*lists)
        await self._workspace.explaining.learn_zones()
        self.refresh()  # the tenant may have other names for its languages

    def _accept(self, context: RequestContext) -> RequestContext:
        """This is what is asked for now, and the next time that somebody signs in here; what it was before."""
        before, self._asked = self._asked, context
        if context != before:
            self._remember(context)
        return before

    def _remember(self, context: RequestContext) -> None:
        picked = {"language": context.language, "culture": context.culture, "time_zone": context.time_zone}
        with self._workspace.remembered.edit() as settings:
            if self._workspace.signed is not None:
                self._workspace.signed.connection.context = context
            for kind, code in picked.items():
                if code and code != "*":
                    recent = settings.recent_choices.get(kind, [])
                    settings.recent_choices[kind] = [code, *(one for one in recent if one != code)][:RECENT]


def read_answer(body: bytes) -> Document:
    """The ticket in an answer, so that painting has nothing left to do. Raises InspectorError."""
    try:
        document = entity.open_ticket(body, least=1)
    except (InvalidJson, NotATicket) as error:
        from inspector.domain.errors import ServerTrouble  # noqa: PLC0415

        raise ServerTrouble("unreadable", reason=str(error.facts.get("reason") or error.code)) from error
    document.default = document.root.served
    glossary.meaning("", "")  # read from its file here, not while painting
    return document

"""Asking the server what it would put into a new ticket, in the language, culture and zone of the pickers."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, QTimer, Signal

from inspector.domain.context import RequestContext
from inspector.domain.multilingual import untranslated_in
from inspector.ui.bench.source_texts import kept_words
from inspector.ui.defaults.answer import read_answer
from inspector.ui.defaults.offering import Offering
from inspector.ui.defaults.other_type import tell_other_type
from inspector.ui.defaults.progress import LARGE, Progress
from inspector.words.language import tr
from inspector.words.texts import language_name, own_language, untranslated_words

if TYPE_CHECKING:
    from PySide6.QtWidgets import QProgressBar

    from inspector.ui.bench.bench import Bench
    from inspector.ui.bench.place import Signed
    from inspector.ui.bench.source import Source
    from inspector.ui.defaults.context_bar import ContextBar

RECENT = 5
"""Choices of each picker that are remembered as recent."""


LARGER = 4
"""How many times as large an answer may be after the person allowed it."""


RebaseOnto = Callable[[bytes, "Source"], Awaitable[bool]]
"""Lets the person decide what of the draft goes onto new defaults; False where they would rather not."""


class Fetching(QObject):
    """The fetch under way, and in which context it is asked."""

    asking = Signal()
    """The server is needed for this now: whoever asks it for something less urgent makes way."""
    sign_in_wanted = Signal()

    def __init__(self, bench: Bench, bar: ContextBar, transfer: QProgressBar, rebase: RebaseOnto) -> None:
        super().__init__(bar)
        self._bench, self._ticket, self._place = bench, bench.ticket, bench.place
        self._bar, self._transfer, self._rebase = bar, transfer, rebase
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
        bar.fetch_requested.connect(self.fetch)
        bar.cancel_requested.connect(self.cancel)
        bar.context_changed.connect(self._context_changed)
        bench.remembered.changed.connect(self._show_identity)
        bench.ticket.closing.connect(self._stop)
        bench.ticket.shown.connect(self._tell_age)
        bench.place.entered.connect(self._begin)
        bench.place.leaving.connect(self._leave)
        bench.place.changed.connect(self._show_identity)
        self._show_identity()
        self._offering = Offering(bench, bar)

    # -- fetching -------------------------------------------------------------------------------------

    def fetch(self) -> None:
        """Ask the server, unless it is being asked the very same already; unsaved changes are asked about first."""
        if self._place.signed is not None:
            self._bench.tasks.start("fetch", self._ask_and_fetch(), again="join")

    def cancel(self) -> None:
        """Stop waiting; what is shown stays."""
        if self._ticket.is_stale:
            self._bench.tasks.cancel("fetch")
            self._idle()
            self._keep_old(tr("Cancelled"))

    def _context_changed(self, _context: object) -> None:
        self._place.context = self._bar.context()
        if self._place.signed is not None:
            self._bench.tasks.cancel("fetch")
            self._idle()
            self.fetch()

    async def _ask_and_fetch(self) -> None:
        decided = await self._ticket.guard.may_fetch()
        if decided == "stay":
            self._choose(self._asked)
            return
        signed, context = self._place.signed, self._place.context
        if signed is not None:
            before = self._accept(context)
            self._busy()
            try:
                if not await self._fetch(signed, context, keep=decided == "keep"):
                    self._choose(before)
                    self._accept(before)
            except Exception as error:  # whatever it is, nobody waits any longer
                self._tell(error)
                self._keep_old(tr("Not fetched"))
            finally:
                if asyncio.current_task() is self._task:
                    self._idle()

    def _tell(self, error: Exception) -> None:
        """Why there are no new defaults, with the button that fits."""
        match getattr(error, "code", ""):
            case "signed_out":
                button, act = tr("Sign In…"), self.sign_in_wanted.emit
            case "too_large":
                size = QLocale().formattedDataSize(self._larger(), 0)
                button, act = tr("Allow {size}").format(size=size), self._allow_larger
            case _:
                button, act = tr("Try Again"), self.fetch
        self._bench.voice.fail(error, tr("The defaults could not be fetched."), button, act)

    def _larger(self) -> int:
        return self._bench.remembered.settings.largest_body * LARGER

    def _allow_larger(self) -> None:
        """Take in larger answers from now on; the person was told the size."""
        with self._bench.remembered.edit() as settings:
            settings.largest_body = self._larger()
        self.fetch()

    async def _fetch(self, signed: Signed, context: RequestContext, *, keep: bool = False) -> bool:
        """Ask, and show the answer, or let the person decide what of the draft stays; False where they rather not."""
        self._progress = Progress()
        answer = await signed.session.client.default_ticket(context, self._progress)
        untranslated = "" if context.language else await asyncio.to_thread(untranslated_in, answer.body)
        if keep:
            self._idle()
            is_taken = await self._rebase(answer.body, signed.source(context))
            if is_taken:
                self._tell_untranslated(untranslated)
            return is_taken
        document = await asyncio.to_thread(read_answer, answer.body)
        self._idle()
        self._bench.voice.hush()
        self._ticket.show(document, signed.source(context))
        seconds = QLocale().toString(answer.seconds, "f", 2)
        size = QLocale().formattedDataSize(len(answer.body), 0, QLocale.DataSizeFormat.DataSizeSIFormat)
        self._bench.voice.done(tr("Fetched {size} in {seconds} s").format(size=size, seconds=seconds))
        self._tell_untranslated(untranslated)
        tell_other_type(self._bench, document, context)
        return True

    def _tell_untranslated(self, text: str) -> None:
        """Say that texts such as this one came untranslated, because no language was asked for, and offer one."""
        if text:
            language = own_language()
            button = tr("Use {language}").format(language=language_name(language))
            words, about = untranslated_words(text), "untranslated"
            self._bench.voice.tell(words, "info", button, lambda: self._take_language(language), about=about)

    def _take_language(self, language: str) -> None:
        """Ask for that language from now on."""
        self._choose(replace(self._place.context, language=language))
        self._context_changed(None)

    # -- busy or not ----------------------------------------------------------------------------------

    def _busy(self) -> None:
        self.asking.emit()
        self._bench.tasks.cancel("rebase")  # the same question, and these are the answers that are wanted
        self._task = asyncio.current_task()
        self._since = time.monotonic()
        self._bar.set_busy(True)
        self._ticker.start()
        self._tick()
        self._ticket.set_stale(True)

    def _idle(self) -> None:
        self._task = None
        self._ticker.stop()
        self._transfer.hide()
        self._bar.set_busy(False)
        self._ticket.set_stale(False)

    def _tick(self) -> None:
        seconds = QLocale().toString(time.monotonic() - self._since, "f", 1)
        text = tr("Fetching… {seconds} s").format(seconds=seconds)
        progress = self._progress
        self._bench.voice.progress(" · ".join(filter(None, (text, progress.words()))))
        self._transfer.setVisible(progress.size >= LARGE)
        self._transfer.setRange(0, 100 if progress.expected else 0)
        if progress.expected:
            self._transfer.setValue(100 * progress.size // progress.expected)

    def _keep_old(self, why: str) -> None:
        """Say that what is shown is not what was asked for, and keep saying how old it is."""
        self._kept = why
        self._bench.voice.progress(why)
        self._ageing.start()
        self._tell_age()

    def _tell_age(self) -> None:
        source, voice = self._ticket.source, self._bench.voice
        if source is None or not voice.doing.startswith(self._kept):
            self._stop_ageing()  # something newer has taken its place
        elif self._kept:
            voice.progress(kept_words(self._kept, source, self._place.connection))

    def _stop_ageing(self) -> None:
        self._kept = ""
        self._ageing.stop()

    def _stop(self) -> None:
        """Stop waiting without a word: something else takes the place of what is shown, and of what is said of it."""
        if self._ticket.is_stale:
            self._bench.tasks.cancel("fetch")
            self._idle()
        self._stop_ageing()
        self._bench.voice.withdraw("untranslated")

    def _leave(self) -> None:
        """The server that was asked is left."""
        self._bench.tasks.cancel("fetch")
        self._stop()

    # -- what the context bar shows -------------------------------------------------------------------

    def _show_identity(self) -> None:
        """Say where we are, and as whom; always in sight."""
        signed = self._place.signed
        if signed is None:
            self._bar.set_identity("", "", "")
        else:
            connection, principal = signed.connection, signed.session.principal
            who = " · ".join(filter(None, (signed.user, principal.role if principal is not None else "")))
            self._bar.set_identity(connection.tag, connection.name, who, connection.color)
        self._bar.set_online(online=signed is not None)

    def _choose(self, context: RequestContext) -> None:
        """Choose for the person."""
        self._bar.set_context(context)
        self._place.context = self._bar.context()

    def _begin(self) -> None:
        """Take the context remembered for this connection, and fetch."""
        signed = self._place.signed
        if signed is None:
            return
        self._choose(signed.connection.context)
        self._asked = signed.connection.context
        self._bench.tasks.cancel("fetch")
        self.fetch()

    def _accept(self, context: RequestContext) -> RequestContext:
        """This is what is asked for now, and the next time that somebody signs in here; what it was before."""
        before, self._asked = self._asked, context
        if context != before:
            self._remember(context)
        return before

    def _remember(self, context: RequestContext) -> None:
        picked = {"language": context.language, "culture": context.culture, "time_zone": context.time_zone}
        with self._bench.remembered.edit() as settings:
            if self._place.signed is not None:
                self._place.signed.connection.context = context
            for kind, code in picked.items():
                if code and code != "*":
                    recent = settings.recent_choices.get(kind, [])
                    settings.recent_choices[kind] = [code, *(one for one in recent if one != code)][:RECENT]

"""A draft is put onto defaults that moved: what differs, what the person decides, one step that can be undone."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from inspector.domain import rebase
from inspector.domain.context import RequestContext
from inspector.domain.document import Document, Keys
from inspector.domain.origins import Evidence, origin_of
from inspector.domain.rebase import Difference
from inspector.ui.defaults.answer import read_answer
from inspector.ui.defaults.other_type import tell_other_type
from inspector.ui.kit.labels import as_title
from inspector.ui.kit.question import answer
from inspector.words.language import counted, tr

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from inspector.ui.bench.bench import Bench
    from inspector.ui.bench.place import Signed
    from inspector.ui.bench.source import Source


class Rebasing(QObject):
    """Asks for the current defaults, and lets the person decide."""

    asking = Signal()
    """The server is needed for this now: whoever asks it for something less urgent makes way."""

    def __init__(self, bench: Bench, window: QWidget) -> None:
        super().__init__(window)
        self._bench, self._ticket, self._window = bench, bench.ticket, window
        bench.ticket.closing.connect(self.stop)
        bench.place.leaving.connect(self.stop)

    def start(self) -> None:
        """Ask the server, and compare with what is open."""
        if self._bench.place.signed is not None and self._ticket.document is not None:
            self.asking.emit()
            self._bench.tasks.start("rebase", self._ask(self._bench.place.signed), again="replace")

    def stop(self) -> None:
        """It is not wanted any more."""
        self._bench.tasks.cancel("rebase")

    async def _ask(self, signed: Signed) -> None:
        voice, context = self._bench.voice, self._bench.place.context
        if not self._ticket.take_typed():
            return
        voice.progress(tr("Asking for the current defaults…"))
        try:
            answer = await signed.session.client.default_ticket(context)
            await self.onto(answer.body, signed.source(context))
        except Exception as error:  # whatever it is, nobody waits any longer
            voice.progress("")
            voice.fail(error, tr("The defaults could not be fetched."), tr("Try Again"), self.start)

    async def onto(self, body: bytes, source: Source, step: str = "") -> bool:
        """Let the person decide, and put the draft onto these defaults; False where they would rather not.

        Where nothing differs, draft and source stay as they are. `step` is what undoing it takes back, if not a rebase.
        Raises InspectorError where the body is no ticket.
        """
        from inspector.ui.defaults.rebase_board import RebaseBoard  # noqa: PLC0415 - it is seldom needed

        ticket, voice = self._ticket, self._bench.voice
        new = await asyncio.to_thread(read_answer, body)
        while True:  # until nobody works on the draft while something is worked out
            taken, document = ticket.take_typed(), ticket.document
            if document is None or not taken:
                return False
            mine = document.root.raw
            found = await asyncio.to_thread(_differences, bytes(mine), _default(document), new)
            if not ticket.is_still(document, mine):
                continue
            if not found:
                voice.withdraw("made_from")
                voice.done(tr("Your draft already matches the defaults"))
                self._tell_other_type(new, source)
                return True
            board = RebaseBoard(
                self._bench.theme,
                found,
                self._window,
                old_known=document.default is not None,
                volatile=ticket.moving | _clocks(found, source),
            )
            if step:
                board.setWindowTitle(as_title(step))
                board.setAccessibleName(step)
            voice.progress("")
            if not await answer(board):
                return False
            rebased, edits = await asyncio.to_thread(rebase.rebased, body, found, board.model.choices)
            if ticket.take_typed() and ticket.is_still(document, mine):
                break
        ticket.rebase(rebased, source, step)
        voice.withdraw("made_from")
        many, none = tr("{n} of your values were kept"), tr("Everything is as the server says now")
        voice.done(counted(len(edits), tr("1 of your values was kept"), many, none))
        self._tell_other_type(new, source)
        return True

    def _tell_other_type(self, answered: Document, source: Source) -> None:
        tell_other_type(self._bench, answered, source.context or RequestContext())


def _clocks(found: list[Difference], source: Source) -> frozenset[Keys]:
    """What was worked out from the server's clock, as far as the new default shows."""
    now = Evidence(fetched=source.fetched)
    news = (one.new for one in found if one.code == "moved")
    return frozenset(node.keys for node in news if node and origin_of(node, now) == "perhaps_clock")


def _default(document: Document) -> bytes | None:
    return None if document.default is None else bytes(document.default)


def _differences(mine: bytes, old: bytes | None, new: Document) -> list[Difference]:
    """On copies: what is on screen is not touched from another thread."""
    base = Document(old).root if old is not None else None
    return rebase.differences(Document(mine).root, base, new.root)

"""Values that move by themselves: found out by asking the server once more, quietly or when somebody wants to know."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from inspector.domain import exact_json, volatile
from inspector.domain.context import RequestContext
from inspector.domain.document import Document
from inspector.domain.errors import InspectorError
from inspector.ui.defaults.answer import read_answer
from inspector.words.language import counted, tr

if TYPE_CHECKING:
    from inspector.domain.document import Keys
    from inspector.ui.bench.bench import Bench
    from inspector.ui.bench.source import Source

PATIENCE = 6.0
"""Seconds without anything to do before the server is quietly asked again."""
LARGEST = 1 << 20
"""Bytes of a ticket that is quietly asked for a second time."""


_Asked = tuple[str, str | None]
"""The id of a connection, and the request type that it was asked for."""


def _asked(source: Source | None) -> _Asked:
    if source is None or source.connection is None:
        return "", None
    return source.connection.id, source.context.request_type if source.context is not None else None


class Moving(QObject):
    """Knows what moves at each connection, and says so of the ticket that is open."""

    def __init__(self, bench: Bench, parent: QObject) -> None:
        super().__init__(parent)
        self._bench, self._ticket = bench, bench.ticket
        self._known: dict[_Asked, frozenset[Keys]] = {}
        """By connection that was asked twice, and request type that it was asked for: what moved."""
        bench.ticket.shown.connect(self._another)
        bench.place.leaving.connect(self.make_way)

    def _another(self) -> None:
        """Another document is shown, or the one before is again."""
        self.make_way()
        ticket, source = self._ticket, self._ticket.source
        asked = _asked(source)
        known = self._known.get(asked)
        ticket.set_moving(known or frozenset())  # what moves goes on moving
        small = ticket.document is not None and exact_json.size(ticket.document.root.raw) < LARGEST
        wanted = self._bench.remembered.settings.look_for_volatile and self.can_ask_again()
        if known is None and small and wanted:
            self._bench.tasks.start("quietly", self._ask_quietly(asked), again="replace")

    def can_ask_again(self) -> bool:
        """Whether what is open can be asked for once more, to be compared: whoever sent it must still be there."""
        source = self._ticket.source
        return source is not None and source.is_from(self._bench.place.connection)

    def make_way(self) -> None:
        """The server is needed for something else: stop asking what moves."""
        if self._bench.tasks.is_running("volatile"):
            self._bench.voice.progress("")
        for name in ("quietly", "volatile"):
            self._bench.tasks.cancel(name)

    def look(self) -> None:
        """Ask again, and tell which values have changed."""
        self.make_way()
        self._bench.tasks.start("volatile", self._ask_loudly(), again="replace")

    async def _ask_quietly(self, asked: _Asked) -> None:
        await asyncio.sleep(PATIENCE)
        while self._bench.is_busy:  # noqa: ASYNC110 - several tasks, no one event
            await asyncio.sleep(1)
        try:
            await self._ask_again()
        except InspectorError:  # nobody asked for it: nobody is told, and it is not tried again
            self._known.setdefault(asked, frozenset())

    async def _ask_loudly(self) -> None:
        self._bench.voice.progress(tr("Asking again, to see what moves…"))
        try:
            count = await self._ask_again()
        except Exception as error:  # whatever it is, nobody waits any longer
            self._bench.voice.progress("")
            self._bench.voice.fail(error, tr("The server could not be asked again."))
            return
        many, none = tr("{n} values moved by themselves"), tr("Nothing moved")
        self._bench.voice.done(counted(count, tr("1 value moved by itself"), many, none))

    async def _ask_again(self) -> int:
        """Compare what was served with what is served now; how many values moved."""
        signed, document, source = self._bench.place.signed, self._ticket.document, self._ticket.source
        if signed is None or document is None or source is None or document.root.served is None:
            return 0
        served = bytes(document.root.served)
        answer = await signed.session.client.default_ticket(source.context or RequestContext())
        moved = await asyncio.to_thread(_moved, served, answer.body)
        if document is self._ticket.document:
            self._known[_asked(source)] = moved
            self._ticket.set_moving(moved)
        return len(moved)


def _moved(served: bytes, body: bytes) -> frozenset[Keys]:
    """Which values differ in the newer answer. Raises InspectorError where that is no ticket."""
    return frozenset(volatile.moved(Document(served).root, read_answer(body).root))

"""What is found out about the ticket on screen besides the ticket: who asked, when, in which zone, and what moves."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from inspector.domain import exact_json, references, volatile, zones
from inspector.domain.document import Document, Keys
from inspector.domain.errors import InspectorError
from inspector.domain.origins import Evidence
from inspector.services.superoffice.context import RequestContext
from inspector.ui.bench.source import Source
from inspector.ui.details import why
from inspector.ui.details.why import Background
from inspector.words.language import counted, tr

if TYPE_CHECKING:
    from inspector.ui.window.wiring import Workspace

PATIENCE = 6.0
"""Seconds without anything to do before the server is quietly asked again."""
LARGEST = 1 << 20
"""Bytes of a ticket that is quietly asked for a second time."""
ZONES = references.Source("timezoneiana")
"""The MDO list that tells the IANA name of a time zone code."""


class Explaining(QObject):
    """Keeps the Background of Details up to date."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._moving: dict[str, frozenset[Keys]] = {}
        """By connection that was asked twice: what moved."""
        self._iana: dict[str, str] = {}
        workspace.window.details.copy_wanted.connect(self.copy_as_text)
        workspace.shown.connect(self._another)
        workspace.remembered.changed.connect(self.refresh)  # the connection may have another name

    def _another(self) -> None:
        """Another document is on screen, or the one before is again."""
        self.make_way()
        source = self._workspace.source
        asked = source.connection.id if source is not None and source.connection is not None else ""
        known = self._moving.get(asked)
        self._mark(known or frozenset())  # what moves goes on moving
        self.refresh()
        document = self._workspace.model.document
        small = document is not None and exact_json.size(document.root.raw) < LARGEST
        wanted = self._workspace.remembered.settings.look_for_volatile and self.can_ask_again()
        if known is None and small and wanted:
            self._workspace.tasks.start("quietly", self._ask_quietly(asked), again="replace")

    def can_ask_again(self) -> bool:
        """Whether what is open can be asked for once more, to be compared: whoever sent it must still be there."""
        signed, source = self._workspace.signed, self._workspace.source
        return signed is not None and source is not None and source.is_from(signed.connection)

    def make_way(self) -> None:
        """The server is needed for something else: stop asking what moves."""
        if self._workspace.tasks.is_running("volatile"):
            self._workspace.window.tell_progress("")
        for name in ("quietly", "volatile"):
            self._workspace.tasks.cancel(name)

    def refresh(self) -> None:
        """Tell Details what is known."""
        found = self._background()
        if found != self._workspace.window.details.background:
            self._workspace.window.details.background = found
            self._workspace.selection.refresh()

    def _background(self) -> Background:
        source = self._workspace.source or Source("file")
        who, context = source.asked_by, source.context
        code = context.time_zone if context is not None else None
        bar = self._workspace.window.context_bar
        evidence = Evidence(
            who.associate_id if who else None,
            who.full_name if who else "",
            source.fetched,
            self._workspace.model.volatile,
        )
        return Background(
            evidence,
            zones.zone_of(code, self._iana) if code else None,
            bar.time_zone.name_of(code) if code else "",
            source.connection.name if source.connection is not None else "",
            bar.describe(context) if context is not None else "",
        )

    async def learn_zones(self) -> None:
        """Ask the tenant which rules are behind its time zone codes."""
        with suppress(InspectorError):
            entries = await self._workspace.picking.entries(ZONES)
            self._iana = {str(one.known["code"]): str(one.known["iana"]) for one in entries if one.known}
            self.refresh()

    # -- what moves -----------------------------------------------------------------------------------

    def look_for_volatile(self) -> None:
        """Ask again, and tell which values have changed."""
        self.make_way()
        self._workspace.tasks.start("volatile", self._ask_loudly(), again="replace")

    async def _ask_quietly(self, connection: str) -> None:
        await asyncio.sleep(PATIENCE)
        while self._workspace.is_busy:  # noqa: ASYNC110 - several tasks, no one event
            await asyncio.sleep(1)
        try:
            await self._ask_again()
        except InspectorError:  # nobody asked for it: nobody is told, and it is not tried again
            self._moving.setdefault(connection, frozenset())

    async def _ask_loudly(self) -> None:
        self._workspace.window.tell_progress(tr("Asking again, to see what moves…"))
        try:
            count = await self._ask_again()
        except InspectorError as error:
            self._workspace.fail(error, tr("The server could not be asked again."))
            return
        told = counted(
            count, tr("1 value moved by itself"), tr("{n} values moved by themselves"), tr("Nothing moved")
        )
        self._workspace.window.tell_progress(told)

    async def _ask_again(self) -> int:
        """Compare what was served with what is served now; how many values moved."""
        signed, document, source = (
            self._workspace.signed,
            self._workspace.model.document,
            self._workspace.source,
        )
        if signed is None or document is None or source is None or document.root.served is None:
            return 0
        served = bytes(document.root.served)
        answer = await signed.session.client.default_ticket(source.context or RequestContext())
        moved = await asyncio.to_thread(_moved, served, answer.body)
        if document is self._workspace.model.document:
            self._moving[signed.connection.id] = moved
            self._mark(moved)
            self._workspace.finding.document_changed()
            self.refresh()
        return len(moved)

    def _mark(self, moved: frozenset[Keys]) -> None:
        self._workspace.model.set_volatile(moved)
        self._workspace.window.tree.viewport().update()  # these values are painted differently

    # -- the message ----------------------------------------------------------------------------------

    def copy_as_text(self) -> None:
        """Copy what one sends to the admin about the current field."""
        node = self._workspace.window.tree.current_node()
        if node is not None and node.parent is not None:
            background = self._workspace.window.details.background
            unlocked = self._workspace.model.is_unlocked(node)
            QGuiApplication.clipboard().setText(why.message(node, background, unlocked=unlocked))
            self._workspace.window.tell_progress(tr("Copied; paste it into a message to your administrator"))


def _moved(served: bytes, body: bytes) -> frozenset[Keys]:
    """Which values differ in the newer answer. Raises InspectorError where that is no ticket."""
    from inspector.ui.defaults.fetching import read_answer  # noqa: PLC0415 - it knows this module's owner

    return frozenset(volatile.moved(Document(served).root, read_answer(body).root))

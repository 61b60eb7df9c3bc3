"""What the tenant says of its own fields: asked quietly once a ticket is shown, so that they bear their names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from inspector.domain import custom_fields
from inspector.domain.context import RequestContext
from inspector.domain.errors import InspectorError

if TYPE_CHECKING:
    from inspector.services.settings import Connection
    from inspector.ui.bench.bench import Bench


class Learning(QObject):
    """Lets what is open know the fields of its tenant. Nobody waits for it; why it failed is for Details to tell."""

    def __init__(self, bench: Bench, parent: QObject) -> None:
        super().__init__(parent)
        self._bench, self._ticket, self._place = bench, bench.ticket, bench.place
        self._of: Connection | None = None
        """Whose fields the ticket knows."""
        bench.ticket.shown.connect(self._another)
        bench.place.entered.connect(self._another)
        bench.place.leaving.connect(lambda: bench.tasks.cancel("fields"))

    def _another(self) -> None:
        """Another document is shown, or another server can be asked: a draft of nobody's is for the one we are at."""
        source, here = self._ticket.source, self._place.connection
        if source is None:
            return
        if here is not None and (source.connection is None or source.is_from(here)):
            context = source.context or self._place.context
            self._bench.tasks.start("fields", self._ask(here, context.language), again="replace")
        elif source.connection is None or source.connection is not self._of:
            self._ticket.learn(custom_fields.NONE)
            self._of = None

    async def _ask(self, connection: Connection, language: str | None) -> None:
        fields, trouble = custom_fields.NONE, None
        try:
            fields = await self._place.custom_fields(RequestContext(language))
        except InspectorError as error:
            trouble = error
        self._of = connection
        self._ticket.learn(fields, trouble)

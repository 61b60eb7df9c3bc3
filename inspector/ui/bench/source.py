"""Where what is open came from. It belongs to the document, and goes with it wherever an undo or a redo takes it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

from inspector.domain.context import RequestContext

if TYPE_CHECKING:
    from inspector.services.settings import Connection
    from inspector.services.superoffice.answers import Principal

Kind = Literal["server", "file", "recovered"]
"""`recovered`: from the journal of a run that ended unexpectedly."""


@dataclass(frozen=True)
class Source:
    """What is known of it. Only what came from the server has a connection, a context and a moment.

    Which file a draft is saved in is another matter: that changes with every Save As, and no undo takes it back.
    """

    kind: Kind
    connection: Connection | None = None
    """The one that was asked; it bears the name that it has now."""
    asked_by: Principal | None = None
    """Who was signed in; None on a server that does not tell, too."""
    context: RequestContext | None = None
    fetched: datetime | None = None
    """In UTC."""

    @classmethod
    def server(cls, connection: Connection, asked_by: Principal | None, context: RequestContext) -> Source:
        """An answer that has just come."""
        return cls("server", connection, asked_by, context, datetime.now(UTC))

    def is_from(self, connection: Connection | None) -> bool:
        """Whether that connection was asked, so that the same can be asked there once more."""
        return connection is not None and self.connection is connection

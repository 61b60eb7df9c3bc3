"""How a connection's server is reached, and what of a connection is kept."""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from inspector.domain.context import RequestContext
from inspector.services import redaction
from inspector.services.settings import new_id
from inspector.ui.sign_in import words
from inspector.ui.sign_in.demo_tenant import DEMO
from inspector.words.texts import own_language

if TYPE_CHECKING:
    from inspector.services.settings import Connection
    from inspector.services.superoffice.client import Session
    from inspector.services.superoffice.oidc import Grant
    from inspector.services.superoffice.wire import Way
    from inspector.ui.bench.bench import Bench
    from inspector.ui.sign_in.demo_tenant import Demo
    from inspector.ui.sign_in.dialog import SignInRequest

KEPT = (
    *("name", "url", "user", "scheme", "remember", "tag", "color", "allow_plain_http", "environment"),
    *("discovery", "client_id", "redirect_port", "redirect_path", "certificate", "certificate_origin"),
)
"""What the sign-in form decides of a connection."""


class Door:
    """Opens a session at whatever a person asks for; `show_page` opens a page in the browser."""

    def __init__(
        self,
        bench: Bench,
        demo: Demo,
        show_page: Callable[[str], None],
        renewed: Callable[[Connection, Grant], None],
    ) -> None:
        self._bench, self._demo, self._show_page, self._renewed = bench, demo, show_page, renewed

    async def way(self, connection: Connection) -> Way:
        """How this connection's server is reached."""
        load = importlib.import_module
        await asyncio.to_thread(load, "inspector.services.superoffice.reach")  # brings httpx, 0.1 s
        from inspector.services.superoffice.wire import Way  # noqa: PLC0415 - see above

        on_demo = connection.id == DEMO.id
        return Way(
            transport=await asyncio.to_thread(self._demo.transport) if on_demo else None,
            certificate=connection.certificate,
            certificate_origin=connection.certificate_origin,
            largest_body=lambda: self._bench.remembered.settings.largest_body,
            journal=self._bench.place.journal,
        )

    async def reach(self, request: SignInRequest) -> Session:
        """Sign in there. Raises InspectorError."""
        connection = request.connection
        for secret in (request.secret, request.second):
            redaction.guard(secret, connection.user)
        way = await self.way(connection)
        from inspector.services.superoffice.browser import Browser  # noqa: PLC0415 - late, see above
        from inspector.services.superoffice.reach import reach  # noqa: PLC0415 - see above
        from inspector.services.superoffice.sign_in import Credentials  # noqa: PLC0415 - see above

        return await reach(
            connection,
            Credentials(connection.scheme, connection.user, request.secret, request.second),
            way,
            Browser(self._show_page, words.browser_page()),
            lambda grant: self._renewed(connection, grant),
        )

    def keep(self, connection: Connection) -> Connection:
        """The connection as it is to be remembered, new or changed; a new one begins in the interface's language."""
        if connection.id == DEMO.id:
            self._demo.connection.user = connection.user
            return self._demo.connection
        known = self._bench.remembered.settings.connection(connection.id)
        if known is None:
            known = replace(connection, id=connection.id or new_id(), context=RequestContext(own_language()))
        for name in KEPT:
            setattr(known, name, getattr(connection, name))
        return known

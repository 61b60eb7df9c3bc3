"""From a saved connection and its secrets to a session, whatever the scheme."""

from __future__ import annotations

from collections.abc import Callable

from inspector.services.settings import Connection
from inspector.services.superoffice import browser as through_browser
from inspector.services.superoffice.browser import Before, Browser
from inspector.services.superoffice.client import Session, sign_in
from inspector.services.superoffice.oidc import Grant, Provider
from inspector.services.superoffice.origin import discovery_of
from inspector.services.superoffice.sign_in import Credentials
from inspector.services.superoffice.tenant import is_online
from inspector.services.superoffice.wire import Way


async def reach(
    connection: Connection,
    credentials: Credentials,
    way: Way,
    browser: Browser,
    on_renewed: Callable[[Grant], None],
) -> Session:
    """Sign in. Only the scheme `browser` uses `browser` and `on_renewed`; its secret is a refresh token, or empty.

    Raises AddressTrouble and ServerTrouble.
    """
    if credentials.scheme != "browser":
        return await sign_in(
            connection.url, credentials, allow_plain_http=connection.allow_plain_http, way=way
        )
    provider = Provider(
        discovery=connection.discovery or discovery_of(connection.environment or "online"),
        client_id=connection.client_id,
        client_secret=credentials.second,
        port=connection.redirect_port,
        path=connection.redirect_path,
    )
    # Where SuperOffice itself signs in, a token goes to SuperOffice only, whatever a file of connections brought.
    known = connection.url if connection.discovery or is_online(connection.url) else ""
    before = Before(known, credentials.secret)
    return await through_browser.sign_in(provider, browser, before, on_renewed=on_renewed, way=way)

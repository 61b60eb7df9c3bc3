"""An access token that renews itself: before it expires, and once when the server no longer takes it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, Callable

import httpx

from inspector.domain.errors import ServerTrouble
from inspector.services.superoffice import decoding
from inspector.services.superoffice.oidc import Grant, OpenId

EARLY = 60.0
"""Seconds before its end at which a token is renewed."""
FRESH = 30.0
"""Seconds in which a new token is beyond doubt: a 403 then is about rights, not about the token."""


class RenewingAuth(httpx.Auth):
    """Bearer, with one renewal however many requests wait for it."""

    def __init__(self, provider: OpenId, grant: Grant, on_renewed: Callable[[Grant], None]) -> None:
        """`on_renewed` gets every new Grant, for whoever keeps the refresh token."""
        self._provider, self._grant, self._on_renewed = provider, grant, on_renewed
        self._since = time.monotonic()
        self._lock = asyncio.Lock()

    async def async_auth_flow(self, request: httpx.Request) -> AsyncGenerator[httpx.Request, httpx.Response]:
        """Send with the token; renew and send once more where it was not taken.

        Raises ServerTrouble `signed_out` where it can't be renewed, so that the person can be asked.
        """
        grant = self._grant
        if grant.refresh_token and time.monotonic() > grant.expires_at - EARLY:
            grant = await self._renewed(grant)
        request.headers["Authorization"] = f"Bearer {grant.access_token}"
        response = yield request
        doubtful = response.status_code == 401 or (
            response.status_code == 403 and time.monotonic() - self._since > FRESH
        )
        if not doubtful:
            return
        if not grant.refresh_token:
            if response.status_code == 401:
                raise ServerTrouble("signed_out", status=401)
            return
        await decoding.skip(response)
        grant = await self._renewed(grant)
        request.headers["Authorization"] = f"Bearer {grant.access_token}"
        yield request

    async def _renewed(self, stale: Grant) -> Grant:
        async with self._lock:
            if self._grant is stale:  # else another request renewed it while this one waited
                fresh = await self._provider.renew(stale.refresh_token)
                claims = fresh.claims or stale.claims
                self._grant = Grant(fresh.access_token, fresh.refresh_token, fresh.expires_at, claims)
                self._since = time.monotonic()
                self._on_renewed(self._grant)
            return self._grant

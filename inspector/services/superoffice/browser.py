"""A session signed in through the browser: provider, tenant, API, and a token that renews itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from inspector.domain.errors import ServerTrouble
from inspector.services.superoffice.address import candidates, is_safe
from inspector.services.superoffice.client import Session, SuperOffice, enter
from inspector.services.superoffice.oidc import PATIENCE, Grant, OpenId, Provider
from inspector.services.superoffice.origin import of_url
from inspector.services.superoffice.renewal import RenewingAuth
from inspector.services.superoffice.tenant import ask_state, may_lead
from inspector.services.superoffice.wire import Way, Wire


@dataclass(frozen=True)
class Browser:
    """How the person's browser is reached, and how long it may take."""

    open_url: Callable[[str], object]
    page: str
    """HTML that tells the person to close it."""
    patience: float = PATIENCE


@dataclass(frozen=True)
class Before:
    """What is known from last time."""

    pasted: str = ""
    """Where the API was; a tenant that the token names is looked up instead."""
    refresh_token: str = field(default="", repr=False)


async def sign_in(
    provider: Provider,
    browser: Browser,
    before: Before,
    *,
    on_renewed: Callable[[Grant], None] = lambda _grant: None,
    way: Way | None = None,
) -> Session:
    """Sign in with last time's refresh token, else through the browser.

    `on_renewed` gets every Grant, the first too. Raises AddressTrouble and ServerTrouble.
    """
    way = way or Way()
    wire = Wire(None, way)
    try:
        openid = OpenId(wire, provider)
        grant = await _granted(openid, browser, before.refresh_token)
        on_renewed(grant)
        bases = await _bases(wire, grant, before.pasted)
        auth = RenewingAuth(openid, grant, on_renewed)
        home = (grant.origin, grant.ctx) if grant.ctx else None
        client = SuperOffice(bases[0], auth, way, home=home, public=wire)
    except BaseException:
        await wire.aclose()
        raise
    return await enter(client, bases)


async def _granted(openid: OpenId, browser: Browser, refresh_token: str) -> Grant:
    if refresh_token:
        try:
            return await openid.renew(refresh_token)
        except ServerTrouble as trouble:
            if trouble.code != "signed_out":
                raise
    return await openid.sign_in(browser.open_url, browser.page, browser.patience)


async def _bases(wire: Wire, grant: Grant, pasted: str) -> list[str]:
    """Where the API may be: as the tenant's state says, else the token, else what the person or last time said."""
    found = ""
    if grant.ctx:
        state = await ask_state(wire, grant.origin, grant.ctx)
        if trouble := state.trouble():
            raise trouble
        told = candidates(grant.web_api, allow_plain_http=True)[0] if grant.web_api else ""
        found = state.api or told
        # The token is signed and may lead anywhere; what the state says is not.
        if found != told and not may_lead(grant.origin, found) and of_url(found) != of_url(told):
            raise ServerTrouble("redirect", reason=of_url(found))
    if not found and not pasted:
        raise ServerTrouble("no_tenant")
    bases = [found] if found else candidates(pasted)
    if not all(is_safe(base) for base in bases):
        raise ServerTrouble("redirect", reason="http")
    return bases

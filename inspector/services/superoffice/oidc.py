"""Signing in through the browser: OpenID Connect, authorization code with PKCE (RFC 7636, RFC 8252).

The provider's own pages ask for the password; this program only ever sees tokens. What SuperOffice documents of it:
discovery below `/login`, scope `openid`, a code that lives for ten minutes, a refresh token that stays the same, an
access token whose life `expires_in` tells, and claims that name the tenant and its web API.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import json
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urlsplit

from inspector.domain.errors import ServerTrouble
from inspector.services.superoffice.loopback import Loopback
from inspector.services.superoffice.wire import Wire

PATIENCE = 300.0
"""Seconds for a person to sign in; half the life of a code."""
LEEWAY = 60
"""Seconds that two clocks may differ by."""
DEFAULT_LIFE = 1200
"""Seconds an access token lives where `expires_in` is missing: the shorter of the two that are documented."""

_CLAIM = "http://schemes.superoffice.net/identity/"
_ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "ES256", "ES384")


@dataclass(frozen=True)
class Provider:
    """Who signs people in, and this program's registration there."""

    discovery: str
    client_id: str
    client_secret: str = field(default="", repr=False)
    port: int = 0
    path: str = ""


@dataclass(frozen=True)
class Grant:
    """What a sign-in brought."""

    access_token: str = field(repr=False)
    refresh_token: str = field(default="", repr=False)
    expires_at: float = 0.0
    """By time.monotonic()."""
    claims: Mapping[str, Any] = field(default_factory=dict, repr=False)

    @property
    def ctx(self) -> str:
        """The tenant, such as Cust12345."""
        return str(self.claims.get(_CLAIM + "ctx") or "")

    @property
    def web_api(self) -> str:
        """The API's address as the token says; the tenant's state knows better."""
        return str(self.claims.get(_CLAIM + "webapi_url") or "")

    @property
    def user(self) -> str:
        """The sign-in name."""
        return str(self.claims.get(_CLAIM + "upn") or self.claims.get("sub") or "")

    @property
    def origin(self) -> str:
        """The environment: the issuer's scheme and host."""
        parts = urlsplit(str(self.claims.get("iss") or ""))
        return f"{parts.scheme}://{parts.netloc}"


def discovery_of(environment: str) -> str:
    """Where `sod`, `qaonline` and `online` describe themselves."""
    return f"https://{environment}.superoffice.com/login/.well-known/openid-configuration"


class OpenId:
    """The conversation with a provider, over a wire that its owner closes. Every method raises ServerTrouble."""

    def __init__(self, wire: Wire, provider: Provider) -> None:
        self._wire, self._provider = wire, provider
        self._described: dict[str, Any] | None = None

    async def sign_in(
        self, open_url: Callable[[str], object], page: str, patience: float = PATIENCE
    ) -> Grant:
        """Send the person's browser to the provider, and wait for what it brings back.

        `open_url` opens the browser; `page` is the HTML that tells the person to close it.
        """
        described = await self._describe()
        state, nonce, verifier = (secrets.token_urlsafe(48) for _ in range(3))
        async with Loopback(self._provider.port, self._provider.path, state, page) as loopback:
            asked = {
                "response_type": "code",
                "client_id": self._provider.client_id,
                "redirect_uri": loopback.redirect_uri,
                "scope": "openid",
                "state": state,
                "nonce": nonce,
                "code_challenge": challenge(verifier),
                "code_challenge_method": "S256",
            }
            address = described["authorization_endpoint"]
            open_url(f"{address}{'&' if '?' in address else '?'}{urlencode(asked)}")
            try:
                async with asyncio.timeout(patience):
                    brought = await loopback.answer()
            except TimeoutError:
                raise ServerTrouble("browser_timeout", seconds=int(patience)) from None
        if "code" not in brought:
            raise ServerTrouble(
                "consent", reason=brought.get("error", ""), message=brought.get("error_description", "")[:500]
            )
        served = await self._tokens(
            grant_type="authorization_code",
            code=brought["code"],
            redirect_uri=loopback.redirect_uri,
            code_verifier=verifier,
        )
        return _grant(served, await self._verified(str(served.get("id_token") or ""), nonce))

    async def renew(self, refresh_token: str) -> Grant:
        """Another access token. The old refresh token stays good where the answer has no new one.

        Raises ServerTrouble `signed_out` where the provider refuses.
        """
        try:
            served = await self._tokens(grant_type="refresh_token", refresh_token=refresh_token)
        except ServerTrouble as trouble:
            status = trouble.facts.get("status")
            if status in (400, 401, 403):
                raise ServerTrouble("signed_out", status=status) from None
            raise
        claims: Mapping[str, Any] = {}
        if served.get("id_token"):
            claims = await self._verified(str(served["id_token"]), None)
        return _grant({"refresh_token": refresh_token, **served}, claims)

    async def _describe(self) -> dict[str, Any]:
        if self._described is None:
            served = _object((await self._wire.call("GET", self._provider.discovery)).body)
            for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
                _demand_safe(str(served.get(name) or ""))
            if not served.get("issuer"):
                raise ServerTrouble("not_a_provider")
            self._described = served
        return self._described

    async def _tokens(self, **form: str) -> dict[str, Any]:
        described = await self._describe()
        form["client_id"] = self._provider.client_id
        if self._provider.client_secret:
            form["client_secret"] = self._provider.client_secret
        served = _object((await self._wire.call("POST", described["token_endpoint"], form=form)).body)
        if not isinstance(served.get("access_token"), str):
            raise ServerTrouble("not_a_provider")
        return served

    async def _verified(self, token: str, nonce: str | None) -> dict[str, Any]:
        """The claims of an id_token whose signature, issuer, audience, times and nonce are right."""
        import jwt  # noqa: PLC0415 - brings cryptography, which other ways to sign in do without

        described = await self._describe()
        keys = _object((await self._wire.call("GET", described["jwks_uri"])).body)
        try:
            key_id = jwt.get_unverified_header(token).get("kid")
            known = jwt.PyJWKSet.from_dict(keys).keys
            key = next(one for one in known if key_id in (None, one.key_id))
            claims: dict[str, Any] = jwt.decode(
                token,
                key,
                algorithms=list(_ALGORITHMS),
                audience=self._provider.client_id,
                issuer=described["issuer"],
                leeway=LEEWAY,
                options={"require": ["exp", "iat", "iss", "aud"], "verify_sub": False},
            )
        except (jwt.PyJWTError, StopIteration, ValueError, TypeError) as error:
            raise ServerTrouble("bad_token", reason=type(error).__name__) from None
        if nonce is not None and claims.get("nonce") != nonce:
            raise ServerTrouble("bad_token", reason="nonce")
        return claims


def challenge(verifier: str) -> str:
    """The S256 code challenge of a verifier (RFC 7636, 4.2)."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def _grant(served: Mapping[str, Any], claims: Mapping[str, Any]) -> Grant:
    try:
        life = float(served.get("expires_in") or DEFAULT_LIFE)
    except (TypeError, ValueError):
        life = DEFAULT_LIFE
    refresh = served.get("refresh_token")
    return Grant(
        str(served["access_token"]),
        refresh if isinstance(refresh, str) else "",
        time.monotonic() + life,
        claims,
    )


def _object(body: bytes) -> dict[str, Any]:
    try:
        served = json.loads(body.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        served = None
    if not isinstance(served, dict):
        raise ServerTrouble("not_a_provider")
    return served


def _demand_safe(address: str) -> None:
    """Tokens go over https only, except on this very machine."""
    parts = urlsplit(address)
    if parts.scheme != "https" and not (
        parts.scheme == "http" and parts.hostname in ("127.0.0.1", "::1", "localhost")
    ):
        raise ServerTrouble("not_a_provider")

"""Signing in through the browser: OpenID Connect, authorization code with PKCE (RFC 7636, RFC 8252).

The provider's own pages ask for the password; this program only ever sees tokens. What SuperOffice documents of it:
discovery below `/login`, scope `openid`, a code that lives for ten minutes, a refresh token that stays the same, an
access token whose life `expires_in` tells, and claims that name the tenant and its web API.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import math
import re
import secrets
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

from inspector.domain import outside
from inspector.domain.errors import ServerTrouble
from inspector.services.superoffice.address import is_safe
from inspector.services.superoffice.loopback import Loopback
from inspector.services.superoffice.origin import of_url
from inspector.services.superoffice.wire import Wire

if TYPE_CHECKING:
    from jwt import PyJWK

PATIENCE = 300.0
"""Seconds for a person to sign in; half the life of a code."""
LEEWAY = 60
"""Seconds that two clocks may differ by."""
DEFAULT_LIFE = 1200
"""Seconds an access token lives where `expires_in` is missing: the shorter of the two that are documented."""

_CLAIM = "http://schemes.superoffice.net/identity/"
_REASONS = {
    "access_denied": "consent",
    "consent_required": "consent",
    "login_required": "login_required",
    "interaction_required": "login_required",
    "account_selection_required": "login_required",
    "temporarily_unavailable": "provider_unavailable",
    "server_error": "provider_unavailable",
    "slow_down": "provider_unavailable",
    "invalid_request": "registration",
    "invalid_client": "registration",
    "unauthorized_client": "registration",
    "unsupported_response_type": "registration",
    "unsupported_grant_type": "registration",
    "invalid_scope": "registration",
    "redirect_uri_mismatch": "registration",
}
REFUSALS = frozenset(_REASONS.values()) - {"consent"}
"""Trouble that a person or an administrator can mend, or that passes: the sign-in itself is as good as before."""
_SENDABLE = re.compile(r"[\x21-\x7e]+")
"""An access token goes into a header: visible signs without a space, some more than RFC 6750 has, as in `8A:Cust…`."""
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
        return self._claim(_CLAIM + "ctx")

    @property
    def web_api(self) -> str:
        """The API's address as the token says; the tenant's state knows better."""
        return self._claim(_CLAIM + "webapi_url")

    @property
    def user(self) -> str:
        """The sign-in name."""
        return self._claim(_CLAIM + "upn") or self._claim("sub")

    @property
    def origin(self) -> str:
        """The environment: the issuer's scheme and host."""
        return of_url(self._claim("iss"))

    def _claim(self, name: str) -> str:
        return _text(self.claims.get(name))


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
            raise _refusal(brought.get("error", ""), brought.get("error_description", ""))
        served = await self._tokens(
            grant_type="authorization_code",
            code=brought["code"],
            redirect_uri=loopback.redirect_uri,
            code_verifier=verifier,
        )
        claims = await self._verified(_text(served.get("id_token")), nonce, served["access_token"])
        return _grant(served, claims)

    async def renew(self, refresh_token: str) -> Grant:
        """Another access token. The old refresh token stays good where the answer has no new one.

        Raises ServerTrouble `signed_out` where the provider refuses the token itself.
        """
        try:
            served = await self._tokens(grant_type="refresh_token", refresh_token=refresh_token)
        except ServerTrouble as trouble:
            status = trouble.facts.get("status")
            if trouble.code == "consent" or (status in (400, 401, 403) and trouble.code not in REFUSALS):
                raise ServerTrouble("signed_out", status=status) from None
            raise
        claims: Mapping[str, Any] = {}
        if token := _text(served.get("id_token")):
            claims = await self._verified(token, None, served["access_token"])
        return _grant(served, claims, refresh_token)

    async def _describe(self) -> dict[str, Any]:
        if self._described is None:
            _demand_safe(self._provider.discovery)
            served = _object((await self._wire.call("GET", self._provider.discovery)).body)
            for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
                _demand_safe(_text(served.get(name)))
            # The tenant's state is asked there, and says where the token goes (OpenID Connect Discovery, 4.3).
            issuer = _text(served.get("issuer"))
            if not is_safe(issuer) or of_url(issuer) != of_url(self._provider.discovery):
                raise ServerTrouble("not_a_provider", reason="issuer")
            self._described = served
        return self._described

    async def _tokens(self, **form: str) -> dict[str, Any]:
        described = await self._describe()
        form["client_id"] = self._provider.client_id
        if self._provider.client_secret:
            form["client_secret"] = self._provider.client_secret
        try:
            served = _object((await self._wire.call("POST", described["token_endpoint"], form=form)).body)
        except ServerTrouble as trouble:
            reason = str(trouble.facts.get("reason") or "")
            if reason in _REASONS:
                told = _refusal(reason, str(trouble.facts.get("message") or ""))
                raise ServerTrouble(told.code, **trouble.facts) from None
            if reason != "invalid_grant":  # words that are no error of OAuth's may be a token
                for name in ("message", "reason"):
                    trouble.facts.pop(name, None)
            raise
        token = _text(served.get("access_token"))
        if not token:
            raise ServerTrouble("not_a_provider")
        if not _SENDABLE.fullmatch(token):
            raise ServerTrouble("bad_token", reason="access_token")
        return served

    async def _verified(self, token: str, nonce: str | None, access_token: str) -> dict[str, Any]:
        """The claims of an id_token whose signature, issuer, audience, times and nonce are right.

        Where it says for whom it was issued, and for which access token, that is held against ours (OpenID Connect
        Core, 3.1.3.7 and 3.1.3.8).

        A nonce may be missing, as it is where SuperOffice documents the code flow: PKCE and the state already tie the
        token to this sign-in.
        """
        import jwt  # noqa: PLC0415 - brings cryptography, which other ways to sign in do without

        described = await self._describe()
        keys = _object((await self._wire.call("GET", described["jwks_uri"])).body)
        try:
            header = jwt.get_unverified_header(token)
            key = _key_of(header, jwt.PyJWKSet.from_dict(keys).keys)
            claims: dict[str, Any] = jwt.decode(
                token,
                key,
                algorithms=list(_ALGORITHMS),
                audience=self._provider.client_id,
                issuer=described["issuer"],
                leeway=LEEWAY,
                options={
                    "require": ["exp", "iat", "iss", "aud"],
                    "verify_sub": False,
                    "enforce_minimum_key_length": True,  # RFC 7518, 3.3
                },
            )
        except (jwt.PyJWTError, *outside.UNFIT) as error:
            raise ServerTrouble("bad_token", reason=type(error).__name__) from None
        if nonce is not None and claims.get("nonce") not in (None, "", nonce):
            raise ServerTrouble("bad_token", reason="nonce")
        if claims.get("azp") not in (None, "", self._provider.client_id):
            raise ServerTrouble("bad_token", reason="azp")
        if claims.get("at_hash") not in (None, "", _half_hash(header, access_token)):
            raise ServerTrouble("bad_token", reason="at_hash")
        return claims


def challenge(verifier: str) -> str:
    """The S256 code challenge of a verifier (RFC 7636, 4.2)."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def _half_hash(header: Mapping[str, Any], access_token: str) -> str:
    """The left half of the token's hash, by the algorithm that signed the id_token."""
    digest = hashlib.new(f"sha{str(header['alg'])[-3:]}", access_token.encode("ascii", "replace")).digest()
    return base64.urlsafe_b64encode(digest[: len(digest) // 2]).rstrip(b"=").decode()


def _grant(served: Mapping[str, Any], claims: Mapping[str, Any], refresh_token: str = "") -> Grant:
    """What was served; `refresh_token` is the one before, which stays good where no other was served."""
    fresh = _text(served.get("refresh_token")) or refresh_token
    return Grant(
        _text(served["access_token"]), fresh, time.monotonic() + _life(served.get("expires_in")), claims
    )


def _life(served: object) -> float:
    """Seconds, from a number or a text; DEFAULT_LIFE where it is neither."""
    try:
        life = 0.0 if isinstance(served, bool) else float(served)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        return DEFAULT_LIFE
    return life if math.isfinite(life) and life > 0 else DEFAULT_LIFE


def _text(served: object) -> str:
    """A text; empty where it is absent, null, or of another type."""
    return served if isinstance(served, str) else ""


def _key_of(header: Mapping[str, Any], known: Sequence[PyJWK]) -> PyJWK:
    """The key that a token names, by its id or its certificate's thumbprint; the first where it has neither.

    Raises IndexError.
    """
    for member, name in (("kid", header.get("kid")), ("x5t", header.get("x5t"))):
        if name is not None:
            known = [one for one in known if one._jwk_data.get(member) == name]  # noqa: SLF001 - PyJWT tells it nowhere else
            break
    return known[0]


def _refusal(reason: str, message: str) -> ServerTrouble:
    """What a provider's error code means (RFC 6749, 4.1.2.1 and 5.2; OpenID Connect Core, 3.1.2.6)."""
    return ServerTrouble(_REASONS.get(reason, "consent"), reason=reason, message=message[:500])


def _object(body: bytes) -> dict[str, Any]:
    try:
        served = outside.parsed(body)
    except ValueError:
        served = None
    if not isinstance(served, dict):
        raise ServerTrouble("not_a_provider")
    return served


def _demand_safe(address: str) -> None:
    """Tokens go over https only, except on this very machine; and a name before the host only hides where."""
    if not is_safe(address) or "@" in urlsplit(address).netloc:
        raise ServerTrouble("not_a_provider")

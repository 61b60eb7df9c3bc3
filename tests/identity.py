"""A real identity provider with a tenant and its API, as SuperOffice online documents them, on one loopback port."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import json
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import httpx
import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

CLAIM = "http://schemes.superoffice.net/identity/"
DEFAULT = b'{"TicketId":0,"Title":"","OwnedBy":null}'
CLIENT, CTX = "client-1", "Cust12345"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
NOBODY = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""Whom a browser trusts that meets plain HTTP only; to read whom httpx trusts takes 20 ms."""


@dataclass
class Identity:
    """What happens there; change it before or between the steps."""

    root: str = ""
    """Where it is, as `http://127.0.0.1:port`; whoever serves it says so."""
    claims: dict[str, Any] = field(default_factory=dict)
    """Put over the right ones."""
    drop: tuple[str, ...] = ()
    header: dict[str, Any] = field(default_factory=lambda: {"kid": "k1"})
    """Of the id_token."""
    key: rsa.RSAPrivateKey = KEY
    described: dict[str, Any] = field(default_factory=dict)
    """Put over the right description."""
    served: dict[str, Any] = field(default_factory=dict)
    """Put over the right answer of the token endpoint."""
    published: Any = None
    """In place of the keys."""
    refusal: dict[str, Any] = field(default_factory=dict)
    """What the token endpoint says in place of an answer, with status 400."""
    refuse_consent: str = ""
    """The error that the browser brings in place of a code."""
    refuse_renewal: bool = False
    life: int = 3600
    state: dict[str, Any] = field(default_factory=dict)
    """Put over the right tenant state."""
    api_path: str = f"/data2/{CTX}/api"
    """Where the tenant lives now; any other place answers 421."""
    good: set[str] = field(default_factory=set)
    """The access tokens that the API takes."""
    renewals: int = 0
    asked: list[dict[str, str]] = field(default_factory=list)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def app(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/login/.well-known/openid-configuration", self.describe),
                Route("/login/.well-known/jwks", self.keys),
                Route("/login/common/oauth/authorize", self.authorize),
                Route("/login/common/oauth/tokens", self.tokens, methods=["POST"]),
                Route("/api/state/{ctx}", self.tell_state),
                Route("/{rest:path}", self.api, methods=["GET", "POST"]),
            ]
        )

    async def describe(self, request: Request) -> Response:
        root = f"{request.url.scheme}://{request.url.netloc}"
        return JSONResponse(
            {
                "issuer": root,
                "authorization_endpoint": f"{root}/login/common/oauth/authorize",
                "token_endpoint": f"{root}/login/common/oauth/tokens",
                "jwks_uri": f"{root}/login/.well-known/jwks",
            }
            | self.described
        )

    async def keys(self, request: Request) -> Response:
        if self.published is not None:
            return JSONResponse(self.published)
        return JSONResponse({"keys": [self.public_key()]})

    @staticmethod
    def public_key() -> dict[str, Any]:
        return {
            **json.loads(RSAAlgorithm.to_jwk(KEY.public_key())),
            "kid": "k1",
            "use": "sig",
            "alg": "RS256",
        }

    async def authorize(self, request: Request) -> Response:
        asked = dict(request.query_params)
        assert asked["code_challenge_method"] == "S256"
        assert (asked["response_type"], asked["scope"], asked["client_id"]) == ("code", "openid", CLIENT)
        back = {"state": asked["state"]}
        if self.refuse_consent:
            back |= {"error": self.refuse_consent, "error_description": "Denied by the administrator"}
        else:
            code = f"code{len(self.codes)}"
            self.codes[code] = asked
            back["code"] = code
        return RedirectResponse(f"{asked['redirect_uri']}?{urlencode(back)}")

    async def tokens(self, request: Request) -> Response:
        form = {name: values[0] for name, values in parse_qs((await request.body()).decode()).items()}
        self.asked.append(form)
        if self.refusal:
            return JSONResponse(self.refusal, 400)
        if form["grant_type"] == "refresh_token":
            self.renewals += 1
            if self.refuse_renewal or form["refresh_token"] != "refresh-1":
                return JSONResponse({"error": "invalid_grant"}, 400)
            return JSONResponse(self._token() | self.served)
        asked = self.codes.pop(form["code"])
        digest = hashlib.sha256(form["code_verifier"].encode()).digest()
        assert asked["code_challenge"] == base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        assert asked["redirect_uri"] == form["redirect_uri"]
        root = f"{request.url.scheme}://{request.url.netloc}"
        return JSONResponse(
            {**self._token(), "refresh_token": "refresh-1", "id_token": self._id_token(root, asked["nonce"])}
            | self.served
        )

    def _token(self) -> dict[str, Any]:
        token = f"8A:{CTX}.{len(self.good)}-{time.monotonic_ns()}"
        self.good.add(token)
        return {"token_type": "Bearer", "access_token": token, "expires_in": self.life}

    def _id_token(self, root: str, nonce: str) -> str:
        now = int(time.time())
        claims = {
            "iss": root,
            "aud": CLIENT,
            "sub": "tim@example.com",
            "iat": str(now) if self.claims.get("iat") == "text" else now,
            "exp": now + 300,
            "nonce": nonce,
            CLAIM + "ctx": CTX,
            CLAIM + "webapi_url": f"{root}{self.api_path}/",
            CLAIM + "upn": "tim@example.com",
        }
        claims |= {name: value for name, value in self.claims.items() if value != "text"}
        for name in self.drop:
            del claims[name]
        # not jwt.encode, which refuses odd claims
        return jwt.PyJWS().encode(json.dumps(claims).encode(), self.key, "RS256", self.header)

    async def tell_state(self, request: Request) -> Response:
        root = f"{request.url.scheme}://{request.url.netloc}"
        assert "authorization" not in request.headers
        told = {"ContextIdentifier": request.path_params["ctx"], "State": "Running", "IsRunning": True}
        return JSONResponse({**told, "Api": f"{root}{self.api_path}", **self.state})

    async def api(self, request: Request) -> Response:
        if not request.url.path.startswith(self.api_path + "/v1/"):
            return PlainTextResponse("Wrong subdomain used to access tenant", 421)
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme != "Bearer" or token not in self.good:
            return JSONResponse({"Error": True, "ErrorType": "SoSessionException", "ErrorMessage": "No"}, 401)
        if request.url.path.endswith("User/currentPrincipal"):
            return JSONResponse({"UserName": "TIM", "FullName": "Tim Høyland", "AssociateId": 7})
        if request.url.path.endswith("CreateDefaultTicketEntity"):
            return Response(DEFAULT, media_type="application/json")
        return JSONResponse([])


class TestBrowser:
    """What a person's browser does: follow redirects, and ask for the page's icon first."""

    __test__ = False

    def __init__(self, spoil: Callable[[str], str] = lambda url: url, *, posts: bool = False) -> None:
        """`spoil` changes the address that it is sent back to; `posts` the answer as a form (response_mode)."""
        self._spoil, self._posts = spoil, posts
        self.opened: list[str] = []
        self.pages: list[tuple[int, str]] = []
        self.tasks: set[asyncio.Task[None]] = set()

    def __call__(self, url: str) -> None:
        self.opened.append(url)
        task = asyncio.ensure_future(self._go(url))
        self.tasks.add(task)

    async def _go(self, url: str) -> None:
        async with httpx.AsyncClient(trust_env=False, verify=NOBODY) as client:
            sent = await client.get(url)
            target = self._spoil(sent.headers["location"])
            parts = urlsplit(target)
            icon = await client.get(f"{parts.scheme}://{parts.netloc}/favicon.ico")
            self.pages.append((icon.status_code, icon.text))
            if self._posts:
                page = await client.post(target.partition("?")[0], data=dict(parse_qsl(parts.query)))
            else:
                page = await client.get(target)
            self.pages.append((page.status_code, page.text))

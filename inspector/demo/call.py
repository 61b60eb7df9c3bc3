"""One call to the tenant: who asks, in which locale, with what; and what answers and refusals look like."""

from __future__ import annotations

import base64
import binascii
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count

from starlette.requests import Request
from starlette.responses import Response

from inspector.demo import company, wire
from inspector.demo.company import Persona
from inspector.demo.localise import Locale, localised
from inspector.demo.wire import Tree

_JSON_TYPES = ("application/json", "text/json", "application/json-patch+json", "application/merge-patch+json")
_XML_TYPES = ("application/xml", "text/xml")
SESSION_COOKIE = "SoSession"
NO_CONTENT = object()
"""What a handler answers that has nothing to say: 204."""


class Refused(Exception):
    """An answer other than 200, in the REST interface's shape."""

    def __init__(self, status: int, kind: str, message: str) -> None:
        super().__init__(status, kind)
        self.status, self.kind, self.message = status, kind, message

    @property
    def body(self) -> Tree:
        """The documented error object."""
        return {
            "Error": True,
            "ErrorType": self.kind,
            "ErrorMessage": self.message,
            "ErrorSource": "SuperOffice.Services.Implementation",
        }


@dataclass
class Store:
    """What changes while the tenant runs: saved tickets, and web sessions with their XSRF tokens."""

    tickets: dict[int, Tree] = field(default_factory=dict)
    sessions: dict[str, tuple[Persona, str]] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=lambda: count(48_213))

    def next_ticket(self) -> int:
        """A number that no ticket had before."""
        return next(self.numbers)

    def open_session(self, persona: Persona) -> tuple[str, str]:
        """A new web session: its cookie and its XSRF token."""
        cookie, token = secrets.token_urlsafe(24), secrets.token_urlsafe(24)
        self.sessions[cookie] = persona, token
        return cookie, token


@dataclass(frozen=True)
class Call:
    """A signed-in call, ready for a handler. Names in `query` are lower case: case is ignored."""

    persona: Persona
    locale: Locale
    now: datetime
    url: str
    path: Mapping[str, str]
    query: Mapping[str, str]
    body: object
    store: Store

    def argument(self, name: str, default: object = None) -> object:
        """A named argument of an Agents call; names are bound whatever their case."""
        arguments = self.body if isinstance(self.body, dict) else {}
        return next((value for key, value in arguments.items() if key.lower() == name.lower()), default)


async def opened(request: Request, store: Store) -> Call:
    """Check who asks and read what was sent. Raises Refused."""
    persona = _who(request, store)
    raw = await request.body()
    try:
        body = wire.from_json(raw) if raw.strip() else None
    except ValueError as error:
        raise Refused(400, "Malformed", "The request body is not valid JSON.") from error
    return Call(
        persona,
        Locale.of({name.lower(): value for name, value in request.headers.items()}),
        datetime.now(UTC),
        str(request.url.replace(path=request.scope["asked_path"], query="")),
        request.path_params,
        {name.lower(): value for name, value in request.query_params.items()},
        body,
        store,
    )


def _who(request: Request, store: Store) -> Persona:
    authorization = request.headers.get("authorization")
    if authorization is None:
        persona, token = store.sessions.get(request.cookies.get(SESSION_COOKIE, ""), (None, ""))
        if persona and secrets.compare_digest(
            request.headers.get("x-xsrf-token", "").encode(), token.encode()
        ):
            return persona
        raise _sign_in()
    scheme, _, credentials = authorization.partition(" ")
    if scheme.lower() != "basic":
        raise _sign_in()
    try:
        user, _, password = base64.b64decode(credentials, validate=True).decode("utf-8").partition(":")
    except (binascii.Error, UnicodeDecodeError) as error:
        raise _sign_in() from error
    return check(user, password)


def check(user: str, password: str) -> Persona:
    """The persona of a user name (in any case) and password. Raises Refused."""
    persona = company.PERSONAS.get(user.strip().lower())
    if persona is None or password != company.PASSWORD:
        raise _sign_in()
    return persona


def _sign_in() -> Refused:
    return Refused(401, "SoSessionException", "Authentication failed: unknown user name or wrong password.")


def answer(tree: object, carrier: str, headers: Mapping[str, str], status: int = 200) -> Response:
    """The body in the media type that the caller prefers among those NetServer knows, else JSON."""
    locale = Locale.of(headers)
    media = _media_type(headers.get("accept", ""))
    localised_tree = localised(tree, locale)
    body = wire.to_xml(localised_tree, carrier) if media in _XML_TYPES else wire.to_json(localised_tree)
    return Response(
        body,
        status,
        {
            "Content-Type": f"{media}; charset=utf-8",
            "SO-TIMEZONE": locale.zone.code,
            "Cache-Control": "no-cache",
        },
    )


def accepts_json(accept: str) -> bool:
    """Whether JSON was named, not merely tolerated (`*/*`)."""
    return any(media.strip().lower().startswith(_JSON_TYPES) for media in accept.split(","))


def _media_type(accept: str) -> str:
    weighed: list[tuple[float, str]] = []
    for part in accept.lower().split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        quality = next((p[2:] for p in parameters if p.startswith("q=")), "1")
        weighed.append((float(quality) if quality.replace(".", "", 1).isdecimal() else 0.0, name))
    known = [(quality, name) for quality, name in weighed if name in (*_JSON_TYPES, *_XML_TYPES)]
    return max(known, key=lambda pair: pair[0], default=(1.0, "application/json"))[1]

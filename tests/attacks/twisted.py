"""A true server on a real port, of which one call is answered with whatever a test says; and a dozen such answers."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from starlette.types import ASGIApp, Receive, Scope, Send

from tests.attacks.answers import Served

_JSON = (("Content-Type", "application/json"),)
_ITEM = {"Id": 1, "Name": "x", "ColorBlock": 0, "ChildItems": []}


def _item(**odd: object) -> bytes:
    return json.dumps(_ITEM | odd).encode().replace(b'"1e400"', b"1e400")


NASTIEST = {
    "null": Served(200, _JSON, b"null"),
    "nothing": Served(204, _JSON, b""),
    "no JSON": Served(200, _JSON, b"{"),
    "without end": Served(200, _JSON, b"[" * 100_000),
    "an object without end": Served(200, _JSON, b'{"a":' * 100_000),
    "an infinite number": Served(200, _JSON, b'{"UserName":"tim","AssociateId":1e400,"EjUserId":NaN}'),
    "a number of 5,000 digits": Served(200, _JSON, b'{"UserName":"tim","AssociateId":%s}' % (b"9" * 5000)),
    "a list of odd items": Served(
        200,
        _JSON,
        b"[%s]"
        % b",".join((_item(Id="1e400"), _item(ColorBlock="--5"), _item(Name=None), b"7", b"null", b"[]")),
    ),
    "a list of odd codes": Served(
        200,
        _JSON,
        b"[%s]"
        % b",".join(
            _item(ExtraInfo=text, Type=text) for text in ("ø\r\n", "\ud800", "x" * 9999, "IANA=Europe/Oslo")
        ),
    ),
    "a deep tree": Served(200, _JSON, b"[" + b'{"Id":1,"Name":"x","ChildItems":[' * 900 + b"]}" * 900 + b"]"),
    "odd rows": Served(
        200, _JSON, b'{"value":[{"PrimaryKey":"--5"},{"PrimaryKey":1e400},null,[],{"fullName":{}}]}'
    ),
    "a page": Served(200, (("Content-Type", "text/html"),), b"<html><title>Sign in again</title>"),
    "a move to nowhere": Served(302, (("Location", "http://[::1"),), b""),
    "a move to no name": Served(307, (("Location", "https://xn--/"),), b""),
    "gzip that is none": Served(200, (*_JSON, ("Content-Encoding", "gzip")), b"{}"),
    "an odd wait": Served(
        500, (*_JSON, ("Retry-After", "9" * 400)), b'{"Message":{"a":[1e400]},"ErrorType":[]}'
    ),
}


@dataclass
class Twisted:
    """An ASGI app around the one that answers truly."""

    app: ASGIApp
    attacked: str = ""
    """A part of the path of the calls that are answered with `served`; empty: none."""
    served: Served = field(default_factory=lambda: NASTIEST["null"])

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not self.attacked or self.attacked not in scope["path"].lower():
            await self.app(scope, receive, send)
            return
        headers = [(name.encode(), value.encode()) for name, value in self.served.headers]
        length = [] if self.served.status == 204 else [(b"Content-Length", b"%d" % len(self.served.body))]
        await send({"type": "http.response.start", "status": self.served.status, "headers": headers + length})
        await send({"type": "http.response.body", "body": self.served.body})

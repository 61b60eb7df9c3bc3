"""A tenant that puts into every text what a window could take for something else than text."""

from __future__ import annotations

import json
import re
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

HOSTILE = (
    ' <img src="file:///etc/x.png"><b>bold</b> &Xyz [*] %1 ![x](https://evil.example/x.png)\nForged: line\r'
    "\u202egnol\u2066\u2028\x1b[31m\x00\u200b\ud800"
)
"""Markup, an accelerator, a title's star, breaks, marks of direction, an order to a terminal, half of a pair."""
AS_SERVED = ("Mask", "FieldType", "ExtraInfo", "Type", "NetServerVersion", "IANA", "timeZone", "isActive")
"""What the program would not understand otherwise, and so not show."""
_DATE = re.compile(r"\d{4}-\d\d-\d\dT")


def spoilt(served: Any, key: str = "") -> Any:
    """An answer with the same in every text."""
    match served:
        case dict():
            return {name: spoilt(value, name) for name, value in served.items()}
        case list():
            return [spoilt(value, key) for value in served]
        case str() if key not in AS_SERVED and not _DATE.match(served):
            return served + HOSTILE
    return served


def spoilt_body(body: bytes) -> bytes:
    """The same of what goes over the wire; a ticket gets a hostile key and reason as well."""
    try:
        served = spoilt(json.loads(body))
    except ValueError:
        return body
    if isinstance(served, dict) and "CustomFields" in served:
        served["CustomFields"][f"x_{HOSTILE}"] = HOSTILE
        served["FieldProperties"][f"CustomFields.x_{HOSTILE}"] = {
            "FieldRight": {"Mask": f"Read, {HOSTILE}", "Reason": HOSTILE},
            "FieldType": HOSTILE,
            "FieldLength": 3,
        }
        served["Tags"] = [{"Id": 7, "Value": HOSTILE}]
    return json.dumps(served).encode()


class HostileTenant:
    """Another tenant's app, with its answers spoilt."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        began: list[Message] = []
        body = b""

        async def spoil(message: Message) -> None:
            nonlocal body
            if message["type"] == "http.response.start":
                began.append(message)
                return
            body += message.get("body", b"")
            if message.get("more_body"):
                return
            start, answer = began[0], spoilt_body(body)
            kept = [(name, value) for name, value in start["headers"] if name.lower() != b"content-length"]
            kept.append((b"content-length", str(len(answer)).encode()))
            await send({**start, "headers": kept})
            await send({"type": "http.response.body", "body": answer})

        plain = [(name, value) for name, value in scope["headers"] if name.lower() != b"accept-encoding"]
        await self._app({**scope, "headers": plain}, receive, spoil)

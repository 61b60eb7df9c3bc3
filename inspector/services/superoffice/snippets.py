"""The program's requests as others would send them: for curl, and for editors that read .http files.

No secret is ever in them: a placeholder stands where one belongs, and readers put in their own.
"""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field

from inspector.domain.context import RequestContext

CREATE_DEFAULT = "Agents/Ticket/CreateDefaultTicketEntity"
CREATE_DEFAULT_FOR_TYPE = "Agents/Ticket/CreateDefaultForTicketType"
SAVE = "Agents/Ticket/SaveTicketEntity"
PLACEHOLDERS = {
    "basic": "Basic {{base64 of user:password}}",
    "ticket": "SOTicket {{ticket}}",
    "bearer": "Bearer {{access token}}",
    "browser": "Bearer {{access token}}",
}
"""What Authorization looks like by scheme; a session has a cookie instead."""

_UNSEEN = re.compile("[\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
"""Marks of direction, breaks and blanks of no width."""


@dataclass(frozen=True)
class Snippet:
    """One request, with placeholders for secrets."""

    title: str
    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: str = ""

    def as_curl(self) -> str:
        """A command for a POSIX shell; a `{{…}}` is to be replaced by hand."""
        lines = [f"curl -g -X {self.method} {shlex.quote(self.url)}"]  # brackets in an address are no pattern
        lines += [f"  -H {shlex.quote(f'{name}: {value}')}" for name, value in self.headers.items()]
        # IIS wants to be told that no body follows
        lines.append(
            f"  --data-raw {shlex.quote(_plain(self.body))}" if self.body else "  -H 'Content-Length: 0'"
        )
        return f"# {_one_line(self.title)}\n" + " \\\n".join(lines) + "\n"

    def as_http(self) -> str:
        """A block of an .http file; only placeholders are variables in it."""
        head = [f"### {_one_line(self.title)}", f"{self.method} {self.url}"]
        head += [f"{name}: {value}" for name, value in self.headers.items()]
        return (
            "\n".join(head)
            + "\n\n"
            + (_plain(self.body).replace("{{", "{\\u007b") + "\n\n" if self.body else "")
        )


def of_ticket(base: str, scheme: str, context: RequestContext, entity: bytes) -> list[Snippet]:
    """Asking for the defaults, and saving `entity` (JSON without its rights) as a new ticket."""
    headers = {"Accept": "application/json", **_credentials(scheme), **context.headers()}
    typed = {**headers, "Content-Type": "application/json; charset=utf-8"}
    defaults = Snippet("The defaults of a new ticket", "POST", base + CREATE_DEFAULT, headers)
    if context.type_id is not None:
        title, wanted = (
            "The defaults of a new ticket of this type",
            json.dumps({"TicketTypeId": context.type_id}),
        )
        defaults = Snippet(title, "POST", base + CREATE_DEFAULT_FOR_TYPE, typed, wanted)
    return [
        defaults,
        Snippet("Save the draft as a ticket", "POST", base + SAVE, typed, entity.decode().strip()),
    ]


def _one_line(text: str) -> str:
    """A line break would end the comment, and what follows would be run."""
    return " ".join(_plain(text).split())


def _plain(text: str) -> str:
    """JSON in which nothing invisible turns what is read into another order than what is sent: it is spelled out."""
    return _UNSEEN.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text)


def _credentials(scheme: str) -> dict[str, str]:
    if scheme == "session":
        return {"Cookie": "{{session cookie}}", "X-XSRF-TOKEN": "{{XSRF token}}"}
    found = {"Authorization": PLACEHOLDERS.get(scheme, PLACEHOLDERS["basic"])}
    return {**found, "SO-AppToken": "{{app token}}"} if scheme == "ticket" else found

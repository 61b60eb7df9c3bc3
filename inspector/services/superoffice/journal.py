"""What was asked and answered: the last requests, for View > Request Log. No secret is ever in it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import urlsplit, urlunsplit

from inspector.services.superoffice.snippets import Snippet

KEPT = 500
"""Requests that are remembered."""
MASK = "•••"
_PLACEHOLDERS = {
    "authorization": "{{credentials}}",
    "so-apptoken": "{{app token}}",
    "x-xsrf-token": "{{XSRF token}}",
    "cookie": "{{cookies}}",
}
_OWN = {"host", "connection", "content-length", "accept-encoding", "user-agent"}
"""Headers that any client adds by itself."""


@dataclass(frozen=True)
class Entry:
    """One attempt at one request."""

    method: str
    url: str
    """Without user information, fragment or query values, which may hold secrets; those known to be harmless stay."""
    headers: Mapping[str, str]
    """As sent, secrets masked."""
    started: datetime
    attempt: int = 1
    status: int | None = None
    size: int = 0
    """Bytes of the decoded body."""
    seconds: float = 0.0
    trouble: str = ""
    """The ServerTrouble's code where it failed on the way or was cut short."""
    number: int = 0

    def snippet(self) -> Snippet:
        """The request for others to send, with placeholders for secrets."""
        headers = {
            name: _PLACEHOLDERS.get(name.lower(), value)
            for name, value in self.headers.items()
            if name.lower() not in _OWN
        }
        return Snippet(f"{self.method} {urlsplit(self.url).path}", self.method, self.url, headers)


@dataclass
class Journal:
    """The last requests of a program, oldest first."""

    entries: deque[Entry] = field(default_factory=lambda: deque(maxlen=KEPT))
    listener: Callable[[Entry], None] | None = None
    """Called with every new entry, on the event loop."""
    _count: int = 0

    def write(self, entry: Entry) -> None:
        """Remember it."""
        self._count += 1
        numbered = Entry(**{**entry.__dict__, "number": self._count})
        self.entries.append(numbered)
        if self.listener is not None:
            self.listener(numbered)


def masked(headers: Mapping[str, str]) -> dict[str, str]:
    """The headers with dots for secrets."""
    return {name: MASK if name.lower() in _PLACEHOLDERS else value for name, value in headers.items()}


def harmless(url: str) -> str:
    """An address without what may be secret in it."""
    parts = urlsplit(url)
    query = "&".join(
        part if part.startswith(("flat=", "%24", "$", "additional=")) else f"{part.partition('=')[0]}={MASK}"
        for part in parts.query.split("&")
        if part
    )
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, query, ""))


def now() -> datetime:
    """The present moment, in UTC."""
    return datetime.now(UTC)

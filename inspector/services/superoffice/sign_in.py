"""Who signs in, and how the server is told so: one httpx.Auth per scheme."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import httpx


@dataclass(frozen=True)
class Credentials:
    """A scheme and what it needs. The secret shows up in no repr, and so in no log."""

    scheme: str = "basic"
    user: str = ""
    secret: str = field(default="", repr=False)


def auth_for(credentials: Credentials) -> httpx.Auth:
    """The authentication of a scheme; ValueError for one this program does not know."""
    import httpx  # noqa: PLC0415 - the sign-in dialog knows Credentials before anything needs the network

    match credentials.scheme:
        case "basic":
            # "replace": a lone surrogate can't be sent, and an encoding error would carry the secret along.
            user, secret = (
                text.encode("utf-8", "replace") for text in (credentials.user, credentials.secret)
            )
            return httpx.BasicAuth(user, secret)
    raise ValueError(credentials.scheme)

"""Who signs in, and how the server is told so: one httpx.Auth per scheme.

The schemes and their headers: SuperOffice's documentation of the web API ("Authorization" in facts of the REST and
Agents interfaces): Basic onsite only; SOTicket onsite, and online together with SO-AppToken; Bearer online; or the
session of a browser, by its cookie and X-XSRF-TOKEN.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    import httpx

SECRETS = {
    "basic": ("password",),
    "ticket": ("ticket", "app_token"),
    "bearer": ("access_token",),
    "browser": ("refresh_token", "client_secret"),
    "session": ("cookie", "xsrf"),
}
"""The kinds of secret of each scheme: the one it needs comes first, the one that goes along with it second."""

_ENCODED = re.compile(r"(?:[\w.~+/=:-]|%[2-7][0-9A-F])+", re.IGNORECASE)
_PREFIX = re.compile(
    r"^(?:(?:authorization|cookie|x-xsrf-token|so-apptoken)\s*:\s*)?(?:(?:bearer|soticket)\s+)?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Credentials:
    """A scheme and what it needs. The secrets show up in no repr, and so in no log."""

    scheme: str = "basic"
    user: str = ""
    secret: str = field(default="", repr=False)
    """The password, ticket or access token; for `browser` the refresh token; for `session` the Cookie header."""
    second: str = field(default="", repr=False)
    """For `ticket` the app token, for `session` the XSRF token, for `browser` the app's client secret; may be empty."""


def auth_for(credentials: Credentials) -> httpx.Auth:
    """The authentication of a scheme. Raises ValueError for one that is not known, or that renews itself."""
    import httpx  # noqa: PLC0415 - 0.1 s: the sign-in dialog knows Credentials before anything needs the network

    second = _token(credentials.second)
    match credentials.scheme:
        case "basic":
            # "replace": a lone surrogate can't be sent, and an encoding error would carry the secret along.
            user, password = (
                text.encode("utf-8", "replace") for text in (credentials.user, credentials.secret)
            )
            return httpx.BasicAuth(user, password)
        case "ticket":
            return _headers(
                {"Authorization": f"SOTicket {_token(credentials.secret)}", "SO-AppToken": second}
            )
        case "bearer":
            return _headers({"Authorization": f"Bearer {_token(credentials.secret)}"})
        case "session":
            cookie = _pasted(credentials.secret)
            return _headers({"Cookie": cookie, "X-XSRF-TOKEN": second or _xsrf_in(cookie)})
    raise ValueError(credentials.scheme)


def _headers(values: dict[str, str]) -> httpx.Auth:
    import httpx  # noqa: PLC0415 - 0.1 s, and the form needs only the names

    # In characters that any header may hold: httpx would quote the value in its complaint.
    fitting = {name: value.encode("ascii", "replace").decode() for name, value in values.items() if value}

    class Headers(httpx.Auth):
        def auth_flow(self, request: httpx.Request):  # type: ignore[no-untyped-def]
            request.headers.update(fitting)
            yield request

    return Headers()


def _pasted(text: str) -> str:
    """A secret as people paste it: with line breaks, or with the name of its header before it."""
    return _PREFIX.sub("", " ".join("".join(c for c in text if c.isprintable() or c.isspace()).split()))


def _token(text: str) -> str:
    """A pasted token, which has no white space in it, and no `%` but where an address bar encoded it (`8A%3aCust…`)."""
    token = "".join(_pasted(text).split())
    while "%" in token and _ENCODED.fullmatch(token):
        token = unquote(token)
    return token


def _xsrf_in(cookie: str) -> str:
    """The token, where the cookies already hold it; else empty."""
    found = re.search(r"(?:^|;\s*)XSRF-TOKEN=([^;]+)", cookie)
    return _token(found[1]) if found else ""

"""From what people paste to the address of the API."""

from __future__ import annotations

import re
from ipaddress import IPv6Address, ip_address
from urllib.parse import quote, urlsplit

from inspector.domain.errors import AddressTrouble

API = "/api/v1/"
USUAL_FOLDERS = ("/SuperOffice", "")
"""Where installations keep the API below the host: the usual virtual directory, else the root."""

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*)://", re.IGNORECASE)
_WEB = re.compile(r"(https?)(?:[:;](?!\d+(?:/|$))/*|/{2,})", re.IGNORECASE)
"""Also with a slash or the colon lost, or mistyped."""
_HOST = re.compile(r"(?=.{1,253}$)(?:(?!-)[\w-]{1,63}(?<!-)\.)*(?!-)[\w-]{1,63}(?<!-)")
_NO_HOSTS = {"http", "https"}
"""What a scheme is taken for where it is spelt in yet another way."""
_PAGE = re.compile(r".+\.(?:aspx?|ashx|asmx|svc|html?|fcgi|exe)", re.IGNORECASE)
_PROGRAM_FOLDERS = {"cs", "scripts", "bin", "remote"}


def candidates(pasted: str, *, allow_plain_http: bool = False) -> list[str]:
    """Base addresses, most likely first, each ending in `/api/v1/`.

    A bare host may keep its API in two places, so it gives two; an address with a path gives exactly one.
    Without a scheme it is https, except for this machine itself. A user name or password in the address is
    dropped. Raises AddressTrouble.
    """
    scheme, rest = _split_scheme(pasted)
    host, port, path = _split_place(rest)
    scheme = scheme or ("http" if _is_loopback(host) else "https")
    if scheme == "http" and not (allow_plain_http or _is_loopback(host)):
        raise AddressTrouble("plain_http", host=host)
    if port == {"http": 80, "https": 443}[scheme]:
        port = None
    place = f"[{host}]" if ":" in host else host
    root = f"{scheme}://{place}" + (f":{port}" if port else "")
    folders = USUAL_FOLDERS if path in {"", "/"} else (_folder_of(path),)
    return [root + folder + API for folder in folders]


def base_of(address: str) -> str:
    """The base address that comes first to mind, whether it is safe or not; empty where the text is no address."""
    try:
        return candidates(address, allow_plain_http=True)[0]
    except AddressTrouble:
        return ""


def web_address(base: str) -> str:
    """The base address as people know it: without the part that only programs need."""
    return base.removesuffix("/").removesuffix("/v1").removesuffix("/api")


def is_safe(address: str) -> bool:
    """Whether tokens may be sent there: over https, or to this very machine."""
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return False
    return bool(host) and (parts.scheme == "https" or (parts.scheme == "http" and _is_loopback(host)))


def is_plain_http(base: str) -> bool:
    """Whether a password sent to this base address could be read on the way."""
    parts = urlsplit(base)
    return parts.scheme == "http" and not _is_loopback(parts.hostname or "")


def _split_scheme(pasted: str) -> tuple[str, str]:
    text = pasted.strip().strip("<>\"'").strip()
    if not text:
        raise AddressTrouble("empty")
    if any(
        "\ud800" <= sign <= "\udfff" for sign in text
    ):  # half a pair stands for nothing that could be sent
        raise AddressTrouble("not_an_address")
    if "@" not in text:  # else it may part a domain from a user name
        text = text.replace("\\", "/")
    scheme = ""
    while found := _WEB.match(text):  # twice, where somebody pasted behind a scheme that was there
        scheme, text = found[1].lower(), text[found.end() :]
    if _SCHEME.match(text):
        raise AddressTrouble("not_an_address")
    return scheme, text.lstrip("/")


def _split_place(rest: str) -> tuple[str, int | None, str]:
    """Host, port and path. The text itself never goes into an error: it may hold a password."""
    try:
        return IPv6Address(rest).compressed, None, ""
    except ValueError:
        pass
    try:
        parts = urlsplit("//" + rest)
        host, port = (parts.hostname or "").removesuffix("."), parts.port
    except ValueError:
        raise AddressTrouble("not_an_address") from None
    if port == 0 or host in _NO_HOSTS or host.isdecimal() or not (_is_ip(host) or _HOST.fullmatch(host)):
        raise AddressTrouble("not_an_address")
    return (IPv6Address(host).compressed if ":" in host else host), port, parts.path


def _folder_of(path: str) -> str:
    """The virtual directory in a path: what comes before the API, a page or a program of SuperOffice."""
    segments = [segment for segment in path.split("/") if segment]
    if any(segment in {".", ".."} for segment in segments):
        raise AddressTrouble("not_an_address")
    folder = segments[: _api_begins(segments)]
    if folder == segments and folder:
        folder = _without_page(folder)
    return "".join("/" + quote(segment, safe="%:@!$&'()*+,;=~") for segment in folder)


def _api_begins(segments: list[str]) -> int:
    """Where `api` is, if it is the last segment or followed by what follows it in SuperOffice."""
    names = [segment.lower() for segment in segments]
    for index, name in enumerate(names):
        following = names[index + 1 : index + 2]
        if name == "api" and (not following or re.fullmatch(r"v\d+|agents|swagger", following[0])):
            return index
    return len(names)


def _without_page(folder: list[str]) -> list[str]:
    names = [name.lower() for name in folder]
    if "remote" in names[1:2] + names[2:3] and names[-1].startswith("services"):
        return folder[: names.index("remote")]
    if not _PAGE.fullmatch(names[-1]):
        return folder
    folder = folder[:-1]
    while folder and folder[-1].lower() in _PROGRAM_FOLDERS:
        folder = folder[:-1]
    return folder


def _is_ip(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _is_loopback(host: str) -> bool:
    return host == "localhost" or (_is_ip(host) and ip_address(host).is_loopback)

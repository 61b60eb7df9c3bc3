"""The proxy that this computer's settings name for an address: the environment's variables, else the system's own.

Desktops write what httpx does not take: `socks://`, brackets and ranges in NO_PROXY, any character in a password.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import unquote, urlsplit
from urllib.request import getproxies, getproxies_environment, proxy_bypass

from inspector.domain.errors import ServerTrouble

_KINDS = {"http": "http", "https": "https", "socks": "socks5", "socks5": "socks5", "socks5h": "socks5"}
"""What settings call a proxy, and what it is. GNOME writes `socks` and means SOCKS 5 first; the name of a server is
left to such a proxy in any case, as `socks5h` asks for."""
_PLACE = re.compile(r"(\[[0-9A-Fa-f:.%]+\]|[^\s:/?#@\[\]]+)(?::([0-9]{1,5}))?")


@dataclass(frozen=True)
class Proxy:
    """Where it is, as `http://proxy.example.com:8080`, and who may use it."""

    url: str
    user: str = ""
    password: str = field(default="", repr=False)


def of(address: str) -> Proxy | None:
    """The proxy on the way to an address; None where the way is direct, as it always is to this very machine.

    On Windows this may look up a name. Raises ServerTrouble `proxy_setting` where the setting can't be understood.
    """
    parts = urlsplit(address)
    host = (parts.hostname or "").removesuffix(".")
    environment = getproxies_environment()
    settings = environment or getproxies()
    setting = settings.get(parts.scheme) or settings.get("all")
    if not setting and not environment and (socks := settings.get("socks")):  # macOS has it beside the others
        setting = "socks://" + socks.rpartition("://")[2]
    if not setting or _is_here(host):
        return None
    port = parts.port or {"http": 80, "https": 443}.get(parts.scheme, 0)
    direct = _excepted(host, port, environment.get("no", "")) if environment else bool(proxy_bypass(host))
    return None if direct else read(setting)


def read(setting: str) -> Proxy:
    """A proxy as settings have it; user and password may hold any character, percent-encoded or not.

    Raises ServerTrouble `proxy_setting`, whose facts do not hold the password.
    """
    scheme, divider, rest = setting.strip().rpartition("://")
    kind = _KINDS.get(scheme.lower()) if divider else "http"
    access, _, place = rest.rpartition("@")
    found = _PLACE.fullmatch(place.rstrip("/"))
    if kind is None or found is None or not 0 < int(found[2] or 1) < 65536:
        raise ServerTrouble("proxy_setting", proxy=f"{scheme}{divider}{place}"[:200])
    user, _, password = access.partition(":")
    return Proxy(f"{kind}://{place.rstrip('/')}", unquote(user), unquote(password))


def _is_here(host: str) -> bool:
    address = _ip(host)
    return host == "localhost" or host.endswith(".localhost") or (address is not None and address.is_loopback)


def _excepted(host: str, port: int, exceptions: str) -> bool:
    """Whether NO_PROXY names the host: itself, its domain, its network (`10.0.0.0/8`), or all (`*`)."""
    return any(_names(entry, host, port) for entry in re.split(r"[,;\s]+", exceptions.lower()) if entry)


def _names(entry: str, host: str, port: int) -> bool:
    entry = entry.rpartition("://")[2]
    address = _ip(host)
    if address is not None and "/" in entry:
        try:
            return address in ip_network(entry.replace("[", "").replace("]", ""), strict=False)
        except ValueError:
            return False
    if _ip(entry.strip("[]")) is None:
        entry, _, only = entry.partition("]:" if entry.startswith("[") else ":")
        if only and only != str(port):
            return False
    entry = entry.strip("[]")
    if address is not None and _ip(entry) is not None:
        return address == _ip(entry)
    domain = entry.removeprefix("*").removeprefix(".").removesuffix(".")
    return entry == "*" or (bool(domain) and (host == domain or host.endswith("." + domain)))


def _ip(text: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(text)
    except ValueError:
        return None

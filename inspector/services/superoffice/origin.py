"""What a secret, a certificate or a tenant belongs to: a scheme, a host and a port (RFC 6454)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from inspector.services.superoffice.address import base_of

if TYPE_CHECKING:
    from inspector.services.settings import Connection

_USUAL_PORTS = {"http": 80, "https": 443}


def of_url(address: str) -> str:
    """As `https://crm.example.com`, with the port where it is not the usual one; empty where there is none."""
    try:
        parts = urlsplit(address)
        host, port = (parts.hostname or "").removesuffix("."), parts.port
    except ValueError:
        return ""
    if parts.scheme not in _USUAL_PORTS or not host:
        return ""
    place = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{place}" + (
        f":{port}" if port not in (None, _USUAL_PORTS[parts.scheme]) else ""
    )


def discovery_of(environment: str) -> str:
    """Where `sod`, `qaonline` and `online` describe themselves."""
    return f"https://{environment}.superoffice.com/login/.well-known/openid-configuration"


def of_connection(connection: Connection) -> str:
    """Where the secrets of a connection are sent; empty where its address is none.

    Through the browser that is the provider, and with a provider of one's own the web API as well, for the provider
    may leave it to the person to say where that is.
    """
    if connection.scheme != "browser":
        return of_url(base_of(connection.url))
    if not connection.discovery:
        return of_url(discovery_of(connection.environment or "online"))
    return " ".join(filter(None, (of_url(connection.discovery), of_url(base_of(connection.url)))))

"""Certificates that the system does not trust: what they say, and a connection that trusts exactly one of them."""

from __future__ import annotations

import asyncio
import hashlib
import ssl
from contextlib import suppress
from dataclasses import dataclass

PATIENCE = 5.0
_NO_CHECK_TIME = 0x200000
"""X509_V_FLAG_NO_CHECK_TIME: that a certificate has expired is part of what the person knowingly accepted."""


@dataclass(frozen=True)
class Certificate:
    """What a server shows about itself."""

    pem: str
    fingerprint: str
    """SHA-256, as AA:BB:…"""
    subject: str = ""
    issuer: str = ""
    until: str = ""
    """The last day on which it is valid, ISO."""


async def look(host: str, port: int) -> Certificate | None:
    """The certificate that the server shows; None where it can't be got. Nothing but a TLS handshake is sent."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    try:
        async with asyncio.timeout(PATIENCE):
            _, writer = await asyncio.open_connection(host, port, ssl=context)
            shown = writer.get_extra_info("ssl_object").getpeercert(binary_form=True)
            writer.close()
            with suppress(OSError):
                await writer.wait_closed()
    except (OSError, TimeoutError):
        return None
    return read(ssl.DER_cert_to_PEM_cert(shown)) if shown else None


def read(pem: str) -> Certificate:
    """A certificate from its text. Raises ValueError."""
    from cryptography import x509  # noqa: PLC0415 - few ever need it

    der = ssl.PEM_cert_to_DER_cert(pem)
    digest = hashlib.sha256(der).hexdigest().upper()
    told = x509.load_der_x509_certificate(der)
    return Certificate(
        pem=pem,
        fingerprint=":".join(digest[at : at + 2] for at in range(0, len(digest), 2)),
        subject=told.subject.rfc4514_string(),
        issuer=told.issuer.rfc4514_string(),
        until=told.not_valid_after_utc.date().isoformat(),
    )


def trusting(pem: str) -> ssl.SSLContext:
    """A context that trusts this certificate, whatever its name and dates, and no other.

    It is compared in the handshake, before any credentials are sent.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.load_verify_locations(cadata=pem)
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN | _NO_CHECK_TIME
    return context

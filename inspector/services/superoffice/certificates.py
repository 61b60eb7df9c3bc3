"""Certificates that the system does not trust: what they say, and a connection that trusts exactly one of them."""

from __future__ import annotations

import asyncio
import hashlib
import ssl
from contextlib import suppress
from dataclasses import dataclass

from inspector.domain.outside import UNFIT
from inspector.domain.visible import spelled_out

PATIENCE = 5.0
LONGEST = 200
"""Characters of a name that are shown."""
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
        return read(ssl.DER_cert_to_PEM_cert(shown)) if shown else None
    except (OSError, *UNFIT):
        return None


def read(pem: str) -> Certificate:
    """A certificate from its text. Raises UNFIT."""
    from cryptography import x509  # noqa: PLC0415 - few ever need it

    der = ssl.PEM_cert_to_DER_cert(pem)
    digest = hashlib.sha256(der).hexdigest().upper()
    told = x509.load_der_x509_certificate(der)
    return Certificate(
        pem=pem,
        fingerprint=":".join(digest[at : at + 2] for at in range(0, len(digest), 2)),
        subject=_in_one_line(told.subject.rfc4514_string()),
        issuer=_in_one_line(told.issuer.rfc4514_string()),
        until=told.not_valid_after_utc.date().isoformat(),
    )


def _in_one_line(name: str) -> str:
    """A name that draws no lines of its own beside ours, and turns none around; anybody may have made it up."""
    shown = name if len(name) <= LONGEST else f"{name[:LONGEST]}…"
    return spelled_out(shown)


class Pinned(ssl.SSLContext):
    """A context for one server only, whose very certificate is known."""

    only: bytes
    """In DER."""

    def demand(self, shown: bytes | None) -> None:
        """Raise ssl.SSLCertVerificationError where a server has shown another.

        OpenSSL lets one that may sign others (CA:TRUE, as its own self-signed ones do) vouch for any that it signed.
        """
        if shown != self.only:
            error = ssl.SSLCertVerificationError(1, "another certificate than the one that is trusted")
            error.verify_message = error.strerror or ""
            raise error


def trusting(pem: str) -> Pinned:
    """A context that trusts this certificate, whatever its name and dates, and no other; see `Pinned.demand`.

    Raises ssl.SSLError and UNFIT for what is no certificate.
    """
    context = Pinned(ssl.PROTOCOL_TLS_CLIENT)
    context.only = ssl.PEM_cert_to_DER_cert(pem)
    context.check_hostname = False
    context.load_verify_locations(cadata=pem)
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN | _NO_CHECK_TIME
    return context

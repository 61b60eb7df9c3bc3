"""The ways to sign in, in the words of the form."""

from __future__ import annotations

from dataclasses import dataclass

from inspector.words.language import tr


@dataclass(frozen=True)
class Scheme:
    """A way to sign in: the rows it needs, and what it calls its one or two secrets."""

    code: str
    text: str
    fields: tuple[str, ...]
    remember: str
    """What the check box offers to keep."""
    refused: str
    """What it means, and what to do, when the server does not take it."""
    secret: str = ""
    """Its label."""
    second: str = ""


def schemes() -> list[Scheme]:
    """Every way SuperOffice knows."""
    return [
        Scheme(
            "basic",
            tr("Basic: user name and password"),
            ("url", "user", "secret"),
            tr("Remember the password in this computer's keyring"),
            tr(
                "The server refused the sign-in: user name or password is wrong, "
                "or the account may not use the web API."
            ),
            tr("&Password"),
        ),
        Scheme(
            "ticket",
            tr("Ticket: from a session on the server"),
            ("url", "secret", "second"),
            tr("Remember the ticket in this computer's keyring"),
            tr(
                "The server refused the sign-in: the ticket is wrong or has run out (six hours after its last use), "
                "or it needs the app token that belongs to it. Get a new ticket."
            ),
            tr("T&icket"),
            tr("A&pp token"),
        ),
        Scheme(
            "bearer",
            tr("Bearer: an access token"),
            ("url", "secret"),
            tr("Remember the access token in this computer's keyring"),
            tr(
                "The server refused the sign-in: the access token is wrong or has run out, "
                "as it does within the hour. Get a new one, or sign in with Browser, which renews it by itself."
            ),
            tr("Access t&oken"),
        ),
        Scheme(
            "browser",
            tr("Browser: SuperID, for SuperOffice online"),
            ("environment", "client_id", "second", "redirect"),
            tr("Remember the sign-in in this computer's keyring"),
            tr(
                "You are signed in to SuperOffice, but the tenant's web API refused access. Ask its "
                "administrator whether this program is approved, and whether you may use the web API."
            ),
            second=tr("Client s&ecret"),
        ),
        Scheme(
            "session",
            tr("Session: cookies of your web browser"),
            ("url", "secret", "second"),
            tr("Remember the session in this computer's keyring"),
            tr(
                "The server refused the sign-in: that session has ended, or the cookies and the XSRF token do "
                "not belong together. Sign in with your web browser and copy both again."
            ),
            tr("C&ookie"),
            tr("&XSRF token"),
        ),
    ]


def environments() -> list[tuple[str, str]]:
    """The environments of SuperOffice online, and the way to another provider."""
    return [
        (tr("Production (online)"), "online"),
        (tr("Stage (qaonline)"), "qaonline"),
        (tr("Development (sod)"), "sod"),
        (tr("Another, by its discovery address"), ""),
    ]

"""The words around signing in: steps of the test, certificates, the page for the browser, the demo's weather."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale

from inspector.domain.errors import InspectorError
from inspector.words.language import again, tr, worded

if TYPE_CHECKING:
    from inspector.services.superoffice.probe import Step


def weathers() -> list[tuple[str, float, str | None]]:
    """What the menu says, the seconds each answer takes, and how it fails (see the demo's Weather)."""
    return [
        (tr("Fair"), 0.0, None),
        (tr("Slow: 3 Seconds"), 3.0, None),
        (tr("Very Slow: 30 Seconds"), 30.0, None),
        (tr("Sign-In Refused (401)"), 0.0, "401"),
        (tr("Not Allowed (403)"), 0.0, "403"),
        (tr("Server Error (500)"), 0.0, "500"),
        (tr("Not Available (503)"), 0.0, "503"),
        (tr("A Web Page Instead of Data"), 0.0, "html"),
        (tr("Nothing (null)"), 0.0, "null"),
        (tr("Half an Answer"), 0.0, "not_json"),
    ]


def certificate_words(error: InspectorError) -> str:
    """What a person should compare before they trust a certificate."""
    text = tr("Issued for {subject} by {issuer}, good until {until}. Fingerprint (SHA-256): {fingerprint}")
    facts = {name: error.facts.get(name) or "?" for name in ("subject", "issuer", "until", "fingerprint")}
    return text.format(**facts)


def browser_page() -> str:
    """What the browser shows when it has brought its answer."""
    title = tr("You can close this page")
    text = tr("The answer has reached Ticket Draft Inspector. Continue there.")
    style = "body{font:18px system-ui,sans-serif;margin:20vh auto;max-width:32em;text-align:center}"
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title><style>{style}</style></head>'
        f"<body><h1>{title}</h1><p>{text}</p></body></html>"
    )


def step_words(step: Step) -> str:
    """A step of the test in a line: what was found or not, and how long it took. Its mark says the same."""
    failed = {
        "name": tr("The server's name could not be found"),
        "tcp": tr("The server could not be reached"),
        "tls": tr("No connection that is encrypted and trusted"),
        "version": tr("It does not say which SuperOffice web API it is"),
        "sign_in": tr("The sign-in was not accepted"),
        "who": tr("It does not say who is signed in"),
        "default": tr("It gave no defaults of a new ticket"),
    }
    names = (
        failed
        if step.trouble is not None
        else {
            "name": tr("The server's name is known"),
            "tcp": tr("The server can be reached"),
            "tls": tr("The connection is encrypted and trusted"),
            "version": tr("It says which SuperOffice web API it is"),
            "sign_in": tr("The sign-in is accepted"),
            "who": tr("It says who is signed in"),
            "default": tr("It gives the defaults of a new ticket"),
        }
    )
    told = {**step.facts}
    if isinstance(size := told.get("size"), int):
        told["size"] = QLocale().formattedDataSize(size, 0, QLocale.DataSizeFormat.DataSizeSIFormat)
    facts = ", ".join(str(fact) for fact in told.values() if fact)
    seconds = f"{QLocale().toString(step.seconds, 'f', 2)} s"
    name, found = names[step.code], f" ({facts})" if facts else ""
    return worded(lambda: f"{again(name)}{found} · {seconds}")

"""The second line of defence: whatever is logged or dies loudly loses the secrets that are in use.

The first is that no secret is put into a message or an exception at all.
"""

from __future__ import annotations

import base64
import logging
import sys
import threading
from types import TracebackType
from urllib.parse import quote, quote_plus, unquote

MASK = "•••"
SHORTEST = 5
"""Characters below which a secret is not looked for: it would be found everywhere."""

_known: set[str] = set()


def guard(secret: str, user: str = "") -> None:
    """Look for this secret from now on: as it is, URL-encoded and decoded, in base64, and as in the header of Basic."""
    if len(secret) < SHORTEST:
        return
    told = secret.encode("utf-8", "replace")
    _known.update((secret, quote(told, safe=""), quote_plus(told), repr(secret)[1:-1], unquote(secret)))
    for text in (told, f"{user}:{secret}".encode("utf-8", "replace")):
        _known.add(base64.b64encode(text).decode().rstrip("="))


def forget() -> None:
    """Look for no secret any more, and keep none here."""
    _known.clear()


def redact(text: str) -> str:
    """The text with dots for the secrets in it."""
    for secret in sorted(_known, key=len, reverse=True):
        text = text.replace(secret, MASK)
    return text


class Formatter(logging.Formatter):
    """Writes a record, its traceback and stack included, without secrets."""

    def format(self, record: logging.LogRecord) -> str:
        """As logging does, then redacted."""
        return redact(super().format(record))


def install(level: str) -> None:
    """Log to standard error, redacted; exceptions that nobody caught too, in any thread."""
    handler = logging.StreamHandler()
    handler.setFormatter(Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=level.upper(), handlers=[handler])
    sys.excepthook = _told
    sys.unraisablehook = lambda found: _told(found.exc_type, found.exc_value, found.exc_traceback)
    threading.excepthook = lambda found: _told(found.exc_type, found.exc_value, found.exc_traceback)


def _told(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error or kind(), trace)
        return
    logging.getLogger("inspector").critical("unforeseen", exc_info=(kind, error or kind(), trace))
